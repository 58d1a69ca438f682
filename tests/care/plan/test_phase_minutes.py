"""The minutes of a technique: enough of them, growing slowly, and a pool for long enough.

The problems are made by hand: prices are nought but the one in question.
"""

from dataclasses import replace

import pytest

from care.plan.handmade import (
    BALANCE,
    CLINIC,
    HOME,
    STRENGTH,
    asked,
    exercise,
    found,
    minutes_worth,
    option,
    planned,
)
from care.plan.planned import problem as of_story
from surefoot.care.plan.problem import Slot
from surefoot.care.plan.solve import Limits, choose
from surefoot.care.plan.solve.doses import doses
from surefoot.care.plan.solve.phase_minutes import visits_kept
from surefoot.knowledge.load import load
from surefoot.terms import Domain, Technique


def minutes_of(dosed, item):
    """Minutes of an exercise in each week it is done."""
    return [s.half * s.times / 2 for s in dosed.sessions if s.item == item]


@pytest.mark.parametrize(("worth", "phases"), [(31, [{"a", "b"}]), (29, [{"a"}])])
def test_a_technique_of_few_minutes_is_planned_where_it_is_worth_their_price(worth, phases):
    """Five minutes a week of the ten that are worth doing: five are short, at six each."""
    few = exercise("b", technique=STRENGTH, half=(10,), worth=worth)
    made = asked(
        exercise("a"), few, options=(option(STRENGTH, week_min=10),), weights={"weight/short": 6.0}
    )
    assert planned(made) == phases


def test_a_technique_with_enough_minutes_costs_nothing():
    few = exercise("b", technique=STRENGTH, half=(20,), worth=1)
    made = asked(
        exercise("a"), few, options=(option(STRENGTH, week_min=10),), weights={"weight/short": 6.0}
    )
    assert planned(made) == [{"a", "b"}]


@pytest.mark.parametrize(("price", "first"), [(0.0, 1), (5.0, 10)])
def test_doses_fill_what_is_worth_doing_where_that_is_worth_its_price(price, first):
    """Ten minutes a week for two techniques, of which one is worth three times as much."""
    walk = exercise("walk", half=(2, 20))
    lift = exercise("lift", technique=STRENGTH, half=(2, 20))
    made, chosen = asked(
        walk, lift, caps=(11, 11), options=(option(BALANCE, week_min=10),),
        weights={"weight/short": price},
        curves=(minutes_worth(BALANCE), replace(minutes_worth(STRENGTH, Domain.MOOD), weight=3.0)),
    )  # fmt: skip
    slots = [Slot(item=n, phase=0, visits=(1,), home_days=()) for n in ("walk", "lift")]
    dosed = doses(made, chosen, slots, Limits())
    assert dosed is not None
    assert minutes_of(dosed, "walk")[0] == first


@pytest.mark.parametrize(("worth", "late"), [(54, {"a"}), (56, {"a", "b"})])
def test_a_technique_jumps_between_phases_where_that_is_worth_its_price(worth, late):
    """From 10 to 23 minutes: a quarter and five are free, 5.5 are not, at ten each."""
    more = exercise("b", half=(13,), places=HOME, home_from=1, per_week_max=2, worth=worth)
    made = asked(
        exercise("a", half=(20,), worth=100), more, visits=(1,) * 4, weights={"weight/jump": 10.0}
    )
    assert planned(made) == [{"a"}, late]


def test_what_starts_is_no_jump():
    late = exercise(
        "b", technique=STRENGTH, half=(30,), places=HOME, home_from=1, per_week_max=2, worth=1
    )
    made = asked(exercise("a", half=(60,)), late, visits=(1,) * 4, weights={"weight/jump": 10.0})
    assert planned(made) == [{"a"}, {"a", "b"}]
    assert found(*made).found.value == pytest.approx(21)


@pytest.mark.parametrize(("price", "second"), [(0.0, 30.0), (5.0, 17.5)])
def test_doses_grow_slowly_from_week_to_week(price, second):
    """Ten minutes in the first week, which holds no more; then as many as grow for free."""
    made, chosen = asked(
        exercise("walk", half=(20, 35, 60)), rooms=(10, 30), weights={"weight/jump": price},
        curves=(minutes_worth(BALANCE),),
    )  # fmt: skip
    slot = Slot(item="walk", phase=0, visits=(1,), home_days=())
    dosed = doses(made, chosen, [slot], Limits())
    assert dosed is not None
    assert minutes_of(dosed, "walk") == [10.0, second]


def test_a_pool_lasts_six_weeks_or_is_not_used():
    made = of_story("amyotrophy-shopkeeper")
    lift = frozenset({"what_is_chosen_is_dosed_to_work"})
    for least in (6, 8, 12):
        weights = {**made.weights, "limit/pool_weeks_min": float(least)}
        chosen = choose(replace(made, weights=weights), Limits(), without=lift)
        assert chosen is not None
        assert chosen.pool_visits == 0 or chosen.pool_visits >= least


def test_a_pool_and_tai_chi_ask_for_a_whole_session_others_for_ten_minutes_or_less():
    rows = load().technique_doses
    whole = {t for t, row in rows.items() if row.whole_session}
    assert whole == {Technique.AQUATIC, Technique.TAI_CHI}
    least = {o.technique: o.week_min for o in of_story("amyotrophy-shopkeeper").options}
    assert least[Technique.AQUATIC] == 30
    assert least[BALANCE] == least[STRENGTH] == 10
    assert least[Technique.FLEXIBILITY] == 5


def a_week_at_home(worth):
    """An exercise of ten minutes a week at home, where twenty are wanted at six each."""
    little = exercise("b", half=(10,), places=HOME, per_week_max=2, worth=worth)
    return asked(exercise("a"), little, weights={"weight/short": 6.0, "limit/home_week_min": 20.0})


@pytest.mark.parametrize(
    ("worth", "phases", "cost"), [(-59, [{"a", "b"}], 0), (-61, [{"a"}], 20 * 6)]
)
def test_an_empty_week_at_home_costs_like_one_that_is_too_short(worth, phases, cost):
    """With the exercise ten minutes are missing, without it twenty, which no dose would see."""
    made = a_week_at_home(worth)
    assert planned(made) == phases
    assert found(*made).cost == cost


def test_a_week_at_home_that_has_no_room_for_more_is_not_too_short():
    made, chosen = a_week_at_home(-1)
    assert planned((replace(made, home_day_min=3), chosen)) == [{"a"}]  # too long for a day


@pytest.mark.parametrize(
    ("places", "visits", "kept"),
    [
        (CLINIC, (2, 1), (1, 2)),  # half of the visits, half of the minutes
        (CLINIC, (2, 2), (1, 1)),
        (CLINIC, (1, 2), (1, 1)),
        (CLINIC, (1, 0), (1, 1)),  # none left: all of it is lost
        ((*CLINIC, *HOME), (2, 1), (1, 1)),  # home takes over what visits leave
    ],
)
def test_what_is_done_in_visits_alone_may_fall_as_they_do(places, visits, kept):
    _, chosen = asked(exercise("a"), visits=visits, weeks=1)
    assert visits_kept(chosen.pattern, option(BALANCE, places=places), 2) == kept
