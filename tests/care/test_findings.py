"""What holds for one person: worked examples of the reference, what is missing, what carries it."""

from dataclasses import replace
from datetime import date

import pytest

from care.said import ADULT, KNOWLEDGE, TODAY, findings, person
from surefoot.care.case import Case, ClinicMeans
from surefoot.care.findings import Findings
from surefoot.terms import Setting, SurefootError

FEET = (
    "mono_hallux_correct@left=3 mono_hallux_correct@right=1 mono_mth1_correct@left=2"
    " mono_mth1_correct@right=2 mono_mth5_correct@left=2 mono_mth5_correct@right=3"
)


def of(case: Case) -> Findings:
    return Findings(case, KNOWLEDGE)


# Worked examples of instruments 9 and thresholds of causes and policy, by hand.
EXPECTED = [
    # 8 Orthostatic: 148/86, HR 72 -> 118/74, HR 78 at 3 min, light-headed.
    (
        "sbp_supine=148 dbp_supine=86 hr_supine=72 sbp_stand_1=122 dbp_stand_1=78 hr_stand_1=76"
        " sbp_stand_3=118 dbp_stand_3=74 hr_stand_3=78 symptoms_while_standing_test"
        " !rhythm_not_sinus_or_paced drug_beta_blocker=never",
        {
            "oh_drop_sbp": 30.0,
            "oh_drop_dbp": 12.0,
            "supine_hypertension": True,
            "oh_classical": True,
            "noh_ratio": 0.2,
            "noh_neurogenic": True,
            "oh_class": "severe",
            "cond_oh": True,
            "cond_oh_severe": True,
            "no_pool_no_eyes_closed": True,
        },
    ),
    # 11 Monofilament: R hallux 1 of 3 -> lost; patient has lost protective sensation.
    (
        FEET,
        {"lops": True, "lops_sites_lost": 1.0, "lops_one_or_two_sites": True, "cond_lops": True},
    ),
    # 10 IWGDF: LOPS, no PAD, deformity, no history -> 2.
    (
        f"{FEET} !pad_known abi@both=1.0 tbi@both=0.8 !pulses_absent@both foot_deformity@both"
        " !ulcer_history !amputation_history !kidney_failure_dialysis !foot_ulcer_open@both",
        {"pad": False, "iwgdf_category": "2"},
    ),
    # 12 STEADI: 5 points, tandem 8.2 s.
    ("stay_independent=5 tug_s=11.6 cst30_reps=10 tandem_s=8.2", {"fall_risk_screen": True}),
    # 9 ABI 0.9118 and 0.6471.
    ("abi@right=0.9118 abi@left=0.6471", {"abi_band": "pad", "cond_pad_claud": True}),
    # 3 and 4 MNSI: questionnaire 4, examination 3.0.
    (
        "mnsi_q_score=4 mnsi_exam_score=3",
        {"mnsi_q_4": True, "mnsi_q_3": True, "mnsi_exam_25": True},
    ),
    # 16 PHQ-9 of 12 with item 9 of 1.
    (
        "phq9_score=12 phq9_item9=1 phq2_score=3",
        {"cond_depression": True, "mood_low_plan": True, "rf_suic": "U0"},
    ),
    # Types of the policy's thresholds, both sides.
    ("sbp_rest=180 dbp_rest=90", {"cond_bp_180": True, "cond_bp_160": False}),
    ("sbp_rest=179 dbp_rest=109", {"cond_bp_180": False, "cond_bp_160": True}),
    ("sbp_rest=159 dbp_rest=99", {"cond_bp_160": False}),
    ("hr_rest=100", {"cond_tachy_100": True, "cond_tachy_120": False}),
    ("hr_rest=99", {"cond_tachy_100": False}),
    ("hr_rest=121", {"cond_tachy_120": True}),
    ("hr_supine=100", {"cond_tachy_100": True}),
    ("egfr=29 !nephropathy_advanced !kidney_failure_dialysis", {"cond_nephro_adv": True}),
    ("egfr=30 !nephropathy_advanced !kidney_failure_dialysis", {"cond_nephro_adv": False}),
    (
        "drug_insulin=current glucose_now_mgdl=350 ketones_level=negative",
        {"cond_glu_ketone": True, "cond_glu_250_noket": False},
    ),
    (
        "drug_insulin=current glucose_now_mgdl=349 ketones_level=negative !systemically_unwell",
        {"cond_glu_ketone": False, "cond_glu_250_noket": True},
    ),
    (
        "drug_insulin=current glucose_now_mgdl=250 ketones_level=trace_small",
        {"cond_glu_ketone": True},
    ),
    ("drug_insulin=current glucose_now_mgdl=69", {"cond_glu_lt70": True}),
    ("drug_insulin=current glucose_now_mgdl=70", {"cond_glu_70_90": True}),
    ("drug_insulin=current glucose_now_mgdl=90", {"cond_glu_70_90": False}),
    ("pain_burning nprs_now=7 nprs_baseline=5", {"cond_pain_flare": True}),
    ("pain_burning nprs_now=7 nprs_baseline=6", {"cond_pain_flare": False}),
    ("pain_burning nprs_now=6 nprs_baseline=3", {"cond_pain_flare": False}),
    ("tug_s=13.5", {"fall_risk_high": True}),
    ("tug_s=12", {"fall_risk_screen": True}),
    ("bbs_score=45", {"fall_risk_high": True}),
    ("abi@left=0.39 abi@right=1", {"cond_pad_clti": True}),
    ("fvc_ml=1499", {"cond_airway_open": True}),
    ("platelets=49 drug_chemo_now=current", {"cond_plt_30_50": True, "cond_plt_20_30": False}),
    ("platelets=29", {"cond_plt_30_50": False, "cond_plt_20_30": True}),
    ("platelets=19", {"cond_plt_20_30": False, "cond_plt_lt20": True}),
    ("anc=0.9", {"cond_neutropenia": True}),
    ("anc=1", {"cond_neutropenia": False}),
    ("temp_c=38", {"cond_fever": True}),
    ("beighton=5", {"cond_hypermobile": True}),
    ("t_score=-2.5", {"cond_osteoporosis": True}),
    ("hr_supine=70 hr_stand_1=75", {"hr_fixed_on_standing": True}),
    ("hr_supine=70 hr_stand_1=76", {"hr_fixed_on_standing": False}),
    ("height_cm=180", {"mod_tall": True}),
    ("ck_ul=1001", {"cond_overwork": True}),
    # SNN score: ataxia 3.1 + asymmetry 1.7 + beyond the legs 2.0 = 6.8 (causes 1.3).
    (
        "ataxia sensory_loss_asymmetric sensory_loss_beyond_legs !ncs_sensory_arms_lost"
        " ncs_motor_legs_abnormal=2",
        {"snn_score": pytest.approx(6.8)},
    ),
    ("weight_kg=75 height_cm=172", {"bmi": pytest.approx(25.35, abs=0.01)}),
    ("mrc_ankle_dorsiflexion@left=3", {"must_mi9": True}),
    ("romberg_eo_s=30 romberg_ec_s=12", {"romberg_positive": True}),
    (
        "mctsib_c1_s=30 mctsib_c2_s=12 mctsib_c3_s=30 mctsib_c4_s=30",
        {"balance_pattern": "vision_dependent"},
    ),
    ("tug_s=10 tug_dual_s=13", {"tug_dual_cost_pct": pytest.approx(30)}),
    ("cold_triggered_tingling heat_intolerance", {"pool_temp_min_c": 32.0}),
]


@pytest.mark.parametrize(("line", "expected"), EXPECTED)
def test_worked_example(line, expected):
    told = findings(line)
    assert {code: told.value(code) for code in expected} == expected


@pytest.mark.parametrize(
    ("line", "grade"),
    [
        ("mrc_knee_extension@left=2", "E4"),
        ("ulcer_history", "E4"),
        ("charcot_history@left", "E4"),
        ("mrc_ankle_dorsiflexion@left=3", "E3"),
        ("position_toe@both=reduced mrc_ankle_dorsiflexion@left=4", "E3"),
        ("mono_hallux_correct@left=1", "E2"),
        ("reflex_ankle@both=absent pin_level@both=ankle", "E2"),
        ("position_toe@both=reduced", "E1"),
        ("reflex_ankle@both=absent", "E1"),
        ("vibration_toe@both=reduced", "E1"),
        ("numbness@heel_left", "E0"),
        ("", None),
    ],
)
def test_the_extent_needs_two_signs_of_a_row_or_one_that_defines_it(line, grade):
    told = findings(line, well=True)
    assert told.value("extent_at_least") == grade
    assert told.value("extent_grade") is None  # for the diagnosis to say


@pytest.mark.parametrize(
    ("line", "stage"),
    [
        ("extent_grade=E1", "mild"),
        ("extent_grade=E2", "moderate"),
        ("extent_grade=E3", "severe"),
        ("extent_grade=E2 mrc_knee_extension@left=3", "severe"),
        ("extent_grade=E1 falls_12mo=2 tug_s=12", "moderate"),
        ("extent_grade=E1 falls_12mo=2", "mild"),
        ("extent_grade=E2 falls_12mo=2 bbs_score=45", "severe"),
        ("mrc_knee_extension@left=3", "severe"),  # not graded yet, and no test can make it less
        ("mono_hallux_correct@left=1", None),
    ],
)
def test_the_stage_is_raised_by_weak_muscles_and_falls(line, stage):
    grade, _, rest = line.partition(" ") if line.startswith("extent_grade") else ("", "", line)
    graded = grade.partition("=")[2]
    results = {"extent_grade": graded, "extent_at_least": graded} if grade else {}
    told = findings(rest, well=True).with_results(results)
    assert told.value("plan_stage") == stage


def test_causes_are_for_the_prognosis_to_judge():
    told = findings("hba1c_pct=6.5 diabetes_type=type2", well=True)
    assert told.value("cause_dm2") is None
    assert told.value("causes_active_count") is None
    assert told.value("reversibility_class") is None


def test_age_and_sex_come_from_the_person():
    case = Case(person=replace(ADULT, born_on=date(1956, 6, 2), sex="female"), today=TODAY)
    assert of(case).value("age_a") == 69
    assert of(case).value("sex_at_birth") == "female"


def test_settings_come_from_the_clinics_means():
    told = of(replace(person(), means=ClinicMeans(settings=(Setting.POOL,))))
    assert told.at_site("settings_available", "pool") is True
    assert told.at_site("settings_available", "home") is False


def test_the_kind_of_a_finding_is_respected():
    with pytest.raises(ValueError, match="ask for its value"):
        findings().truth("hr_rest")
    with pytest.raises(SurefootError, match="Did you mean chest_pain"):
        findings().value("chest_pian")


class TestMissing:
    def test_what_is_settled_misses_nothing(self):
        told = findings("foot_ulcer_open@left")
        assert told.missing("cond_ulcer_foot") == ()

    def test_only_what_can_still_matter_is_missing(self):
        told = findings("weight_loss_unexplained !weight_loss_told_kg weight_kg=80")
        assert findings("!weight_loss_unexplained").missing("weight_loss_significant") == ()
        assert findings("weight_kg=80").missing("weight_loss_significant") == (
            "weight_loss_unexplained",
            "weight_loss_told_kg",
        )
        assert told.missing("weight_loss_significant") == ()

    def test_a_test_that_nothing_calls_for_is_not_missing(self):
        told = findings("!calf_swelling_new@both !calf_pain@both !breathless_unexplained_new")
        assert told.truth("cond_dvt_suspect") is False
        called = findings("diabetes_type=type2")
        assert called.missing("cond_retino_prolif") == ("retinopathy",)

    def test_a_raised_flag_names_the_answers_that_raised_it(self):
        told = findings("babinski@left", well=False)
        assert told.value("rf_cord") == "U1"
        assert "still_worsening" in told.missing("rf_cord")

    def test_what_a_later_step_supplies_is_not_asked_of_anybody(self):
        assert findings().missing("type_dsp") == ()


class TestBasis:
    def test_only_what_carries_the_answer(self):
        told = findings("foot_ulcer_open@left", well=True)
        assert told.basis("rf_ulcer") == ("foot_ulcer_open",)
        assert told.grounds("rf_ulcer") == ("foot_ulcer_open@left",)

    def test_an_absent_answer_rests_on_all_its_parts(self):
        told = findings("!braden_18_or_less !insensate_sacrum_or_heel")
        assert told.basis("cond_pressure_risk") == ("braden_18_or_less", "insensate_sacrum_or_heel")

    def test_what_is_not_settled_rests_on_nothing(self):
        assert findings("!braden_18_or_less").basis("cond_pressure_risk") == ()

    def test_of_several_readings_the_one_that_counted(self):
        told = findings("hr_rest=130 hr_supine=70")
        assert told.basis("cond_tachy_120") == ("hr_rest",)


class TestResults:
    def test_a_result_counts_before_the_rule(self):
        told = findings()
        assert told.value("type_dsp") is None
        later = told.with_results({"type_dsp": 0.97, "extent_grade": "E2"})
        assert later.value("type_dsp") == 0.97
        assert later.value("plan_type") is None
        assert later.value("extent_grade") == "E2"
        assert told.value("extent_grade") is None

    def test_results_add_up(self):
        told = findings().with_results({"type_dsp": 0.9}).with_results({"type_aut": 0.1})
        assert told.value("type_dsp") == 0.9
        assert told.value("type_aut") == 0.1

    def test_a_result_of_an_unknown_finding_is_refused(self):
        with pytest.raises(SurefootError):
            findings().with_results({"type_xyz": 0.5})
