"""Days on which something else has to be done are left free, and visits keep their distance."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from care.plan.planned import asked, line
from stories import knowledge
from surefoot.care.plan.free_days import days_of_the_week, first_day

NAME = "dialysis-cramps"
LIFE = knowledge().lifestyle
MON_WED_FRI = (LIFE["life/dialysis_mon_wed_fri"],)
TUE_THU_SAT = (LIFE["life/dialysis_tue_thu_sat"],)
MONDAY = date(2026, 11, 2)


def week(life, weekday, rest=0):
    """The days of the week by number of visits, for somebody seen first on that weekday."""
    person = asked(NAME).person
    today = MONDAY + timedelta(days=weekday - 1)
    person = replace(person, life=life, case=replace(person.case, today=today))
    return {row.visits: row for row in days_of_the_week(person, rest)}


@pytest.mark.parametrize("weekday", range(1, 8))
@pytest.mark.parametrize(("life", "taken"), [(MON_WED_FRI, {1, 3, 5}), (TUE_THU_SAT, {2, 4, 6})])
def test_nothing_is_on_a_day_that_is_taken(life, taken, weekday):
    today = MONDAY + timedelta(days=weekday - 1)
    starts = first_day(today, life)
    assert 0 <= (starts - today).days <= 1
    for row in week(life, weekday).values():
        used = [*row.visit_days, *row.days]
        on = {(starts + timedelta(days=day - 1)).isoweekday() for day in used}
        assert not on & taken
        assert len(set(used)) == len(used)
        assert len(row.visit_days) == row.visits
        assert not row.visits or row.visit_days[0] == 1
        assert not any(row.is_close(*two) for two in combinations(row.visit_days, 2))


def test_visits_stay_as_far_apart_as_the_free_days_allow():
    from_tuesday = week(MON_WED_FRI, 1)
    assert [from_tuesday[n].visit_days for n in (1, 2, 3)] == [(1,), (1, 3), (1, 3, 5)]
    from_saturday = week(MON_WED_FRI, 6)
    assert [from_saturday[n].visit_days for n in (1, 2, 3)] == [(1,), (1, 4), (1, 4, 6)]


@pytest.mark.parametrize("weekday", range(1, 8))
def test_whose_days_are_all_free_keeps_the_usual_rhythm(weekday):
    rows = knowledge().rhythms.values()
    usual = {row.visits: (row.visit_days, row.home_days) for row in rows}
    assert {n: (r.visit_days, r.days) for n, r in week((), weekday).items()} == usual
    assert first_day(MONDAY, ()) == MONDAY


def test_a_week_keeps_its_days_of_rest():
    """Three are taken, two are visits: of the other two one is for rest where four are asked."""
    assert len(week(MON_WED_FRI, 2)[2].days) == 2
    assert len(week(MON_WED_FRI, 2, rest=4)[2].days) == 1


def test_a_plan_trains_on_the_days_between_and_says_so():
    care = line(NAME)
    plan = care.plan
    assert (plan.made_on, plan.starts_on) == (MONDAY, MONDAY + timedelta(days=1))
    assert care.broken(plan) == ()
    assert LIFE["life/dialysis_mon_wed_fri"].says in plan.watch
    moved = replace(plan, starts_on=plan.made_on)
    assert "life/dialysis_mon_wed_fri" in {fault.rule for fault in care.broken(moved)}
