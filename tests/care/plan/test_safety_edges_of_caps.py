"""Who falls under which weekly cap: both sides of every number of the strata."""

from datetime import date

import pytest

from care.said import KNOWLEDGE, findings
from surefoot.care.findings import Findings

AT_64, AT_65 = date(1961, 6, 2), date(1961, 6, 1)
AT_74, AT_75 = date(1951, 6, 2), date(1951, 6, 1)
AT_50 = date(1976, 1, 1)
MILD_ACTIVE = "cap/mild_under65_active"
MILD_MODERATE = "cap/mild_moderate_65_74"
OLDER = "cap/moderate_75_or_deconditioned"
WEAK = "cap/severe_weakness"
ACTIVE = "ipaq_met=600 steps_per_day=100"
IDLE = "ipaq_met=599 steps_per_day=6999"


def told(line: str, stage: str, born_on: date) -> Findings:
    """A person who is well but for the line, at a stage, on the day of an age."""
    told = {"plan_stage": stage, "cause_gbs": "none", "cause_cidp": "none"}
    return findings(line, well=True, born_on=born_on).with_results(told)


EDGES = [
    # cap, born on, stage and line inside, and outside
    (MILD_ACTIVE, (AT_64, "mild", ACTIVE), (AT_65, "mild", ACTIVE)),
    (MILD_ACTIVE, (AT_64, "mild", ACTIVE), (AT_64, "mild", IDLE)),
    (MILD_ACTIVE, (AT_64, "mild", "ipaq_met=0 steps_per_day=7000"), (AT_64, "mild", IDLE)),
    (MILD_ACTIVE, (AT_64, "mild", "activity_min_per_wk=150"),
     (AT_64, "mild", "activity_min_per_wk=149")),
    (MILD_ACTIVE, (AT_64, "mild", ACTIVE), (AT_64, "moderate", ACTIVE)),
    (MILD_MODERATE, (AT_65, "mild", ACTIVE), (AT_64, "mild", ACTIVE)),
    (MILD_MODERATE, (AT_64, "mild", IDLE), (AT_64, "mild", ACTIVE)),
    (MILD_MODERATE, (AT_64, "mild", ""), (AT_64, "mild", "steps_per_day=7000")),
    (MILD_MODERATE, (AT_74, "moderate", ""), (AT_75, "moderate", "")),
    (MILD_MODERATE, (AT_50, "moderate", ""), (AT_50, "severe", "")),
    (MILD_MODERATE, (AT_74, "mild", ""), (AT_74, "severe", "")),
    (MILD_MODERATE, (AT_75, "mild", ""), (AT_75, "severe", "")),
    (MILD_MODERATE, (AT_75, "mild", "w6m_m=300"), (AT_75, "mild", "w6m_m=299")),
    (OLDER, (AT_75, "moderate", ""), (AT_74, "moderate", "")),
    (OLDER, (AT_50, "severe", ""), (AT_50, "moderate", "")),
    (OLDER, (AT_50, "mild", "w6m_m=299"), (AT_50, "mild", "w6m_m=300")),
    (OLDER, (AT_75, "mild", "activity_min_per_wk=29"), (AT_75, "mild", "activity_min_per_wk=30")),
    (OLDER, (AT_75, "mild", "ipaq_met=119"), (AT_75, "mild", "ipaq_met=120")),
    (OLDER, (AT_75, "mild", "ipaq_met=119"), (AT_74, "mild", "ipaq_met=119")),
    (OLDER, (AT_50, "mild", "in_bed_2wk_3mo"), (AT_50, "mild", "")),
    (OLDER, (AT_75, "mild", "inactive"), (AT_74, "mild", "inactive")),
    *(
        (WEAK, (AT_50, "mild", f"mrc_{m}@left=2.5"), (AT_50, "mild", f"mrc_{m}@left=3"))
        for m in ("hip_abduction", "knee_extension", "ankle_dorsiflexion", "ankle_plantarflexion",
                  "thumb_abduction", "finger_abduction")
    ),
    ("cap/can_or_oh", (AT_50, "mild", "sbp_stand_1=105"), (AT_50, "mild", "sbp_stand_1=106")),
    ("cap/can_or_oh", (AT_50, "mild", "hr_rest=101"), (AT_50, "mild", "hr_rest=100")),
    ("cap/can_or_oh", (AT_50, "mild", "fainted last_faint_on=-30d"), (AT_50, "mild", "")),
    ("cap/can_or_oh", (AT_50, "mild", "sbp_supine=95 sbp_stand_3=89"),
     (AT_50, "mild", "sbp_supine=95 sbp_stand_3=90")),
    ("cap/cipn_on_chemo", (AT_50, "mild", "drug_chemo_now=current"), (AT_50, "mild", "")),
    ("cap/gbs_cidp", (AT_50, "mild", "gbs_history"), (AT_50, "mild", "")),
    ("cap/foot_ulcer_charcot", (AT_50, "mild", "foot_ulcer_open@left"), (AT_50, "mild", "")),
    ("cap/foot_ulcer_charcot", (AT_50, "mild", "foot_warm@left numbness@toe_1_left"),
     (AT_50, "mild", "foot_warm@left")),
]  # fmt: skip


@pytest.mark.parametrize(("cap", "inside", "outside"), EDGES)
def test_an_edge_of_a_cap_has_two_sides(cap, inside, outside):
    rule = KNOWLEDGE.caps[cap].when
    for (born_on, stage, line), fits in ((inside, True), (outside, False)):
        assert told(line, stage, born_on).holds(rule) is fits, (line, stage, born_on)


def test_who_falls_under_a_cap_stands_in_the_findings_alone():
    for row in KNOWLEDGE.caps.values():
        name = f"stratum_{row.id.removeprefix('cap/')}"
        assert row.when == ("False" if row.start_min is None else name)


@pytest.mark.parametrize("line", ["", ACTIVE, IDLE, "w6m_m=299", "drug_chemo_now=current",
                                  "foot_ulcer_open@left", "hr_rest=101", "gbs_history",
                                  "mrc_knee_extension@left=2 foot_ulcer_open@left"])  # fmt: skip
@pytest.mark.parametrize("stage", ["mild", "moderate", "severe"])
@pytest.mark.parametrize("born_on", [AT_50, AT_65, AT_75])
def test_the_stratum_of_a_person_is_the_one_with_the_lowest_cap(line, stage, born_on):
    person = told(f"{line} activity_min_per_wk=60", stage, born_on)
    fit = [row for row in KNOWLEDGE.caps.values() if person.holds(row.when) is True]
    lowest = min(fit, key=lambda row: row.ceiling_min_weeks_5_12)
    assert person.value("weekly_cap_stratum") == lowest.id.removeprefix("cap/")


def test_a_leg_muscle_of_the_first_visit_that_was_not_tested_is_not_ruled_out():
    rule = KNOWLEDGE.caps[WEAK].when
    assert told("?mrc_hip_abduction", "mild", AT_50).holds(rule) is None
    assert told("?mrc_hip_abduction mrc_knee_extension@left=2", "mild", AT_50).holds(rule) is True


def test_a_hand_muscle_that_was_not_tested_does_not_count_as_weak():
    line = "?mrc_thumb_abduction ?mrc_finger_abduction"
    assert told(line, "mild", AT_50).holds(KNOWLEDGE.caps[WEAK].when) is False


def test_at_75_minutes_stand_for_the_question_about_sitting_and_the_other_way_round():
    rule = KNOWLEDGE.caps[OLDER].when
    unknown = "?inactive ?activity_min_per_wk ?ipaq_met ?w6m_m"
    assert told(unknown, "mild", AT_75).holds(rule) is None
    for line in ("?ipaq_met ?activity_min_per_wk", "?inactive ?ipaq_met activity_min_per_wk=30"):
        assert told(f"{line} ?w6m_m", "mild", AT_75).holds(rule) is False


def test_every_cap_that_can_fit_is_tried():
    tried = {cap for cap, *_ in EDGES}
    assert tried == {name for name, row in KNOWLEDGE.caps.items() if row.start_min is not None}


@pytest.mark.parametrize("stage", ["mild", "moderate", "severe"])
@pytest.mark.parametrize("born_on", [AT_50, AT_64, AT_65, AT_74, AT_75])
@pytest.mark.parametrize("line", ["", ACTIVE, IDLE, "in_bed_2wk_3mo", "inactive"])
def test_everybody_has_a_cap(stage, born_on, line):
    person = told(line, stage, born_on)
    ages = (MILD_ACTIVE, MILD_MODERATE, OLDER)
    assert any(person.holds(KNOWLEDGE.caps[cap].when) for cap in ages)


@pytest.mark.parametrize("cause", ["cause_gbs", "cause_cidp"])
@pytest.mark.parametrize(("word", "fits"), [("confirmed", True), ("likely", True), ("none", False)])
def test_a_cause_that_recovers_has_its_own_cap(cause, word, fits):
    other = "cause_cidp" if cause == "cause_gbs" else "cause_gbs"
    person = findings(well=True).with_results({cause: word, other: "none"})
    assert person.holds(KNOWLEDGE.caps["cap/gbs_cidp"].when) is fits


def test_a_cap_that_anybody_can_fall_under_has_its_three_numbers():
    for row in KNOWLEDGE.caps.values():
        numbers = (row.start_min, row.ceiling_min_weeks_1_4, row.ceiling_min_weeks_5_12)
        assert (None in numbers) is (row.when == "False")
