"""Which parts of the body a condition affects, read afresh for the checker."""

from surefoot.care.findings import Findings
from surefoot.knowledge.schema.exercises import Exercise, Region, Sides
from surefoot.knowledge.schema.safety import Area, Threshold
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Side

type Place = tuple[Region, Side | None]  # a region on one side, or on both (None)


def touches_area(
    row: Exercise, loads: tuple[Region, ...], area: Area, findings: Findings, known: Knowledge
) -> bool:
    """Whether an exercise may reach the affected part. What is not known counts as affected."""
    places = affected(area, findings, known)
    if places is None:
        return True
    if Region.WHOLE in row.region and row.sides == Sides.CHOSEN and not loads:
        return False  # any part of the body will do, so an unaffected one is chosen
    works_on = {*row.region, *loads}
    hit = [side for region, side in places if region in works_on or Region.WHOLE in works_on]
    if not hit:
        return False
    one_sided = len({*hit}) == 1 and None not in hit
    return not (one_sided and row.sides == Sides.CHOSEN)  # the other side can be chosen


def affected(area: Area, findings: Findings, known: Knowledge) -> list[Place] | None:
    """The affected places, or None where the affected part cannot be told."""
    if area.everywhere_when and findings.holds(area.everywhere_when) is not False:
        return None
    places: list[Place] = []
    for code in area.sited:
        for site, regions in _regions_of_sites(known).items():
            if findings.at_site(code, site) is True:
                places += [(region, _side_of(site)) for region in regions]
    for side in Side:
        if _marked(area, findings, side):
            places += [(region, side) for region in area.regions]
    if area.both_when and findings.holds(area.both_when) is True:
        places += [(region, None) for region in area.regions]
    return places or None  # present, but nothing says where


def _marked(area: Area, findings: Findings, side: Side) -> bool:
    signs = any(findings.on_side(code, side) is True for code in area.sided)
    return signs or any(_crossed(t, findings.on_side(t.code, side)) for t in area.thresholds)


def _crossed(threshold: Threshold, value: object) -> bool:
    if not isinstance(value, int | float):
        return False
    below = threshold.below is not None and value < threshold.below
    return below or (threshold.at_least is not None and value >= threshold.at_least)


def _regions_of_sites(known: Knowledge) -> dict[str, tuple[Region, ...]]:
    """The regions of each place of the body map, with its sides written out."""
    found: dict[str, tuple[Region, ...]] = {}
    for row in known.site_regions.values():
        for site in (row.place, f"{row.place}_left", f"{row.place}_right"):
            if site in known.sites:
                found[site] = row.regions
    return found


def _side_of(site: str) -> Side | None:
    return next((side for side in Side if site.endswith(f"_{side}")), None)
