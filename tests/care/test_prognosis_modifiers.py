"""What moves the class of a cause: time, distance to the muscle, severity and age."""

from datetime import date

import pytest

from care.made_causes import (
    FULL_STRENGTH,
    KNOWLEDGE,
    WEAK,
    began,
    drug,
    fact,
    facts,
    klass,
    treated,
)
from surefoot.care.prognosis.classes import Scale

SCALE = Scale.of(KNOWLEDGE.reversibility_classes)


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
