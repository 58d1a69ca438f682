"""Today: what the tables say of who comes, where the day stands, and who may see what."""

import re
from datetime import date, timedelta

import pytest
from django.utils import translation

from clinic.planned import planned, told
from clinic.spoken import CLINIC, left_in_english, msgids
from clinic.test_query_counts import asked
from clinic.test_today_due import AT, EVERY, NO, a_plan, never
from surefoot.care.entry import Entry
from surefoot.care.plan.changes import Version
from surefoot.clinic.access import Role
from surefoot.clinic.models import AuditEvent, Notice, Patient
from surefoot.clinic.store import Identity, merges, plan_requests, plans, visits
from surefoot.clinic.therapist import today as page

MOST = 25  # questions of the list, for however many people


@pytest.fixture
def at(practice, monkeypatch):
    """Ten in the morning of the day of the story, on which its person comes at nine."""
    told(practice)
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", lambda: AT)
    give(practice, practice.rosa, AT.replace(hour=9))
    yield AT
    translation.activate("en")


def give(practice, who, starts_at, minutes=45):
    therapist = practice.members[practice.here.pk, Role.THERAPIST]
    return visits.give(practice.staff(), who, therapist, starts_at, minutes=minutes)


def shown(client, path="/today/due/", **more):
    answer = client.get(path, **more)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def lines(text):
    """What is due, one a visit."""
    found = re.findall(r'<div class="due">(.*?)</div>', text)
    return [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in found]


def due_now(screens):
    return lines(shown(screens.staff()))


def test_a_person_goes_from_the_examination_to_a_plan_in_force(screens, practice, at):
    store = practice.staff()
    assert due_now(screens) == ["Examined: ask for a plan"]
    request, _ = plan_requests.ask(store, practice.rosa)
    assert due_now(screens) == ["A plan is being proposed"]
    plan_requests.end(store, request, version=planned(practice))
    assert due_now(screens) == ["Plan to decide on"]
    plans.decide(store, practice.rosa, 1, "approved")
    assert due_now(screens) == [f"Visit 1 of {EVERY}"]
    planned(practice, after=1)
    assert due_now(screens) == ["Plan to decide on"]
    plans.decide(store, practice.rosa, 2, "set_aside", reason="No.")
    assert due_now(screens) == [f"Visit 1 of {EVERY}"]


def test_no_safe_plan_counts_until_something_else_is_told(screens, practice, at):
    planned(practice)
    row = Patient.objects.get(code=practice.rosa)
    version = Version(answer=NO)
    newest = plans.newest_entry(row)
    plans.keep(practice.staff(), row.code, version, after=1, entry=newest, by_hand=False)
    assert due_now(screens) == ["No safe plan now: see why"]
    practice.staff().add(row.code, Entry(story="more"), once="more")
    assert due_now(screens) == ["Examined: ask for a plan"]


def test_who_was_merged_stands_as_one(screens, practice, at):
    """The visit and what was told stand in one row of the person, the page shows the other."""
    store = practice.staff()
    merges.merge(store, practice.omar, practice.rosa)
    assert due_now(screens) == ["Examined: ask for a plan"]
    Notice.objects.create(clinic=practice.here, patient=Patient.objects.get(code=practice.rosa),
                          red_flag="x", urgency=1, raised_at=at)  # fmt: skip
    text = shown(screens.staff())
    assert lines(text) == ["An urgent sign is still open"]
    assert f'href="/patients/{practice.omar}/urgent/"' in text


def test_visits_called_off_and_those_of_other_days_are_not_counted(screens, practice, at):
    store = practice.staff()
    planned(practice)
    plans.decide(store, practice.rosa, 1, "approved")
    give(practice, practice.rosa, at + timedelta(days=1))
    off = give(practice, practice.rosa, at.replace(hour=7))
    visits.call_off(store, practice.rosa, off)
    assert due_now(screens) == [f"Visit 1 of {EVERY}"]
    give(practice, practice.rosa, at.replace(hour=15))
    assert due_now(screens) == [f"Visit 1 of {EVERY}", f"Visit 2 of {EVERY}"]


def classes(text):
    """The visits and the line of now, in their order."""
    return re.findall(r'<li class="(day[a-z ]*|at)"', text)


@pytest.mark.parametrize(
    ("clock", "order"),
    [
        ((8, 59), ["at", "day", "day"]),
        ((9, 0), ["day on", "at", "day"]),
        ((9, 44), ["day on", "at", "day"]),
        ((9, 45), ["day past", "at", "day"]),
        ((11, 0), ["day past", "day on", "at"]),
        ((12, 0), ["day past", "day past", "at"]),
    ],
)
def test_the_line_of_now_parts_the_day(screens, practice, at, monkeypatch, clock, order):
    give(practice, practice.omar, at.replace(hour=11))
    now = at.replace(hour=clock[0], minute=clock[1])
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", lambda: now)
    text = shown(screens.staff(), "/today/")
    assert classes(text) == order
    assert f"{now:%H:%M} now" in text
    assert text.count('aria-current="time"') == order.count("day on")


def test_a_day_without_visits_has_no_line(screens, practice):
    text = shown(screens.staff(), "/today/")
    assert "No visits today." in text
    assert classes(text) == []
    assert "What is due" not in text


def test_the_page_works_nothing_out_and_asks_for_the_rest(screens, practice, at, monkeypatch):
    give(practice, practice.omar, at.replace(hour=11))
    Notice.objects.create(clinic=practice.here, patient=Patient.objects.get(code=practice.omar),
                          red_flag="x", urgency=1, raised_at=at)  # fmt: skip
    monkeypatch.setattr(page, "LineOfCare", lambda *_: never())
    text = shown(screens.staff(), "/today/")
    assert lines(text) == ["", "An urgent sign is still open"]
    assert 'hx-get="/today/due/" hx-trigger="load"' in text
    assert '<a href="/today/due/">What is due for each</a>' in text


def test_where_every_line_is_there_nothing_is_asked_for(screens, practice, at):
    Notice.objects.create(clinic=practice.here, patient=Patient.objects.get(code=practice.rosa),
                          red_flag="x", urgency=1, raised_at=at)  # fmt: skip
    assert "/today/due/" not in shown(screens.staff(), "/today/")


def test_with_scripts_the_list_comes_alone_and_asks_no_second_time(screens, practice, at):
    text = shown(screens.staff(), headers={"HX-Request": "true"})
    assert text.startswith('<section id="visits"')
    assert text.endswith("</section>")
    assert lines(text) == ["Examined: ask for a plan"]
    assert "/today/due/" not in text
    whole = shown(screens.staff())
    assert "<h1>" in whole
    assert 'hx-get="/today/due/"' not in whole


def test_the_front_desk_sees_no_clinical_line(screens, practice, at):
    Notice.objects.create(clinic=practice.here, patient=Patient.objects.get(code=practice.rosa),
                          red_flag="x", urgency=1, raised_at=at)  # fmt: skip
    text = shown(screens.staff(Role.FRONT_DESK), "/today/")
    assert "Rosa Díaz" in text
    assert "10:00 now" in text
    assert 'class="due"' not in text
    assert "/today/due/" not in text
    assert screens.staff(Role.FRONT_DESK).get("/today/due/").status_code == 403


def test_another_clinic_sees_its_own_day(screens, practice, at):
    assert lines(shown(screens.staff(clinic=practice.there))) == []


def test_the_audit_says_once_that_records_were_read(screens, practice, at):
    give(practice, practice.omar, at.replace(hour=11))
    before = AuditEvent.objects.filter(clinic=practice.here, action="read chart").count()
    due_now(screens)
    events = AuditEvent.objects.filter(clinic=practice.here, action="read chart")
    assert events.count() == before + 1
    event = events.latest("number")
    assert (event.patient, event.about) == ("", {"shown": 2})


def test_the_list_asks_each_table_once_and_reads_a_case_only_where_it_is_needed(
    screens, practice, at
):
    """A case more is one question more; somebody whom the tables answer for is none."""
    store, client = practice.staff(), screens.staff()
    few = len(asked(client, "/today/due/"))
    for n in range(6):
        who = store.register(Identity(name=f"New {n}", born_on=date(1950, 1, 1), contact={}))
        give(practice, who, at.replace(hour=11) + timedelta(hours=n), minutes=30)
    assert len(asked(client, "/today/due/")) == few
    for one in visits.of_day(store, at.date())[-2:]:
        store.add(one.patient, Entry(story="Burning feet."), once="s")
    assert len(asked(client, "/today/due/")) == few + 2
    assert few <= MOST


TODAYS = [CLINIC / "therapist" / f"{name}.py" for name in ("today", "today_due", "today_retests")]
OURS = msgids(sorted((CLINIC / "templates" / "therapist").glob("today*.html")), TODAYS)


def test_what_is_due_is_said_in_spanish(screens, practice, at):
    client = screens.staff()
    client.cookies["language"] = "es"
    give(practice, practice.omar, at.replace(hour=11))
    text = shown(client)
    assert lines(text) == [
        "Examen hecho: pida un plan",
        "Todavía sin preguntar: no ha contestado el cuestionario",
    ]
    assert "10:00 ahora" in text
    assert left_in_english(f"<main>{text}</main>", OURS) == []
    assert "Qué le toca a cada persona" in shown(client, "/today/")


def test_a_name_of_the_knowledge_is_marked_as_english(screens, practice, at):
    row, store = Patient.objects.get(code=practice.rosa), practice.staff()
    names = ("Berg Balance Scale", "Katz ADL", "Insomnia Severity Index")
    version, entry = Version(answer=a_plan((0, *names))), plans.newest_entry(row)
    plans.keep(store, row.code, version, after=0, entry=entry, by_hand=False)
    plans.decide(store, row.code, 1, "approved")
    client = screens.staff()
    client.cookies["language"] = "es"
    text = shown(client)
    assert lines(text) == [f"Pruebas que toca repetir: {names[0]}, {names[1]} y 1 más"]
    assert f'<span lang="en">{names[0]}</span>, <span lang="en">{names[1]}</span>' in text
