"""What was kept of somebody who was registered twice is found as one, and is two again undone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from care.said import ADULT, KNOWLEDGE, say
from clinic.planned import some_plan
from clinic.test_desk_papers import pdf
from surefoot.care.case import Approval, Case, ClinicMeans
from surefoot.care.contact import first_contact
from surefoot.care.entry import Entry
from surefoot.care.examination import SafetyEvent
from surefoot.care.findings import Findings
from surefoot.care.line import LineOfCare
from surefoot.care.plan.changes import Edit, Version
from surefoot.clinic.access import Role
from surefoot.clinic.actions import change_plan
from surefoot.clinic.actions.change_plan import Opening, change_with_approval
from surefoot.clinic.models import AuditEvent, Draft, KeptPlan, Notice, Patient, PlanRequest
from surefoot.clinic.store import (
    Identity,
    drafts,
    merges,
    notices,
    papers,
    plan_requests,
    plans,
    visits,
)
from surefoot.terms import Urgency

ROSA_AGAIN = Identity(name="Rosa Dias", born_on=date(1951, 3, 4), contact={})
TEN = datetime(2026, 6, 2, 10, tzinfo=UTC)


@pytest.fixture
def again(practice):
    """Rosa, registered a second time."""
    return practice.staff().register(ROSA_AGAIN)


@pytest.fixture
def merged(practice, again):
    """Say that the two are one; what is handed out takes it back."""
    store = practice.staff()

    def merge():
        number = merges.merge(store, practice.rosa, again)
        return lambda: merges.undo(store, practice.rosa, number)

    return merge


def row(who):
    return Patient.objects.get(code=who)


def keep(practice, who, *, by_hand=False):
    """The next version of somebody's plan."""
    store, here = practice.staff(), row(who)
    return plans.keep(
        store, who, Version(answer=some_plan()), after=plans.last_number(here),
        entry=plans.newest_entry(here), by_hand=by_hand,
    )  # fmt: skip


def seen(practice, who):
    """Each version, the newest first: number, whose row, and whether it is stale."""
    found = plans.listed(practice.staff(), who)
    return [(one.number, one.is_stale) for one in found]


def rows_of(who):
    return list(
        KeptPlan.objects.filter(patient=row(who)).order_by("pk").values_list("pk", flat=True)
    )


def test_plans_of_both_are_versions_of_one_person_and_of_two_again(practice, again, merged):
    for who in (practice.rosa, again, practice.rosa):
        keep(practice, who)
    undo = merged()
    for who in (practice.rosa, again):
        assert [number for number, _ in seen(practice, who)] == [3, 2, 1]
        for number in (1, 2, 3):
            assert plans.content(practice.staff(), who, number) == Version(answer=some_plan())
    assert seen(practice, practice.omar) == []
    undo()
    assert [number for number, _ in seen(practice, practice.rosa)] == [2, 1]
    assert [number for number, _ in seen(practice, again)] == [1]
    assert plans.content(practice.staff(), again, 1) == Version(answer=some_plan())


def test_a_plan_from_before_a_merge_does_not_count_as_knowing_the_other_record(
    practice, again, merged
):
    practice.staff().add(again, Entry(story="A stroke in May."), once="a")
    practice.staff().add(practice.rosa, Entry(story="Both feet."), once="a")
    keep(practice, practice.rosa)
    assert seen(practice, practice.rosa) == [(1, False)]
    undo = merged()
    assert seen(practice, practice.rosa) == [(1, True)]
    keep(practice, practice.rosa, by_hand=True)  # a change by hand makes it no fresher
    assert seen(practice, practice.rosa) == [(2, True), (1, True)]
    keep(practice, practice.rosa)
    assert seen(practice, practice.rosa)[0] == (3, False)
    undo()
    assert {is_stale for _, is_stale in seen(practice, practice.rosa)} == {True}


def test_a_plan_thought_about_while_somebody_merged_does_not_know_the_other(
    practice, again, merged
):
    request, _ = plan_requests.ask(practice.staff(), practice.rosa)
    merged()
    plan_requests.end(practice.staff(), request, version=keep(practice, practice.rosa))
    assert seen(practice, practice.rosa) == [(1, True)]


def test_an_entry_of_either_makes_the_plan_stale(practice, again, merged):
    merged()
    keep(practice, practice.rosa)
    practice.staff().add(again, Entry(story="It burns more."), once="later")
    assert seen(practice, practice.rosa) == [(1, True)]


def test_a_change_by_hand_stays_with_the_version_it_changes(practice, again, merged):
    keep(practice, practice.rosa)
    keep(practice, again)
    undo = merged()
    before = rows_of(practice.rosa)
    assert keep(practice, practice.rosa, by_hand=True) == 3
    assert keep(practice, again) == 4  # one the solver made stands where it was asked for
    undo()
    assert rows_of(practice.rosa) == before
    assert [one.made_by for one in plans.listed(practice.staff(), again)] == ["", "therapist", ""]


def test_an_approval_stays_with_the_version_it_opens(practice, again, merged, monkeypatch):
    store, line = practice.staff(), LineOfCare(Case(person=ADULT, today=TEN.date()), KNOWLEDGE)
    edit = Edit(kind="add", exercise="NG001", setting="clinic")
    opening = Opening(by="therapist", reason="Settles in ten minutes.")
    yes = Approval(condition="NERVE_IRRITABLE", technique="nerve_gliding", by="therapist",
                   reason=opening.reason, on=TEN.date())  # fmt: skip
    monkeypatch.setattr(change_plan, "approvals_for", lambda *_, **__: (yes,))
    monkeypatch.setattr(change_plan, "revised", lambda *_: Version(answer=some_plan()))
    keep(practice, practice.rosa)
    keep(practice, again)
    undo = merged()
    assert change_with_approval(store, practice.rosa, 2, edit, opening, line) == 3
    undo()
    approved = {who: store.case(who, TEN.date(), ClinicMeans()).approvals
                for who in (practice.rosa, again)}  # fmt: skip
    assert approved == {practice.rosa: (), again: (yes,)}
    assert change_with_approval(store, again, 2, edit, opening, line) == 3  # opened anew


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite holds no rows")
def test_undoing_a_merge_holds_neither_of_the_two_people(practice, again, merged):
    undo = merged()
    with CaptureQueriesContext(connection) as asked:
        undo()
    held = [one["sql"] for one in asked if "FOR " in one["sql"] and "patientmerge" in one["sql"]]
    assert [sql.partition(" FOR ")[2] for sql in held] == ['NO KEY UPDATE OF "clinic_patientmerge"']


def test_of_both_only_the_newest_version_is_decided_on_and_the_decision_is_read_back(
    practice, again, merged
):
    store = practice.staff()
    keep(practice, practice.rosa)
    keep(practice, again)
    undo = merged()
    with pytest.raises(plans.NewerVersionError):
        plans.decide(store, practice.rosa, 1, "approved")
    plans.decide(store, practice.rosa, 2, "set_aside", reason="A pool is not near.")
    newest = plans.listed(store, practice.rosa)[0]
    assert newest.decision.reason == "A pool is not near."
    event = AuditEvent.objects.filter(action="set plan aside").get()
    assert (event.patient, event.about) == (str(again), {"version": 1})
    undo()
    assert plans.listed(store, practice.rosa)[0].decision is None
    assert plans.listed(store, again)[0].decision.reason == "A pool is not near."


def test_what_was_approved_under_either_name_is_what_the_person_is_given(practice, again, merged):
    keep(practice, again)
    plans.decide(practice.staff(), again, 1, "approved")
    assert plans.approved(practice.staff(), practice.rosa) is None
    undo = merged()
    assert plans.approved(practice.staff(), practice.rosa) == (1, some_plan())
    undo()
    assert plans.approved(practice.staff(), practice.rosa) is None


def test_a_plan_waits_under_the_name_that_is_kept_and_once(practice, again, merged):
    keep(practice, practice.rosa)
    keep(practice, again)
    assert len(plans.to_do(practice.staff())) == 2
    undo = merged()
    (one,) = plans.to_do(practice.staff())
    assert (one.patient, one.name, one.number) == (practice.rosa, "Rosa Díaz", 2)
    undo()
    assert {(one.patient, one.number) for one in plans.to_do(practice.staff())} == {
        (practice.rosa, 1), (again, 1),
    }  # fmt: skip


def test_who_asks_for_a_plan_of_either_waits_for_the_same_answer(practice, again, merged):
    store = practice.staff()
    first, _ = plan_requests.ask(store, again)
    assert plan_requests.newest(store, practice.rosa) is None
    undo = merged()
    assert plan_requests.ask(store, practice.rosa) == (first, False)
    assert plan_requests.newest(store, practice.rosa).number == first
    (waits,) = plans.to_do(store)
    assert (waits.patient, waits.number) == (practice.rosa, None)
    keep(practice, practice.rosa)
    plan_requests.end(store, first, version=keep(practice, again))
    assert PlanRequest.objects.get().plan.pk == rows_of(again)[-1]
    undo()
    assert plan_requests.newest(store, practice.rosa) is None
    assert not plan_requests.newest(store, again).is_open


FORM = "tug"


def typed(practice, who, role=Role.THERAPIST):
    found = drafts.mine(practice.staff(role), who, FORM)
    return found and dict(found.content)


def test_a_draft_is_found_under_either_name_and_stays_where_it_was_begun(practice, again, merged):
    store = practice.staff()
    drafts.save(store, again, FORM, {"tug_s": "1"}, once="a")
    assert typed(practice, practice.rosa) is None
    undo = merged()
    assert typed(practice, practice.rosa) == {"tug_s": "1"}
    assert set(drafts.begun(store, practice.rosa, "")) == {FORM}
    drafts.save(store, practice.rosa, FORM, {"tug_s": "12"}, once="a")
    assert Draft.objects.count() == 1
    (other,) = drafts.of_others(
        practice.staff(Role.MANAGER), practice.rosa, FORM, TEN - timedelta(9)
    )
    assert (other.who, other.content) == ("therapist", {"tug_s": "12"})
    undo()
    assert typed(practice, practice.rosa) is None
    assert typed(practice, again) == {"tug_s": "12"}


def test_of_two_drafts_the_later_comes_up_and_then_the_other(practice, again, merged):
    store = practice.staff()
    drafts.save(store, practice.rosa, FORM, {"tug_s": "1"}, once="a")
    drafts.save(store, again, FORM, {"tug_s": "2"}, once="b")
    merged()
    assert typed(practice, practice.rosa) == {"tug_s": "2"}
    drafts.drop(store, practice.rosa, FORM)
    assert typed(practice, practice.rosa) == {"tug_s": "1"}


def test_a_draft_is_not_begun_anew_by_a_form_that_was_sent_under_the_other_name(
    practice, again, merged
):
    practice.staff().add(again, Entry(story="sent"), once="a")
    merged()
    assert drafts.save(practice.staff(), practice.rosa, FORM, {"tug_s": "1"}, once="a") is None


def raise_flag(practice, who, told="speech_sudden_change"):
    """Something urgent was told of somebody; how many flags are new on the list."""
    store, here = practice.staff(), row(who)
    store.add(who, Entry(facts=say(told)), once=told)
    case = store.case(who, date(2026, 6, 1), ClinicMeans())
    contact = first_contact(Findings(case, KNOWLEDGE), case, KNOWLEDGE)
    return notices.raise_from(store, here, contact)


def on_the_list(practice):
    return [(one.patient, len(one.red_flags)) for one in notices.still_open(practice.staff())]


def test_a_flag_of_either_is_on_the_list_once_and_is_acted_on_under_either_name(
    practice, again, merged
):
    many = raise_flag(practice, again)
    assert many > 0
    undo = merged()
    assert raise_flag(practice, practice.rosa) == 0
    assert on_the_list(practice) == [(practice.rosa, many)]
    waits, _ = notices.of_patient(practice.staff(), practice.rosa)
    notices.close(practice.staff(), practice.rosa, waits[0].red_flag, done="Dr Ames told")
    _, (closed,) = notices.of_patient(practice.staff(), practice.rosa)
    assert (closed.red_flag, closed.done) == (waits[0].red_flag, "Dr Ames told")
    undo()
    assert notices.of_patient(practice.staff(), practice.rosa) == ((), ())
    assert len(notices.of_patient(practice.staff(), again)[0]) == many - 1
    assert notices.of_patient(practice.staff(), again)[1][0].done == "Dr Ames told"


def test_an_answer_that_is_more_urgent_under_the_other_name_raises_the_one_that_waits(
    practice, again, merged
):
    def event(severity):
        return SafetyEvent(
            statement="phq9-9", severity=severity, instrument="PHQ-9", item="9", answer="1",
            on=TEN.date(), says="", show="", do="",
            acknowledge_clinic_min=15, acknowledge_remote_min=60,
        )  # fmt: skip

    notices.raise_events(practice.staff(), row(again), [event("urgent")])
    merged()
    assert notices.raise_events(practice.staff(), row(practice.rosa), [event("urgent")]) == 0
    assert notices.raise_events(practice.staff(), row(practice.rosa), [event("emergency")]) == 1
    assert Notice.objects.get().urgency == Urgency.U0


def test_a_visit_of_either_is_expected_under_the_name_that_is_kept(practice, again, merged):
    store = practice.staff()
    therapist = practice.members[practice.here.pk, Role.THERAPIST]
    number = visits.give(store, again, therapist, TEN, minutes=45)
    undo = merged()
    expected = [
        *visits.of_day(store, TEN.date()),
        *visits.of_patient(store, practice.rosa),
        visits.one(store, practice.rosa, number),
    ]
    assert {(one.patient, one.name) for one in expected} == {(practice.rosa, "Rosa Díaz")}
    visits.move(store, practice.rosa, number, therapist, TEN + timedelta(hours=1))
    undo()
    assert visits.of_patient(store, practice.rosa) == ()
    assert [one.name for one in visits.of_day(store, TEN.date())] == ["Rosa Dias"]


def test_papers_and_consents_of_either_are_those_of_one(practice, again, merged):
    store = practice.staff()
    number = papers.add(store, again, "MRI.pdf", pdf(), once="a")
    told = {"given": True, "on": TEN.date(), "once": "a"}
    papers.consent(store, again, papers.Agreed.SHARING, **told)
    undo = merged()
    assert papers.read(store, practice.rosa, number)[0] == "MRI"
    assert [one.name for one in papers.listed(store, practice.rosa)] == ["MRI"]
    assert [one.given for one in papers.consents(store, practice.rosa)] == [True]
    undo()
    assert papers.listed(store, practice.rosa) == papers.consents(store, practice.rosa) == ()
    assert papers.read(store, again, number)[0] == "MRI"
