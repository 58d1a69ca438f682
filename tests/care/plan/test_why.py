"""Why each technique is in or out: the strictest reason, and nothing that is planned after all."""

import pytest

from care.plan.planned import asked, line
from surefoot.care.plan.candidates import Person, why_not
from surefoot.care.plan.layout import intensity_at
from surefoot.care.plan.records import LeftOut, PlanOfCare
from surefoot.care.plan.why import techniques_left_out
from surefoot.knowledge.load import load
from surefoot.terms import Setting, Technique

KNOWLEDGE = load()


def out(name: str) -> dict[str, LeftOut]:
    made = asked(name)
    return {str(left.what): left for left in techniques_left_out(made.person, made.problem, ())}


@pytest.mark.parametrize(
    ("name", "technique", "statement"),
    [
        ("ulcer-under-foot-team", "aquatic", "safety/ULCER_FOOT"),
        ("new-hip-four-weeks", "aquatic", "safety/SURGERY_RECENT"),
        ("cipn-neutropenia-group", "aquatic", "safety/NEUTROPENIA"),
        ("caregiver-taught-at-home", "whole_body_vibration", "safety/FALLS_HIGH_UNSUP"),
        ("type1-proliferative-eyes", "whole_body_vibration", "safety/RETINO_PROLIF"),
    ],
)
def test_of_several_conditions_the_one_that_closes_most_is_named(name, technique, statement):
    left = out(name)[technique]
    assert (left.kind, left.reason.statement) == ("ruled_out", statement)
    assert left.reason.says.endswith("an absolute contraindication.")


@pytest.mark.parametrize(
    ("technique", "statement"),
    [
        ("autonomic", "indication/orthostatic"),
        ("tens", "indication/pain_devices"),
        ("pelvic_bowel", "indication/bladder"),
        ("photobiomodulation", "indication/light_off"),
        ("joint_mobilization", "indication/ankle_range"),
    ],
)
def test_that_nobody_needs_it_says_more_than_a_missing_device(technique, statement):
    assert out("cleaner-plain-words")[technique].reason.statement == statement


def test_where_several_things_would_ask_for_a_technique_none_of_them_is_the_reason():
    left = out("cleaner-plain-words")
    assert left["nerve_gliding"].reason.says == "Nothing was found that asks for it."
    assert left["tens"].reason.says == KNOWLEDGE.indications["indication/pain_devices"].says


def test_a_device_that_is_needed_and_missing_at_home_says_so():
    left = out("light-trial-agreed")["tens"]
    assert left.kind == "not_available"
    assert "TENS unit" in left.reason.says


def test_what_is_taught_or_done_as_self_care_is_not_left_out():
    plan = line("dsp-baker-market").plan
    assert isinstance(plan, PlanOfCare)
    left = {one.what for one in plan.left_out}
    assert not {"foot_care", "education_pain"} & left
    assert "whole_body_vibration" in left


def test_why_not_is_nothing_for_what_is_open():
    person: Person = asked("cleaner-plain-words").person
    assert why_not(KNOWLEDGE.exercises["BT005"], person) is None


def test_how_hard_is_told_for_the_place():
    both = KNOWLEDGE.exercises["BT005"].intensity_target
    assert intensity_at(both, Setting.HOME) == "3-5/10, no loss of balance"
    assert intensity_at(both, Setting.CLINIC) == (
        "5-7/10 challenge, at most 1 loss of balance in 3 tries"
    )
    assert intensity_at("RPE 9-12", Setting.HOME) == "RPE 9-12"


def test_the_next_step_names_only_what_this_person_may_do():
    plan = line("cleaner-plain-words").plan
    assert isinstance(plan, PlanOfCare)
    items = [i for week in plan.weeks for i in week.home.exercises]
    walks = {i.progress for i in items if i.exercise == "AE003"}
    assert walks
    assert not any("claudication" in progress for progress in walks)
    assert not any("[" in i.progress or "<=" in i.progress for i in items)


def test_with_a_topic_only_what_is_meant_for_this_person_is_shown_and_nothing_twice():
    plan = line("ulnar-violinist").plan
    assert isinstance(plan, PlanOfCare)
    visits = [visit for week in plan.weeks for visit in week.visits]
    for visit in visits:
        shown = [item.exercise for part in visit.parts for item in part.items]
        assert "OR002" not in shown  # a wrist splint is not for an elbow
        assert len(shown) == len(set(shown))
    assert any("OR004" in {i.exercise for p in v.parts for i in p.items} for v in visits)


def test_a_share_of_the_mix_that_several_have_together_is_no_share_of_each():
    made = asked("cmt-carpenter-hands").problem
    assert made.asked_with(Technique.GAIT) == (Technique.ORTHOSIS_DEVICE,)
    assert made.asked_with(Technique.ORTHOSIS_DEVICE) == (Technique.GAIT,)
    assert made.asked_with(Technique.STRENGTH) == ()


def test_an_approval_that_would_open_an_exercise_is_named_before_a_place_that_is_not_on_offer():
    left_out = {left.what: left for left in asked("seizures-and-the-pool").gathered.left_out}
    assert left_out["TC001"].kind == "needs_approval"
    assert left_out["TC001"].reason.statement == "safety/SEIZURE"
    assert left_out["GT006"].reason.says.startswith("Not on offer here: a place outside")
