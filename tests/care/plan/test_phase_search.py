"""The search of the phases: no answer exceeds its bound, and where nothing fits a way is found."""

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
)
from care.plan.planned import problem as of_story
from care.plan.planned import solved
from surefoot.care.plan.evidence import Curve
from surefoot.care.plan.problem import HomeDays, Slot
from surefoot.care.plan.problem import Target as Part
from surefoot.care.plan.solve import MARGINS, Budget, _filled, choose, solve
from surefoot.care.plan.solve.doses import doses
from surefoot.care.plan.solve.phase_search import Effort, bound, phases
from surefoot.care.plan.solve.search import Limits
from surefoot.terms import Domain, Technique


@pytest.mark.parametrize("name", ["cts-pregnant", "oh-cook-faint-in-queue"])
def test_no_answer_exceeds_its_bound_and_the_same_question_has_the_same_answer(name):
    made, chosen = of_story(name), solved(name).chosen
    once, again = (phases(made, chosen, Effort()) for _ in range(2))
    assert once is not None and again is not None
    assert once.found.value <= once.found.bound + 0.01
    assert once.slots == again.slots and once.found.values == again.found.values


def test_rules_that_leave_nothing_have_neither_answer_nor_bound():
    made = asked(exercise("must", required=True, half=(10,)), rooms=(4, 4))
    assert phases(*made, Effort()) is None
    assert bound(*made, frozenset()) is None
    assert bound(*made, frozenset({"a_visit_holds_what_fits_in_it"})) == pytest.approx(10)


def test_an_answer_is_found_where_half_an_exercise_would_be_best():
    """What the relaxation picks can not be planned as a whole; the search goes on to the others."""
    parts = [exercise(n, half=(14,), worth=20) for n in "ab"]
    made = asked(*parts, exercise("c", half=(6,)), rooms=(10, 10))
    best = found(*made)
    assert {s.item for s in best.slots} == {"a", "c"} or {s.item for s in best.slots} == {"b", "c"}
    assert best.found.value == pytest.approx(30)
    assert bound(*made, frozenset()) >= 30


def doses_that_do_not_fit():
    """Parts of a dose would leave week 1 room to grow from; whole doses do not."""
    first = exercise("a", half=(10, 40))
    late = exercise("b", half=(10, 40), places=HOME, home_from=1, per_week_max=2, loads=("legs",))
    one = HomeDays(visits=1, visit_days=(1,), days=(3,), apart=2)
    made, _ = asked(
        first, late, visits=(1, 1), weeks=1, rooms=(10, 10), caps=(60, 60), growth=0.1,
        home_days={1: one}, targets=(Part(techniques=(BALANCE,), percent=100.0, minutes=10),),
        curves=(Curve(statement="effect/balance", techniques=(BALANCE,), exercises=(),
                      domain=Domain.FUNCTION, knots=((0.0, 0.0), (100.0, 0.1)), studied_min=None,
                      direct=True, certainty="L"),),
    )  # fmt: skip
    return made


def test_where_no_whole_doses_fit_a_narrower_choice_is_made():
    made = doses_that_do_not_fit()
    chosen = choose(made, Limits())
    assert chosen is not None
    wide = phases(made, chosen, Effort())
    assert wide is not None and {s.item for s in wide.slots} == {"a", "b"}
    assert _filled(made, chosen, Budget(), MARGINS[0]) is None
    plan = solve(made)
    assert plan is not None
    assert [(s.week, s.half, s.times) for s in plan.dosed.sessions] == [(1, 10, 1), (2, 10, 1)]


def test_the_bound_of_a_narrower_choice_is_that_of_the_whole():
    made = doses_that_do_not_fit()
    plan = solve(made)
    assert plan is not None
    whole = bound(made, plan.chosen, frozenset())
    assert plan.proof.bound == pytest.approx(whole, abs=0.01)
    assert plan.proof.value < plan.proof.bound


@pytest.mark.parametrize(("rooms", "growth"), [((10, 30), 9.0), ((10, 11), 0.1)])
def test_no_plan_exceeds_the_bound_where_a_later_week_has_more_room(rooms, growth):
    """An exercise that fills both visits is worth more than a short one that is liked more."""
    made, _ = asked(
        exercise("long", half=(20, 22, 40, 60), worth=0), exercise("short", half=(20,), worth=0.3),
        rooms=rooms, growth=growth, curves=(minutes_worth(BALANCE),),
    )  # fmt: skip
    plan = solve(made)
    assert plan is not None
    longer = Slot(item="long", phase=0, visits=(1,), home_days=())
    other = doses(made, plan.chosen, [longer], Limits())
    assert other is not None
    assert other.found.value <= plan.proof.bound + 0.01


def test_what_is_called_proven_is_near_its_bound():
    """Exercises that are best with parts of a dose need not be best with whole ones."""
    proof = solved("cts-pregnant").proof
    assert proof.status == "FEASIBLE" or proof.gap <= 0.005


def test_a_course_without_minutes_is_no_answer_while_another_custom_can_give_way():
    """The mix wants more hands-on work than active work allows; near the mix only nothing fits."""
    glide = Technique.NERVE_GLIDING
    made, _ = asked(
        exercise("walk"), exercise("glide", technique=glide), active_first=True, near=5.0,
        options=(option(BALANCE, least_min=2), option(glide, least_min=2)),
        targets=(Part(techniques=(glide,), percent=90.0, minutes=90),
                 Part(techniques=(BALANCE,), percent=10.0, minutes=10)),
        curves=(minutes_worth(BALANCE), minutes_worth(glide, Domain.PAIN)),
    )  # fmt: skip
    apart = choose(made, Limits(), without=frozenset({"the_mix_is_kept_near"}))
    assert apart is not None and all(amount.minutes for amount in apart.amounts)
    plan = solve(made)
    assert plan is not None
    assert {s.item for s in plan.slots} == {"walk", "glide"}


@pytest.mark.parametrize(("price", "kept"), [(0.0, 1.0), (5.0, 10.0)])
def test_active_work_is_kept_up_where_losing_it_costs_more_than_something_else_is_worth(
    price, kept
):
    """Eleven minutes a week in all; in the second phase a technique of more worth comes in."""
    walk = exercise("walk", half=(2, 20))
    lift = exercise("lift", technique=STRENGTH, half=(2, 20))
    made, chosen = asked(
        walk, lift, visits=(1,) * 4, caps=(11,) * 4, weights={"weight/steady": price},
        curves=(minutes_worth(BALANCE), replace(minutes_worth(STRENGTH, Domain.MOOD), weight=3.0)),
    )  # fmt: skip
    slots = [Slot(item="walk", phase=0, visits=(1,), home_days=()),
             Slot(item="walk", phase=1, visits=(1,), home_days=()),
             Slot(item="lift", phase=1, visits=(1,), home_days=())]  # fmt: skip
    dosed = doses(made, chosen, slots, Limits())
    assert dosed is not None
    walked = {s.week: s.half / 2 for s in dosed.sessions if s.item == "walk"}
    assert walked[2] == 10.0
    assert walked[3] == pytest.approx(kept, abs=0.5)


def test_visits_count_towards_how_often_something_is_done():
    week = HomeDays(visits=1, visit_days=(1,), days=(4, 6), apart=2)
    both = exercise("a", places=(*CLINIC, *HOME), per_week_min=3)
    best = found(*asked(both, home_days={1: week}, curves=(minutes_worth(BALANCE),)))
    assert [(s.visits, s.home_days) for s in best.slots] == [((1,), (4, 6))]
