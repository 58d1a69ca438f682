"""The class of a cause: where the range starts, what moves it, and what holds it."""

from datetime import date
from itertools import permutations

import pytest

from care.made_causes import (
    FULL_STRENGTH,
    KNOWLEDGE,
    WEAK,
    began,
    cause_in,
    days_ago,
    drug,
    fact,
    facts,
    foretold,
    nerve,
    treated,
)
from surefoot.care.prognosis.classes import Scale

DSP = {"DSP": 0.9}
SCALE = Scale.of(KNOWLEDGE.reversibility_classes)


def klass(key, *told, **how):
    """The class as things stand, and if the cause were dealt with."""
    found = cause_in(foretold(*told, **how), key)
    assert found is not None
    return found.reversibility, found.best_achievable


# ---- ranges: the worse end, unless the condition in the cell is met


def diabetes(kind, years, hba1c):
    return facts(diabetes_type=kind, diabetes_years=years, hba1c_pct=hba1c)


OFF = drug("drug_oxaliplatin", "never")
RANGES = [
    ("dm1", diabetes("type1", 4.9, 7.0), {"extent": "E1"}, ("R3", "R3")),
    ("dm1", diabetes("type1", 5.0, 7.0), {"extent": "E1"}, ("R2", "R2")),
    ("dm1", diabetes("type1", 4.9, 7.0), {"extent": "E2"}, ("R2", "R2")),
    ("dm1", diabetes("type1", 4.9, 7.0), {}, ("R2", "R2")),  # extent not graded: the worse end
    ("dm2", diabetes("type2", 4.9, 6.4), {"extent": "E0"}, ("R3", "R3")),
    ("dm2", diabetes("type2", 4.9, 6.5), {"extent": "E0"}, ("R2", "R3")),
    ("dm2", diabetes("type2", 5.0, 6.4), {"extent": "E0"}, ("R2", "R2")),
    ("prediab", facts(hba1c_pct=6.0, cause_treated=True), {}, ("R3", "R3")),
    ("tind", (fact("diagnosed_tind", True),), {}, ("R3", "R3")),
    ("dlrpn", (fact("diagnosed_dlrpn", True),), {}, ("R3", "R3")),
    ("dm_trunc", (fact("diagnosed_dm_trunc", True),), {}, ("RS", "RS")),
    ("can", facts(can_tests_abnormal=2.0, hba1c_pct=7.0), {}, ("R1", "R1")),
    ("can", (*facts(can_tests_abnormal=1.0, hba1c_pct=7.0), fact("diagnosed_can", True)), {},
     ("R2", "R2")),
    ("n2o", facts(nitrous_oxide=True, mma_nmoll=900.0, nitrous_per_wk=0.0), {}, ("R4", "R4")),
    ("n2o", facts(nitrous_oxide=True, mma_nmoll=900.0, nitrous_per_wk=4.0), {}, ("R1", "R4")),
    ("etoh", facts(alcohol_g_per_wk=400.0, alcohol_stopped=True), {"patterns": DSP}, ("R3", "R3")),
    ("etoh", facts(alcohol_g_per_wk=400.0, alcohol_stopped=False), {"patterns": DSP}, ("R1", "R3")),
    ("etoh", facts(alcohol_g_per_wk=400.0), {"patterns": DSP}, ("R1", "R3")),
    ("cu", facts(copper_ugdl=60.0, caeruloplasmin_mgdl=10.0, cause_treated=True), {}, ("R2", "R2")),
    ("hypoT", (*facts(tsh_miul=20.0, free_t4_low=True, cause_treated=True, ncs_axonal=False),),
     {"extent": "E1"}, ("R4", "R4")),
    ("hypoT", (*facts(tsh_miul=20.0, free_t4_low=True, cause_treated=True, ncs_axonal=False),),
     {"extent": "E2"}, ("R3", "R3")),
    ("uraem", facts(egfr=10.0, kidney_failure_dialysis=True), {}, ("R2", "R2")),
    ("uraem", facts(egfr=10.0, kidney_failure_dialysis=True, kidney_transplant=True), {},
     ("R3", "R3")),
    ("liver", (fact("diagnosed_liver", True), *facts(cause_treated=True)), {}, ("R2", "R2")),
    ("liver", (fact("diagnosed_liver", True), *facts(cause_treated=True, liver_transplant=True)),
     {}, ("R3", "R3")),
    ("porph", facts(urine_porphobilinogen=True), {}, ("R3", "R3")),
    ("porph", facts(urine_porphobilinogen=True, porphyria_treated_early=True), {}, ("R4", "R4")),
    ("vinca", (drug("drug_vincristine", "stopped_within_12_months"), fact("diagnosed_vinca", True)),
     {"born": date(2008, 6, 2)}, ("R4", "R4")),  # 17
    ("vinca", (drug("drug_vincristine", "stopped_within_12_months"), fact("diagnosed_vinca", True)),
     {"born": date(2008, 6, 1)}, ("R3", "R3")),  # 18
    ("statin", (fact("diagnosed_statin", True),), {}, ("RU", "RU")),
    ("pheny", (fact("diagnosed_pheny", True),), {}, ("RU", "RU")),
    ("fq", (fact("diagnosed_fq", True),), {}, ("RU", "RU")),
    ("gbs", facts(gbs_history=True), {}, ("R3", "R3")),
    ("mmn", facts(anti_gm1=True, ncs_demyelinating=True, cause_treated=True,
                  cause_treated_on=days_ago(1461)), {}, ("R3", "R3")),
    ("mmn", facts(anti_gm1=True, ncs_demyelinating=True, cause_treated=True,
                  cause_treated_on=days_ago(1462)), {}, ("R1", "R3")),
    ("sjog", facts(sjogren_known=True, cause_treated=True),
     {"patterns": {"SFN": 0.5, "ATX": 0.49}}, ("R2", "R2")),
    ("sjog", facts(sjogren_known=True, cause_treated=True),
     {"patterns": {"SFN": 0.5, "ATX": 0.50}}, ("R1", "R1")),
    ("leprosy", (*facts(leprosy_smear_or_biopsy=True, cause_treated=True), began(182)), {},
     ("R3", "R3")),
    ("leprosy", (*facts(leprosy_smear_or_biopsy=True, cause_treated=True), began(183)), {},
     ("R2", "R2")),
    ("leprosy", (*facts(leprosy_smear_or_biopsy=True, cause_treated=True,
                        cause_treated_on=days_ago(750)), began(932)), {}, ("R3", "R3")),
    ("zoster", facts(zoster_pcr=True), {}, ("RS", "RS")),
    ("cmt", facts(gene_cmt=True), {}, ("R0", "R0")),
    ("hnpp", facts(gene_pmp22_deletion=True), {}, ("RS", "RS")),
    ("hattr", (*facts(gene_ttr=True), drug("drug_ttr_silencer", "current")), {}, ("R2", "R2")),
    ("hattr", facts(gene_ttr=True, cause_treated=True), {}, ("R1", "R2")),
    ("hattr", facts(gene_ttr=True, cause_treated=False), {}, ("R1", "R2")),
    ("bell", (*facts(face_weak_days=20.0, complete_palsy__left=True), fact("diagnosed_bell", True)),
     {}, ("RS", "RS")),
    ("bell", (*facts(face_weak_days=21.0, complete_palsy__left=True), fact("diagnosed_bell", True)),
     {}, ("R3", "R3")),
    ("ocmv", (fact("diagnosed_ocmv", True),), {}, ("RS", "RS")),
    ("synuc", (fact("diagnosed_synuc", True),), {}, ("R0", "R0")),
    ("rfc1", facts(gene_rfc1=True), {}, ("R1", "R1")),
    ("idio", (fact("diagnosed_idio", True),), {}, ("R1", "R1")),
    ("compress", facts(confined_to_one_nerve=True, ncs_abnormal=True, cause_treated=True), {},
     ("R3", "R3")),
]  # fmt: skip


@pytest.mark.parametrize(("cause", "told", "how", "expected"), RANGES)
def test_a_range_starts_at_its_worse_end_unless_its_condition_is_met(cause, told, how, expected):
    assert klass(cause, *told, **how) == expected


@pytest.mark.parametrize(
    ("extent", "expected"),
    [("E0", "RS"), ("E1", "RS"), ("E2", "R3"), ("E3", "R2"), ("E4", "R0"), (None, "RU")],
)
def test_a_cut_or_crushed_nerve_goes_by_its_extent(extent, expected):
    told = facts(nerve_trauma__left=True, complete_palsy__left=True)
    assert klass("trauma", *told, extent=extent) == (expected, expected)


def test_the_named_nerve_is_graded_before_the_limbs():
    told = facts(nerve_trauma__left=True, complete_palsy__left=True)
    assert klass("trauma", *told, extent="E1", nerves=(nerve("E3"),)) == ("R2", "R2")


# ---- shifts, on copper: R2, at best R3, dealt with

COPPER = facts(copper_ugdl=60.0, caeruloplasmin_mgdl=10.0)
DONE = 30  # days since copper was given


def copper(lasted, *more):
    return klass("cu", *COPPER, *treated(DONE), began(DONE + lasted), *more)[0]


@pytest.mark.parametrize(
    ("lasted", "company", "expected"),
    [
        (90, WEAK, "R3"),
        (91, WEAK, "R2"),
        (365, WEAK, "R2"),
        (366, WEAK, "R1"),
        (90, FULL_STRENGTH, "R2"),  # + half a class falls back to R2
        (366, FULL_STRENGTH, "R1"),  # - half a class falls to R1
        (90, (), "R2"),  # nobody asked for weakness: the smaller gain
        (366, (), "R1"),  # ... and the greater loss
    ],
)
def test_m_dur_shortens_or_lengthens_the_way(lasted, company, expected):
    assert copper(lasted, *company) == expected


def test_m_dur_says_nothing_without_the_day_of_onset():
    assert klass("cu", *COPPER, *treated(DONE), *WEAK) == ("R2", "R2")


def test_m_dur_counts_the_days_so_far_while_the_cause_goes_on():
    told = (*COPPER, *facts(cause_treated=False), *WEAK)
    assert klass("cu", *told, began(90)) == ("R1", "R3")
    assert klass("cu", *told, began(91)) == ("R1", "R2")
    assert klass("cu", *told, began(366)) == ("R1", "R1")


def test_m_dur_needs_the_day_a_cause_was_dealt_with_once_three_months_have_passed():
    told = (*COPPER, *facts(cause_treated=True), *WEAK)
    assert klass("cu", *told, began(90))[0] == "R3"
    assert klass("cu", *told, began(800))[0] == "R2"  # may have been short: no weight


def test_m_dur_uses_the_day_the_medicine_was_stopped():
    course = drug(
        "drug_cisplatin_carboplatin", "stopped_within_12_months", started=400, stopped=300
    )
    assert klass("cispl", course, began(390), *WEAK, patterns={"ATX": 0.9})[0] == "R3"
    assert klass("cispl", course, began(391), *WEAK, patterns={"ATX": 0.9})[0] == "R2"


def test_m_dur_leaves_alone_what_cannot_be_dealt_with():
    assert klass("idio", fact("diagnosed_idio", True), began(4000), *WEAK) == ("R1", "R1")
    assert klass("gbs", *facts(gbs_history=True), began(20), *WEAK) == ("R3", "R3")


@pytest.mark.parametrize(("mm", "expected"), [(300.0, "R2"), (301.0, "R1")])
def test_m_axon_needs_axonal_loss_far_from_the_muscle(mm, expected):
    assert copper(200, *facts(ncs_axonal=True, lesion_to_muscle_mm=mm)) == expected
    assert copper(200, *facts(ncs_axonal=False, lesion_to_muscle_mm=mm), *WEAK) == "R2"


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (facts(wasting__shin_outer_left=True), "R1"),
        (facts(mrc_ankle_dorsiflexion__left=3.0), "R1"),
        (facts(mrc_ankle_dorsiflexion__left=4.0), "R2"),
        (facts(mrc_finger_abduction__right=3.0), "R1"),
        (facts(ienfd_per_mm=0.0, diabetes_years=0.0), "R1"),
        (facts(ienfd_per_mm=0.1, diabetes_years=0.0), "R2"),
        (
            facts(
                mono_hallux_correct__left=0.0, mono_mth1_correct__left=1.0,
                mono_mth5_correct__left=0.0, mono_hallux_correct__right=3.0,
                mono_mth1_correct__right=3.0, mono_mth5_correct__right=3.0,
            ),
            "R1",
        ),
        (
            facts(
                mono_hallux_correct__left=0.0, mono_mth1_correct__left=2.0,
                mono_mth5_correct__left=0.0, mono_hallux_correct__right=3.0,
                mono_mth1_correct__right=3.0, mono_mth5_correct__right=3.0,
            ),
            "R2",
        ),
    ],
)  # fmt: skip
def test_m_sev_lowers_by_one_class(signs, expected):
    assert copper(200, *signs) == expected


@pytest.mark.parametrize(("years", "expected"), [(9.9, "R3"), (10.0, "R2")])
def test_m_sev_without_fibres_is_one_class_or_r2_after_long_diabetes(years, expected):
    thyroid = facts(tsh_miul=20.0, free_t4_low=True, cause_treated=True, ncs_axonal=False)
    told = (*thyroid, *facts(ienfd_per_mm=0.0, diabetes_years=years))
    assert klass("hypoT", *thyroid, extent="E1")[0] == "R4"
    assert klass("hypoT", *told, extent="E1")[0] == expected


def test_m_sev_holds_but_does_not_shift_after_long_diabetes():
    told = facts(ienfd_per_mm=0.0, diabetes_years=12.0, diabetes_type="type2", hba1c_pct=7.0)
    assert klass("dm2", *told) == ("R2", "R2")
    younger = facts(ienfd_per_mm=0.0, diabetes_years=9.0, diabetes_type="type2", hba1c_pct=7.0)
    assert klass("dm2", *younger) == ("R1", "R1")


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("gbs", facts(gbs_history=True)),
        ("b12", facts(b12_pgml=150.0, cause_treated=True)),
        ("cip", facts(icu_7d=True, ncs_axonal=True)),
        ("bell", (*facts(face_weak_days=30.0, complete_palsy__left=True),
                  fact("diagnosed_bell", True))),
    ],
)  # fmt: skip
def test_m_age_takes_half_a_class_from_the_named_causes(cause, told):
    assert klass(cause, *told, born=date(1970, 6, 2))[0] == "R3"  # 55
    assert klass(cause, *told, born=date(1970, 6, 1))[0] == "R2"  # 56


def test_m_age_leaves_other_causes_alone():
    told = facts(hcv_rna=True, cause_treated=True)
    assert klass("hcv", *told, born=date(1930, 1, 1)) == ("R3", "R3")


LYME = facts(lyme_serology=True)  # R4
DUR = (*treated(30), began(500), *WEAK)
AXON = facts(ncs_axonal=True, lesion_to_muscle_mm=400.0)
SEV = facts(wasting__shin_outer_left=True)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((*treated(30),), "R4"),
        (DUR, "R3"),
        ((*DUR, *SEV), "R2"),
        ((*DUR, *SEV, *AXON), "R2"),  # three classes worse, but never more than two
        ((*treated(30), began(60), *WEAK), "R4"),  # one better, but never above the row
    ],
)
def test_the_sum_stays_within_its_limits(told, expected):
    assert klass("lyme", *LYME, *told)[0] == expected


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("cmt", facts(gene_cmt=True)),
        ("synuc", (fact("diagnosed_synuc", True),)),
        ("zoster", facts(zoster_pcr=True)),
        ("ocmv", (fact("diagnosed_ocmv", True),)),
        ("dm_trunc", (fact("diagnosed_dm_trunc", True),)),
        ("hnpp", facts(gene_pmp22_deletion=True)),
        ("hattr", facts(gene_ttr=True)),
        ("fabry", facts(gene_gla_or_low_agal=True)),
        ("rfc1", facts(gene_rfc1=True)),
        ("porph", facts(urine_porphobilinogen=True)),
        ("statin", (fact("diagnosed_statin", True),)),
    ],
)
@pytest.mark.parametrize(
    "company",
    [SEV, (*SEV, *AXON), (began(4000), *WEAK), facts(diabetes_type="type2", hba1c_pct=11.0)],
)
def test_nothing_moves_r0_rs_inherited_causes_and_what_stands_apart(cause, told, company):
    start = klass(cause, *told)
    assert klass(cause, *told, *company, born=date(1930, 1, 1)) == start


# ---- m_ongo

GOES_ON = [
    ("dm2", facts(diabetes_type="type2", hba1c_pct=8.0), ("R1", "R2")),
    ("dm2", facts(diabetes_type="type2", hba1c_pct=7.9), ("R2", "R2")),
    ("dm2", facts(diabetes_type="type2"), ("R1", "R2")),  # not known: the worse end
    ("b12", facts(b12_pgml=150.0, cause_treated=False), ("R1", "R3")),
    ("b12", facts(b12_pgml=150.0, cause_treated=True), ("R3", "R3")),
    ("lead", facts(blood_lead_ugdl=60.0, cause_treated=False), ("R1", "R3")),
    ("hypoT", facts(tsh_miul=30.0, free_t4_low=True, cause_treated=False), ("R1", "R3")),
    ("taxane", (drug("drug_taxane"), fact("diagnosed_taxane", True)), ("R1", "R3")),
    (
        "taxane",
        (drug("drug_taxane", "stopped_within_12_months"), fact("diagnosed_taxane", True)),
        ("R3", "R3"),
    ),
    (
        "isoni",
        (drug("drug_isoniazid"), drug("drug_b6_cover"), fact("diagnosed_isoni", True)),
        ("R3", "R3"),
    ),
    ("b6x", facts(plp_nmoll=400.0, b6_mg_per_day=100.0, cause_treated=False), ("R1", "R3")),
    ("b6x", facts(plp_nmoll=400.0, b6_mg_per_day=0.0), ("R3", "R3")),
    ("cidp", (fact("diagnosed_cidp", True), *facts(cause_treated=True, gbs_cidp_progressing=True)),
     ("R1", "R3")),
    ("cidp", (fact("diagnosed_cidp", True), *facts(cause_treated=True, gbs_cidp_progressing=False)),
     ("R3", "R3")),
    ("compress", facts(confined_to_one_nerve=True, ncs_abnormal=True, cause_treated=False),
     ("R1", "R3")),
]  # fmt: skip


@pytest.mark.parametrize(("cause", "told", "expected"), GOES_ON)
def test_m_ongo_holds_a_cause_that_goes_on_at_r1_and_shows_what_it_could_be(cause, told, expected):
    assert klass(cause, *told) == expected


def test_m_ongo_tells_what_to_ask_when_nobody_knows():
    b12 = cause_in(foretold(*facts(b12_pgml=150.0)), "b12")
    assert b12 is not None
    assert b12.active is None
    reason = next(m for m in b12.modifiers if m.statement == "m_ongo")
    assert reason.changes == "Not known: main cause treated or stopped."


def test_the_main_cause_is_treated_says_nothing_of_two():
    both = facts(hcv_rna=True, hiv_test=True, cause_treated=True)
    prognosis = foretold(*both)
    confirmed = [(c.id, c.active) for c in prognosis.causes if c.certainty == "confirmed"]
    assert confirmed == [("hiv", None), ("hcv", None)]
    alone = cause_in(foretold(*both[1:]), "hiv")
    assert alone is not None
    assert alone.active is False


def test_one_of_two_causes_may_be_dealt_with_by_its_own_finding():
    told = facts(hiv_test=True, b12_pgml=150.0, mma_nmoll=900.0, cause_treated=True)
    later = (fact("hcv_rna", True, days_ago(200)), fact("hcv_rna", False))
    active = {c.id: c.active for c in foretold(*told, *later).causes if c.certainty == "confirmed"}
    assert active == {"hiv": None, "b12": None, "hcv": False}


# ---- m_second and worst-of


def test_a_second_active_cause_holds_the_treated_one_down():
    alcohol = facts(alcohol_g_per_wk=400.0, alcohol_stopped=False)
    prognosis = foretold(*facts(b12_pgml=150.0, cause_treated=True), *alcohol, patterns=DSP)
    b12 = cause_in(prognosis, "b12")
    assert b12 is not None
    assert (b12.reversibility, b12.best_achievable) == ("R1", "R3")
    assert "m_second" in {m.statement for m in b12.modifiers}
    assert (prognosis.overall, prognosis.best_achievable) == ("R1", "R3")


def test_a_second_cause_at_its_target_holds_nothing_down():
    told = facts(b12_pgml=150.0, cause_treated=True, diabetes_type="type2", hba1c_pct=7.0)
    prognosis = foretold(*told, patterns=DSP)
    b12 = cause_in(prognosis, "b12")
    assert b12 is not None
    assert b12.reversibility == "R3"
    assert prognosis.overall == "R2"  # the worst of both all the same


WORST = [
    (("R0", "R4"), "R0"), (("R1", "R0"), "R0"), (("R2", "R1"), "R1"), (("R3", "R2"), "R2"),
    (("R4", "R3"), "R3"), (("RS", "R3"), "R3"), (("RS", "R4"), "R4"), (("RS", "RS"), "RS"),
    (("RU", "R3"), "R3"), (("RU", "RU"), "RU"), (("RU", "RS"), "RS"), ((), "RU"),
    (("R4", "R2", "RS", "RU"), "R2"),
]  # fmt: skip


@pytest.mark.parametrize(("classes", "expected"), WORST)
def test_the_worst_class_counts_and_ru_stands_apart(classes, expected):
    assert {SCALE.worst(order) for order in permutations(classes)} == {expected}


@pytest.mark.parametrize(
    ("klass", "by", "best", "least", "expected"),
    [
        ("R3", -0.5, "R3", "R1", "R2"), ("R3", -1.0, "R3", "R1", "R2"),
        ("R3", -1.5, "R4", "R1", "R1"), ("R3", 0.5, "R4", "R1", "R3"),
        ("R3", 1.0, "R4", "R1", "R4"), ("R3", 1.0, "RS", "R1", "RS"),
        ("R3", 1.0, "R3", "R1", "R3"), ("R2", 1.0, "R3", "R1", "R3"),
        ("R2", -2.0, "R3", "R1", "R1"), ("R2", -2.0, "R3", "R0", "R0"),
        ("R1", -2.0, "R3", "R1", "R1"), ("R1", -2.0, "R3", "R0", "R0"),
        ("R0", -1.0, "R3", "R1", "R0"),  # never lifted to the floor
        ("R4", 0.0, "R4", "R1", "R4"), ("R2", 0.5, "R3", "R1", "R2"),
    ],
)  # fmt: skip
def test_half_classes_fall_to_the_worse_side_and_the_row_is_the_top(
    klass, by, best, least, expected
):
    assert SCALE.moved(klass, by, best, least) == expected


def test_shifts_never_make_supportive_care_of_what_can_be_treated():
    diabetes = facts(diabetes_type="type2", hba1c_pct=9.0)
    assert klass("dm2", *diabetes, began(4000), *WEAK, *SEV) == ("R1", "R1")
    nothing_to_treat = (fact("diagnosed_idio", True), *SEV)
    assert klass("idio", *nothing_to_treat) == ("R0", "R0")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (facts(found_on_waking=True), ("R3", "R3")),
        (facts(found_on_waking=False, cause_treated=False), ("R1", "R3")),
        ((), ("R1", "R3")),
        (
            facts(
                wrist_drop__left=True, wrist_drop__right=False, foot_drop__left=False,
                foot_drop__right=False, drop_onset_days__left=3.0, nerve_pressure_history=True,
                cast_brace_or_leg_crossing=False,
            ),
            ("R3", "R3"),
        ),
    ],
)  # fmt: skip
def test_a_nerve_pressed_once_is_no_longer_pressed(told, expected):
    pressed = facts(confined_to_one_nerve=True, ncs_abnormal=True)
    assert klass("compress", *pressed, *told) == expected


def test_without_a_likely_cause_nothing_can_be_said():
    prognosis = foretold(*facts(vegan=True), patterns=DSP)
    assert (prognosis.overall, prognosis.best_achievable) == ("RU", "RU")
    assert prognosis.review_on is None
    assert prognosis.window == ""


def test_a_cause_that_cannot_be_said_does_not_hide_the_others():
    told = (fact("diagnosed_statin", True), *facts(hcv_rna=True, cause_treated=True))
    assert foretold(*told).overall == "R3"
