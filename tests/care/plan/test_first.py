"""A reasoned no says what has to change first, and who does it."""

from dataclasses import replace

import pytest

from care.plan.planned import line
from surefoot.care.plan.first import what_first
from surefoot.care.plan.records import NoSafePlan, SafetyReading
from surefoot.care.plan.safety import assess
from surefoot.knowledge.load import load
from surefoot.terms import Reason

KNOWLEDGE = load()


def reading(name: str) -> SafetyReading:
    care = line(name)
    return assess(care.concluded, care.case, care.contact, care.knowledge)


def test_a_reading_of_the_day_is_treated_and_taken_again_by_the_therapist():
    (first,) = what_first(reading("low-sugar-at-the-door"), KNOWLEDGE)
    assert first.startswith(
        "Low glucose. The therapist, today: No exercise until treated: 15 g of fast"
    )
    assert first.endswith("Then take the reading again.")


def test_what_only_a_name_can_open_is_asked_of_a_named_physician_with_the_techniques():
    first = next(what_first(reading("oh-severe-reviewed"), KNOWLEDGE))
    assert "Physician review of drugs and cause first" in first
    assert "A named physician or team allows, with a reason:" in first
    assert first.endswith("aerobic, balance, gait, strength, tai chi.")


def nothing_closed(safety: SafetyReading) -> SafetyReading:
    return replace(safety, conditions=())


def test_where_no_condition_closes_anything_the_clinic_is_told_what_is_missing():
    lines = list(what_first(nothing_closed(reading("cleaner-plain-words")), KNOWLEDGE))
    assert lines
    assert all(one.startswith("The clinic: ") for one in lines)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ((), ""),
        (("One rule.", "Two rules."), "decide which of these rules may give way. One rule. Two"),
        (("One.", "Two.", "Three.", "Four."), "too little is open for a course"),
    ],
)
def test_few_rules_in_conflict_are_named_and_many_say_that_too_little_is_open(rules, said):
    lines = list(what_first(reading("low-sugar-at-the-door"), KNOWLEDGE, rules))
    assert len(lines) == 1 + bool(rules)
    assert said in lines[-1]


def test_a_gate_says_what_lifts_it():
    lifted = Reason(says="Closed.", statement="gate", changes="A named answer.")
    safety = replace(reading("low-sugar-at-the-door"), gate_reasons=(lifted,))
    assert next(what_first(safety, KNOWLEDGE)) == "A named answer."


@pytest.mark.parametrize("name", ["low-sugar-at-the-door", "oh-severe-reviewed"])
def test_no_reasoned_no_leaves_the_reader_without_a_next_step(name):
    plan = line(name).plan
    assert isinstance(plan, NoSafePlan)
    assert plan.first


def test_stretches_and_breathing_alone_are_no_course():
    plan = line("oh-severe-reviewed").plan
    assert isinstance(plan, NoSafePlan)
    assert any("A named physician or team allows" in first for first in plan.first)
    assert any("teaches" in first for first in plan.first)


def test_a_condition_that_closes_little_is_not_what_stands_in_the_way():
    lines = list(what_first(reading("amyotrophy-shopkeeper"), KNOWLEDGE))
    assert not any("High fall risk" in one for one in lines)
