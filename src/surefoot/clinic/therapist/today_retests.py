"""The re-tests of a plan that are due on a day, and what of them was measured since. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from surefoot.care.case import Fact, NotDone
from surefoot.care.line import LineOfCare
from surefoot.care.plan.records import PlanOfCare, Retest
from surefoot.knowledge.schema.whole import Knowledge

EARLY = "core/early"  # how long before its day a measure may be taken and counts
DONE = ("scored", "unable")  # as the list of the examination counts them
BY_HAND = ("therapist", "device")  # who finds what is found at an examination


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """One measure whose day has come."""

    name: str  # as the plan names it
    instrument: str | None  # None: the plan names what no single instrument measures
    on: date  # the latest of its days


def fallen(plan: PlanOfCare, knowledge: Knowledge, today: date) -> tuple[Again, ...]:
    """Every measure with a day up to this one, in the order of the plan."""
    last: dict[str, date] = {}
    for retest in plan.retests:
        on = _last_day(plan, retest, knowledge, today)
        for name in retest.measures if on <= today else ():
            last[name] = max(on, last.get(name, on))
    codes = {one.name: code for code, one in knowledge.instruments.items()}
    return tuple(Again(name=n, instrument=codes.get(n), on=on) for n, on in last.items())


def _last_day(plan: PlanOfCare, retest: Retest, knowledge: Knowledge, today: date) -> date:
    """Its day; where a must-have asks for it every few weeks, the latest of its days."""
    for need in plan.requirements:
        row = knowledge.must_haves.get(need.id)
        if row is None or not row.retest_weeks or not {*row.retest_measures} <= {*retest.measures}:
            continue
        every = timedelta(weeks=row.retest_weeks)
        if plan.starts_on + every == retest.on <= today:
            return retest.on + every * ((today - retest.on) // every)
    return retest.on


def not_measured(due: tuple[Again, ...], line: LineOfCare) -> tuple[Again, ...]:
    """Those of them that were not measured since; some days early counts, as it does elsewhere."""
    early = timedelta(days=line.knowledge.core_rules[EARLY].days or 0)
    return tuple(one for one in due if max(_days(one, line), default=date.min) < one.on - early)


def _days(of: Again, line: LineOfCare) -> Iterator[date]:
    """When it was measured. What no instrument measures was, when anything was examined."""
    if of.instrument is None:
        looked_at: tuple[Fact | NotDone, ...] = (*line.case.facts, *line.case.not_done)
        for found in looked_at:
            row = line.knowledge.findings.get(found.code)
            if row is not None and row.who in BY_HAND:
                yield found.on
        return
    measures = line.knowledge.core_measures.values()
    holds = {of.instrument, *(c for m in measures for c in m.instead.get(of.instrument, ()))}
    for score in line.examination.scores:
        if score.instrument in holds and score.state in DONE:
            yield score.on
