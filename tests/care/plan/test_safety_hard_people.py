"""Fifty people made to slip through: combinations, old readings, half answers, wrong approvals.

Each is well but for one line, in a clinic and a home that have everything. What must be shut, and
what must stay open, was read from the printed matrix, the filters and the policy.
"""

from dataclasses import dataclass
from datetime import date

import pytest

from care.plan.steady import EVERYWHERE, KNOWLEDGE, THERE, approval, contact
from care.said import TODAY, person
from surefoot.care.case import Case, Fact
from surefoot.care.findings import Findings
from surefoot.care.plan.records import SafetyReading
from surefoot.care.plan.safety import assess
from surefoot.terms import Setting

COLUMNS = {
    "AQ": "aquatic",
    "ST": "soft_tissue",
    "JM": "joint_mobilization",
    "FX": "flexibility",
    "BT": "balance",
    "AE": "aerobic",
    "RT": "strength",
    "GT": "gait",
    "NG": "nerve_gliding",
    "SR": "sensory",
    "EM": "tens",
    "VB": "whole_body_vibration",
    "TC": "tai_chi",
    "FC": "foot_care",
    "PE": "education_pain",
}
TRAINING = {COLUMNS[code] for code in ("AQ", "BT", "AE", "RT", "GT", "NG", "VB", "TC")}
ORDINARY = {
    "pool_access": "pool_access",
    "pool_temp_c": "pool_temp_c=30",
    "vigorous_clearance": "vigorous_clearance",
    "glucose_now_mgdl": "glucose_now_mgdl=120",
    "gait_usual_mps": "gait_usual_mps=1.2",
    "fsbt_stage": "fsbt_stage=4",
    "mctsib_c1_s": "mctsib_c1_s=30",
    "caregiver_standby": "caregiver_standby",
    "caregiver_trained": "caregiver_trained",
}
FIFTIES, THIRTIES = date(1971, 1, 1), date(1995, 1, 1)
INSULIN = "drug_insulin=current diabetes_type=type1"


@dataclass(frozen=True)
class Hard:
    """One person: what is told, who approved what, and what the reference makes of it."""

    name: str
    line: str
    shut: str = ""  # tags, columns and exercises of which nothing is open; ALL and ALL_ACTIVE
    still: str = ""  # columns and exercises of which something is open
    must: str = ""  # must-haves that are required
    approved: str = ""  # CONDITION:technique
    well: bool = True
    born_on: date = FIFTIES


PEOPLE = (
    Hard("an open foot ulcer and a wish for the pool", "foot_ulcer_open@left",
         "AQ JM VB TC ST BT GT SR EM WB_STAND PLANTAR_LOAD PLANTAR_HIGH WB_SINGLE FOOT_PRESS"
         " COMPRESSION IMMERSION MANIP_DISTAL VIBRATION INSENSATE_RISK",
         "FX AE RT NG PE", "MI2 MI3"),
    Hard("the same with balance approved: seated balance at most", "foot_ulcer_open@left",
         "WB_STAND PLANTAR_LOAD IMMERSION VIBRATION GT TC", "BT", approved="ULCER_FOOT:balance"),
    Hard("the same with the pool approved: never", "foot_ulcer_open@left", "AQ IMMERSION",
         approved="ULCER_FOOT:aquatic"),
    Hard("gait approved in the prescribed device: only the two items named",
         "foot_ulcer_open@left offloading_device_prescribed",
         "GT001 GT003 GT008 BT TC PLANTAR_HIGH",
         "GT002 OR001", approved="ULCER_FOOT:gait"),
    Hard("gait approved without the device", "foot_ulcer_open@left", "GT OR001 WB_STAND",
         approved="ULCER_FOOT:gait"),
    Hard("a Charcot foot that cooled down in its cast", "charcot_history@left",
         "AQ ST JM GT VB TC FX BT SR EM WB_STAND PLANTAR_LOAD PLANTAR_HIGH WB_SINGLE FOOT_PRESS"
         " IMMERSION MANIP_DISTAL VIBRATION PERTURB COMPRESSION", "RT AE NG", "MI3"),
    Hard("a Charcot foot in remission, the other not", "charcot_history@both"
         " charcot_remission_documented@left", "AQ GT WB_STAND PERTURB", "RT", "MI3"),
    Hard("a Charcot foot in remission", "charcot_history@left charcot_remission_documented@left",
         "PLANTAR_HIGH PERTURB JM VB", "AQ BT GT FX RT", "MI3"),
    Hard("a confirmed clot without established treatment", "dvt_confirmed@left", "ALL"),
    Hard("a clot of whose treatment nobody knows",
         "dvt_confirmed@left ?dvt_anticoag_established", "ALL"),
    Hard("a clot under treatment, with the anticoagulant",
         "dvt_confirmed@left dvt_anticoag_established drug_anticoagulant=current",
         "ST EM VB DEEP_PRESSURE DVT_RISK VIBRATION BLEED_RISK NECK", "AQ JM BT AE RT GT NG"),
    Hard("a calf that aches, with everything approved", "calf_pain@right", "ALL",
         approved="DVT_SUSPECT:aerobic DVT_SUSPECT:balance DVT_SUSPECT:flexibility"),
    Hard("a stiff artery with a low toe index", "abi@both=1.45 tbi@left=0.5 ?toe_pressure_mmhg",
         "COMPRESSION", "AQ AE BT GT", "MI2 MI13"),
    Hard("claudication without protective feeling",
         "mono_mth1_correct@both=0 pad_known legs_hurt_walking",
         "AE007 INSENSATE_RISK BLEED_RISK", "AE GT BT AE001", "MI2 MI3 MI13"),
    Hard("a toe pressure of 29", "pulses_absent@left toe_pressure_mmhg@left=29 abi@left=0.5",
         "AQ ST VB JM BT AE RT GT EM TC DEEP_PRESSURE PLANTAR_HIGH PLANTAR_LOAD WB_SINGLE"
         " COMPRESSION WARM_HEAT IMMERSION VIBRATION INSENSATE_RISK AEROBIC_VIG",
         "FX NG SR", "MI13"),
    Hard("pain of the foot at rest, strength approved", "foot_rest_pain",
         "AQ ST VB BT PLANTAR_LOAD",
         "FX SR", approved="PAD_CLTI:strength"),
    Hard("autonomic, heat, a pool of 34 degrees",
         "hr_rest=104 heat_intolerance pool_temp_c=34 sbp_stand_1=100",
         "AQ AE RT VB WARM_HEAT AEROBIC_MOD AEROBIC_VIG RESIST_HEAVY", "FX BT ST", "MI4"),
    Hard("severe orthostatic hypotension by a pressure alone",
         "sbp_supine=105 sbp_stand_1=89 sbp_stand_3=92",
         "AQ BT AE RT GT VB TC IMMERSION WARM_HEAT FALL_HIGH AEROBIC_VIG", "ST FX NG JM", "MI4"),
    Hard("fainted three weeks ago, the pool approved", "fainted last_faint_on=-21d",
         "AQ IMMERSION WARM_HEAT FALL_HIGH VB", "FX", "MI4", approved="OH_SEVERE:aquatic"),
    Hard("a hip fracture without an order", "!fracture_recent fracture_recent@hip_left",
         "AQ BT FX GT TC ST JM VB WB_STAND PLANTAR_HIGH PERTURB FALL_HIGH IMMERSION", "NG SR AE"),
    Hard("a hip fracture with an order and mobilisation approved",
         "!fracture_recent fracture_recent@hip_left weight_bearing_order",
         "AQ IMMERSION PLANTAR_HIGH PERTURB FALL_HIGH VIBRATION FX GT", "JM RT AE",
         approved="FRACTURE_RECENT:joint_mobilization"),
    Hard("a wrist fracture, hands-on work approved", "!fracture_recent fracture_recent@wrist_left",
         "AQ BT FX GT TC VB IMMERSION PLANTAR_HIGH PERTURB FALL_HIGH", "JM ST AE RT",
         approved="FRACTURE_RECENT:joint_mobilization FRACTURE_RECENT:soft_tissue"),
    Hard("anticoagulated at INR 6 with thin bones",
         "drug_anticoagulant=current inr=6 osteoporosis_or_fragility_fracture",
         "RESIST RESIST_HEAVY FALL_HIGH PERTURB DEEP_PRESSURE BLEED_RISK SPINE_LOAD NECK TC"
         " VIBRATION", "AQ AE GT FX ST JM"),
    Hard("thirty weeks pregnant", "pregnant gestation_wk=30",
         "VB EM SUPINE PRONE VALSALVA ABDOMEN VIBRATION FALL_HIGH AEROBIC_VIG", "AQ BT RT AE",
         born_on=THIRTIES),
    Hard("pregnant, nobody asked how long", "pregnant ?gestation_wk", "VB SUPINE PRONE FALL_HIGH",
         "AQ BT RT", born_on=THIRTIES),
    Hard("pregnant, loose joints, thin bones",
         "hypermobile osteoporosis_or_fragility_fracture pregnant gestation_wk=10",
         "JM VB EM END_RANGE SPINE_LOAD NECK FALL_HIGH PRONE VALSALVA", "FX BT RT AQ ST",
         born_on=THIRTIES),
    Hard("platelets of 25 in a warm pool's reach", "drug_chemo_now=current platelets=25",
         "AQ ST VB JM BT RT TC RESIST RESIST_HEAVY BLEED_RISK DEEP_PRESSURE VIBRATION PERTURB"
         " FALL_HIGH VALSALVA IMMERSION AEROBIC_VIG", "FX AE GT NG", "MI11"),
    Hard("platelets of 19", "drug_chemo_now=current platelets=19",
         "AQ ST JM RT VB TC BT AE EM MANUAL FALL_MED FALL_HIGH AEROBIC_MOD END_RANGE RESIST",
         "NG SR", "MI11"),
    Hard("platelets of 50 and good blood", "drug_chemo_now=current platelets=50", "",
         "AQ ST JM FX BT AE RT GT NG SR EM VB TC", "MI11"),
    Hard("on chemotherapy, counts not taken",
         "drug_chemo_now=current ?platelets ?anc ?haemoglobin_gdl",
         "IMMERSION GROUP RESIST VIBRATION BLEED_RISK ALL_ACTIVE", "FC PE", "MI11"),
    Hard("few white cells and athlete's foot", "drug_chemo_now=current anc=0.9 athlete_foot@left",
         "ALL"),
    Hard("few white cells, and the person thinks of an infection",
         "drug_chemo_now=current anc=0.9 infection_suspected", "ALL", "PE"),
    Hard("few white cells and nothing else", "drug_chemo_now=current anc=0.9", "AQ GROUP IMMERSION",
         "BT AE RT ST JM"),
    Hard("a haemoglobin of 6.9", "drug_chemo_now=current haemoglobin_gdl=6.9", "ALL_ACTIVE", "PE"),
    Hard("a haemoglobin of 8.5 with heart disease",
         "drug_chemo_now=current haemoglobin_gdl=8.5 heart_disease_known",
         "AE RT VB AEROBIC_VIG RESIST_HEAVY", "AQ BT FX GT"),
    Hard("a weak heart, the pool approved",
         "heart_failure heart_disease_known ?nyha_class heart_ef_pct=24",
         "IMMERSION FLUID_LOAD VALSALVA RESIST_HEAVY AEROBIC_VIG VB", "AE RT BT",
         approved="HF_STABLE:aquatic"),
    Hard("a steady heart, the pool approved",
         "heart_failure heart_disease_known nyha_class=II heart_ef_pct=45",
         "DEEP_WATER FLUID_LOAD VALSALVA VB", "AQ AE", approved="HF_STABLE:aquatic"),
    Hard("heart failure and two kilograms in three days, told as 2.5",
         "heart_failure heart_disease_known nyha_class=I heart_ef_pct=50 weight_gain_3d_kg=2.5",
         "ALL_ACTIVE"),
    Hard("oxaliplatin and heart failure: no water fits",
         "drug_oxaliplatin=current heart_failure heart_disease_known nyha_class=I heart_ef_pct=50"
         " pool_temp_c=32", "IMMERSION", "BT", approved="HF_STABLE:aquatic"),
    Hard("a glucose of 349, ketones not checked",
         f"{INSULIN} glucose_now_mgdl=349 ?ketones_level ?ketones_blood_mmoll",
         "ALL_ACTIVE", "PE", "MI5 MI6"),
    Hard("a glucose of 300 without ketones", f"{INSULIN} glucose_now_mgdl=300",
         "AEROBIC_VIG RESIST_HEAVY", "AE RT BT", "MI5 MI6"),
    Hard("a low that needed help, without insulin", "hypo_needed_help_24h", "ALL_ACTIVE", "PE"),
    Hard("diabetes, eyes never looked at", "diabetes_type=type2 ?retinopathy",
         "VALSALVA RESIST_HEAVY AEROBIC_VIG ISOMETRIC VIBRATION PERTURB NECK",
         "AQ BT AE RT", "MI6"),
    Hard("blood in the eye", "diabetes_type=type2 retinopathy=vitreous_haemorrhage", "ALL_ACTIVE"),
    Hard("bone metastasis, nobody said where", "bone_metastasis",
         "JM ST RT EM VB JOINT_MOB DEEP_PRESSURE MANUAL RESIST_HEAVY SPINE_LOAD PERTURB VIBRATION"
         " PLANTAR_HIGH", "AQ BT FX AE GT"),
    Hard("a pacemaker, TENS approved", "implant_cardiac_or_stimulator heart_disease_known",
         "EM ELECTRO VIBRATION VB", "AQ ST JM BT AE RT GT", approved="IMPLANT_CARDIAC:tens"),
    Hard("GBS still progressing, walking approved", "gbs_cidp_progressing",
         "AQ BT AE RT NG VB TC EM RESIST ISOMETRIC AEROBIC_MOD PERTURB FALL_MED FALL_HIGH END_RANGE"
         " DEEP_PRESSURE NECK WB_SINGLE", "ST JM SR", approved="GBS_ACUTE:gait"),
    Hard("weak breath that nobody reviewed", "fvc_pct=49", "ALL",
         approved="RESP_WEAK:balance RESP_WEAK:strength"),
    Hard("spinning and vomiting, balance approved", "dizzy_spinning vomiting",
         "AQ GT VB TC HEAD_TURN EYES_CLOSED VISUAL_FLOW NECK FALL_HIGH IMMERSION", "BT FX AE RT",
         approved="VESTIB_ACUTE:balance"),
    Hard("a seizure yesterday, water and balance approved", "seizure_disorder last_seizure_on=-1d",
         "AQ IMMERSION DEEP_WATER VIBRATION GT EM TC", "BT FX RT",
         approved="SEIZURE:aquatic SEIZURE:balance"),
    Hard("ill with fever, training approved", "systemically_unwell", "ALL",
         approved="FEVER:balance FEVER:aerobic"),
    Hard("a resting pressure of three months ago, 185 lying today",
         "sbp_rest=140/-90d sbp_sitting=140/-90d sbp_supine=185", "ALL_ACTIVE"),
    Hard("a resting pulse of three months ago, 125 lying today", "hr_rest=70/-90d hr_supine=125",
         "ALL_ACTIVE", "PE", "MI4"),
    Hard("a new knee five months ago", "joint_replacement_6mo !surgery_6wk_site",
         "AQ ST JM NG VB END_RANGE IMMERSION SCAR ABDOMEN", "BT AE RT GT"),
    Hard("a hip that cannot lift the leg", "mrc_hip_abduction@left=2", "", "AQ BT RT", "MI12"),
    Hard("legs turning stiff and weak, everything approved", "strength_falling_4wk gait_stiff",
         "ALL_ACTIVE NECK SPINE_LOAD NEURAL_TENSION JM",
         approved="PROGRESSIVE_MOTOR:balance PROGRESSIVE_MOTOR:strength PROGRESSIVE_MOTOR:gait"),
    Hard("dialysis today with a fistula", "kidney_failure_dialysis fistula_arm@left dialysis_today",
         "TC VALSALVA RESIST_HEAVY AEROBIC_VIG FLUID_LOAD", "AE RT FX EM"),
    Hard("cancer of the chest, light approved", "!malignancy_site malignancy_site@chest_left",
         "EM LIGHT ELECTRO ST JM VB", "AQ BT RT", approved="MALIG_LOCAL:photobiomodulation"),
    Hard("everything at once",
         "foot_ulcer_open@left charcot_history@right toe_pressure_mmhg@left=20"
         " drug_insulin=current diabetes_type=type2 retinopathy=proliferative",
         "AQ ST JM BT GT AE RT EM VB TC FX SR WB_STAND VALSALVA COMPRESSION", "PE FC",
         "MI2 MI3 MI5 MI6"),
    Hard("nobody knows anything of a woman of 97", "", "ALL", "PE FC", well=False,
         born_on=date(1929, 1, 1)),
)  # fmt: skip


def case_of(hard: Hard) -> Case:
    """The person, in a clinic and at a home that have everything."""
    told = {word.lstrip("!?").split("=")[0].split("@")[0] for word in hard.line.split()}
    usual = " ".join(word for code, word in ORDINARY.items() if code not in told)
    case = person(f"{usual} {hard.line}", well=hard.well, born_on=hard.born_on)
    facts = [fact for fact in case.facts if not fact.code.startswith("equip_")]
    facts += [Fact(code=c, value=True, on=TODAY, site=place) for c in THERE for place in Setting]
    given = (word.split(":") for word in hard.approved.split())
    return Case(
        person=case.person,
        today=TODAY,
        facts=tuple(facts),
        approvals=tuple(approval(condition, technique) for condition, technique in given),
        means=EVERYWHERE,
    )


def reading_of(hard: Hard) -> SafetyReading:
    """What safety says once every alarm was looked at: only the matrix and the rules are left."""
    case = case_of(hard)
    told = {"plan_stage": "mild", "plan_type": "none", "cause_gbs": "none", "cause_cidp": "none"}
    findings = Findings(case, KNOWLEDGE).with_results(told)
    return assess(findings, case, contact(), KNOWLEDGE)


def meant(word: str) -> set[str]:
    """The exercises of a word: a tag, a column, an exercise, or a block."""
    rows = KNOWLEDGE.exercises
    if word in rows:
        return {word}
    if word in COLUMNS:
        return {name for name, row in rows.items() if row.technique == COLUMNS[word]}
    if word == "ALL_ACTIVE":
        return {name for name, row in rows.items() if row.technique in TRAINING}
    tags = {name: set(row.precaution_tags) for name, row in rows.items()}
    if word == "ALL":
        bearing = {"WB_STAND", "PLANTAR_LOAD", "FLUID_LOAD"}
        return {name for name, has in tags.items() if "EDU" not in has or has & bearing}
    found = {name for name, has in tags.items() if word in has}
    assert found, word
    return found


@pytest.mark.parametrize("hard", PEOPLE, ids=lambda hard: hard.name)
def test_a_hard_person_gets_what_the_reference_leaves(hard):
    reading = reading_of(hard)
    left = {name for name, item in reading.exercises.items() if item.settings}
    for word in hard.shut.split():
        assert left & meant(word) == set(), word
    for word in hard.still.split():
        assert left & meant(word), word
    assert {need.id for need in reading.requirements} >= set(hard.must.split())


def by_name(name: str) -> SafetyReading:
    return reading_of(next(hard for hard in PEOPLE if hard.name == name))


def test_water_and_depth_follow_the_heart_and_the_pregnancy():
    assert by_name("thirty weeks pregnant").pool_temp_c == (28.0, 33.0)
    heart = by_name("a steady heart, the pool approved")
    assert heart.pool_temp_c == (28.0, 32.0)
    depths = {KNOWLEDGE.exercises[n].water_depth for n, i in heart.exercises.items()
              if Setting.POOL in i.settings}  # fmt: skip
    assert depths == {"waist"}


def test_a_glucose_of_300_trains_in_the_clinic_and_not_at_home():
    reading = by_name("a glucose of 300 without ketones")
    home = {n for n, item in reading.exercises.items() if Setting.HOME in item.settings}
    assert home & meant("ALL") == set()


def test_only_the_sound_wrist_is_moved():
    reading = by_name("a wrist fracture, hands-on work approved")
    wrists = [n for n, row in KNOWLEDGE.exercises.items()
              if row.technique == "joint_mobilization" and "wrist" in row.region]  # fmt: skip
    for name in wrists:
        says = [reason.says for reason in reading.exercises[name].modifications]
        assert not reading.exercises[name].settings or any("only on the right" in s for s in says)


def test_who_cannot_follow_two_steps_and_is_alone_does_nothing_at_home():
    line = "cannot_follow_2_steps caregiver_standby=no caregiver_trained=no lives_alone"
    reading = reading_of(Hard("", line))
    assert not any(Setting.HOME in item.settings for item in reading.exercises.values())
    left = {name for name, item in reading.exercises.items() if item.settings}
    for word in ("COG_LOAD", "EYES_CLOSED", "PERTURB", "FALL_HIGH", "DEEP_WATER", "AEROBIC_VIG"):
        assert left & meant(word) == set(), word


def test_three_falls_alone_at_home_leaves_low_hazard_there_and_balance_in_the_clinic():
    line = "fell_past_year falls_12mo=3 lives_alone caregiver_standby=no caregiver_trained=no"
    reading = reading_of(Hard("", line))
    home = {n for n, item in reading.exercises.items() if Setting.HOME in item.settings}
    assert home & (meant("FALL_HIGH") | meant("FALL_MED") | meant("PERTURB")) == set()
    assert home & meant("EYES_CLOSED") & meant("WB_STAND") == set()
    assert (
        {n for n, i in reading.exercises.items() if i.settings} & meant("BT") & meant("FALL_HIGH")
    )
    assert "MI8" in {need.id for need in reading.requirements}


def test_a_weak_hip_lowers_the_cap():
    cap = by_name("a hip that cannot lift the leg").cap
    assert (cap.start_min, cap.minutes[0], cap.minutes[-1], cap.effort_max) == (30, 60, 100, 3)
