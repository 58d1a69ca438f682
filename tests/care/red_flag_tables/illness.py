"""Red flags of general illness, bladder, gut, pregnancy and danger: what fires, what just not."""

FIRES: dict[str, tuple[tuple[str, str], ...]] = {
    "rf_weight": (
        ("U3", "weight_loss_unexplained weight_kg=80/-200d weight_kg=75.5"),
        ("U3", "weight_loss_unexplained weight_kg=60/-200d weight_kg=57"),
        ("U3", "weight_loss_unexplained weight_loss_told_kg=4.5"),
        ("U3", "night_sweats"),
        ("U3", "fever_felt fever_weeks=3"),
        ("U2", "night_sweats still_worsening numbness@heel_left"),
    ),
    "rf_amyl": (
        (
            "U3",
            "numbness@heel_left still_worsening carpal_tunnel_release_history foamy_urine",
        ),
        (
            "U3",
            "numbness@heel_left still_worsening erectile_difficulty lumbar_stenosis_surgery",
        ),
        ("U2", "numbness@heel_left still_worsening heart_failure family_neuropathy"),
        (
            "U2",
            "numbness@heel_left still_worsening foamy_urine family_neuropathy fainted",
        ),
    ),
    "rf_poems": (
        ("U2", "numbness@heel_left oedema_grade@left=1 skin_darkening"),
        ("U2", "numbness@heel_left oedema_grade@left=1 platelets=451"),
        ("U2", "numbness@heel_left oedema_grade@left=1 m_protein_lambda"),
        ("U2", "no_ivig_response"),
    ),
    "rf_ici": (
        ("U1", "drug_checkpoint_inhibitor=current weakness@calf_left"),
        ("U1", "drug_checkpoint_inhibitor=stopped_within_12_months double_vision_new"),
        ("U1", "drug_checkpoint_inhibitor=current diarrhoea"),
        ("U0", "drug_checkpoint_inhibitor=current breathless_unexplained_new"),
        ("U0", "drug_checkpoint_inhibitor=current choking_new"),
        ("U0", "drug_checkpoint_inhibitor=current chest_pain"),
        ("U0", "drug_checkpoint_inhibitor=current fainted"),
    ),
    "rf_neut": (
        ("U0", "temp_c=38 chemo_within_6wk"),
        ("U0", "shivering_unwell drug_chemo_now=current"),
        ("U0", "temp_c=38 last_chemo_on=-42d"),
    ),
    "rf_sepsis": (
        ("U0", "infection_suspected confusion_new"),
        ("U0", "infection_suspected resp_rate=22"),
        ("U0", "infection_suspected sbp_rest=100"),
        ("U0", "infection_suspected skin_mottled_ashen"),
        ("U0", "infection_suspected no_urine_18h"),
    ),
    "rf_retention": (
        ("U1", "cannot_pass_urine"),
        ("U2", "painless_overflow"),
        ("U2", "pvr_ml=301"),
        ("U3", "pvr_ml=200/-20d pvr_ml=200"),
        ("U0", "cannot_pass_urine fever_felt"),
        ("U0", "pvr_ml=301 temp_c=38"),
    ),
    "rf_gp": (
        ("U2", "vomiting vomiting_days=2"),
        ("U2", "weight_loss_unexplained early_fullness"),
        ("U1", "cannot_keep_fluid"),
        ("U1", "blood_vomited"),
        ("U1", "vomiting vomiting_days=2 drug_insulin=current"),
        ("U1", "hypo_after_meals drug_insulin=current"),
    ),
    "rf_suic": (
        ("U1", "phq9_item9=1"),
        ("U1", "wish_to_die"),
        ("U0", "wish_to_die suicide_plan_or_intent"),
        ("U0", "wish_to_die ?suicide_plan_or_intent"),
        ("U2", "phq9_score=20"),
    ),
    "rf_abuse": (("U1", "unexplained_injury_fear_neglect"),),
    "rf_preg": (
        ("U1", "pregnant weakness@calf_left"),
        ("U1", "postpartum_6wk face_weak_half@both"),
        ("U1", "pregnant headache_severe"),
        ("U1", "pregnant visual_change_new"),
    ),
}

SILENT: dict[str, tuple[str, ...]] = {
    "rf_weight": (
        "weight_loss_unexplained weight_kg=100/-200d weight_kg=95.6",
        "weight_loss_unexplained weight_loss_told_kg=3.7",
        "weight_kg=80/-200d weight_kg=70",
        "fever_felt fever_weeks=2",
    ),
    "rf_amyl": (
        "numbness@heel_left still_worsening foamy_urine",
        "numbness@heel_left foamy_urine family_neuropathy time_to_worst=days_to_4_weeks",
        "still_worsening foamy_urine family_neuropathy",
        "numbness@heel_left still_worsening foamy_urine family_neuropathy diabetes_type=type2",
    ),
    "rf_poems": (
        "numbness@heel_left oedema_grade@left=1",
        "numbness@heel_left oedema_grade@left=1 platelets=450",
        "oedema_grade@left=1 skin_darkening",
    ),
    "rf_ici": (
        "weakness@calf_left",
        "drug_checkpoint_inhibitor=current",
        "drug_checkpoint_inhibitor=stopped_over_12_months chest_pain",
    ),
    "rf_neut": ("temp_c=37.9 chemo_within_6wk", "temp_c=39", "temp_c=38 last_chemo_on=-43d"),
    "rf_sepsis": (
        "infection_suspected",
        "confusion_new",
        "infection_suspected resp_rate=21",
        "infection_suspected sbp_rest=101",
        "infection_suspected sbp_rest=95 sbp_usual=95",
        # A fast heart alone does not count.
        "infection_suspected hr_rest=119",
    ),
    "rf_retention": (
        "pvr_ml=300",
        "pvr_ml=250",
        "pvr_ml=199/-20d pvr_ml=250",
        "urine_leak fever_felt",
    ),
    "rf_gp": (
        "vomiting vomiting_days=1",
        "early_fullness",
        "hypo_after_meals",
        "vomiting vomiting_days=1 drug_insulin=current",
    ),
    "rf_suic": ("phq9_item9=0 phq9_score=19", "sad_often"),
    "rf_abuse": ("sad_often",),
    "rf_preg": ("pregnant", "weakness@calf_left", "pregnant face_weak_half@left"),
}
