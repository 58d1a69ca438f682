"""Step 8. The same thing on two days: which of two scores' values may be set side by side."""

from dataclasses import dataclass

from surefoot.care.examination import Score
from surefoot.knowledge.schema.instruments import Instrument, Value

type Known = float | str | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One value on two days; of own activities, those rated on both days only."""

    value: Value
    before: Known | None
    after: Known | None
    why: str = ""  # why the two may not be compared
    notes: tuple[str, ...] = ()
    activities: int | None = None  # how many of the person's own activities are in both

    @property
    def numbers(self) -> tuple[float, float] | None:
        """Both as numbers; None where one is missing or is a word."""
        before, after = self.before, self.after
        if isinstance(before, bool | str | None) or isinstance(after, bool | str | None):
            return None
        return before, after


def pair(instrument: Instrument, value: Value, before: Score, after: Score) -> Pair:
    """The two values, or why there are not two."""
    found = [score.values.get(value.id) for score in (before, after)]
    first, then = (None if one is None else one.value for one in found)
    if first is not None and then is not None:
        if value.paired:
            return _same_activities(instrument, value, before, after)
        return Pair(value=value, before=first, after=then)
    empty = [score for score, one in zip((before, after), found, strict=True) if one is None]
    days = " and ".join(f"{score.on} ({score.state.replace('_', ' ')})" for score in empty)
    return Pair(value=value, before=first, after=then, why=f"No value on {days}.")


def _same_activities(instrument: Instrument, value: Value, before: Score, after: Score) -> Pair:
    """The mean of the activities that were rated on both days and are the same."""
    labels = {item.id: item.label for item in instrument.items}
    first, then = before.answers.items, after.answers.items
    rated = [one for one in value.of if first.get(one) is not None or then.get(one) is not None]
    common = [
        one
        for one in rated
        if first.get(one) is not None
        and then.get(one) is not None
        and first.get(labels[one]) == then.get(labels[one])
    ]
    if not common:
        return Pair(
            value=value,
            before=before.values[value.id].value,
            after=after.values[value.id].value,
            why="No activity is known to have been rated on both days.",
        )
    left_out = [one for one in rated if one not in common]
    notes = (f"Left out of both days: {', '.join(left_out)}.",) if left_out else ()
    means = [sum(float(each[one] or 0) for one in common) / len(common) for each in (first, then)]
    return Pair(value=value, before=means[0], after=means[1], notes=notes, activities=len(common))
