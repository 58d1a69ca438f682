"""Where on the body: each symptom that has a place, as words and as sites of the body map."""

from collections.abc import Iterator, Sequence

from surefoot.care.case import Symptom
from surefoot.care.summary.chart import Chart, lower_first, upper_first
from surefoot.care.summary.page import BodyMap, Marked
from surefoot.knowledge.schema.vocabulary import Site
from surefoot.knowledge.schema.whole import Knowledge

_ONE = {"feet": "foot", "hands": "hand", "legs": "leg", "arms": "arm"}


def body_map(chart: Chart) -> BodyMap | None:
    """The symptoms with a place on the body; without any there is no map."""
    rows = tuple(_marked(chart, symptom) for symptom in chart.case.symptoms if _placed(symptom))
    return BodyMap(rows=rows) if rows else None


def _placed(symptom: Symptom) -> bool:
    return bool(symptom.present and symptom.sites)


def _marked(chart: Chart, symptom: Symptom) -> Marked:
    names = {row.group: row.says for row in chart.knowledge.symptom_groups.values()}
    bad = f", {symptom.severity}\u00a0of\u00a010" if symptom.severity is not None else ""
    return Marked(
        symptom=str(symptom.group),
        name=f"{names[symptom.group]}{bad}",
        where=upper_first(in_words(symptom.sites, chart.knowledge)),
        sites=symptom.sites,
    )


def in_words(sites: Sequence[str], knowledge: Knowledge) -> str:
    """The sites as a person says them: "both feet, left thigh (front)"."""
    rows = [knowledge.sites[site] for site in dict.fromkeys(sites)]
    return ", ".join(_said(rows, knowledge))


def _said(rows: Sequence[Site], knowledge: Knowledge) -> Iterator[str]:
    """Whole hands, feet, arms and legs by one word, all else by its name."""
    told = set(rows)
    for part, one in _ONE.items():
        sides = {
            side: {row for row in knowledge.sites.values() if (row.group, row.side) == (part, side)}
            for side in ("left", "right")
        }
        whole = [side for side, all_of_it in sides.items() if all_of_it <= told]
        for side in whole:
            told -= sides[side]
        if whole:
            yield f"both {part}" if len(whole) == 2 else f"{whole[0]} {one}"
    places: dict[str, list[Site]] = {}
    for row in rows:
        if row in told:
            places.setdefault(row.place, []).append(row)
    yield from map(_place, places.values())


def _place(rows: Sequence[Site]) -> str:
    """One place on one side, on both, or in the middle: "left thigh (front)"."""
    name, *more = (part.strip() for part in rows[0].says.split(","))
    side = rows[0].side
    if side == "middle":
        return lower_first(rows[0].says)
    about = f" ({', '.join(more[:-1])})" if more[:-1] else ""  # the last part names the side
    if len(rows) == 2:
        return f"{lower_first(name)}{about} on both sides"
    return f"{side} {lower_first(name)}{about}"
