"""Step 2. What of the core set is missing or due again, and which tests may not be done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from surefoot.care.case import Case
from surefoot.care.examination.records import Block, Due, GateState, Score
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.measures import CoreGate, CoreMeasure, Retest
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Side

_DONE = ("scored", "unable")


@dataclass(frozen=True, slots=True)
class Diary:
    """On which days each instrument and each finding was recorded."""

    instruments: Mapping[str, tuple[date, ...]]
    findings: Mapping[str, tuple[date, ...]]


def diary(case: Case, scores: Iterable[Score]) -> Diary:
    """The days of all that was done, also of what was tried and not possible."""
    tests: dict[str, set[date]] = {}
    for score in scores:
        if score.state in _DONE:
            tests.setdefault(score.instrument, set()).add(score.on)
    found: dict[str, set[date]] = {}
    for fact in case.facts:
        found.setdefault(fact.code, set()).add(fact.on)
    for tried in case.not_done:
        found.setdefault(tried.code, set()).add(tried.on)
    return Diary(
        {code: tuple(sorted(days)) for code, days in tests.items()},
        {code: tuple(sorted(days)) for code, days in found.items()},
    )


def blocks(
    done: Diary, findings: Findings, knowledge: Knowledge
) -> tuple[tuple[Block, ...], tuple[Due, ...]]:
    """What is to be done in each block, in the order of the room, and what at home."""
    measures = sorted(
        knowledge.core_measures.values(), key=lambda one: (one.place or 0, one.number)
    )
    due = {one.id: _due(one, done, findings, knowledge) for one in measures}
    found = [
        _block(block.id, block.says, [due[one.id] for one in measures if one.block == block.id])
        for block in sorted(knowledge.core_blocks.values(), key=lambda block: block.number)
    ]
    at_home = [due[one.id] for one in measures if not one.block]
    return tuple(found), tuple(one for one in at_home if one is not None)


def _block(code: str, says: str, due: Sequence[Due | None]) -> Block:
    open_ones = tuple(one for one in due if one is not None)
    return Block(
        id=code,
        says=says,
        due=open_ones,
        minutes=sum(one.minutes for one in open_ones),
        complete=all(one.since is not None for one in open_ones),
    )


@dataclass(frozen=True, slots=True)
class _Open:
    """One part of a measure that is missing or due."""

    name: str
    is_finding: bool
    why: str
    since: date | None
    minutes: float


def _due(measure: CoreMeasure, done: Diary, findings: Findings, knowledge: Knowledge) -> Due | None:
    open_ones = [*_open_tests(measure, done, findings, knowledge)]
    open_ones += _open_findings(measure, done, findings, knowledge)
    if not open_ones:
        return None
    since = [one.since for one in open_ones]
    return Due(
        measure=measure.id,
        says=measure.says,
        instruments=tuple(one.name for one in open_ones if not one.is_finding),
        findings=tuple(one.name for one in open_ones if one.is_finding),
        why="; ".join(dict.fromkeys(one.why for one in open_ones)),
        since=None if None in since else min(one for one in since if one is not None),
        minutes=max(one.minutes for one in open_ones),
    )


def _open_tests(
    measure: CoreMeasure, done: Diary, findings: Findings, knowledge: Knowledge
) -> Iterator[_Open]:
    wanted = [(code, measure.clinic_min) for code in measure.instruments]
    minutes = measure.clinic_min
    for extra in measure.also:
        if findings.holds(extra.when):
            minutes += extra.clinic_min
            wanted += [(code, minutes) for code in extra.instruments]
    for code, needed in wanted:
        days = _days(done.instruments, (code, *measure.instead.get(code, ())))
        retest = knowledge.retests[measure.retest_of.get(code, measure.retest)]
        found = _when_due(days, retest, findings, knowledge)
        if found is not None:
            yield _Open(code, False, found[0], found[1], needed)


def _open_findings(
    measure: CoreMeasure, done: Diary, findings: Findings, knowledge: Knowledge
) -> Iterator[_Open]:
    for code in measure.findings:
        days = done.findings.get(code, ())
        if not _is_known(code, findings, knowledge) and not days:
            yield _Open(code, True, "not measured yet", None, measure.clinic_min)
            continue
        retest = knowledge.retests[measure.findings_retest or measure.retest]
        found = _when_due(days, retest, findings, knowledge) if days else None
        if found is not None:
            yield _Open(code, True, found[0], found[1], measure.clinic_min)


def _is_known(code: str, findings: Findings, knowledge: Knowledge) -> bool:
    if knowledge.findings[code].side == "left_right":
        return all(findings.on_side(code, side) is not None for side in Side)
    return findings.value(code) is not None


def _days(by_code: Mapping[str, tuple[date, ...]], codes: Iterable[str]) -> tuple[date, ...]:
    return tuple(sorted(day for code in codes for day in by_code.get(code, ())))


def _when_due(
    days: Sequence[date], retest: Retest, findings: Findings, knowledge: Knowledge
) -> tuple[str, date | None] | None:
    """Why a measure is due and since when; None when it is not."""
    today = findings.today
    if not days:
        return "not measured yet", None
    if retest.every_visit and days[-1] < today and _on_watch(retest, findings):
        return "every visit", today
    early = timedelta(days=knowledge.core_rules["core/early"].days or 0)
    weeks = retest.weeks
    if retest.if_weeks and findings.holds(retest.if_when):
        weeks = (*weeks, *retest.if_weeks)
    fallen = [(days[0] + timedelta(weeks=week), week) for week in weeks]
    past = [one for one in fallen if one[0] <= today]
    if not past:
        return None
    since, week = max(past)
    return None if days[-1] >= since - early else (f"week {week} re-test", since)


def _on_watch(retest: Retest, findings: Findings) -> bool:
    return not retest.every_visit_when or bool(findings.holds(retest.every_visit_when))


def gates(findings: Findings, knowledge: Knowledge) -> tuple[GateState, ...]:
    """Which tests may not be done, and which wait for another test."""
    return tuple(_gate(gate, findings, knowledge) for gate in knowledge.core_gates.values())


def _gate(gate: CoreGate, findings: Findings, knowledge: Knowledge) -> GateState:
    return GateState(
        id=gate.id,
        stops=gate.stops,
        instruments=tuple(_stopped(gate, knowledge)),
        closed=findings.holds(gate.when),
        says=gate.says,
        needs=gate.needs,
        grade=gate.grade,
    )


def _stopped(gate: CoreGate, knowledge: Knowledge) -> Iterator[str]:
    """The instruments that a closed gate rules out."""
    for code, one in knowledge.instruments.items():
        by_kind = (gate.stops == "standing" and one.standing) or (
            gate.stops == "eyes_closed" and one.eyes_closed
        )
        if by_kind or code in gate.instruments:
            yield code
