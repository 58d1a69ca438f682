"""Units of measurement: any stated unit of a finding into the unit the vocabulary keeps it in."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from surefoot.knowledge.nearest import unknown_name
from surefoot.knowledge.schema.vocabulary import Conversion, Finding
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError

_SETTLED = 9  # decimals: far finer than any measurement, far coarser than the noise of a float


def convert(knowledge: Knowledge, code: str, value: float, unit: str) -> float:
    """A number as it was written, in the unit of the vocabulary.

    Raises SurefootError for an unknown finding, and for a unit that is not stated for it; the
    error names those that are. Formula and factor stand in the knowledge (units.csv).
    """
    finding = _finding(knowledge, code)
    wanted = ucum(knowledge, unit)
    if wanted == finding.unit:
        return value
    for row in _rows(knowledge, code):
        if (row.unit_from, row.unit_to) == (wanted, finding.unit):
            return value * row.factor + row.offset
        if (row.unit_to, row.unit_from) == (wanted, finding.unit):
            return (value - row.offset) / row.factor
    known = ", ".join(written(knowledge, one) for one in units_of(knowledge, code))
    if not known:
        raise SurefootError(f"{code} has no unit, {unit!r} is given.", "Leave the unit out.")
    raise SurefootError(f"{unit!r} is no unit of {code}.", f"Known: {known}.")


def units_of(knowledge: Knowledge, code: str) -> tuple[str, ...]:
    """The units a finding may come in, as UCUM codes, its own first."""
    finding = _finding(knowledge, code)
    if not finding.unit:
        return ()
    others = [
        row.unit_to if row.unit_from == finding.unit else row.unit_from
        for row in _rows(knowledge, code)
        if finding.unit in (row.unit_from, row.unit_to)
    ]
    return (finding.unit, *others)


def ucum(knowledge: Knowledge, unit: str) -> str:
    """The UCUM code of a unit as a person may spell it; a spelling nobody knows stays as it is."""
    if unit in knowledge.unit_words:
        return unit
    for row in knowledge.unit_words.values():
        if unit == row.written or unit in row.spellings:
            return row.id
    return unit


def written(knowledge: Knowledge, unit: str) -> str:
    """A UCUM code as people read it; a pure count or ratio has no word."""
    row = knowledge.unit_words.get(unit)
    return unit if row is None else row.written


def said(knowledge: Knowledge, finding: Finding, value: float) -> str:
    """A number as people read it: rounded as its unit is measured, half up, with the unit."""
    row = knowledge.unit_words.get(finding.unit)
    if row is None:
        return f"{value:g}"
    step = Decimal(1).scaleb(-row.decimals)
    # The noise of binary fractions goes first: 2.675 is a half, and 53 mmol/mol are 7.0 %.
    number = Decimal(repr(round(value, _SETTLED))).quantize(step, rounding=ROUND_HALF_UP)
    digits = f"{number:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits} {row.written}".rstrip()


def _rows(knowledge: Knowledge, code: str) -> Iterator[Conversion]:
    yield from (row for row in knowledge.conversions.values() if code in row.codes)


def _finding(knowledge: Knowledge, code: str) -> Finding:
    finding = knowledge.findings.get(code)
    if finding is None:
        raise unknown_name("finding", code, knowledge.findings)
    return finding
