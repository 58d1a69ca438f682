"""Red flags of metabolism, medicines and poisons: what fires, what just not."""

FIRES: dict[str, tuple[tuple[str, str], ...]] = {
    "rf_gluc": (
        ("U2", "drug_insulin=current glucose_now_mgdl=53"),
        ("U2", "drug_insulin=current hypos_2_in_week"),
        ("U0", "drug_insulin=current glucose_now_mgdl=69 confusion_new"),
        ("U0", "drug_insulin=current hypo_not_corrected"),
        ("U1", "drug_insulin=current glucose_now_mgdl=251 ketones_level=trace_small"),
        ("U1", "drug_insulin=current glucose_now_mgdl=301 systemically_unwell"),
        ("U1", "diabetes_type=type2 drug_sglt2=current nausea"),
        ("U0", "diabetes_type=type2 drug_sglt2=current vomiting"),
        ("U1", "ketones_blood_mmoll=1.5"),
        ("U0", "ketones_blood_mmoll=3"),
        ("U0", "ketones_level=moderate_large vomiting"),
    ),
    "rf_tind": (
        (
            "U2",
            "hba1c_pct=10/-80d hba1c_pct=8 new_severe_foot_pain"
            " glucose_treatment_started_on=-90d symptom_onset_on=-30d",
        ),
    ),
    "rf_wern": (
        ("U0", "confusion_new vomiting"),
        ("U0", "confusion_new alcohol_g_per_wk=351"),
        ("U1", "eye_movement_limited@left gastric_or_bariatric_surgery"),
        ("U1", "unsteady_new_4wk cachexia_or_starvation"),
    ),
    "rf_b1": (
        ("U1", "weakness_spreading_up gastric_or_bariatric_surgery"),
        ("U1", "pain_burning@heel_left time_to_worst=days_to_4_weeks vomiting vomiting_days=8"),
        ("U1", "weakness_spreading_up cachexia_or_starvation"),
    ),
    "rf_drug": (
        ("U2", "numbness@heel_left drug_nitrofurantoin=current"),
        ("U2", "numbness@heel_left drug_metronidazole=current metronidazole_days=29"),
        ("U2", "numbness@heel_left drug_linezolid=current linezolid_days=29"),
        ("U2", "numbness@heel_left drug_isoniazid=current"),
        ("U2", "numbness@heel_left drug_colchicine=current egfr=29"),
        ("U2", "numbness@heel_left b6_mg_per_day=1"),
        ("U2", "numbness@heel_left drug_tnf_blocker=current"),
        ("U2", "numbness@heel_left drug_leflunomide=current"),
        ("U2", "numbness@heel_left drug_vincristine=current"),
        ("U2", "numbness@heel_left drug_brentuximab=current"),
        ("U1", "numbness@heel_left drug_leflunomide=current foot_drop@left"),
        ("U1", "numbness@heel_left drug_vincristine=current jaw_pain_vinca"),
        ("U1", "numbness@heel_left drug_vincristine=current ileus_signs"),
    ),
    "rf_rhabdo": (
        ("U1", "muscle_pain dark_urine"),
        ("U1", "weakness@calf_left dark_urine"),
        ("U0", "muscle_pain dark_urine irregular_pulse"),
        ("U0", "muscle_pain dark_urine no_urine_18h"),
    ),
    "rf_tox": (
        ("U1", "numbness@heel_left others_ill_same_place"),
        ("U1", "numbness@heel_left hair_loss time_to_worst=days_to_4_weeks"),
        ("U1", "numbness@heel_left nail_white_lines"),
        ("U1", "numbness@heel_left abdominal_colic anaemia"),
        ("U1", "numbness@heel_left lead_exposure"),
        ("U1", "numbness@heel_left arsenic_exposure"),
    ),
    "rf_op": (
        ("U0", "sweat_drool_twitch_after_pesticide"),
        ("U0", "pupil_size@left=small pesticide_exposure"),
    ),
    "rf_porph": (
        ("U1", "belly_pain_severe weakness@calf_left"),
        ("U1", "belly_pain_severe confusion_new"),
        ("U1", "belly_pain_severe dark_urine"),
        ("U0", "belly_pain_severe seizure_now"),
        ("U0", "belly_pain_severe breathless_lying_or_talking"),
    ),
}

SILENT: dict[str, tuple[str, ...]] = {
    "rf_gluc": (
        "drug_insulin=current glucose_now_mgdl=69",
        "drug_insulin=current glucose_now_mgdl=54",
        "drug_insulin=current glucose_now_mgdl=250 ketones_level=trace_small",
        "drug_insulin=current glucose_now_mgdl=300 systemically_unwell",
        "drug_insulin=current glucose_now_mgdl=251",
        "drug_sglt2=current",
        "drug_sglt2=stopped_over_12_months vomiting",
        "ketones_blood_mmoll=1.4",
    ),
    "rf_tind": (
        "hba1c_pct=10/-80d hba1c_pct=8.1 new_severe_foot_pain"
        " glucose_treatment_started_on=-90d symptom_onset_on=-30d",
        "hba1c_pct=10/-80d hba1c_pct=8 glucose_treatment_started_on=-90d symptom_onset_on=-30d",
        "hba1c_pct=10/-92d hba1c_pct=8 new_severe_foot_pain"
        " glucose_treatment_started_on=-90d symptom_onset_on=-30d",
        # The pain was there before the treatment began.
        "hba1c_pct=10/-80d hba1c_pct=8 new_severe_foot_pain"
        " glucose_treatment_started_on=-90d symptom_onset_on=-400d",
    ),
    "rf_wern": (
        "confusion_new",
        "vomiting",
        "ataxia vomiting",
        "confusion_new alcohol_g_per_wk=350",
    ),
    "rf_b1": (
        "weakness_spreading_up",
        "gastric_or_bariatric_surgery",
        "pain_burning@heel_left gastric_or_bariatric_surgery",
        "weakness_spreading_up vomiting vomiting_days=7",
    ),
    "rf_drug": (
        "drug_nitrofurantoin=current",
        "numbness@heel_left",
        "numbness@heel_left drug_metronidazole=current metronidazole_days=28",
        "numbness@heel_left drug_linezolid=current linezolid_days=28",
        "numbness@heel_left drug_isoniazid=current drug_b6_cover=current",
        "numbness@heel_left drug_colchicine=current egfr=30",
        "numbness@heel_left b6_mg_per_day=0",
    ),
    "rf_rhabdo": ("muscle_pain drug_statin=current", "dark_urine", "muscle_pain heat_strain"),
    "rf_tox": (
        "others_ill_same_place",
        "numbness@heel_left hair_loss",
        "numbness@heel_left abdominal_colic",
    ),
    "rf_op": ("pesticide_exposure", "pupil_size@left=small"),
    "rf_porph": ("belly_pain_severe", "seizure_now", "weakness@calf_left dark_urine"),
}
