"""Pictures of one nerve, one plexus, the face and the eye, and of poisons."""

from care.cause_pictures.findings import AUT, CRN, DSP, FOC, MOT, NOTHING, OH
from care.made_causes import facts

PICTURES = [
    # ---- one nerve, one plexus, the face and the eye
    ("trauma", facts(trauma_open__left=True), FOC, "possible"),
    ("trauma", facts(nerve_trauma__left=True), FOC, "likely"),
    ("trauma", facts(nerve_trauma__left=True, complete_palsy__left=True), NOTHING, "confirmed"),
    (
        "trauma",
        facts(
            nerve_trauma__left=False, nerve_trauma__right=False, wound_or_fracture_near_nerve=False
        ),
        FOC,
        "excluded",
    ),
    ("compress", facts(confined_to_one_nerve=True), FOC, "possible"),
    ("compress", facts(nerve_ulnar_elbow__right=True), FOC, "likely"),
    ("compress", facts(confined_to_one_nerve=True, nerve_pressure_history=True), FOC, "likely"),
    ("compress", facts(confined_to_one_nerve=True, ncs_abnormal=True), NOTHING, "confirmed"),
    ("compress", facts(confined_to_one_nerve=False, ncs_abnormal=False), FOC, "excluded"),
    ("bell", facts(face_weak_half__left=True, face_weak_half__right=False), NOTHING, "likely"),
    ("bell", facts(face_weak_half__left=True), CRN, "possible"),
    ("bell", facts(face_weak_half__left=True, face_weak_half__right=True), CRN, "excluded"),
    ("ocmv", facts(double_vision_new=True), CRN, "possible"),
    ("ocmv", facts(eye_movement_limited__left=True, headache_severe=False), NOTHING, "likely"),
    (
        "ocmv",
        facts(eye_movement_limited__left=True, headache_severe=False, pupil_size__left="large"),
        CRN,
        "excluded",
    ),
    ("nalg", facts(scapular_winging__right=True), FOC, "possible"),
    ("nalg", facts(shoulder_pain_severe_then_weak=True), FOC, "likely"),
    ("radpx", facts(lymphoedema_after_radiation=True), FOC, "possible"),
    ("radpx", facts(radiotherapy_plexus=True), FOC, "likely"),
    ("radpx", facts(radiotherapy_plexus=False), FOC, "excluded"),
    ("synuc", (*OH, *facts(smell_loss=True)), AUT, "possible"),
    ("synuc", (*OH, *facts(acts_out_dreams=True)), AUT, "likely"),
    # ---- poisons
    ("lead", facts(lead_exposure=True), MOT, "possible"),
    ("lead", facts(lead_exposure=True, wrist_drop__left=True), MOT, "likely"),
    ("lead", facts(blood_lead_ugdl=41.0), NOTHING, "confirmed"),
    ("lead", facts(blood_lead_ugdl=40.0), MOT, "possible"),
    ("lead", facts(blood_lead_high=True), NOTHING, "confirmed"),
    ("lead", facts(blood_lead_ugdl=5.0, lead_exposure=True), MOT, "excluded"),
    ("arsenic", facts(arsenic_exposure=True), DSP, "possible"),
    ("arsenic", facts(arsenic_exposure=True, gut_illness_before=True), DSP, "likely"),
    ("arsenic", facts(urine_arsenic_ugl=51.0), NOTHING, "confirmed"),
    ("arsenic", facts(urine_arsenic_ugl=50.0, arsenic_exposure=True), DSP, "excluded"),
    ("thallium", facts(hair_loss=True, others_ill_same_place=True), DSP, "possible"),
    ("thallium", facts(hair_loss=True, gut_illness_before=True), DSP, "likely"),
    ("thallium", facts(urine_thallium_ugl=6.0), NOTHING, "confirmed"),
    ("thallium", facts(urine_thallium_ugl=5.0, hair_loss=True), DSP, "excluded"),
    ("solv", facts(solvent_exposure=True), {"DSP": 0.4}, "possible"),
    ("solv", facts(solvent_exposure=True), DSP, "likely"),
    ("solv", facts(hexanedione_urine=True), NOTHING, "confirmed"),
    ("solv", facts(solvent_exposure=False, hexanedione_urine=False), DSP, "excluded"),
    ("op", facts(pesticide_exposure=True), MOT, "possible"),
    (
        "op",
        facts(pesticide_exposure=True, sweat_drool_twitch_after_pesticide=True),
        MOT,
        "likely",
    ),
    ("op", facts(pesticide_exposure=True, cholinesterase_low=True), NOTHING, "confirmed"),
    ("op", facts(pesticide_exposure=False), MOT, "excluded"),
]
