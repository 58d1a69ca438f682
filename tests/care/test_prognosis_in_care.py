"""Who has been seen or is treated is not sent again as new; a new sign sends them all the same."""

from dataclasses import replace

import pytest

from care.made_causes import (
    KNOWLEDGE,
    TODAY,
    case_of,
    days_ago,
    diagnosis_of,
    drug,
    fact,
    facts,
    foretold,
)
from surefoot.care.case import Review
from surefoot.care.findings import Findings
from surefoot.care.prognosis import foresee
from surefoot.terms import Urgency

U1, U2, U3, U4 = (Urgency(level) for level in range(1, 5))
DSP = {"DSP": 0.9}


def sent(*told, **how):
    """Receivers with their urgency."""
    return {r.to: r.urgency for r in foretold(*told, **how).referrals}


def told_to(receiver, *told, **how):
    """What one receiver is told."""
    return next(r for r in foretold(*told, **how).referrals if r.to == receiver)


def doctor(cause):
    return fact(f"diagnosed_{cause}", True)


def seen_by_a_physician(*told, flag, urgency, on):
    """The referrals of somebody whose red flag a physician has looked at."""
    review = Review(
        red_flag=flag, by="Dr B", role="physician", says="Seen.", urgency=urgency, on=on
    )
    case = replace(case_of(*told), reviews=(review,))
    found = foresee(Findings(case, KNOWLEDGE), diagnosis_of(), case, KNOWLEDGE).referrals
    return {r.to: r.urgency for r in found}


@pytest.mark.parametrize("kind", ["type1", "type2"])
@pytest.mark.parametrize(("felt", "sent_there"), [(1.0, True), (3.0, False)])
def test_feet_without_protective_feeling_go_to_the_foot_team_in_each_kind_of_diabetes(
    kind, felt, sent_there
):
    told = facts(diabetes_type=kind, mono_hallux_correct__left=felt, mono_hallux_correct__right=3.0)
    assert (sent(*told, patterns=DSP).get("foot protection team") is U3) is sent_there


def test_the_foot_team_is_asked_for_feet_and_not_for_blood_tests():
    told = facts(diabetes_type="type2", mono_hallux_correct__left=1.0)
    referral = told_to("foot protection team", *told, patterns=DSP)
    assert referral.codes == ()
    assert "every 1 to 3 at risk 3" in referral.why
    assert "HbA1c" not in referral.why


TREATED = [
    ((doctor("cidp"), *facts(gbs_cidp_progressing=False)), "neurology", U2),
    ((doctor("mmn"),), "neurology", U3),
    ((doctor("vasc"),), "emergency department, rheumatology or neurology", U1),
    ((doctor("nsvn"), *facts(time_to_worst="over_12_months")), "neurology", U2),
]


@pytest.mark.parametrize(("told", "to", "urgency"), TREATED)
def test_an_untreated_disease_is_sent_as_its_row_says(told, to, urgency):
    assert sent(*told)[to] == urgency
    assert sent(*told, *facts(cause_treated=False))[to] == urgency


@pytest.mark.parametrize(("told", "to", "urgency"), TREATED)
def test_a_treated_disease_goes_to_the_team_that_treats_it_by_letter(told, to, urgency):
    found = sent(*told, *facts(cause_treated=True))
    assert set(found.values()) == {U4}


def test_running_infusions_are_treatment_and_ended_ones_are_not():
    told = (doctor("cidp"), *facts(gbs_cidp_progressing=False))
    assert sent(*told, drug("drug_immunoglobulin"))["neurology"] == U4
    ended = drug("drug_immunoglobulin", "stopped_within_12_months")
    assert sent(*told, ended)["neurology"] == U2


@pytest.mark.parametrize("news", [
    {"gbs_cidp_progressing": True},
    {"gbs_cidp_progressing": False, "relapse_cidp_gbs": True},
    {},  # whether it goes on is not known
])  # fmt: skip
def test_a_relapse_under_treatment_is_sent_as_new(news):
    assert sent(doctor("cidp"), *facts(cause_treated=True, **news))["neurology"] == U2


def test_a_treated_vasculitis_that_worsens_is_sent_the_same_day():
    told = (doctor("vasc"), *facts(cause_treated=True, still_worsening=True))
    assert sent(*told)["emergency department, rheumatology or neurology"] == U1


@pytest.mark.parametrize(("clearance", "urgency"), [(True, U4), (False, U3), (None, U3)])
def test_a_heart_that_is_cleared_in_writing_is_not_sent_again(clearance, urgency):
    told = (doctor("can"), *(() if clearance is None else facts(cardiology_clearance=clearance)))
    assert sent(*told)["GP / cardiology"] == urgency


EYE = facts(double_vision_new=True, double_vision_days=27.0)


@pytest.mark.parametrize(("days_since_review", "urgency"), [(20, U4), (2000, U2)])
def test_a_double_picture_that_a_physician_has_seen_is_not_sent_again(days_since_review, urgency):
    told = (doctor("ocmv"), *EYE)
    found = seen_by_a_physician(*told, flag="rf_eye", urgency=U2, on=days_ago(days_since_review))
    assert found["eye department / neurology"] == urgency


def test_a_sign_of_its_own_sends_although_it_was_seen():
    """New within two weeks: the level of the row that names a rule counts."""
    told = (doctor("ocmv"), *facts(double_vision_new=True, double_vision_days=13.0))
    found = seen_by_a_physician(*told, flag="rf_eye", urgency=U1, on=TODAY)
    assert found["eye department / neurology"] == U1


WEAK = {"confined_to_one_nerve": True, "ncs_axonal": True, "mrc_wrist_extension__left": 2.0}


@pytest.mark.parametrize(("told", "days", "receiver"), [
    ({"found_on_waking": True}, 83, "neurology"),
    ({"found_on_waking": True}, 84, "surgeon"),
    ({"found_on_waking": False}, 83, "surgeon"),
    ({}, 83, "surgeon"),  # how it began is not known
])  # fmt: skip
def test_a_palsy_of_one_night_goes_to_the_surgeon_only_when_it_does_not_recover(
    told, days, receiver
):
    began = fact("symptom_onset_on", days_ago(days))
    found = sent(*facts(**WEAK, **told), began)
    assert {to: level for to, level in found.items() if level is U3} == {receiver: U3}


@pytest.mark.parametrize(("found", "expected"), [
    ({"bppv_untreated": True}, {"vestibular therapist / ENT": U3}),
    ({"bppv_untreated": False}, {}),
    ({}, {}),
])  # fmt: skip
def test_untreated_positional_vertigo_goes_to_whoever_treats_it(found, expected):
    assert sent(*facts(**found)) == expected


def test_a_block_that_an_antibody_explains_raises_no_second_disease():
    told = (doctor("mmn"), *facts(ncs_demyelinating=True, anti_gm1=True))
    causes = {c.id for c in foretold(*told).causes if c.certainty != "excluded"}
    assert "cidp" not in causes
    without = foretold(*facts(ncs_demyelinating=True, anti_gm1=False)).causes
    assert "cidp" in {c.id for c in without}


SITTING = {"legs_hurt_walking": True, "walk_pain_eased_by_sitting": True}


@pytest.mark.parametrize(("standing", "asked"), [(False, True), (None, True), (True, False)])
def test_leg_pain_that_only_sitting_eases_asks_for_the_spine(standing, asked):
    more = {} if standing is None else {"walk_pain_eased_by_standing": standing}
    assert sent(*facts(**SITTING, **more)) == ({"GP": U4} if asked else {})


FALL = {"sbp_supine": 128.0, "sbp_stand_1": 104.0, "sbp_stand_3": 110.0}


def unfelt(*told):
    return [r.says for r in foretold(*told).exceptions if r.statement == "k_fall_unfelt"]


@pytest.mark.parametrize(("felt", "told"), [(False, 1), (True, 0), (None, 0)])
def test_a_fall_of_pressure_that_is_not_felt_is_told_with_its_numbers(felt, told):
    more = {} if felt is None else {"lightheaded_standing": felt}
    found = unfelt(*facts(**FALL, **more))
    assert len(found) == told
    assert all("128" in says and "104" in says for says in found)


@pytest.mark.parametrize(("tsh", "low", "urgency"), [
    (10.1, True, U3), (10.0, True, U4), (24.0, False, U4), (24.0, None, U4),
])  # fmt: skip
def test_a_thyroid_that_has_failed_does_not_wait_for_a_letter(tsh, low, urgency):
    more = {} if low is None else {"free_t4_low": low}
    told = (doctor("hypot"), *facts(tsh_miul=tsh, **more))
    assert sent(*told)["GP"] == urgency
