"""Medicines as causes: the dates decide, and only the full name counts."""

import pytest

from care.made_causes import KNOWLEDGE, certainty, days_ago, drug, fact, facts, foretold
from surefoot.terms import Urgency

FIT = {code: 0.8 for code in ("DSP", "SFN", "ATX", "MOT", "PRN", "AUT", "CRN")}

# Class of medicine, cause, how the medicine alone is judged (current, pattern fits, no dates),
# and how it is judged when the symptoms began on it.
MEDICINES = [
    ("drug_oxaliplatin", "oxali", "likely", "likely"),
    ("drug_cisplatin_carboplatin", "cispl", "likely", "likely"),
    ("drug_taxane", "taxane", "likely", "likely"),
    ("drug_vincristine", "vinca", "likely", "likely"),
    ("drug_bortezomib", "bortez", "likely", "likely"),
    ("drug_thalidomide", "thalid", "likely", "likely"),
    ("drug_brentuximab", "brentux", "likely", "likely"),
    ("drug_checkpoint_inhibitor", "ici", "possible", "likely"),
    ("drug_nitrofurantoin", "nitrof", "likely", "likely"),
    ("drug_metronidazole", "metro", "likely", "likely"),
    ("drug_linezolid", "linez", "likely", "likely"),
    ("drug_dapsone", "dapsone", "likely", "likely"),
    ("drug_nrti_d_drug", "NRTI", "likely", "likely"),
    ("drug_isoniazid", "isoni", "possible", "likely"),
    ("drug_amiodarone", "amiod", "possible", "likely"),
    ("drug_phenytoin", "pheny", "possible", "likely"),
    ("drug_colchicine", "colch", "possible", "likely"),
    ("drug_statin", "statin", "possible", "possible"),
    ("drug_fluoroquinolone", "fq", "possible", "likely"),
    ("drug_tnf_blocker", "tnf", "possible", "likely"),
    ("drug_leflunomide", "leflu", "possible", "likely"),
    ("drug_calcineurin_inhibitor", "tacro", "possible", "likely"),
]


@pytest.mark.parametrize(("code", "cause", "alone", "_"), MEDICINES)
def test_a_medicine_without_dates(code, cause, alone, _):
    assert certainty(cause, drug(code), patterns=FIT) == alone


@pytest.mark.parametrize(("code", "cause", "_", "on_it"), MEDICINES)
def test_symptoms_that_began_on_the_medicine(code, cause, _, on_it):
    told = (drug(code, started=200), fact("symptom_onset_on", days_ago(100)))
    assert certainty(cause, *told, patterns=FIT) == on_it


@pytest.mark.parametrize(("code", "cause", "_", "__"), MEDICINES)
def test_symptoms_older_than_the_medicine_are_never_likely_from_it(code, cause, _, __):
    told = (drug(code, started=100), fact("symptom_onset_on", days_ago(101)))
    assert certainty(cause, *told, patterns=FIT) == "possible"


@pytest.mark.parametrize(("code", "cause", "_", "__"), MEDICINES)
def test_without_a_pattern_that_fits_a_medicine_stays_possible(code, cause, _, __):
    told = (drug(code, started=200), fact("symptom_onset_on", days_ago(100)))
    assert certainty(cause, *told, patterns={"FOC": 0.9}) == "possible"


@pytest.mark.parametrize(("code", "cause", "_", "__"), MEDICINES)
def test_a_medicine_never_taken_is_excluded(code, cause, _, __):
    assert certainty(cause, drug(code, "never"), patterns=FIT) == "excluded"


@pytest.mark.parametrize(("code", "cause", "_", "__"), MEDICINES)
def test_a_medicine_nobody_asked_about_is_not_suggested(code, cause, _, __):
    assert certainty(cause, patterns=FIT) is None


def test_every_cause_with_an_exposure_is_in_the_table():
    assert {row[1] for row in MEDICINES} == {
        cause.id for cause in KNOWLEDGE.causes.values() if cause.exposure
    }


@pytest.mark.parametrize(
    ("code", "cause", "months"),
    [
        (cause.exposure, cause.id, cause.onset_after_stop_months)
        for cause in KNOWLEDGE.causes.values()
        if cause.exposure and cause.attribute == "by_history" and cause.id != "ici"
    ],
)
def test_symptoms_may_begin_so_long_after_the_last_dose_and_no_later(code, cause, months):
    edge = round(months * 365.25 / 12)
    course = drug(code, "stopped_within_12_months", started=400, stopped=300)
    inside = certainty(cause, course, fact("symptom_onset_on", days_ago(300 - edge)), patterns=FIT)
    outside = certainty(
        cause, course, fact("symptom_onset_on", days_ago(300 - edge - 1)), patterns=FIT
    )
    assert (inside, outside) == ("likely", "possible")


SPECIAL = [
    ("oxali", (drug("drug_oxaliplatin", "stopped_over_12_months"),), "possible"),
    (
        "oxali",
        (
            drug("drug_oxaliplatin", "stopped_over_12_months"),
            *facts(cold_triggered_tingling=True),
        ),
        "likely",
    ),
    (
        "oxali",
        (drug("drug_oxaliplatin", "stopped_over_12_months"), *facts(oxaliplatin_mgm2=501.0)),
        "likely",
    ),
    (
        "oxali",
        (drug("drug_oxaliplatin", "stopped_over_12_months"), *facts(oxaliplatin_mgm2=500.0)),
        "possible",
    ),
    (
        "cispl",
        (
            drug("drug_cisplatin_carboplatin", "stopped_over_12_months"),
            *facts(hearing_loss_or_tinnitus=True),
        ),
        "likely",
    ),
    (
        "vinca",
        (drug("drug_vincristine", "stopped_over_12_months"), *facts(jaw_pain_vinca=True)),
        "likely",
    ),
    ("metro", (drug("drug_metronidazole"), *facts(metronidazole_g=43.0)), "confirmed"),
    ("metro", (drug("drug_metronidazole"), *facts(metronidazole_g=42.0)), "likely"),
    ("metro", (drug("drug_metronidazole"), *facts(metronidazole_days=29.0)), "confirmed"),
    (
        "metro",
        (
            drug("drug_metronidazole", "stopped_over_12_months"),
            *facts(metronidazole_days=29.0),
        ),
        "likely",
    ),
    ("linez", (drug("drug_linezolid"), *facts(linezolid_days=29.0)), "confirmed"),
    ("linez", (drug("drug_linezolid"), *facts(linezolid_days=28.0)), "likely"),
    (
        "isoni",
        (drug("drug_isoniazid"), drug("drug_b6_cover", "never"), *facts(plp_nmoll=15.0)),
        "confirmed",
    ),
    ("isoni", (drug("drug_isoniazid"), drug("drug_b6_cover", "never")), "likely"),
    ("isoni", (drug("drug_isoniazid"), drug("drug_b6_cover")), "possible"),
    (
        "ici",
        (drug("drug_checkpoint_inhibitor"), *facts(weakness_spreading_up=True)),
        "likely",
    ),
    ("ici", (drug("drug_checkpoint_inhibitor", "stopped_over_12_months"),), "excluded"),
    ("fq", facts(fluoroquinolone_days_since=180.0, tendon_pain=True), "likely"),
    ("fq", facts(fluoroquinolone_days_since=181.0, tendon_pain=True), None),
    ("fq", facts(fluoroquinolone_days_since=366.0, tendon_pain=True), "excluded"),
    ("statin", (drug("drug_statin", started=300), *facts(muscle_pain=True)), "possible"),
]


@pytest.mark.parametrize(("cause", "told", "expected"), SPECIAL)
def test_dose_duration_and_company_decide(cause, told, expected):
    assert certainty(cause, *told, patterns=FIT) == expected


def test_a_medicine_of_the_other_list_sends_to_the_prescriber():
    prognosis = foretold(drug("drug_other_neurotoxic", started=90), patterns=FIT)
    prescriber = next(r for r in prognosis.referrals if r.to == "prescriber")
    assert (prescriber.urgency, prescriber.statement) == (Urgency.U2, "k_drugs_other")
    assert "k_drugs_other" in {reason.statement for reason in prognosis.exceptions}


def test_a_medicine_of_the_other_list_begun_after_the_symptoms_sends_nobody():
    told = (
        drug("drug_other_neurotoxic", started=90),
        fact("symptom_onset_on", days_ago(91)),
    )
    assert not [r for r in foretold(*told, patterns=FIT).referrals if r.to == "prescriber"]


# ---- names


def classes(name: str) -> set[str]:
    """The classes of medicine of a full name."""
    return {
        code
        for drug in KNOWLEDGE.drugs.values()
        if name.casefold() in drug.names
        for code in drug.findings
    }


NAMES = [
    ("Pembrolizumab", {"drug_checkpoint_inhibitor"}),
    ("relatlimab", {"drug_checkpoint_inhibitor"}),
    ("adalimumab", {"drug_tnf_blocker"}),
    ("natalizumab", set()),  # the suffix of a checkpoint inhibitor is not enough
    ("rituximab", set()),
    ("enfortumab vedotin", {"drug_brentuximab", "drug_chemo_now"}),
    ("brentuximab", {"drug_brentuximab", "drug_chemo_now"}),
    ("warfarin", {"drug_anticoagulant"}),
    ("gliclazide", {"drug_sulfonylurea_glinide"}),
    ("glyburide", {"drug_sulfonylurea_glinide"}),
    ("repaglinide", {"drug_sulfonylurea_glinide"}),
    ("insulin glargine", {"drug_insulin"}),
    ("glargine", {"drug_insulin"}),
    ("metformin", {"drug_metformin"}),
    ("tirzepatide", {"drug_glp1"}),
    ("dapagliflozin", {"drug_sglt2"}),
    ("hydralazine", {"drug_hydralazine", "drug_other_neurotoxic", "drug_bp_or_autonomic_drug"}),
    ("ixabepilone", {"drug_other_neurotoxic", "drug_chemo_now"}),
    ("cyclosporine", {"drug_calcineurin_inhibitor", "drug_cyp3a4_pgp_blocker"}),
    ("midodrine", {"drug_bp_or_autonomic_drug"}),
    ("stavudine", {"drug_nrti_d_drug"}),
    ("xyz", set()),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_a_full_name_has_its_classes(name, expected):
    assert classes(name) == expected


def test_no_name_is_part_of_two_rows():
    names = [name for drug in KNOWLEDGE.drugs.values() for name in drug.names]
    assert len(names) == len(set(names))


def test_every_class_of_medicine_has_a_name_except_the_pair():
    named = {code for drug in KNOWLEDGE.drugs.values() for code in drug.findings}
    known = {
        finding.id
        for finding in KNOWLEDGE.findings.values()
        if finding.kind == "medicine_class" and finding.value_type == "enum"
    }
    assert known - named == {"drug_dual_antiplatelet"}  # two names make it, never one
    assert named <= known
