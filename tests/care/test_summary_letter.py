"""The letter: nothing is told twice, what nobody feels is in it, and what was said before."""

import json

import pytest

from care.made_causes import KNOWLEDGE
from lines import example
from stories import stories
from surefoot.care.line import LineOfCare
from surefoot.care.summary import referral_letter
from surefoot.care.summary.glance import referrals
from surefoot.exchange import case_file
from surefoot.exchange.pages import as_text


def _letter(name):
    return as_text(referral_letter(example(name).chart), width=200)


def test_what_is_likely_is_not_also_called_not_excluded():
    said = _letter("olga-after-chemotherapy")
    assert "Sensory ataxic neuropathy, likely." in said
    assert "Not excluded" not in said


def test_what_may_be_taken_for_it_is_called_not_excluded():
    said = _letter("ahmed-weak-thigh")
    assert "Not excluded: Mimic, not a peripheral nerve, Mononeuritis multiplex." in said


def _told(name, **changed):
    """The letter about one of the stories, with findings told anew."""
    story = next(one for one in stories() if one.name == name)
    document = json.loads(story.text)
    document["findings"] |= changed
    case = case_file.read(json.dumps(document).encode(), KNOWLEDGE)
    return as_text(referral_letter(LineOfCare(case, KNOWLEDGE).chart), width=400)


def test_what_a_reviewer_said_is_in_the_letter():
    said = " ".join(_told("oh-severe-reviewed").split())
    assert "Dr Ngozi Eze (physician) on 19 October 2026: “Neurogenic orthostatic" in said


@pytest.mark.parametrize("felt", [True, False])
def test_a_fall_of_pressure_that_is_not_felt_is_in_the_letter_and_one_that_is_felt_is_not(felt):
    said = _told("oh-severe-reviewed", lightheaded_standing=felt)
    assert ("nothing of it is felt" in said) is not felt


def test_the_page_names_the_tests_that_are_missing_and_the_letter_names_each_once():
    chart = example("otto-open-foot-ulcer").chart
    (row,) = (says for to, says in referrals(chart).rows if to == "GP")
    assert "tests missing: blood count, kidney test, liver test," in row
    assert _letter("otto-open-foot-ulcer").count("blood count") == 1
