"""Step 5. Goals with their measures and dates, and what is measured again when."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from surefoot.care.case import Case, Goal, Value
from surefoot.care.examination.core_set import gates
from surefoot.care.findings import Findings
from surefoot.care.plan.goal_days import day_named
from surefoot.care.plan.records import PlannedGoal, Requirement, Retest, Week
from surefoot.knowledge.schema.measures import ChangeLimit
from surefoot.knowledge.schema.measures import Retest as RetestRow
from surefoot.knowledge.schema.plan_rules import GoalMeasure
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.knowledge.units import said
from surefoot.terms import Domain, Side

WEEK_DAYS = 7
NOT_MEASURED = "to be measured"
TARGET_LATER = "a target set"
NOT_ASKED = Goal(words="A goal of your own, to be agreed", domain=Domain.FUNCTION, priority=1)


def goals(
    case: Case,
    findings: Findings,
    knowledge: Knowledge,
    starts_on: date,
    weeks: int,
    ends_on: date | None = None,
) -> tuple[PlannedGoal, ...]:
    """The person's goals in their own words, each with a measure, its baseline and a date.

    `ends_on` is the day of the last visit, where there is one: what is judged later is not.
    """
    end = ends_on or starts_on + timedelta(days=WEEK_DAYS * weeks)
    wanted = sorted(case.goals, key=lambda goal: (goal.priority, goal.words)) or [NOT_ASKED]
    found = tuple(_goal(g, findings, knowledge, _due_on(g, starts_on, end)) for g in wanted)
    if weeks >= knowledge.episode_rules["episode/goal_weeks"].numbers["weeks_min"]:
        return found
    return tuple(replace(g, baseline=NOT_MEASURED, target=TARGET_LATER) for g in found)


def last_visit_on(weeks: Sequence[Week], starts_on: date) -> date | None:
    """The day of the last visit; None without visits."""
    days = [WEEK_DAYS * (w.number - 1) + v.day - 1 for w in weeks for v in w.visits]
    return starts_on + timedelta(days=max(days)) if days else None


def _due_on(goal: Goal, starts_on: date, end: date) -> date:
    """The end of the course, or the day that the goal itself names before it."""
    by = goal.by or day_named(goal.words, starts_on)
    return min(by, end) if by and by > starts_on else end


def _goal(goal: Goal, findings: Findings, knowledge: Knowledge, due: date) -> PlannedGoal:
    row = _measure_for(goal, findings, knowledge)
    if row is None:
        return PlannedGoal(
            words=goal.words, domain=goal.domain, measure="Patient-Specific Functional Scale",
            baseline=NOT_MEASURED, target="agreed with the person", due_on=due,
        )  # fmt: skip
    value = _measured(row, findings, knowledge)
    baseline, target = _told(row, value, knowledge), _target(row, value, knowledge)
    return PlannedGoal(
        words=goal.words, domain=goal.domain, measure=row.measure,
        baseline=baseline, target=target, due_on=due,
    )  # fmt: skip


def _measure_for(goal: Goal, findings: Findings, knowledge: Knowledge) -> GoalMeasure | None:
    """The first measure that fits the goal and was taken; else the first that fits."""
    kinds = kinds_of(goal, knowledge)
    rows = sorted(
        (r for r in knowledge.goal_measures.values() if r.domain == goal.domain),
        key=lambda row: row.order,
    )
    fitting = [
        r for r in rows
        if _is_about(r, kinds)
        and (not r.when or findings.holds(r.when) is True)
        and _has_room(r, findings, knowledge)
    ]  # fmt: skip
    measured = [r for r in fitting if r.finding and _measured(r, findings, knowledge) is not None]
    return next(iter(measured or fitting or rows), None)


def kinds_of(goal: Goal, knowledge: Knowledge) -> frozenset[str]:
    """What the goal is about, by the words in it."""
    said_so = goal.words.lower()
    found = [
        kind for kind in knowledge.goal_kinds.values()
        if _names(kind.words, said_so) and not _names(kind.unless_words, said_so)
    ]  # fmt: skip
    replaced = {other for kind in found for other in kind.instead_of}
    return frozenset(kind.id for kind in found if kind.id not in replaced)


def _names(words: Iterable[str], said_so: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}", said_so) for word in words)


def _is_about(row: GoalMeasure, kinds: frozenset[str]) -> bool:
    """A walk is not judged by chair stands: what the words tell of a goal counts."""
    if row.only_kinds and not kinds & {*row.kinds}:
        return False
    return not row.kinds or not kinds or bool(kinds & {*row.kinds})


def _has_room(row: GoalMeasure, findings: Findings, knowledge: Knowledge) -> bool:
    """Whether the value at the start leaves room for a change: no score passes its ends."""
    value = _measured(row, findings, knowledge)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    change = knowledge.changes.get(row.change)
    step = (_step(change) if change else None) or 0
    if row.better == "low":
        return value >= step
    most = knowledge.findings[row.finding].max
    return row.better != "high" or most is None or value + step <= most


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
    step = _step(change, single=value is None) if change else None
    sign = -1 if row.better == "low" else 1
    if step is None:
        word = {"low": "lower", "high": "higher"}.get(row.better, "no worse")
        return row.aim or f"{word} than at the start"
    if isinstance(value, bool) or not isinstance(value, int | float):
        by = _readable(row, step, 1)  # nobody rates in tenths of a point
        return f"{by:g} {row.unit} {'less' if sign < 0 else 'more'} than at the start"
    return _told(row, max(0.0, _readable(row, value + sign * step, sign)), knowledge)


def _readable(row: GoalMeasure, target: float, sign: int) -> float:
    """The nearest value that can be read and is no less of a change."""
    if row.reads_to is None:
        return target
    return sign * ceil(round(sign * target / row.reads_to, 6)) * row.reads_to


def _step(change: ChangeLimit, *, single: bool = False) -> float | None:
    """The larger of error and what matters; one activity alone is rated with more error."""
    error = change.mdc95_single if single and change.mdc95_single else change.mdc95
    known = [size for size in (error, change.mcid) if size is not None]
    return max(known) if known else None


def _told(row: GoalMeasure, value: Value | None, knowledge: Knowledge) -> str:
    """A value as finely as it is measured, in the words of the goal."""
    if value is None:
        return NOT_MEASURED
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
    planned: Iterable[PlannedGoal] = (),
) -> tuple[Retest, ...]:
    """At visit 10 or day 30, whichever is first, day 60 and the last visit; nothing after it.

    Sooner where a must-have says so, and each goal by its own measure on its own day.
    """
    found = list(_often(knowledge, starts_on, needs))
    for on in _anchors(knowledge, weeks, starts_on):
        week = round((on - starts_on).days / WEEK_DAYS)
        measures = tuple(_due(findings, knowledge, week))
        why = knowledge.episode_rules["episode/anchors"].says
        found.append(Retest(on=on, measures=measures, why=why))
    return (*found, *_for_goals(planned, found, knowledge))


def _anchors(knowledge: Knowledge, weeks: tuple[Week, ...], starts_on: date) -> Iterator[date]:
    """The days of the whole re-tests; one that falls due just before the end is the last one."""
    rule = knowledge.episode_rules["episode/anchors"].numbers
    early = timedelta(days=knowledge.core_rules["core/early"].days or 0)
    first = min(int(rule["day_1"]), _day_of_visit(weeks, int(rule["visit"])))
    days = [starts_on + timedelta(days=d) for d in (first, int(rule["day_2"]), int(rule["day_3"]))]
    last = last_visit_on(weeks, starts_on)
    if last is None:
        yield from days
        return
    yield from (day for day in days if day < last - early)
    yield last


def _for_goals(
    planned: Iterable[PlannedGoal], found: Iterable[Retest], knowledge: Knowledge
) -> Iterator[Retest]:
    """What judges a goal, on the day it is due, where nothing measures it that day anyway."""
    taken = {(retest.on, measure) for retest in found for measure in retest.measures}
    open_ones = [g for g in planned if (g.due_on, _test_of(g, knowledge)) not in taken]
    for on in sorted({goal.due_on for goal in open_ones}):
        tests = dict.fromkeys(_test_of(g, knowledge) for g in open_ones if g.due_on == on)
        yield Retest(on=on, measures=tuple(tests), why="The goals are judged on their day.")


def _test_of(goal: PlannedGoal, knowledge: Knowledge) -> str:
    """The test behind the measure of a goal, by its name among the instruments."""
    rows = [r for r in knowledge.goal_measures.values() if r.measure == goal.measure and r.finding]
    changes = (knowledge.changes.get(row.change) for row in rows)
    tests = (knowledge.instruments.get(change.instrument) for change in changes if change)
    return next((test.name for test in tests if test), goal.measure)


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
            seen |= {code for code in row.instruments if _concerns(row, code, findings)}
    names = {code: row.name for code, row in knowledge.instruments.items()}
    yield from sorted(names.get(code, code) for code in seen - _not_for(findings, knowledge))


def _concerns(row: RetestRow, code: str, findings: Findings) -> bool:
    """Whether one instrument of a group is for this person."""
    rules = [narrow.when for narrow in row.narrowed if code in narrow.instruments]
    return all(findings.holds(rule) is not False for rule in rules)


def _not_for(findings: Findings, knowledge: Knowledge) -> set[str]:
    """Tests that nothing calls for (the long form of a clear short one) or that are stopped."""
    rows = knowledge.core_measures.values()
    always = {code for row in rows for code in row.instruments}
    extras = [extra for row in rows for extra in row.also]
    called = {c for e in extras if findings.holds(e.when) is True for c in e.instruments}
    stopped = {c for g in gates(findings, knowledge) if g.closed for c in g.instruments}
    return {c for e in extras for c in e.instruments} - always - called | stopped
