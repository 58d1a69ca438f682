"""What a questionnaire says counts for the whole line, also for what comes before its scoring."""

from dataclasses import replace

import pytest

from surefoot.care.case import Answers
from surefoot.care.line import LineOfCare
from surefoot.care.plan.records import NoSafePlan
from surefoot.command.line import line_of
from surefoot.command.people import PEOPLE
from surefoot.terms import Urgency

ITEMS = tuple(f"q{number}" for number in range(1, 10))


def answered(item_9):
    """Somebody with a plan, who answers the PHQ-9 and says nothing else of their mood."""
    line = line_of(next(PEOPLE.glob("rosa*.json")), None, None, 0)
    case = line.case
    given = dict.fromkeys(ITEMS, 1) | {"q9": item_9}
    asked = Answers(instrument="PHQ9", on=case.today, items=given)
    facts = tuple(fact for fact in case.facts if not fact.code.startswith("phq"))
    others = tuple(one for one in case.answers if not one.instrument.startswith("PHQ"))
    return LineOfCare(replace(case, facts=facts, answers=(*others, asked)), line.knowledge)


@pytest.mark.parametrize("item_9", [1, 3])
def test_a_wish_to_die_in_a_questionnaire_stops_the_plan_like_one_that_was_told(item_9):
    line = answered(item_9)
    assert "rf_suic" in {flag.id for flag in line.contact.raised}
    assert line.contact.urgency <= Urgency.U1
    assert isinstance(line.plan, NoSafePlan)


def test_item_9_answered_not_at_all_raises_nothing():
    assert "rf_suic" not in {flag.id for flag in answered(0).contact.raised}
