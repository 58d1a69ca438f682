"""A course without an exercise at home says why, and what would change it."""

from dataclasses import replace

import pytest

from care.plan.planned import asked, line
from care.plan.steady import ALONE, HELPED, approval, open_at, read
from surefoot.care.plan.why import nothing_at_home
from surefoot.care.summary import patient_page, therapist_page
from surefoot.exchange.pages import as_text
from surefoot.terms import Setting

HOME = Setting.HOME
CAST = "charcot-in-cast"
ARMS, FOOT = "RT025", "FX009"


def pages(care):
    return [
        " ".join(as_text(p(care.chart), width=999).split()) for p in (therapist_page, patient_page)
    ]


def test_who_may_not_train_alone_is_told_what_would_open_the_home():
    care = line(CAST)
    assert all(not week.home.exercises for week in care.plan.weeks)
    why = care.plan.home_empty
    assert why.statement == "safety/CHARCOT_ACTIVE"
    assert "Somebody able to stand by, or: a named approval of exercise at home" in why.changes
    therapist, patient = pages(care)
    assert "No exercise at home: active Charcot foot: not at home alone." in therapist
    assert "You train only with us for now." in patient


def test_a_course_with_exercises_at_home_says_nothing():
    care = line("cleaner-plain-words")
    assert care.plan.home_empty is None
    therapist, patient = pages(care)
    assert "No exercise at home" not in therapist
    assert "You train only with us" not in patient


def test_where_the_home_is_open_the_minutes_were_worth_more_in_the_visits():
    made, weeks = asked("cleaner-plain-words"), line("cleaner-plain-words").plan.weeks
    bare = [replace(week, home=replace(week.home, exercises=())) for week in weeks]
    assert nothing_at_home(made.gathered, made.person, weeks) is None
    assert nothing_at_home(made.gathered, made.person, bare).statement == "home/outvalued/therapist"


@pytest.mark.parametrize(
    ("told", "is_open"),
    [
        (ALONE, False),
        (HELPED, True),
        ({**ALONE, "approvals": [approval("CHARCOT_ACTIVE", "home_unsupervised")]}, True),
        ({**ALONE, "approvals": [approval("CHARCOT_ACTIVE", "strength")]}, False),
    ],
)
def test_in_a_cast_the_arms_are_trained_at_home_with_a_name_or_a_helper_behind_it(told, is_open):
    opened = open_at(read(present=["CHARCOT_ACTIVE"], **told), HOME)
    assert (ARMS in opened) is is_open
    assert not {"BT001", "RT004", "AE003"} & opened  # the foot rests, whoever allows what
