"""By when, how often and with what a must-have is kept, as the reference words it."""

import pytest

from care.plan.steady import KNOWLEDGE, read
from care.said import findings
from surefoot.knowledge.schema.plan_rules import MustHave
from surefoot.knowledge.schema.statement import Statement
from surefoot.terms import Setting

HOME = Setting.HOME

MANUAL = ("soft_tissue", "joint_mobilization", "nerve_gliding", "tens", "photobiomodulation")
WORDS = {
    # must-have: what its row has to say beyond the items it names
    "MI2": {"taught_by_visit": 2},  # "taught by visit 2"
    "MI3": {"taught_by_visit": 2},  # "MI2 + ..."
    "MI7": {"with_any": {"aquatic"}},  # "any pool item"
    "MI8": {  # "balance and strength both present >=2 supervised sessions/wk"
        "sessions_per_week_min": 2,
        "techniques": {"balance", "strength"},
    },
    "MI10": {
        "retest_weeks": 2,
        "retest_measures": 2,
    },  # "strength and sensation re-test every 2 wk"
    "MI12": {"retest_weeks": 2, "retest_measures": 1},  # PR11: "Re-grade every 2 wk"
    "MI15": {"by_week": 3},  # "PE001 and PE002 in the first 3 weeks"
    "MI17": {"with_any": {*MANUAL}},  # "manual items (ST, JM, NG, EM, PB)"
    "MI18": {"taught_by_visit": 2},
    "MI21": {"with_visits": True},
    "MI22": {"with_visits": True},
    "MI24": {"with_visits": True},
    "MI29": {"retest_weeks": 2, "retest_measures": 1},  # PR11: "Re-grade every 2 wk"
    "MI30": {"with_visits": True},
}
LAST_WITH_A_FINDING = 20  # from MI21 on a row holds a part of an earlier one, and its own rule
NOTHING: dict[str, object] = {
    "taught_by_visit": None,
    "by_week": None,
    "sessions_per_week_min": None,
    "retest_weeks": None,
    "retest_measures": 0,
    "techniques": set(),
    "with_any": set(),
    "with_visits": False,
}


def said_in(row: MustHave) -> dict[str, object]:
    """What a row says beyond its items: numbers, sets of techniques, how much is re-tested."""
    told: dict[str, object] = {field: getattr(row, field) for field in NOTHING}
    told |= {field: set(getattr(row, field)) for field in ("techniques", "with_any")}
    return told | {"retest_measures": len(row.retest_measures)}


@pytest.mark.parametrize("name", KNOWLEDGE.must_haves)
def test_a_must_have_says_by_when_and_how_often(name):
    row = KNOWLEDGE.must_haves[name]
    assert said_in(row) == NOTHING | WORDS.get(name, {})


def test_every_field_that_a_plan_reads_of_a_must_have_is_written_down_here_or_entered_twice():
    elsewhere = {"exercises", "any_of", "trigger", "contains", "basis", "when", "actions"}
    own = set(MustHave.model_fields) - set(Statement.model_fields)
    assert own == set(NOTHING) | elsewhere


@pytest.mark.parametrize("name", KNOWLEDGE.must_haves)
def test_a_must_have_asks_for_what_has_to_be_done_beside_the_items(name):
    row = KNOWLEDGE.must_haves[name]
    assert row.actions
    if int(name.removeprefix("MI")) <= LAST_WITH_A_FINDING:
        assert row.when == ("True" if name == "MI17" else f"must_{name.lower()}")


WIDER = [f"type_{name}" for name in ("dsp", "sfn", "atx", "mot", "prn", "aut", "prx")]


def pressed(**results) -> bool | None:
    """Whether pressure has to be taken off a nerve in somebody planned for as an entrapment."""
    told = {"plan_type": "focal_entrapment", "named_nerves_count": 0.0, "tru_likely": False}
    told |= dict.fromkeys(WIDER, 0.0) | results
    return findings(well=True).with_results(told).truth("must_mi10")


def test_a_pressed_nerve_has_a_name_or_nothing_wider_explains_it():
    assert pressed() is True
    assert pressed(plan_type="peripheral_dpn") is False
    assert pressed(tru_likely=True) is False
    assert pressed(tru_likely=True, named_nerves_count=1.0) is True


@pytest.mark.parametrize("wider", WIDER)
def test_a_wider_pattern_that_is_likely_explains_it(wider):
    assert pressed(**{wider: 0.49}) is True
    assert pressed(**{wider: 0.5}) is False
    assert pressed(**{wider: 0.5}, named_nerves_count=1.0) is True


def held(trigger: str, told: str) -> bool | None:
    """Whether a must-have is triggered by what is told."""
    return findings(told, well=True).truth(trigger)


def test_feet_are_looked_after_with_diabetes_before_any_feeling_is_lost():
    assert held("must_mi18", "diabetes_type=type2") is True
    assert held("must_mi2", "diabetes_type=type2") is False
    assert held("must_mi18", "diabetes_type=none") is False


def test_a_missing_thermometer_takes_nothing_from_the_foot_care_of_diabetes():
    reading = read(must_mi18=True, without=["equip_infrared_thermometer"])
    assert HOME not in reading.exercises["FC003"].settings
    need = next(need for need in reading.requirements if need.id == "MI18")
    assert need.exercises == ("FC001", "FC002", "FC004")
    assert need.barred == ()


@pytest.mark.parametrize(
    ("cause", "named"),
    [("confirmed", True), ("likely", True), ("possible", False), ("excluded", False)],
)
def test_laughing_gas_is_stopped_where_it_is_the_likely_cause(cause, named):
    told = findings(well=True).with_results({"cause_n2o": cause})
    assert told.truth("must_mi19") is named
    said = " ".join(KNOWLEDGE.must_haves["MI19"].actions)
    assert "stop it for good" in said
    assert "B12" in said


def test_two_kilograms_are_spoken_of_with_heart_failure_only():
    assert held("must_mi20", "heart_failure") is True
    assert held("must_mi20", "!heart_failure") is False
    assert "2 kg" in " ".join(KNOWLEDGE.must_haves["MI20"].actions)


@pytest.mark.parametrize(("away", "barred"), [(False, 1), (True, 0), (None, 1)])
def test_what_is_meant_for_somebody_else_is_not_said_to_be_kept_out(away, barred):
    """Gaze work is for a lost vestibular organ, and not where only a nerve of the arm is ill."""
    reading = read(present=["VESTIB_CHRONIC", "TACHY_120"], arm_nerve_only=away)
    need = next(need for need in reading.requirements if need.id == "MI36")
    assert (need.exercises, len(need.barred)) == ((), barred)
