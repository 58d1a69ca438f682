"""The dependence rule, plain: in one group the strongest line counts whole, the next one half.

Two lines of equal size and opposite sign strike each other out before that; then the group is
capped. Source: convention/dependence-rule. This is what a therapist is shown, line by line.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from surefoot.care.diagnosis.lines import Line, Scoring
from surefoot.care.diagnosis.records import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """One group of one pattern: its lines, strongest first, and how each counts."""

    lines: tuple[Line, ...]
    shares: tuple[Share, ...]
    before_cap: float  # ln of the likelihood ratio


def combine(lines: Sequence[Line], column: int, scoring: Scoring) -> Grouped:
    """What lines of one group come to in one column, as ln of the likelihood ratio, not capped yet.

    The order in which they come never matters.
    """
    if len(lines) == 1:
        return Grouped(lines=tuple(lines), shares=("whole",), before_cap=lines[0].logs[column])
    ranked = sorted(lines, key=lambda line: (-abs(line.logs[column]), line.answer))
    shares = _shares(ranked, column)
    parts = {"whole": 1.0, "half": scoring.next_share, "none": 0.0, "struck": 0.0}
    before = sum(
        parts[share] * line.logs[column] for line, share in zip(ranked, shares, strict=True)
    )
    return Grouped(lines=tuple(ranked), shares=shares, before_cap=before)


def _shares(ranked: Sequence[Line], column: int) -> tuple[Share, ...]:
    struck = _struck(ranked, column)
    shares: list[Share] = []
    places: list[Share] = ["none", "half", "whole"]
    for line in ranked:
        key = (line.sizes[column], line.logs[column] > 0)
        if struck[key]:
            struck[key] -= 1
            shares.append("struck")
        else:
            shares.append(places.pop() if len(places) > 1 else "none")
    return tuple(shares)


def _struck(ranked: Sequence[Line], column: int) -> Counter[tuple[float, bool]]:
    """How many lines of each size and sign are struck out by equal ones of the other sign."""
    if len({line.logs[column] > 0 for line in ranked}) < 2:
        return Counter()  # nothing speaks against the rest: by far the most frequent
    signs = Counter((line.sizes[column], line.logs[column] > 0) for line in ranked)
    return Counter(
        {(size, up): min(number, signs[size, not up]) for (size, up), number in signs.items()}
    )
