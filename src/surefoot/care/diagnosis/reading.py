"""From findings to lines: what is present, what excludes what, which figure takes which place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surefoot.care.diagnosis.lines import Line, Profile, carried, columns_of
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.patterns import BedsideTest
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Grade, Reason

if TYPE_CHECKING:
    from surefoot.care.diagnosis.scale import Scale

type States = Mapping[str, bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was found: lines that count, those that do not and why, and what is still open."""

    lines: tuple[tuple[Line, frozenset[int]], ...]  # each with the columns in which it is muted
    left_out: tuple[Reason, ...]
    open: frozenset[str]  # findings and tests without an answer


def read(findings: Findings, scale: "Scale") -> Read:
    """What the findings of one person bring to the scale."""
    rows = scale.knowledge.pattern_findings
    states: dict[str, bool | None] = {row.id: findings.holds(row.when) for row in rows.values()}
    still_open = {key for key, state in states.items() if state is None}
    yielding: set[str] = set()
    for test in scale.tests:
        positive = findings.holds(test.positive_when)
        negative = positive is not True and test.negative_when != ""
        denied = findings.holds(test.negative_when) if negative else False
        states[test.id] = True if positive else (False if denied else None)
        if test.gives_way_when and findings.holds(test.gives_way_when):
            yielding.add(test.id)
        elif positive is None and denied is not True:
            still_open.add(test.id)
    return weigh(states, scale, frozenset(yielding), frozenset(still_open))


def weigh(
    states: States,
    scale: "Scale",
    yielding: frozenset[str] = frozenset(),
    still_open: frozenset[str] = frozenset(),
) -> Read:
    """The lines that answers bring: a finding counts when present, a test by its result."""
    told = list(_told(states, scale))
    reasons: list[Reason] = list(_without_figure(states, scale))
    told, excluded = _excluded(told, scale.knowledge)
    told, given_way = _given_way(told, scale.knowledge, yielding)
    told, repeated = same_fact(told, scale.knowledge, scale.profile)
    muted = replaced(told, scale.knowledge)
    return Read(
        lines=tuple((line, muted.get(line.answer.id, frozenset())) for line in told),
        left_out=(*reasons, *excluded, *given_way, *repeated),
        open=still_open,
    )


def replaced(lines: Iterable[Line], knowledge: Knowledge) -> dict[str, frozenset[int]]:
    """The columns in which a published figure takes the place of a finding's weight."""
    muted: dict[str, frozenset[int]] = {}
    for line in lines:
        test = knowledge.bedside_tests.get(line.answer.id)
        if test is None:
            continue
        positive = line.answer.outcome == "positive"
        for finding in test.replaces_if_positive if positive else test.replaces_if_negative:
            muted[finding] = muted.get(finding, frozenset()) | frozenset(columns_of(test))
    return muted


def _told(states: States, scale: "Scale") -> Iterator[Line]:
    """The lines of the answers, in the order of the scale whatever the order of `states`."""
    for answer, line in scale.lines.items():
        state = states.get(answer.id)
        wanted = {True: ("present", "positive"), False: ("negative",), None: ()}[state]
        if answer.outcome in wanted:
            yield line


def _without_figure(states: States, scale: "Scale") -> Iterator[Reason]:
    """Tests with a result that has no weight here, and why."""
    people = scale.knowledge.conventions["convention/clinic-profile"].words
    answered = [test for test in scale.tests if states.get(test.id) is not None]
    whose = carried(scale.knowledge, scale.profile)
    facts = {test.fact for test in answered if test.profile in whose}
    for test in answered:
        says = test.says_positive if states[test.id] else test.says_negative
        if test.why_not:
            yield _reason(f"{says}: no weight. {test.why_not}", test)
        elif test.profile not in whose and test.fact not in facts - {""}:
            says = f"{says}: no weight. Its figures are of {people[test.profile]} only."
            yield _reason(says, test)


def _excluded(lines: Sequence[Line], knowledge: Knowledge) -> tuple[list[Line], list[Reason]]:
    present = {line.answer.id: line for line in lines}
    reasons, dropped = [], set()
    for rule in knowledge.pattern_exclusions.values():
        if rule.keeps in present and rule.drops in present and rule.drops not in dropped:
            dropped.add(rule.drops)
            says = f"{present[rule.drops].says}: not counted. {rule.says}"
            reasons.append(_because(says, rule.id, rule.grade, present[rule.drops].findings))
    return [line for line in lines if line.answer.id not in dropped], reasons


def _given_way(
    lines: Sequence[Line], knowledge: Knowledge, yielding: frozenset[str]
) -> tuple[list[Line], list[Reason]]:
    reasons = [
        _reason(f"{line.says}: not counted. {test.caveat}", test)
        for line in lines
        if line.answer.id in yielding and (test := knowledge.bedside_tests.get(line.answer.id))
    ]
    return [line for line in lines if line.answer.id not in yielding], reasons


def same_fact(
    lines: Sequence[Line], knowledge: Knowledge, profile: Profile
) -> tuple[list[Line], list[Reason]]:
    """Of several figures for one fact the strongest; those of the profile itself come first."""
    rule = knowledge.conventions["convention/same-fact"]
    best: dict[str, Line] = {}
    for line in lines:
        fact = _fact(line, knowledge)
        rank = _rank(line, knowledge, profile)
        if fact and (fact not in best or rank > _rank(best[fact], knowledge, profile)):
            best[fact] = line
    kept, reasons = [], []
    for line in lines:
        first = best.get(_fact(line, knowledge))
        if first is None or first is line:
            kept.append(line)
        else:
            says = f"{line.says}: not counted beside {first.says.lower()}. {rule.says}"
            reasons.append(_because(says, line.answer.id, line.grade, line.findings))
    return kept, reasons


def _fact(line: Line, knowledge: Knowledge) -> str:
    test = knowledge.bedside_tests.get(line.answer.id)
    return test.fact if test else ""


def _rank(line: Line, knowledge: Knowledge, profile: Profile) -> tuple[bool, float, str]:
    test = knowledge.bedside_tests.get(line.answer.id)
    own = test is not None and test.profile == profile
    return own, max(map(abs, line.logs)), line.answer.id


def _reason(says: str, test: BedsideTest) -> Reason:
    return _because(says, test.id, test.grade, test.findings)


def _because(says: str, statement: str, grade: Grade, findings: Sequence[str]) -> Reason:
    return Reason(says=says, statement=statement, findings=tuple(findings), grade=grade)
