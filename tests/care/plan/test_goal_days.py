"""The day that a goal names in its own words, in both halves of the world."""

from dataclasses import replace
from datetime import date

import pytest

from care.plan.planned import line
from surefoot.care.case import Goal
from surefoot.care.plan.goal_days import day_named, named
from surefoot.care.plan.goals import goals
from surefoot.care.summary.glance import aim
from surefoot.terms import Domain

TODAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Play the whole concerto in March.", date(2027, 3, 31)),
        ("Walk to the mailbox by Christmas.", date(2026, 12, 24)),
        ("Dance by December.", date(2026, 12, 31)),
        ("Dance before December.", date(2026, 11, 30)),
        ("Dance before November.", date(2027, 10, 31)),
        ("Dance in November.", date(2026, 11, 30)),
        ("Travel next February.", date(2027, 2, 28)),
        ("I may march to the sea.", None),
        ("Climb the Wildspitze next summer.", None),
        ("Walk by the church.", None),
    ],
)
def test_a_month_is_meant_to_its_end_and_a_season_names_no_day(words, day):
    assert day_named(words, TODAY) == day


@pytest.mark.parametrize("on", [date(2026, 12, 24), date(2026, 12, 31)])
def test_a_feast_that_is_over_is_that_of_next_year(on):
    assert day_named("Walk at Christmas.", on) == date(2027, 12, 24)


@pytest.mark.parametrize(
    ("words", "due", "said"),
    [
        ("Play the whole concerto in March.", date(2026, 12, 7), "later"),
        ("Play in December.", date(2026, 12, 7), ""),
        ("Play in December.", date(2026, 12, 31), ""),
        ("Walk at Christmas.", date(2026, 12, 24), ""),
        ("Climb next summer.", date(2027, 1, 18), "open"),
        ("Dig in spring.", date(2027, 1, 18), "open"),
        ("Dance the winter season.", date(2026, 12, 7), "open"),
        ("Rake leaves next fall.", date(2026, 12, 7), "open"),
        ("Not fall again.", date(2026, 12, 7), ""),
        ("Sleep on a spring mattress.", date(2026, 12, 7), ""),
    ],
)
def test_where_the_own_day_comes_later_or_is_not_known_the_page_says_so(words, due, said):
    assert named(words, due) == said


@pytest.mark.parametrize(
    ("words", "due", "says"),
    [
        ("Walk to the mailbox by Christmas.", date(2026, 12, 24), "by 24 December 2026"),
        ("Play the whole concerto in March.", date(2027, 1, 25),
         "by 25 January 2027 (their own day comes later)"),
        ("Dig in spring.", date(2027, 1, 25), "by 25 January 2027 (ask for their own day)"),
        ("Dig.", date(2027, 1, 25), "by 25 January 2027"),
    ],
)  # fmt: skip
def test_a_goal_is_judged_on_the_day_it_names_or_at_the_end_of_the_course(words, due, says):
    care = line("dsp-baker-market")
    goal = Goal(words=words, domain=Domain.FUNCTION, priority=1)
    case = replace(care.case, goals=(goal,))
    (found,) = goals(case, care.concluded, care.knowledge, TODAY, 12)
    assert found.due_on == due
    assert aim(found).endswith(says)
