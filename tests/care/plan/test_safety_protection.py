"""What protects is not withheld with the training, and the first look at the feet is asked for."""

from dataclasses import replace

import pytest

from care.plan.planned import line
from care.plan.steady import KNOWLEDGE, read
from care.said import findings, person
from surefoot.care.case import Fact, NotDone
from surefoot.care.contact import first_contact
from surefoot.care.findings import Findings
from surefoot.care.plan.provisional import no_plan
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.teaching import topics_for
from surefoot.terms import Side, Technique

EVERYTHING = frozenset(Technique)


def plan_of(name: str) -> PlanOfCare:
    plan = line(name).plan
    assert isinstance(plan, PlanOfCare)
    return plan


def at_home(plan: PlanOfCare) -> list[str]:
    return [item.exercise for item in plan.weeks[0].home.self_care]


# The first look


FEET = ("foot_ulcer_open", "foot_blister", "callus_with_blood", "foot_warm", "foot_swollen")


def board_of(seen: str, **gates: bool) -> Board:
    case = replace(person(seen, well=True), gates=gates)
    known = Findings(case, KNOWLEDGE)
    return Board(known, case, first_contact(known, case, KNOWLEDGE), KNOWLEDGE)


def test_feet_that_nobody_looked_at_are_asked_for_whatever_was_said_on_the_phone():
    unseen = " ".join(f"?{code}" for code in (*FEET, "foot_red_warm_swollen"))
    said_no = {"skin_or_foot_wound": False, "hot_foot_or_infection": False}
    assert board_of(unseen, **said_no).unmeasured() == FEET
    assert board_of(unseen).unmeasured() == FEET
    assert board_of("", **said_no).unmeasured() == ()


def test_feet_looked_at_for_red_warm_and_swollen_at_once_are_not_asked_for_each():
    unseen = " ".join(f"?{code}" for code in FEET)
    looked = " !foot_red_warm_swollen@left !foot_red_warm_swollen@right"
    assert board_of(unseen + looked).unmeasured() == FEET[:3]


@pytest.mark.parametrize(("why", "open_"), [("unable", False), ("declined", True)])
def test_a_foot_that_cannot_be_looked_at_is_not_asked_for_and_one_that_was_declined_is(why, open_):
    case = person(" ".join(f"?{code}" for code in FEET), well=True)
    tried = tuple(NotDone(code=code, why=why, on=case.today) for code in FEET)
    gates = {"skin_or_foot_wound": False, "hot_foot_or_infection": False}
    case = replace(case, gates=gates, not_done=tried)
    known = Findings(case, KNOWLEDGE)
    board = Board(known, case, first_contact(known, case, KNOWLEDGE), KNOWLEDGE)
    assert board.unmeasured() == (FEET[:3] if open_ else ())


def test_one_foot_is_not_both_feet():
    case = replace(person("?foot_blister", well=True), gates={"skin_or_foot_wound": False})
    left = Fact(code="foot_blister", value=False, on=case.today, side=Side.LEFT)
    seen = replace(case, facts=(*case.facts, left))
    known = Findings(seen, KNOWLEDGE)
    board = Board(known, seen, first_contact(known, seen, KNOWLEDGE), KNOWLEDGE)
    assert board.unmeasured() == ("foot_blister",)


def test_no_fever_and_not_ill_says_not_shivering_either():
    case = replace(person(""), gates={"hot_foot_or_infection": False})
    assert Findings(case, KNOWLEDGE).truth("shivering_unwell") is False
    asked = replace(person(""), gates={"hot_foot_or_infection": True})
    assert Findings(asked, KNOWLEDGE).truth("shivering_unwell") is None


def test_numb_feet_are_looked_at_every_day_until_they_were_tested():
    untested = "?mono_hallux_correct ?mono_mth1_correct ?mono_mth5_correct numbness@great_toe_left"
    row = KNOWLEDGE.must_haves["MI32"]
    assert findings(untested, well=True).holds(row.when) is True
    assert findings("numbness@great_toe_left", well=True).holds(row.when) is False
    assert findings(untested.replace("great_toe_left", "thumb_left"), well=True).holds(
        row.when
    ) is not True  # fmt: skip


# What is not withheld


def test_a_new_foot_drop_gets_its_brace_while_the_nerve_doctor_is_awaited():
    plan = plan_of("peroneal-new-drop")
    assert plan.gate == "advice_only"
    assert at_home(plan) == ["OR003"]
    needs = {need.id: need for need in plan.requirements}
    assert "OR003" not in " ".join(reason.says for reason in needs["MI9"].barred)


def test_advice_alone_says_nothing_about_visits_and_promises_no_score():
    plan = plan_of("peroneal-new-drop")
    of_visits = {row.id for row in KNOWLEDGE.must_haves.values() if row.with_visits}
    assert of_visits == {"MI21", "MI22", "MI24", "MI30"}
    assert not of_visits & {need.id for need in plan.requirements}
    assert {goal.target for goal in plan.goals} == {"a target set"}
    assert [again.measures for again in plan.retests] == [
        ("what the doctor answered; then plan again",)
    ]
    assert [again.measures for again in plan_of("phone-call-only").retests] == [
        ("the first examination",)
    ]


def test_a_reasoned_no_says_what_is_taught_meanwhile():
    faint = person("lightheaded_standing", well=True)
    told = no_plan(read(must_mi4=True), faint, KNOWLEDGE, ["A named physician allows."])
    assert told.first[0] == "A named physician allows."
    assert KNOWLEDGE.topics["teach/standing_up"].title in told.first[1]
    plan = line("oh-severe-fainted").plan
    assert isinstance(plan, NoSafePlan)
    assert not [one for one in plan.first if "teaches" in one]  # an urgent sign stops it all


@pytest.mark.parametrize(
    ("name", "splint"), [("cts-severe-cook", "OR002"), ("ulnar-violinist", "OR004")]
)
def test_a_night_splint_is_worn_at_home_and_is_no_training(name, splint):
    plan = plan_of(name)
    for week in plan.weeks:
        assert [i.sessions for i in week.home.self_care if i.exercise == splint] == [7]
        assert splint not in [item.exercise for item in week.home.exercises]
    first = plan.weeks[0].visits[0]
    shown = [p.phase for p in first.parts for i in p.items if i.exercise == splint]
    assert shown == ["education"]


def test_a_dropped_wrist_has_its_splint():
    rule = KNOWLEDGE.must_haves["MI33"].when
    pressed = {"plan_type": "focal_entrapment", "named_nerves_count": 1.0}
    for grade, wanted in (("2", True), ("3", True), ("4", False)):
        told = findings(f"mrc_wrist_extension@left={grade}", well=True).with_results(pressed)
        assert told.holds(rule) is wanted


# What is taught


def taught(told: str, **results: object) -> set[str]:
    known = findings(told, well=True).with_results(results)  # type: ignore[arg-type]  # values
    rows = topics_for(known, KNOWLEDGE, techniques=EVERYTHING)
    return {row.id.removeprefix("teach/") for row in rows}


ARTERIES = {"arteries", "arteries_numb", "arteries_rest"}


@pytest.mark.parametrize(
    ("numb", "rest", "topic"),
    [
        (False, False, "arteries"),
        (True, False, "arteries_numb"),
        (False, True, "arteries_rest"),
        (True, True, "arteries_rest"),
    ],
)
def test_pain_on_walking_is_training_only_where_pain_is_a_guide(numb, rest, topic):
    found = taught("", must_mi13=True, lops=numb, cond_pad_clti=rest)
    assert found & ARTERIES == {topic}


def test_nobody_without_artery_disease_is_taught_about_arteries():
    assert taught("") & ARTERIES == set()


@pytest.mark.parametrize("against", ["cond_hf_stable", "cond_nephro_adv", "vomiting_old_food"])
def test_water_is_taught_only_to_those_who_may_drink_it(against):
    fall = {"must_mi4": True, "cond_oh": True}
    assert "water" in taught("", **fall)
    assert "water" not in taught("", **fall, **{against: True})
    assert "water" not in taught("", must_mi4=False)
    assert KNOWLEDGE.topics["teach/water"].title not in plan_of("tind-after-strict-diet").education
    assert "glass" not in KNOWLEDGE.topics["teach/standing_up"].says


@pytest.mark.parametrize(
    ("told", "results", "topic"),
    [
        ("", {"lops": True}, "driving"),
        ("foot_drop@right", {}, "driving"),
        ("smoker", {"must_mi13": True}, "smoking"),
        ("", {"must_mi19": True}, "nitrous"),
        ("", {"cond_heat_anhidrosis": True}, "heat"),
        ("", {"cond_bp_180": True}, "high_pressure"),
        ("numbness@thumb_left", {}, "numb_hands"),
        ("", {"must_mi11": True, "cold_sensitive_pool_min_32": True}, "cold"),
        ("nerve_median_cts@left", {"must_mi10": True}, "nerve_wrist"),
        ("nerve_peroneal@left", {"must_mi10": True}, "nerve_knee"),
    ],
)
def test_a_danger_is_spoken_of_where_it_is_and_only_there(told, results, topic):
    assert topic in taught(told, **results)
    assert topic not in taught("")


def test_a_pressed_nerve_is_told_of_by_its_own_name():
    assert "nerve_pressure" not in taught("nerve_peroneal@left", must_mi10=True)
    assert "nerve_pressure" in taught("", must_mi10=True)


def test_who_takes_the_tens_home_is_taught_about_it():
    plan = plan_of("painful-soles-no-tablets")
    assert KNOWLEDGE.topics["teach/tens"].title in plan.education
    assert "driv" in KNOWLEDGE.topics["teach/tens"].says


# Parts of a must-have with a rule of their own


@pytest.mark.parametrize(
    ("name", "holds", "clear"),
    [
        ("MI22", {"must_mi2": True}, {"must_mi2": True, "cond_charcot_active": True}),
        ("MI23", {"must_mi3": True}, {"must_mi3": True, "cond_ulcer_foot": True}),
        ("MI25", {"must_mi6": True, "retinopathy": None}, {"must_mi6": True}),
        (
            "MI26",
            {"must_mi11": True, "cold_sensitive_pool_min_32": True},
            {"must_mi11": True, "cold_sensitive_pool_min_32": False},
        ),
        (
            "MI27",
            {"must_mi11": True, "exit_site_line": True},
            {"must_mi11": True, "exit_site_line": False},
        ),
        (
            "MI28",
            {"must_mi12": True, "plan_type": "gbs_cidp_recovery"},
            {"must_mi12": True, "plan_type": "focal_entrapment"},
        ),
    ],
)
def test_a_part_of_a_must_have_is_asked_where_it_has_a_meaning(name, holds, clear):
    assert name in {need.id for need in read(**holds).requirements}
    assert name not in {need.id for need in read(**clear).requirements}


@pytest.mark.parametrize(
    ("grade", "held"), [("2", False), ("3", True), ("3.5", True), ("4", False)]
)
def test_a_muscle_at_grade_3_is_graded_again(grade, held):
    told = findings(f"mrc_toe_extension@left={grade}", well=True)
    assert told.holds(KNOWLEDGE.must_haves["MI29"].when) is held


@pytest.mark.parametrize(("days", "held"), [("56", False), ("57", True)])
def test_a_drop_older_than_eight_weeks_has_its_nerve_tested(days, held):
    pressed = {"plan_type": "focal_entrapment", "named_nerves_count": 1.0}
    told = findings(f"drop_onset_days@left={days}", well=True).with_results(pressed)
    assert told.holds(KNOWLEDGE.must_haves["MI31"].when) is held
