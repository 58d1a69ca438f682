"""What stands around a person: furniture, water, tools; and the arrows and marks that explain."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from paper import SHAPES, paint, short

Thing = dict[str, Any]


def rect(name: str, x: float, y: float, wide: float, high: float, round_: float = 0) -> str:
    """A rectangle in one paint."""
    rx = f' rx="{short(round_)}"' if round_ else ""
    size = f'x="{short(x)}" y="{short(y)}" width="{short(wide)}" height="{short(high)}"'
    return f"<rect {paint(name)} {size}{rx}/>"


def path(name: str, d: str) -> str:
    """An outline, by its name or as it is, in one paint."""
    return f'<path {paint(name)} d="{SHAPES["outlines"].get(d, d)}"/>'


def circle(name: str, x: float, y: float, r: float) -> str:
    """A circle in one paint."""
    return f'<circle {paint(name)} cx="{short(x)}" cy="{short(y)}" r="{short(r)}"/>'


def floor(t: Thing) -> str:
    """The ground, and nothing under it."""
    return path("ground", f"M{t['from']} {t.get('y', 0.6)}H{t['to']}")


_DOORS = {False: (1 / 2,), True: (1 / 3, 2 / 3)}


def counter(t: Thing) -> str:
    """A kitchen counter from the side, or with its front to us."""
    x, y, w = t["x"], t["y"], t["w"]
    lines = (
        [(x + w / 2, y + 6)] if not t.get("front") else [(x + w / 3, y + 5), (x + 2 * w / 3, y + 5)]
    )
    doors = "".join(f"M{short(at)} {short(top)}V-3" for at, top in lines)
    body = rect("cab", x + 1.6, y + 3, w - 3.2, -y - 3)
    return rect("wood", x, y, w, 3, 1.2) + body + path("detail", doors)


def table(t: Thing) -> str:
    """A table or counter that stands between us and the person."""
    x, y, w = t["x"], t["y"], t["w"]
    legs = path("frame", f"M{x + 3} {y + 3}V0M{x + w - 3} {y + 3}V0")
    return rect("wood", x, y, w, 3, 1.2) + legs


def chair(t: Thing) -> str:
    """A chair from the side; `seat` is the height of the seat."""
    x, s = t["x"], t.get("seat", 25.4)
    legs = f"M{x - 9} 1V{-s + 2}M{x + 9} 1V{-s + 4}M{x - 9} {-s + 2}L{x - 12} {-s - 24.6}"
    back = path("back", f"M{x - 12} {-s - 23.6}L{x - 10.4} {-s - 8.6}")
    cushion = rect("pad", x - 11, -s - 7.4, 22, 7.4, 2.2) if t.get("cushion") else ""
    return path("frame", legs) + rect("wood", x - 11, -s, 22, 3.2, 1.4) + cushion + back


def chair_from_the_front(t: Thing) -> str:
    """A chair that faces us."""
    x = t["x"]
    legs = path("frame", f"M{x - 12} 0V-22M{x + 12} 0V-22")
    return legs + rect("back2", x - 13, -52, 26, 17, 2) + rect("wood", x - 14, -26, 28, 3.8, 1.6)


def bed(t: Thing) -> str:
    """A bed or mat; `y` is where the person lies."""
    x, y, w = t["x"], t["y"], t["w"]
    high = t.get("high", 6)
    legs = path("frame", f"M{x + 8} {y + high}V0M{x + w - 8} {y + high}V0") if y + high < 0 else ""
    pillow = rect("back2", x + 2, y - 4.5, 18, 5, 2.4) if t.get("pillow") else ""
    return legs + rect("pad", x, y, w, high, 2.4) + pillow


def foam(t: Thing) -> str:
    """A pad of foam."""
    x, w, h = t["x"], t["w"], t.get("h", 6)
    left = x - w / 2
    dots = "".join(
        f"M{short(left + 3 + i * 4.4)} {short(-h / 2 - (0.9 if i % 2 else -0.9))}h.01"
        for i in range(int((w - 4) / 4.4) + 1)
    )
    return rect("foam", left, -h, w, h, 1.6) + path("foamdot", dots)


def wall(t: Thing) -> str:
    """A wall, its edge to the person."""
    x, y, w, h = t["x"], t["y"], t["w"], t["h"]
    edge = x if not t.get("edge") else x + w
    return rect("wall", x, y, w, h) + path("detail", f"M{edge} {y}V{y + h}")


def step(t: Thing) -> str:
    """A low step or block."""
    return rect("wood", t["x"], -t["h"], t["w"], t["h"], 1)


def water(t: Thing) -> str:
    """Water up to `y`; what lies in it shows through."""
    left, right, y = t["from"], t["to"], t["y"]
    waves = "".join(f"q2.5 {-1.3 if i % 2 else 1.3} 5 0" for i in range(int((right - left) / 5)))
    body = path("water", f"M{left} {y}{waves}V{t.get('base', 0)}H{left}Z")
    return body + path("waterline", f"M{left} {y}{waves}")


def rail(t: Thing) -> str:
    """A rail to hold, from the side."""
    x, y, w = t["x"], t["y"], t["w"]
    return path("rail", f"M{x} {y}H{x + w}M{x + w - 3} {y}V{y + 6}")


def ball(t: Thing) -> str:
    """A ball."""
    x, y, r = t["x"], t["y"], t["r"]
    shine = f"M{short(x - 0.6 * r)} {short(y - 0.5 * r)}q{short(r / 2)} {short(-0.35 * r)} {r} 0"
    return circle("ball", x, y, r) + path("detail", shine)


def band(t: Thing) -> str:
    """An elastic band along its points."""
    return path("band", "M" + "L".join(f"{x} {y}" for x, y in t["along"]))


def drawn(t: Thing) -> str:
    """Something drawn by paints and outlines: for this one picture, or a prop by its name."""
    told = SHAPES["props"][t["prop"]] if "prop" in t else t["parts"]
    parts = "".join(path(name, d) for name, d in told)
    if "at" not in t:
        return parts
    x, y = t["at"]
    turned = f" rotate({t['turn']})" if t.get("turn") else ""
    sized = f" scale({t['size']})" if t.get("size") else ""
    return f'<g transform="translate({x} {y}){turned}{sized}">{parts}</g>'


def hand(t: Thing) -> str:
    """A hand from its thumb side; `bent` is how far the three joints of the fingers bend.

    One that is `far` is darker: the other hand, where it lies over the person's own skin.
    """
    bent, thumb = t.get("bent", [8, 8, 6]), t.get("thumb", [40, 24])
    lies = f"translate({t['at'][0]} {t['at'][1]}) rotate({t.get('turn', 0)})"
    lies += f" scale({t.get('size', 1)})"
    far, palm = ("far_", "far_palm") if t.get("far") else ("", "skin")
    behind = [angle + t.get("fan", 6) for angle in bent]
    parts = (
        path(f"{far}finger_behind", _chain((15, 1.6), 0, behind, (8.4, 6, 4.6))),
        path(palm, "hand_palm"),
        path(f"{far}finger", _chain((15.4, 0), 0, bent, (9, 6.4, 4.8))),
        path(f"{far}thumb", _chain((3.6, 1.6), 0, thumb, (8.6, 6.4))),
    )
    return f'<g transform="{lies}">{"".join(parts)}</g>'


def _chain(
    start: tuple[float, float], angle: float, bent: Sequence[float], long: Sequence[float]
) -> str:
    """A line of bones from `start`, each turned on from the one before."""
    (x, y), told = start, f"M{short(start[0])} {short(start[1])}"
    for turn, length in zip(bent, long, strict=True):
        angle += turn
        x, y = (
            x + length * math.cos(math.radians(angle)),
            y + length * math.sin(math.radians(angle)),
        )
        told += f"L{short(x)} {short(y)}"
    return told


def open_hand(t: Thing) -> str:
    """A hand seen on its palm, fingers up; `spread` is the angle between them."""
    spread, thumb = t.get("spread", 6), t.get("thumb", [-58, 26])
    flip = "-1 1" if t.get("left") else "1 1"
    lies = f"translate({t['at'][0]} {t['at'][1]}) rotate({t.get('turn', 0)}) scale({flip})"
    roots = ((-6.3, -17.6, 13.4), (-2.1, -18.6, 15.2), (2.1, -18.2, 14), (6, -16.4, 11))
    fingers = "".join(
        path("digit", _chain((x, y), -90 + spread * (i - 1.4), [0], (long,)))
        for i, (x, y, long) in enumerate(roots)
    )
    thumbed = path("thumb", _chain((-5.4, -5), -90, thumb, (9, 6.4)))
    palm, lines = path("skin", "palm"), path("skinline", "palm_lines")
    return f'<g transform="{lies}">{palm}{fingers}{thumbed}{lines}</g>'


def dots(t: Thing) -> str:
    """Places to step to."""
    return "".join(circle("spot", x, y, t.get("r", 2)) for x, y in t["at"])


def bicycle(t: Thing) -> str:
    """A recumbent bicycle; `x` is the middle of its seat."""
    x = t["x"]
    frame = f"M{x - 39} -2H{x + 25}M{x - 20} -2V-22M{x} -2L{x + 6} -22"
    seat = (
        f"M{x - 34} -60C{x - 37} -60 {x - 37.4:.1f} -57 {x - 36.6:.1f} -55L{x - 31} -30"
        f"C{x - 30} -26 {x - 28} -25.4 {x - 25} -25.4L{x - 10} -25.4C{x - 8} -25.4 {x - 8} -21.6 "
        f"{x - 10} -21.6L{x - 28} -21.6C{x - 32} -21.6 {x - 34} -24 {x - 35} -28L{x - 41} -55"
        f"C{x - 42} -60 {x - 38} -62 {x - 34} -60Z"
    )
    bars = f"M{x + 13} -30L{x + 16} -52M{x + 8} -53L{x + 22} -50"
    grip = path("rail", f"M{x - 16} -30L{x - 10} -36L{x - 4} -36")
    wheel = circle("cab", x + 13, -17, 13.4)
    return path("frame2", frame) + path("pad", seat) + wheel + path("frame2", bars) + grip


THINGS: dict[str, Callable[[Thing], str]] = {
    "floor": floor, "counter": counter, "table": table, "chair": chair,
    "chair from the front": chair_from_the_front, "bed": bed, "foam": foam, "wall": wall,
    "step": step, "water": water, "rail": rail, "ball": ball, "band": band, "drawn": drawn,
    "dots": dots, "bicycle": bicycle, "hand": hand, "open hand": open_hand,
}  # fmt: skip


def arrow(told: Thing) -> str:
    """What moves and where: a soft curved arrow, with a head at one end or at both."""
    (x0, y0), (x1, y1) = told["from"], told["to"]
    bend = told.get("bend", 0)
    mx, my = (x0 + x1) / 2 - (y1 - y0) * bend, (y0 + y1) / 2 + (x1 - x0) * bend
    line = f"M{short(x0)} {short(y0)}Q{short(mx)} {short(my)} {short(x1)} {short(y1)}"
    head = _head(x1, y1, mx, my)
    return path("arrow", line + head + (_head(x0, y0, mx, my) if told.get("both") else ""))


def _head(x: float, y: float, mx: float, my: float) -> str:
    angle = math.atan2(y - my, x - mx) + math.pi
    ends = [(x + 3.1 * math.cos(angle + s), y + 3.1 * math.sin(angle + s)) for s in (0.55, -0.55)]
    (ax, ay), (bx, by) = ends
    return f"M{short(ax)} {short(ay)}L{short(x)} {short(y)}L{short(bx)} {short(by)}"


MARKS = {
    "eyes closed": "M{0} {1}m-3.4-.6q3.4 3 6.8 0m-6 1.8l-.7 1.1m3.3-.5v1.4m2.6-2l.7 1.1",
    "helper": "M{0} {1}m0-2.2a1.5 1.5 0 1 0 .01 0ZM{0} {1}m-3 3.4q3-4.6 6 0",
    "look": "M{0} {1}m-3.6 0q3.6-4.4 7.2 0q-3.6 4.4-7.2 0Zm3.6-1.1a1.1 1.1 0 1 0 .01 0Z",
}


def mark(told: Thing) -> str:
    """A small sign in a circle: eyes closed, a helper stands by, look."""
    x, y = told["at"]
    return circle("mark", x, y, 5.6) + path("marki", MARKS[told["kind"]].format(x, y))
