"""Whom to send the person to, how soon, and what is not known that would change the answer."""

from dataclasses import replace

import pytest

from care.made_causes import KNOWLEDGE, began, days_ago, drug, fact, facts, foretold
from surefoot.care.prognosis.referrals import _urgency, in_full
from surefoot.knowledge.schema.causes import Refer, Urgent
from surefoot.terms import Urgency

U0, U1, U2, U3, U4 = (Urgency(level) for level in range(5))
DSP = {"DSP": 0.9}
FIT = {code: 0.8 for code in ("DSP", "SFN", "ATX", "MOT", "PRN", "AUT", "CRN", "FOC", "MPX")}


def sent(*told, **how):
    """Receivers with their urgency, for causes alone."""
    found = foretold(*told, **how).referrals
    return {r.to: r.urgency for r in found if r.statement != "k_labs_min"}


def doctor(cause):
    return fact(f"diagnosed_{cause}", True)


BELL = (doctor("bell"),)
VINCA = doctor("vinca")
URGENCIES = [
    # diabetes: foot protection only where protective sensation is lost
    (facts(diabetes_type="type1"), {"GP / diabetes team": U4}),
    (
        facts(diabetes_type="type1", mono_hallux_correct__left=1.0),
        {"foot protection team": U3, "GP / diabetes team": U4},
    ),
    # B12: the cord decides about neurology
    (facts(b12_pgml=150.0), {"GP": U2}),
    (facts(b12_pgml=150.0, babinski__left=True), {"GP": U2, "neurology": U2}),
    # thiamine: signs of a red flag are taken as absent until they are known
    (facts(thiamine_dp_nmoll=40.0), {"emergency department": U1}),
    (facts(thiamine_dp_nmoll=40.0, confusion_new=True), {"emergency department": U0}),
    # platinum: while it is given, or after
    ((drug("drug_oxaliplatin"), doctor("oxali")), {"oncology": U2}),
    (
        (
            drug("drug_oxaliplatin", "stopped_within_12_months"),
            drug("drug_chemo_now", "never"),
            doctor("oxali"),
        ),
        {"oncology": U4},
    ),
    # ... not known whether other chemotherapy goes on: the more urgent
    (
        (drug("drug_oxaliplatin", "stopped_within_12_months"), doctor("oxali")),
        {"oncology": U2},
    ),
    ((drug("drug_vincristine"), VINCA, *facts(foot_drop__left=True)), {"oncology": U1}),
    ((drug("drug_vincristine"), VINCA), {"oncology": U2}),
    ((drug("drug_vincristine", "stopped_within_12_months"), VINCA), {"oncology": U4}),
    # nitrofurantoin: motor loss; not known counts as the more urgent
    (
        (drug("drug_nitrofurantoin"), doctor("nitrof"), *facts(weakness__calf_left=True)),
        {"prescriber": U1},
    ),
    ((drug("drug_nitrofurantoin"), doctor("nitrof")), {"prescriber": U1}),
    # Guillain-Barre: suspected, or long past
    (
        facts(weakness_spreading_up=True, breathless_lying_or_talking=True),
        {"emergency department": U0},
    ),
    (facts(weakness_spreading_up=True), {"emergency department": U1}),
    (
        facts(gbs_history=True, weakness_spreading_up=False, gbs_cidp_progressing=False),
        {"rehabilitation": U4},
    ),
    # vasculitis must not wait for certainty
    (
        facts(two_or_more_named_nerves=True, time_to_worst="over_12_months"),
        {"emergency department, rheumatology or neurology": U1, "neurology": U2},
    ),
    # Sjogren: ataxia is the more urgent
    (facts(sjogren_known=True), {"rheumatology / neurology": U2}),  # pattern not known
    # hepatitis C with many nerves
    ((*facts(hcv_rna=True, two_or_more_named_nerves=False), doctor("hcv")), {"hepatology": U4}),
    # leprosy with a new drop
    (facts(leprosy_smear_or_biopsy=True), {"infectious disease": U2}),
    (facts(leprosy_smear_or_biopsy=True, wrist_drop__left=True), {"infectious disease": U1}),
    # shingles: 72 hours, eye or ear; not known counts
    (facts(zoster_pcr=True, rash_hours=71.0, rash_near_eye_ear_genital=False), {"GP": U1}),
    (facts(zoster_pcr=True, rash_hours=72.0, rash_near_eye_ear_genital=False), {}),
    (facts(zoster_pcr=True, rash_hours=300.0, rash_near_eye_ear_genital=True), {"GP": U1}),
    # amyloid
    (facts(gene_ttr=True, heart_failure=True), {"neurology / cardiology": U2}),
    # face: the steroid window
    ((*BELL, *facts(face_weak_days=2.0)), {"GP": U1}),
    ((*BELL, *facts(face_weak_days=3.0)), {"GP": U2}),
    (BELL, {"GP": U1}),
    # entrapment: surgeon for wasting or strength 3 and less
    ((doctor("compress"),), {"GP": U4}),
    ((doctor("compress"), *facts(thenar_wasting__left=True)), {"GP": U4, "surgeon": U3}),
    ((doctor("compress"), *facts(mrc_thumb_abduction__left=3.0)), {"GP": U4, "surgeon": U3}),
    ((doctor("compress"), *facts(mrc_thumb_abduction__left=4.0)), {"GP": U4}),
    # open and closed injuries
    (
        (doctor("trauma"), *facts(trauma_open__left=True)),
        {"hand / nerve surgeon": U1},
    ),
    (
        (
            doctor("trauma"),
            *facts(trauma_open__left=False, trauma_open__right=False, complete_palsy__left=True),
            fact("nerve_injury_on", days_ago(91)),
        ),
        {"hand / nerve surgeon": U3},
    ),
    (
        (
            doctor("trauma"),
            *facts(trauma_open__left=False, trauma_open__right=False, complete_palsy__left=True),
            fact("nerve_injury_on", days_ago(90)),
        ),
        {},
    ),
    # plexus after radiation: painful or new
    ((doctor("radpx"), *facts(symptom_onset_on=days_ago(91))), {"oncology": U2}),
    ((doctor("synuc"), *facts(stridor=True)), {"neurology": U1}),
    ((doctor("synuc"),), {"neurology": U3}),
    ((doctor("cip"),), {}),
]


@pytest.mark.parametrize(("told", "expected"), URGENCIES)
def test_each_row_names_receiver_and_urgency(told, expected):
    assert sent(*told) == expected


def test_a_possible_cause_sends_nobody_unless_it_must_not_wait():
    assert sent(*facts(vegan=True), patterns=DSP) == {}
    assert sent(*facts(arsenic_exposure=True), patterns=DSP) == {}
    told = facts(arsenic_exposure=True, numbness__heel_left=True)
    assert sent(*told, patterns=DSP) == {"toxicology": U1}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((drug("drug_checkpoint_inhibitor"),), {}),
        (
            (drug("drug_checkpoint_inhibitor"), *facts(double_vision_new=True)),
            {"oncology and emergency department": U1, "eye department / neurology": U1},
        ),
        (facts(rheumatoid_arthritis=True), {}),
        (facts(nitrous_per_wk=3.0), {}),
        (facts(nitrous_per_wk=3.0, tingling__heel_left=True), {"neurology; addiction help": U2}),
    ],
)
def test_an_exposure_without_a_sign_of_nerve_damage_sends_nobody(told, expected):
    assert sent(*told) == expected


def test_one_receiver_gets_one_referral_with_everything_to_ask_for():
    told = facts(b12_pgml=150.0, tsh_miul=20.0, free_t4_low=True)
    gp = next(r for r in foretold(*told, patterns=DSP).referrals if r.to == "GP")
    assert gp.urgency == U2
    assert {"mma_nmoll", "ck_ul", "haemoglobin_gdl"} <= set(gp.codes)
    assert "b12_pgml" not in gp.codes
    assert len(gp.codes) == len(set(gp.codes))
    for words in ("B12 deficiency (confirmed)", "never folate alone", "Hypothyroidism"):
        assert words in gp.why


def test_the_most_urgent_referral_comes_first():
    told = (*facts(b12_pgml=150.0, diabetes_type="type2", thiamine_dp_nmoll=40.0), doctor("lead"))
    urgencies = [r.urgency for r in foretold(*told, patterns=DSP).referrals]
    assert urgencies == sorted(urgencies)


# ---- minimum laboratory set

ALL_LABS = facts(
    haemoglobin_gdl=14.0, creatinine_umoll=80.0, bilirubin_mgdl=0.6, hba1c_pct=5.6,
    b12_pgml=500.0, m_protein=False, tsh_miul=2.0,
)  # fmt: skip


def with_labs(*told):
    """The whole set, with these values in place of its own."""
    return {one.code: one for one in (*ALL_LABS, *told)}.values()


def test_missing_minimum_labs_would_change_the_answer():
    prognosis = foretold(patterns=DSP)
    assert prognosis.would_change == (
        "haemoglobin_gdl",
        "creatinine_umoll",
        "bilirubin_mgdl",
        "hba1c_pct",
        "b12_pgml",
        "m_protein",
        "tsh_miul",
    )
    [gp] = prognosis.referrals
    assert (gp.to, gp.urgency, gp.statement) == ("GP", U4, "k_labs_min")
    assert gp.codes == prognosis.would_change


def test_the_minimum_labs_that_are_missing_are_named():
    told = [one for one in ALL_LABS if one.code not in ("b12_pgml", "haemoglobin_gdl")]
    [gp] = foretold(*told, patterns=DSP).referrals
    why = "Laboratory tests missing: blood count, vitamin B12."
    assert in_full(gp, KNOWLEDGE) == why
    other = replace(gp, why="Entrapment (likely).", ask_for=("blood count",))
    assert in_full(other, KNOWLEDGE) == "Entrapment (likely)."


def test_with_the_minimum_set_nothing_is_missing():
    assert foretold(*ALL_LABS, patterns=DSP).would_change == ()


@pytest.mark.parametrize(
    ("told", "patterns", "code", "wanted"),
    [
        (facts(hba1c_pct=5.6), {"SFN": 0.20}, "glucose_2h_mgdl", True),
        (facts(hba1c_pct=5.7), {"SFN": 0.20}, "glucose_2h_mgdl", False),
        (facts(hba1c_pct=5.6), {"SFN": 0.19, "DSP": 0.9}, "glucose_2h_mgdl", False),
        (facts(hba1c_pct=5.6, pain_burning__heel_left=True), DSP, "glucose_2h_mgdl", True),
        (facts(b12_pgml=199.0), DSP, "mma_nmoll", False),
        (facts(b12_pgml=200.0), DSP, "mma_nmoll", True),
        (facts(b12_pgml=399.0), DSP, "mma_nmoll", True),
        (facts(b12_pgml=400.0), DSP, "mma_nmoll", False),
    ],
)
def test_second_tests_are_asked_for_only_where_they_say_more(told, patterns, code, wanted):
    missing = foretold(*with_labs(*told), patterns=patterns).would_change
    assert (code in missing) is wanted


def test_a_focal_lesion_needs_no_minimum_set():
    assert foretold(patterns={"FOC": 0.9}).would_change == ()


def test_never_stop_at_diabetes():
    told = with_labs(*facts(diabetes_type="type2", hba1c_pct=7.0))
    missing = foretold(*told, patterns=DSP).would_change
    assert {"alcohol_g_per_wk", "triglycerides_mgdl", "plp_nmoll", "thiamine_dp_nmoll"} <= set(
        missing
    )


@pytest.mark.parametrize(
    ("hands", "expected"),
    [
        (facts(arms_involved=True), True),
        (facts(tingling__thumb_left=True), True),
        (facts(tingling__heel_left=True), False),
    ],
)
def test_diabetes_with_the_hands_involved_looks_again(hands, expected):
    prognosis = foretold(*facts(diabetes_type="type2"), *hands, patterns=DSP)
    found = [r for r in prognosis.exceptions if r.statement == "k_dual"]
    assert bool(found) is expected


def test_an_m_protein_alone_is_not_the_cause():
    prognosis = foretold(*facts(m_protein=True, anti_mag=False, flc_ratio_abnormal=False,
                                vegf_raised=False, amyloid_biopsy=False), patterns=DSP)  # fmt: skip
    assert [r.statement for r in prognosis.exceptions] == ["k_mgus_base"]
    assert {c.certainty for c in prognosis.causes} <= {"possible", "excluded"}


def test_what_is_asked_in_a_minute_comes_before_the_laboratory():
    told = (*facts(b12_pgml=150.0), began(100))
    assert foretold(*told, patterns=DSP).would_change[0] == "cause_treated"


def test_the_required_test_of_a_possible_cause_would_change_the_answer():
    missing = foretold(*facts(vegan=True, lead_exposure=True), patterns={"FOC": 0.9}).would_change
    assert missing == ("b12_pgml", "blood_lead_ugdl")


def test_the_condition_of_a_better_class_would_change_the_answer():
    missing = foretold(*facts(diabetes_type="type2", hba1c_pct=6.0), patterns=DSP).would_change
    assert "diabetes_years" in missing


def test_every_cause_with_a_receiver_has_an_urgency():
    for outcome in KNOWLEDGE.cause_outcomes.values():
        assert all(refer.levels for refer in outcome.refer)
        for refer in outcome.refer:
            levels = [level.urgency for level in refer.levels]
            assert levels == sorted(levels), outcome.id


class HalfKnown:
    """Somebody of whom nothing but "known" is settled."""

    def holds(self, rule):
        return True if rule == "known" else None


@pytest.mark.parametrize(("level", "red_flag", "found"), [
    ("U0", False, U0), ("U1", False, U1), ("U0", True, U2), ("U1", True, U2),
])  # fmt: skip
def test_an_open_level_counts_as_the_more_urgent_also_where_that_is_the_ambulance(
    level, red_flag, found
):
    first = Urgent(urgency=level, when="open", red_flag=red_flag)
    refer = Refer(to="neurology", levels=(first, Urgent(urgency="U2", when="known")))
    assert _urgency(HalfKnown(), refer) == found
