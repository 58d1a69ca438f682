"""The hard rules beside the matrix: each one where it holds, where not, and where unsaid."""

from typing import Any

import pytest

from care.plan.steady import (
    ALONE,
    HELPED,
    KNOWLEDGE,
    at,
    fact,
    findings_of,
    on_sides,
    open_at,
    person,
    read,
)
from surefoot.care.plan.records import SafetyReading
from surefoot.knowledge.links import codes_in
from surefoot.knowledge.schema.exercises import Selector
from surefoot.terms import Setting, Side

LEFT = Side.LEFT
HOME, CLINIC, POOL = Setting.HOME, Setting.CLINIC, Setting.POOL


def limited(reading: SafetyReading, name: str, limit: str) -> bool:
    """Whether a limit closes an exercise somewhere."""
    return any(e.statement == f"limit/{limit}" for e in reading.exercises[name].against)


def told(state: dict[str, Any]) -> SafetyReading:
    return read(**state)


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
    ("glucose-350", "AE001", {"glucose_now_mgdl": 350.0}, [{"glucose_now_mgdl": 349.0}], []),
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
    ("pelvic-emptying", "PH002", {"pvr_ml": None}, [{}], []),
    ("pelvic-residual", "PH001", {"pvr_ml": 100.0}, [{"pvr_ml": 99.0}], []),
    ("cannot-walk", "GT008", {"can_walk": False}, [{"can_walk": True}, {"can_walk": None}], []),
    ("cannot-walk", "BT005", {"can_walk": False}, [{}], []),
    ("cannot-walk", "AE003", {"can_walk": False}, [{}], []),
    ("trip-brace", "GT005", {"trips_over_toes": True, "without": ["equip_afo"]},
     [{"trips_over_toes": True}, {}],
     [{"trips_over_toes": None, "without": ["equip_afo"]}]),
    ("trip-brace", "GT005",
     {"facts": on_sides("mrc_ankle_dorsiflexion", LEFT, value=3.0, other=5.0),
      "without": ["equip_afo"]},
     [{"facts": on_sides("mrc_ankle_dorsiflexion", LEFT, value=3.5, other=5.0),
       "without": ["equip_afo"]}], []),
]  # fmt: skip
MUSCLES = {row.id.removeprefix("limit/pr11-under-3-") for row in KNOWLEDGE.safety_limits.values()
           if row.id.startswith("limit/pr11-under-3-")}  # fmt: skip
GUARDS = {
    "pool-one-to-one", "pool-eyes-closed", "pool-seizure", "platelets-guard",
    "cognition-one-to-one", "cognition-caregiver",
}  # fmt: skip
TELLING = {"helper-taught", "cold-drink"}


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


@pytest.mark.parametrize("muscle", sorted(MUSCLES))
def test_a_muscle_under_grade_3_gets_low_load_only(muscle):
    code = f"mrc_{muscle}"
    loaded = {name for name, row in KNOWLEDGE.exercises.items() if code in row.muscles}
    weak = read(facts=on_sides(code, LEFT, value=2.5, other=5.0))
    for name in loaded:
        gentle = "LOW_LOAD" in KNOWLEDGE.exercises[name].precaution_tags
        assert limited(weak, name, f"pr11-under-3-{muscle}") is not gentle
    fair = read(facts=on_sides(code, LEFT, value=3.0, other=5.0))
    for name in loaded:
        row, item = KNOWLEDGE.exercises[name], fair.exercises[name]
        heavy = "RESIST_HEAVY" in row.precaution_tags
        assert limited(fair, name, f"pr11-3-{muscle}") is heavy
        told_so = any("stop at effort 4/10" in each.says for each in item.modifications)
        assert told_so is (not heavy and "LOW_LOAD" not in row.precaution_tags)
    strong = read(facts=on_sides(code, LEFT, value=4.0, other=5.0))
    assert not any(limited(strong, name, f"pr11-3-{muscle}") for name in loaded)
    told = {m.statement for item in strong.exercises.values() for m in item.modifications}
    assert f"limit/pr11-3-{muscle}" not in told


@pytest.mark.parametrize("muscle", sorted(MUSCLES))
def test_pr11_speaks_of_each_muscle_in_the_same_way(muscle):
    """MRC under 3: low-load items only; MRC 3 to under 4: nothing heavy, and gently."""
    code = f"mrc_{muscle}"
    under, at_3 = (KNOWLEDGE.safety_limits[f"limit/pr11-{kind}-{muscle}"] for kind in
                   ("under-3", "3"))  # fmt: skip
    assert under.closes == (Selector(muscles=(code,)),)
    assert under.keeps == (Selector(tags_any=("LOW_LOAD",)),)
    assert at_3.closes == (Selector(muscles=(code,), tags_any=("RESIST_HEAVY",)),)
    assert at_3.concerns == (Selector(muscles=(code,), tags_none=("LOW_LOAD",)),)
    assert (at_3.keeps, at_3.unknown_holds, under.unknown_holds) == ((), False, True)
    for grade, weak, fair in ((2.5, True, False), (3.0, False, True), (3.5, False, True),
                              (4.0, False, False)):  # fmt: skip
        graded = findings_of(person(facts=on_sides(code, LEFT, value=grade, other=5.0)))
        assert (graded.holds(under.when), graded.holds(at_3.when)) == (weak, fair)


@pytest.mark.parametrize("muscle", ["knee_extension", "ankle_dorsiflexion"])
def test_a_key_muscle_that_was_not_graded_holds_its_items_up(muscle):
    code = f"mrc_{muscle}"
    loaded = [name for name, row in KNOWLEDGE.exercises.items() if code in row.muscles]
    reading = read(without=[code])
    assert all(
        limited(reading, name, f"pr11-under-3-{muscle}")
        for name in loaded
        if "LOW_LOAD" not in KNOWLEDGE.exercises[name].precaution_tags
    )


def test_another_muscle_is_asked_for_only_where_there_is_weakness():
    calm = read(without=["mrc_thumb_abduction"])
    assert not limited(calm, "RT030", "pr11-under-3-thumb_abduction")
    weak = read(without=["mrc_thumb_abduction"], symptom_weakness=True)
    assert limited(weak, "RT030", "pr11-under-3-thumb_abduction")


@pytest.mark.parametrize(
    ("state", "item", "place", "level"),
    [
        ({}, "AQ001", POOL, 2),
        ({"present": ["OH"]}, "AQ001", POOL, 3),
        ({"present": ["FALLS_HIGH_UNSUP"]}, "AQ002", POOL, 3),
        ({"seizure_disorder": True}, "AQ002", POOL, 3),
        ({"seizure_disorder": None}, "AQ002", POOL, 2),
        ({}, "AQ013", POOL, 3),
        ({}, "AQ012", POOL, 2),
        ({"present": ["PLT_30_50"]}, "BT001", CLINIC, 2),
        ({"present": ["PLT_30_50"]}, "BT023", CLINIC, 0),
        ({}, "BT001", CLINIC, 0),
    ],
)
def test_supervision_is_raised_by_limits(state, item, place, level):
    assert read(**state).exercises[item].supervision[place] == level


def test_confusion_needs_one_to_one_in_clinic_and_the_caregiver_at_home():
    alone = read(present=["COG_SEVERE"], **ALONE)
    assert open_at(alone, HOME) == set()
    helped = read(present=["COG_SEVERE"], **HELPED)
    assert helped.exercises["FX009"].supervision == {CLINIC: 3, HOME: 1}
    assert "FC001" in open_at(helped, HOME)


def test_items_with_standby_wait_until_the_helper_is_taught():
    untaught = read(caregiver_standby=True).exercises["BT003"]
    assert HOME in untaught.settings
    assert any("helper has been taught" in each.says for each in untaught.modifications)
    taught = read(**HELPED).exercises["BT003"]
    assert not any("helper has been taught" in each.says for each in taught.modifications)


def test_cold_sets_off_the_symptoms_so_the_drink_is_not_cold():
    item = read(cold_sensitive_pool_min_32=True).exercises["AU005"]
    assert any("room temperature" in each.says for each in item.modifications)


def test_at_home_a_high_fall_risk_leaves_seated_and_hand_supported_items():
    for state in (ALONE, HELPED):
        reading = read(present=["FALLS_HIGH_UNSUP"], **state)
        for name in open_at(reading, HOME) - {"FC006"}:
            row = KNOWLEDGE.exercises[name]
            assert row.support in ("lying", "sitting", "hand", "none")
            assert row.level <= 2
            assert not {"FALL_HIGH", "PERTURB", "TRIP"} & set(row.precaution_tags)
            assert not {"EYES_CLOSED", "WB_STAND"} <= set(row.precaution_tags)
            if state == ALONE:
                assert "FALL_MED" not in row.precaution_tags
    assert {"BT001", "RT004", "RT010", "TC001"} <= open_at(
        read(present=["FALLS_HIGH_UNSUP"], **HELPED), HOME
    )


def test_living_alone_with_a_high_fall_risk_closes_foam_and_closed_eyes_at_home():
    reading = read(present=["FALLS_HIGH_UNSUP"], lives_alone=True, **HELPED)
    for name in open_at(reading, HOME) - {"FC006"}:
        row = KNOWLEDGE.exercises[name]
        assert "foam" not in row.surface
        assert not {"FALL_MED", "FALL_HIGH"} & set(row.precaution_tags)
        assert row.support != "free"
    said = [m.says for m in reading.exercises["BT001"].modifications]
    assert any("phone or alarm in reach" in says for says in said)


CONDITIONS_OF_LIMITS = {  # typed from the reference; a limit with a state beside is in CASES
    "vigorous-never": {"OH", "CAN", "RETINO_PROLIF", "HF_STABLE", "BP_160"},
    "oh-severe-home": {"OH_SEVERE"},
    "falls-home-level": {"FALLS_HIGH_UNSUP"},
    "falls-home-hand": {"FALLS_HIGH_UNSUP"},
    "falls-home-walking": {"FALLS_HIGH_UNSUP"},
    "water-fear": {"WATER_FEAR"},
    "pool-one-to-one": {"OH", "FALLS_HIGH_UNSUP", "WATER_FEAR"},
    "platelets-guard": {"PLT_30_50"},
    "cognition-one-to-one": {"COG_SEVERE"},
    "cognition-caregiver": {"COG_SEVERE"},
}


def test_every_limit_of_conditions_alone_is_typed_here():
    rows = KNOWLEDGE.safety_limits.values()
    alone = {row.id for row in rows if row.conditions and not (row.when or row.area)}
    assert alone == {f"limit/{name}" for name in CONDITIONS_OF_LIMITS}


@pytest.mark.parametrize(
    ("limit", "code"),
    [(limit, code) for limit, codes in CONDITIONS_OF_LIMITS.items() for code in sorted(codes)],
)
def test_each_condition_of_a_limit_is_enough_where_nobody_stands_by(limit, code):
    nobody = [fact("supervision_available", "0", site=place.value) for place in Setting]
    reading = read(present=[code], facts=nobody)
    assert any(limited(reading, name, limit) for name in reading.exercises)
    well = read(facts=nobody)
    assert not any(limited(well, name, limit) for name in well.exercises)
