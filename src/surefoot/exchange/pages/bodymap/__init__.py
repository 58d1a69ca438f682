"""The body map: six views of our own drawing, each site of the vocabulary a path by its name.

The whole body has the hands and feet as one zone a side; their sites are in the close views.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources
from xml.etree import ElementTree

from surefoot.care.summary.page import BodyMap

VIEWS: Mapping[str, str] = {
    "front": "Body from the front",
    "back": "Body from the back",
    "soles": "Soles of the feet",
    "tops": "Tops of the feet",
    "palms": "Palms",
    "hand_backs": "Backs of the hands",
}
_CLOSE: Mapping[str, Sequence[str]] = {"feet": ("soles", "tops"), "hands": ("palms", "hand_backs")}
_SVG = "{http://www.w3.org/2000/svg}"

# Each symptom has a colour and a pattern of its own: no two are told apart by colour alone.
COLOURS: Mapping[str, str] = {
    "pain": "#c8501a",
    "numbness": "#2b78b5",
    "weakness": "#8a6a00",
    "touch": "#a0426f",
    "cramps": "#3a7a45",
}
_OTHER = "#58655e"
_PATTERNS: Mapping[str, tuple[int, int, str]] = {
    "pain": (12, 12, '<path d="M-2 14L14 -2M-2 2L2 -2M10 14L14 10" stroke-width="2.6"/>'),
    "numbness": (12, 12, '<path d="M3 3h.01M9 9h.01" stroke-width="4"/>'),
    "weakness": (12, 10, '<path d="M-2 5H14" stroke-width="2.6"/>'),
    "touch": (14, 14, '<path d="M4 4l6 6M10 4l-6 6" stroke-width="2.2"/>'),
    "cramps": (16, 12, '<path d="M0 8l4-4 4 4 4-4 4 4" stroke-width="2.2"/>'),
}


_LABEL = 25  # in units of the drawing: still read where a view is small


@dataclass(frozen=True, slots=True)
class Drawing:
    """One view: its size, where its origin lies, its zones, and what is drawn over them."""

    wide: int
    high: int
    origin: str
    zones: Mapping[str, str]  # site, or hands and feet of a side -> outline
    outline: str
    nails: str
    sides: Sequence[tuple[str, str, str]]  # left or right, x, y


@cache
def drawing(view: str) -> Drawing:
    """One view as it is drawn."""
    folder = resources.files("surefoot.exchange.pages.bodymap")
    text = (folder / f"{view}.svg").read_text(encoding="utf8")
    root = ElementTree.fromstring(text)  # noqa: S314 — our own file, shipped with the program
    group = root[0]
    lines = {path.get("class"): path.get("d", "") for path in group if path.get("class")}
    _, _, wide, high = root.attrib["viewBox"].split()
    return Drawing(
        wide=int(wide),
        high=int(high),
        origin=group.attrib["transform"],
        zones={path.attrib["id"]: path.attrib["d"] for path in group if path.get("id")},
        outline=lines.get("outline", ""),
        nails=lines.get("nail", ""),
        sides=tuple((t.text or "", t.attrib["x"], t.attrib["y"]) for t in root.iter(f"{_SVG}text")),
    )


def marked(block: BodyMap) -> dict[str, tuple[str, ...]]:
    """Every site that is marked, with its symptoms."""
    found: dict[str, tuple[str, ...]] = {}
    for row in block.rows:
        for site in row.sites:
            found[site] = (*found.get(site, ()), row.symptom)
    return found


def views(marked: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The views it takes to show every site that is marked; each adds what the first lack."""
    front = set(drawing("front").zones)
    fresh = {"front": front, "back": set(drawing("back").zones) - front}
    return tuple(view for view in VIEWS if fresh.get(view, set(drawing(view).zones)) & set(marked))


def picture(view: str, marked: Mapping[str, Sequence[str]]) -> str:
    """One view as SVG, each marked zone in the colours and patterns of its symptoms."""
    drawn = drawing(view)
    painted = _painted(view, marked)
    used = dict.fromkeys(symptom for symptoms in painted.values() for symptom in symptoms)
    bare = "".join(
        f'<path class="zone" fill="#e3e9e5" d="{d}"/>'
        for zone, d in drawn.zones.items()
        if zone not in painted
    )
    paint = "".join(_paint(view, drawn.zones[zone], painted[zone]) for zone in painted)
    return (
        f'<svg class="{view}" '
        f'viewBox="0 0 {drawn.wide} {drawn.high}"><defs>'
        f"{''.join(_pattern(view, symptom) for symptom in used)}</defs>"
        f'<g transform="{drawn.origin}">{_line("outline", drawn.outline)}{bare}{paint}'
        f"{_line('nail', drawn.nails)}</g>{''.join(map(_side, drawn.sides))}</svg>"
    )


def swatch(symptom: str) -> str:
    """A little field in the colour and pattern of a symptom, for the words beside the picture."""
    return (
        f'<svg class="swatch" viewBox="0 0 36 36"><defs>'
        f"{_pattern('swatch', symptom)}</defs>{_paint('swatch', 'M1 1H35V35H1Z', (symptom,))}</svg>"
    )


def alone(picture: str) -> str:
    """A picture as a file of its own, which has to name its language; within HTML it need not."""
    return picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _painted(view: str, marked: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The zones of a view that carry something, with every symptom they carry."""
    zones = drawing(view).zones
    found = {zone: tuple(marked[zone]) for zone in zones if marked.get(zone)}
    for part, close in _CLOSE.items():
        for side in ("left", "right"):
            if (zone := f"{part}_{side}") in zones:
                sites = {s for v in close for s in drawing(v).zones if s.endswith(f"_{side}")}
                inside = (marked.get(site, ()) for site in sorted(sites - set(zones)))
                if symptoms := tuple(dict.fromkeys(s for these in inside for s in these)):
                    found[zone] = symptoms
    return found


def _paint(view: str, d: str, symptoms: Sequence[str]) -> str:
    """A tint of the first symptom, then the pattern of each: two can be told from one."""
    tint = f'<path class="tint {_known(symptoms[0])}" d="{d}" fill="{_colour(symptoms[0])}" '
    over = (f'<path d="{d}" fill="url(#{view}-{_known(s)})"/>' for s in symptoms)
    return f'{tint}fill-opacity=".22"/>{"".join(over)}'


def _pattern(view: str, symptom: str) -> str:
    wide, high, drawn = _PATTERNS.get(symptom, _PATTERNS["weakness"])
    return (
        f'<pattern id="{view}-{_known(symptom)}" width="{wide}" height="{high}" '
        f'patternUnits="userSpaceOnUse"><g class="ink {_known(symptom)}" fill="none" '
        f'stroke="{_colour(symptom)}" stroke-linecap="round">{drawn}</g></pattern>'
    )


def _known(symptom: str) -> str:
    return symptom if symptom in COLOURS else "other"


def _colour(symptom: str) -> str:
    return COLOURS.get(symptom, _OTHER)


def _line(name: str, d: str) -> str:
    return f'<path class="{name}" fill="none" stroke="#7b867f" d="{d}"/>' if d else ""


def _side(label: tuple[str, str, str]) -> str:
    words, x, y = label
    return (
        f'<text x="{x}" y="{y}" text-anchor="middle" font-size="{_LABEL}" fill="#435049" '
        f'font-family="Atkinson Hyperlegible Next">{escape(words)}</text>'
    )
