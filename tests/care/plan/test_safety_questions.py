"""A must-have that nobody can tell yet is asked about, never dropped."""

import pytest

from care.plan.planned import line
from care.plan.steady import KNOWLEDGE, read
from surefoot.care.plan.safety import assess


def test_a_person_of_whom_all_is_known_is_asked_nothing():
    assert read().questions == ()


def test_an_unknown_must_have_asks_and_says_what_it_would_bring():
    found = read(must_mi15=None)
    assert "MI15" not in {need.id for need in found.requirements}
    asked = [question for question in found.questions if question.statement == "MI15"]
    assert asked
    assert all(set(question.releases) == {"PE001", "PE002"} for question in asked)


def test_an_unknown_must_have_without_exercises_asks_last():
    found = read(must_mi16=None, must_mi15=None)
    assert [question.statement for question in found.questions][-1] == "MI16"


@pytest.mark.parametrize("code", ["phq9_score", "last_chemo_on"])
def test_a_long_questionnaire_or_a_date_that_nothing_calls_for_is_not_asked(code):
    care = line("cleaner-plain-words")
    found = assess(care.concluded, care.case, care.contact, care.knowledge)
    assert code not in {question.code for question in found.questions}
    holds = [care.concluded.holds(row.when) for row in KNOWLEDGE.must_haves.values()]
    assert None not in holds
