"""Step 8. How much change is more than error, and how much matters, for one pair of scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from surefoot.care.examination import Score
from surefoot.care.examination.rounding import settled
from surefoot.care.outcomes.pairs import Pair
from surefoot.care.outcomes.protocol import has_other_trials, is_other_rater
from surefoot.knowledge.schema.measures import ChangeLimit

type ChangeClass = Literal[
    "improved_important",
    "improved_small",
    "possibly_improved",
    "no_detectable_change",
    "possibly_worsened",
    "worsened_small",
    "worsened_important",
]
type Size = Literal["important", "small", "possible"]

_IMPROVED: dict[Size, ChangeClass] = {
    "important": "improved_important",
    "small": "improved_small",
    "possible": "possibly_improved",
}
_WORSENED: dict[Size, ChangeClass] = {
    "important": "worsened_important",
    "small": "worsened_small",
    "possible": "possibly_worsened",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits that hold for one pair of scores; None is unknown, not zero."""

    mdc95: float | None = None
    mcid: float | None = None


def classify(improvement: float, limits: Limits) -> ChangeClass | None:
    """The class of a change; None when neither limit is known. Improvement above 0 is good."""
    if limits.mdc95 is None and limits.mcid is None:
        return None
    size = _size(settled(abs(improvement)), limits)
    if size is None:
        return "no_detectable_change"
    return _IMPROVED[size] if improvement > 0 else _WORSENED[size]


def _size(amount: float, limits: Limits) -> Size | None:
    """What an unsigned change amounts to; an unknown limit is never taken as reached."""
    is_real = limits.mdc95 is not None and amount >= settled(limits.mdc95)
    matters = limits.mcid is not None and amount >= settled(limits.mcid)
    if is_real:
        return "important" if matters else "small"
    return "possible" if matters else None


def limits_for(row: ChangeLimit, two: Pair, before: Score, after: Score) -> Limits:
    """The limits of one row of the change table, for this baseline, rater and protocol."""
    first = two.numbers[0] if two.numbers else 0.0
    return Limits(mdc95=_mdc95(row, two, first, before, after), mcid=_mcid(row, first))


def _mdc95(row: ChangeLimit, two: Pair, first: float, before: Score, after: Score) -> float | None:
    if row.mdc95_by_baseline:
        return _by_baseline(row.mdc95_by_baseline, first)
    if row.mdc95_se:
        return _by_error(row, before)
    if two.activities == 1 and row.mdc95_single is not None:
        return row.mdc95_single
    if row.mdc95 is None or row.mdc95_other_rater is None:
        return row.mdc95
    return _by_rater(row.mdc95, row.mdc95_other_rater, two.value.id, before, after)


def _by_rater(same: float, other: float, value: str, before: Score, after: Score) -> float:
    """The limit for another rater; the wider of the two where rater or trials are in doubt."""
    rater = is_other_rater(before, after)
    if rater:
        return other
    trials = has_other_trials(value, before, after)
    return same if rater is False and trials is False else max(same, other)


def _by_baseline(bands: Sequence[str], first: float) -> float | None:
    """The limit of the band of the first score: "45-56:4"."""
    for band in bands:
        span, _, limit = band.partition(":")
        low, _, high = span.partition("-")
        if float(low) <= first <= float(high):
            return float(limit)
    return None


def _by_error(row: ChangeLimit, before: Score) -> float | None:
    """Factor x standard error of the first score, as the row says; None where there is no error."""
    error = before.values.get(row.mdc95_se)
    if error is None or isinstance(error.value, str) or row.mdc95_factor is None:
        return None
    return row.mdc95_factor * error.value


def _mcid(row: ChangeLimit, first: float) -> float | None:
    """In points; where a share of the baseline counts too, both have to be reached."""
    if row.mcid is None or row.mcid_pct is None:
        return row.mcid
    return max(row.mcid, row.mcid_pct / 100 * abs(first))
