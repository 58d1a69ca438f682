"""The hard rules by who stands by: in the clinic, at home with a helper, at home alone."""

import pytest

from care.plan.limited import limited
from care.plan.steady import ALONE, HELPED, KNOWLEDGE, fact, on_sides, open_at, read
from surefoot.terms import Setting, Side

LEFT = Side.LEFT
HOME, CLINIC, POOL = Setting.HOME, Setting.CLINIC, Setting.POOL


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
        ({"present": ["PLT_30_50"]}, "RT004", CLINIC, 1),
        ({"present": ["PLT_20_30"]}, "GT004", CLINIC, 1),
        ({"present": ["PLT_30_50"]}, "RT014", CLINIC, 0),
        ({}, "RT004", CLINIC, 0),
        ({"present": ["VESTIB_ACUTE"]}, "RT004", CLINIC, 1),
        ({"present": ["VESTIB_ACUTE"]}, "RT014", CLINIC, 0),
        ({"present": ["BONE_METS"]}, "BT001", CLINIC, 1),
        ({"present": ["BONE_METS"], "bone_load_limits_written": True}, "BT001", CLINIC, 0),
        ({"present": ["BONE_METS"]}, "BT023", CLINIC, 0),
        ({}, "BT001", CLINIC, 0),
        ({"can_walk": False}, "GT001", CLINIC, 2),
        ({"can_walk": False}, "RT010", CLINIC, 2),
        ({"can_walk": False}, "RT025", CLINIC, 0),
        ({"can_walk": True}, "RT010", CLINIC, 0),
        ({"can_walk": None}, "RT010", CLINIC, 0),
        ({"present": ["FALLS_HIGH_UNSUP"]}, "BT002", CLINIC, 1),
        ({"present": ["FALLS_HIGH_UNSUP"]}, "BT024", CLINIC, 1),
        ({"present": ["FALLS_HIGH_UNSUP"]}, "BT001", CLINIC, 0),
        ({"unknown": ["FALLS_HIGH_UNSUP"]}, "BT002", CLINIC, 1),
        ({}, "BT002", CLINIC, 0),
        ({"fsbt_stage": 2.0}, "BT002", CLINIC, 1),
        ({"fsbt_stage": 3.0}, "BT002", CLINIC, 0),
        ({"romberg_ec_s": 9.9}, "BT024", CLINIC, 1),
        ({"romberg_ec_s": 10.0}, "BT024", CLINIC, 0),
        ({"romberg_ec_s": 9.9}, "BT001", CLINIC, 0),
        ({"romberg_ec_s": 9.9}, "BT003", CLINIC, 2),
        ({"romberg_ec_s": 10.0}, "BT003", CLINIC, 1),
        ({"facts": on_sides("mrc_knee_extension", LEFT, value=3.0, other=5.0)}, "BT028", CLINIC, 2),
        ({"facts": on_sides("mrc_knee_extension", LEFT, value=3.5, other=5.0)}, "BT028", CLINIC, 0),
        ({"facts": on_sides("mrc_knee_extension", LEFT, value=3.0, other=5.0)}, "BT010", CLINIC, 2),
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


def test_low_platelets_stand_at_home_only_with_somebody_by():
    for state, there in ((ALONE, set()), (HELPED, {"RT004", "AE003"})):
        assert {"RT004", "AE003"} & open_at(read(present=["PLT_30_50"], **state), HOME) == there
    assert {"RT004", "AE003"} <= open_at(read(**ALONE), HOME)


def test_a_heart_nerve_trains_at_home_alone_once_the_cardiologist_has_answered():
    training = {"AE003", "AE008", "RT014", "BT026", "AU004"}
    alone = read(present=["CAN"], cardiology_clearance=False, **ALONE)
    unsaid = read(present=["CAN"], cardiology_clearance=None, **ALONE)
    helped = read(present=["CAN"], cardiology_clearance=False, **HELPED)
    cleared = read(present=["CAN"], cardiology_clearance=True, **ALONE)
    assert training & open_at(alone, HOME) == training & open_at(unsaid, HOME) == set()
    assert training <= open_at(helped, HOME) & open_at(cleared, HOME)
    assert {"AU003", "FC001"} <= open_at(alone, HOME)  # a habit of the day is no training
    assert training <= open_at(read(cardiology_clearance=False, **ALONE), HOME)


def test_items_with_standby_wait_until_the_helper_is_taught():
    untaught = read(caregiver_standby=True).exercises["BT003"]
    assert HOME in untaught.settings
    assert any("helper has been taught" in each.says for each in untaught.modifications)
    taught = read(**HELPED).exercises["BT003"]
    assert not any("helper has been taught" in each.says for each in taught.modifications)


def test_who_cannot_walk_does_nothing_standing_at_home_and_sits_or_lies_there():
    reading = read(can_walk=False, **HELPED)
    done = [KNOWLEDGE.exercises[name] for name in open_at(reading, HOME)]
    assert {row.id for row in done} >= {"RT025", "RT032", "BT023"}
    standing = {row.id for row in done if "WB_STAND" in row.precaution_tags}
    assert all("EDU" in KNOWLEDGE.exercises[name].precaution_tags for name in standing)


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
    "oh-severe-stretch": {"OH_SEVERE"},
    "oh-home-hand": {"OH"},
    "charcot-trunk": {"CHARCOT_ACTIVE"},
    "falls-home-level": {"FALLS_HIGH_UNSUP"},
    "falls-home-hand": {"FALLS_HIGH_UNSUP"},
    "falls-home-walking": {"FALLS_HIGH_UNSUP"},
    "falls-clinic-guard": {"FALLS_HIGH_UNSUP"},
    "water-fear": {"WATER_FEAR"},
    "pool-one-to-one": {"OH", "FALLS_HIGH_UNSUP", "WATER_FEAR"},
    "platelets-guard": {"PLT_30_50"},
    "platelets-stand-by": {"PLT_30_50", "PLT_20_30", "PLT_LT20"},
    "vertigo-stand-by": {"VESTIB_ACUTE"},
    "platelets-low-guard": {"PLT_20_30", "PLT_LT20"},
    "cognition-one-to-one": {"COG_SEVERE"},
    "cognition-caregiver": {"COG_SEVERE"},
    "claudication-insensate": {"LOPS"},
}


def test_every_limit_of_conditions_alone_is_typed_here():
    rows = KNOWLEDGE.safety_limits.values()
    alone = {r.id for r in rows if r.conditions and r.closes and not (r.when or r.area)}
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
