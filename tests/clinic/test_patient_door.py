"""The link of a patient: with their birth date it leads to their own pages, and to no others."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.core import signing
from django.test import Client

from clinic.phones import come_in, day, page_now
from clinic.practice import LENA, NOBODY, OMAR, ROSA
from surefoot.clinic.access import NotAllowedError, Role
from surefoot.clinic.models import AuditEvent, Clinic
from surefoot.clinic.patient.door import TRIES
from surefoot.clinic.patient.links import LASTS_S, SALT, link_for
from surefoot.clinic.patient.seat import IDLE_S, PATIENT
from surefoot.clinic.store import intake, visits

WRONG = date(1951, 3, 5)  # one day beside Rosa's


@pytest.fixture
def link(screens, practice):
    """A link that the clinic made for Rosa."""
    return link_for(practice.staff(Role.FRONT_DESK), practice.rosa)


@pytest.fixture
def phone(screens):
    """A phone on which nobody is in."""
    return Client(SERVER_NAME="localhost")


def forged(practice, patient=None, clinic=None, salt=SALT):
    told = {"c": clinic or practice.here.pk, "p": (patient or practice.rosa).hex}
    return f"/me/{signing.dumps(told, salt=salt)}/"


def bare(answer):
    """A page without what differs each time: the tokens of its forms, and its own address."""
    page = answer.content.decode()
    for one in ("csrfmiddlewaretoken", 'name="next"'):
        page = "\n".join(part.partition('">')[2] for part in page.split(one))
    return page


def test_the_right_date_leads_in_and_the_patient_is_named(link, phone):
    answer = phone.post(link, day(ROSA.born_on), follow=True)
    assert "Rosa Díaz" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_the_page_of_the_door_names_nobody(link, phone):
    page = phone.get(link).content.decode()
    assert "Rosa" not in page and "Here" not in page


@pytest.mark.parametrize(
    "born", [day(WRONG), {}, {"day": "x", "month": "13", "year": "99999999"}, {"year": "²"}]
)
def test_a_wrong_date_does_not_lead_in(link, phone, born):
    assert phone.post(link, born).status_code == 403
    assert phone.get("/me/").url == "/me/door/"


def test_every_link_that_does_not_lead_in_is_answered_alike(screens, practice, link, phone):
    links = {
        "wrong date": (link, WRONG),
        "forged": (link[:-3] + "xx/", ROSA.born_on),
        "made up": ("/me/abc/", ROSA.born_on),
        "for another purpose": (forged(practice, salt="other"), ROSA.born_on),
        "a patient of another clinic": (forged(practice, practice.lena), LENA.born_on),
        "nobody": (forged(practice, NOBODY), ROSA.born_on),
        "no clinic": (forged(practice, clinic=987), ROSA.born_on),
    }
    answers = {kind: phone.post(path, day(born)) for kind, (path, born) in links.items()}
    assert {answer.status_code for answer in answers.values()} == {403}
    says = {kind: "do not go together" in a.content.decode() for kind, a in answers.items()}
    assert all(says.values()), says
    assert PATIENT not in phone.session


@pytest.mark.parametrize(("late", "status"), [(-5, 302), (5, 403)])
def test_a_link_ends_after_thirty_days(practice, phone, monkeypatch, late, status):
    import time

    made = time.time() - LASTS_S - late
    with monkeypatch.context() as then:
        then.setattr("django.core.signing.time.time", lambda: made)
        old = forged(practice)
    assert phone.post(old, day(ROSA.born_on)).status_code == status


def test_after_five_wrong_dates_even_the_right_one_waits_an_hour(practice, link, phone):
    for _ in range(TRIES):
        assert phone.post(link, day(WRONG)).status_code == 403
    assert phone.post(link, day(ROSA.born_on)).status_code == 429
    fresh = link_for(practice.staff(), practice.rosa)  # the tries are the patient's
    assert phone.post(fresh, day(ROSA.born_on)).status_code == 429


def test_right_dates_are_not_counted_and_links_of_others_stay_open(practice, link, phone):
    for _ in range(TRIES + 2):
        assert phone.post(link, day(ROSA.born_on)).status_code == 302
    for _ in range(TRIES):
        phone.post(link, day(WRONG))
    other = link_for(practice.staff(), practice.omar)
    assert phone.post(other, day(OMAR.born_on)).status_code == 302


def test_tries_with_a_made_up_link_are_counted_too(phone):
    codes = [phone.post("/me/abc/", day(WRONG)).status_code for _ in range(TRIES + 1)]
    assert codes == [403] * TRIES + [429]


def test_the_session_ends_after_two_idle_hours(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    for idle, there in ((IDLE_S - 60, True), (IDLE_S + 60, False)):
        session = client.session
        session[PATIENT] = {**session[PATIENT], "seen": session[PATIENT]["seen"] - idle}
        session.save()
        assert (client.get("/me/").status_code == 200) is there


def test_leaving_ends_the_session(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    client.get("/me/leave/")
    assert client.get("/me/").status_code == 200
    client.post("/me/leave/")
    assert client.get("/me/").url == "/me/door/"


def test_who_comes_in_as_a_patient_is_no_longer_signed_in_as_staff(screens, practice, link):
    client = screens.staff()
    client.post(link, day(ROSA.born_on))
    assert client.get("/today/").url.startswith("/account/login/")
    assert client.get("/me/").status_code == 200


def test_who_signs_in_as_staff_is_no_patient(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    told = dict(client.session[PATIENT])
    staff = screens.staff()
    session = staff.session
    session[PATIENT] = told
    session.save()
    assert staff.get("/me/").url == "/me/door/"


def test_a_patients_session_opens_no_page_of_the_staff(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    for path in ("/today/", "/patients/", f"/patients/{practice.rosa}/"):
        assert client.get(path).url.startswith("/account/login/")


def test_a_patient_reads_and_answers_for_nobody_else(screens, practice):
    come_in(screens, practice.rosa, ROSA.born_on)
    store = practice.patient(practice.rosa)
    for other in (practice.omar, practice.lena, UUID(int=5)):
        with pytest.raises(NotAllowedError):
            intake.progress(store, other)
        with pytest.raises(NotAllowedError):
            intake.held(store, other)
    with pytest.raises(NotAllowedError):
        intake.progress(practice.staff(), practice.rosa)  # the chart is the staff's way


def test_what_one_patient_answers_is_not_on_the_phone_of_another(screens, practice):
    rosa = come_in(screens, practice.rosa, ROSA.born_on)
    omar = come_in(screens, practice.omar, OMAR.born_on)
    before = page_now(omar).content.decode().count('name="asked"')
    told = {"asked": "gate_sudden_change", "q.gate_sudden_change": "no", "once": "a"}
    rosa.post("/me/intake/now/", told)
    assert intake.progress(practice.patient(practice.omar), practice.omar).said == {}
    assert page_now(omar).content.decode().count('name="asked"') == before


def test_a_session_whose_patient_is_of_another_clinic_opens_nothing(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    session = client.session
    session[PATIENT] = {**session[PATIENT], "patient": practice.lena.hex}
    session.save()
    assert client.get("/me/intake/").url == "/me/door/"


def test_only_staff_of_the_clinic_make_a_link_and_it_is_on_record(practice):
    link_for(practice.staff(Role.FRONT_DESK), practice.rosa)
    event = AuditEvent.objects.filter(clinic=practice.here).latest("number")
    assert (event.action, event.patient) == ("make link", str(practice.rosa))
    for store, patient in (
        (practice.staff(), practice.lena),
        (practice.staff(Role.ADMINISTRATOR), practice.rosa),
        (practice.patient(practice.rosa), practice.rosa),
    ):
        with pytest.raises(NotAllowedError):
            link_for(store, patient)


def test_the_own_page_names_the_next_visit_by_the_clinics_clock(screens, practice):
    Clinic.objects.filter(pk=practice.here.pk).update(time_zone="America/New_York")
    rosa = come_in(screens, practice.rosa, ROSA.born_on)
    assert "Your next visit" not in rosa.get("/me/").content.decode()
    desk, therapist = practice.staff(Role.FRONT_DESK), practice.staff().actor.member
    for patient, hour in ((practice.rosa, 20), (practice.omar, 18)):
        at = datetime(2050, 6, 1, hour, 30, tzinfo=UTC)
        visits.give(desk, patient, therapist, at, minutes=45)
    page = rosa.get("/me/").content.decode()
    assert "Wednesday 1 June 2050, 16:30" in page
    assert "14:30" not in page
