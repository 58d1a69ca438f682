"""Step 5. Goals with their measures and dates, and what is measured again when."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from surefoot.care.case import Case, Goal, Value
from surefoot.care.examination.core_set import gates
from surefoot.care.findings import Findings
from surefoot.care.plan.records import PlannedGoal, Requirement, Retest, Week
from surefoot.knowledge.schema.measures import ChangeLimit
from surefoot.knowledge.schema.plan_rules import GoalMeasure
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.knowledge.units import said
from surefoot.terms import Domain, Side

WEEK_DAYS = 7
NOT_ASKED = Goal(words="A goal of your own, to be agreed", domain=Domain.FUNCTION, priority=1)


def goals(
    case: Case, findings: Findings, knowledge: Knowledge, starts_on: date, weeks: int
) -> tuple[PlannedGoal, ...]:
    """The person's goals in their own words, each with a measure, its baseline and a date."""
    due = starts_on + timedelta(days=WEEK_DAYS * weeks)
    wanted = sorted(case.goals, key=lambda goal: (goal.priority, goal.words)) or [NOT_ASKED]
    return tuple(_goal(goal, findings, knowledge, due) for goal in wanted)


def _goal(goal: Goal, findings: Findings, knowledge: Knowledge, due: date) -> PlannedGoal:
    rows = sorted(
        (r for r in knowledge.goal_measures.values() if r.domain == goal.domain),
        key=lambda row: row.order,
    )
    fitting = [
        r for r in rows
        if (not r.when or findings.holds(r.when) is True) and _has_room(r, findings, knowledge)
    ]  # fmt: skip
    measured = [r for r in fitting if r.finding and _measured(r, findings, knowledge) is not None]
    row = next(iter(measured or fitting or rows), None)
    if row is None:
        return PlannedGoal(
            words=goal.words, domain=goal.domain, measure="Patient-Specific Functional Scale",
            baseline="to be measured", target="agreed with the person", due_on=due,
        )  # fmt: skip
    value = _measured(row, findings, knowledge)
    baseline, target = _told(row, value, knowledge), _target(row, value, knowledge)
    return PlannedGoal(
        words=goal.words, domain=goal.domain, measure=row.measure,
        baseline=baseline, target=target, due_on=due,
    )  # fmt: skip


def _has_room(row: GoalMeasure, findings: Findings, knowledge: Knowledge) -> bool:
    """Whether the value at the start leaves room for a change: nobody gets below 0."""
    value = _measured(row, findings, knowledge)
    if row.better != "low" or isinstance(value, bool) or not isinstance(value, int | float):
        return True
    change = knowledge.changes.get(row.change)
    return value >= ((_step(change) if change else None) or 0)


def _measured(row: GoalMeasure, findings: Findings, knowledge: Knowledge) -> Value | None:
    """The value at the start; of two sides the worse one."""
    if not row.finding:
        return None
    if knowledge.findings[row.finding].side != "left_right":
        return findings.value(row.finding)
    sides = [findings.on_side(row.finding, side) for side in Side]
    known = [value for value in sides if isinstance(value, int | float)]
    return (max if row.better == "low" else min)(known) if len(known) == len(sides) else None


def _target(row: GoalMeasure, value: Value | None, knowledge: Knowledge) -> str:
    """A change that matters and that the test can tell from its error; the larger of the two."""
    change = knowledge.changes.get(row.change)
    step = _step(change) if change else None
    sign = -1 if row.better == "low" else 1
    if step is None:
        word = {"low": "lower", "high": "higher"}.get(row.better, "no worse")
        return f"{word} (no change size is published)"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{step:g} {row.unit} {'less' if sign < 0 else 'more'} than at the start"
    return _told(row, max(0.0, value + sign * step), knowledge)


def _step(change: ChangeLimit) -> float | None:
    known = [size for size in (change.mdc95, change.mcid) if size is not None]
    return max(known) if known else None


def _told(row: GoalMeasure, value: Value | None, knowledge: Knowledge) -> str:
    """A value as finely as it is measured, in the words of the goal."""
    if value is None:
        return "to be measured"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{value} {row.unit}".strip()
    number = said(knowledge, knowledge.findings[row.finding], value).partition(" ")[0]
    return f"{number} {row.unit}".strip()


def retests(
    findings: Findings,
    knowledge: Knowledge,
    weeks: tuple[Week, ...],
    starts_on: date,
    needs: Iterable[Requirement] = (),
) -> tuple[Retest, ...]:
    """At visit 10 or day 30, whichever is first; then day 60 and day 90; sooner where a must-have
    says so."""
    rule = knowledge.episode_rules["episode/anchors"].numbers
    first = min(int(rule["day_1"]), _day_of_visit(weeks, int(rule["visit"])))
    found = list(_often(knowledge, starts_on, needs))
    for day in (first, int(rule["day_2"]), int(rule["day_3"])):
        measures = tuple(_due(findings, knowledge, round(day / WEEK_DAYS)))
        on = starts_on + timedelta(days=day)
        why = knowledge.episode_rules["episode/anchors"].says
        found.append(Retest(on=on, measures=measures, why=why))
    return tuple(found)


def _often(knowledge: Knowledge, starts_on: date, needs: Iterable[Requirement]) -> Iterator[Retest]:
    """What is measured again every few weeks, from the first time on; the same only once."""
    rows = [knowledge.must_haves[n.id] for n in needs if n.id in knowledge.must_haves]
    for every in sorted({row.retest_weeks for row in rows if row.retest_weeks}):
        mine = [row for row in rows if row.retest_weeks == every]
        yield Retest(
            on=starts_on + timedelta(weeks=every),
            measures=tuple(dict.fromkeys(m for row in mine for m in row.retest_measures)),
            why=f"Again every {every} weeks: {', '.join(row.trigger for row in mine)}.",
        )


def _day_of_visit(weeks: tuple[Week, ...], number: int) -> int:
    for week in weeks:
        if any(visit.number == number for visit in week.visits):
            return WEEK_DAYS * week.number - 1
    return WEEK_DAYS * (len(weeks) + 52)


def _due(findings: Findings, knowledge: Knowledge, week: int) -> Iterator[str]:
    """Names of the core measures that the schedule has at or next before a week."""
    seen: set[str] = set()
    for row in knowledge.retests.values():
        if row.when and findings.holds(row.when) is False:
            continue
        on_time = any(abs(week - w) <= 1 for w in row.weeks)
        if_needed = week in row.if_weeks and findings.holds(row.if_when or "True") is True
        if row.every_visit or on_time or if_needed:
            seen |= set(row.instruments)
    names = {code: row.name for code, row in knowledge.instruments.items()}
    yield from sorted(names.get(code, code) for code in seen - _not_for(findings, knowledge))


def _not_for(findings: Findings, knowledge: Knowledge) -> set[str]:
    """Tests that nothing calls for (the long form of a clear short one) or that are stopped."""
    rows = knowledge.core_measures.values()
    always = {code for row in rows for code in row.instruments}
    extras = [extra for row in rows for extra in row.also]
    called = {c for e in extras if findings.holds(e.when) is True for c in e.instruments}
    stopped = {c for g in gates(findings, knowledge) if g.closed for c in g.instruments}
    return {c for e in extras for c in e.instruments} - always - called | stopped
