"""Work for a part of the body that is well is left out; what is weak comes in."""

import pytest

from care.plan.planned import asked


def candidates(name: str) -> set[str]:
    return {candidate.exercise.id for candidate in asked(name).gathered.candidates}


@pytest.mark.parametrize(
    "name", ["cts-pregnant", "cts-severe-cook", "ulnar-violinist", "mmn-watchmaker"]
)
def test_a_nerve_of_the_arm_brings_no_work_for_legs_and_standing(name):
    assert not {"RT004", "RT017", "FX001", "ST009", "BT005", "GT004"} & candidates(name)
    assert {"RT027", "RT029"} <= candidates(name)


def test_a_nerve_of_the_trunk_brings_trunk_work_and_no_leg_work():
    open_ones = candidates("truncal-band-of-fire")
    assert {"RT025", "RT026"} <= open_ones
    assert not {"RT024", "RT019"} & open_ones  # her belly wall bulges, and they press it out
    assert not {"RT014", "RT017", "RT004"} & open_ones


def test_a_nerve_of_the_thigh_brings_no_work_for_foot_and_ankle():
    open_ones = candidates("meralgia-roofer")
    assert "FX006" in open_ones
    assert not {"FX001", "ST009", "RT004", "RT007"} & open_ones


def test_a_polyneuropathy_keeps_the_legs_even_with_numb_hands():
    assert {"RT004", "BT005"} <= candidates("cipn-oxaliplatin-swimmer")


def test_skin_that_hurts_on_touch_is_not_brushed_or_buzzed():
    open_ones = candidates("sfn-dry-eyes-allodynia")
    assert {"SR006", "SR007"} <= open_ones
    assert "SR001" in asked("sfn-dry-eyes-allodynia").self_care  # soft cloth, every day at home
    assert not {"SR004", "SR005"} & open_ones


@pytest.mark.parametrize(("name", "there"), [("cmt-student-ankles", False),
                                             ("gbs-recovery-wheelchair", True)])  # fmt: skip
def test_the_bars_are_for_legs_too_weak_to_walk(name, there):
    assert ("GT001" in candidates(name)) is there


def test_low_light_is_not_for_eyes_or_an_inner_ear_that_fail():
    assert "GT007" in candidates("fear-of-water")
    assert "GT007" not in candidates("low-vision-eighty-six") | candidates("canvas-organist")


def test_cancer_in_the_thigh_bone_bars_work_on_one_leg():
    single = {"BT010", "BT011", "RT018", "RT021"}
    assert not single & candidates("bone-metastasis")
    assert {"BT010", "RT018"} <= candidates("cleaner-plain-words")


@pytest.mark.parametrize(
    "name", ["low-vision-eighty-six", "dementia-with-daughter", "sixth-nerve-reviewed"]
)
def test_a_screen_is_for_people_who_can_see_and_follow_it(name):
    assert not {"BT060", "BT061"} & candidates(name)
    assert "BT060" in candidates("cleaner-plain-words")


def test_nobody_with_a_high_fall_risk_or_a_new_hip_turns_on_the_spot():
    assert "BT036" in candidates("cleaner-plain-words")
    assert "BT036" not in candidates("new-hip-four-weeks") | candidates("caregiver-taught-at-home")
