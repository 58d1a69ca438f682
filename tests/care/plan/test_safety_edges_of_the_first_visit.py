"""What is measured in everybody, and what stays open until it is: each part by itself."""

from dataclasses import replace

import pytest

from care.plan.steady import (
    CONDITIONS,
    KNOWLEDGE,
    TODAY,
    contact,
    findings_of,
    person,
    read,
)
from care.said import findings
from care.said import person as somebody
from surefoot.care.case import NotDone
from surefoot.care.findings import Findings
from surefoot.care.plan.safety import assess
from surefoot.care.plan.safety.board import Board

PRESSURES = [f"{what}_{when}" for what in ("sbp", "dbp", "hr") for when in
             ("supine", "stand_1", "stand_3")]  # fmt: skip
KEY_MUSCLES = ["hip_abduction", "knee_extension", "ankle_dorsiflexion", "ankle_plantarflexion"]
FIRST_VISIT = [
    "foot_ulcer_open",
    "pulses_absent",
    *(f"mono_{site}_correct" for site in ("hallux", "mth1", "mth5")),
    "position_toe",
    "reflex_ankle",
    *(f"mrc_{muscle}" for muscle in KEY_MUSCLES),
    *PRESSURES,
]
"""Both feet looked at, pulses, 3-site monofilament, position sense, ankle reflexes, MRC of the key
muscles, lying and 1- and 3-minute standing pressure and heart rate: from the policy."""

EITHER = [
    ("vibration_toe", "vib_onoff_wrong", "vib_timed_wrong", "vib_graduated_octal"),
    ("tug_s", "cst30_reps"),
]


def without(*codes: str, line: str = "") -> Findings:
    """A person who is well, and of whom these were not measured."""
    return findings(" ".join([*(f"?{code}" for code in codes), line]), well=True)


def test_everything_measured_ends_the_first_visit():
    assert findings(well=True).truth("ring2_done") is True


@pytest.mark.parametrize("code", FIRST_VISIT)
def test_each_measurement_of_the_first_visit_is_needed(code):
    assert without(code).truth("ring2_done") is False


PARTS = [part for part in KNOWLEDGE.examination_parts.values() if part.block == "first_visit"]
WHOLE = [(part.codes[0], code) for part in PARTS if part.all_of for code in part.codes]


def not_examined(*silent: str) -> tuple[str, ...]:
    """What the first visit still has to do for somebody who was asked all but this."""
    case = somebody(" ".join(f"?{code}" for code in silent), well=True)
    return Board(Findings(case, KNOWLEDGE), case, contact(), KNOWLEDGE).not_examined("first_visit")


@pytest.mark.parametrize(("first", "code"), WHOLE)
def test_a_test_of_several_measurements_is_done_when_all_are(first, code):
    assert not_examined() == ()
    assert not_examined(code) == (first,)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.codes[0])
def test_a_test_that_can_be_done_in_several_ways_is_done_by_one(part):
    assert not_examined(*part.codes) == part.codes[:1]
    if not part.all_of:
        assert not_examined(*part.codes[1:]) == ()


@pytest.mark.parametrize("group", EITHER)
def test_one_of_several_measurements_is_enough(group):
    assert without(*group).truth("ring2_done") is False
    values = {"vibration_toe": "normal", "vib_graduated_octal": "7"}
    for code in group:
        rest = [each for each in group if each != code]
        side = "@both" if KNOWLEDGE.findings[code].side == "left_right" else ""
        line = f"{code}{side}={values.get(code, '1')}"
        assert without(*rest, line=line).truth("ring2_done") is True


def test_temperature_is_needed_of_whoever_is_ill():
    assert without("temp_c").truth("ring2_done") is True
    assert without("temp_c", line="fever_felt").truth("ring2_done") is False


PARTS = {
    "examination/feet": {"foot_ulcer_open"},
    "examination/pulses": {"pulses_absent"},
    "examination/monofilament": {f"mono_{s}_correct" for s in ("hallux", "mth1", "mth5")},
    "examination/vibration": set(EITHER[0]),
    "examination/position": {"position_toe"},
    "examination/reflexes": {"reflex_ankle"},
    "examination/strength": {f"mrc_{muscle}" for muscle in KEY_MUSCLES},
    "examination/pressure": set(PRESSURES),
    "examination/mobility": set(EITHER[1]),
    "examination/temperature": {"temp_c"},
}
PERFORMANCE = {
    "examination/tug": {"tug_s"},
    "examination/walk": {"gait_usual_mps"},
    "examination/chair-stand": {"cst30_reps"},
    "examination/four-stage": {"fsbt_stage"},
    "examination/mctsib": {f"mctsib_c{n}_s" for n in (1, 2, 3, 4)},
}


@pytest.mark.parametrize(("block", "told"), [("first_visit", PARTS), ("performance", PERFORMANCE)])
def test_the_parts_of_a_block_are_those_of_the_policy(block, told):
    rows = [row for row in KNOWLEDGE.examination_parts.values() if row.block == block]
    assert {row.id: set(row.codes) for row in rows} == told
    whole = {"examination/monofilament", "examination/strength", "examination/pressure"}
    assert {row.id for row in rows if row.all_of} == (whole if told is PARTS else set())
    asked = {row.id: row.opened_when for row in rows if row.opened_when}
    assert asked == ({"examination/temperature": "needs_temperature"} if told is PARTS else {})


def test_what_a_plan_waits_for_is_what_the_first_visit_measures():
    needed = {c for row in KNOWLEDGE.measurements.values() for n in row.needs for c in n.split("|")}
    assert set().union(*PARTS.values()) <= needed


@pytest.mark.parametrize("code", ["mctsib_c1_s", "mctsib_c2_s", "mctsib_c3_s", "mctsib_c4_s"])
def test_any_condition_of_the_balance_test_will_do(code):
    others = [f"mctsib_c{n}_s" for n in (1, 2, 3, 4) if f"mctsib_c{n}_s" != code]
    told = {**dict.fromkeys(others), code: 20.0}
    assert read(**told).exercises["BT002"].held == "open"
    assert read(**dict.fromkeys([*others, code])).exercises["BT002"].held == "unsettled"


# "Assessed at each visit and start as no" (policy): swelling, the glucose of the day, an irritable
# nerve, overwork and a pain flare. Everything else stays open until somebody has looked.
JUDGED = {
    "EDEMA_2PLUS", "GLU_LT70", "GLU_70_90", "GLU_KETONE", "GLU_250_NOKET",
    "NERVE_IRRITABLE", "OVERWORK", "PAIN_FLARE",
}  # fmt: skip


@pytest.mark.parametrize("code", CONDITIONS)
def test_after_the_first_visit_only_what_is_judged_each_time_starts_as_no(code):
    assert read(unknown=[code]).unsettled == (() if code in JUDGED else (code,))
    assert read(unknown=[code], ring2_done=False).unsettled == (code,)


# "OH, OH_SEVERE, CAN, TACHY, BP are measured in ring 2 for all"; PREULCER "with the therapist's
# foot look", LOPS by the monofilament, "FALLS_HIGH_UNSUP needs ring 2 as well" (policy).
MEASURED_IN_ALL = {
    "OH", "OH_SEVERE", "CAN", "TACHY_100", "TACHY_120", "BP_160", "BP_180",
    "PREULCER", "LOPS", "FALLS_HIGH_UNSUP",
    "NERVE_IRRITABLE", "OVERWORK", "PAIN_FLARE", "EDEMA_2PLUS",
}  # fmt: skip


@pytest.mark.parametrize("code", CONDITIONS)
def test_before_the_first_visit_only_what_it_measures_holds_up_nothing(code):
    findings = findings_of(person(), unknown=[code], ring2_done=False)
    board = Board(findings, person(), contact(), KNOWLEDGE)
    assert board.ask(f"cell|{code}") is (False if code in MEASURED_IN_ALL else None)


@pytest.mark.parametrize(("why", "held"), [("unable", "open"), ("declined", "unsettled")])
def test_a_test_of_performance_that_was_declined_was_not_done(why, held):
    case = replace(person(), not_done=(NotDone(code="fsbt_stage", why=why, on=TODAY),))
    reading = assess(findings_of(case, fsbt_stage=None), case, contact(), KNOWLEDGE)
    assert reading.exercises["BT002"].held == held


@pytest.mark.parametrize(("why", "asked"), [("unable", ()), ("declined", ("tug_s",))])
def test_what_was_declined_at_the_first_visit_is_still_to_be_measured(why, asked):
    told = somebody("?tug_s ?cst30_reps", well=True)
    case = replace(told, not_done=(NotDone(code="tug_s", why=why, on=told.today),))
    board = Board(Findings(case, KNOWLEDGE), case, contact(), KNOWLEDGE)
    assert board.unmeasured() == asked
