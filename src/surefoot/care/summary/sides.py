"""Which side an exercise is for, where one side only is ill."""

from surefoot.care.summary.chart import Chart
from surefoot.knowledge.schema.exercises import Exercise, Region, Sides
from surefoot.terms import NeuropathyType, Side

_ONE_SIDED = {NeuropathyType.FOCAL, NeuropathyType.PROXIMAL}
_ARM = {Region.SHOULDER, Region.ELBOW, Region.WRIST, Region.HAND}
_LEG = {Region.FOOT, Region.ANKLE, Region.KNEE, Region.HIP}


def side_of(chart: Chart, row: Exercise) -> Side | None:
    """The ill side of the limb that is trained; none where both are, or the type is of both."""
    types = set(chart.diagnosis.types)
    if row.sides != Sides.CHOSEN or not types or not types <= _ONE_SIDED:
        return None
    found = _sides(chart, _limbs(row))
    return found.pop() if len(found) == 1 else None


def _limbs(row: Exercise) -> set[str]:
    """The groups of the body map that belong to the one limb an exercise works on."""
    arm, leg = _ARM & {*row.region}, _LEG & {*row.region}
    if arm and leg:
        return set()
    return {"arms", "hands"} if arm else {"legs", "feet"} if leg else set()


def _sides(chart: Chart, limbs: set[str]) -> set[Side]:
    """On which sides of these limbs a symptom is felt."""
    sites = (site for symptom in chart.case.symptoms if symptom.present for site in symptom.sites)
    rows = (chart.knowledge.sites[site] for site in sites)
    return {Side(row.side) for row in rows if row.group in limbs and row.side in set(Side)}
