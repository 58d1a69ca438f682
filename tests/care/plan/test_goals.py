"""Goals judged by a test that fits, and what is measured again when."""

from dataclasses import replace
from datetime import date

import pytest

from care.plan.planned import asked, line
from surefoot.care.case import Goal
from surefoot.care.plan.goals import goals, retests
from surefoot.care.plan.records import PlannedGoal
from surefoot.terms import Domain

DAY = date(2026, 11, 2)


def judged(name: str, domain: str) -> PlannedGoal:
    care = line(name)
    goal = Goal(words="Mine.", domain=Domain(domain), priority=1)
    case = replace(care.case, goals=(goal,))
    (found,) = goals(case, care.concluded, care.knowledge, DAY, 12)
    return found


@pytest.mark.parametrize(
    ("name", "domain", "measure", "baseline", "target"),
    [
        ("dsp-baker-market", "function", "30-second chair stand", "9 stands", "13 stands"),
        ("amyotrophy-shopkeeper", "fall_risk", "Berg Balance Scale", "41 points", "48 points"),
        ("sfn-developer-prediabetes", "pain", "Average pain in 7 days, 0-10", "5 points",
         "3 points"),
        ("low-vision-eighty-six", "independence", "Usual walking speed, 10 m", "0.58 m/s",
         "0.71 m/s"),
        ("mmn-watchmaker", "function", "Grip strength", "27 kg", "32 kg"),
        ("alcohol-low-mood", "mood", "PHQ-9", "14 points", "9 points"),
    ],
)  # fmt: skip
def test_a_test_that_fits_and_was_measured_judges_the_goal(name, domain, measure, baseline, target):
    found = judged(name, domain)
    assert (found.measure, found.baseline, found.target) == (measure, baseline, target)


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("active-man-with-vibration-plate", "function"),  # 24 stands leave no room
        ("cts-pregnant", "pain"),  # 0 of 10 cannot fall
        ("cts-pregnant", "function"),  # a hand is not judged by chair stands
        ("charcot-in-cast", "independence"),  # a foot at rest is not timed over 10 m
        ("cleaner-plain-words", "mood"),  # nobody was asked about low mood
        ("type1-proliferative-eyes", "nerve"),  # a state is no measure of change
    ],
)
def test_where_no_test_fits_the_person_rates_the_goal(name, domain):
    found = judged(name, domain)
    assert found.measure == "Patient-Specific Functional Scale"
    assert found.target == "4 points more than at the start"  # 3.6 for one activity, read whole


def measured(name: str) -> list[tuple[str, ...]]:
    made = asked(name)
    found = retests(made.person.findings, made.person.knowledge, (), DAY)
    return [retest.measures for retest in found]


def test_a_long_questionnaire_is_repeated_only_where_the_short_one_calls_for_it():
    assert "Patient Health Questionnaire-9" not in measured("cleaner-plain-words")[0]
    assert "Patient Health Questionnaire-2" in measured("cleaner-plain-words")[0]


def test_a_wrist_is_not_judged_by_walking_tests():
    tests = {measure for one in measured("cts-severe-cook") for measure in one}
    assert "Timed Up and Go" not in tests
    assert "Numeric Pain Rating Scale" in tests
    assert "Timed Up and Go" in {m for one in measured("cleaner-plain-words") for m in one}


def test_a_pressed_nerve_is_measured_every_two_weeks():
    made = asked("cts-severe-cook")
    needs = made.person.safety.requirements
    first = retests(made.person.findings, made.person.knowledge, (), DAY, needs)[0]
    assert first.on == date(2026, 11, 16)
    assert {
        "Strength of the muscles of the nerve",
        "Feeling in the area of the nerve",
    } <= {*first.measures}
    assert first.why.startswith("Again every 2 weeks")


def measured_at(name: str, domain: str, finding: str, value: float) -> PlannedGoal:
    """The goal as if one value more had been measured."""
    care = line(name)
    goal = Goal(words="Mine.", domain=Domain(domain), priority=1)
    findings = care.concluded.with_results({finding: value})
    (found,) = goals(replace(care.case, goals=(goal,)), findings, care.knowledge, DAY, 12)
    return found


@pytest.mark.parametrize(
    ("value", "measure"), [(49.0, "Berg Balance Scale"), (50.0, "Timed Up and Go")]
)
def test_no_goal_lies_above_the_top_of_its_scale(value, measure):
    found = measured_at("low-vision-eighty-six", "fall_risk", "bbs_score", value)
    assert found.measure == measure
