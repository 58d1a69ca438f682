"""Step 5. A changed course grows no faster than PR1 lets it: later weeks give a set or two."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from surefoot.care.plan.records import PlannedItem, Week
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.knowledge.schema.whole import Knowledge

_BEFORE = 2  # weeks that PR1 looks back


def eased(weeks: tuple[Week, ...], knowledge: Knowledge) -> tuple[Week, ...]:
    """The same course, a set taken from the longest exercises where a week would grow too fast.

    Where every exercise is at its last set already the week stays, and the check tells of it.
    """
    growth = knowledge.progression_rules["PR1"].numbers["growth_max"]
    found: list[Week] = []
    for week in weeks:
        before = max((minutes(each) for each in found[-_BEFORE:]), default=0.0)
        most = before * (1 + growth) if before else minutes(week)
        less = week
        while minutes(less) > most and (longest := _longest(less)) is not None:
            less = _with_a_set_less(less, longest, knowledge)
        found.append(less)
    return tuple(found)


def minutes(week: Week) -> float:
    """Training minutes of a week."""
    return sum(item.minutes * item.sessions for item in _training(week))


def minutes_of(row: Exercise, sets: int, reps: int | None) -> float:
    """Work, rest and set-up of one session, as the library reckons them, in half-minutes."""
    rest = (row.rest_s_between_sets or 0) / 60
    setup = row.minutes_total - row.minutes_active - rest * (row.sets - 1)
    often = (reps or 1) / row.reps if row.reps else 1.0
    work = row.minutes_active * sets / row.sets * often
    return ceil((work + rest * (sets - 1) + max(0.0, setup)) * 2 - 1e-6) / 2


def _training(week: Week) -> Iterator[PlannedItem]:
    items = (item for visit in week.visits for part in visit.parts for item in part.items)
    yield from (item for item in (*items, *week.home.exercises) if item.is_training)


def _longest(week: Week) -> PlannedItem | None:
    """The item with most minutes that has a set to give."""
    able = [i for i in _training(week) if i.sets > 1 and i.continuous_min is None]
    return max(able, key=lambda i: (i.minutes * i.sessions, i.exercise), default=None)


def _with_a_set_less(week: Week, less: PlannedItem, knowledge: Knowledge) -> Week:
    """Every time this week that the item is done in this dose at this place."""
    row, sets = knowledge.exercises[less.exercise], less.sets - 1
    shorter = replace(less, sets=sets, minutes=minutes_of(row, sets, less.reps))

    def each(items: tuple[PlannedItem, ...]) -> tuple[PlannedItem, ...]:
        return tuple(shorter if item == less else item for item in items)

    visits = tuple(
        replace(v, parts=tuple(replace(p, items=each(p.items)) for p in v.parts))
        for v in week.visits
    )
    home = replace(week.home, exercises=each(week.home.exercises))
    return replace(week, visits=visits, home=home)
