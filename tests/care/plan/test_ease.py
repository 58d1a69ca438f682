"""A changed course grows no faster than PR1 lets it: later weeks give a set or two."""

from dataclasses import replace

import pytest

from care.check.finished import plan
from surefoot.care.plan.ease import eased, minutes, minutes_of
from surefoot.knowledge.load import load

KNOWLEDGE = load()
GROWTH = 1 + KNOWLEDGE.progression_rules["PR1"].numbers["growth_max"]
WEEKS = plan().weeks


def with_sets(week, sets):
    """The same week with every exercise at home that has sets in so many of them."""

    def dosed(item):
        row = KNOWLEDGE.exercises[item.exercise]
        if item.continuous_min is not None:
            return item
        return replace(item, sets=sets, minutes=minutes_of(row, sets, row.reps))

    exercises = tuple(dosed(item) for item in week.home.exercises)
    return replace(week, home=replace(week.home, exercises=exercises))


def test_a_course_that_grows_slowly_stays_as_it_is():
    assert eased(WEEKS, KNOWLEDGE) == WEEKS


def test_a_week_that_would_grow_too_fast_gives_sets_until_it_does_not():
    fast = (WEEKS[0], WEEKS[1], with_sets(WEEKS[2], 9), WEEKS[3])
    most = GROWTH * max(minutes(WEEKS[0]), minutes(WEEKS[1]))
    assert minutes(fast[2]) > most
    slow = eased(fast, KNOWLEDGE)
    assert minutes(slow[2]) <= most
    assert slow[:2] == fast[:2]
    assert {i.exercise for i in slow[2].home.exercises} == {
        i.exercise for i in fast[2].home.exercises
    }


def test_where_every_exercise_is_at_its_last_set_the_week_stays():
    low = with_sets(WEEKS[0], 1)
    high = with_sets(WEEKS[2], 1)
    longer = replace(high, home=replace(high.home, exercises=high.home.exercises * 3))
    weeks = (low, longer)
    assert minutes(longer) > GROWTH * minutes(low)
    after = eased(weeks, KNOWLEDGE)
    assert [i.sets for i in after[1].home.exercises] == [1] * len(longer.home.exercises)


def test_before_the_first_week_there_is_nothing_to_grow_from():
    assert eased((with_sets(WEEKS[0], 9),), KNOWLEDGE) == (with_sets(WEEKS[0], 9),)


@pytest.mark.parametrize(("sets", "more"), [(1, False), (3, True)])
def test_minutes_of_a_dose_follow_its_sets(sets, more):
    row = KNOWLEDGE.exercises["RT014"]
    assert minutes_of(row, row.sets, row.reps) == pytest.approx(row.minutes_total, abs=0.5)
    assert (minutes_of(row, sets, row.reps) > minutes_of(row, 2, row.reps)) == more
