"""The front desk's pages: a person, their visits and papers, who asked, who is the same."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from care.said import say
from clinic.test_desk_papers import pdf
from surefoot.care.entry import Entry
from surefoot.clinic.access import Role
from surefoot.clinic.models import AuditEvent, Document, Notice, Patient, Visit
from surefoot.clinic.store import contacts, merges, notices, papers, visits

ANA = {"name": "Ana Pérez", "born_on": "1950-02-01", "language": "es", "sex": "female"}
STAFF = [Role.MANAGER, Role.THERAPIST, Role.FRONT_DESK]


@pytest.fixture(autouse=True)
def june(monkeypatch):
    """The day of the tests."""
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", lambda: at)


@pytest.fixture
def desk(screens):
    """The front desk."""
    return screens.staff(Role.FRONT_DESK)


def text(answer):
    return answer.content.decode()


def page(practice, who=None):
    return f"/patients/{who or practice.rosa}/contact/"


def last(practice):
    return AuditEvent.objects.filter(clinic=practice.here).latest("number")


def test_a_patient_is_registered_and_found(desk):
    answer = desk.post("/patients/new/", {**ANA, "phone": "600 123", "once": "a"})
    assert answer.status_code == 302
    assert "Ana Pérez" in text(desk.get(answer.url))
    assert "Ana Pérez" in text(desk.get("/patients/?q=perez"))


def test_a_registration_sent_twice_makes_one_patient(desk):
    told = {**ANA, "once": "a", "sure": "1"}
    first, second = desk.post("/patients/new/", told), desk.post("/patients/new/", told)
    assert first.url == second.url
    assert Patient.objects.filter(name="Ana Pérez").count() == 1


@pytest.mark.parametrize(
    ("name", "born_on", "is_known"),
    [
        ("Rosa Díaz", "1951-03-04", True),
        ("Rosa Dias", "1951-03-04", True),
        ("Rosa M. Diez", "1951-03-04", True),
        ("Rosa Díaz", "1951-03-05", False),
        ("Elif Şahin", "1951-03-04", False),
    ],
)
def test_who_may_be_the_same_is_shown_before_anybody_is_registered(desk, name, born_on, is_known):
    told = {**ANA, "name": name, "born_on": born_on, "once": "a"}
    answer = desk.post("/patients/new/", told)
    assert ("may be somebody who is on file" in text(answer)) is is_known
    assert Patient.objects.filter(name=name, born_on=born_on).count() == (
        1 if not is_known or name == "Rosa Díaz" else 0
    )
    if is_known:
        assert desk.post("/patients/new/", {**told, "sure": "1"}).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"born_on": "2026-06-02"}, {"born_on": "1879-12-31"}, {"born_on": "x"}, {"name": " "},
        {"name": "a\x01b"}, {"name": "x" * 201}, {"sex": "?"}, {"language": "xx"},
        {"email": "no"}, {"name": "Ana\u202eP"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_on_the_same_page(desk, wrong):
    before = Patient.objects.count()
    answer = desk.post("/patients/new/", {**ANA, **wrong, "once": "a"})
    assert (answer.status_code, Patient.objects.count()) == (200, before)
    assert "errorlist" in text(answer)


def test_the_audit_says_which_part_was_changed_and_not_what(desk, practice):
    told = {"name": "Rosa Díaz", "born_on": "1951-03-04", "language": "en", "sex": "",
            "phone": "+34 699 000 000", "do": "change"}  # fmt: skip
    assert desk.post(page(practice), told).status_code == 302
    assert (last(practice).action, last(practice).about) == ("change contact", {"changed": "phone"})
    assert "+34 699 000 000" in text(desk.get(page(practice)))
    assert "Rosa Díaz" in text(desk.get("/patients/?q=699000000"))
    assert "Rosa Díaz" not in text(desk.get("/patients/?q=600111222"))


def give(client, practice, at="10:00", who=None, day="2026-06-02"):
    therapist = practice.members[practice.here.pk, Role.THERAPIST]
    told = {"do": "give", "day": day, "time": at, "therapist": therapist, "minutes": 45}
    return client.post(page(practice, who), told, follow=True)


def test_a_visit_is_given_moved_and_called_off(desk, practice):
    give(desk, practice)
    (visit,) = visits.of_patient(practice.staff(), practice.rosa)
    assert "10:00" in text(desk.get("/day/2026-06-02/"))
    where = f"/patients/{practice.rosa}/visits/{visit.number}/"
    therapist = practice.members[practice.here.pk, Role.THERAPIST]
    told = {"do": "move", "day": "2026-06-03", "time": "11:30", "therapist": therapist}
    assert desk.post(where, told).status_code == 302
    assert "Rosa" not in text(desk.get("/day/2026-06-02/"))
    assert "11:30" in text(desk.get("/day/2026-06-03/"))
    assert desk.post(where, {"do": "call off"}).status_code == 302
    assert "Rosa" not in text(desk.get("/day/2026-06-03/"))
    gone = desk.get(where)
    assert (gone.status_code, "There is no such visit." in text(gone)) == (400, True)


@pytest.mark.parametrize(("at", "is_free"), [("10:00", False), ("10:44", False), ("10:45", True),
                                             ("09:16", False), ("09:15", True)])  # fmt: skip
def test_a_time_that_is_taken_is_said_with_the_next_that_is_free(desk, practice, at, is_free):
    give(desk, practice)
    said = text(give(desk, practice, at=at, who=practice.omar))
    assert (f"Tuesday {at} was just taken. Nothing was booked." in said) is not is_free
    assert Visit.objects.count() == 1 + is_free
    if not is_free:
        assert "is free with therapist" in said


def test_a_visit_sent_twice_is_booked_once(desk, practice):
    give(desk, practice)
    assert "taken" not in text(give(desk, practice))
    assert Visit.objects.count() == 1


def test_an_hour_that_the_clock_skips_is_refused(desk, practice):
    practice.here.time_zone = "Europe/Madrid"
    practice.here.save()
    assert "skips this hour" in text(give(desk, practice, at="02:30", day="2027-03-28"))
    assert Visit.objects.count() == 0


@pytest.mark.parametrize("day", ["2026-02-30", "x", "1999-12-31", "2026-06-01T00:00"])
def test_a_day_that_is_none_is_not_there(desk, day):
    assert desk.get(f"/day/{day}/").status_code == 404


def test_a_paper_is_added_and_handed_out_to_be_saved_only(desk, screens, practice):
    file = SimpleUploadedFile("../Letter\r\nX: 1.pdf", pdf(), content_type="text/html")
    desk.post(page(practice), {"do": "add", "paper": file, "once": "a"})
    number = Document.objects.get().pk
    answer = screens.staff().get(f"/patients/{practice.rosa}/papers/{number}/")
    assert answer.content == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''Letter")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
    )
    assert desk.get(f"/patients/{practice.rosa}/papers/{number}/").status_code == 403


def test_a_disguise_is_refused_with_words_and_nothing_is_kept(desk, practice):
    file = SimpleUploadedFile("a.pdf", b"<html><script>1</script>", content_type="application/pdf")
    answer = desk.post(page(practice), {"do": "add", "paper": file}, follow=True)
    assert "This is not a PDF, JPEG or PNG." in text(answer)
    assert Document.objects.count() == 0


def test_a_consent_is_written_down_and_one_of_tomorrow_is_not(desk, practice):
    told = {"do": "agree", "kind": "sharing", "given": "yes", "once": "a"}
    desk.post(page(practice), {**told, "on": "2026-06-01"})
    desk.post(page(practice), {**told, "on": "2026-06-02", "once": "b"})
    assert len(papers.consents(practice.staff(), practice.rosa)) == 1
    assert "Letters to their physician" in text(desk.get(page(practice)))


def test_a_link_is_made_once_it_is_asked_for(desk, practice):
    assert "/me/" not in text(desk.get(page(practice)))
    assert "http://localhost/me/" in text(desk.post(page(practice), {"do": "link"}))
    assert "make link" in AuditEvent.objects.values_list("action", flat=True)


def test_two_of_a_birth_date_and_name_are_merged_and_split_on_the_page(desk, practice):
    desk.post("/patients/new/", {**ANA, "name": "Rosa Dias", "born_on": "1951-03-04", "sure": "1"})
    again = Patient.objects.get(name="Rosa Dias").code
    assert "Merge into this one" in text(desk.get(page(practice)))
    desk.post(page(practice), {"do": "merge", "other": str(again)})
    there = text(desk.get(page(practice)))
    assert "Take it back" in there
    number = there.split('name="number" value="')[1].split('"')[0]
    desk.post(page(practice), {"do": "undo merge", "number": number})
    assert "taken back" in text(desk.get(page(practice)))


@pytest.fixture
def stranger(practice):
    """Somebody asked for an appointment on the clinic's page."""
    wish = contacts.Wish(name="Ana Pérez", born_on=date(1950, 2, 1), phone="600", about="feet")
    at = practice.clock()
    return contacts.ask(practice.here, wish, ring=practice.ring, at=at, once="a")


def test_who_asked_is_accepted_as_a_patient(desk, stranger):
    assert "Ana Pérez" in text(desk.get("/contacts/"))
    answer = desk.post("/contacts/", {"do": "accept", "contact": str(stranger)}, follow=True)
    assert "Ana Pérez" in text(answer)
    assert "Nobody waits" in text(desk.get("/contacts/"))


def test_who_asked_is_sent_elsewhere_with_a_reason_only(desk, stranger):
    told = {"do": "redirect", "contact": str(stranger)}
    assert "There is no reason." in text(desk.post("/contacts/", told, follow=True))
    desk.post("/contacts/", {**told, "reason": "Hand clinic, wrist only."})
    assert "Nobody waits" in text(desk.get("/contacts/"))
    assert not Patient.objects.filter(name="Ana Pérez").exists()


@pytest.fixture
def flagged(practice):
    """Two flags of Rosa, the less urgent one raised first."""
    row = Patient.objects.get(code=practice.rosa)
    for flag, urgency in (("rf_dvt", 1), ("rf_ces", 0)):
        Notice.objects.create(clinic=practice.here, patient=row, red_flag=flag, urgency=urgency,
                              raised_at=practice.clock())  # fmt: skip


def test_who_treats_takes_a_flag_off_the_list_and_says_what_was_done(screens, practice, flagged):
    client, where = screens.staff(), f"/patients/{practice.rosa}/urgent/"
    there = text(client.get(where))
    assert there.index("Ambulance now · cauda") < there.index("Same day · DVT")
    assert "U0 ·" not in there
    assert "Nothing is said" in text(
        client.post(where, {"red_flag": "rf_dvt", "done": " "}, follow=True)
    )
    client.post(where, {"red_flag": "rf_dvt", "done": "Dr Ames told at 09:10"})
    assert "Dr Ames told at 09:10" in text(client.get(where))
    assert [one.red_flags for one in notices.still_open(practice.staff())] == [("rf_ces",)]
    again = client.post(where, {"red_flag": "rf_dvt", "done": "again"}, follow=True)
    assert "This is no longer on the list." in text(again)


def test_what_somebody_else_has_taken_away_or_undone_is_said_to_be_gone(desk, practice):
    store, where = practice.staff(), page(practice)
    paper = papers.add(store, practice.rosa, "a.pdf", pdf(), once="a")
    papers.take_away(store, practice.rosa, paper)
    merge = merges.merge(store, practice.rosa, practice.omar)
    merges.undo(store, practice.rosa, merge)
    again = desk.post(where, {"do": "take away", "number": paper}, follow=True)
    assert "There is no such document." in text(again)
    again = desk.post(where, {"do": "undo merge", "number": merge}, follow=True)
    assert "This merge is not in force." in text(again)


def pages(practice):
    (visit,) = visits.of_patient(practice.staff(), practice.rosa)
    own = f"/patients/{practice.rosa}"
    return ["/today/", "/patients/", "/patients/new/", "/contacts/", "/day/", "/day/2026-06-02/",
            f"{own}/contact/", f"{own}/visits/{visit.number}/"]  # fmt: skip


def test_the_front_desk_sees_nothing_clinical_on_any_page(screens, practice, flagged, stranger):
    give(screens.staff(), practice)
    practice.staff().add(
        practice.rosa, Entry(story="My secret tingling", facts=say("tug_s=12")), once="a"
    )
    papers.add(practice.staff(), practice.rosa, "Cancer letter.pdf", pdf(), once="a")
    desk = screens.staff(Role.FRONT_DESK)
    for where in pages(practice):
        answer = desk.get(where)
        assert answer.status_code == 200, where
        seen = text(answer).lower()
        for word in ("secret tingling", "cancer", "cauda", "rf_", "u0 ·", "thrombosis", "tug"):
            assert word not in seen, (where, word)
        assert f'href="/patients/{practice.rosa}/"' not in seen, where
    for where in ("", "urgent/", "papers/1/"):
        assert desk.get(f"/patients/{practice.rosa}/{where}").status_code == 403


@pytest.mark.parametrize("role", Role.staff())
def test_the_pages_of_the_desk_are_open_to_those_who_see_patients(screens, practice, role):
    give(screens.staff(), practice)
    expected = 200 if role in STAFF else 403
    assert {screens.staff(role).get(p).status_code for p in pages(practice)} == {expected}


def test_a_person_of_another_clinic_is_refused_for_reading_and_for_every_deed(screens, practice):
    for role in STAFF:
        client = screens.staff(role)
        assert client.get(page(practice, practice.lena)).status_code == 403
        for deed in ("change", "give", "agree", "add", "take away", "merge", "link", "x"):
            assert client.post(page(practice, practice.lena), {"do": deed}).status_code == 403
