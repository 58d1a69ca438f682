"""The search of the phases: each rule decides alone at its edge, customs give way at their price.

The problems are made by hand: every exercise is worth 10 unless said, doses are fixed, customs are
free, and nothing stands in the way but the rule in question.
"""

from pathlib import Path

import pytest

from care.plan.planned import problem as of_story
from care.plan.planned import solved
from surefoot.care.plan.evidence import Curve
from surefoot.care.plan.problem import Amount, HomeDays, Item, Option, Pattern, Phase, Problem, Slot
from surefoot.care.plan.problem import Target as Part
from surefoot.care.plan.solve import MARGINS, Budget, _filled, choose, solve
from surefoot.care.plan.solve.choose import Chosen
from surefoot.care.plan.solve.doses import doses
from surefoot.care.plan.solve.improve import Effort, bound, phases
from surefoot.care.plan.solve.phase_rules import CUSTOMS, HABITS, SAFE
from surefoot.care.plan.solve.search import Found, Limits
from surefoot.terms import Domain, Setting, Technique

CLINIC, HOME = (Setting.CLINIC,), (Setting.HOME,)
BALANCE, STRENGTH = Technique.BALANCE, Technique.STRENGTH
SOFT_TISSUE, HEAT = Technique.SOFT_TISSUE, Technique.WHOLE_BODY_VIBRATION
PRICE = 5.0  # of a custom that gives way at one place
WEIGHTS = dict.fromkeys(
    (
        "mix",
        "minute",
        "visit",
        "both_at_once",
        "liked",
        "level",
        "target",
        "item",
        "new_item",
        "custom",
    ),
    0.0,
)


def exercise(name, **changes):
    """An exercise of balance, done sitting in the clinic for ten half-minutes, from the start."""
    usual = dict(
        id=name, technique=BALANCE, level=1, aim="aim", entry=True, after=(), places=CLINIC,
        home_from=0, last_phase=9, half=(10,), per_week_max=7, seated=True, heavy=False, worth=10,
        required=False,
    )  # fmt: skip
    made = usual | changes
    return Item(**{"usual": made["half"][0], "least_later": made["half"][0], **made})


def option(technique, **changes):
    """A technique without any limit."""
    usual = dict(
        technique=technique, places=(*CLINIC, *HOME), least_min=0, most_min=900, most_home_min=60,
        last_phase=9, seated=True, standing=True, heavy=False, passive=False, liked=False,
        required_min=0, visits_per_week_min=0,
    )  # fmt: skip
    return Option(**(usual | changes))


def asked(*items, visits=(1, 1), weeks=2, options=(), rooms=None, weights=(), **changes):
    """A problem of phases of so many weeks with these visits by week, and its course."""
    starts = range(0, len(visits), weeks)
    kinds = {item.technique: option(item.technique) for item in items}
    kinds |= {one.technique: one for one in options}
    pattern = Pattern(
        visits=visits, a_week=tuple(max(visits[s : s + weeks]) for s in starts),
        rooms=rooms or (60,) * sum(visits), home_min=900, heavy_home_min=900,
        reach_min=9000, away=0,
    )  # fmt: skip
    made = dict(
        phases=tuple(
            Phase(index=i, first_week=s + 1, weeks=weeks, home_items_max=5)
            for i, s in enumerate(starts)
        ),
        patterns=(pattern,), caps=(900,) * len(visits), growth=9.0,
        home_days={n: HomeDays(visits=n, visit_days=(1, 3, 5)[:n], days=(2, 4, 6),
                               heavy_days=(2, 4)) for n in range(4)},
        home_day_min=60, items_in_visit=(0, 8), seated_share=0.0, active_first=False,
        share_max=1.0, near=100.0, late_passive_share=1.0, new_share=1.0, home_done=1.0,
        options=tuple(kinds.values()), targets=(), curves=(), given=(),
        combination=(1.0, 0.5, 0.25), items=items,
        weights={f"weight/{name}": price for name, price in WEIGHTS.items()}
        | {"limit/items_home_min": 0.0, "limit/home_days_min": 2.0} | dict(weights),
    )  # fmt: skip
    problem = Problem(**(made | changes))
    chosen = Chosen(
        pattern=pattern,
        pool_visits=0,
        amounts=tuple(Amount(technique=kind, clinic=1, home=0, pool=0) for kind in kinds),
        ranks={},
        found=Found(status="OPTIMAL", value=0, bound=9000, seconds=0, effort=0),
    )
    return problem, chosen


def found(problem, chosen, without=frozenset()):
    """The exercises of each phase in the best answer, and the customs that gave way."""
    best = phases(problem, chosen, Effort(), without=without)
    assert best is not None
    return best


def planned(made, without=frozenset()):
    """The exercises of the best answer, phase by phase."""
    best = found(*made, without=without)
    last = len(made[0].phases)
    return [{slot.item for slot in best.slots if slot.phase == p} for p in range(last)]


def both_sides(rule, inside, outside, want, instead):
    """Within the rule all is planned; beyond it less; beyond it without the rule all again."""
    assert planned(inside) == want
    assert planned(outside) == instead
    assert planned(outside, frozenset({rule})) == want


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
    home = [exercise(n, places=HOME, worth=w, heavy=True) for n, w in (("a", 10), ("b", 5))]

    def day(minutes):
        one = HomeDays(visits=1, visit_days=(1,), days=(3,), heavy_days=(3,))
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

    both_sides("one_level_in_two_weeks", step(2), step(3), [{"a"}, {"b"}], [{"a"}, set()])


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


@pytest.mark.parametrize("name", ["cts-pregnant", "oh-cook-faint-in-queue"])
def test_better_rounds_never_make_the_answer_worse_and_stay_below_the_bound(name):
    made, chosen = of_story(name), solved(name).chosen
    none, some = (phases(made, chosen, Effort(rounds_s=seconds)) for seconds in (0.0, 0.1))
    assert none is not None and some is not None
    assert none.found.value <= some.found.value <= some.found.bound + 0.01


def test_the_same_seed_has_the_same_answer():
    made, chosen = of_story("cts-pregnant"), solved("cts-pregnant").chosen
    for seed in (0, 7):
        once, again = (phases(made, chosen, Effort().seeded(seed)) for _ in range(2))
        assert once is not None and again is not None
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
    late = exercise("b", half=(10, 40), places=HOME, home_from=1, per_week_max=2, heavy=True)
    one = HomeDays(visits=1, visit_days=(1,), days=(3,), heavy_days=(3,))
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


def minutes_worth(technique, domain=Domain.FUNCTION):
    """Every minute of a technique is worth one."""
    return Curve(
        statement=f"effect/{technique}", techniques=(technique,), exercises=(), domain=domain,
        knots=((0.0, 0.0), (1000.0, 1.0)), studied_min=None, direct=True, certainty="L",
    )  # fmt: skip


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
