"""Numbers with their unit, brought into the unit and range of the vocabulary."""

from surefoot.exchange.case_file.messages import Path, shown
from surefoot.exchange.case_file.parse import LARGEST
from surefoot.exchange.case_file.shape import Desk, expected
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.units import convert, units_of, written
from surefoot.terms import SurefootError

_REASONS = '"unable", "declined" or "not_applicable"'


def amount(finding: Finding, raw: object, unit: object, path: Path, desk: Desk) -> float | None:
    """The number in the vocabulary's unit.

    A finding that comes in several units must name its own: 7 is a good HbA1c in one unit and
    impossible in the other. Where there is only one unit, it may be left out.
    """
    fix = f"Write the number{_in_units(finding, desk)}"
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        how = ", without quotes and with a point; or why there is none: "
        expected("a number", raw, path, desk, f"{fix}{how}{_REASONS}.")
        return None
    if not abs(raw) <= LARGEST:
        desk.wrong(path, f"{shown(raw)} is no number a case can hold.", f"{fix}.")
        return None
    value = _converted(finding, float(raw), unit, path, desk)
    if value is None:
        return None
    return _in_range(finding, value, (float(raw), unit), path, desk)


def _converted(
    finding: Finding, number: float, unit: object, path: Path, desk: Desk
) -> float | None:
    known = units_of(desk.knowledge, finding.id)
    if unit is None:
        if len(known) < 2:
            return number
        first, *others = (f'"{written(desk.knowledge, one)}"' for one in known)
        fix = f'Write {{"value": {number:g}, "unit": {first}}}, or {" or ".join(others)}.'
        desk.wrong(path, "The unit is missing, and it comes in more than one.", fix)
        return None
    if not isinstance(unit, str):
        expected("a unit", unit, (*path, "unit"), desk, "Write the unit in quotes.")
        return None
    try:
        return convert(desk.knowledge, finding.id, number, unit.strip())
    except SurefootError as error:
        desk.wrong((*path, "unit"), shown(error.says), error.fix)
        return None


def _in_range(
    finding: Finding, value: float, told: tuple[float, object], path: Path, desk: Desk
) -> float | None:
    """The value, unless it lies outside what can be measured in a person at all."""
    low, high = finding.min, finding.max
    if (low is None or value >= low) and (high is None or value <= high):
        return value
    number, unit = told
    word = str(unit).strip() if unit else written(desk.knowledge, finding.unit)
    edges = sorted(_as_told(finding, edge, unit, desk) for edge in (low, high) if edge is not None)
    span = f"{edges[0]:.4g} to {edges[-1]:.4g} {word}".strip()
    says = f"{f'{number:g} {unit}' if unit else f'{number:g}'} is out of range: {span}."
    desk.wrong(path, says, "Check the number and its unit.")
    return None


def _as_told(finding: Finding, edge: float, unit: object, desk: Desk) -> float:
    """An edge of the range in the unit the person used: every conversion is a straight line."""
    if not isinstance(unit, str):
        return edge
    none, one = (convert(desk.knowledge, finding.id, n, unit.strip()) for n in (0.0, 1.0))
    return (edge - none) / (one - none)


def _in_units(finding: Finding, desk: Desk) -> str:
    units = [written(desk.knowledge, unit) for unit in units_of(desk.knowledge, finding.id)]
    return f" in {' or '.join(units)}" if units else ""
