"""What cannot wait is shown at the step where it is said, in the patient's language."""

import pytest

from care.intake_replies import KNOWLEDGE, Sent
from care.test_intake import ADA, saying
from surefoot.care.case import Case
from surefoot.care.contact import first_contact
from surefoot.care.findings import Findings
from surefoot.care.intake import entry_from, next_step, shown_of, urgent
from surefoot.terms import Urgency

FAST = "more_breath_swallow_or_fast_weakness"
SUDDEN = "more_sudden_change"
BOWEL = "more_bladder_or_bowel"
SPINE = "more_spine_or_belly"
HOT = "more_hot_foot_or_infection"
SKIN = "more_skin_or_foot_wound"
BONE = "more_bone_or_operation"
FOOD = "more_food_and_drink"

SAID = {
    "rf_asc": {FAST: ["weakness_spreading_up"]},
    "rf_resp": {FAST: ["breathless_lying_or_talking"]},
    "rf_bulb": {FAST: ["choking_new"]},
    "rf_ces": {BOWEL: ["saddle_numbness"]},
    "rf_cord": {
        "group_numbness": "yes",
        "still_worsening": "yes",
        "more_clumsy_or_stiff": ["hands_clumsy", "lhermitte"],
    },
    "rf_stroke": {SUDDEN: ["face_arm_sudden_weak"]},
    "rf_face": {SUDDEN: ["face_weak_half@left", "face_weak_half@right"]},
    "rf_eye": {SUDDEN: ["double_vision_new", "thunderclap_headache"]},
    "rf_drop": {
        "group_weakness": "yes",
        "weakness_parts": ["foot_drop@left"],
        "drop_days": {"left": "10"},
        "still_worsening": "yes",
    },
    "rf_wrist": {
        "group_weakness": "yes",
        "weakness_parts": ["wrist_drop@left"],
        "time_to_worst": "minutes_hours",
        "drop_days": {"left": "10"},
    },
    "rf_prox": {
        "group_weakness": "yes",
        "body_map": {"weak": ["thigh_front_left"]},
        "time_to_worst": "days_to_4_weeks",
        "more_limp_or_painful_limb": ["thigh_hip_pain@left"],
        "more_clot_or_bleeding": ["bleeding_disorder"],
    },
    "rf_ulcer": {SKIN: ["foot_ulcer_open@left"]},
    "rf_footinf": {
        HOT: ["foot_warm@left", "foot_swollen@left"],
        SKIN: ["foot_ulcer_open@left"],
    },
    "rf_charcot": {
        HOT: ["foot_warm@left", "foot_swollen@left"],
        "group_numbness": "yes",
        "numbness_parts": ["numbness"],
    },
    "rf_ali": {SUDDEN: ["leg_sudden_cold_pale@left"]},
    "rf_pad": {SKIN: ["foot_ulcer_open@left"], "more_leg_artery": ["foot_rest_pain"]},
    "rf_dvt": {"more_clot_or_bleeding": ["calf_swelling_new@left"]},
    "rf_syncex": {"more_heart": ["fainted_on_exertion"]},
    "rf_sync": {
        "more_heart": ["fainted_on_standing"],
        "group_lightheaded": "yes",
        "lightheaded_parts": ["fainted"],
    },
    "rf_silent": {"more_heart": ["chest_pain"]},
    "rf_gluc": {FOOD: ["vomiting"], "medicines": ["empagliflozin"]},
    "rf_wern": {SUDDEN: ["double_vision_new"], FOOD: ["vomiting"]},
    "rf_b1": {FAST: ["weakness_spreading_up"], FOOD: ["gastric_or_bariatric_surgery"]},
    "rf_ici": {"group_weakness": "yes", "medicines": ["nivolumab"]},
    "rf_neut": {HOT: ["shivering_unwell"], "more_cancer_or_blood": ["chemo_within_6wk"]},
    "rf_sepsis": {HOT: ["infection_suspected", "no_urine_18h"]},
    "rf_drug": {"group_weakness": "yes", "medicines": ["nitrofurantoin"]},
    "rf_retention": {BOWEL: ["cannot_pass_urine"]},
    "rf_gp": {FOOD: ["blood_vomited"]},
    "rf_suic": {"more_mood_or_safety": ["wish_to_die"]},
    "rf_abuse": {"more_mood_or_safety": ["unexplained_injury_fear_neglect"]},
    "rf_head": {"more_falls": ["loss_of_consciousness"]},
    "rf_zost": {SKIN: ["rash_dermatome_blisters", "rash_near_eye_ear_genital"]},
    "rf_lep": {
        SKIN: ["skin_patch_without_feeling"],
        "more_limp_or_painful_limb": ["limb_numb_or_weak_new"],
    },
    "rf_preg": {"more_pregnancy": ["pregnant"], SUDDEN: ["headache_severe"]},
    "rf_msk": {FAST: ["swallow_speech_slowly_worse", "choking_new"]},
    "rf_rhabdo": {SPINE: ["dark_urine", "muscle_pain"]},
    "rf_tox": {
        "group_numbness": "yes",
        "numbness_parts": ["numbness"],
        "more_poison_or_new_drug": ["lead_exposure"],
    },
    "rf_op": {"more_poison_or_new_drug": ["sweat_drool_twitch_after_pesticide"]},
    "rf_spinf": {SPINE: ["back_pain"], HOT: ["fever_felt"]},
    "rf_mscc": {"more_cancer_or_blood": ["cancer_history", "spinal_pain_thoracic_night"]},
    "rf_gca": {SUDDEN: ["headache_new"]},
    "rf_comp": {BONE: ["limb_pressure_injury", "limb_pain_out_of_proportion"]},
    "rf_ntrauma": {BONE: ["loss_beyond_wound@left", "trauma_open@left"]},
    "rf_spfrac": {"more_falls": ["spinal_pain_midline_after_fall"]},
    "rf_porph": {FAST: ["breathless_lying_or_talking"], SPINE: ["belly_pain_severe"]},
    "rf_aaa": {SPINE: ["back_pain_sudden_severe", "collapse"]},
}
"""What one patient says for each red flag; every gate named in it is answered yes."""

NOT_TOLD = {
    "rf_mpx": "which nerves are affected is found by examining",
    "rf_tachy": "the pulse is measured",
    "rf_bp": "the pressure is measured",
    "rf_brady": "the pulse is felt or measured",
    "rf_child": "nobody under 18 fills in this intake alone",
}
"""Red flags of U0 or U1 that no patient can tell, each with the reason."""

URGENT = [
    row.id
    for row in KNOWLEDGE.red_flags.values()
    if any(level.urgency in ("U0", "U1") for level in row.levels)
]


def answers(told):
    gates = {
        f"gate_{row.after_gate}": "yes"
        for name in told
        if (row := KNOWLEDGE.intake_questions[name]).after_gate
    }
    return saying(**{**gates, **told})


def until_urgent(told, person: Case = ADA):
    """The intake up to the step at which something is urgent; None if nothing ever is."""
    answer, sent, flags = answers(told), Sent(person=person), []
    while (step := next_step(sent.case, KNOWLEDGE, sent.said)) is not None:
        sent.send(step, {question.id: answer(question) for question in step.questions})
        shown = urgent(sent.case, KNOWLEDGE)
        flags.append((step, shown))
    return flags


def test_every_urgent_red_flag_is_told_or_said_why_not():
    assert set(SAID) | set(NOT_TOLD) == set(URGENT)
    assert not set(SAID) & set(NOT_TOLD)


@pytest.mark.parametrize("flag", SAID)
def test_a_red_flag_is_urgent_at_the_step_where_its_last_answer_is_said(flag):
    flags = until_urgent(SAID[flag])
    last = max(i for i, (step, _) in enumerate(flags) if _names(step) & set(SAID[flag]))
    shown = flags[last][1]
    assert shown is not None and flag in shown.red_flags
    assert shown.urgency <= Urgency.U1 and shown.stops
    assert shown.do and shown.title and shown.told


def _names(step):
    return {question.id for question in step.questions}


def test_a_spinal_fracture_is_urgent_in_somebody_over_65():
    assert ADA.today.year - ADA.person.born_on.year > 65


def test_all_no_is_never_urgent():
    assert [shown for _, shown in until_urgent({}) if shown] == []


def test_what_can_wait_three_days_lets_the_intake_go_on():
    told = {"more_bladder_or_bowel": ["painless_overflow"]}
    shown = next(each for _, each in until_urgent(told) if each)
    assert (shown.urgency, shown.stops) == (Urgency.U2, False)
    assert "3 days" in shown.title


def test_the_most_urgent_comes_first_and_only_it_says_what_to_do():
    both = {FAST: ["breathless_lying_or_talking"], "more_bladder_or_bowel": ["painless_overflow"]}
    shown = until_urgent(both)[-1][1]
    assert shown.urgency is Urgency.U0 and set(shown.red_flags) >= {"rf_resp", "rf_retention"}
    assert all("ambulance" in each for each in shown.do)


def test_the_urgent_words_are_there_in_spanish():
    sent = Sent(person=ADA)
    answer = answers({FAST: ["breathless_lying_or_talking"]})
    for _ in range(2):
        step = next_step(sent.case, KNOWLEDGE, sent.said)
        sent.send(step, {question.id: answer(question) for question in step.questions})
    contact = first_contact(Findings(sent.case, KNOWLEDGE), sent.case, KNOWLEDGE)
    shown = shown_of(contact, KNOWLEDGE, "es")
    assert shown.title == "Pida ayuda ahora mismo"
    assert shown.do[0].startswith("Llame a una ambulancia ahora.")
    assert shown.red_flags == urgent(sent.case, KNOWLEDGE).red_flags


def test_a_wrong_answer_elsewhere_on_the_page_never_turns_into_an_alarm():
    step = next_step(ADA, KNOWLEDGE, {})
    found = entry_from(step, {"gate_heart": "yes", "gate_sudden_change": "?"}, ADA, KNOWLEDGE, {})
    assert isinstance(found, tuple) and urgent(ADA, KNOWLEDGE) is None
