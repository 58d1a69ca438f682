"""What moves the recovery of one cause, each modifier with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from surefoot.care.prognosis.certainty import Judged
from surefoot.care.prognosis.seen import ONSET, TREATED_ON, Seen
from surefoot.knowledge.schema.causes import Klass, Modifier
from surefoot.terms import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One modifier that speaks: how many classes it moves, where it holds, and how it is told."""

    by: float
    reason: Reason
    held_at: Klass | None = None
    slower: float = 1.0  # how many times as long recovery takes, at least


def shifts(seen: Seen, judged: Judged, dealt_with: bool | None) -> tuple[Shift, ...]:
    """What m_dur, m_axon, m_sev and m_age do to one cause."""
    found: list[Shift] = []
    for modifier in seen.knowledge.modifiers.values():
        if modifier.causes and judged.cause.id not in modifier.causes:
            continue
        if modifier.works_by == "duration":
            found += _by_duration(seen, modifier, judged, dealt_with)
        if modifier.works_by == "shift":
            found += _by_rule(seen, modifier, judged)
    return tuple(found)


def _by_rule(seen: Seen, modifier: Modifier, judged: Judged) -> Iterator[Shift]:
    """A modifier that holds or not; what is not known has no weight."""
    if seen.holds(modifier.when):
        says = f"{modifier.says} {_classes(modifier.worse)}."
        yield Shift(by=modifier.worse, reason=seen.reason(says, modifier, [modifier.when]))
    if modifier.held_at and seen.holds(modifier.held_when):
        says = f"{modifier.says} Held at {modifier.held_at}."
        reason = seen.reason(says, modifier, [modifier.held_when])
        yield Shift(by=0.0, reason=reason, held_at=modifier.held_at)
    if modifier.slower and judged.outcome.slowed_by_axonal_loss and seen.holds(modifier.slow_when):
        low, high = modifier.slower
        says = modifier.slower_says.format(low=low, high=high)
        reason = seen.reason(says, modifier, [modifier.slow_when])
        yield Shift(by=0.0, reason=reason, slower=low)


def _by_duration(
    seen: Seen, modifier: Modifier, judged: Judged, dealt_with: bool | None
) -> Iterator[Shift]:
    """How long the symptoms lasted before the cause was dealt with, or have lasted so far."""
    days = _days(seen, modifier, judged, dealt_with)
    if days is None or modifier.short_days is None or modifier.long_days is None:
        return
    if modifier.short_days <= days <= modifier.long_days:
        return
    whole = modifier.better if days < modifier.short_days else modifier.worse
    half = seen.holds(modifier.half_when)
    by = whole / 2 if half else whole if half is False else min(whole, whole / 2)
    over = ended_on(seen, judged, dealt_with) is not None
    lasted = f"lasted {days} days" if over else f"have lasted {days} days so far"
    says = f"Symptoms {lasted}. {_classes(by)}."
    yield Shift(by=by, reason=seen.reason(says, modifier, [ONSET]))


def _days(seen: Seen, modifier: Modifier, judged: Judged, dealt_with: bool | None) -> int | None:
    """Days from onset to the day the cause was dealt with.

    While it goes on, the days so far. Dealt with on an unknown day: only a short time is sure.
    Where there is nothing to deal with, and for a single event whose treatment has no day,
    duration says nothing.
    """
    onset = seen.day(ONSET)
    if onset is None or judged.cause.kind == "lasting":
        return None
    ended = ended_on(seen, judged, dealt_with)
    if ended:
        return max((ended - onset).days, 0)
    so_far = (seen.today - onset).days
    sure = not dealt_with or (modifier.short_days is not None and so_far < modifier.short_days)
    return so_far if sure and judged.cause.kind != "event" else None


def ended_on(seen: Seen, judged: Judged, dealt_with: bool | None) -> date | None:
    """The day the cause was dealt with, where it is known."""
    if not dealt_with:
        return None
    if judged.ended_on:
        return judged.ended_on
    if judged.cause.exposure:
        stops = [f.stopped_on for f in seen.facts(judged.cause.exposure) if f.stopped_on]
        if stops:
            return max(stops)
    return seen.day(TREATED_ON)


def notes(seen: Seen, counted: tuple[Judged, ...]) -> Iterator[Reason]:
    """Modifiers that move no class but that the therapist has to know of."""
    causes = {judged.cause.id for judged in counted}
    for modifier in seen.knowledge.modifiers.values():
        if modifier.works_by != "note" or not seen.holds(modifier.when):
            continue
        if modifier.for_everyone or causes & set(modifier.causes):
            yield seen.reason(modifier.notice, modifier, [modifier.when])
        if modifier.stronger_when and seen.holds(modifier.stronger_when):
            yield seen.reason(modifier.stronger_notice, modifier, [modifier.stronger_when])


def _classes(by: float) -> str:
    """A shift in words."""
    amount = "half a class" if abs(by) == 0.5 else "one class"
    return f"{amount.capitalize()} {'better' if by > 0 else 'worse'}"
