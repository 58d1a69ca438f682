"""How far the damage goes: every sign of every grade, on both sides of its edge (causes 2.4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.told import (
    KNOWLEDGE,
    both,
    diagnosed,
    fact,
    feeling,
    findings,
    one,
    reflexes,
    strength,
)
from surefoot.care.diagnosis import regrowth
from surefoot.care.diagnosis.extent import grade_extent
from surefoot.terms import Side

NUMB = (fact("numbness", True, site="great_toe_left"),)
NORMAL = (*NUMB, *feeling(), *reflexes(), *strength())


def grade(*facts):
    return grade_extent(findings(*facts), KNOWLEDGE).grade


def changed(*facts):
    """The normal examination of a person with numb toes, with some answers changed."""
    new = {(f.code, f.side) for f in facts}
    return (*(f for f in NORMAL if (f.code, f.side) not in new), *facts)


def left(code, value):
    return fact(code, value, Side.LEFT)


TEN_G_LOST = (left("mono_mth1_correct", 1.0),)
INSENSATE = tuple(left(f"mono_{site}_correct", 0.0) for site in ("hallux", "mth1", "mth5"))

EDGES = {
    "symptoms only": ((), "E0"),
    "vibration reduced at one toe": ((left("vibration_toe", "reduced"),), "E1"),
    "pin reduced at one toe": ((left("pin_toe", "reduced"),), "E1"),
    "pin lost at the toes": ((left("pin_level", "toes"),), "E1"),
    "pin lost at the forefoot": ((left("pin_level", "forefoot"),), "E1"),
    "one ankle reflex reduced": ((left("reflex_ankle", "reduced"),), "E1"),
    "one ankle reflex absent": ((left("reflex_ankle", "absent"),), "E1"),
    "10 g felt twice of three": ((left("mono_mth1_correct", 2.0),), "E0"),
    "10 g felt once of three": (TEN_G_LOST, "E2"),
    "10 g lost at two sites": ((*TEN_G_LOST, left("mono_hallux_correct", 0.0)), "E2"),
    "a foot insensate, alone": (INSENSATE, "E2"),
    "a foot insensate, and position sense": ((*INSENSATE, left("position_toe", "reduced")), "E3"),
    "both ankle reflexes absent, alone": (both("reflex_ankle", "absent"), "E1"),
    "both ankle reflexes absent, toe extension 4": (
        (*both("reflex_ankle", "absent"), left("mrc_toe_extension", 4.0)),
        "E2",
    ),
    "toe extension 4, alone": ((left("mrc_toe_extension", 4.0),), "E1"),
    "both ankle reflexes absent, pin lost to the ankle": (
        (*both("reflex_ankle", "absent"), left("pin_level", "ankle")),
        "E2",
    ),
    "one worse sign and one better one": (
        (left("position_toe", "reduced"), left("mrc_toe_extension", 4.0)),
        "E2",
    ),
    "position sense, alone": ((left("position_toe", "absent"),), "E1"),
    "dorsiflexion 4, alone": ((left("mrc_ankle_dorsiflexion", 4.0),), "E1"),
    "dorsiflexion 4 and position sense": (
        (left("mrc_ankle_dorsiflexion", 4.0), left("position_toe", "reduced")),
        "E3",
    ),
    "dorsiflexion 3": ((left("mrc_ankle_dorsiflexion", 3.0),), "E3"),
    "knee extension 4": ((left("mrc_knee_extension", 4.0),), "E0"),
    "knee extension 3": ((left("mrc_knee_extension", 3.0),), "E3"),
    "dorsiflexion 2": ((left("mrc_ankle_dorsiflexion", 2.0),), "E4"),
    "wasting, alone": ((fact("wasting", True, site="calf_left"),), "E1"),
    "wasting and position sense": (
        (fact("wasting", True, site="calf_left"), left("position_toe", "reduced")),
        "E3",
    ),
    "pin lost to the knee and position sense": (
        (
            left("pin_level", "knee"),
            left("position_toe", "reduced"),
            left("reflex_ankle", "reduced"),
        ),
        "E3",
    ),
    "hands reached from the feet, and position sense": (
        (fact("feet_first_climbing"), fact("arms_involved"), left("position_toe", "reduced")),
        "E3",
    ),
    "one hand weak 3": ((left("mrc_thumb_abduction", 3.0),), "E0"),
    "both hands weak 4, alone": (both("mrc_finger_abduction", 4.0), "E1"),
    "both hands weak 3": (both("mrc_finger_abduction", 3.0), "E3"),
    "both hands weak 2": (both("mrc_finger_abduction", 2.0), "E4"),
    "both wrists 4, and wasting": (
        (*both("mrc_wrist_extension", 4.0), fact("wasting", True, site="hand_back_left")),
        "E3",
    ),
    "an ulcer ever": ((fact("ulcer_history"),), "E4"),
    "no ulcer ever": ((fact("ulcer_history", False),), "E0"),
    "an open ulcer": ((left("foot_ulcer_open", True),), "E4"),
    "a Charcot foot ever": ((left("charcot_history", True),), "E4"),
    "no Charcot foot ever": (both("charcot_history", False), "E0"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDGES)
def test_each_sign_on_both_sides_of_its_edge(name):
    facts, expected = EDGES[name]
    assert grade(*changed(*facts)) == expected


PURE = (*both("pin_toe", "reduced"), *both("temperature_foot", "reduced"))


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("none", "E1"),
        ("toes", "E1"),
        ("forefoot", "E1"),
        ("ankle", "E2"),
        ("mid_shin", "E2"),
        ("knee", "E3"),
        ("above_knee_or_hands", "E3"),
    ],
)
def test_pure_small_fibre_loss_goes_by_its_level(level, expected):
    assert grade(*changed(*PURE, left("pin_level", level))) == expected


def test_the_level_alone_does_not_make_the_grade_once_large_fibres_are_lost():
    facts = (*PURE, left("pin_level", "knee"), left("vibration_toe", "reduced"))
    assert grade(*changed(*facts)) == "E1"


@pytest.mark.parametrize(
    ("missing", "names"),
    [
        (("mono_hallux_correct", "mono_mth1_correct", "mono_mth5_correct"), "10 g monofilament"),
        (("reflex_ankle",), "ankle reflexes"),
        (("vibration_toe", "pin_toe"), "vibration or pin"),
        (("mrc_ankle_dorsiflexion",), "strength of ankle dorsiflexion"),
    ],
)
def test_without_a_test_of_every_kind_there_is_no_grade_and_the_test_is_named(missing, names):
    found = grade_extent(findings(*(f for f in NORMAL if f.code not in missing)), KNOWLEDGE)
    assert found.grade is None
    assert found.reasons[0].says.startswith("Not graded yet; not tested: ")
    assert names in found.reasons[0].says


def test_what_is_known_already_is_said_beside_the_missing_tests():
    found = grade_extent(findings(*NUMB, *TEN_G_LOST), KNOWLEDGE)
    assert found.grade is None
    assert [reason.says for reason in found.reasons] == [
        "Not graded yet; not tested: strength of ankle dorsiflexion.",
        "At least E2 so far.",
        "The 10 g monofilament is not felt at one site or more.",
    ]


def test_a_foot_ulcer_needs_no_further_test():
    assert grade(fact("ulcer_history")) == "E4"


def test_without_a_symptom_and_a_sign_there_is_nothing_to_grade():
    examined = tuple(f for f in NORMAL if f.code != "numbness")
    groups = ("pain", "numbness", "touch", "weakness", "balance")
    silent = tuple(fact(f"symptom_{group}", False) for group in groups)
    for told, says in (
        (examined, "Whether there are symptoms has not been asked."),
        ((*examined, *silent), "No symptom and no abnormal test: nothing to grade."),
    ):
        found = grade_extent(findings(*told), KNOWLEDGE)
        assert found.grade is None
        assert [reason.says for reason in found.reasons] == [says]


def test_the_grade_says_what_it_means_and_which_signs_made_it():
    found = grade_extent(
        findings(*changed(*both("reflex_ankle", "absent"), left("mrc_toe_extension", 4.0))),
        KNOWLEDGE,
    )
    assert [(r.says, r.statement) for r in found.reasons] == [
        ("Partial axonal.", "E2"),
        ("Toe extension is 4 or less.", "extent/E2/toes"),
        ("Both ankle reflexes are absent.", "extent/E2/reflex"),
    ]


SIGNS = [facts for facts, expected in EDGES.values() if facts and expected != "E0"]


@given(st.sampled_from(SIGNS), st.sampled_from(SIGNS))
def test_one_sign_more_never_lowers_the_grade(first, second):
    if {(f.code, f.side) for f in first} & {(f.code, f.side) for f in second}:
        return
    one_sign, two_signs = grade(*changed(*first)), grade(*changed(*first, *second))
    # Pure small-fibre loss has a scale of its own, which ends once something else is lost.
    if not any(f.code == "pin_level" for f in (*first, *second)):
        assert two_signs >= one_sign


def test_a_single_nerve_is_graded_by_its_weakest_muscle():
    told = (fact("confined_to_one_nerve"), *one("foot_drop"), *one("nerve_peroneal"))
    told += (*reflexes(), fact("feet_first_climbing", False))
    for grade_, expected in ((5.0, "E1"), (4.0, "E2"), (3.0, "E3"), (2.0, "E4"), (0.0, "E4")):
        found = diagnosed(*told, *one("mrc_ankle_dorsiflexion", grade_, 5.0))
        assert [(n.side, n.extent) for n in found.nerves] == [("left", expected)]
        assert found.extent == expected
        assert found.extent_reasons[-1].says == (
            "By the weakest muscle of the common peroneal nerve at the fibular neck, left."
        )


def test_beside_another_pattern_the_worse_of_the_two_counts():
    feet = changed(*both("reflex_ankle", "absent"), *both("vibration_toe", "absent"))
    feet += (fact("feet_first_climbing"), fact("symptoms_symmetric"))
    thumb = [f for f in feet if f.code != "mrc_thumb_abduction"]
    thumb += [*one("nerve_median_cts"), *one("mrc_thumb_abduction", 3.0, 5.0)]
    assert diagnosed(*feet).extent == "E1"
    assert diagnosed(*thumb).extent == "E3"
    worse = [*thumb, fact("ulcer_history")]
    assert diagnosed(*worse).extent == "E4"


def test_the_clock_of_regrowth_is_a_millimetre_a_day_and_a_month():
    told = findings(fact("nerve_injury_on", date(2026, 1, 1)), fact("lesion_to_muscle_mm", 90.0))
    clock = regrowth(told, KNOWLEDGE)
    assert clock is not None
    assert clock.first_movement_on == date(2026, 5, 3)  # 90 / 30 + 1 = 4 months
    assert clock.refer_from == date(2026, 8, 2)  # 3 months later
    assert clock.hard_to_rescue_from == date(2027, 7, 3)  # 18 months
    assert clock.reason.statement == "extent/reinnervation"


@pytest.mark.parametrize(
    "known",
    [(), (fact("lesion_to_muscle_mm", 90.0),), (fact("nerve_injury_on", date(2026, 1, 1)),)],
)
def test_the_clock_does_not_run_without_a_day_and_a_distance(known):
    assert regrowth(findings(*known), KNOWLEDGE) is None
