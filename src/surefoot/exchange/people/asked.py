"""What everybody is asked on the phone and measured at the first visit, unless told already."""

from surefoot.care.case import Value
from surefoot.exchange.people.chart import (
    LEFT,
    MUSCLES_OF_THE_ARM,
    MUSCLES_OF_THE_LEG,
    RIGHT,
    Chart,
    words,
)

# The ring-1 gates of the policy and the findings a "yes" makes likely; a "no" closes them.
GATES: dict[str, tuple[str, ...]] = {
    "skin_or_foot_wound": (
        "foot_ulcer_open",
        "foot_blister",
        "callus_with_blood",
        "ulcer_history",
        "charcot_history",
        "wound_other_open",
        "skin_disease_extensive",
        "athlete_foot",
    ),
    "hot_foot_or_infection": ("foot_warm", "foot_red", "foot_swollen", "systemically_unwell"),
    "heart": (
        "heart_disease_known",
        "heart_failure",
        "implant_cardiac_or_stimulator",
        "fainted",
        "chest_pain",
    ),
    "leg_artery": ("pad_known", "legs_hurt_walking", "foot_rest_pain"),
    "clot_or_bleeding": ("dvt_confirmed", "drug_anticoagulant", "calf_swelling_new"),
    "cancer_or_blood": ("cancer_active", "cancer_history", "drug_chemo_now", "blood_cancer"),
    "diabetes": ("diabetes_type", "kidney_failure_dialysis", "nephropathy_advanced"),
    "dizzy_or_heat": ("lightheaded_standing", "heat_intolerance", "sweating_abnormal"),
    "breath_swallow_or_fast_weakness": ("breathless_lying_or_talking", "weakness_spreading_up"),
    "bladder_or_bowel": ("urine_leak", "bowel_incontinence", "saddle_numbness"),
    "bone_or_operation": (
        "fracture_recent",
        "surgery_6wk_site",
        "osteoporosis_or_fragility_fracture",
        "hypermobile",
    ),
    "seizure": ("seizure_disorder",),
    "spinning": ("dizzy_spinning", "vestibular_hypofunction"),
    "pregnancy": ("pregnant", "postpartum_6wk"),
    "water": ("airway_open_or_aspiration", "chlorine_allergy", "water_fear_or_nonswimmer"),
    "light": ("photosensitive", "drug_photosensitiser"),
    "memory": ("cannot_follow_2_steps", "memory_trouble"),
    "mood_or_safety": ("sad_often", "wish_to_die", "unexplained_injury_fear_neglect"),
    "falls": ("fell_past_year", "cannot_rise_alone"),
    "poison_or_new_drug": ("tick_bite_or_region", "nitrous_oxide", "solvent_exposure"),
    "sudden_change": ("face_arm_sudden_weak", "double_vision_new", "leg_sudden_cold_pale"),
    "limp_or_painful_limb": ("thigh_hip_start", "two_or_more_named_nerves"),
    "weight_or_sweats": ("weight_loss_unexplained", "night_sweats", "family_neuropathy"),
    "food_and_drink": ("vomiting", "gastric_or_bariatric_surgery"),
    "spine_or_belly": ("belly_pain_severe", "spinal_pain_midline_after_fall", "dark_urine"),
    "clumsy_or_stiff": ("hands_clumsy", "gait_stiff", "lhermitte"),
}

_PLAIN = words(
    """
    exit_site_line systemically_unwell foot_rest_pain legs_hurt_walking pad_known
    breathless_unexplained_new dvt_anticoag_established heart_disease_known
    breathless_on_exertion symptoms_while_standing_test cardiac_unstable
    mi_3wk_stroke_pe_not_cleared aortic_aneurysm_not_cleared heart_failure hypo_symptoms
    hypo_needed_help_24h nephropathy_advanced kidney_failure_dialysis bowel_incontinence
    diarrhoea gut_infection_14d urine_leak urinary_catheter chlorine_allergy rash_contagious
    radiotherapy_in_progress airway_open_or_aspiration water_fear_or_nonswimmer
    osteoporosis_or_fragility_fracture hypermobile bone_metastasis joint_replacement_6mo
    pregnant postpartum_6wk implant_cardiac_or_stimulator gbs_cidp_progressing gbs_history
    bladder_change_new bowel_change_new saddle_numbness symptoms_linger_30min
    strength_drop_next_day soreness_over_48h dark_urine dizzy_spinning bppv_untreated
    vestibular_hypofunction cannot_follow_2_steps cannot_rise_alone heat_intolerance
    braden_18_or_less insensate_sacrum_or_heel photosensitive seizure_disorder ulcer_history
    amputation_history weakness_spreading_up weakness_both_legs_new
    breathless_lying_or_talking neck_flexion_weak choking_new nasal_speech_or_drool
    double_vision_new sexual_function_change_new sciatica_both_sides cauda_items_2wk_to_3mo
    wish_to_die suicide_plan_or_intent unexplained_injury_fear_neglect fever_felt fainted
    fainted_on_standing fainted_with_injury fainted_on_exertion chest_pain night_sweats
    weight_loss_unexplained cancer_active cancer_history blood_cancer face_arm_sudden_weak
    speech_sudden_change vision_sudden_loss sudden_balance_loss sudden_deficit_gone_24h
    headache_severe fall_head_strike loss_of_consciousness still_worsening cannot_stand
    limb_pressure_injury long_lie spinal_pain_midline_after_fall belly_pain_severe muscle_pain
    infection_suspected shivering_unwell chemo_within_6wk confusion_new vomiting
    cannot_pass_urine painless_overflow memory_trouble tick_bite_or_region nitrous_oxide
    solvent_exposure pesticide_exposure lead_exposure arsenic_exposure low_vision
    lightheaded_standing dizzy_after_meals_heat trips_over_toes unsteady unsteady_in_dark
    holds_furniture trouble_curb trouble_stairs_or_chair early_fullness vomiting_old_food
    nocturnal_diarrhoea constipation hypo_after_meals bladder_hesitancy weak_stream no_urge
    urinary_urgency nocturia urine_infections sweating_abnormal dry_eyes_mouth trunk_band_pain
    thigh_hip_start relapsing_course stepwise_course nonlength_dependent
    symptoms_one_side_only confined_to_one_nerve two_or_more_named_nerves
    gastric_or_bariatric_surgery vegan found_on_waking abrupt_severe_pain_start
    cold_triggered_tingling low_health_literacy hot_climate catastrophising_high
    cast_brace_or_leg_crossing nerve_pressure_history high_arches_hammer_toes_youth
    feet_problems_since_childhood repeated_pressure_palsies wandering_fingers hands_clumsy
    pain_wakes_from_sleep sad_often walking_aid strength_falling_4wk new_severe_foot_pain
    limb_numb_or_weak_new hip_pain_cannot_stand_after_fall irregular_pulse fainted_lying
    near_faint faintness_now palpitations_with_faint black_stool cannot_stand_1_min
    walking_failing unsteady_new_4wk spinal_pain_thoracic_night visual_change_new
    back_or_leg_pain_severe morning_headache pain_aching rash_near_eye_ear_genital
    hypos_2_in_week hypo_not_corrected swallow_speech_slowly_worse headache_new
    exertional_nausea_sweat_jaw_arm
    """
)

_SIDED = words(
    """
    foot_ulcer_open foot_blister callus_with_blood redness_over_20min athlete_foot foot_pus
    foot_warm foot_red foot_swollen foot_red_warm_swollen charcot_history gangrene
    calf_swelling_new calf_pain dvt_confirmed pulses_absent foot_cold foot_deformity foot_drop
    wrist_drop leg_sudden_cold_pale babinski painless_burn_or_object loss_beyond_wound
    nerve_median_cts nerve_ulnar_elbow nerve_radial_spiral nerve_posterior_interosseous
    nerve_peroneal nerve_tibial_tts nerve_lateral_femoral_cutaneous nerve_femoral
    nerve_sciatic nerve_facial nerve_oculomotor nerve_suprascapular_or_brachial_neuritis
    slr_positive face_weak_half ptosis eye_movement_limited thigh_hip_pain
    hand_tingling_at_night
    """
)

_WITH_SITES = words(
    """
    wound_other_open skin_infection skin_disease_extensive fracture_recent malignancy_site
    bone_metastasis_site surgery_6wk_site pain_burning pain_stabbing pain_electric numbness
    tingling touch_pain weakness cramps wasting fasciculations allodynia_brush
    pain_shooting_root rash_dermatome_blisters
    """
)

NO_MEDICINE_OF = words(
    """
    drug_insulin drug_sulfonylurea_glinide drug_glp1 drug_metformin drug_ppi
    drug_anticoagulant drug_dual_antiplatelet drug_beta_blocker drug_bp_or_autonomic_drug
    drug_opioid drug_lightheaded_medicine drug_sleep_or_mood_medicine drug_oxaliplatin
    drug_cisplatin_carboplatin drug_taxane drug_vincristine drug_azole drug_bortezomib
    drug_thalidomide drug_chemo_now drug_checkpoint_inhibitor drug_nitrofurantoin
    drug_metronidazole drug_linezolid drug_dapsone drug_nrti_d_drug drug_isoniazid
    drug_b6_cover drug_hydralazine drug_amiodarone drug_lithium drug_phenytoin drug_colchicine
    drug_cyp3a4_pgp_blocker drug_statin drug_fluoroquinolone drug_tnf_blocker drug_leflunomide
    drug_calcineurin_inhibitor drug_diuretic drug_photosensitiser drug_sglt2 drug_antiplatelet
    drug_brentuximab drug_other_neurotoxic drug_steroid drug_alpha_nitrate_tricyclic_levodopa
    """
)


def ask_everything(chart: Chart) -> None:
    """Ring 1: every question of the phone call that is not told yet is answered "no"."""
    chart.lacks(*_PLAIN)
    chart.lacks_both(*_SIDED)
    chart.nowhere(*_WITH_SITES)
    for code in NO_MEDICINE_OF:
        if not chart.takes_any(code):
            chart.add(code, "never")


def measure_everything(chart: Chart, age: int) -> None:
    """Ring 2: the supine block, strength, reflexes and a mobility test, normal unless told."""
    _fill_both(chart, "vibration_toe", "normal" if age < 75 else "reduced")
    for test in ("mono_hallux_correct", "mono_mth1_correct", "mono_mth5_correct"):
        _fill_both(chart, test, 3.0)
    for test in ("pin_toe", "temperature_foot", "light_touch_foot", "position_toe"):
        _fill_both(chart, test, "normal")
    _fill_both(chart, "pin_level", "none")
    for jerk in ("reflex_knee", "reflex_biceps", "reflex_triceps", "reflex_ankle"):
        _fill_both(chart, jerk, "normal")
    for muscle in (*MUSCLES_OF_THE_LEG, *MUSCLES_OF_THE_ARM):
        _fill_both(chart, muscle, 5.0)
    _pressures(chart, age)
    _mobility(chart, age)
    _fill(chart, "romberg_eo_s", 30.0)
    _fill(chart, "romberg_ec_s", 30.0)
    _fill(chart, "temp_c", round(chart.rng.gauss(36.6, 0.2), 1))
    _fill_both(chart, "oedema_grade", "0")
    _fill(chart, "phq2_score", float(chart.rng.choice((0, 0, 0, 1, 1, 2, 3))))
    _fill(chart, "nprs_average", 0.0)
    _fill(chart, "nprs_now", chart.value("nprs_average") or 0.0)
    _fill(chart, "nprs_baseline", chart.value("nprs_now") or 0.0)


def _fill(chart: Chart, code: str, value: Value) -> None:
    if not chart.knows(code):
        chart.add(code, value)


def _fill_both(chart: Chart, code: str, value: Value) -> None:
    if not chart.knows(code):
        chart.both(code, value)


def _pressures(chart: Chart, age: int) -> None:
    """Lying 5 min, standing 1 and 3 min, and the resting values of the day."""
    rng = chart.rng
    systolic = rng.gauss(124 + 0.25 * max(0, age - 50), 11)
    diastolic = rng.gauss(77, 7)
    pulse = rng.gauss(71, 8)
    for code, value in (
        ("sbp_supine", systolic),
        ("dbp_supine", diastolic),
        ("hr_supine", pulse),
        ("sbp_stand_1", systolic - rng.uniform(-3, 11)),
        ("dbp_stand_1", diastolic - rng.uniform(-6, 4)),
        ("hr_stand_1", pulse + rng.uniform(7, 14)),
        ("sbp_stand_3", systolic - rng.uniform(-4, 8)),
        ("dbp_stand_3", diastolic - rng.uniform(-6, 3)),
        ("hr_stand_3", pulse + rng.uniform(6, 13)),
        ("sbp_rest", systolic + rng.uniform(-4, 6)),
        ("dbp_rest", diastolic + rng.uniform(-3, 4)),
        ("hr_rest", pulse + rng.uniform(-3, 5)),
    ):
        _fill(chart, code, float(round(value)))


def _mobility(chart: Chart, age: int) -> None:
    """Timed tests from age and the weakest leg muscle."""
    rng = chart.rng
    weakest = min(
        float(str(chart.value(muscle, side)))
        for muscle in MUSCLES_OF_THE_LEG
        for side in (LEFT, RIGHT)
        if chart.value(muscle, side) is not None
    )
    lost = 2 if chart.value("position_toe", LEFT) != "normal" else 0
    slow = max(0.0, (age - 55) * 0.09) + (5 - weakest) * 1.6 + lost
    tug = round(max(6.2, rng.gauss(7.8 + slow, 0.9)), 1)
    _fill(chart, "tug_s", tug)
    _fill(chart, "cst30_reps", float(max(0, round(19 - slow * 1.3 + rng.gauss(0, 1.5)))))
    _fill(chart, "cst30_arms_used", False)
    _fill(chart, "gait_usual_mps", round(max(0.3, 1.32 - slow * 0.07 + rng.gauss(0, 0.06)), 2))
    _fill(chart, "w6m_m", float(max(90, round(540 - slow * 34 + rng.gauss(0, 30)))))
    stage = 4 if slow < 2.5 else 3 if slow < 4.5 else 2 if slow < 7 else 1
    _fill(chart, "fsbt_stage", float(stage))
    _fill(chart, "mctsib_c1_s", 30.0 if stage > 1 else 14.0)
    _fill(chart, "mctsib_c2_s", chart.value("romberg_ec_s") or 30.0)
    _fill(chart, "mctsib_c3_s", 30.0 if stage > 2 else 18.0)
    _fill(chart, "mctsib_c4_s", 30.0 if stage > 3 else 7.0)
    _fill(chart, "vigorous_clearance", age < 60 and weakest == 5 and chart.chance(0.3))
    _fill_both(chart, "wblt_deg", float(rng.choice((26, 34, 38, 41, 44))))
    _fill(chart, "touch_pain_nrs", 0.0)
    _fill_both(chart, "wblt_cm", float(rng.choice((6, 9, 10, 11, 12, 13))))
    _fill(chart, "tandem_s", round(min(30.0, max(0.0, 30 - slow * 3 + rng.gauss(0, 4))), 1))
