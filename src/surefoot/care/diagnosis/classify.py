"""The step itself: findings in, one diagnosis out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surefoot.care.case import Case, Value
from surefoot.care.diagnosis.ahead import next_tests
from surefoot.care.diagnosis.bands import (
    not_enough,
    patterns_by_criteria,
    scored_patterns,
    still_open,
)
from surefoot.care.diagnosis.beside import criteria_met, pairs_to_tell_apart
from surefoot.care.diagnosis.extent import Extent, grade_extent, with_nerves
from surefoot.care.diagnosis.headline import explained, headline
from surefoot.care.diagnosis.nerves import named_nerves
from surefoot.care.diagnosis.reading import Read, read
from surefoot.care.diagnosis.records import Diagnosis, NamedNerve, PatternScore, TellApart
from surefoot.care.diagnosis.scale import Scale, scale_of
from surefoot.care.diagnosis.score import score
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Grade, NeuropathyType, Reason

_RULES = (
    "convention/priors",
    "convention/ordinal-weight",
    "convention/dependence-rule",
    "convention/bands",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside the probabilities."""

    criteria: tuple[Reason, ...]
    nerves: tuple[NamedNerve, ...]
    pairs: tuple[TellApart, ...]
    extent: Extent

    def reasons(self) -> Iterator[Reason]:
        """Every statement it rests on."""
        yield from (*self.criteria, *self.extent.reasons)
        yield from (nerve.reason for nerve in self.nerves)
        yield from (pair.reason for pair in self.pairs)


def diagnose(findings: Findings, case: Case, knowledge: Knowledge) -> Diagnosis:
    """Which patterns are likely, possible or unlikely, on what evidence, and what would tell more.

    The same findings always give the same answer; what was not asked carries no weight.
    """
    scale = scale_of(knowledge, case.means.profile)
    answers = read(findings, scale)
    scored = score(answers, scale)
    lacking = not_enough(findings, knowledge)
    patterns = _ordered(
        (
            *scored_patterns(scored, findings, scale, enough=not lacking),
            *patterns_by_criteria(findings, scale, enough=not lacking),
        )
    )
    beside = _beside(findings, patterns, knowledge)
    untold = explained(patterns, beside.nerves, knowledge)
    return Diagnosis(
        made_on=case.today,
        knowledge=knowledge.version,
        summary=headline(patterns, lacking, knowledge, untold),
        types=_types(patterns),
        patterns=patterns,
        criteria=beside.criteria,
        nerves=beside.nerves,
        mimics=_surfaced(patterns, scale),
        extent=beside.extent.grade,
        extent_at_least=beside.extent.at_least,
        extent_missing=beside.extent.missing,
        extent_reasons=beside.extent.reasons,
        next_tests=next_tests(findings, case, answers, scored.bits, scale),
        cannot_tell=lacking or still_open(patterns, scale),
        unreviewed=tuple(dict.fromkeys(_unreviewed(answers, beside.reasons(), knowledge))),
        pairs=beside.pairs,
        not_counted=answers.left_out,
        profile=scale.profile,
        explained=untold,
    )


def _beside(findings: Findings, patterns: Sequence[PatternScore], knowledge: Knowledge) -> Beside:
    chances = {p.pattern: p.probability for p in patterns if not p.by_criteria}
    nerves = tuple(named_nerves(findings, chances, knowledge))
    focal_only = _types(patterns) == (NeuropathyType.FOCAL,)
    return Beside(
        # Some criteria read the probabilities themselves ("prominent autonomic").
        criteria=criteria_met(findings.with_results(_results(chances)), knowledge),
        nerves=nerves,
        pairs=tuple(pairs_to_tell_apart(_stated(patterns), knowledge)),
        extent=with_nerves(
            grade_extent(findings, knowledge), nerves, knowledge, focal_only=focal_only
        ),
    )


def type_results(diagnosis: Diagnosis) -> Mapping[str, Value | None]:
    """What the rules of later findings may read: `type_dsp` and its kin, and the extent of damage.

    A pattern that goes by criteria has no probability; its finding follows from its own rule.
    """
    chances = {p.pattern: p.probability for p in diagnosis.patterns if not p.by_criteria}
    extent = {"extent_grade": diagnosis.extent, "extent_at_least": diagnosis.extent_at_least}
    return {**_results(chances), **extent}


def _results(chances: Mapping[str, float]) -> dict[str, Value]:
    return {f"type_{pattern.lower()}": chance for pattern, chance in chances.items()}


def _ordered(patterns: Iterable[PatternScore]) -> tuple[PatternScore, ...]:
    """Most probable first; equals keep the order of the table."""
    return tuple(sorted(patterns, key=lambda pattern: -pattern.probability))


def _types(patterns: Iterable[PatternScore]) -> tuple[NeuropathyType, ...]:
    likely = (kind for p in patterns if p.band == "likely" for kind in p.types)
    return tuple(dict.fromkeys(likely))


def _surfaced(patterns: Iterable[PatternScore], scale: Scale) -> tuple[PatternScore, ...]:
    """What must not be missed, from the "possible" band on, whatever the top pattern is."""
    return tuple(
        p
        for p in patterns
        if scale.knowledge.patterns[p.pattern].surfaced and p.probability >= scale.scoring.possible
    )


def _stated(patterns: Iterable[PatternScore]) -> Mapping[str, float]:
    return {p.pattern: p.probability for p in patterns if p.band != "cannot_tell"}


def _unreviewed(answers: Read, beside: Iterable[Reason], knowledge: Knowledge) -> Iterator[str]:
    """The statements this rests on that still wait for a clinician."""
    rules = [knowledge.conventions[key] for key in _RULES]
    relied: list[tuple[str, Grade]] = [(rule.id, rule.grade) for rule in rules]
    relied += [(line.answer.id, line.grade) for line, _ in answers.lines]
    relied += [(reason.statement, reason.grade) for reason in beside]
    yield from (statement for statement, grade in relied if not grade.is_reviewed)
