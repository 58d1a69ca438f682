"""What one finding weighs: figures and their conditions, and what is told but not counted."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.told import KNOWLEDGE, both, diagnosed, fact, lying_and_standing, one
from care.typical import pattern
from surefoot.care.case import Fact
from surefoot.terms import Side


def test_orthostatic_hypotension_is_named_neurogenic_by_the_ratio():
    says = {
        rise: next(
            r.says
            for r in diagnosed(*lying_and_standing(fall=40, rise=rise)).criteria
            if r.statement == "c_oh"
        )
        for rise in (19, 20)
    }
    assert says[19].startswith("Orthostatic hypotension, neurogenic:")
    assert says[20].startswith("Orthostatic hypotension:")


def test_a_ratio_of_a_half_or_more_speaks_against_autonomic_neuropathy_a_normal_test_hardly():
    chances = {
        name: pattern(diagnosed(*lying_and_standing(**said)), "AUT").probability
        for name, said in {
            "neurogenic": {"fall": 40, "rise": 19},
            "other": {"fall": 40, "rise": 20},
            "none": {"fall": 5, "rise": 10},
        }.items()
    }
    assert chances["neurogenic"] > 0.5
    assert chances["other"] == pytest.approx(0.15 / 0.85 * 0.1 / (1 + 0.15 / 0.85 * 0.1), rel=1e-6)
    assert chances["none"] == pytest.approx(0.15 / 0.85 * 0.63 / (1 + 0.15 / 0.85 * 0.63))


def test_a_beta_blocker_takes_the_ratio_its_meaning():
    told = [f for f in lying_and_standing(fall=40, rise=3) if f.code != "drug_beta_blocker"]
    on_drug = diagnosed(*told, fact("drug_beta_blocker", "current"))
    assert pattern(on_drug, "AUT").evidence_for == ()


def test_the_sitting_test_counts_only_where_lying_was_not_done():
    sitting = (fact("sbp_sitting", 130.0), fact("sbp_stand_from_sit", 110.0))
    alone = pattern(diagnosed(*sitting), "AUT")
    beside = diagnosed(*sitting, *lying_and_standing(fall=5, rise=10))
    assert [e.statement for e in alone.evidence_for] == ["t_sitstand_sbp"]
    assert pattern(beside, "AUT").evidence_for == ()
    assert "t_sitstand_sbp" in {r.statement for r in beside.not_counted}


def test_a_negative_hand_test_says_nothing_about_a_leg():
    peroneal = (fact("confined_to_one_nerve"), *one("foot_drop"), *both("phalen", False))
    without = (fact("confined_to_one_nerve"), *one("foot_drop"))
    assert pattern(diagnosed(*peroneal), "FOC").probability == (
        pattern(diagnosed(*without), "FOC").probability
    )
    hand = (*peroneal, fact("tingling", True, site="thumb_left"))
    assert pattern(diagnosed(*hand), "FOC").probability < (
        pattern(diagnosed(*without), "FOC").probability
    )


def test_two_to_four_wrong_of_eight_is_neither_positive_nor_negative():
    chances = {
        wrong: pattern(
            diagnosed(fact("vib_onoff_wrong", float(wrong)), profile="diabetes"), "DSP"
        ).probability
        for wrong in range(9)
    }
    negative, positive = 0.33 * 0.55 / 0.45, 10 * 0.55 / 0.45
    for wrong, chance in chances.items():
        odds = negative if wrong <= 1 else (positive if wrong >= 5 else 0.55 / 0.45)
        assert chance == pytest.approx(odds / (1 + odds))


def test_figures_of_diabetes_clinics_are_told_but_not_counted_in_a_mixed_one():
    exam = fact("mnsi_exam_score", 4.0)
    mixed, diabetes = diagnosed(exam), diagnosed(exam, profile="diabetes")
    assert (mixed.profile, diabetes.profile) == ("mixed", "diabetes")
    assert pattern(mixed, "DSP").probability == pytest.approx(0.55)
    assert pattern(diabetes, "DSP").probability > 0.75
    told = {r.statement: r.says for r in mixed.not_counted}
    assert told["t_mnsi_ex25"] == (
        "MNSI examination 2.5 or more: no weight. Its figures are of people with diabetes only."
    )
    assert "t_mnsi_ex25" not in {r.statement for r in diabetes.not_counted}


EXTRA = [
    fact("feet_first_climbing"), fact("thigh_hip_start"), fact("stepwise_course"),
    fact("abrupt_severe_pain_start"), fact("infection_6wk_before"), fact("early_fullness"),
    fact("dry_cracked_feet"), fact("two_or_more_named_nerves"), fact("nerve_pressure_history"),
    fact("wandering_fingers"), fact("fatigable_weakness"), *one("hand_tingling_at_night"),
]  # fmt: skip


@given(st.lists(st.sampled_from(EXTRA), unique=True), st.sampled_from(EXTRA))
def test_a_fact_more_for_a_pattern_never_lowers_it(told: list[Fact], more: Fact):
    if any(f.code == more.code for f in told):
        return
    side = [replace(more, side=Side.RIGHT, value=False)] if more.side else []
    told = [f for f in told if f.side is None]
    before, after = diagnosed(*told), diagnosed(*told, more, *side)
    rows = [
        row
        for row in KNOWLEDGE.pattern_findings.values()
        if more.code in row.when and row.id.startswith("f")
    ]
    for row in rows:
        for code, weight in row.weights.items():
            if weight > 0:
                here, there = pattern(before, code), pattern(after, code)
                assert there.probability >= here.probability - 1e-12
