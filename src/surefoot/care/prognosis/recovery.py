"""The class of each cause: where its row starts, what moves it, and what holds it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from surefoot.care.prognosis.certainty import Judged
from surefoot.care.prognosis.classes import SELF_LIMITING, UNKNOWN, Scale
from surefoot.care.prognosis.seen import TREATED, Seen
from surefoot.care.prognosis.shifts import Shift, shifts
from surefoot.knowledge.schema.causes import Extent, Klass, Modifier
from surefoot.terms import Reason

_TREATED_WORD = re.compile(rf"\b{TREATED}\b")
_CAN_GO_ON = ("exposure", "disease")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """How one cause turns out as things stand, and if it were dealt with."""

    judged: Judged
    active: bool | None  # exposure goes on, or the disease is off its target
    klass: Klass
    if_fixed: Klass
    shifts: tuple[Shift, ...]
    holds: tuple[Reason, ...] = ()  # why the class is held down

    @property
    def dealt_with(self) -> bool | None:
        """Whether it is removed or at its target."""
        return None if self.active is None else not self.active

    @property
    def slower(self) -> float:
        """How many times as long recovery takes, at least."""
        return max((shift.slower for shift in self.shifts), default=1.0)


def recoveries(seen: Seen, judged: Sequence[Judged]) -> tuple[Recovery, ...]:
    """Steps 2 and 3 for every cause that is not excluded, in the same order."""
    shared = sum(_rests_on_treated(one) for one in judged if one.counts) > 1
    alone = [_recovery(seen, one, shared=shared) for one in judged if one.certainty != "excluded"]
    return tuple(_beside(seen, one, alone) for one in alone)


def _recovery(seen: Seen, judged: Judged, *, shared: bool) -> Recovery:
    """One cause on its own."""
    active = _active(seen, judged, shared=shared)
    dealt_with = None if active is None else not active
    found = shifts(seen, judged, dealt_with) if _moves(seen, judged) else ()
    klass = _class(seen, judged, found, if_fixed=False)
    fixed = _class(seen, judged, found, if_fixed=True)
    recovery = Recovery(judged=judged, active=active, klass=klass, if_fixed=fixed, shifts=found)
    if active is False or judged.cause.kind not in _CAN_GO_ON or not _moves(seen, judged):
        return recovery
    return _held_while_active(seen, recovery)


def _held_while_active(seen: Seen, recovery: Recovery) -> Recovery:
    """m_ongo: while the cause goes on, or as long as nobody knows whether it does."""
    modifier = _modifier(seen, "active")
    scale = Scale.of(seen.knowledge.reversibility_classes)
    held = scale.lower(recovery.klass, modifier.held_at)
    known = "The cause goes on" if recovery.active else "Whether the cause goes on is not known"
    says = f"{known}: {held} as things stand, {recovery.if_fixed} if it is dealt with."
    codes = dict.fromkeys(seen.missing([recovery.judged.cause.treated_when]))
    names = ", ".join(seen.knowledge.findings[code].says for code in codes)
    changes = f"Not known: {names}." if names else "Deal with the cause."
    reason = seen.reason(says, modifier, changes=changes)
    return replace(recovery, klass=held, holds=(reason,))


def _beside(seen: Seen, recovery: Recovery, all_of_them: list[Recovery]) -> Recovery:
    """m_second: a second active cause holds this one at the lower class."""
    if not recovery.judged.counts or not _moves(seen, recovery.judged):
        return recovery
    scale = Scale.of(seen.knowledge.reversibility_classes)
    others = [
        other
        for other in all_of_them
        if other is not recovery and other.judged.counts and other.active is not False
    ]
    lowest = scale.worst(other.klass for other in others)
    held = scale.lower(recovery.klass, lowest)
    if held == recovery.klass:
        return recovery
    modifier = _modifier(seen, "second")
    names = ", ".join(o.judged.cause.name for o in others if o.klass == lowest)
    reason = seen.reason(f"A second cause is active ({names}). Held at {held}.", modifier)
    return replace(recovery, klass=held, holds=(*recovery.holds, reason))


def _modifier(seen: Seen, works_by: str) -> Modifier:
    return next(m for m in seen.knowledge.modifiers.values() if m.works_by == works_by)


def _active(seen: Seen, judged: Judged, *, shared: bool) -> bool | None:
    """Whether the cause goes on. A single event is over unless it is known to go on."""
    cause = judged.cause
    if judged.ended_on:
        return False
    if cause.kind == "lasting":
        return True
    treated = seen.holds(cause.treated_when)
    if treated and shared and _rests_on_treated(judged):
        # "The main cause is treated" does not say which of several is the main one.
        treated = seen.holds(_TREATED_WORD.sub("False", cause.treated_when)) or None
    if cause.kind == "event":
        return treated is False
    return None if treated is None else not treated


def _rests_on_treated(judged: Judged) -> bool:
    return bool(_TREATED_WORD.search(judged.cause.treated_when))


def _moves(seen: Seen, judged: Judged) -> bool:
    """Whether modifiers may move it: never R0, RS, inherited causes, nor what stands apart."""
    start = _start(seen, judged, if_fixed=False)
    return not judged.outcome.inherited and start not in ("R0", SELF_LIMITING, UNKNOWN)


def _start(seen: Seen, judged: Judged, *, if_fixed: bool) -> Klass:
    """The worse end of the row's range, unless the condition for the better end is met."""
    cause, outcome = judged.cause, judged.outcome
    if outcome.by_extent:
        return outcome.by_extent.get(cast(Extent, _extent_of_nerve(seen)), UNKNOWN)
    met = seen.holds(cause.better_when)
    if if_fixed and not met:
        met = (
            seen.holds(cause.reachable_when) if cause.reachable_when else cause.better_by_treatment
        )
    return outcome.best if met else outcome.base


def _least(seen: Seen, judged: Judged) -> Klass:
    """How far down shifts may go: supportive care only is never made by a shift."""
    if judged.cause.kind == "lasting":
        return "R0"
    return cast(Klass, seen.knowledge.prognosis_rules["prognosis/floor"].words["at_least"])


def _extent_of_nerve(seen: Seen) -> str | None:
    """One limb is graded by nerve: the worst named one; without any, the whole picture."""
    nerves = [nerve.extent for nerve in seen.diagnosis.nerves if nerve.extent]
    return max(nerves, default=seen.diagnosis.extent)


def _class(seen: Seen, judged: Judged, found: tuple[Shift, ...], *, if_fixed: bool) -> Klass:
    """Start, shift within the limits, never above the best of the row, held where it says so."""
    start = _start(seen, judged, if_fixed=if_fixed)
    if not _moves(seen, judged):
        return start
    scale = Scale.of(seen.knowledge.reversibility_classes)
    limits = seen.knowledge.prognosis_rules["prognosis/shift"].numbers
    by = max(limits["least"], min(limits["most"], sum(shift.by for shift in found)))
    klass = scale.moved(start, by, judged.outcome.best, _least(seen, judged))
    for shift in found:
        klass = scale.lower(klass, shift.held_at)
    return klass
