"""Named nerves, with their sides (causes 1.5)."""

import pytest

from care.told import KNOWLEDGE, both, diagnosed, fact, one
from surefoot.terms import Side

POSSIBLE = (fact("confined_to_one_nerve"),)


def named(*facts):
    return [(nerve.id, nerve.side) for nerve in diagnosed(*facts).nerves]


JUDGED = sorted({row.finding for row in KNOWLEDGE.nerves.values()})


@pytest.mark.parametrize("code", JUDGED)
def test_the_nerve_the_examiner_names_is_named_on_its_side_only(code):
    rows = [row.id for row in KNOWLEDGE.nerves.values() if row.finding == code]
    (found,) = diagnosed(*one(code)).nerves
    assert found.id in rows
    assert found.side == "left"
    assert found.reason.says == "On examination the picture fits this nerve."
    assert found.tell_apart == KNOWLEDGE.nerves[found.id].tell_apart
    assert len(diagnosed(*both(code)).nerves) == 2
    assert diagnosed(*both(code, False)).nerves == ()


def test_severe_pain_first_or_a_winged_shoulder_blade_makes_it_brachial_neuritis():
    code = "nerve_suprascapular_or_brachial_neuritis"
    assert named(*one(code)) == [("n_suprascap", "left")]
    assert named(*one(code), fact("abrupt_severe_pain_start")) == [("n_brachial_neuritis", "left")]
    assert named(*one(code), *one("scapular_winging")) == [("n_brachial_neuritis", "left")]


SIGNS = {
    "n_median_cts": (fact("phalen", True, Side.LEFT), fact("flick_sign", True, Side.LEFT)),
    "n_ulnar_elbow": (fact("tinel_elbow", True, Side.LEFT), fact("froment", True, Side.LEFT)),
    "n_radial_spiral": (
        fact("wrist_drop", True, Side.LEFT),
        fact("mrc_finger_extension", 3.0, Side.LEFT),
    ),
    "n_peroneal": (
        fact("mrc_ankle_dorsiflexion", 3.0, Side.LEFT),
        fact("tinel_fibular_neck", True, Side.LEFT),
    ),
    "n_tibial_tts": (
        fact("dorsiflexion_eversion_test", True, Side.LEFT),
        fact("tinel_tarsal", True, Side.LEFT),
    ),
    "n_lfcn": (
        fact("pelvic_compression_relief", True, Side.LEFT),
        fact("numbness", True, site="thigh_outer_left"),
    ),
    "n_femoral": (
        fact("mrc_knee_extension", 3.0, Side.LEFT),
        fact("reflex_knee", "absent", Side.LEFT),
    ),
    "n_sciatic": (
        fact("mrc_knee_flexion", 3.0, Side.LEFT),
        fact("mrc_ankle_plantarflexion", 3.0, Side.LEFT),
    ),
    "n_facial": (
        fact("face_weak_half", True, Side.LEFT),
        fact("eye_closure_incomplete", True, Side.LEFT),
    ),
    "n_oculomotor": (
        fact("ptosis", True, Side.LEFT),
        fact("pupil_size", "large", Side.LEFT),
    ),
    "n_brachial_neuritis": (
        fact("scapular_winging", True, Side.LEFT),
        fact("abrupt_severe_pain_start"),
    ),
}


@pytest.mark.parametrize("nerve", SIGNS)
def test_two_of_its_signs_on_one_side_point_to_a_nerve_and_one_does_not(nerve):
    first, second = SIGNS[nerve]
    assert named(*POSSIBLE, first, second) == [(nerve, "left")]
    assert named(*POSSIBLE, first) == []
    assert named(*POSSIBLE, second) == []


def test_two_names_of_one_fact_are_one_sign():
    dropped = (fact("foot_drop", True, Side.LEFT), fact("mrc_ankle_dorsiflexion", 3.0, Side.LEFT))
    assert named(*POSSIBLE, *dropped) == []


def test_a_sign_of_a_root_keeps_the_nerve_unnamed():
    inversion = fact("mrc_ankle_inversion", 3.0, Side.LEFT)
    assert named(*POSSIBLE, *SIGNS["n_peroneal"], inversion) == []


def test_the_examiner_who_judged_against_a_nerve_is_heard():
    against = fact("nerve_peroneal", False, Side.LEFT)
    assert named(*POSSIBLE, *SIGNS["n_peroneal"], against) == []


def test_signs_of_nerves_are_not_read_where_no_focal_pattern_is_possible():
    stocking = (fact("feet_first_climbing"), fact("symptoms_symmetric"))
    weak = (*both("mrc_ankle_plantarflexion", 3.0), *both("mrc_knee_flexion", 3.0))
    assert named(*stocking, *weak) == []


def test_the_signs_that_pointed_to_it_are_listed():
    (found,) = diagnosed(*POSSIBLE, *SIGNS["n_femoral"]).nerves
    assert found.reason.says == "Signs of this nerve: MRC grade, knee extension, knee jerk."
    assert found.extent == "E3"
