"""Versions of a plan, decisions and requests: kept once, by who may, for their own clinic."""

from datetime import timedelta

import pytest

from clinic.planned import planned, some_plan
from surefoot.care.entry import Entry
from surefoot.care.plan.changes import Version
from surefoot.clinic.access import NotAllowedError, Role
from surefoot.clinic.models import AuditEvent, KeptPlan, PlanRequest
from surefoot.clinic.store import plan_requests, plans
from surefoot.terms import SurefootError


def test_a_version_is_read_back_as_it_was_kept(practice):
    number = planned(practice)
    assert number == 1
    assert plans.content(practice.staff(), practice.rosa, 1) == Version(answer=some_plan())


def test_what_is_kept_of_a_plan_cannot_be_read_in_the_table(practice):
    planned(practice)
    assert b"goals" not in bytes(KeptPlan.objects.get().content)


def test_the_version_that_came_between_is_not_written_over(practice):
    planned(practice)
    with pytest.raises(plans.NewerVersionError):
        planned(practice, after=0)
    assert KeptPlan.objects.count() == 1


def test_an_entry_makes_the_plans_before_it_stale(practice):
    planned(practice)
    assert not plans.listed(practice.staff(), practice.rosa)[0].is_stale
    practice.staff().add(practice.rosa, Entry(story="It burns more."), once="later")
    assert plans.listed(practice.staff(), practice.rosa)[0].is_stale


def test_of_two_who_decide_one_does(practice):
    planned(practice)
    plans.decide(practice.staff(), practice.rosa, 1, "approved")
    with pytest.raises(plans.NewerVersionError):
        plans.decide(practice.staff(Role.MANAGER), practice.rosa, 1, "set_aside", reason="no")
    decision = plans.listed(practice.staff(), practice.rosa)[0].decision
    assert (decision.decided, decision.by) == ("approved", "therapist")


def test_setting_aside_says_why_and_only_the_newest_version_is_decided_on(practice):
    planned(practice)
    with pytest.raises(SurefootError, match="Nothing is said"):
        plans.decide(practice.staff(), practice.rosa, 1, "set_aside", reason=" ")
    planned(practice, after=1)
    with pytest.raises(plans.NewerVersionError):
        plans.decide(practice.staff(), practice.rosa, 1, "approved")
    plans.decide(practice.staff(), practice.rosa, 2, "set_aside", reason="The pool is closed.")
    assert plans.listed(practice.staff(), practice.rosa)[0].decision.reason == "The pool is closed."


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMINISTRATOR])
def test_who_does_not_treat_neither_sees_nor_makes_nor_decides_a_plan(practice, role):
    planned(practice)
    store, rosa = practice.staff(role), practice.rosa
    for attempt in (
        lambda: plans.listed(store, rosa),
        lambda: plans.content(store, rosa, 1),
        lambda: plans.decide(store, rosa, 1, "approved"),
        lambda: plans.to_do(store),
        lambda: plan_requests.ask(store, rosa),
    ):
        with pytest.raises(NotAllowedError):
            attempt()


def test_another_clinic_sees_nothing_of_it(practice):
    planned(practice)
    elsewhere = practice.staff(clinic=practice.there)
    with pytest.raises(NotAllowedError):
        plans.content(elsewhere, practice.rosa, 1)
    assert plans.to_do(elsewhere) == ()


def test_reading_keeping_and_deciding_are_on_record(practice):
    planned(practice)
    plans.content(practice.staff(), practice.rosa, 1)
    plans.decide(practice.staff(), practice.rosa, 1, "approved")
    events = AuditEvent.objects.filter(patient=str(practice.rosa)).order_by("number")
    assert [event.action for event in events][-3:] == ["propose plan", "read plan", "approve plan"]


def test_asking_twice_waits_for_one_answer(practice):
    first, is_new = plan_requests.ask(practice.staff(), practice.rosa)
    assert is_new
    assert plan_requests.ask(practice.staff(Role.MANAGER), practice.rosa) == (first, False)


def test_a_request_nobody_answers_is_given_up_when_somebody_asks_again(practice):
    first, _ = plan_requests.ask(practice.staff(), practice.rosa)
    practice.clock.at += plan_requests.GIVEN_UP + timedelta(seconds=1)
    assert plan_requests.newest(practice.staff(), practice.rosa).is_late
    second, is_new = plan_requests.ask(practice.staff(), practice.rosa)
    assert is_new
    assert second != first
    assert PlanRequest.objects.get(pk=first).incident == plan_requests.NO_WORKER


def test_a_request_ends_once(practice):
    request, _ = plan_requests.ask(practice.staff(), practice.rosa)
    plan_requests.end(practice.staff(), request, version=planned(practice))
    plan_requests.end(practice.staff(), request, incident="late")
    row = PlanRequest.objects.get(pk=request)
    assert (row.plan.number, row.incident) == (1, "")


def test_what_waits_is_the_undecided_newest_version_and_the_open_request(practice):
    planned(practice)
    planned(practice, after=1)
    plan_requests.ask(practice.staff(), practice.omar)
    found = plans.to_do(practice.staff())
    assert [(one.name, one.number) for one in found] == [("Rosa Díaz", 2), ("Omar Haddad", None)]
    plans.decide(practice.staff(), practice.rosa, 2, "approved")
    assert [one.number for one in plans.to_do(practice.staff())] == [None]
