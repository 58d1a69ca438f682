"""The hard rules beside the matrix: each one where it holds, where not, and where unsaid."""

from typing import Any

import pytest

from care.plan.limited import MUSCLES, asks, limited, told
from care.plan.steady import HELPED, KNOWLEDGE, at, on_sides, open_at, read
from surefoot.knowledge.links import codes_in
from surefoot.terms import Setting, Side

LEFT = Side.LEFT
HOME = Setting.HOME


# limit, an item it closes, a state in which it holds, states in which it does not, and states in
# which it cannot be told: closed too, unless it is checked before each session
CASES: list[tuple[str, str, dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]] = [
    ("vigorous-clearance", "AE009", {"vigorous_clearance": False}, [{}],
     [{"vigorous_clearance": None}]),
    ("vigorous-never", "GT009", {"present": ["BP_160"]}, [{}], [{"unknown": ["CAN"]}]),
    ("symptomatic-oh", "BT003", {"no_pool_no_eyes_closed": True}, [{}],
     [{"no_pool_no_eyes_closed": None}]),
    ("symptomatic-oh", "AQ001", {"no_pool_no_eyes_closed": True}, [{}],
     [{"no_pool_no_eyes_closed": None}]),
    ("oh-severe-home", "BT001", {"present": ["OH_SEVERE"], **HELPED}, [dict(HELPED)],
     [{"unknown": ["OH_SEVERE"]}]),
    ("hf-weight", "AE001", {"present": ["HF_STABLE"], "weight_gain_3d_kg": 2.1},
     [{"present": ["HF_STABLE"], "weight_gain_3d_kg": 2.0}, {"weight_gain_3d_kg": 5.0},
      {"present": ["HF_STABLE"], "weight_gain_3d_kg": None}], []),
    ("inr", "RT001", {"present": ["ANTICOAG"], "inr": 5.1},
     [{"present": ["ANTICOAG"], "inr": 5.0}, {"present": ["ANTICOAG"], "inr": None}], []),
    ("inr", "BT001", {"present": ["ANTICOAG"], "inr": 5.1}, [{"inr": 5.1}], []),
    ("inr", "GT005", {"present": ["ANTICOAG"], "inr": 5.1}, [{"inr": 5.1}], []),
    ("inr", "BT062", {"present": ["ANTICOAG"], "inr": 5.1}, [{"inr": 5.1}], []),
    ("glucose-350", "AE001", {"glucose_now_mgdl": 350.0}, [{"glucose_now_mgdl": 349.0}], []),
    ("glucose-250-ketones", "AE001", {"glucose_now_mgdl": 250.0, "ketones_any": None},
     [{"glucose_now_mgdl": 249.0, "ketones_any": None},
      {"glucose_now_mgdl": 250.0, "ketones_any": False},
      {"glucose_now_mgdl": None, "ketones_any": None}], []),
    ("glucose-300", "FX011", {"glucose_now_mgdl": 300.0}, [{"glucose_now_mgdl": 299.0}], []),
    ("eye-treatment", "AE001", {"eye_treatment_6wk": True}, [{}, {"eye_treatment_6wk": None}], []),
    ("eye-treatment", "AE001", {"retinopathy": "vitreous_haemorrhage"},
     [{"retinopathy": "mild_moderate"}], []),
    ("eye-treatment-asked", "AE001", {"retinopathy": "proliferative", "eye_treatment_6wk": None},
     [{"retinopathy": "proliferative"}, {"eye_treatment_6wk": None}], []),
    ("eye-treatment-asked", "AE001",
     {"retinopathy": "severe_nonproliferative", "eye_treatment_6wk": None},
     [{"retinopathy": "mild_moderate", "eye_treatment_6wk": None}], []),
    ("eye-event", "AE001", {"eye_event_new": True}, [{}, {"eye_event_new": None}], []),
    ("dim-light", "GT007", {"present": ["RETINO_PROLIF"], "low_vision": True},
     [{"present": ["RETINO_PROLIF"]}, {"low_vision": True}],
     [{"unknown": ["RETINO_PROLIF"], "low_vision": True}]),
    ("dialysis-today", "BT001", {"present": ["NEPHRO_ADV"], "dialysis_today": True},
     [{"present": ["NEPHRO_ADV"]}, {"present": ["NEPHRO_ADV"], "dialysis_today": None}], []),
    ("falls-home-level", "BT011", {"present": ["FALLS_HIGH_UNSUP"]}, [{}],
     [{"unknown": ["FALLS_HIGH_UNSUP"]}]),
    ("falls-home-hand", "BT002", {"present": ["FALLS_HIGH_UNSUP"], **HELPED}, [{}],
     [{"unknown": ["FALLS_HIGH_UNSUP"]}]),
    ("falls-home-helper", "BT010", {"present": ["FALLS_HIGH_UNSUP"], "caregiver_standby": True},
     [{"present": ["FALLS_HIGH_UNSUP"], **HELPED}],
     [{"present": ["FALLS_HIGH_UNSUP"], "caregiver_standby": True, "caregiver_trained": None}]),
    ("falls-home-walking", "AE010", {"present": ["FALLS_HIGH_UNSUP"], **HELPED}, [{}],
     [{"unknown": ["FALLS_HIGH_UNSUP"]}]),
    ("alone-high-risk", "BT010", {"present": ["FALLS_HIGH_UNSUP"], "lives_alone": True, **HELPED},
     [{"present": ["FALLS_HIGH_UNSUP"], **HELPED}, {"lives_alone": True}],
     [{"present": ["FALLS_HIGH_UNSUP"], "lives_alone": None}]),
    ("low-vision-home", "SR002", {"low_vision": True}, [{}], [{"low_vision": None}]),
    ("no-pool-access", "AQ001", {"pool_access": False}, [{}, {"pool_access": None}], []),
    ("water-fear", "AQ001", {"present": ["WATER_FEAR"]}, [{}], [{"unknown": ["WATER_FEAR"]}]),
    ("pool-too-cold", "AQ001", {"cold_sensitive_pool_min_32": True, "pool_temp_min_c": 32.0,
                                "pool_temp_c": 31.0},
     [{"pool_temp_c": 31.0, "pool_temp_min_c": 32.0},
      {"cold_sensitive_pool_min_32": True, "pool_temp_min_c": 32.0, "pool_temp_c": 32.0}],
     [{"cold_sensitive_pool_min_32": None, "pool_temp_min_c": 32.0}]),
    ("pool-impossible", "AQ001", {"cold_sensitive_pool_min_32": True, "pool_temp_impossible": True},
     [{"cold_sensitive_pool_min_32": True}],
     [{"cold_sensitive_pool_min_32": True, "pool_temp_impossible": None}]),
    ("pool-too-hot", "AQ001", {"pool_temp_c": 35.5}, [{"pool_temp_c": 35.0}], []),
    ("charcot-rest", "RT009",
     {"present": ["CHARCOT_ACTIVE"], "facts": on_sides("foot_red", *Side)},
     [{"present": ["CHARCOT_ACTIVE"], "facts": on_sides("foot_red", LEFT)}, {}],
     [{"present": ["CHARCOT_ACTIVE"], "without": ["foot_red"]}]),
    ("clti-rest", "FX009", {"present": ["PAD_CLTI"], "foot_rest_pain": True},
     [{"present": ["PAD_CLTI"], "facts": on_sides("gangrene", LEFT)}],
     [{"present": ["PAD_CLTI"], "foot_rest_pain": None}]),
    ("infected-foot-diabetes", "BT001",
     {"present": ["INFECT_LOCAL"], "diabetes_type": "type2", "facts": on_sides("foot_pus", LEFT)},
     [{"present": ["INFECT_LOCAL"], "diabetes_type": "type2"},
      {"present": ["INFECT_LOCAL"], "facts": on_sides("foot_pus", LEFT)}],
     [{"present": ["INFECT_LOCAL"], "diabetes_type": None,
       "facts": on_sides("foot_pus", LEFT)}]),
    ("infected-foot-diabetes", "BT001",
     {"present": ["INFECT_LOCAL"], "diabetes_type": "type2",
      "facts": at("skin_infection", "heel_left")},
     [{"present": ["INFECT_LOCAL"], "diabetes_type": "type2",
       "facts": at("skin_infection", "hand_palm_left")}], []),
    ("compression-arterial", "AU006", {"compression_barred": True}, [{}],
     [{"compression_barred": None}]),
    ("claudication-arterial", "AE007",
     {"without": ["abi", "toe_pressure_mmhg", "pulses_absent"]}, [{}, {"without": ["abi"]}], []),
    ("claudication-insensate", "AE007", {"present": ["LOPS"]}, [{}], [{"unknown": ["LOPS"]}]),
    ("pelvic-emptying", "PH002", {"pvr_ml": None}, [{}], []),
    ("pelvic-residual", "PH001", {"pvr_ml": 100.0}, [{"pvr_ml": 99.0}], []),
    ("cannot-walk", "GT008", {"can_walk": False}, [{"can_walk": True}, {"can_walk": None}], []),
    ("cannot-walk", "BT005", {"can_walk": False}, [{}], []),
    ("cannot-walk", "AE003", {"can_walk": False}, [{}], []),
    ("cannot-walk", "OR001", {"can_walk": False}, [{"can_walk": True}, {"can_walk": None}], []),
    ("cannot-walk-home", "RT026", {"can_walk": False},
     [{"can_walk": True}, {"can_walk": None}], []),
    ("cannot-walk-home", "TC001", {"can_walk": False, **HELPED}, [dict(HELPED)], []),
    ("hip-precautions", "BT023",
     {"present": ["SURGERY_RECENT"], "facts": at("surgery_6wk_site", "hip_right")},
     [{"present": ["SURGERY_RECENT"], "facts": at("surgery_6wk_site", "knee_front_right")},
      {"facts": at("surgery_6wk_site", "hip_right")}],
     [{"present": ["SURGERY_RECENT"], "without": ["surgery_6wk_site"]}]),
    ("hip-precautions", "RT016",
     {"present": ["SURGERY_RECENT"], "facts": at("surgery_6wk_site", "hip_left")},
     [{"present": ["SURGERY_RECENT"], "facts": at("surgery_6wk_site", "hand_palm_left")}], []),
    ("trip-brace", "GT005", {"trips_over_toes": True, "without": ["equip_afo"]},
     [{"trips_over_toes": True}, {}],
     [{"trips_over_toes": None, "without": ["equip_afo"]}]),
    ("trip-brace", "GT005",
     {"facts": on_sides("mrc_ankle_dorsiflexion", LEFT, value=3.0, other=5.0),
      "without": ["equip_afo"]},
     [{"facts": on_sides("mrc_ankle_dorsiflexion", LEFT, value=3.5, other=5.0),
       "without": ["equip_afo"]}], []),
]  # fmt: skip
CASES += [
    ("oh-severe-stretch", "FX001", {"present": ["OH_SEVERE"], **HELPED}, [{"present": ["OH"]}],
     [{"unknown": ["OH_SEVERE"]}]),
    ("heel-raise-healed", "RT004", {"ulcer_history": True}, [{}, {"ulcer_history": None}], []),
    ("heel-raise-healed", "BT026", {"ulcer_history": True}, [{}, {"ulcer_history": None}], []),
    ("bone-lesion-loads", "BT005", {"present": ["BONE_METS"], **HELPED},
     [dict(HELPED), {"present": ["BONE_METS"], "bone_load_limits_written": True, **HELPED}], []),
    ("charcot-trunk", "RT024", {"present": ["CHARCOT_ACTIVE"]}, [{}],
     [{"unknown": ["CHARCOT_ACTIVE"]}]),
    ("footwear-first", "BT005",
     {"ulcer_history": True, "without": ["equip_therapeutic_footwear"], **HELPED},
     [{"ulcer_history": True, **HELPED}], []),
    ("oh-home-hand", "BT011", {"present": ["OH"], **HELPED}, [dict(HELPED)],
     [{"unknown": ["OH"], **HELPED}]),
    ("root-stretch", "FX003", {"facts": on_sides("slr_positive", LEFT)}, [{}], []),
    ("root-stretch", "NG007", {"root_pain_provoked": True}, [{}], []),
    ("hip-precautions", "RT017",
     {"present": ["SURGERY_RECENT"], "facts": at("surgery_6wk_site", "hip_left")},
     [{"present": ["SURGERY_RECENT"], "facts": at("surgery_6wk_site", "hand_palm_left")}], []),
    ("heel-raise-healed", "RT004", {"facts": on_sides("charcot_history", LEFT)}, [{}], []),
    ("charcot-single-leg", "BT010", {"facts": on_sides("charcot_history", LEFT), **HELPED},
     [{}, {"ulcer_history": True}], []),
    ("footwear-first", "AE003",
     {"ulcer_history": True, "without": ["equip_therapeutic_footwear"]},
     [{"ulcer_history": True}, {"without": ["equip_therapeutic_footwear"]}], []),
    ("bone-lesion-leg", "BT028",
     {"present": ["BONE_METS"], "facts": at("bone_metastasis_site", "thigh_front_right")},
     [{"present": ["BONE_METS"], "facts": at("bone_metastasis_site", "shoulder_left")}],
     [{"present": ["BONE_METS"], "without": ["bone_metastasis_site"]}]),
    ("bone-lesion-leg", "BT010",
     {"present": ["BONE_METS"], "facts": at("bone_metastasis_site", "heel_left")}, [{}], []),
    ("vertigo-lying", "RT017", {"present": ["VESTIB_ACUTE"], "bppv_untreated": True, **HELPED},
     [{"present": ["VESTIB_ACUTE"], "bppv_untreated": False, **HELPED}, {"bppv_untreated": True}],
     [{"present": ["VESTIB_ACUTE"], "bppv_untreated": None}]),
    ("water-full-stomach", "AU005", {"vomiting_old_food": True},
     [{"early_fullness": True}, {"vomiting_old_food": None}], []),
]  # fmt: skip
GUARDS = {
    "pool-one-to-one", "pool-eyes-closed", "pool-seizure", "platelets-guard",
    "cognition-one-to-one", "cognition-caregiver", "cannot-walk-guard", "falls-clinic-guard",
    "balance-poor-guard", "eyes-closed-guard", "knee-folds-guard",
    "platelets-stand-by", "platelets-low-guard", "can-clearance-home",
    "vertigo-stand-by", "bone-lesion-stand-by",
}  # fmt: skip
TELLING = {
    "helper-taught", "cold-drink", "hip-precautions-feet", "low-vision-feet", "bone-lesion-pain",
    "charcot-feet", "nails-by-professional",
    "heat-outdoors", "tens-driving", "hypo-unaware-alone", "claudication-walk",
    "water-early-fullness", "hazard-check-alone", "oh-home-rise",
}  # fmt: skip


def test_every_limit_is_tried():
    tried = {case[0] for case in CASES} | GUARDS | TELLING
    tried |= {f"pr11-{kind}-{muscle}" for kind in ("under-3", "3") for muscle in MUSCLES}
    assert {f"limit/{name}" for name in tried} == set(KNOWLEDGE.safety_limits)


@pytest.mark.parametrize(("limit", "item", "holds", "clear", "unsaid"), CASES)
def test_a_limit_closes_where_it_holds_and_only_there(limit, item, holds, clear, unsaid):
    assert limited(told(holds), item, limit)
    for state in clear:
        assert not limited(told(state), item, limit), state
    for state in unsaid:
        assert limited(told(state), item, limit), state


@pytest.mark.parametrize(("limit", "item", "holds"), [case[:3] for case in CASES])
def test_a_limit_of_a_condition_says_nothing_to_others(limit, item, holds):
    if KNOWLEDGE.safety_limits[f"limit/{limit}"].conditions:
        assert not limited(told({**holds, "present": ()}), item, limit)


KNOWN_ONLY = {  # before each session, or asked of few: silence says nothing here
    "balance-poor-guard", "can-clearance-home", "charcot-single-leg", "cold-drink",
    "dialysis-today", "eye-event", "eye-treatment", "eye-treatment-asked", "eyes-closed-guard",
    "footwear-first", "glucose-250-ketones", "glucose-300", "glucose-350", "heel-raise-healed",
    "hf-weight", "hypo-unaware-alone", "inr", "knee-folds-guard", "nails-by-professional",
    "no-pool-access", "pelvic-residual", "pool-seizure", "pool-too-hot", "root-stretch",
    "water-early-fullness", "water-full-stomach",
}  # fmt: skip


def test_the_limits_that_count_only_when_they_are_known_are_these():
    weak = {f"limit/pr11-3-{muscle}" for muscle in MUSCLES}
    assert set(known_to_hold_only()) - weak == {f"limit/{name}" for name in KNOWN_ONLY}


def known_to_hold_only() -> list[str]:
    """The limits that are checked before each session."""
    rows = KNOWLEDGE.safety_limits.values()
    return sorted(row.id for row in rows if not row.unknown_holds)


@pytest.mark.parametrize("limit", known_to_hold_only())
def test_what_is_checked_before_each_session_counts_only_when_it_is_known(limit):
    row = KNOWLEDGE.safety_limits[limit]
    codes = codes_in(row.when)
    sided = [code for code in codes if KNOWLEDGE.findings[code].side == "left_right"]
    unsaid = {code: None for code in codes if code not in sided}
    reading = read(present=row.conditions, without=sided, **unsaid)
    for item in reading.exercises.values():
        assert limit not in {each.statement for each in (*item.against, *item.modifications)}


def test_the_feet_of_an_operated_hip_are_looked_after_by_somebody_else():
    hip = read(present=["SURGERY_RECENT"], facts=at("surgery_6wk_site", "hip_right"))
    knee = read(present=["SURGERY_RECENT"], facts=at("surgery_6wk_site", "knee_front_right"))
    for name in ("FC001", "FC002", "FC004"):
        assert name in open_at(hip, HOME)
        assert asks(hip, name, "hip-precautions-feet")
        assert not asks(knee, name, "hip-precautions-feet")
    assert not asks(hip, "RT025", "hip-precautions-feet")


def test_with_low_vision_somebody_else_looks_at_the_feet():
    dim, clear = read(low_vision=True), read()
    for name in ("FC001", "FC002", "FC004"):
        assert name in open_at(dim, HOME)
        assert asks(dim, name, "low-vision-feet")
        assert not asks(clear, name, "low-vision-feet")
    assert not asks(dim, "RT025", "low-vision-feet")


@pytest.mark.parametrize("name", ["RT016", "RT017", "RT019", "FX006", "FX007", "ST012", "AU009"])
def test_crystals_that_are_loose_close_all_that_lies_or_rolls(name):
    loose = read(present=["VESTIB_ACUTE"], bppv_untreated=True, **HELPED)
    assert not loose.exercises[name].settings
    assert {"RT001", "RT014", "FX009"} <= open_at(loose, HOME)  # sitting stays


@pytest.mark.parametrize(
    "state",
    [
        {"must_mi3": True}, {"must_mi13": True}, {"low_vision": True},
        {"present": ["ULCER_FOOT"]}, {"present": ["PAD_CLTI"]},
    ],
)  # fmt: skip
def test_nails_of_a_foot_at_risk_are_for_a_professional(state):
    assert asks(told(state), "FC004", "nails-by-professional")
    assert not asks(told(state), "FC001", "nails-by-professional")
    assert not asks(read(must_mi2=True), "FC004", "nails-by-professional")


def test_cold_sets_off_the_symptoms_so_the_drink_is_not_cold():
    item = read(cold_sensitive_pool_min_32=True).exercises["AU005"]
    assert any("room temperature" in each.says for each in item.modifications)
