"""The probability of each pattern, with every line that made it and what it came to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from surefoot.care.diagnosis.grouping import Grouped, combine
from surefoot.care.diagnosis.lines import Line
from surefoot.care.diagnosis.questions import information
from surefoot.care.diagnosis.reading import Read
from surefoot.care.diagnosis.records import Evidence, GroupTotal, Share
from surefoot.care.diagnosis.scale import Ranked, Scale
from surefoot.care.diagnosis.tally import Floats
from surefoot.knowledge.schema.patterns import COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What the answers come to for one pattern."""

    prior: float
    probability: float
    low: float
    high: float
    groups: tuple[GroupTotal, ...]
    evidence: tuple[Evidence, ...]  # strongest first; those that did not count again last


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scored:
    """What the answers come to for every pattern, and what each question would add."""

    patterns: Mapping[str, Weighed]
    bits: Floats  # by question and pattern


def score(read: Read, scale: Scale) -> Scored:
    """One independent yes or no for each pattern: prior odds x the likelihood ratio of each group.

    Sources: convention/priors, convention/dependence-rule, convention/ordinal-weight.
    """
    counts = scale.tally.count(read.lines)
    bounds = scale.bounds
    still = [bounds.place[key] for key in sorted(read.open) if key in bounds.place]
    worst, best = (
        scale.tally.add(counts, bounds.groups[still], cells[still])
        for cells in (bounds.least, bounds.most)
    )
    totals = scale.tally.totals(np.stack([counts, worst, best]))
    priors = np.array([log(p / (1 - p)) for p in scale.scoring.priors])
    odds, low, high = priors + totals.sum(axis=1)
    by_group = _by_group(read)
    return Scored(
        patterns={
            name: _weighed(column, by_group, scale, float(low[column]), float(high[column]))
            for column, name in enumerate(COLUMNS)
        },
        bits=information(scale.prospect, scale.tally, counts, totals[0], odds),
    )


def _by_group(read: Read) -> Mapping[str, Sequence[tuple[Line, frozenset[int]]]]:
    found: dict[str, list[tuple[Line, frozenset[int]]]] = {}
    for line, muted in read.lines:
        found.setdefault(line.group, []).append((line, muted))
    return found


def _weighed(
    column: int,
    by_group: Mapping[str, Sequence[tuple[Line, frozenset[int]]]],
    scale: Scale,
    low: float,
    high: float,
) -> Weighed:
    prior = scale.scoring.priors[column]
    odds = prior / (1 - prior)
    totals: list[GroupTotal] = []
    evidence: list[Ranked] = []
    for group, lines in by_group.items():
        counted = [line for line, muted in lines if line.logs[column] and column not in muted]
        if not counted:
            continue
        found = combine(counted, column, scale.scoring)
        total = _total(group, found, scale)
        odds *= total.likelihood_ratio
        totals.append(total)
        evidence += _evidence(found, column, scale)
    return Weighed(
        prior=prior,
        probability=odds / (1 + odds),
        low=_chance(low),
        high=_chance(high),
        groups=tuple(totals),
        evidence=tuple(line for _, line in sorted(evidence, key=_rank)),
    )


def _total(group: str, found: Grouped, scale: Scale) -> GroupTotal:
    low, high = scale.scoring.caps
    before = exp(found.before_cap)
    return GroupTotal(
        group=group,
        name=scale.group_names[group],
        before_cap=before,
        likelihood_ratio=min(max(before, low), high),
    )


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def _rank(ranked: Ranked) -> tuple[float, float, str]:
    return ranked[0]


def _evidence(found: Grouped, column: int, scale: Scale) -> Iterator[Ranked]:
    for line, share in zip(found.lines, found.shares, strict=True):
        key = (line.answer, column, share)
        kept = scale.evidence.get(key)
        if kept is None:
            told = _line_of_evidence(line, column, share, scale)
            strength = (-abs(log(told.likelihood_ratio)), -abs(log(told.figure)), told.statement)
            kept = scale.evidence[key] = (strength, told)
        yield kept


def _line_of_evidence(line: Line, column: int, share: Share, scale: Scale) -> Evidence:
    parts = {"whole": 1.0, "half": scale.scoring.next_share, "none": 0.0, "struck": 0.0}
    return Evidence(
        says=_says(line, column, share, scale),
        statement=line.answer.id,
        findings=line.findings,
        likelihood_ratio=exp(parts[share] * line.logs[column]),
        ordinal=line.weights[column] is not None,
        group=line.group,
        figure=exp(line.logs[column]),
        share=share,
    )


def _says(line: Line, column: int, share: Share, scale: Scale) -> str:
    """The line as a therapist reads it: "Ankle reflexes absent: LR 7.6 (Chew2022)"."""
    words = scale.knowledge.conventions["convention/dependence-rule"].words
    weight, figure = line.weights[column], line.figures[column]
    if weight is None:
        publications = [source for source in line.sources if source != "calc"]
        says = f"{line.says}: LR {figure:g} ({', '.join(publications)})"
    else:
        says = f"{line.says}: weight {weight:+d}, LR {figure:g}"
    if abs(log(figure)) > abs(line.logs[column]) + 1e-12:
        says += ", " + words["capped"].format(figure=f"{exp(line.logs[column]):g}")
    return says if share == "whole" else f"{says}; {words[share]}"
