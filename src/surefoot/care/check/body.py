"""Which parts of the body a condition affects, read afresh for the checker.

A part whose state cannot be told counts as affected.
"""

from collections.abc import Iterator

from surefoot.care.check.selecting import any_part_will_do
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.exercises import Exercise, Region, Sides
from surefoot.knowledge.schema.safety import Area, Threshold
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Side

type Place = tuple[Region, Side]

_SINGLE = tuple(region for region in Region if region != Region.WHOLE)
_IN_THE_MIDDLE = (Region.TRUNK, Region.NECK)


def touches_area(
    row: Exercise, loads: tuple[Region, ...], area: Area, findings: Findings, known: Knowledge
) -> bool:
    """Whether an exercise reaches a part that may be affected, wherever it is put."""
    hurt = set(affected(area, findings, known))
    return all(hurt & set(way) for way in _ways_to_lie(row, loads))


def _ways_to_lie(row: Exercise, loads: tuple[Region, ...]) -> list[list[Place]]:
    """Each way an exercise can be put on the body, as the places it then reaches."""
    if any_part_will_do(row) and not loads:
        return [_reached([region], [side]) for region in _SINGLE for side in Side]
    whole = Region.WHOLE in row.region
    regions = list(loads) or (list(_SINGLE) if whole else list(row.region))
    if row.sides == Sides.BOTH:
        return [_reached(regions, list(Side))]
    sides = list(Side) if row.sides == Sides.CHOSEN else [Side(row.sides.value)]
    return [_reached(regions, [side]) for side in sides]


def _reached(regions: list[Region], sides: list[Side]) -> list[Place]:
    """The places of parts on these sides; what lies in the middle is reached on both."""
    return [
        (region, side)
        for region in regions
        for side in (list(Side) if region in _IN_THE_MIDDLE else sides)
    ]


def affected(area: Area, findings: Findings, known: Knowledge) -> Iterator[Place]:
    """The places that are affected, or that nobody has said are not."""
    if area.everywhere_when and findings.holds(area.everywhere_when) is not False:
        yield from ((region, side) for region in _SINGLE for side in Side)
    for site in known.sites.values():
        if any(findings.at_site(code, site.id) is not False for code in area.sited):
            regions = known.site_regions[site.place].regions
            sides = list(Side) if site.side == "middle" else [Side(site.side)]
            yield from ((region, side) for region in regions for side in sides)
    for side in Side:
        if _may_be_marked(area, findings, side):
            yield from ((region, side) for region in area.regions)


def _may_be_marked(area: Area, findings: Findings, side: Side) -> bool:
    signs = any(findings.on_side(code, side) is not False for code in area.sided)
    numbers = any(_may_be_crossed(t, findings.on_side(t.code, side)) for t in area.thresholds)
    both = bool(area.both_when) and findings.holds(area.both_when) is not False
    return signs or numbers or both


def _may_be_crossed(threshold: Threshold, value: object) -> bool:
    if not isinstance(value, int | float):
        return True
    below = threshold.below is not None and value < threshold.below
    return below or (threshold.at_least is not None and value >= threshold.at_least)
