"""What a person is taught: the danger at hand first, to whom it concerns, in plain words."""

import pytest

from care.plan.planned import asked, line
from care.plan.steady import KNOWLEDGE
from reading import grade

TOPICS = KNOWLEDGE.topics
TWICE_A_WEEK = (2,) * 12


def taught(name: str) -> set[str]:
    return {topic.id for topic in asked(name).frame.topics}


def needed(name: str) -> set[str]:
    return {need.id for need in asked(name).person.safety.requirements}


def visits(name: str) -> list[tuple[str, ...]]:
    """The lessons of each visit."""
    return [lesson.topics for lesson in asked(name).frame.taught(TWICE_A_WEEK)]


@pytest.mark.parametrize("name", ["n2o-balloons-student", "atx-vegan-b12"])
def test_who_stands_by_the_eyes_alone_hears_of_roofs_and_live_wires_in_the_first_week(name):
    assert "teach/heights" in {*visits(name)[0], *visits(name)[1]}
    assert "teach/dark" in taught(name)
    assert {"MI41", "MI42"} <= needed(name)


def test_who_stands_with_closed_eyes_may_climb():
    assert not {"teach/heights", "teach/dark"} & taught("active-man-with-vibration-plate")
    assert not {"MI41", "MI42"} & needed("active-man-with-vibration-plate")


def test_the_bathroom_is_named_once():
    """With a high fall risk it stands among what every such plan must hold."""
    assert {"MI8", "MI41"} <= needed("canvas-organist")
    assert "MI42" not in needed("canvas-organist")


@pytest.mark.parametrize(
    ("name", "weak"),
    [("cts-severe-cook", True), ("cmt-carpenter-hands", True), ("cts-pregnant", False)],
)
def test_a_wasted_thumb_or_a_weak_hand_tries_thick_handles(name, weak):
    assert ("MI43" in needed(name)) is weak
    assert ("teach/grips" in taught(name)) is weak


@pytest.mark.parametrize("name", ["dsp-baker-market", "new-hip-four-weeks"])
def test_getting_up_after_a_fall_is_learned_before_skin_and_nails(name):
    falls, skin = (
        next(i for i, topics in enumerate(visits(name)) if f"teach/{topic}" in topics)
        for topic in ("falls", "skin_care")
    )
    assert falls <= skin <= 1
    assert "teach/skin_care" not in visits(name)[0]


def test_who_cannot_keep_two_steps_does_not_drive_and_is_shown_one_at_a_time():
    assert "teach/driving_helper" in taught("dementia-with-daughter")
    assert "teach/driving" not in taught("dementia-with-daughter")
    assert "teach/driving" in taught("dsp-baker-market")
    life = {row.id for row in asked("dementia-with-daughter").person.life}
    assert "life/one_step" in life
    assert "life/low_literacy" not in life
    assert "life/low_literacy" in {row.id for row in asked("cleaner-plain-words").person.life}


def test_numb_feet_that_nobody_has_tested_walk_no_more_than_they_do_now():
    topic = TOPICS["teach/walking_unexamined"]
    assert topic.title in line("phone-call-only").plan.education
    assert topic.id not in taught("dsp-baker-market")


@pytest.mark.parametrize(
    ("name", "told"), [("sfn-developer-prediabetes", True), ("dsp-baker-market", False)]
)
def test_who_is_on_the_way_to_diabetes_hears_of_food_and_weight(name, told):
    assert ("teach/food" in taught(name)) is told


def test_the_elbow_is_stretched_out_when_music_is_played():
    assert "play music" in TOPICS["teach/nerve_elbow"].says


def test_a_brace_that_is_known_is_not_begun_with_an_hour():
    for says in (TOPICS["teach/brace"].says, KNOWLEDGE.exercises["OR003"].patient_instruction):
        assert "new brace" in says
        assert "brace you know" in says


@pytest.mark.parametrize(
    "name",
    [
        "heights",
        "dark",
        "grips",
        "driving_helper",
        "food",
        "nerve_elbow",
        "brace",
        "walking_unexamined",
    ],
)
def test_a_lesson_reads_at_grade_six(name):
    assert grade(TOPICS[f"teach/{name}"].says) <= 6.0
