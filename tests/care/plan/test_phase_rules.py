"""The rules of the phases: each decides alone at its edge, customs give way at their price."""

from dataclasses import replace
from pathlib import Path

import pytest

from care.plan.handmade import (
    BALANCE,
    HOME,
    PRICE,
    STRENGTH,
    asked,
    both_sides,
    exercise,
    found,
    option,
    planned,
)
from surefoot.care.plan.problem import HomeDays, Phase
from surefoot.care.plan.problem import Target as Part
from surefoot.care.plan.solve.phase_rules import CUSTOMS, HABITS, SAFE
from surefoot.terms import Technique

SOFT_TISSUE, HEAT = Technique.SOFT_TISSUE, Technique.WHOLE_BODY_VIBRATION


def test_a_week_stays_below_its_cap():
    def two(cap):
        return asked(exercise("a"), exercise("b", worth=5), caps=(cap, cap))

    rule = "weeks_stay_below_caps_and_grow_by_a_tenth"
    both_sides(rule, two(10), two(9), [{"a", "b"}], [{"a"}])


def test_a_week_grows_by_no_more_than_the_growth():
    late = exercise("b", places=HOME, home_from=1, per_week_max=2, half=(1,), worth=5)

    def grown(growth):
        return asked(exercise("a"), late, visits=(1, 1), weeks=1, growth=growth)

    rule = "weeks_stay_below_caps_and_grow_by_a_tenth"
    both_sides(rule, grown(0.2), grown(0.19), [{"a"}, {"a", "b"}], [{"a"}, {"a"}])


def test_a_visit_holds_the_minutes_that_are_left():
    def room(minutes):
        return asked(exercise("a"), exercise("b", worth=5), rooms=(minutes, minutes))

    rule = "a_visit_holds_what_fits_in_it"
    both_sides(rule, room(10), room(9), [{"a", "b"}], [{"a"}])


def test_a_visit_holds_so_many_exercises():
    def most(count):
        return asked(exercise("a"), exercise("b", worth=5), items_in_visit=(0, count))

    rule = "a_visit_holds_what_fits_in_it"
    both_sides(rule, most(2), most(1), [{"a", "b"}], [{"a"}])


def test_a_day_at_home_stays_short():
    # On every day that is left: on every other day the two could take turns.
    home = [exercise(n, places=HOME, worth=w, loads=("legs",)) for n, w in (("a", 10), ("b", 5))]

    def day(minutes):
        one = HomeDays(visits=1, visit_days=(1,), days=(3,), apart=2)
        return asked(*home, home_day_min=minutes, home_days={1: one})

    both_sides("a_day_at_home_stays_short", day(10), day(9), [{"a", "b"}], [{"a"}])


def test_few_exercises_at_home():
    home = [exercise(n, places=HOME, worth=w) for n, w in (("a", 10), ("b", 5))]

    def most(count):
        return asked(*home, phases=(Phase(index=0, first_week=1, weeks=2, home_items_max=count),))

    both_sides("few_exercises_at_home", most(2), most(1), [{"a", "b"}], [{"a"}])


def test_nothing_more_often_than_its_frequency():
    def often(times):
        a, b = exercise("a", per_week_max=times), exercise("b", worth=-1)
        price = {"weight/custom": PRICE}
        return asked(a, b, visits=(2, 2), items_in_visit=(1, 8), weights=price)

    def visits(made, without=frozenset()):
        return [(s.item, s.visits) for s in found(*made, without=without).slots]

    assert visits(often(2)) == [("a", (1, 2))]
    assert len(visits(often(1))) == 2
    rule = frozenset({"nothing_more_often_than_its_frequency"})
    assert visits(often(1), rule) == [("a", (1, 2))]


def test_nothing_new_without_the_rung_below_it():
    """The rung below costs more or less than the rung above earns."""

    def ladder(cost):
        lower = exercise("low", worth=-cost, last_phase=0)
        upper = exercise("up", worth=10, entry=False, after=("low",))
        return asked(exercise("a"), lower, upper, visits=(1, 1, 1, 1))

    rule = "new_exercises_come_from_the_rung_below"
    assert planned(ladder(9)) == [{"a", "low"}, {"a", "up"}]
    assert planned(ladder(11)) == [{"a"}, {"a"}]
    assert planned(ladder(11), frozenset({rule})) == [{"a"}, {"a", "up"}]


def test_what_no_rung_leads_to_is_never_planned():
    orphan = exercise("up", entry=False, after=("gone",))
    assert planned(asked(orphan, exercise("a"), visits=(1, 1, 1, 1))) == [{"a"}, {"a"}]


def test_the_next_phase_is_at_most_one_level_harder():
    def step(level):
        easy = exercise("a", last_phase=0)
        return asked(
            easy,
            exercise("b", level=level, places=HOME, home_from=1, worth=5),
            visits=(1, 1, 1, 1),
        )

    both_sides("one_level_at_a_time", step(2), step(3), [{"a"}, {"b"}], [{"a"}, set()])


def test_a_slow_pace_keeps_a_level_for_four_weeks():
    # Phases begin in weeks 1, 3 and 5; what is harder is worth more and comes as soon as it may.
    harder = exercise("b", level=2, worth=30)

    def pace(weeks):
        start = exercise("a", last_phase=2)
        late = replace(harder, places=HOME, home_from=1)
        return asked(
            start, late, visits=(1,) * 6, options=(option(BALANCE, weeks_per_level=weeks),)
        )

    assert planned(pace(2)) == [{"a"}, {"a", "b"}, {"a", "b"}]
    assert planned(pace(4)) == [{"a"}, {"a"}, {"a", "b"}]
    assert planned(pace(5)) == [{"a"}, {"a"}, {"a"}]


def test_the_same_muscles_rest_after_heavy_work():
    one = HomeDays(visits=1, visit_days=(1,), days=(2, 3), apart=2)

    def legs(home):
        lift = exercise("a", loads=("legs",), worth=20)
        press = exercise("b", loads=(home,), places=HOME)
        return asked(lift, press, home_days={1: one}, visits=(1, 1))

    def days(made):
        return [(s.item, s.visits, s.home_days) for s in found(*made).slots]

    # Day 3 leaves two days after the visit of day 1; day 2 does so for other muscles only.
    assert days(legs("legs")) == [("a", (1,), ()), ("b", (), (3,))]
    assert {s[2] for s in days(legs("arms"))} & {(2,), (3,)}
    only = replace(legs("legs")[0], home_days={1: replace(one, days=(2,))})
    assert planned((only, legs("legs")[1])) == [{"a"}]
    rule = frozenset({"the_same_muscles_rest_after_heavy_work"})
    assert planned((only, legs("legs")[1]), rule) == [{"a", "b"}]


@pytest.mark.parametrize(
    ("visit_days", "days", "most", "apart_from_each_other", "from_visits_too"),
    [
        ((1, 3, 5), (2, 4, 6), 3, [(2, 4, 6)], []),
        ((1, 3, 5), (2, 4, 6), 2, [(2, 4), (2, 6), (4, 6)], []),
        ((1, 4), (2, 3, 5, 6), 3, [(2, 5), (2, 6), (3, 5), (3, 6)], [(6,)]),
        ((1,), (2, 3, 4, 5, 6), 3, [(2, 4, 6), (2, 5), (3, 5), (3, 6)], [(3, 5), (3, 6), (4, 6)]),
        ((), (1, 7), 3, [(1,), (7,)], [(1,), (7,)]),
        ((1,), (), 3, [], []),
    ],
)
def test_heavy_days_at_home_keep_their_distance(
    visit_days, days, most, apart_from_each_other, from_visits_too
):
    week = HomeDays(visits=len(visit_days), visit_days=visit_days, days=days, apart=2)
    assert week.heavy_choices(most) == (apart_from_each_other, from_visits_too)


def test_weeks_without_a_visit_do_not_fall_behind():
    def sparse(level):
        easy = exercise("easy", places=HOME)
        return asked(easy, exercise("hard", level=level, worth=5), visits=(1, 0))

    rule = "weeks_without_a_visit_do_not_fall_behind"
    both_sides(rule, sparse(2), sparse(3), [{"easy", "hard"}], [{"easy"}])
    every_week = asked(
        exercise("easy", places=HOME), exercise("hard", level=3, worth=5), visits=(1, 1)
    )
    assert planned(every_week) == [{"easy", "hard"}]


@pytest.mark.parametrize("entry", [True, False])
def test_what_a_must_have_asks_for_is_planned_whatever_it_costs(entry):
    def needed(required):
        low = exercise("low", worth=0, last_phase=0)
        must = exercise("must", worth=-100, required=required, entry=entry, after=("low",))
        return asked(low, must, visits=(1, 1, 1, 1))

    must, may = ([("must" in phase) for phase in planned(needed(r))] for r in (True, False))
    assert must == ([True, False] if entry else [False, True])
    assert may == [False, False]
    rule = frozenset({"required_exercises_are_there"})
    assert not any("must" in phase for phase in planned(needed(True), rule))


@pytest.mark.parametrize("least", [0, 1, 2])
def test_so_many_visits_of_a_week_hold_a_technique_a_must_have_asks_for(least):
    made = asked(
        exercise("a", worth=-1), visits=(2, 2),
        options=(option(BALANCE, visits_per_week_min=least),),
    )  # fmt: skip
    assert [s.visits for s in found(*made).slots] == [(1, 2)[:least]] * bool(least)
    rule = frozenset({"supervised_sessions_a_must_have_asks_for"})
    assert found(*made, without=rule).slots == ()


def test_enough_is_done_seated_or_lying():
    def seated(share):
        return asked(exercise("sit", worth=5), exercise("stand", seated=False), seated_share=share)

    rule = "enough_is_done_seated_or_lying"
    both_sides(rule, seated(0.5), seated(0.51), [{"sit", "stand"}], [{"sit"}])


@pytest.mark.parametrize(("weeks", "instead"), [(7, {"walk"}), (6, {"walk", "rest"})])
def test_hands_on_work_tapers_after_week_six(weeks, instead):
    def late(half):
        rest = exercise("rest", technique=HEAT, worth=5)
        return asked(
            exercise("walk", half=(half,)), rest, visits=(1,) * weeks, weeks=weeks,
            options=(option(HEAT, passive=True),), late_passive_share=0.25,
        )  # fmt: skip

    both = [{"walk", "rest"}]
    both_sides("hands_on_work_comes_second", late(30), late(29), both, [instead])


def test_hands_on_work_stays_below_active_work():
    def share(half):
        hands = exercise("hands", technique=SOFT_TISSUE, half=(half,), worth=5)
        return asked(exercise("walk"), hands, active_first=True)

    rule = "hands_on_work_comes_second"
    both_sides(rule, share(10), share(11), [{"walk", "hands"}], [{"walk"}])


def test_a_rung_is_left_behind():
    lower, upper = exercise("low"), exercise("up", entry=False, after=("low",), worth=15)
    made = asked(lower, upper, visits=(1, 1) * 3)
    rule = frozenset({"a_rung_is_left_behind"})
    assert planned(made) == [{"low"}, {"up"}, {"up"}]
    assert planned(made, rule) == [{"low"}, {"low", "up"}, {"low", "up"}]


def test_nobody_steps_back_to_the_rung_below():
    low = exercise("low")
    up = exercise("up", entry=False, after=("low",), worth=50, last_phase=1)
    made = asked(low, up, visits=(1, 1) * 3)
    assert planned(made) == [{"low"}, {"up"}, set()]
    assert planned(made, frozenset({"a_rung_is_left_behind"}))[2] == {"low"}


def test_one_technique_is_no_plan_unless_the_mix_asks_for_it():
    def share(half, **changes):
        few = exercise("few", technique=STRENGTH, half=(half,), worth=5)
        return asked(exercise("most", half=(30,)), few, share_max=0.6, **changes)

    both_sides("one_technique_is_no_plan", share(20), share(19), [{"most", "few"}], [set()])
    wanted = (Part(techniques=(BALANCE,), percent=61.0, minutes=60),)
    few_are_asked = share(19, targets=wanted, options=(option(STRENGTH),))
    assert planned(few_are_asked) == [{"most", "few"}]


CHEAP, DEAR = -(PRICE - 1), -(PRICE + 1)  # what an exercise costs that keeps a custom


@pytest.mark.parametrize(("worth", "gives_way"), [(CHEAP, False), (DEAR, True)])
def test_a_visit_has_three_exercises_unless_that_costs_more_than_the_custom(worth, gives_way):
    some = [exercise(n) for n in "ab"]
    made = asked(
        *some, exercise("c", worth=worth), items_in_visit=(3, 8), weights={"weight/custom": PRICE}
    )
    _a_custom(made, "a_visit_has_three_exercises", gives_way, "c")


@pytest.mark.parametrize(("worth", "gives_way"), [(CHEAP, False), (DEAR, True)])
def test_home_is_never_empty_unless_that_costs_more_than_the_custom(worth, gives_way):
    made = asked(
        exercise("a"), exercise("h", places=HOME, worth=worth),
        weights={"weight/custom": PRICE, "limit/items_home_min": 1.0},
    )  # fmt: skip
    _a_custom(made, "home_is_never_empty", gives_way, "h")


@pytest.mark.parametrize(("worth", "gives_way"), [(CHEAP, False), (DEAR, True)])
def test_balance_is_trained_at_home_too_unless_that_costs_more_than_the_custom(worth, gives_way):
    """balance_is_trained_at_home_too, though something else is at home already."""
    made = asked(
        exercise("a"), exercise("other", technique=STRENGTH, places=HOME),
        exercise("h", places=HOME, worth=worth),
        options=(option(BALANCE, home_items_min=1),), weights={"weight/custom": PRICE},
    )  # fmt: skip
    _a_custom(made, "balance_is_trained_at_home_too", gives_way, "h")


@pytest.mark.parametrize(("worth", "gives_way"), [(CHEAP, False), (DEAR, True)])
def test_what_is_chosen_is_done_unless_that_costs_more_than_the_custom(worth, gives_way):
    made = asked(
        exercise("a"),
        exercise("s", technique=STRENGTH, worth=worth),
        weights={"weight/custom": PRICE},
    )
    _a_custom(made, "what_is_chosen_is_done_every_week", gives_way, "s")


def _a_custom(made, custom, gives_way, exercise_that_keeps_it):
    best = found(*made)
    assert any(s.item == exercise_that_keeps_it for s in best.slots) is not gives_way
    assert best.lifted == ((custom,) if gives_way else ())
    assert best.cost == (PRICE if gives_way else 0)


def test_a_technique_that_has_ended_is_not_missed():
    def until(phase):
        return asked(
            exercise("a", worth=-1), visits=(1, 1, 1, 1), weights={"weight/custom": PRICE},
            options=(option(BALANCE, last_phase=phase),),
        )  # fmt: skip

    assert planned(until(1)) == [{"a"}, {"a"}]
    assert planned(until(0)) == [{"a"}, set()]


@pytest.mark.parametrize(("worth", "gives_way"), [(PRICE - 1, False), (PRICE + 1, True)])
def test_half_may_be_new_and_more_at_a_price(worth, gives_way):
    """One of two that are new is half; two of three is half of one too many: one place."""
    late = dict(places=HOME, home_from=1)
    made = asked(
        exercise("a"), exercise("b", **late), exercise("c", worth=worth, **late),
        visits=(1, 1, 1, 1), new_share=0.5, weights={"weight/custom": PRICE},
    )  # fmt: skip
    best = found(*made)
    assert {s.item for s in best.slots if s.phase} == {"a", "b"} | ({"c"} if gives_way else set())
    assert best.lifted == (("at_most_half_is_new",) if gives_way else ())
    assert best.cost == (PRICE if gives_way else 0)


def test_every_rule_of_the_phases_has_a_test_here():
    text = Path(__file__).read_text(encoding="utf-8")
    assert [rule.__name__ for rule in (*SAFE, *CUSTOMS, *HABITS) if rule.__name__ not in text] == []


def test_what_is_done_at_home_is_done_often_enough():
    """Five minutes each time, ten a week: twice fits, three times does not."""
    week = HomeDays(visits=1, visit_days=(1,), days=(2, 4, 6), apart=2)

    def often(times, days=(2, 4, 6)):
        home = exercise("a", places=HOME, per_week_min=times)
        return asked(home, home_days={1: replace(week, days=days)}, caps=(10, 10))

    rule = "what_is_done_at_home_is_done_often_enough"
    both_sides(rule, often(2), often(3), [{"a"}], [set()])
    assert planned(often(5, days=(2, 6))) == [{"a"}]  # as often as there are days
