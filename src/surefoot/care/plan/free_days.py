"""Step 5. The days of a week: some are for visits, some for training at home, some are taken."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise
from math import ceil

from surefoot.care.plan.candidates import Person
from surefoot.care.plan.problem import WEEK, Days, HomeDays
from surefoot.knowledge.schema.plan_rules import LifestyleChange, Rhythm

HOURS = 24  # of a day


def first_day(today: date, life: Sequence[LifestyleChange]) -> date:
    """The first day from today on that nothing in this life takes; today where all are taken."""
    days = (today + timedelta(days=n) for n in range(WEEK))
    return next((day for day in days if day.isoweekday() not in _taken(life)), today)


def days_of_the_week(person: Person, rest: int) -> Iterator[HomeDays]:
    """For each number of visits a week: their days and the days at home, with `rest` days of rest.

    Day 1 is the day of the first visit. Where some days are taken, visits keep as near to their
    rhythm as the free days allow.
    """
    most = person.case.days_per_week
    apart = ceil(person.knowledge.recovery_rules["recovery/heavy"].numbers["hours"] / HOURS)
    free = free_days(first_day(person.case.today, person.life), person.life)
    for row in person.knowledge.rhythms.values():
        visits = _visit_days(row, free, apart)
        left = max(0, WEEK - rest - row.visits)
        home = _home_days(row, [day for day in free if day not in visits])
        days = home[: min(left, WEEK if most is None else most)]
        yield HomeDays(visits=row.visits, visit_days=visits, days=days, apart=apart)


def _taken(life: Sequence[LifestyleChange]) -> set[int]:
    return {day for row in life for day in row.weekdays_taken}


def free_days(starts: date, life: Sequence[LifestyleChange]) -> Days:
    """The days of a week that begins on `starts` (day 1) that nothing in this life takes."""
    days = [(day, starts + timedelta(days=day - 1)) for day in range(1, WEEK + 1)]
    return tuple(day for day, on in days if on.isoweekday() not in _taken(life))


def _visit_days(row: Rhythm, free: Days, apart: int) -> Days:
    """As many free days as visits: with time to recover between them, then near the rhythm."""

    def strain(days: Days) -> tuple[int, int]:
        gaps = [(after - before) % WEEK or WEEK for before, after in pairwise((*days, *days[:1]))]
        away = sum(abs(a - b) for a, b in zip(days, row.visit_days, strict=True))
        return sum(gap < apart for gap in gaps), away

    return min(combinations(free, row.visits), key=strain)


def _home_days(row: Rhythm, free: Sequence[int]) -> Days:
    """The days of the rhythm in their order; where some are taken, the other free ones after."""
    usual = [day for day in row.home_days if day in free]
    if len(usual) == len(row.home_days):
        return row.home_days
    others = (day for day in free if day not in usual)
    return (*usual, *others)[: len(row.home_days)]
