"""Numbers with their unit, brought into the unit and range of the vocabulary."""

from surefoot.exchange.case_file.messages import Path, shown
from surefoot.exchange.case_file.parse import LARGEST
from surefoot.exchange.case_file.shape import Desk, expected
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.units import convert, units_of, written
from surefoot.terms import SurefootError


def amount(finding: Finding, raw: object, unit: object, path: Path, desk: Desk) -> float | None:
    """The number in the vocabulary's unit.

    A finding that comes in several units must name its own: 7 is a good HbA1c in one unit and
    impossible in the other. Where there is only one unit, it may be left out.
    """
    fix = f"Write the number{_in_units(finding, desk)}."
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        expected("a number", raw, path, desk, fix)
        return None
    if not abs(raw) <= LARGEST:
        desk.wrong(path, f"{shown(raw)} is no number a case can hold.", fix)
        return None
    value = _converted(finding, float(raw), unit, path, desk)
    if value is None:
        return None
    return _in_range(finding, value, f"{raw:g} {unit or ''}".strip(), path, desk)


def _converted(
    finding: Finding, number: float, unit: object, path: Path, desk: Desk
) -> float | None:
    known = units_of(desk.knowledge, finding.id)
    if unit is None:
        if len(known) < 2:
            return number
        listed = " or ".join(f'"{written(desk.knowledge, one)}"' for one in known)
        fix = f'Add `unit`, {listed}; a bare number becomes {{"value": {number:g}, "unit": ...}}.'
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


def _in_range(finding: Finding, value: float, told: str, path: Path, desk: Desk) -> float | None:
    """The value, unless it lies outside what can be measured in a person at all."""
    low, high = finding.min, finding.max
    if (low is None or value >= low) and (high is None or value <= high):
        return value
    own = written(desk.knowledge, finding.unit)
    says = f"{told} is out of range: {low:g} to {high:g} {own}".strip() + "."
    desk.wrong(path, says, "Check the number and its unit.")
    return None


def _in_units(finding: Finding, desk: Desk) -> str:
    units = [written(desk.knowledge, unit) for unit in units_of(desk.knowledge, finding.id)]
    return f" in {' or '.join(units)}" if units else ""
