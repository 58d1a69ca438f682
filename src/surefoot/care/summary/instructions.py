"""What a condition asks of those who carry the plan out: which of it first, which of it after."""

from collections.abc import Iterable, Iterator

from surefoot.care.plan.records import PlannedItem, PlanOfCare
from surefoot.care.plan.safety.ground import fits
from surefoot.care.summary.chart import Chart
from surefoot.knowledge.schema.safety import Condition, Instruction

_AT_ONCE = 1  # beside the signs to stop at, which are never put off to a later page


def at_once(chart: Chart, plan: PlanOfCare, condition: Condition) -> tuple[Instruction, ...]:
    """What the first screen has room for: the first instruction, and each sign to stop at."""
    told = _to_follow(chart, plan, condition)
    return (*told[:_AT_ONCE], *(row for row in told[_AT_ONCE:] if row.kind == "watch"))


def after(chart: Chart, plan: PlanOfCare, condition: Condition) -> tuple[Instruction, ...]:
    """All the rest that somebody has to do."""
    first = at_once(chart, plan, condition)
    return tuple(row for row in _to_follow(chart, plan, condition) if row not in first)


def _to_follow(chart: Chart, plan: PlanOfCare, condition: Condition) -> tuple[Instruction, ...]:
    """All but what lifts the condition and what concerns no planned item; at least the first."""
    rows = tuple(row for row in condition.instructions if row.kind != "reopen")
    items = tuple(_items(plan))
    return tuple(row for row in rows if _concerns(chart, row, items)) or rows[:1]


def _concerns(chart: Chart, row: Instruction, items: Iterable[PlannedItem]) -> bool:
    library = chart.knowledge.exercises
    return not row.about or any(
        fits(selector, library[item.exercise], item.setting)
        for item in items
        for selector in row.about
    )


def _items(plan: PlanOfCare) -> Iterator[PlannedItem]:
    for week in plan.weeks:
        yield from (i for visit in week.visits for part in visit.parts for i in part.items)
        yield from (*week.home.exercises, *week.home.self_care)
