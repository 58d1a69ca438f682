"""When: windows, the day to look again, coasting, treatment-induced neuropathy, regrowth."""

from datetime import date, timedelta

import pytest

from care.made_causes import (
    TODAY,
    WEAK,
    began,
    cause_in,
    days_ago,
    drug,
    fact,
    facts,
    foretold,
    treated,
)
from surefoot.care.prognosis.windows import span
from surefoot.terms import Urgency

ATX = {"ATX": 0.9}
DSP = {"DSP": 0.9}


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (6.0, 18.0, "6 to 18 months"),
        (1.5, 12.0, "7 weeks to 12 months"),
        (0.1, 3.0, "days to 3 months"),
        (0.0, 0.4, "days"),
        (6.0, 24.0, "6 to 24 months"),
        (6.0, 25.0, "6 months to 2 years"),
        (36.0, 60.0, "3 to 5 years"),
        (12.0, 12.0, "about 12 months"),
        (0.5, 1.0, "2 to 4 weeks"),
        (1.9, 2.0, "8 weeks to 2 months"),
        (0.23, 1.0, "days to 4 weeks"),
    ],
)
def test_months_are_said_in_the_unit_that_reads_best(low, high, says):
    assert span(low, high) == says


WINDOWS = [
    ("b12", facts(b12_pgml=150.0, cause_treated=True), "7 weeks to 12 months", 3.0, 12.0),
    ("tind", (fact("diagnosed_tind", True),), "6 to 18 months", 6.0, 18.0),
    ("ocmv", (fact("diagnosed_ocmv", True),), "3 to 6 months", 3.0, 6.0),
    ("hnpp", facts(gene_pmp22_deletion=True), "days to 3 months", 0.5, 3.0),
    ("hcv", facts(hcv_rna=True), "about 10 months to the first sign", 10.0, None),
    ("brentux", (fact("diagnosed_brentux", True),), "up to 24 months", None, 24.0),
    ("cmt", facts(gene_cmt=True), "", None, None),
    ("solv", facts(hexanedione_urine=True), "12 months to 3 years", 12.0, 36.0),
]


@pytest.mark.parametrize(("key", "told", "window", "sign", "end"), WINDOWS)
def test_each_cause_has_its_window(key, told, window, sign, end):
    cause = cause_in(foretold(*told), key)
    assert cause is not None
    assert (cause.window, cause.first_sign_months, cause.plateau_months) == (window, sign, end)


def test_the_window_of_the_whole_is_that_of_the_causes_that_decide():
    # diabetes at target: R2, 12 to 48 months; lyme treated: R4, weeks to 6 months
    told = facts(diabetes_type="type2", hba1c_pct=7.0, lyme_serology=True, cause_treated=True)
    assert foretold(*told).window == "12 months to 4 years"


def test_axonal_loss_makes_a_pressed_nerve_take_at_least_three_times_as_long():
    pressed = facts(confined_to_one_nerve=True, ncs_abnormal=True, cause_treated=True)
    block = cause_in(foretold(*pressed, *facts(ncs_axonal=False)), "compress")
    loss = cause_in(foretold(*pressed, *facts(ncs_axonal=True)), "compress")
    assert block is not None
    assert loss is not None
    assert (block.window, block.plateau_months) == ("2 weeks to 12 months", 12.0)
    assert (loss.window, loss.plateau_months) == ("7 weeks to 3 years", 36.0)


# ---- the day to look again: first sign + 50 %


def test_the_review_counts_from_the_day_the_cause_was_dealt_with():
    told = (*facts(b12_pgml=150.0), *treated(40))
    # 3 months + 50 % = 137 days
    assert foretold(*told).review_on == days_ago(40) + timedelta(days=137)


def test_the_review_counts_from_today_while_that_day_is_not_known():
    assert foretold(*facts(b12_pgml=150.0)).review_on == TODAY + timedelta(days=137)


def test_the_review_of_an_event_counts_from_the_onset():
    told = (fact("diagnosed_ocmv", True), began(50))
    assert foretold(*told).review_on == days_ago(50) + timedelta(days=137)


def test_a_review_that_has_passed_is_due_today():
    assert foretold(*facts(b12_pgml=150.0), *treated(137)).review_on == TODAY
    assert foretold(*facts(b12_pgml=150.0), *treated(136)).review_on == TODAY + timedelta(days=1)
    assert foretold(*facts(b12_pgml=150.0), *treated(900)).review_on == TODAY


def test_the_earliest_review_of_the_deciding_causes_counts():
    told = facts(b12_pgml=150.0, diabetes_type="type2", hba1c_pct=9.0, cause_treated=False)
    assert foretold(*told).review_on == TODAY + timedelta(days=137)  # diabetes: 18 months


def test_a_cause_without_a_first_sign_is_looked_at_again_as_its_row_says():
    assert foretold(fact("diagnosed_idio", True)).review_on == date(2027, 6, 1)
    assert foretold(*facts(gene_cmt=True)).review_on is None


# ---- coasting

COASTING = [
    ("drug_oxaliplatin", "oxali", 91),
    ("drug_cisplatin_carboplatin", "cispl", 91),
    ("drug_thalidomide", "thalid", 91),
    ("drug_brentuximab", "brentux", 91),
]


def coasting(prognosis):
    return [r for r in prognosis.exceptions if r.statement == "k_coasting"]


@pytest.mark.parametrize(("code", "cause", "days"), COASTING)
def test_worsening_soon_after_a_toxin_stopped_is_no_failure(code, cause, days):
    def told(stopped):
        return foretold(
            drug(code, "stopped_within_12_months", started=400, stopped=stopped),
            fact(f"diagnosed_{cause}", True),
        )

    assert len(coasting(told(days))) == 1
    assert str(TODAY) in coasting(told(days))[0].says
    assert coasting(told(days + 1)) == []


@pytest.mark.parametrize(
    ("told", "days"),
    [(facts(plp_nmoll=400.0, b6_mg_per_day=0.0), 46), (facts(hexanedione_urine=True), 122)],
)
def test_other_toxins_coast_from_the_day_they_stopped(told, days):
    assert len(coasting(foretold(*told, *treated(days)))) == 1
    assert coasting(foretold(*told, *treated(days + 1))) == []


def test_nothing_coasts_on_paclitaxel_or_while_the_toxin_goes_on():
    taxane = drug("drug_taxane", "stopped_within_12_months", started=90, stopped=10)
    assert coasting(foretold(taxane, fact("diagnosed_taxane", True))) == []
    assert coasting(foretold(drug("drug_oxaliplatin"), patterns=ATX)) == []


def test_a_stop_without_a_day_asks_for_it():
    told = drug("drug_oxaliplatin", "stopped_within_12_months")
    reasons = coasting(foretold(told, patterns=ATX))
    assert [reason.changes for reason in reasons] == ["Ask for the day it stopped."]


def test_the_patient_is_told_of_coasting_only_while_it_may_last():
    word = "most often passes"
    course = drug("drug_oxaliplatin", "stopped_within_12_months", started=300, stopped=91)
    late = drug("drug_oxaliplatin", "stopped_within_12_months", started=300, stopped=92)
    assert word in foretold(course, patterns=ATX).answers[0].says
    assert word not in foretold(late, patterns=ATX).answers[0].says


# ---- treatment-induced neuropathy of diabetes

FALL = (fact("hba1c_pct", 10.0, days_ago(85)), fact("diabetes_type", "type2"))


def statements(prognosis):
    return [reason.statement for reason in prognosis.exceptions]


@pytest.mark.parametrize(
    ("now", "notes"), [(8.1, []), (8.0, ["m_fast"]), (6.1, ["m_fast"]), (6.0, ["m_fast"] * 2)]
)
def test_a_fast_fall_of_hba1c_warns_of_treatment_induced_neuropathy(now, notes):
    told = (*FALL, fact("hba1c_pct", now))
    assert [s for s in statements(foretold(*told)) if s == "m_fast"] == notes


def test_treatment_induced_neuropathy_says_that_it_turns():
    prognosis = foretold(fact("diagnosed_tind", True), *FALL)
    assert "tind/outcome" in statements(prognosis)
    receivers = {r.to: r.urgency for r in prognosis.referrals}
    assert receivers["diabetes team"] == Urgency.U2
    assert receivers["eye examination"] == Urgency.U2


# ---- the reinnervation clock: mm / 30 + 1 month; + 3 months: surgeon

CUT = facts(nerve_trauma__left=True, complete_palsy__left=True, lesion_to_muscle_mm=90.0)
DUE, LATE = 122, 213  # days: 4 and 7 months


def clock(prognosis):
    return [r for r in prognosis.exceptions if r.statement == "prognosis/clock"]


def surgeon(prognosis):
    wanted = "prognosis/clock"
    return [r for r in prognosis.referrals if r.statement == wanted or "No movement" in r.why]


def hurt(days, *more):
    return foretold(*CUT, fact("nerve_injury_on", days_ago(days)), *more, patterns={"FOC": 0.9})


def test_the_clock_tells_the_day_of_first_movement():
    says = clock(hurt(10))[0].says
    assert str(days_ago(10) + timedelta(days=DUE)) in says
    assert str(days_ago(10) + timedelta(days=LATE)) in says


def test_no_movement_three_months_after_it_was_due_sends_to_a_surgeon():
    assert surgeon(hurt(LATE - 1)) == []
    late = surgeon(hurt(LATE))
    assert [(r.to, r.urgency) for r in late] == [
        ("hand / nerve surgeon", Urgency.U1)
    ]  # may be open


def test_no_movement_in_a_closed_injury_is_u3():
    closed = facts(trauma_open__left=False, trauma_open__right=False)
    assert [r.urgency for r in surgeon(hurt(LATE, *closed))] == [Urgency.U3]


def test_a_nerve_that_moved_sends_nobody():
    told = (
        *facts(nerve_trauma__left=True, lesion_to_muscle_mm=90.0, ncs_axonal=True),
        *facts(complete_palsy__left=False, complete_palsy__right=False),
        fact("nerve_injury_on", days_ago(LATE + 30)),
    )
    assert surgeon(foretold(*told, patterns={"FOC": 0.9})) == []


def test_without_distance_or_day_the_clock_asks_for_them():
    prognosis = foretold(*CUT[:2], patterns={"FOC": 0.9})
    assert {"nerve_injury_on", "lesion_to_muscle_mm"} <= set(prognosis.would_change)


def test_no_clock_runs_for_a_polyneuropathy():
    told = (*facts(ncs_axonal=True, hcv_rna=True), *WEAK)
    assert clock(foretold(*told, patterns=DSP)) == []


def test_what_is_dated_after_today_does_not_count():
    tomorrow = fact("b12_pgml", 150.0, TODAY + timedelta(days=1))
    assert cause_in(foretold(tomorrow), "b12") is None


def test_a_note_is_told_only_to_whom_it_concerns():
    good = facts(hba1c_mean_pct=6.5, height_cm=185.0)
    diabetic = statements(foretold(*good, *facts(diabetes_type="type1")))
    assert {"m_gluc", "m_tall"} <= set(diabetic)
    assert statements(foretold(*good, *facts(hcv_rna=True))) == []


def test_low_mood_is_told_to_everyone():
    assert "m_mood" in statements(foretold(*facts(phq9_score=10.0)))
    assert "m_mood" not in statements(foretold(*facts(phq9_score=9.0, phq2_score=0.0)))
