"""The scale of one knowledge and one profile: lines, groups and questions, laid out once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surefoot.care.diagnosis.lines import (
    PROFILES,
    Answer,
    Line,
    Outcome,
    Profile,
    Scoring,
    carried,
    lines_of,
    scoring_of,
)
from surefoot.care.diagnosis.questions import Prospect, Question, prospect
from surefoot.care.diagnosis.reading import replaced, same_fact
from surefoot.care.diagnosis.records import Evidence, Share
from surefoot.care.diagnosis.tally import Indices, Tally
from surefoot.knowledge.schema.patterns import BedsideTest
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError

type Ranked = tuple[tuple[float, float, str], Evidence]
"""A line of evidence behind what it is ordered by."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bounds:
    """The least and the most that each finding or test could still bring, asked in the clinic."""

    place: Mapping[str, int]
    groups: Indices
    least: Indices
    most: Indices


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scale:
    """All that scoring needs of a knowledge; the same for every person of one profile."""

    knowledge: Knowledge
    profile: Profile
    scoring: Scoring
    lines: Mapping[Answer, Line]  # of tests: those whose figure counts in this profile
    groups: tuple[str, ...]
    group_names: Mapping[str, str]
    tests: tuple[BedsideTest, ...]  # with a result that can be read
    tally: Tally
    prospect: Prospect
    bounds: Bounds
    evidence: dict[tuple[Answer, int, Share], Ranked] = field(default_factory=dict)


_SCALES: dict[tuple[int, str], Scale] = {}


def scale_of(knowledge: Knowledge, profile: str) -> Scale:
    """The one scale of a knowledge and a profile; made once a process."""
    kept = _SCALES.get((id(knowledge), profile))
    if kept is None:
        # The scale keeps its knowledge, so that the id is never another's.
        kept = _SCALES[id(knowledge), profile] = _lay_out(knowledge, _checked(profile))
    return kept


def _checked(profile: str) -> Profile:
    for known in PROFILES:
        if profile == known:
            return known
    raise SurefootError(
        f"There is no clinic profile {profile!r}.", f"Use one of: {', '.join(PROFILES)}."
    )


def _lay_out(knowledge: Knowledge, profile: Profile) -> Scale:
    scoring = scoring_of(knowledge)
    tests = tuple(t for t in knowledge.bedside_tests.values() if t.positive_when)
    whose = carried(knowledge, profile)
    counting = {t.id for t in tests if t.profile in whose and t.columns}
    lines = {
        line.answer: line
        for line in lines_of(knowledge, scoring)
        if line.answer.id in counting or line.answer.id in knowledge.pattern_findings
    }
    groups = tuple(dict.fromkeys(line.group for line in lines.values()))
    tally = Tally(tuple(lines.values()), groups, scoring)
    names = {row.id.removeprefix("group/"): row.name for row in knowledge.overlap_groups.values()}
    return Scale(
        knowledge=knowledge,
        profile=profile,
        scoring=scoring,
        lines=lines,
        groups=groups,
        group_names={group: names.get(group, _alone(lines, group)) for group in groups},
        tests=tests,
        tally=tally,
        prospect=prospect(tuple(_questions(knowledge, lines, profile)), tally),
        bounds=_bounds(knowledge, lines, tally),
    )


def _alone(lines: Mapping[Answer, Line], group: str) -> str:
    """The name of a group of one: what the finding itself says."""
    return next(line.says for line in lines.values() if line.group == group)


def _bounds(knowledge: Knowledge, lines: Mapping[Answer, Line], tally: Tally) -> Bounds:
    found: dict[str, list[Line]] = {}
    for answer, line in lines.items():
        test = knowledge.bedside_tests.get(answer.id)
        if not (test and test.external):
            found.setdefault(answer.id, []).append(line)
    groups, least, most = tally.extremes(tuple(found.values()))
    return Bounds(
        place={key: number for number, key in enumerate(found)},
        groups=groups,
        least=least,
        most=most,
    )


def _questions(
    knowledge: Knowledge, lines: Mapping[Answer, Line], profile: Profile
) -> Iterator[Question]:
    """The questions whose answers have weight in this profile."""
    for row in knowledge.pattern_questions.values():
        yes = _outcomes(row.yes, lines, ("present", "positive"))
        no = _outcomes(row.no, lines, ("present", "negative"))
        if yes:
            yield Question(
                row=row,
                yes=_weighted(yes, knowledge, profile),
                no=_weighted(no, knowledge, profile),
            )


def _outcomes(
    ids: Sequence[str], lines: Mapping[Answer, Line], outcomes: Sequence[Outcome]
) -> tuple[Line, ...]:
    """The lines an answer would bring, as far as they have weight in this profile."""
    answers = (Answer(each, outcome) for each in ids for outcome in outcomes)
    return tuple(lines[answer] for answer in answers if answer in lines)


def _weighted(
    lines: Sequence[Line], knowledge: Knowledge, profile: Profile
) -> tuple[tuple[Line, frozenset[int]], ...]:
    """The lines of one answer, each with the columns where a published figure takes its place."""
    kept, _ = same_fact(lines, knowledge, profile)
    muted = replaced(kept, knowledge)
    return tuple((line, muted.get(line.answer.id, frozenset())) for line in kept)
