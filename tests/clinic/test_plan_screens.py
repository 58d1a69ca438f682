"""The plan on screen: asked for, waited for, read, approved once, set aside, compared, on paper."""

import re

import pytest

from clinic.planned import planned, some_plan, story, told
from surefoot.care.entry import Entry, entry_of
from surefoot.clinic.access import Role
from surefoot.clinic.models import AuditEvent, PlanDecision, PlanRequest
from surefoot.clinic.store import plan_requests, plans
from surefoot.clinic.therapist.plan_papers import POLICY
from surefoot.terms import Setting


def first() -> str:
    """How long the first visit of the plan takes."""
    return f"{some_plan().weeks[0].visits[0].minutes:.0f} min"


@pytest.fixture
def at(practice, monkeypatch):
    """The day of the story, for the screens too."""
    told(practice)
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", practice.clock)
    return f"/patients/{practice.rosa}"


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_without_a_plan_one_can_be_asked_for_and_waited_for(screens, practice, at):
    client = screens.staff()
    assert "Propose a plan" in page(client, f"{at}/plan/")
    assert client.post(f"{at}/plan/ask/", {"version": "0"}).status_code == 302
    assert client.post(f"{at}/plan/ask/", {"version": "0"}).status_code == 302
    assert PlanRequest.objects.count() == 1
    assert "Waiting for its turn" in page(client, f"{at}/plan/wait/")
    request = PlanRequest.objects.get()
    plan_requests.end(practice.staff(), request.pk, version=planned(practice))
    assert client.get(f"{at}/plan/wait/")["HX-Redirect"] == f"{at}/plan/"


def test_a_request_sent_again_after_its_answer_is_not_a_second_one(screens, practice, at):
    planned(practice)
    screens.staff().post(f"{at}/plan/ask/", {"version": "0"})
    assert PlanRequest.objects.count() == 0


def test_a_crash_is_told_with_its_number_and_asked_for_again(screens, practice, at):
    number, _ = plan_requests.ask(practice.staff(), practice.rosa)
    plan_requests.end(practice.staff(), number, incident="abcd1234")
    shown = page(screens.staff(), f"{at}/plan/")
    assert "abcd1234" in shown
    assert "Propose a plan" in shown


def test_an_exercise_can_be_added_wherever_the_office_says_somebody_is_treated(
    screens, practice, at
):
    planned(practice)
    added = page(screens.staff(), f"{at}/plan/").split('<select name="setting">')[1]
    offered = re.findall(r'<option value="(\w+)">([^<]+)<', added.split("</select>")[0])
    assert dict(offered).keys() == set(Setting)
    office = page(screens.staff(Role.MANAGER), "/manager/")
    for place, words in offered:
        assert re.search(rf'value="{place}"[^>]*>\s*{words}<', office), place


def test_the_plan_shows_minutes_lines_with_sources_and_every_visit(screens, practice, at):
    planned(practice)
    shown = page(screens.staff(), f"{at}/plan/")
    for words in (
        "Median nerve slider",
        "Physiother Theory Pract 2023",
        f"Visit 1, day 1, {first()}",
        "Minutes in week",
        "Approve and sign",
        "Rules for this person",
        "Goals",
    ):
        assert words in shown


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", ["plan/", "plan/wait/", "plan/compare/", "letter.pdf"])
def test_who_does_not_treat_sees_nothing_of_it(screens, practice, at, role, path):
    planned(practice)
    assert screens.staff(role).get(f"{at}/{path}").status_code == 403


def test_another_clinic_gets_the_refusal_of_nobody(screens, practice, at):
    planned(practice)
    stranger = screens.staff(clinic=practice.there)
    assert stranger.get(f"{at}/plan/").status_code == 403
    assert stranger.post(f"{at}/plan/decide/", {"version": "1"}).status_code == 403


def test_a_plan_is_approved_once_and_the_other_sees_it(screens, practice, at):
    planned(practice)
    signing = {"version": "1", "decided": "approved"}
    assert screens.staff().post(f"{at}/plan/decide/", signing).status_code == 302
    other = screens.staff(Role.MANAGER)
    answer = other.post(f"{at}/plan/decide/", signing, follow=True)
    assert "in the meantime" in answer.content.decode()
    assert PlanDecision.objects.get().by.account.name == "therapist"
    shown = page(other, f"{at}/plan/")
    assert "approved" in shown
    assert "Approve and sign" not in shown


def test_an_approved_plan_is_on_the_chart(screens, practice, at):
    assert f"First visit, {first()}" not in page(screens.staff(), f"{at}/")
    planned(practice)
    plans.decide(practice.staff(), practice.rosa, 1, "approved")
    assert f"First visit, {first()}" in page(screens.staff(), f"{at}/")


def test_a_plan_set_aside_says_why_and_leaves_the_chart(screens, practice, at):
    planned(practice)
    client = screens.staff()
    aside = {"version": "1", "decided": "set_aside", "reason": "She moves away."}
    assert client.post(f"{at}/plan/decide/", aside).status_code == 302
    assert "She moves away." in page(client, f"{at}/plan/")
    assert f"First visit, {first()}" not in page(client, f"{at}/")


def test_a_plan_is_not_signed_once_something_urgent_was_found(screens, practice, at):
    planned(practice)
    urgent = entry_of(story("cauda-equina"))
    practice.staff().add(practice.rosa, Entry(facts=urgent.facts), once="urgent")
    answer = screens.staff().post(f"{at}/plan/decide/", {"version": "1", "decided": "approved"})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "no plan at all" in shown
    assert "Something was told or found since" in shown
    assert "Approve and sign" not in shown
    assert PlanDecision.objects.count() == 0


def test_two_versions_are_compared(screens, practice, at):
    planned(practice)
    planned(practice, after=1)
    assert "Both versions plan the same." in page(screens.staff(), f"{at}/plan/compare/")
    assert "newest" in page(screens.staff(), f"{at}/plan/?version=1")


@pytest.mark.parametrize("version", ["9", "x", "-1", "99999999999999999999"])
def test_a_made_up_version_breaks_nothing(screens, practice, at, version):
    planned(practice)
    assert screens.staff().get(f"{at}/plan/?version={version}").status_code == 200
    assert screens.staff().get(f"{at}/plan/compare/?after={version}").status_code in (200, 400)


def test_nothing_is_handed_out_before_it_is_signed(screens, practice, at):
    planned(practice)
    client = screens.staff()
    assert client.get(f"{at}/plan/patient.pdf").status_code == 400
    assert client.get(f"{at}/plan/patient.html").status_code == 400


def test_a_signed_plan_that_todays_rules_speak_against_is_not_handed_out(screens, practice, at):
    planned(practice)
    plans.decide(practice.staff(), practice.rosa, 1, "approved")
    wounded = entry_of(story("ulcer-under-foot-team"))
    practice.staff().add(practice.rosa, Entry(facts=wounded.facts), once="wound")
    answer = screens.staff().get(f"{at}/plan/patient.pdf")
    assert answer.status_code == 400
    assert "speak against" in answer.content.decode()


def test_papers_are_made_under_their_own_policy_and_are_on_record(screens, practice, at):
    planned(practice)
    plans.decide(practice.staff(), practice.rosa, 1, "approved")
    client = screens.staff()
    for path in ("plan/patient.pdf", "plan/therapist.pdf", "letter.pdf"):
        answer = client.get(f"{at}/{path}")
        assert answer.content.startswith(b"%PDF"), path
        assert answer["Content-Security-Policy"] == POLICY
        assert "no-store" in answer["Cache-Control"]
    shown = client.get(f"{at}/plan/patient.html")
    assert shown["Content-Security-Policy"] == POLICY
    assert "Your plan" in shown.content.decode()
    told = AuditEvent.objects.filter(action="print paper").order_by("number")
    assert [e.about["paper"] for e in told] == ["patient", "therapist", "letter", "patient"]


def test_today_lists_what_waits(screens, practice, at):
    planned(practice)
    plan_requests.ask(practice.staff(), practice.omar)
    shown = page(screens.staff(), "/today/")
    assert "Plans to decide on" in shown
    assert "being proposed" in shown
    assert "Plans to decide on" not in page(screens.staff(Role.FRONT_DESK), "/today/")
