"""A plan is proposed in the background: answered whatever happens, without holding the database."""

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.db import connection

from clinic.planned import story, told
from stories import knowledge
from surefoot.care.entry import entry_of
from surefoot.care.line import LineOfCare
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.clinic.actions import propose_plan as action
from surefoot.clinic.models import KeptPlan, PlanRequest
from surefoot.clinic.store import plan_requests, plans
from surefoot.clinic.tasks import propose_plan, step_of

CHEAP = "phone-call-only"  # a provisional plan, which needs no solver


def run(practice, *, steps=None):
    """Ask, and let the worker's action answer."""
    request, _ = plan_requests.ask(practice.staff(), practice.rosa)
    action.propose_plan(
        practice.here.pk, request, ring=practice.ring, knowledge=knowledge(), now=practice.clock,
        says=(steps if steps is not None else []).append,
    )  # fmt: skip
    return PlanRequest.objects.get(pk=request)


def test_a_plan_is_proposed_from_what_is_on_record_and_kept(practice):
    entry = told(practice, CHEAP)
    request = run(practice)
    assert (request.plan.number, request.incident) == (1, "")
    kept = plans.listed(practice.staff(), practice.rosa)[0]
    assert (kept.entry, kept.made_by, kept.is_stale) == (entry, "", False)
    answer = plans.content(practice.staff(), practice.rosa, 1).answer
    assert isinstance(answer, PlanOfCare)
    assert answer.gate == "provisional"


def test_each_step_is_told_as_it_begins(practice):
    told(practice, CHEAP)
    steps = []
    run(practice, steps=steps)
    assert steps == ["reading", "findings", "prognosis", "plan", "check"]


@pytest.mark.parametrize("name", ["cauda-equina", "wish-to-die"])
def test_with_an_urgent_sign_the_answer_is_a_reasoned_no(practice, name):
    told(practice, name)
    assert run(practice).plan.is_plan is False
    answer = plans.content(practice.staff(), practice.rosa, 1).answer
    assert isinstance(answer, NoSafePlan)
    assert answer.reasons


def test_a_crash_leaves_a_number_and_nobody_waits(practice, monkeypatch, caplog):
    told(practice, CHEAP)
    monkeypatch.setattr(LineOfCare, "plan", property(lambda _: 1 / 0))
    request = run(practice)
    assert request.done_at is not None
    assert len(request.incident) == 8
    assert request.incident in caplog.text
    assert "division by zero" not in caplog.text  # an error may repeat a patient's words
    assert KeptPlan.objects.count() == 0


def test_a_proposal_that_the_second_reading_faults_is_shown_to_nobody(practice, monkeypatch):
    told(practice, CHEAP)
    made = LineOfCare(story(CHEAP), knowledge()).plan
    monkeypatch.setattr(LineOfCare, "plan", property(lambda _: replace(made, stop_signs=())))
    assert run(practice).incident
    assert KeptPlan.objects.count() == 0


def test_a_version_kept_while_the_solver_worked_is_followed_not_overwritten(practice):
    told(practice, CHEAP)
    run(practice)
    assert run(practice).plan.number == 2


def test_no_transaction_is_open_while_the_solver_works(practice, monkeypatch):
    told(practice, CHEAP)
    depth = len(connection.savepoint_ids)
    seen = []
    made = LineOfCare(story(CHEAP), knowledge()).plan

    def solving(_line):
        seen.append(len(connection.savepoint_ids))
        return made

    monkeypatch.setattr(LineOfCare, "plan", property(solving))
    run(practice)
    assert set(seen) == {depth}


def test_the_task_does_the_action_and_says_what_is_being_done(practice, monkeypatch):
    monkeypatch.setattr("surefoot.clinic.in_force.ring", lambda: practice.ring)
    practice.staff().add(practice.rosa, entry_of(story(CHEAP)), once="story")
    request, _ = plan_requests.ask(practice.staff(), practice.rosa)
    assert step_of(request) == ""
    propose_plan.func(practice.here.pk, request)
    assert step_of(request) == "check"
    assert PlanRequest.objects.get(pk=request).plan.number == 1
    cache.clear()
