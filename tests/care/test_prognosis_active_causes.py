"""A cause that goes on, or a second one, holds the class down: m_ongo and m_second."""

import pytest

from care.made_causes import cause_in, days_ago, drug, fact, facts, foretold, klass

DSP = {"DSP": 0.9}


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


# ---- m_second


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
