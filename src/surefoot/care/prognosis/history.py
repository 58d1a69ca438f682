"""Looking back: a test that was positive once and is not now tells of a cause dealt with."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from surefoot.care.case import Case, Fact
from surefoot.care.findings import Findings
from surefoot.care.prognosis.seen import ONSET, Seen, codes_of
from surefoot.knowledge.schema.causes import Cause
from surefoot.knowledge.schema.whole import Knowledge

_MEASURED = ("lab", "test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The last day on which the required test confirmed the cause."""

    on: date
    next_on: date | None  # when the test was done again
    codes: tuple[str, ...]


def once_positive(seen: Seen, cause: Cause) -> Before | None:
    """The last day on which the required test confirmed the cause, although it does not now.

    Only for what is measured: an answer that changed is a correction, not a new result. A test
    that was positive long before the symptoms is no cause of theirs.
    """
    if not cause.confirmed_when:
        return None
    measured = [
        code
        for code in cause.tests
        if seen.facts(code) and seen.knowledge.findings[code].kind in _MEASURED
    ]
    days = _days(seen, cause, measured)
    if not days:
        return None
    since = seen.day(ONSET)
    margin = seen.knowledge.prognosis_rules["prognosis/once-positive"].numbers["before_onset_days"]
    for on, next_on in reversed(list(zip(days, (*days, None)[1:], strict=True))):
        if since and on < since - timedelta(days=margin):
            return None
        if Findings(_as_of(seen, on, cause, measured), seen.knowledge).holds(cause.confirmed_when):
            return Before(on=on, next_on=next_on, codes=tuple(measured))
    return None


def _days(seen: Seen, cause: Cause, measured: list[str]) -> list[date]:
    """The days of tests that were done again since; of an event all, for its rule reads time."""
    found: set[date] = set()
    for code in measured:
        days = {fact.on for fact in seen.facts(code)}
        if len(days) > 1 or cause.kind == "event":
            found |= days
    return sorted(found)


def _as_of(seen: Seen, day: date, cause: Cause, measured: list[str]) -> Case:
    """The case of that day: what was measured keeps its day, what is told today held then too."""
    wanted = _recorded_under(cause.confirmed_when, seen.knowledge)
    facts: list[Fact] = []
    for code in wanted:
        for fact in seen.facts(code):
            facts.append(fact if code in measured else replace(fact, on=min(fact.on, day)))
    return replace(seen.case, today=day, facts=tuple(facts))


def _recorded_under(rule: str, knowledge: Knowledge) -> set[str]:
    """The recorded findings a rule rests on in the end."""
    found: set[str] = set()
    open_ = list(codes_of(rule))
    while open_:
        code = open_.pop()
        below = knowledge.findings[code].rule
        if below is None:
            found.add(code)
        else:
            open_ += codes_of(below)
    return found
