"""Step 8. Did it change? Two scores of one instrument, against error and against what matters.

A change that the test cannot tell from its error is never called stable. Classifiers are states
and have no change class. Scores under different protocols are shown and not compared.
"""

from dataclasses import dataclass
from datetime import date

from surefoot.care.examination import Score
from surefoot.care.examination.rounding import settled
from surefoot.care.outcomes.limits import ChangeClass, Limits, classify, limits_for
from surefoot.care.outcomes.pairs import Known, Pair, pair
from surefoot.care.outcomes.protocol import differences, notes
from surefoot.knowledge.schema.instruments import Better, Instrument, Value
from surefoot.knowledge.schema.measures import ChangeLimit
from surefoot.knowledge.schema.whole import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value on two days: both values, and what may be said of the difference."""

    instrument: str
    value: str
    name: str
    unit: str
    before: Known | None
    after: Known | None
    before_on: date
    after_on: date
    improvement: float | None  # above 0 is good
    percent: float | None  # of the baseline
    kind: ChangeClass | None
    label: str  # for the patient; empty without a class
    reached: bool | None  # for a limit that is a share of the baseline
    why: str  # why there is no class
    notes: tuple[str, ...]
    limits: Limits
    population: str  # where the limits come from
    statement: str  # row of the change table; empty where there is none
    unreviewed: bool


def change(before: Score, after: Score, knowledge: Knowledge) -> tuple[Change, ...]:
    """What may be said of two scores of one instrument: one change a row of the table and value."""
    if before.instrument != after.instrument or not before.on < after.on:
        raise ValueError("Two scores of one instrument are compared, the earlier one first.")
    instrument = knowledge.instruments[before.instrument]
    values = {value.id: value for value in instrument.values}
    rows = [row for row in knowledge.changes.values() if row.instrument == instrument.id]
    asked = [(row, values[value]) for row in rows for value in row.values]
    found = tuple(
        _read(row, pair(instrument, value, before, after), before, after, knowledge)
        for row, value in asked
        if value.id in before.values or value.id in after.values
    )
    return found or (_of_main(values[instrument.main], before, after, knowledge),)


def _of_main(value: Value, before: Score, after: Score, knowledge: Knowledge) -> Change:
    """The score of an instrument that the change table does not hold."""
    two = pair(knowledge.instruments[before.instrument], value, before, after)
    return _read(None, two, before, after, knowledge)


def _read(
    row: ChangeLimit | None, two: Pair, before: Score, after: Score, knowledge: Knowledge
) -> Change:
    instrument = knowledge.instruments[before.instrument]
    improvement = _improvement(row.better if row else instrument.better, two)
    why = _why_not(row, instrument, two, differences(before, after))
    limits = Limits() if row is None or why else limits_for(row, two, before, after)
    kind = None if improvement is None or why else classify(improvement, limits)
    percent = _percent(improvement, two)
    if kind is None and not why and not (row and row.rule == "percent"):
        why = "Neither its error nor what matters is known: values only."
    return Change(
        instrument=instrument.id,
        value=two.value.id,
        name=two.value.name,
        unit=two.value.unit,
        before=two.before,
        after=two.after,
        before_on=before.on,
        after_on=after.on,
        improvement=improvement,
        percent=percent,
        kind=kind,
        label=knowledge.change_classes[kind].label if kind else "",
        reached=None if why else _reached(row, percent),
        why=why,
        notes=(*two.notes, *notes(before, after, knowledge)),
        limits=limits,
        population=row.population if row else "",
        statement=row.id if row else "",
        unreviewed=row is not None and not row.grade.is_reviewed,
    )


def _improvement(better: Better, two: Pair) -> float | None:
    """Above 0 is good; None where there are no two numbers or neither direction is better."""
    if two.numbers is None or better == "none":
        return None
    before, after = two.numbers
    return settled(after - before if better == "high" else before - after)


def _percent(improvement: float | None, two: Pair) -> float | None:
    """In per cent of the baseline; undefined where the baseline is 0."""
    if improvement is None or two.numbers is None or not two.numbers[0]:
        return None
    return 100 * improvement / two.numbers[0]


def _reached(row: ChangeLimit | None, percent: float | None) -> bool | None:
    if row is None or row.rule != "percent" or row.mcid_pct is None or percent is None:
        return None
    return settled(percent) >= row.mcid_pct


_RULES = {
    "state": "A state, shown as it is: it has no change class.",
    "threshold": "Too much error for change in one person: read it against its threshold only.",
    "anchor": "It is itself a judgement of change.",
}


def _why_not(
    row: ChangeLimit | None, instrument: Instrument, two: Pair, unlike: tuple[str, ...]
) -> str:
    """Why no class may be given; empty when it may."""
    rule = row.rule if row else "classes"
    if instrument.classifier or two.value.kind in ("rules", "truth"):
        rule = "state"
    if rule in _RULES:
        return _RULES[rule]
    if two.why:
        return two.why
    if unlike:
        return f"Not measured the same way ({'; '.join(unlike)}): both values, no class."
    return _beyond(row, two) if row else ""


def _beyond(row: ChangeLimit, two: Pair) -> str:
    """Above a point higher is not better: there, no direction is good."""
    limit = row.only_at_most
    if limit is None or two.numbers is None or max(two.numbers) <= limit:
        return ""
    return f"Above {limit:g} a higher value is not better: no class."
