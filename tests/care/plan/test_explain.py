"""What limits cost, what would do as well, and what the choice hangs on."""

import re

import pytest

from care.plan.planned import asked, problem, solved
from surefoot.care.plan.explain import extras
from surefoot.knowledge.load import load

KNOWLEDGE = load()
NAME = "cts-pregnant"


@pytest.fixture(scope="module")
def more():
    types = asked(NAME).person.profile.types
    return extras(problem(NAME), solved(NAME).chosen, KNOWLEDGE, types=types)


def test_limits_are_listed_with_what_they_cost_the_dearest_first(more):
    costs = [float(re.search(r"([\d.]+) SMD", says).group(1)) for says in more.binding]
    assert costs == sorted(costs, reverse=True)
    assert all(says.endswith("in all.") for says in more.binding)


def test_alternatives_lie_within_what_the_evidence_can_tell(more):
    assert more.alternatives
    for says in more.alternatives:
        assert float(re.search(r"([\d.]+) SMD", says).group(1)) <= 0.1


def test_what_hangs_on_one_effect_names_the_effect_and_the_change(more):
    for says in more.sensitive:
        assert re.match(r"At the (lower|upper) limit of one effect \(.+\): .+\.$", says)


def test_the_same_question_has_the_same_answer(more):
    types = asked(NAME).person.profile.types
    again = extras(problem(NAME), solved(NAME).chosen, KNOWLEDGE, types=types)
    assert again == more
