"""The class of a cause: where its range starts, and which of several classes counts."""

from datetime import date
from itertools import permutations

import pytest

from care.made_causes import KNOWLEDGE, began, days_ago, drug, fact, facts, foretold, klass, nerve
from surefoot.care.prognosis.classes import Scale

DSP = {"DSP": 0.9}
SCALE = Scale.of(KNOWLEDGE.reversibility_classes)


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


WORST = [
    (("R0", "R4"), "R0"), (("R1", "R0"), "R0"), (("R2", "R1"), "R1"), (("R3", "R2"), "R2"),
    (("R4", "R3"), "R3"), (("RS", "R3"), "R3"), (("RS", "R4"), "R4"), (("RS", "RS"), "RS"),
    (("RU", "R3"), "R3"), (("RU", "RU"), "RU"), (("RU", "RS"), "RS"), ((), "RU"),
    (("R4", "R2", "RS", "RU"), "R2"),
]  # fmt: skip


@pytest.mark.parametrize(("classes", "expected"), WORST)
def test_the_worst_class_counts_and_ru_stands_apart(classes, expected):
    assert {SCALE.worst(order) for order in permutations(classes)} == {expected}


def test_without_a_likely_cause_nothing_can_be_said():
    prognosis = foretold(*facts(vegan=True), patterns=DSP)
    assert (prognosis.overall, prognosis.best_achievable) == ("RU", "RU")
    assert prognosis.review_on is None
    assert prognosis.window == ""


def test_a_cause_that_cannot_be_said_does_not_hide_the_others():
    told = (fact("diagnosed_statin", True), *facts(hcv_rna=True, cause_treated=True))
    assert foretold(*told).overall == "R3"
