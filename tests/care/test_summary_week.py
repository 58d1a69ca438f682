"""The patient reads on which days to come and to train, and for how long the list holds."""

from dataclasses import replace
from datetime import date

import pytest

from lines import example
from surefoot.care.plan.records import Retest
from surefoot.care.summary import patient_page
from surefoot.care.summary.chart import joined
from surefoot.care.summary.home_care import plain_dose
from surefoot.care.summary.your_week import first_weeks, weekdays
from surefoot.exchange.pages import as_text

ROSA = "rosa-numb-burning-feet"


@pytest.fixture(scope="module")
def chart():
    """Everything said of Rosa."""
    return example(ROSA).chart


def _with_home(plan, *homes):
    """The plan with these home programmes in its first weeks, the others as they are."""
    weeks = list(plan.weeks)
    for n, home in enumerate(homes):
        weeks[n] = replace(weeks[n], home=home)
    return replace(plan, weeks=tuple(weeks))


@pytest.mark.parametrize(
    ("starts", "days", "said"),
    [
        (date(2026, 11, 2), (1, 4), "Monday and Thursday"),
        (date(2026, 11, 4), (1, 4), "Wednesday and Saturday"),
        (date(2026, 11, 8), (2,), "Monday"),
        (date(2026, 11, 2), (7, 2, 2), "Tuesday and Sunday"),
        (date(2026, 11, 2), range(1, 8), "every day"),
        (date(2026, 11, 2), (), ""),
    ],
)
def test_days_count_from_the_day_of_the_first_visit(chart, starts, days, said):
    assert weekdays(replace(chart.plan, starts_on=starts), days) == said


def test_three_days_are_a_list():
    assert joined(["Monday", "Tuesday", "Friday"], "and") == "Monday, Tuesday and Friday"


def test_a_list_holds_until_the_first_week_that_asks_for_something_else(chart):
    home = chart.plan.weeks[0].home
    other = replace(home, exercises=())
    assert first_weeks(_with_home(chart.plan, home, other)) == "week 1"
    assert first_weeks(_with_home(chart.plan, home, home, other)) == "weeks 1 and 2"
    assert first_weeks(_with_home(chart.plan, home, home, home, other)) == "weeks 1 to 3"
    every = [home] * len(chart.plan.weeks)
    assert first_weeks(_with_home(chart.plan, *every)) == f"weeks 1 to {len(every)}"


def test_more_repetitions_are_another_list(chart):
    home = chart.plan.weeks[0].home
    first, *rest = home.exercises
    more = replace(home, exercises=(replace(first, sets=first.sets + 1), *rest))
    assert first_weeks(_with_home(chart.plan, home, more)) == "week 1"


def test_an_exercise_names_its_days_and_without_days_how_often(chart):
    item = replace(
        chart.plan.weeks[0].home.exercises[0],
        sets=2, reps=8, hold_s=None, continuous_min=None, sessions=3,
    )  # fmt: skip
    dose = plain_dose(item, days="Tuesday and Friday", side="on each side")
    assert dose == "2 times 8 in a row on each side, Tuesday and Friday"
    assert plain_dose(item, days="", side="") == "2 times 8 in a row, 3 days a week"
    daily = replace(item, sessions=7)
    assert plain_dose(daily, days="", side="") == "2 times 8 in a row, every day"


def test_the_page_says_on_which_days_to_come_and_to_train(chart):
    week = chart.plan.weeks[0]
    said = as_text(patient_page(chart))
    assert f"You come           {weekdays(chart.plan, [v.day for v in week.visits])}" in said
    at_home = [day for item in week.home.exercises for day in item.days]
    assert f"You train at home  {weekdays(chart.plan, at_home)}" in said
    assert "The days are for a first visit on a Monday." in said


def retested(chart, *days):
    tests = tuple(Retest(on=day, measures=("x",), why="x") for day in days)
    said = as_text(patient_page(replace(chart, plan=replace(chart.plan, retests=tests))), width=300)
    return next(line for line in said.splitlines() if "We test you again" in line)


def test_a_day_with_two_tests_is_named_once_and_in_order(chart):
    said = retested(chart, date(2027, 1, 18), date(2026, 12, 2), date(2027, 1, 18))
    assert said.endswith("on 2 December 2026 and 18 January 2027.")


def test_of_many_days_the_first_and_the_last_are_named(chart):
    four = [date(2026, 12, n) for n in (1, 8, 15, 22)]
    assert "on 1 December 2026, 8 December 2026" in retested(chart, *four)
    said = retested(chart, *four, date(2026, 12, 29))
    assert said.endswith("5 times, from 1 December 2026 to 29 December 2026.")
