"""What stands beside the training: self-care, devices at home, talk, and what is to be got."""

from dataclasses import replace

import pytest

from care.plan.planned import asked, line
from surefoot.care.plan.beside import (
    is_taught,
    minutes_beside,
    requirements_of,
    self_care,
    to_get,
    weeks_of,
)
from surefoot.care.plan.records import PlanOfCare, Requirement
from surefoot.knowledge.load import load
from surefoot.terms import Reason, Technique

KNOWLEDGE = load()
TENS, PAIN_TALK = Technique.TENS, Technique.EDUCATION_PAIN


def test_a_device_of_the_home_is_tried_for_the_weeks_it_was_studied():
    person = asked("painful-soles-no-tablets").person
    assert "EM001" in self_care(person)
    assert "EM002" not in self_care(person)  # the second rung waits for the first
    assert weeks_of(KNOWLEDGE.exercises["EM001"], person) == 4
    assert weeks_of(KNOWLEDGE.exercises["FC001"], person) == 12


@pytest.mark.parametrize("name", ["light-trial-agreed", "pacemaker-wants-tens"])
def test_without_the_device_or_with_a_bar_there_is_none(name):
    assert not {"EM001", "EM002"} & set(self_care(asked(name).person))


def test_bladder_training_is_planned_once_emptying_was_measured():
    person = asked("autonomic-gut-and-bladder").person
    assert {"PH001", "PH002"} <= set(self_care(person))
    barred = replace(person.safety.exercises["PH001"], settings=())
    safety = replace(person.safety, exercises={**person.safety.exercises, "PH001": barred})
    waiting = type(person)(**{**vars_of(person), "safety": safety})
    assert "PH001" not in self_care(waiting)


def vars_of(person: object) -> dict[str, object]:
    names = ("case", "findings", "safety", "profile", "knowledge", "life")
    return {name: getattr(person, name) for name in names}


def test_talk_and_devices_are_credited_by_their_own_minutes():
    made = asked("painful-soles-no-tablets")
    beside = minutes_beside(made.person, made.frame.topics, made.self_care)
    topics = [t for t in made.frame.topics if {"PE001", "PE002"} & {*t.exercises}]
    assert beside[PAIN_TALK] == sum(topic.minutes for topic in topics) == 50
    done = KNOWLEDGE.adherence["adherence/design"].numbers["expected"]
    assert beside[TENS] == pytest.approx(done * 30 * 7 * 4)


def test_what_is_credited_beside_the_training_is_worth_something_and_chosen_by_no_minute():
    made = asked("painful-soles-no-tablets")
    domains = {domain for domain, value in made.problem.given if value > 0}
    assert "pain" in domains
    trained = {technique for curve in made.problem.curves for technique in curve.techniques}
    assert not {TENS, PAIN_TALK} & trained


def test_what_a_must_have_waits_for_is_got():
    (line,) = to_get(asked("charcot-in-remission").person)
    assert "infrared thermometer, therapeutic footwear" in line
    assert list(to_get(asked("cleaner-plain-words").person)) == []


def need(name: str) -> Requirement:
    reason = Reason(says="", statement=name)
    return Requirement(id=name, says="", exercises=(), barred=(), reason=reason)


def test_a_rule_about_the_pool_or_hands_on_work_concerns_plans_that_hold_some():
    needs = [need("MI1"), need("MI7"), need("MI17")]
    assert [n.id for n in requirements_of(needs, KNOWLEDGE.must_haves, ())] == ["MI1"]


def test_nothing_is_taught_about_a_pool_nobody_goes_to_or_a_home_programme_nobody_has():
    pool, home = KNOWLEDGE.topics["teach/pool"], KNOWLEDGE.topics["teach/home_programme"]
    assert is_taught(pool, {Technique.AQUATIC}, at_home=False)
    assert not is_taught(pool, {Technique.BALANCE}, at_home=True)
    assert is_taught(home, (), at_home=True)
    assert not is_taught(home, (), at_home=False)


def test_the_foot_that_must_rest_is_not_told_to_walk_more():
    topics = {name: [t.id for t in asked(name).frame.topics] for name in ("charcot-in-cast",
              "charcot-in-remission")}  # fmt: skip
    assert "teach/pacing_steps" not in topics["charcot-in-cast"]
    assert "teach/pacing_steps" in topics["charcot-in-remission"]


def test_what_a_life_asks_for_is_kept_in_mind():
    plan = line("heat-desert-no-sweat").plan
    assert isinstance(plan, PlanOfCare)
    assert "Hot climate: train at dawn or indoors; no session in the heat of the day." in plan.watch
    assert plan.watch[0] == "Look at the feet, and into the shoes."
