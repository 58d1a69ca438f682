"""Before training may begin: the answer on its day, the examination in a week, what was said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import people
from care.plan.planned import line
from surefoot.care.case import Case, Review
from surefoot.care.line import LineOfCare
from surefoot.care.plan.provisional import no_plan, provisional
from surefoot.care.plan.records import SafetyReading
from surefoot.care.plan.safety import assess
from surefoot.knowledge.load import load
from surefoot.terms import Urgency


def reading(name: str) -> SafetyReading:
    care = line(name)
    return assess(care.concluded, care.case, care.contact, care.knowledge)


def made(name: str, gate: str):  # type: ignore[no-untyped-def]  # a plan of any kind
    care = line(name)
    safety = replace(reading(name), gate=gate)
    return care.case, provisional(
        care.concluded, care.case, safety, care.prognosis, care.knowledge, None
    )


@pytest.mark.parametrize(("gate", "days"), [("advice_only", 3), ("provisional", 7)])
def test_an_urgent_sign_is_looked_at_again_on_the_day_its_answer_is_due(gate, days):
    case, plan = made("dsp-baker-market", gate)
    assert [retest.on for retest in plan.retests] == [case.today + timedelta(days=days)]


def test_the_answer_is_due_when_the_urgency_says():
    knowledge = line("dsp-baker-market").knowledge
    due = knowledge.episode_rules["episode/answer"].numbers
    assert {Urgency.read(word): days for word, days in due.items()} == {
        Urgency.U0: 0, Urgency.U1: 0, Urgency.U2: 3, Urgency.U3: 14, Urgency.U4: 56,
    }  # fmt: skip


def test_a_provisional_plan_lasts_two_weeks_and_promises_nothing():
    _, plan = made("dsp-baker-market", "provisional")
    assert (len(plan.weeks), plan.visits_per_week) == (2, (0, 0))
    assert {goal.target for goal in plan.goals} == {"a target set"}


def reviewed(case: Case, on: date) -> Case:
    said = Review(
        red_flag="rf_sync", by="Dr B", role="physician", says="Seated work.", on=on,
        urgency=Urgency.U2,
    )  # fmt: skip
    return replace(case, reviews=(said,))


@pytest.mark.parametrize(
    ("gate", "ahead", "told"),
    [("full", 0, True), ("full", 1, False), ("stop", 0, False)],
)
def test_what_the_reviewer_said_stands_where_no_plan_can_be_made(gate, ahead, told):
    care = line("dsp-baker-market")
    case = reviewed(care.case, care.case.today + timedelta(days=ahead))
    plan = no_plan(replace(reading("dsp-baker-market"), gate=gate), case, care.knowledge, ["Wait."])
    assert any("Dr B" in first and "Seated work." in first for first in plan.first) is told


@pytest.mark.parametrize("seed", [9, 10])
def test_what_is_planned_before_the_first_examination_keeps_every_rule_at_home(seed):
    """Few minutes, weak muscles, great age and a hard life hold before the examination too."""
    seen = 0
    for case in people.generate(seed, 40):
        told = tuple(f for f in case.facts if not f.code.startswith(("gait", "tug", "mono", "sbp")))
        line = LineOfCare(replace(case, facts=told, answers=()), load())
        if line.safety.gate == "provisional":
            seen += 1
            assert line.broken(line.plan) == ()
    assert seen > 20
