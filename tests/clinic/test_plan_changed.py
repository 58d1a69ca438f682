"""A plan changed on screen: kept as the next version, or refused in place with its reason."""

import pytest

from clinic.planned import only_in_visits, planned, story, told
from surefoot.care.case import Approval
from surefoot.care.line import LineOfCare
from surefoot.care.plan.changes import Version
from surefoot.clinic.access import Role
from surefoot.clinic.models import AuditEvent, KeptEntry, KeptPlan
from surefoot.clinic.store import plan_requests, plans
from surefoot.knowledge.load import load


@pytest.fixture
def at(practice, monkeypatch):
    """The cook with a proposed plan, on the day of her story."""
    told(practice)
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", practice.clock)
    planned(practice)
    return f"/patients/{practice.rosa}/plan/change/"


def form(kind, exercise, setting="clinic", *, version=1, **rest):
    return {"version": version, "kind": kind, "exercise": exercise, "setting": setting, **rest}


def newest(practice):
    number = plans.listed(practice.staff(), practice.rosa)[0].number
    return plans.content(practice.staff(), practice.rosa, number)


def test_a_dose_is_changed_and_the_next_version_says_who_did_it(screens, practice, at):
    answer = screens.staff().post(at, form("dose", "NG001", sets="2"), follow=True)
    assert "version 2" in answer.content.decode()
    kept = plans.listed(practice.staff(), practice.rosa)[0]
    assert (kept.number, kept.made_by, kept.is_stale) == (2, "therapist", False)
    assert [edit.sets for edit in newest(practice).edits] == [2]
    event = AuditEvent.objects.filter(action="change plan").get()
    assert event.about == {"version": 2}


def test_the_two_versions_are_told_apart(screens, practice, at):
    client = screens.staff()
    client.post(at, form("remove", only_in_visits()))
    shown = client.get(f"/patients/{practice.rosa}/plan/compare/").content.decode()
    assert load().exercises[only_in_visits()].name in shown
    assert "Exercises added or taken out" in shown


def test_an_unsafe_change_is_refused_in_place_and_nothing_is_kept(screens, practice, at):
    answer = screens.staff().post(at, form("dose", "NG003", sets="40"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    for words in ("this change cannot be made", "training minutes", "no override"):
        assert words in shown
    assert KeptPlan.objects.count() == 1


def test_a_form_sent_twice_is_kept_once(screens, practice, at):
    client = screens.staff()
    client.post(at, form("dose", "NG001", sets="2"))
    answer = client.post(at, form("dose", "NG001", sets="2"), follow=True)
    assert "There is a newer version" in answer.content.decode()
    assert KeptPlan.objects.count() == 2


@pytest.mark.parametrize("typed", ["0", "-1", "x", "99999", "2.5", "²"])
def test_what_is_no_number_is_refused_with_a_reason(screens, practice, at, typed):
    answer = screens.staff().post(at, form("dose", "NG003", sets=typed))
    assert answer.status_code == 400
    assert "whole number" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        form("steal", "NG003"),
        form("dose", "NG003", "moon"),
        form("dose", "NG003", version=9),
        form("remove", "<script>"),
        form("swap", "NG003"),
        {},
    ],
)
def test_a_made_up_form_breaks_nothing(screens, practice, at, wrong):
    assert screens.staff().post(at, wrong).status_code in (400, 422)
    assert KeptPlan.objects.count() == 1


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMINISTRATOR])
def test_who_does_not_treat_changes_nothing(screens, practice, at, role):
    assert screens.staff(role).post(at, form("remove", only_in_visits())).status_code == 403


def test_changes_are_made_again_on_a_fresh_proposal(screens, practice, at, monkeypatch):
    from surefoot.clinic.actions import propose_plan as action

    screens.staff().post(at, form("remove", only_in_visits()))
    made = plans.content(practice.staff(), practice.rosa, 1).answer
    monkeypatch.setattr(LineOfCare, "plan", property(lambda _: made))
    request, _ = plan_requests.ask(practice.staff(), practice.rosa)
    action.propose_plan(
        practice.here.pk, request, ring=practice.ring, knowledge=load(), now=practice.clock,
        says=lambda _: None,
    )  # fmt: skip
    version = newest(practice)
    assert [edit.exercise for edit in version.edits] == [only_in_visits()]
    assert only_in_visits() in {
        left.what for left in version.answer.left_out if left.kind == "by_hand"
    }


@pytest.fixture
def dry_eyes(screens, practice, monkeypatch):
    """A therapist before the plan of somebody for whom nerve gliding waits for an approval."""
    told(practice, "sfn-dry-eyes-allodynia")
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", practice.clock)
    from clinic.planned import some_plan

    version = Version(answer=some_plan("sfn-dry-eyes-allodynia"))
    entry = plans.newest_entry(plans.Patient.objects.get(code=practice.rosa))
    plans.keep(practice.staff(), practice.rosa, version, after=0, entry=entry, by_hand=False)
    client, at = screens.staff(), f"/patients/{practice.rosa}/plan/change/"
    return lambda sent: client.post(at, sent)


def test_what_an_approval_opens_is_still_held_to_every_other_rule(dry_eyes):
    before = KeptEntry.objects.count()
    asked = {"approve": "1", "reason": "Settles in ten minutes."}
    answer = dry_eyes({**form("add", "NG001", sets="40"), **asked})
    assert answer.status_code == 422
    assert "Approve and change" not in answer.content.decode()
    assert KeptEntry.objects.count() == before


def test_a_relative_contraindication_asks_for_a_name_and_a_reason(dry_eyes, practice):
    wanted = form("add", "NG001")
    asked = dry_eyes(wanted)
    assert asked.status_code == 422
    assert "Approve and change" in asked.content.decode()
    assert dry_eyes({**wanted, "approve": "1", "reason": " "}).status_code == 400
    answer = dry_eyes({**wanted, "approve": "1", "reason": "Settles in ten minutes."})
    assert answer.status_code == 302
    approvals = practice.staff().case(practice.rosa, story().today, story().means).approvals
    assert Approval(
        condition="NERVE_IRRITABLE", technique="nerve_gliding", by="therapist",
        reason="Settles in ten minutes.", on=story().today,
    ) in approvals  # fmt: skip
    assert not plans.listed(practice.staff(), practice.rosa)[0].is_stale
