"""Step 5. A plan changed by hand: the same plan with one thing different, or why that cannot be.

What safety says is asked before an exercise comes in; every hard rule is read again afterwards,
by `care.revise`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from surefoot.care.plan.beside import requirements_of
from surefoot.care.plan.candidates import is_training
from surefoot.care.plan.changes import Edit, Unfit
from surefoot.care.plan.ease import eased, minutes_of
from surefoot.care.plan.layout import intensity_at, moves
from surefoot.care.plan.problem import Days
from surefoot.care.plan.records import PlannedItem, PlanOfCare, SafetyReading, Visit, Week
from surefoot.care.plan.totals import part_for, summed, with_parts
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason, Setting

_BY_HAND = "plan/by_hand"

type _Change = Callable[[PlannedItem], PlannedItem | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a change is made with: the person's safety, and the library."""

    safety: SafetyReading
    knowledge: Knowledge
    visit_min: int  # minutes of one visit
    free: Days  # days of the plan's week that nothing else takes


def changed(plan: PlanOfCare, edit: Edit, bench: Bench) -> PlanOfCare | Unfit:
    """The plan with one change; its sums are worked out again, its rules are not yet read."""
    there = _is_planned(plan, edit.exercise, edit.setting)
    if edit.kind == "pin" and there:
        return plan
    if edit.kind in ("add", "pin"):
        return _added(plan, edit, bench, there=there)
    if not there:
        name = bench.knowledge.exercises[edit.exercise].name
        return _unfit(edit, f"{name} is not in the plan there ({edit.setting}).")
    if edit.kind == "swap":
        return _swapped(plan, edit, bench)
    change = _without if edit.kind == "remove" else _dosed(edit, bench)
    return _reshaped(plan, edit, bench, change)


def _is_planned(plan: PlanOfCare, exercise: str, setting: Setting) -> bool:
    return any(
        (i.exercise, i.setting) == (exercise, setting) for w in plan.weeks for i in _items(w)
    )


def _items(week: Week) -> Iterator[PlannedItem]:
    yield from (item for visit in week.visits for part in visit.parts for item in part.items)
    yield from (*week.home.exercises, *week.home.self_care)


def _without(_item: PlannedItem) -> None:
    return None


def _dosed(edit: Edit, bench: Bench) -> _Change:
    row = bench.knowledge.exercises[edit.exercise]
    return lambda item: _redosed(item, edit, row)


def _redosed(item: PlannedItem, edit: Edit, row: Exercise) -> PlannedItem:
    """The item in another dose; of what is counted the minutes follow from the dose."""
    sets, reps = edit.sets or item.sets, item.reps if edit.reps is None else edit.reps
    sessions = edit.sessions or item.sessions
    if item.continuous_min is not None:
        minutes = edit.minutes or item.minutes
        bout = max(0.5, minutes - (row.minutes_total - (row.continuous_min or 0.0)))
        item = replace(item, minutes=minutes, continuous_min=bout)
    elif (sets, reps) != (item.sets, item.reps):
        item = replace(item, sets=sets, reps=reps, minutes=minutes_of(row, sets, reps))
    return replace(item, sessions=sessions) if item.setting == Setting.HOME else item


def _swapped(plan: PlanOfCare, edit: Edit, bench: Bench) -> PlanOfCare | Unfit:
    """Another exercise in the same places, in its own dose."""
    row = bench.knowledge.exercises[edit.instead]
    if shut := _shut(edit, row, bench):
        return shut
    if _is_planned(plan, row.id, edit.setting):
        return _unfit(edit, f"{row.name} is in the plan there already ({edit.setting}).")

    def swap(item: PlannedItem) -> PlannedItem:
        fresh = _made(row, edit, bench)
        often = min(item.sessions, max(1, row.freq_per_week_max))
        return replace(fresh, sessions=often, days=item.days[:often])

    return _reshaped(plan, edit, bench, swap)


def _shut(edit: Edit, row: Exercise, bench: Bench) -> Unfit | None:
    """Why an exercise may not be done there; the reasons say what would change it."""
    allowed = bench.safety.exercises[row.id]
    if edit.setting in allowed.settings:
        return None
    reasons = allowed.against or (Reason(says=f"Not for {edit.setting}.", statement=row.id),)
    return Unfit(edit=edit, reasons=reasons, needs_approval=allowed.needs_approval)


def _made(row: Exercise, edit: Edit, bench: Bench) -> PlannedItem:
    """An item as the library has it, guarded and modified as this person's safety asks."""
    allowed, knowledge = bench.safety.exercises[row.id], bench.knowledge
    open_ones = {name for name, each in bench.safety.exercises.items() if each.settings}
    onward, back = moves(row, knowledge, open_ones)
    made = PlannedItem(
        exercise=row.id,
        technique=row.technique,
        setting=edit.setting,
        level=row.level,
        sets=row.sets,
        reps=row.reps,
        hold_s=row.hold_s,
        continuous_min=row.continuous_min,
        minutes=row.minutes_total,
        sessions=1,
        days=(),
        effort_max=bench.safety.cap.effort_max,
        intensity=intensity_at(row.intensity_target, edit.setting),
        supervision=max(allowed.supervision.get(edit.setting, 0), row.supervision_level),
        modifications=allowed.modifications,
        progress=onward,
        regress=back,
        is_training=is_training(row),
    )
    return _redosed(made, edit, row)


def _added(plan: PlanOfCare, edit: Edit, bench: Bench, *, there: bool) -> PlanOfCare | Unfit:
    row = bench.knowledge.exercises[edit.exercise]
    if there:
        return _unfit(edit, f"{row.name} is in the plan there already ({edit.setting}).")
    if shut := _shut(edit, row, bench):
        return shut
    item = _made(row, edit, bench)
    if edit.setting != Setting.HOME and part_for(row, bench.knowledge) is None:
        return _unfit(edit, f"No part of a visit takes {row.name}.")
    weeks = tuple(
        _with_item(week, item, edit, row, bench) if week.number >= edit.from_week else week
        for week in plan.weeks
    )
    if weeks == plan.weeks:
        return _unfit(
            edit,
            f"No visit there ({edit.setting}) has room for {item.minutes:g} minutes more.",
            changes="Take something out, or shorten it, first.",
        )
    return _resummed(plan, weeks, bench)


def _with_item(week: Week, item: PlannedItem, edit: Edit, row: Exercise, bench: Bench) -> Week:
    """The item in each visit of its place that has room, or among what is done at home."""
    if edit.setting != Setting.HOME:
        visits = (_with_in_visit(v, item, row, bench) for v in week.visits)
        return replace(week, visits=tuple(visits))
    if not item.is_training:
        care = replace(item, sessions=edit.sessions or max(1, row.freq_per_week_max))
        return replace(week, home=replace(week.home, self_care=(*week.home.self_care, care)))
    often = edit.sessions or max(1, row.freq_per_week_min)
    days = tuple(_days(week, often, bench.free))
    mine = replace(item, sessions=len(days), days=days)
    return replace(week, home=replace(week.home, exercises=(*week.home.exercises, mine)))


def _with_in_visit(visit: Visit, item: PlannedItem, row: Exercise, bench: Bench) -> Visit:
    phase = part_for(row, bench.knowledge)
    full = visit.minutes + item.minutes > bench.visit_min
    if visit.setting != item.setting or phase is None or full:
        return visit
    return with_parts(visit, phase, item, bench.knowledge)


def _days(week: Week, often: int, free: Days) -> Iterator[int]:
    """The days of exercise at home there are; other free ones only where those are not enough."""
    at_home = sorted({day for item in week.home.exercises for day in item.days})
    visits = {visit.day for visit in week.visits}
    others = [day for day in free if day not in visits and day not in at_home]
    yield from sorted([*at_home, *others][:often])


def _reshaped(plan: PlanOfCare, edit: Edit, bench: Bench, change: _Change) -> PlanOfCare:
    """Every item of this exercise at this place, from a week on, changed or left out."""

    def each(items: Iterable[PlannedItem]) -> Iterator[PlannedItem]:
        for item in items:
            mine = (item.exercise, item.setting) == (edit.exercise, edit.setting)
            after = change(item) if mine else item
            if after is not None:
                yield after

    weeks = tuple(_week(w, each, bench) if w.number >= edit.from_week else w for w in plan.weeks)
    return _resummed(plan, weeks, bench)


def _week(
    week: Week, each: Callable[[Iterable[PlannedItem]], Iterator[PlannedItem]], bench: Bench
) -> Week:
    visits = tuple(
        replace(v, parts=tuple(replace(p, items=tuple(each(p.items))) for p in v.parts))
        for v in week.visits
    )
    exercises = tuple(_on_days(item, week, bench.free) for item in each(week.home.exercises))
    care = tuple(each(week.home.self_care))
    home = replace(week.home, exercises=exercises, self_care=care)
    return replace(week, visits=visits, home=home)


def _on_days(item: PlannedItem, week: Week, free: Days) -> PlannedItem:
    """As many days as sessions: days fall away from the end, others come from the week's days."""
    if len(item.days) == item.sessions:
        return item
    return replace(item, days=tuple(_days(week, item.sessions, free)))


def _resummed(plan: PlanOfCare, weeks: tuple[Week, ...], bench: Bench) -> PlanOfCare:
    made = summed(plan, eased(weeks, bench.knowledge), bench.knowledge)
    needs = requirements_of(bench.safety.requirements, bench.knowledge.must_haves, made.weeks)
    return replace(made, requirements=tuple(needs))


def _unfit(edit: Edit, says: str, changes: str = "") -> Unfit:
    reason = Reason(says=says, statement=_BY_HAND, changes=changes)
    return Unfit(edit=edit, reasons=(reason,))
