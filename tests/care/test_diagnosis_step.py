"""The step as a whole: from findings to one diagnosis that a therapist can read."""

from dataclasses import replace
from datetime import date

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
    one,
    reflexes,
    strength,
)
from surefoot.care.case import Fact, NotDone
from surefoot.care.diagnosis import diagnose, type_results
from surefoot.care.diagnosis.bands import band_of
from surefoot.care.diagnosis.lines import scoring_of
from surefoot.care.findings import Findings
from surefoot.terms import NeuropathyType, Side

WORKED_EXAMPLE = (
    *both("reflex_ankle", "absent"),
    *both("vibration_toe", "reduced"),
    fact("feet_first_climbing"),
    fact("symptoms_symmetric"),
    fact("numbness", True, site="great_toe_left"),
)
TYPICAL = (
    *WORKED_EXAMPLE,
    fact("time_to_worst", "over_12_months"),
    *both("reflex_knee", "normal"),
    *both("reflex_biceps", "normal"),
    *both("pin_toe", "reduced"),
    *both("position_toe", "normal"),
    *both("mono_hallux_correct", 3.0),
    *strength(),
    *lying_and_standing(),
    *both("babinski", False),
)


def pattern(diagnosis, code):
    return next(score for score in diagnosis.patterns if score.pattern == code)


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


def test_what_to_ask_next_is_open_ordered_and_of_different_themes():
    found = diagnosed(*WORKED_EXAMPLE)
    bits = [test.bits for test in found.next_tests]
    assert len(bits) == 8
    assert bits == sorted(bits, reverse=True)
    rows = [KNOWLEDGE.pattern_questions[test.statement] for test in found.next_tests]
    assert len({row.theme for row in rows}) == 8
    known = {f.code for f in WORKED_EXAMPLE}
    assert not known & {test.code for test in found.next_tests}
    assert all(test.settles for test in found.next_tests)


def test_less_is_proposed_when_little_is_left_to_tell():
    every = {code for row in KNOWLEDGE.pattern_questions.values() for code in row.findings}
    kept = {"romberg_eo_s", "romberg_ec_s", "wandering_fingers", "position_toe"}
    why = tuple(NotDone(code=code, why="declined", on=TODAY) for code in sorted(every - kept))
    asked = diagnosed(*WORKED_EXAMPLE, not_done=why).next_tests
    assert {test.statement for test in asked} <= {
        "ask/position", "ask/pin-temperature", "ask/sensory-exam", "ask/feet-free",
    }  # fmt: skip
    assert "ask/position" in {test.statement for test in asked}
    nothing = tuple(NotDone(code=code, why="declined", on=TODAY) for code in sorted(every))
    assert diagnosed(*WORKED_EXAMPLE, not_done=nothing).next_tests == ()


def test_what_could_not_be_done_today_is_not_proposed_again():
    first = diagnosed(*WORKED_EXAMPLE).next_tests[0]
    why = tuple(NotDone(code=code, why="unable", on=TODAY) for code in first.codes)
    again = diagnosed(*WORKED_EXAMPLE, not_done=why).next_tests
    assert first.statement not in {test.statement for test in again}
    earlier = tuple(replace(each, on=date(2026, 5, 1)) for each in why)
    assert diagnosed(*WORKED_EXAMPLE, not_done=earlier).next_tests[0] == first


def test_sitting_blood_pressure_is_proposed_only_where_lying_could_not_be_done():
    asked = {test.statement for test in diagnosed(*WORKED_EXAMPLE).next_tests}
    codes = KNOWLEDGE.pattern_questions["ask/lying-standing"].findings
    why = tuple(NotDone(code=code, why="unable", on=TODAY) for code in codes)
    instead = {test.statement for test in diagnosed(*WORKED_EXAMPLE, not_done=why).next_tests}
    assert "ask/sit-stand" not in asked
    assert "ask/sit-stand" in instead


def test_tests_done_outside_are_flagged():
    told = (*TYPICAL, fact("pain_burning", True, site="great_toe_left"))
    for test in diagnosed(*told).next_tests:
        assert test.external == (test.who == "lab")
        assert test.external == test.ask.startswith("External")


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
