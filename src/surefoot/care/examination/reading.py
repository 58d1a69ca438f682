"""Step 2. How a score reads: the names of its bands, the cut-offs it reaches, who must see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surefoot.care.case import Answers
from surefoot.care.examination.answers import Work, code_of
from surefoot.care.examination.formula import formula
from surefoot.care.examination.records import Measured, Named, Raised, SafetyEvent
from surefoot.care.examination.replies import Asked
from surefoot.care.examination.rounding import lies_in
from surefoot.care.examination.values import bounds
from surefoot.care.rules.kleene import Rule
from surefoot.knowledge.schema.instruments import (
    InstrumentAlarm,
    InstrumentBands,
    InstrumentFlag,
    Value,
)


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag with its condition made into a function, if it has one."""

    row: InstrumentFlag
    rule: Rule | None
    value: Value | None


def flag(row: InstrumentFlag, values: Mapping[str, Value]) -> Flag:
    """A flag ready to be asked."""
    rule = formula(row.when) if row.when else None
    return Flag(row, rule, values.get(row.value))


def age_limits(low: int | None, high: int | None, age_a: int | None) -> tuple[str, ...]:
    """Why an age speaks against a scale: outside the range it was made for, or not known."""
    if low is None and high is None:
        return ()
    if low is not None and high is not None:
        made_for = f"{low}-{high} years"
    else:
        made_for = f"{low} years or older" if low is not None else f"{high} years or younger"
    if age_a is None:
        return (f"age not known; made for {made_for}",)
    outside = (low is not None and age_a < low) or (high is not None and age_a > high)
    return (f"outside validated age: {made_for}",) if outside else ()


def named(
    rows: Sequence[InstrumentBands], values: Mapping[str, Measured], age_a: int | None
) -> tuple[Named, ...]:
    """The name of every value that has one."""
    found: list[Named] = []
    for row in rows:
        for value_id in row.values:
            measured = values.get(value_id)
            label = None if measured is None else _label(row, measured.value)
            if label is not None:
                limits = age_limits(row.age_low, row.age_high, age_a)
                found.append(
                    Named(
                        value=value_id,
                        label=label,
                        statement=row.id,
                        grade=row.grade,
                        limits=(*limits, *_made_for(row.population)),
                    )
                )
    return tuple(found)


def _label(row: InstrumentBands, value: float | str | bool) -> str | None:
    if isinstance(value, str):
        return row.words.get(value)
    return next((band.label for band in row.bands if lies_in(band, value)), None)


def _made_for(population: str) -> tuple[str, ...]:
    return (f"from {population}",) if population else ()


def holds(one: Flag, items: Mapping[str, Asked], work: Work) -> bool | None:
    """Whether a flag holds; None while the answers leave it open."""
    if one.rule is not None:
        answer = one.rule(work.sheet)
        return None if answer is None else bool(answer)
    number = work.sheet.get(one.row.value)
    if isinstance(number, int | float):
        return lies_in(one.row, number)
    if one.row.certain and one.value is not None:
        return _certainly(one.row, bounds(one.value, items, work))
    return None


def _certainly(row: InstrumentFlag, between: tuple[float, float] | None) -> bool | None:
    """Whether both the least and the most that a sum can become lie on the same side."""
    if between is None:
        return None
    low, high = (lies_in(row, edge) for edge in between)
    return low if low is high else None


def raised(row: InstrumentFlag, age_a: int | None) -> Raised:
    """A flag that holds, with why it may not count for this person."""
    return Raised(
        says=row.says,
        about=row.about,
        statement=row.id,
        grade=row.grade,
        limits=(*age_limits(row.age_low, row.age_high, age_a), *_made_for(row.population)),
    )


def events(
    rows: Sequence[InstrumentAlarm], answers: Answers, work: Work
) -> tuple[SafetyEvent, ...]:
    """The answers that a human must see at once."""
    found: list[SafetyEvent] = []
    for row in rows:
        code = code_of(work.sheet.get(row.item))
        severity = row.severity.get(code)
        if severity is not None:
            found.append(
                SafetyEvent(
                    statement=row.id,
                    severity=severity,
                    instrument=row.instrument,
                    item=row.item,
                    answer=code,
                    on=answers.on,
                    says=row.says,
                    show=row.show,
                    do=row.do,
                    acknowledge_clinic_min=row.acknowledge_clinic_min,
                    acknowledge_remote_min=row.acknowledge_remote_min,
                )
            )
    return tuple(found)
