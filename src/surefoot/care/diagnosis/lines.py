"""The lines of evidence of one knowledge: each answer that bears on a pattern, and its weight."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Literal, NamedTuple

from surefoot.knowledge.schema.patterns import COLUMNS, BedsideTest, Column, PatternFinding
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Grade

type Outcome = Literal["present", "positive", "negative"]
type Profile = Literal["diabetes", "mixed"]

PROFILES: tuple[Profile, ...] = ("diabetes", "mixed")


class Answer(NamedTuple):
    """Which answer to which finding or test."""

    id: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """One answer with what it weighs in each column; the tuples follow `COLUMNS`."""

    answer: Answer
    says: str
    findings: tuple[str, ...]
    group: str
    figures: tuple[float, ...]  # likelihood ratios as published, or as the weight stands for
    logs: tuple[float, ...]  # ln of the ratios after the cap on a single one; 0 = no weight
    sizes: tuple[float, ...]  # lines of equal size and opposite sign strike each other out
    weights: tuple[int | None, ...]  # the ordinal weight, where that is what counts
    grade: Grade
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """The conventions of scoring as numbers."""

    ordinal: Mapping[int, float]
    next_share: float
    caps: tuple[float, float]  # the least and the most likelihood ratio of a group
    single_caps: tuple[float, float]  # ... and of a single line
    priors: tuple[float, ...]
    likely: float
    possible: float


def scoring_of(knowledge: Knowledge) -> Scoring:
    """The conventions of `knowledge` that turn answers into a probability."""
    rule = knowledge.conventions["convention/dependence-rule"].numbers
    bands = knowledge.conventions["convention/bands"].numbers
    weights = knowledge.conventions["convention/ordinal-weight"].numbers
    priors = knowledge.conventions["convention/priors"].numbers
    return Scoring(
        ordinal={int(weight): ratio for weight, ratio in weights.items()},
        next_share=rule["next_share"],
        caps=(rule["cap_low"], rule["cap_high"]),
        single_caps=(rule["single_cap_low"], rule["single_cap_high"]),
        priors=tuple(priors[column] for column in COLUMNS),
        likely=bands["likely"],
        possible=bands["possible"],
    )


def carried(knowledge: Knowledge, profile: Profile) -> frozenset[str]:
    """Whose figures count in a profile. Source: convention/clinic-profile."""
    words = knowledge.conventions["convention/clinic-profile"].words
    return frozenset(words[f"counts_{profile}"].split())


def lines_of(knowledge: Knowledge, scoring: Scoring) -> Iterator[Line]:
    """Every line that the knowledge holds, whatever the profile."""
    for row in knowledge.pattern_findings.values():
        yield _of_finding(row, scoring)
    for test in knowledge.bedside_tests.values():
        yield from _of_test(test, scoring)


def _of_finding(row: PatternFinding, scoring: Scoring) -> Line:
    weights = tuple(row.weights[column] for column in COLUMNS)
    return Line(
        answer=Answer(row.id, "present"),
        says=row.says[0].upper() + row.says[1:],
        findings=row.findings,
        group=row.group,
        figures=tuple(scoring.ordinal[weight] for weight in weights),
        logs=tuple(_log(scoring.ordinal[weight], scoring) for weight in weights),
        # +2 stands for 3 and -2 for 0.33, not for 1/3: their size is the weight's, not the log's.
        sizes=tuple(round(log(scoring.ordinal[abs(weight)]), 9) for weight in weights),
        weights=weights,
        grade=row.grade,
        sources=row.sources,
    )


def _of_test(test: BedsideTest, scoring: Scoring) -> Iterator[Line]:
    weight = None if test.positive_weight is None else int(test.positive_weight)
    positive = test.positive_lr if weight is None else scoring.ordinal[weight]
    if positive is not None and test.positive_when:
        yield _of_result(test, scoring, "positive", positive)
    if test.negative_lr is not None and test.negative_when:
        yield _of_result(test, scoring, "negative", test.negative_lr)


def _of_result(test: BedsideTest, scoring: Scoring, outcome: Outcome, ratio: float) -> Line:
    ratios = tuple(ratio if column in test.columns else 1.0 for column in COLUMNS)
    ordinal = None if test.positive_weight is None else int(test.positive_weight)
    return Line(
        answer=Answer(test.id, outcome),
        says=test.says_negative if outcome == "negative" else test.says_positive,
        findings=test.findings,
        group=test.group,
        figures=ratios,
        logs=tuple(_log(each, scoring) for each in ratios),
        sizes=tuple(round(abs(_log(each, scoring)), 9) for each in ratios),
        weights=tuple(ordinal if each != 1.0 else None for each in ratios),
        grade=test.grade,
        sources=test.sources,
    )


def columns_of(test: BedsideTest) -> tuple[int, ...]:
    """Where in `COLUMNS` a test counts."""
    return tuple(place(column) for column in test.columns)


def place(column: Column) -> int:
    """The place of a pattern in `COLUMNS`."""
    return COLUMNS.index(column)


def _log(ratio: float, scoring: Scoring) -> float:
    low, high = scoring.single_caps
    return log(min(max(ratio, low), high))
