"""The step as a whole: from findings to one diagnosis that a therapist can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.told import (
    KNOWLEDGE,
    TODAY,
    both,
    case,
    diagnosed,
    fact,
    findings,
    lying_and_standing,
    reflexes,
)
from care.typical import TYPICAL, WORKED_EXAMPLE, pattern
from surefoot.care.diagnosis import diagnose, type_results
from surefoot.care.diagnosis.bands import band_of
from surefoot.care.diagnosis.lines import scoring_of
from surefoot.care.findings import Findings
from surefoot.terms import NeuropathyType


def test_the_worked_example_shows_each_line_and_comes_to_0_99():
    score = pattern(diagnosed(*WORKED_EXAMPLE), "DSP")
    assert score.prior == 0.55
    assert [(e.says, round(e.likelihood_ratio, 3), e.group) for e in score.evidence_for] == [
        ("Stocking: both feet first, climbing: weight +3, LR 8", 8.0, "D"),
        ("Ankle reflexes absent on both sides: LR 7.6 (Chew2022)", 7.6, "L"),
        (
            "Vibration reduced at a great toe: LR 3.2 (Abraham2017); "
            "counted half, beside a stronger line that says the same",
            1.789,
            "L",
        ),
        (
            'Symmetric, not one nerve (the same nerve trapped on both sides is not "symmetric"): '
            "weight +2, LR 3; counted half, beside a stronger line that says the same",
            1.732,
            "D",
        ),
    ]
    assert score.evidence_against == ()
    assert [(g.group, round(g.before_cap, 1), g.likelihood_ratio) for g in score.groups] == [
        ("D", 13.9, 10),
        ("L", 13.6, 10),
    ]
    odds = 0.55 / 0.45 * 10 * 10
    assert round(odds) == 122
    assert score.probability == odds / (1 + odds)
    assert round(score.probability, 2) == 0.99
    assert score.band == "likely"


@pytest.mark.parametrize(
    ("probability", "band"),
    [
        (0.0, "unlikely"),
        (0.1999999, "unlikely"),
        (0.20, "possible"),
        (0.5999999, "possible"),
        (0.60, "likely"),
        (1.0, "likely"),
    ],
)
def test_bands_on_both_sides_of_their_edges(probability, band):
    assert band_of(probability, scoring_of(KNOWLEDGE)) == band


def test_nothing_asked_cannot_be_told():
    found = diagnosed()
    assert {score.band for score in found.patterns} == {"cannot_tell"}
    assert found.types == ()
    assert found.cannot_tell == (
        "No symptom has been asked about yet.",
        "No test of feeling, reflex, strength or standing blood pressure has been done yet.",
    )
    assert found.summary == "Cannot tell yet. " + " ".join(found.cannot_tell)


def test_a_story_without_any_test_cannot_be_told_however_typical():
    told = (fact("feet_first_climbing"), fact("symptoms_symmetric"), fact("symptom_numbness"))
    found = diagnosed(*told)
    assert found.cannot_tell == (
        "No test of feeling, reflex, strength or standing blood pressure has been done yet.",
    )
    assert {score.band for score in found.patterns} == {"cannot_tell"}
    tested = diagnosed(*told, *both("reflex_ankle", "absent"))
    assert tested.cannot_tell == ()
    assert pattern(tested, "DSP").band == "likely"


def test_autonomic_neuropathy_is_not_called_unlikely_before_anybody_asked():
    before = pattern(diagnosed(*WORKED_EXAMPLE), "AUT")
    assert (before.band, before.probability) == ("cannot_tell", pytest.approx(0.15))
    assert before.cannot_tell == (
        "Blood pressure on standing has not been measured, "
        "nor have autonomic symptoms been asked about.",
    )
    after = pattern(diagnosed(*WORKED_EXAMPLE, *lying_and_standing()), "AUT")
    assert (after.band, after.cannot_tell) == ("unlikely", ())


def test_no_likely_pattern_and_much_unasked_cannot_be_told_yet():
    found = diagnosed(fact("symptom_numbness"), *both("reflex_ankle", "normal"))
    assert found.cannot_tell == (
        "No pattern is likely yet, and what has not been asked could still make "
        "Distal symmetric polyneuropathy likely or unlikely.",
    )


def test_small_fibre_signs_beside_a_likely_distal_pattern_are_no_second_disease():
    burning = (
        fact("pain_burning", True, site="great_toe_left"),
        fact("pain_worse_at_night"),
    )
    without = diagnosed(*TYPICAL)
    beside = diagnosed(*TYPICAL, *burning)
    assert pattern(without, "SFN").probability < 0.20 <= pattern(beside, "SFN").probability
    assert without.summary == "Distal symmetric polyneuropathy, likely"
    assert beside.summary == (
        "Distal symmetric polyneuropathy, likely, with small-fibre involvement"
    )


def test_a_likely_small_fibre_pattern_beside_a_likely_distal_one_is_not_named_apart():
    told = (fact("feet_first_climbing"), fact("symptoms_symmetric"), fact("pin8_wrong", 8.0))
    told += (fact("pain_burning", True, site="great_toe_left"), fact("pain_worse_at_night"))
    found = diagnosed(*told, *both("reflex_ankle", "absent"), profile="diabetes")
    likely = {score.pattern for score in found.patterns if score.band == "likely"}
    assert likely == {"DSP", "SFN"}
    assert found.summary == (
        "Distal symmetric polyneuropathy, likely, with small-fibre involvement"
    )


def test_several_likely_patterns_are_named_most_probable_first():
    standing = {f.code for f in lying_and_standing()}
    told = (*(f for f in TYPICAL if f.code not in standing), fact("early_fullness"))
    found = diagnosed(*told, *lying_and_standing(fall=40, rise=4, pulse=104))
    likely = [score.pattern for score in found.patterns if score.band == "likely"]
    assert likely == ["DSP", "AUT"]
    assert found.types == (NeuropathyType.PERIPHERAL, NeuropathyType.AUTONOMIC)
    assert found.summary == (
        "Distal symmetric polyneuropathy, likely, with small-fibre involvement; "
        "Autonomic neuropathy, likely"
    )


def test_only_possible_patterns_are_named_as_possible():
    told = (fact("symptom_numbness"), *both("vibration_toe", "reduced"))
    found = diagnosed(*told, *both("reflex_ankle", "normal"))
    assert {score.band for score in found.patterns} == {"possible", "unlikely", "cannot_tell"}
    assert found.types == ()
    assert found.summary == "Possible: Distal symmetric polyneuropathy"


def test_nothing_likely_or_possible_is_said_without_excluding_anything():
    told = (fact("symptom_numbness", False), *both("vibration_toe", "normal"))
    found = diagnosed(*told, *both("reflex_ankle", "normal"))
    assert {score.band for score in found.patterns} == {"unlikely", "cannot_tell"}
    assert found.summary == (
        "No pattern is likely or possible on what is known; unlikely is not excluded"
    )


def test_a_mimic_is_surfaced_from_0_20_on_whatever_the_top_pattern_is():
    found = diagnosed(*WORKED_EXAMPLE, *both("hoffmann"))
    surfaced = {m.pattern for m in found.mimics}
    for score in found.patterns:
        watched = score.pattern in {"PRN", "MPX", "ATX", "MIM"}
        assert (score.pattern in surfaced) == (watched and score.probability >= 0.20)
    mimic = pattern(found, "MIM")
    assert "rf_cord" in mimic.red_flags
    assert found.patterns[0].pattern == "DSP"


def test_pairs_are_shown_within_a_factor_of_three():
    numbers = {score.pattern: score.probability for score in diagnosed(*WORKED_EXAMPLE).patterns}
    assert numbers["DSP"] > 3 * numbers["MIM"]
    assert "pair/dsp-vs-cord" not in {p.id for p in diagnosed(*TYPICAL).pairs}
    close = diagnosed(
        fact("symptom_numbness"), *both("vibration_toe", "reduced"), fact("sensory_level_trunk"),
        *both("reflex_knee", "brisk"), *both("reflex_ankle", "normal"),
        fact("feet_first_climbing"), *both("babinski", False),
    )  # fmt: skip
    low, high = sorted(pattern(close, code).probability for code in ("DSP", "MIM"))
    assert high <= 3 * low
    assert {"pair/dsp-vs-cord", "pair/dsp-vs-lumbar-stenosis"} <= {p.id for p in close.pairs}


def test_criteria_that_say_more_stand_alone():
    probable = diagnosed(*TYPICAL).criteria
    confirmed = diagnosed(*TYPICAL, fact("ncs_abnormal")).criteria
    assert "c_dspn_probable" in {r.statement for r in probable}
    assert "c_dspn_possible" not in {r.statement for r in probable}
    assert "c_dspn_confirmed" in {r.statement for r in confirmed}
    assert "c_dspn_probable" not in {r.statement for r in confirmed}


@pytest.mark.parametrize(
    ("told", "band"),
    [
        ((), "cannot_tell"),
        ((fact("trunk_band_pain", False),), "unlikely"),
        ((fact("trunk_band_pain"),), "possible"),
        ((fact("trunk_band_pain"), fact("diabetes_type", "none")), "unlikely"),
    ],
)
def test_truncal_radiculoneuropathy_goes_by_its_criteria(told, band):
    score = pattern(diagnosed(*told, *both("reflex_ankle", "normal")), "TRU")
    assert (score.by_criteria, score.band) == (True, band)


def test_what_the_rules_may_read_are_the_eleven_probabilities_and_the_grade():
    found = diagnosed(*TYPICAL)
    results = type_results(found)
    assert results["type_dsp"] == pattern(found, "DSP").probability
    assert results["extent_grade"] == results["extent_at_least"] == found.extent == "E1"
    assert len(results) == 13
    assert "type_tru" not in results
    told = findings(*TYPICAL).with_results(results)
    assert told.holds("type_dsp >= 0.60") is True
    assert set(type_results(diagnosed())) == set(results)
    assert all(code in KNOWLEDGE.findings for code in results)


def test_where_the_diagnosis_cannot_grade_no_rule_does():
    weak = both("mrc_knee_extension", 3.0)
    found = diagnosed(*weak)
    told = findings(*weak).with_results(type_results(found))
    assert found.extent is None
    assert found.extent_missing == ("mrc_ankle_dorsiflexion",)
    assert told.value("extent_grade") is None
    assert told.value("extent_at_least") == "E3"
    assert told.value("plan_stage") == "severe"  # what is missing could only make it worse


def test_criteria_read_the_probabilities_of_this_diagnosis():
    told = (*lying_and_standing(fall=40, rise=2, pulse=104), fact("early_fullness"))
    told += (fact("dry_cracked_feet"), *reflexes())
    found = diagnosed(*told)
    assert pattern(found, "AUT").probability >= 0.60
    assert "c_atypical_refer" in {reason.statement for reason in found.criteria}


def test_what_waits_for_a_clinician_is_listed_once():
    found = diagnosed(*TYPICAL)
    assert len(set(found.unreviewed)) == len(found.unreviewed)
    assert {"convention/priors", "f06", "extent/rule"} & set(found.unreviewed)
    assert "t_aj_abs" not in found.unreviewed


def test_the_record_names_its_day_and_its_knowledge():
    found = diagnosed(*TYPICAL)
    assert (found.made_on, found.knowledge) == (TODAY, KNOWLEDGE.version)


@given(st.permutations(TYPICAL))
def test_the_order_in_which_facts_were_told_never_matters(told):
    assert diagnosed(*told) == diagnosed(*TYPICAL)


def test_the_same_findings_give_the_same_answer():
    person = case(*TYPICAL)
    first, second = (diagnose(Findings(person, KNOWLEDGE), person, KNOWLEDGE) for _ in range(2))
    assert first == second
