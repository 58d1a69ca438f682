"""How many visits are planned, where somebody has to count them."""

from dataclasses import replace

import pytest

from care.plan.planned import asked, line
from stories import knowledge
from surefoot.care.check import check
from surefoot.care.plan.course import patterns
from surefoot.care.plan.proposal import propose
from surefoot.care.plan.records import NoSafePlan
from surefoot.care.plan.solve import solve

NAME = "dsp-baker-market"
USUAL = 20  # of twelve weeks: two a week for eight, then one


def counts(*, visits_max=None, **found):
    """The numbers of visits there is a choice of."""
    one = asked(NAME)
    means = replace(one.person.case.means, visits_max=visits_max, visits_per_week_max=3)
    findings = one.person.findings.with_results(found)
    life = tuple(r for r in knowledge().lifestyle.values() if findings.holds(r.when) is True)
    case = replace(one.person.case, means=means)
    person = replace(one.person, case=case, findings=findings, life=life)
    return {sum(pattern.visits) for pattern in patterns(person, one.frame)}


def test_who_need_not_count_may_come_more_often_than_is_usual():
    assert max(counts(cost_or_visit_cap=False)) > USUAL


def test_who_worries_about_the_number_gets_no_more_than_is_usual_or_needed():
    free, worried = counts(cost_or_visit_cap=False), counts(cost_or_visit_cap=True)
    assert worried == {n for n in free if n <= max(USUAL, min(free))}


@pytest.mark.parametrize(("clinic", "paid", "most"), [(None, 9, 9), (14, 9, 9), (9, 14, 9)])
def test_no_more_visits_than_are_paid_for_or_can_be_given(clinic, paid, most):
    found = counts(visits_max=clinic, visits_allowed=float(paid))
    assert max(found) == most


@pytest.mark.parametrize("paid", [1, 2, 3])
def test_however_few_are_paid_for_the_course_begins_with_a_visit(paid):
    one = asked(NAME)
    findings = one.person.findings.with_results({"visits_allowed": float(paid)})
    found = patterns(replace(one.person, findings=findings), one.frame)
    assert found
    assert all(pattern.visits[0] and sum(pattern.visits) <= paid for pattern in found)
    assert all(pattern.visits[1] for pattern in found) == (paid > 1)


def test_who_is_refused_for_want_of_visits_is_told_so():
    care = line(NAME)
    told = care.concluded.with_results({"visits_allowed": 1.0})
    answer = propose(told, care.case, care.contact, care.diagnosis, care.prognosis, care.knowledge)
    assert isinstance(answer, NoSafePlan)
    assert any("visits are limited to 1." in step for step in answer.first)


def test_a_few_visits_are_enough_for_who_trains_at_home():
    one = asked("cts-severe-cook")
    findings = one.person.findings.with_results({"visits_allowed": 2.0})
    few = patterns(replace(one.person, findings=findings), one.frame)
    solved = solve(replace(one.problem, patterns=few))
    assert solved is not None
    assert sum(solved.chosen.pattern.visits) == 2


def test_what_is_paid_for_is_held_against_the_finished_plan():
    care = line(NAME)
    visits = sum(care.plan.visits_per_week)
    enough = care.concluded.with_results({"visits_allowed": float(visits)})
    assert check(care.plan, care.case, enough, care.knowledge) == ()
    too_few = care.concluded.with_results({"visits_allowed": float(visits - 1)})
    assert "visits" in {f.rule for f in check(care.plan, care.case, too_few, care.knowledge)}
