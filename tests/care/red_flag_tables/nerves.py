"""Red flags of nerves, muscles and the face: what fires, what just not."""

FIRES: dict[str, tuple[tuple[str, str], ...]] = {
    "rf_asc": (
        ("U1", "weakness_spreading_up"),
        ("U1", "limb_spread_progression"),
        ("U1", "weakness_both_legs_new still_worsening time_to_worst=days_to_4_weeks"),
        ("U1", "unsteady double_vision_new"),
        ("U0", "weakness_spreading_up cannot_stand"),
        ("U0", "weakness_spreading_up fainted"),
        ("U0", "weakness_spreading_up irregular_pulse"),
        ("U0", "weakness_spreading_up missed_dialysis"),
        ("U0", "weakness_spreading_up choking_new"),
        ("U0", "weakness_spreading_up breathless_lying_or_talking"),
        ("U1", "weakness_both_legs_new still_worsening time_to_worst=4_to_8_weeks walking_failing"),
        ("U2", "weakness_both_legs_new still_worsening time_to_worst=4_to_8_weeks"),
        # Whatever the reflexes: normal ones do not silence it.
        ("U1", "weakness_spreading_up reflex_ankle@both=normal reflex_knee@both=brisk"),
    ),
    "rf_resp": (
        ("U0", "breathless_lying_or_talking"),
        ("U0", "neck_flexion_weak"),
        ("U0", "single_breath_count=19"),
        ("U0", "spo2_pct=91"),
        ("U0", "weakness@thigh_front_left peak_flow_lpm=249"),
        ("U0", "weakness@thigh_front_left fvc_ml=1499 weight_kg=75"),
        ("U0", "weakness@thigh_front_left mip_cmh2o=29"),
        ("U0", "weakness@thigh_front_left mep_cmh2o=39"),
        ("U0", "weakness@thigh_front_left fvc_ml=4000/-10d fvc_ml=2800"),
        ("U0", "lung_disease_known spo2_usual_pct=95 spo2_pct=94"),
    ),
    "rf_bulb": (
        ("U0", "choking_new"),
        ("U0", "nasal_speech_or_drool"),
        ("U0", "double_vision_new fatigable_weakness"),
        ("U0", "double_vision_new weakness_descending"),
    ),
    "rf_face": (
        ("U1", "face_weak_half@left face_weak_days=2"),
        ("U2", "face_weak_half@left face_weak_days=3"),
        ("U2", "face_weak_half@left face_weak_days=21"),
        ("U3", "face_weak_half@left face_weak_days=22"),
        ("U1", "face_weak_half@left face_weak_days=10 rash_dermatome_blisters@ear_left"),
        ("U1", "face_weak_half@left face_weak_days=10 ear_pain_new hearing_loss_or_tinnitus"),
        ("U1", "face_weak_half@both face_weak_days=10"),
        ("U1", "face_weak_half@left"),  # days not known: the more urgent
    ),
    "rf_eye": (
        ("U2", "ptosis@left"),
        ("U2", "double_vision_new double_vision_days=14"),
        ("U1", "double_vision_new double_vision_days=13"),
        ("U1", "double_vision_new"),
        ("U0", "double_vision_new double_vision_days=20 pupil_size@left=large"),
        ("U0", "pupil_abnormal"),
        ("U0", "ptosis@left thunderclap_headache"),
        ("U0", "ptosis@left pupil_size@left=small neck_or_face_pain_new"),
        ("U0", "ptosis@left horner@left neck_or_face_pain_new"),
    ),
    "rf_drop": (
        ("U2", "foot_drop@left mrc_ankle_dorsiflexion@left=3 drop_onset_days@left=41"),
        ("U2", "foot_drop@left mrc_ankle_dorsiflexion@left=4 drop_onset_days@left=41"),
        (
            "U3",
            "foot_drop@left mrc_ankle_dorsiflexion@left=4 drop_onset_days@left=41"
            " nerve_pressure_history",
        ),
        (
            "U2",
            "foot_drop@left mrc_ankle_dorsiflexion@left=3 drop_onset_days@left=41"
            " nerve_pressure_history",
        ),
        ("U1", "foot_drop@both drop_onset_days@both=20"),
        ("U1", "foot_drop@left drop_onset_days@left=20 back_or_leg_pain_severe"),
        ("U1", "foot_drop@left drop_onset_days@left=20 fever_felt"),
        ("U1", "foot_drop@left drop_onset_days@left=20 two_or_more_named_nerves"),
        ("U1", "foot_drop@left drop_onset_days@left=20 still_worsening"),
        ("U0", "foot_drop@left drop_onset_days@left=20 bladder_change_new"),
        ("U0", "foot_drop@left drop_onset_days@left=20 saddle_numbness"),
        ("U2", "mrc_ankle_dorsiflexion@left=4 drop_onset_days@left=20"),
    ),
    "rf_wrist": (
        ("U2", "wrist_drop@left drop_onset_days@left=41 nerve_pressure_history"),
        ("U1", "wrist_drop@left drop_onset_days@left=41 pain_burning@wrist_left"),
        ("U1", "wrist_drop@left drop_onset_days@left=41 two_or_more_named_nerves"),
        ("U0", "wrist_drop@left drop_onset_days@left=1 time_to_worst=minutes_hours"),
        ("U0", "wrist_drop@left drop_onset_days@left=1 speech_sudden_change"),
        ("U0", "wrist_drop@left drop_onset_days@left=1 face_droop_forehead_spared@left"),
        ("U0", "wrist_drop@left drop_onset_days@left=1 weakness@calf_left"),
    ),
    "rf_mpx": (
        ("U1", "two_or_more_named_nerves second_nerve_on=-91d pain_burning@calf_left"),
        ("U1", "two_or_more_named_nerves second_nerve_on=-91d foot_drop@left"),
        (
            "U1",
            "confined_to_one_nerve time_to_worst=days_to_4_weeks pain_burning@calf_left purpura",
        ),
        (
            "U1",
            "confined_to_one_nerve time_to_worst=days_to_4_weeks pain_burning@calf_left asthma",
        ),
    ),
    "rf_prox": (
        (
            "U2",
            "thigh_hip_pain@left mrc_knee_extension@left=4 time_to_worst=days_to_4_weeks",
        ),
        (
            "U2",
            "thigh_hip_pain@left mrc_hip_flexion@left=4 time_to_worst=days_to_4_weeks",
        ),
        (
            "U0",
            "thigh_hip_pain@left mrc_knee_extension@left=4 time_to_worst=days_to_4_weeks"
            " drug_anticoagulant=current",
        ),
        (
            "U0",
            "thigh_hip_pain@left mrc_knee_extension@left=4 time_to_worst=days_to_4_weeks"
            " bleeding_disorder",
        ),
    ),
    "rf_fast": (
        ("U2", "mrc_knee_extension@left=5/-91d mrc_knee_extension@left=4 numbness@heel_left"),
        (
            "U2",
            "mono_hallux_correct@both=3/-60d mono_hallux_correct@both=0 numbness@heel_left"
            " mono_mth1_correct@both=3/-60d mono_mth5_correct@both=3/-60d"
            " vibration_toe@both=reduced/-60d position_toe@both=normal/-60d"
            " reflex_ankle@both=normal/-60d mrc_ankle_dorsiflexion@both=5/-60d"
            " ulcer_history=no/-60d charcot_history@both=no/-60d foot_ulcer_open@both=no/-60d",
        ),
    ),
    "rf_snn": (
        ("U2", "position_toe@both=absent sensory_loss_asymmetric symptom_onset_on=-364d"),
        ("U2", "position_toe@both=absent sensory_loss_beyond_legs symptom_onset_on=-364d"),
    ),
    "rf_zost": (
        ("U1", "rash_dermatome_blisters@chest_left rash_hours=71"),
        ("U1", "rash_dermatome_blisters@chest_left rash_hours=100 rash_near_eye_ear_genital"),
        ("U1", "rash_dermatome_blisters@chest_left rash_hours=100 immune_suppressed"),
        (
            "U1",
            "rash_dermatome_blisters@chest_left rash_hours=100 rash_still_forming_or_immune_low",
        ),
    ),
    "rf_lep": (
        ("U2", "skin_patch_without_feeling@calf_left thick_nerve@left"),
        ("U1", "skin_patch_without_feeling@calf_left foot_drop@left"),
        ("U1", "skin_patch_without_feeling@calf_left wrist_drop@left"),
    ),
    "rf_child": (
        ("U2", "child_walking_delay_or_regression"),
        ("U2", "weakness@calf_left"),
        ("U1", "child_walking_delay_or_regression time_to_worst=days_to_4_weeks"),
    ),
    "rf_msk": (
        ("U2", "wasting@calf_left fasciculations@calf_left weakness@calf_left"),
        ("U2", "swallow_speech_slowly_worse"),
        ("U1", "swallow_speech_slowly_worse morning_headache"),
        ("U1", "swallow_speech_slowly_worse choking_new"),
        ("U1", "swallow_speech_slowly_worse breathless_lying_or_talking"),
        ("U1", "swallow_speech_slowly_worse weight_loss_unexplained"),
    ),
    "rf_ntrauma": (
        ("U2", "loss_beyond_wound@left complete_palsy@left"),
        ("U2", "loss_beyond_wound@left"),
        ("U3", "loss_beyond_wound@left palsy_improving"),
        ("U1", "loss_beyond_wound@left trauma_open@left"),
        ("U1", "loss_beyond_wound@left foot_cold@left"),
        ("U0", "loss_beyond_wound@left limb_pulseless@left"),
    ),
}

SILENT: dict[str, tuple[str, ...]] = {
    "rf_asc": (
        "weakness_both_legs_new",
        "unsteady",
        "double_vision_new",
        "still_worsening cannot_stand",
    ),
    "rf_resp": (
        "single_breath_count=20",
        "spo2_pct=92",
        "peak_flow_lpm=249",
        "weakness@thigh_front_left peak_flow_lpm=250",
        "weakness@thigh_front_left fvc_ml=1500 weight_kg=75",
        "weakness@thigh_front_left mip_cmh2o=30",
        "weakness@thigh_front_left mep_cmh2o=40",
        "weakness@thigh_front_left fvc_ml=4000/-10d fvc_ml=2801",
        "lung_disease_known spo2_usual_pct=88 spo2_pct=88",
    ),
    "rf_bulb": ("double_vision_new", "fatigable_weakness", "double_vision_new foot_drop@left"),
    "rf_face": ("face_weak_days=1", "face_droop_forehead_spared@left"),
    "rf_eye": ("scalp_or_jaw_pain", "thunderclap_headache", "neck_or_face_pain_new"),
    "rf_drop": (
        "foot_drop@left drop_onset_days@left=42",
        "foot_drop@left drop_onset_days@left=400 drop_onset_days@right=5",
        "mrc_ankle_dorsiflexion@left=5 drop_onset_days@left=20",
    ),
    "rf_wrist": ("wrist_drop@left drop_onset_days@left=42",),
    "rf_mpx": (
        "two_or_more_named_nerves second_nerve_on=-92d pain_burning@calf_left",
        "two_or_more_named_nerves second_nerve_on=-10d",
        "two_or_more_named_nerves second_nerve_on=-10d pain_burning@wrist_left"
        " nerve_median_cts@both",
        "two_or_more_named_nerves second_nerve_on=-10d foot_drop@left repeated_pressure_palsies",
        "confined_to_one_nerve time_to_worst=days_to_4_weeks purpura",
        "confined_to_one_nerve time_to_worst=days_to_4_weeks pain_burning@calf_left",
    ),
    "rf_prox": (
        "thigh_hip_pain@left time_to_worst=days_to_4_weeks",
        "mrc_knee_extension@left=4 time_to_worst=days_to_4_weeks",
        "thigh_hip_pain@left mrc_knee_extension@left=4",
        "thigh_hip_pain@left mrc_knee_extension@left=4 drug_anticoagulant=current",
    ),
    "rf_fast": (
        "mrc_knee_extension@left=5/-92d mrc_knee_extension@left=4 numbness@heel_left",
        "mrc_knee_extension@left=5/-91d mrc_knee_extension@left=4",
    ),
    "rf_snn": (
        "position_toe@both=absent symptom_onset_on=-100d",
        "sensory_loss_asymmetric symptom_onset_on=-100d",
        "position_toe@both=absent sensory_loss_asymmetric symptom_onset_on=-365d",
    ),
    "rf_zost": ("rash_dermatome_blisters@chest_left rash_hours=72", "rash_other rash_hours=5"),
    "rf_lep": ("skin_patch_without_feeling@calf_left", "thick_nerve@left"),
    "rf_child": (),
    "rf_msk": (
        "wasting@calf_left weakness@calf_left",
        "fasciculations@calf_left weakness@calf_left",
        "wasting@calf_left fasciculations@calf_left weakness@calf_left pin_toe@both=reduced",
    ),
    "rf_ntrauma": ("trauma_open@left", "complete_palsy@left"),
}
