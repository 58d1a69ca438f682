"""What is measured again, and when: the same days together, and what recurs said as such."""

from collections.abc import Iterator
from datetime import date, timedelta

from surefoot.care.plan.records import PlanOfCare, Retest
from surefoot.care.summary.chart import Chart
from surefoot.knowledge.values import day


def again(chart: Chart, plan: PlanOfCare) -> Iterator[tuple[str, str]]:
    """What recurs first, then the measures that are due on the same days, the most often first."""
    retests = sorted(plan.retests, key=lambda retest: retest.on)
    often = {r.measures: weeks for r in retests if (weeks := _every(chart, plan, r))}
    for recurring, weeks in often.items():
        on = [retest.on for retest in retests if retest.measures == recurring]
        until = f" to {day(on[-1])}" if len(on) > 1 else ""
        yield f"Every {weeks} weeks from {day(on[0])}{until}", f"{'; '.join(recurring)}."
    due: dict[str, list[str]] = {}
    for retest in retests:
        for measure in retest.measures if retest.measures not in often else ():
            due.setdefault(measure, []).append(_when(plan, retest.on))
    together: dict[tuple[str, ...], list[str]] = {}
    for measure, days in due.items():
        together.setdefault(tuple(days), []).append(measure)
    for days_, measures in sorted(together.items(), key=lambda pair: -len(pair[0])):
        yield ", ".join(days_), f"{'; '.join(measures)}."


def _every(chart: Chart, plan: PlanOfCare, retest: Retest) -> int | None:
    """In how many weeks it recurs, where a must-have asks for that."""
    rows = (chart.knowledge.must_haves.get(need.id) for need in plan.requirements)
    for row in rows:
        if not row or not row.retest_weeks or not set(row.retest_measures) <= {*retest.measures}:
            continue
        if retest.on == plan.starts_on + timedelta(weeks=row.retest_weeks):
            return row.retest_weeks
    return None


def _when(plan: PlanOfCare, on: date) -> str:
    """The day; one after the last visit needs a visit of its own, and that is said."""
    last = max((_on(plan, v.week, v.day) for w in plan.weeks for v in w.visits), default=None)
    return f"{day(on)} (after the last visit: book it)" if last and on > last else day(on)


def _on(plan: PlanOfCare, week: int, day_of_week: int) -> date:
    return plan.starts_on + timedelta(weeks=week - 1, days=day_of_week - 1)
