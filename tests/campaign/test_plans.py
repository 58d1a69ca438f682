"""Invented people through the optimiser: the second reading finds no broken rule."""

import random
from dataclasses import replace

import pytest

import people
from surefoot.care.line import LineOfCare
from surefoot.care.plan import PlanOfCare
from surefoot.knowledge.load import load

KNOWLEDGE = load()


def faults(case):
    """The broken rules of the plan of one person, with who it is."""
    line = LineOfCare(case, KNOWLEDGE)
    plan = line.plan
    if not isinstance(plan, PlanOfCare):
        return []
    return [(case.person.id, b.rule, b.where, b.says) for b in line.broken(plan)]


# In parts, so that several workers share a campaign.
PARTS = pytest.mark.parametrize("part", range(10))


@PARTS
@pytest.mark.campaign
def test_no_plan_breaks_a_rule(campaign_size, part):
    count = campaign_size(2, 200)
    broken = [fault for case in people.generate(4170 + part, count) for fault in faults(case)]
    assert broken == []


@PARTS
@pytest.mark.campaign
def test_no_plan_for_anybody_the_vocabulary_allows_breaks_a_rule(campaign_size, part):
    count = campaign_size(1, 50)
    broken = [fault for case in people.wild(4180 + part, count) for fault in faults(case)]
    assert broken == []


@PARTS
@pytest.mark.campaign
def test_the_order_of_the_answers_does_not_change_the_plan(campaign_size, part):
    for number, case in enumerate(people.generate(4190 + part, campaign_size(1, 10))):
        facts = list(case.facts)
        random.Random(number).shuffle(facts)
        turned = replace(case, facts=tuple(facts), goals=tuple(reversed(case.goals)))
        first, second = (LineOfCare(c, KNOWLEDGE).plan for c in (case, turned))
        assert _timeless(first) == _timeless(second)


def _timeless(plan):
    """The plan without the seconds its search took."""
    if not isinstance(plan, PlanOfCare):
        return plan
    return replace(plan, proof=replace(plan.proof, seconds=0.0))
