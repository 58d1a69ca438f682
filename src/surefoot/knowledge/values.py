"""Values of findings as people read them: no code, no underscore, numbers with their unit."""

from datetime import date

from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.knowledge.units import said

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day(on: date) -> str:
    """A date in words, "4 March 1959": no reader takes day for month."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def in_words(knowledge: Knowledge, finding: Finding, value: bool | float | str | date) -> str:
    """One value of one finding."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return said(knowledge, finding, value)
    if isinstance(value, date):
        return day(value)
    row = knowledge.value_words.get(f"{finding.id}={value}") or knowledge.value_words.get(value)
    return value if row is None else row.written
