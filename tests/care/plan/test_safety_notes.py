"""What limits ask to be done differently, where the exercise itself stays open."""

import pytest

from care.plan.steady import ALONE, HELPED, KNOWLEDGE, at, on_sides, open_at, read
from surefoot.care.plan.records import SafetyReading
from surefoot.terms import Setting, Side

HOME, CLINIC = Setting.HOME, Setting.CLINIC


def told(reading: SafetyReading, name: str, limit: str) -> bool:
    """Whether a limit asks for this exercise to be done differently."""
    asked = reading.exercises[name].modifications
    return any(each.statement == f"limit/{limit}" for each in asked)


TELLS = [
    ("bone-lesion-pain", {"present": ["BONE_METS"]}, {}, "BT001", "RT014"),
    ("heat-outdoors", {"present": ["HEAT_ANHIDROSIS"]}, {}, "AE003", "RT014"),
    (
        "hypo-unaware-alone",
        {"hypo_unawareness": True, "on_glucose_lowering_risk": True},
        {"hypo_unawareness": True, "on_glucose_lowering_risk": False},
        "AE003",
        "RT014",
    ),
    ("hazard-check-alone", {"present": ["FALLS_HIGH_UNSUP"]}, {}, "OR005", "RT014"),
    ("alone-high-risk", {"present": ["FALLS_HIGH_UNSUP"], "lives_alone": True, **HELPED},
     {"present": ["FALLS_HIGH_UNSUP"], "lives_alone": False, **HELPED}, "BT001", "RT014"),
    ("charcot-feet", {"present": ["CHARCOT_ACTIVE"]}, {}, "FC003", "RT025"),
    ("cold-drink", {"cold_sensitive_pool_min_32": True}, {}, "AU005", "AU008"),
    ("helper-taught", {"caregiver_standby": True, "caregiver_trained": False}, HELPED,
     "BT003", "RT014"),
    ("hf-weight", {"present": ["HF_STABLE"], "weight_gain_3d_kg": 2.1},
     {"present": ["HF_STABLE"], "weight_gain_3d_kg": 2.0}, "AU008", "AE001"),
    ("hip-precautions-feet",
     {"present": ["SURGERY_RECENT"], "facts": at("surgery_6wk_site", "hip_left")},
     {"present": ["SURGERY_RECENT"], "facts": at("surgery_6wk_site", "wrist_left")},
     "FC001", "RT025"),
    ("low-vision-feet", {"low_vision": True}, {}, "FC002", "RT014"),
    ("nails-by-professional", {"low_vision": True}, {}, "FC004", "FC001"),
    ("oh-home-rise", {"present": ["OH"], **HELPED}, HELPED, "BT010", "RT014"),
    ("pool-seizure", {"seizure_disorder": True}, {}, "AQ001", "RT014"),
    ("water-early-fullness", {"early_fullness": True}, {}, "AU005", "AU008"),
    (
        "claudication-walk",
        {"present": ["PAD_CLAUD", "LOPS"], "lops": True},
        {"present": ["PAD_CLAUD"], "lops": False},
        "AE003",
        "AE001",
    ),
    ("pool-one-to-one", {"present": ["OH"]}, {}, "AQ001", "RT014"),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "holds", "clear", "concerned", "spared"), TELLS)
def test_a_limit_tells_those_it_concerns(limit, holds, clear, concerned, spared):
    assert told(read(**holds), concerned, limit)
    assert not told(read(**clear), concerned, limit)
    assert not told(read(**holds), spared, limit)


@pytest.mark.parametrize(
    ("limit", "holds", "item"),
    [
        ("vertigo-stand-by", {"present": ["VESTIB_ACUTE"]}, "RT004"),
        ("platelets-stand-by", {"present": ["PLT_30_50"]}, "RT004"),
        ("bone-lesion-stand-by", {"present": ["BONE_METS"]}, "BT001"),
        ("falls-clinic-guard", {"present": ["FALLS_HIGH_UNSUP"]}, "BT002"),
        ("cannot-walk-guard", {"can_walk": False}, "RT010"),
    ],
)
def test_who_stands_by_is_told_why(limit, holds, item):
    assert told(read(**holds), item, limit)
    assert not told(read(), item, limit)


# Those of PR11, one a muscle, are tried in test_safety_limits_of_weak_muscles; two are below.
def test_the_limits_that_tell_how_to_do_what_stays_open_are_these():
    found = {row.id for row in KNOWLEDGE.safety_limits.values() if row.instruction}
    tried = {row[0] for row in TELLS} | {"tens-driving", "pelvic-residual"}
    assert {name for name in found if "pr11" not in name} == {f"limit/{name}" for name in tried}
    assert sum("pr11" in name for name in found) == 17


def test_with_urine_left_in_the_bladder_there_is_no_urge_delay():
    assert told(read(pvr_ml=100), "PH002", "pelvic-residual")
    assert not told(read(pvr_ml=99), "PH002", "pelvic-residual")


def test_tens_is_never_on_at_the_wheel():
    says = KNOWLEDGE.safety_limits["limit/tens-driving"].instruction
    assert "driving" in says
    assert "asleep" in says
    assert told(read(), "EM001", "tens-driving")
    assert not told(read(), "RT014", "tens-driving")


def test_a_knee_that_folds_does_no_marching_where_nobody_holds_the_person():
    weak = on_sides("mrc_knee_extension", Side.LEFT, value=3.0, other=5.0)
    for state in (ALONE, HELPED):
        assert {"BT027", "BT028", "BT010"} & open_at(read(facts=weak, **state), HOME) == set()
        assert {"BT027", "BT028"} <= open_at(read(facts=weak, **state), CLINIC)


def test_cancer_in_a_leg_bone_leaves_standing_on_two_feet():
    reading = read(
        present=["BONE_METS"], facts=at("bone_metastasis_site", "thigh_front_right"), **HELPED
    )
    assert "BT001" in open_at(reading, CLINIC)
    single = {n for n, row in KNOWLEDGE.exercises.items() if "WB_SINGLE" in row.precaution_tags}
    assert single & open_at(reading, CLINIC) == set()
