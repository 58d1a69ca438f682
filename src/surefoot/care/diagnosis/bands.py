"""From probabilities to words: likely, possible, unlikely, or cannot tell yet."""

from collections.abc import Iterator, Mapping, Sequence

from surefoot.care.diagnosis.lines import Scoring
from surefoot.care.diagnosis.records import Band, Evidence, PatternScore
from surefoot.care.diagnosis.scale import Scale
from surefoot.care.diagnosis.score import Scored
from surefoot.care.diagnosis.settled import any_settled
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.patterns import COLUMNS, Pattern
from surefoot.knowledge.schema.whole import Knowledge

_ENOUGH = "convention/enough"


def not_enough(findings: Findings, knowledge: Knowledge) -> tuple[str, ...]:
    """What must be known before anything is said about the pattern. Source: convention/enough."""
    needs = knowledge.conventions[_ENOUGH].needs
    return tuple(n.says for n in needs if not any_settled(findings, n.findings, knowledge))


def still_open(patterns: Sequence[PatternScore], scale: Scale) -> tuple[str, ...]:
    """No pattern is likely, and the most probable one could still go either way."""
    stated = [p for p in patterns if p.band != "cannot_tell"]
    if not stated or any(p.band == "likely" for p in stated):
        return ()
    top = stated[0]
    if top.low < scale.scoring.possible and top.high >= scale.scoring.likely:
        return (scale.knowledge.conventions[_ENOUGH].words["open"].format(name=top.name),)
    return ()


def band_of(probability: float, scoring: Scoring) -> Band:
    """ "Unlikely" is never "excluded". Source: convention/bands."""
    if probability >= scoring.likely:
        return "likely"
    return "possible" if probability >= scoring.possible else "unlikely"


def scored_patterns(
    scored: Scored, findings: Findings, scale: Scale, *, enough: bool
) -> Iterator[PatternScore]:
    """The patterns that have weights, with their bands."""
    for code in COLUMNS:
        pattern, weighed = scale.knowledge.patterns[code], scored.patterns[code]
        lacking = _lacking(pattern, findings, scale.knowledge)
        known = enough and not lacking
        yield PatternScore(
            pattern=code,
            name=pattern.name,
            types=pattern.types,
            prior=weighed.prior,
            probability=weighed.probability,
            low=weighed.low,
            high=weighed.high,
            band=band_of(weighed.probability, scale.scoring) if known else "cannot_tell",
            evidence_for=tuple(filter(_speaks_for, weighed.evidence)),
            evidence_against=tuple(e for e in weighed.evidence if not _speaks_for(e)),
            groups=weighed.groups,
            red_flags=pattern.red_flags,
            cannot_tell=lacking,
        )


def patterns_by_criteria(
    findings: Findings, scale: Scale, *, enough: bool
) -> Iterator[PatternScore]:
    """The patterns without weights: likely when their criteria are met.

    They have no probability; the lower edge of the band stands in for one.
    """
    for pattern in scale.knowledge.patterns.values():
        if not pattern.criteria:
            continue
        lacking = _lacking(pattern, findings, scale.knowledge)
        band: Band = "cannot_tell"
        if enough and not lacking:
            band = _band_by_criteria(pattern, findings, scale.knowledge)
        low, high = _edges(band, scale.scoring)
        yield PatternScore(
            pattern=pattern.id,
            name=pattern.name,
            types=pattern.types,
            prior=0.0,
            probability=low,
            low=low,
            high=high,
            band=band,
            evidence_for=(),
            evidence_against=(),
            red_flags=pattern.red_flags,
            cannot_tell=lacking,
            by_criteria=True,
        )


def _edges(band: Band, scoring: Scoring) -> tuple[float, float]:
    """The probabilities that a band stands for."""
    edges: Mapping[Band, tuple[float, float]] = {
        "likely": (scoring.likely, 1.0),
        "possible": (scoring.possible, scoring.likely),
        "unlikely": (0.0, scoring.possible),
        "cannot_tell": (0.0, 1.0),
    }
    return edges[band]


def _lacking(pattern: Pattern, findings: Findings, knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(n.says for n in pattern.needs if not any_settled(findings, n.findings, knowledge))


def _band_by_criteria(pattern: Pattern, findings: Findings, knowledge: Knowledge) -> Band:
    """Met, not met, or open: what cannot be said yet is possible, not unlikely."""
    met = [findings.holds(knowledge.criteria[each].when) for each in pattern.criteria]
    if any(met):
        return "likely"
    return "unlikely" if all(state is False for state in met) else "possible"


def _speaks_for(line: Evidence) -> bool:
    return line.figure > 1
