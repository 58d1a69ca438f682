"""Rules of load over the weeks: caps, growth, effort, rest between heavy work, seated share."""

from collections.abc import Iterator
from itertools import pairwise

from surefoot.care.check.broken import Broken, Under, items_of
from surefoot.care.plan.records import PlannedItem, Week
from surefoot.knowledge.schema.exercises import Exercise, Support
from surefoot.knowledge.schema.plan_rules import Cap
from surefoot.terms import Side, Technique

_DAYS = 7
_HOURS = 24  # of a day
ROUNDING = 1.0  # minutes: the plan is written in whole minutes
_AT_REST = (Support.SITTING, Support.LYING, Support.NONE)


def course_faults(under: Under) -> Iterator[Broken]:
    """Every broken rule about how much is done, week by week."""
    yield from _caps(under)
    yield from _growth(under)
    yield from _recovery(under)
    yield from _effort(under)
    yield from _seated(under)
    yield from _weak_muscles(under)


def training_minutes(week: Week) -> float:
    """Minutes of training in a week, counted again from its items."""
    return sum(item.minutes * item.sessions for item in items_of(week) if item.is_training)


def fitting_caps(under: Under) -> list[Cap]:
    """The strata the person belongs to, or may belong to."""
    rows = under.knowledge.caps.values()
    return [row for row in rows if under.findings.holds(row.when) is not False]


def _strictest(under: Under) -> tuple[int, int, int, int]:
    """Start, ceiling to week 4, ceiling to week 12 and effort: the lowest over all that fit."""
    fit = fitting_caps(under)
    starts = [row.start_min for row in fit if row.start_min is not None]
    early = [row.ceiling_min_weeks_1_4 for row in fit if row.ceiling_min_weeks_1_4 is not None]
    late = [row.ceiling_min_weeks_5_12 for row in fit if row.ceiling_min_weeks_5_12 is not None]
    efforts = [row.effort_max for row in fit if row.effort_max is not None]
    return min(starts), min(early), min(late), min(efforts)


def _caps(under: Under) -> Iterator[Broken]:
    start, early, late, _ = _strictest(under)
    for week in under.plan.weeks:
        cap = start if week.number == 1 else early if week.number <= 4 else late
        minutes = training_minutes(week)
        if minutes > cap + ROUNDING:
            says = f"{minutes:.0f} training minutes, at most {cap}."
            yield Broken(rule="cap", where=f"week {week.number}", says=says)


def _growth(under: Under) -> Iterator[Broken]:
    """PR1: at most 10 % more than the most of the two weeks before."""
    most = under.knowledge.progression_rules["PR1"].numbers["growth_max"]
    minutes = [training_minutes(week) for week in under.plan.weeks]
    for number in range(1, len(minutes)):
        before = max(minutes[max(0, number - 2) : number])
        if before and minutes[number] > before * (1 + most) + ROUNDING:
            says = f"{minutes[number]:.0f} min after {before:.0f}: more than {most:.0%}."
            yield Broken(rule="PR1", where=f"week {number + 1}", says=says)


def _recovery(under: Under) -> Iterator[Broken]:
    """48 hours between heavy work of one muscle group, on the days the plan names."""
    hours = under.knowledge.recovery_rules["recovery/heavy"].numbers["hours"]
    worked: dict[str, set[int]] = {}
    for week in under.plan.weeks:
        for day, exercise in _days_of_work(week):
            for group in _heavy_groups(under, exercise):
                worked.setdefault(group, set()).add(_DAYS * (week.number - 1) + day)
    for group, days in sorted(worked.items()):
        for before, after in pairwise(sorted(days)):
            if _HOURS * (after - before) < hours:
                where = f"week {(after - 1) // _DAYS + 1}, day {(after - 1) % _DAYS + 1}"
                says = f"{group}: heavy work on two days in a row."
                yield Broken(rule="recovery/heavy", where=where, says=says)


def _days_of_work(week: Week) -> Iterator[tuple[int, str]]:
    """Every exercise of a week with each day it is done on."""
    for visit in week.visits:
        for part in visit.parts:
            for item in part.items:
                yield visit.day, item.exercise
    for item in week.home.exercises:
        for day in item.days:
            yield day, item.exercise


def _heavy_groups(under: Under, exercise: str) -> set[str]:
    """The muscle groups an exercise works hard: "quadriceps; gluteals (high)" with resistance."""
    row, heavy = (
        under.knowledge.exercises[exercise],
        under.knowledge.recovery_rules["recovery/heavy"],
    )
    groups, _, load = row.muscle_group_load.partition("(")
    if not {*heavy.tags} & {*row.precaution_tags} or load.rstrip(")") not in heavy.muscle_loads:
        return set()
    return {group.strip() for group in groups.split(";")}


def _effort(under: Under) -> Iterator[Broken]:
    *_, most = _strictest(under)
    for where, _, item, _ in under.placed():
        if item.is_training and item.effort_max > most:
            yield Broken(rule="cap", where=where, says=f"Effort {item.effort_max}, at most {most}.")


def _seated(under: Under) -> Iterator[Broken]:
    """With orthostatic trouble most of each week's training is seated or lying."""
    shares = [row.seated_share_min for row in fitting_caps(under) if row.seated_share_min]
    if not shares or under.plan.gate != "full":
        return
    for week in under.plan.weeks:
        whole = training_minutes(week)
        upright = sum(
            item.minutes * item.sessions
            for item in items_of(week)
            if item.is_training and _row(under, item).support not in _AT_REST
        )
        if upright > whole * (1 - max(shares)) + ROUNDING:
            says = f"{upright:.0f} of {whole:.0f} min upright; {max(shares):.0%} seated or lying."
            yield Broken(rule="MI4", where=f"week {week.number}", says=says)


def _weak_muscles(under: Under) -> Iterator[Broken]:
    """PR11: a muscle of grade 3 or less gets sets of at most eight, and no band or weight."""
    pr11 = under.knowledge.progression_rules["PR11"]
    most, weak = pr11.numbers["mrc3_reps_max"], pr11.numbers["low_load_below"]
    for where, _, item, row in under.placed():
        if not item.is_training or _weakest(under, row) > weak:
            continue
        if (item.reps or 0) > most:
            says = f"{item.reps} repetitions with a weak muscle, at most {most:.0f}."
            yield Broken(rule="PR11", where=where, says=says)
        gear = {*pr11.bar_equipment} & {*row.equipment}
        if gear and row.technique == Technique.STRENGTH and "LOW_LOAD" not in row.precaution_tags:
            says = f"{row.name}: more than the part of the body itself, with a weak muscle."
            yield Broken(rule="PR11", where=where, says=says)


def _weakest(under: Under, row: Exercise) -> float:
    """The lowest grade known of the muscles it loads; 5 where none is known."""
    grades = [under.findings.on_side(muscle, side) for muscle in row.muscles for side in Side]
    return min((g for g in grades if isinstance(g, int | float)), default=5.0)


def _row(under: Under, item: PlannedItem) -> Exercise:
    return under.knowledge.exercises[item.exercise]
