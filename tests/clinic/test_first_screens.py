"""Today, finding a patient and the chart: what each role sees of them."""

import re
from datetime import UTC, date, datetime

import pytest

from surefoot.clinic import in_force
from surefoot.clinic.access import Role
from surefoot.clinic.models import AuditEvent
from surefoot.clinic.sign_off import SEEN
from surefoot.clinic.store import visits
from surefoot.exchange import signatures
from surefoot.knowledge import review as reviews


def test_a_stranger_is_asked_to_sign_in(screens):
    answer = screens.anybody().get("/today/")
    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/today/")


def test_without_a_second_factor_nobody_sees_a_patient(screens):
    client = screens.staff()
    session = client.session
    del session["second_factor"]
    session.save()
    answer = client.get("/patients/")
    assert (answer.status_code, answer.url) == (302, "/account/second-factor/totp/activate/")


def test_today_names_who_is_expected(screens, practice, monkeypatch):
    at = datetime(2026, 6, 1, 10, 30, tzinfo=UTC)
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", lambda: at)
    therapist = practice.members[practice.here.pk, Role.THERAPIST]
    visits.give(practice.staff(), practice.rosa, therapist, at, minutes=45)
    page = screens.staff().get("/today/").content.decode()
    assert "Rosa Díaz" in page
    assert "10:30" in page


def test_times_are_those_of_the_clinics_own_clock(screens, practice, monkeypatch):
    at = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", lambda: at)
    practice.here.time_zone = "Asia/Tokyo"
    practice.here.save()
    therapist = practice.members[practice.here.pk, Role.THERAPIST]
    visits.give(practice.staff(), practice.rosa, therapist, at, minutes=45)
    page = screens.staff().get("/today/").content.decode()
    assert "Tuesday 2 June" in page
    assert "07:30" in page


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.MANAGER])
def test_the_chart_says_what_is_known_and_is_on_record(screens, practice, role):
    answer = screens.staff(role).get(f"/patients/{practice.rosa}/")
    assert answer.status_code == 200
    assert "What is it?" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    event = AuditEvent.objects.filter(clinic=practice.here).latest("number")
    assert (event.action, event.patient) == ("read chart", str(practice.rosa))


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMINISTRATOR])
def test_the_chart_is_closed_to_who_does_not_treat(screens, practice, role):
    assert screens.staff(role).get(f"/patients/{practice.rosa}/").status_code == 403


def test_a_patient_of_another_clinic_and_none_get_the_same_refusal(screens, practice):
    answers = [
        screens.staff().get(f"/patients/{code}/")
        for code in (practice.lena, "00000000-0000-0000-0000-000000000000")
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].content == answers[1].content


def test_patients_are_found_as_one_types(screens):
    client = screens.staff(Role.FRONT_DESK)
    assert "Omar Haddad" in client.get("/patients/?q=oma").content.decode()
    assert "Nobody of that name" in client.get("/patients/?q=zzzz").content.decode()


def test_the_list_goes_on_where_it_ended_and_a_made_up_end_begins_anew(screens, practice):
    client = screens.staff()
    assert "Rosa" in client.get(f"/patients/?after={practice.omar}").content.decode()
    assert "Omar" not in client.get(f"/patients/?after={practice.omar}").content.decode()
    assert "Omar" in client.get("/patients/?after=1%27--").content.decode()


def test_who_was_away_too_long_signs_in_again(screens, settings_of_sign_off):
    client = screens.staff()
    assert client.get("/today/").status_code == 200
    session = client.session
    session[SEEN] -= settings_of_sign_off + 1
    session.save()
    assert client.get("/today/").status_code == 302


@pytest.fixture
def settings_of_sign_off():
    """How many seconds."""
    from django.conf import settings

    return settings.SIGN_OFF_AFTER_S


def test_what_the_clinic_has_signed_counts_as_signed_on_the_chart(screens, practice):
    page = screens.staff().get(f"/patients/{practice.rosa}/").content.decode()
    waiting = int(re.search(r"<p>(\d+) statements behind", page)[1])
    assert waiting > 0
    knowledge = in_force.knowledge()
    every = [name for name, _ in reviews.unreviewed(knowledge)]
    made = reviews.sign(knowledge, every, by="Dr Vey", on=date(2026, 6, 1))
    file = in_force.signatures_file(practice.here.slug)
    try:
        file.touch()
        signatures.add(file, made)
        page = screens.staff().get(f"/patients/{practice.rosa}/").content.decode()
    finally:
        file.unlink()
    assert re.search(r"<p>0 statements behind", page)
