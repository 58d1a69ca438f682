"""What a physician wrote, what a test said when, and what explains a finding better."""

from dataclasses import replace
from datetime import date

import pytest

from care.made_causes import (
    KNOWLEDGE,
    case_of,
    cause_in,
    certainty,
    days_ago,
    diagnosis_of,
    drug,
    fact,
    facts,
    foretold,
)
from surefoot.care.findings import Findings
from surefoot.care.prognosis import cause_results, foresee

DSP = {"DSP": 0.9}


@pytest.mark.parametrize("cause", KNOWLEDGE.causes)
def test_a_physicians_diagnosis_on_record_confirms_any_cause(cause):
    record = fact(KNOWLEDGE.causes[cause].diagnosed, True, days_ago(4000))
    assert certainty(cause, record) == "confirmed"


@pytest.mark.parametrize("cause", KNOWLEDGE.causes)
def test_what_a_physician_rejected_within_a_year_is_excluded(cause):
    record = fact(KNOWLEDGE.causes[cause].diagnosed, False, days_ago(30))
    assert certainty(cause, record) == "excluded"


def test_what_a_physician_rejected_long_ago_still_speaks_against_it():
    told = (drug("drug_taxane"), fact("diagnosed_taxane", False, days_ago(366)))
    assert certainty("taxane", *told, patterns=DSP) == "possible"
    assert certainty("taxane", *told[:1], patterns=DSP) == "likely"


def test_the_last_word_of_the_physician_counts():
    told = (fact("diagnosed_cidp", True, days_ago(300)), fact("diagnosed_cidp", False))
    assert certainty("cidp", *told) == "excluded"
    assert certainty("cidp", *reversed(told)) == "excluded"


# ---- how long a negative test holds

HOLDS = [
    # nobody at risk: 12 months
    ("lead", facts(lead_exposure=True), ("blood_lead_ugdl", 3.0), 365, "excluded"),
    ("lead", facts(lead_exposure=True), ("blood_lead_ugdl", 3.0), 366, "possible"),
    ("cmt", facts(family_neuropathy=True), ("gene_cmt", False), 365, "excluded"),
    ("cmt", facts(family_neuropathy=True), ("gene_cmt", False), 366, "possible"),
    # B12 in people at risk: 6 months
    ("b12", facts(vegan=True), ("b12_pgml", 450.0), 183, "excluded"),
    ("b12", facts(vegan=True), ("b12_pgml", 450.0), 184, "possible"),
]


@pytest.mark.parametrize(("cause", "told", "test", "age", "expected"), HOLDS)
def test_a_negative_test_excludes_for_so_many_days(cause, told, test, age, expected):
    negative = fact(test[0], test[1], days_ago(age))
    assert certainty(cause, *told, negative, patterns={"MOT": 0.8, "DSP": 0.8}) == expected


def test_b12_holds_for_a_year_in_people_known_not_to_be_at_risk():
    not_at_risk = (
        *facts(vegan=False, gastric_or_bariatric_surgery=False, nitrous_oxide=False),
        *facts(homocysteine_umoll=8.0, mcv_fl=90.0, sore_tongue=False, memory_trouble=False),
        drug("drug_metformin", "never"),
        drug("drug_ppi", "never"),
    )
    normal = fact("b12_pgml", 450.0, days_ago(300))
    assert certainty("b12", *not_at_risk, normal) == "excluded"
    assert certainty("b12", *not_at_risk[1:], normal) is None  # not asked is at risk


def test_an_old_negative_test_keeps_a_strong_picture_from_being_likely():
    told = facts(feet_problems_since_childhood=True, family_neuropathy=True)
    old = fact("gene_cmt", False, days_ago(400))
    assert certainty("cmt", *told, patterns={"MOT": 0.8}) == "likely"
    assert certainty("cmt", *told, old, patterns={"MOT": 0.8}) == "possible"


def test_every_required_test_has_to_be_recent():
    told = (fact("anti_gm1", False, days_ago(400)), fact("ncs_demyelinating", False))
    assert certainty("mmn", *told, fact("worse_on_steroid", True)) is None
    assert certainty("mmn", fact("anti_gm1", False), told[1]) == "excluded"


# ---- once positive, now negative: dealt with


def test_a_vitamin_that_was_low_and_is_normal_now_is_confirmed_and_dealt_with():
    told = (
        fact("b12_pgml", 150.0, days_ago(200)),
        fact("b12_pgml", 520.0, days_ago(20)),
        fact("symptom_onset_on", days_ago(300)),
    )
    prognosis = foretold(*told, patterns=DSP)
    b12 = cause_in(prognosis, "b12")
    assert b12 is not None
    assert (b12.certainty, b12.active) == ("confirmed", False)
    # 280 days from onset to the normal value: no shift; 50 years old: no shift
    assert (b12.reversibility, b12.best_achievable) == ("R3", "R3")
    assert prognosis.review_on == date(2026, 9, 26)  # 3 months + 50 % after the normal value


@pytest.mark.parametrize(("age", "expected"), [(465, "confirmed"), (466, "excluded")])
def test_a_test_that_was_positive_long_before_the_symptoms_is_no_cause(age, expected):
    told = (
        fact("b12_pgml", 150.0, days_ago(age)),
        fact("b12_pgml", 520.0, days_ago(20)),
        fact("symptom_onset_on", days_ago(100)),
    )
    assert certainty("b12", *told, patterns=DSP) == expected


def test_hepatitis_that_is_gone_is_dealt_with():
    told = (fact("hcv_rna", True, days_ago(300)), fact("hcv_rna", False))
    hcv = cause_in(foretold(*told), "hcv")
    assert hcv is not None
    assert (hcv.certainty, hcv.active, hcv.reversibility) == ("confirmed", False, "R3")


def test_a_fast_fall_of_sugar_counts_after_its_three_months_too():
    told = (
        fact("hba1c_pct", 10.0, days_ago(300)),
        fact("hba1c_pct", 7.5, days_ago(220)),
        fact("glucose_treatment_started_on", days_ago(300), days_ago(220)),
        fact("symptom_onset_on", days_ago(260), days_ago(220)),
        fact("new_severe_foot_pain", True, days_ago(220)),
        fact("diabetes_type", "type2", days_ago(300)),
    )
    assert certainty("tind", *told) == "confirmed"


def test_sugar_measured_before_the_type_was_written_down_makes_no_second_diabetes():
    told = (fact("hba1c_pct", 8.2, days_ago(40)), fact("diabetes_type", "type1"))
    assert certainty("dm1", *told) == "confirmed"
    assert certainty("dm2", *told, fact("hba1c_pct", 8.0, days_ago(3))) is None


# ---- what explains it better


def test_beside_chemotherapy_a_paraneoplastic_cause_is_no_more_than_possible():
    told = facts(arms_involved=True, time_to_worst="4_to_8_weeks", cancer_active=True)
    patterns = {"ATX": 0.7, "DSP": 0.7}
    assert certainty("para", *told, patterns=patterns) == "likely"
    assert certainty("para", *told, drug("drug_taxane"), patterns=patterns) == "possible"
    antibody = fact("onconeural_antibody", True)
    assert certainty("para", *told, drug("drug_taxane"), antibody) == "confirmed"


def test_beside_vasculitis_a_pressed_nerve_is_no_more_than_possible():
    told = facts(two_or_more_named_nerves=True, purpura=True, nerve_ulnar_elbow__left=True)
    patterns = {"MPX": 0.9, "FOC": 0.5}
    assert certainty("compress", *told, patterns=patterns) == "possible"
    assert certainty("compress", *told[2:], patterns=patterns) == "likely"


def test_prediabetes_gives_way_to_diabetes():
    told = facts(hba1c_pct=6.6, triglycerides_mgdl=180.0)
    assert certainty("dm2", *told) == "confirmed"
    assert certainty("prediab", *told) is None


def test_vasculitis_of_the_nerve_alone_gives_way_to_the_systemic_one():
    told = facts(two_or_more_named_nerves=True, purpura=True, pain_burning__calf_left=True)
    more = facts(time_to_worst="days_to_4_weeks")
    assert certainty("nsvn", *told, *more, patterns={"MPX": 0.9}) is None
    assert certainty("vasc", *told, *more, patterns={"MPX": 0.9}) == "likely"


def test_bell_palsy_gives_way_to_lyme():
    told = facts(face_weak_half__left=True, face_weak_half__right=False, lyme_serology=True)
    assert certainty("bell", *told, patterns={"CRN": 0.9}) is None
    assert certainty("lyme", *told) == "confirmed"


NO_CAUSE = facts(all_tests_negative=True, hba1c_pct=5.2, b12_pgml=500.0, m_protein=False)


@pytest.mark.parametrize(
    ("born", "told", "expected"),
    [
        (date(1971, 6, 1), NO_CAUSE, "likely"),
        (date(1971, 6, 2), NO_CAUSE, "possible"),  # 54
        (date(1960, 1, 1), facts(all_tests_negative=False), None),
    ],
)
def test_idiopathic_needs_age_and_negative_tests(born, told, expected):
    assert certainty("idio", *told, patterns=DSP, born=born) == expected


def test_idiopathic_never_stands_beside_a_cause():
    born = date(1950, 1, 1)
    assert certainty("idio", *NO_CAUSE, patterns=DSP, born=born) == "likely"
    told = (*NO_CAUSE, drug("drug_oxaliplatin"))
    assert certainty("idio", *told, patterns=DSP, born=born) is None


def test_a_pattern_that_cannot_be_told_does_not_fit():
    case = case_of(drug("drug_taxane"))
    diagnosis = diagnosis_of(DSP=0.7)
    unsure = replace(
        diagnosis, patterns=tuple(replace(p, band="cannot_tell") for p in diagnosis.patterns)
    )
    found = foresee(Findings(case, KNOWLEDGE), unsure, case, KNOWLEDGE)
    assert [c.certainty for c in found.causes if c.id == "taxane"] == ["possible"]


# ---- what is handed on


def test_results_name_every_cause_the_count_and_the_class():
    told = (*facts(diabetes_type="type2"), drug("drug_oxaliplatin", "never"))
    results = cause_results(foretold(*told, drug("drug_taxane"), patterns=DSP))
    assert results["cause_dm2"] == "confirmed"
    assert results["cause_taxane"] == "likely"
    assert results["cause_oxali"] == "excluded"
    assert results["cause_cidp"] == "not_suggested"
    assert results["causes_active_count"] == 2.0
    assert results["reversibility_class"] == "R1"
    codes = {cause.finding for cause in KNOWLEDGE.causes.values()}
    assert codes == set(results) - {"causes_active_count", "reversibility_class"}


def test_rules_of_later_steps_settle_with_the_results():
    case = case_of(fact("diagnosed_cidp", True))
    findings = Findings(case, KNOWLEDGE)
    prognosis = foresee(findings, diagnosis_of(), case, KNOWLEDGE)
    told = findings.with_results(cause_results(prognosis))
    assert told.value("plan_type") == "gbs_cidp_recovery"
    assert told.value("mod_second_cause") is False


def test_excluded_causes_come_last_and_active_ones_before_those_dealt_with():
    told = (
        *facts(diabetes_type="type2", hba1c_pct=9.0, vegan=True),
        drug("drug_taxane", "stopped_within_12_months", started=300, stopped=200),
        drug("drug_oxaliplatin", "never"),
        fact("symptom_onset_on", days_ago(250)),
    )
    found = [(c.certainty, c.active) for c in foretold(*told, patterns=DSP).causes]
    order = ["confirmed", "likely", "possible", "excluded"]
    assert found == sorted(found, key=lambda c: (order.index(c[0]), c[1] is False))
