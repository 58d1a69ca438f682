"""A patient's own phone as the key: it lets them in, and nobody else."""

import json
import re

import pytest
from django.test import Client

from clinic.authenticator import Phone
from clinic.phones import come_in
from clinic.practice import LENA, OMAR, ROSA
from surefoot.clinic.access import Role
from surefoot.clinic.models import AuditEvent, Clinic, PatientPasskey
from surefoot.clinic.patient.passkeys import TRIES_FROM_A_PLACE
from surefoot.clinic.patient.seat import PATIENT
from surefoot.clinic.store import merges, passkeys


@pytest.fixture
def offered(practice):
    """Both clinics let patients in by passkey."""
    Clinic.objects.update(patient_passkeys=True)


@pytest.fixture
def rosa(screens, practice, offered):
    """The browser of Rosa's phone, on which she is in."""
    return come_in(screens, practice.rosa, ROSA.born_on)


@pytest.fixture
def phone(rosa):
    """Her phone, added."""
    made = Phone()
    assert add(rosa, made).status_code == 302
    return made


def add(browser, phone, **how):
    page = browser.get("/me/phones/").content.decode()
    told = re.search(r'id="passkey-options"[^>]*>(.*?)</script>', page)[1]
    return browser.post(
        "/me/phones/", {"credential": phone.create(json.loads(told)["creation_options"], **how)}
    )


def asked(browser):
    return browser.get("/me/phone/").json()["request_options"]


def come_back(phone, browser=None, **how):
    browser = browser or Client(SERVER_NAME="localhost")
    return browser, browser.post("/me/phone/", {"credential": phone.get(asked(browser), **how)})


def is_out(browser):
    return PATIENT not in browser.session and browser.get("/me/").url == "/me/door/"


def test_a_phone_that_was_added_leads_in_without_a_link(phone, practice):
    browser, answer = come_back(phone)
    assert (answer.status_code, answer.url) == (302, "/me/")
    assert "Rosa Díaz" in browser.get("/me/").content.decode()
    told = AuditEvent.objects.filter(patient=str(practice.rosa)).order_by("number")
    deeds = [row.action for row in told if "passkey" in row.action]
    assert deeds == ["add passkey", "come in by passkey"]
    assert {row.who for row in told if "passkey" in row.action} == {f"patient/{practice.rosa}"}


def test_a_phone_leads_in_as_often_as_its_owner_likes(phone):
    for _ in range(3):
        assert come_back(phone)[1].status_code == 302


def test_nothing_is_offered_until_the_clinic_switches_it_on(screens, practice):
    rosa = come_in(screens, practice.rosa, ROSA.born_on)
    assert rosa.get("/me/phones/").url == "/me/"
    assert "/me/phones/" not in rosa.get("/me/").content.decode()
    assert rosa.get("/me/phone/").url == "/me/door/"
    assert "passkey" not in rosa.get("/me/door/").content.decode()


def test_no_phone_leads_in_once_the_clinic_has_switched_it_off(phone, practice):
    browser = Client(SERVER_NAME="localhost")
    signed = phone.get(asked(browser))
    Clinic.objects.filter(pk=practice.here.pk).update(patient_passkeys=False)
    assert browser.post("/me/phone/", {"credential": signed}).status_code == 403
    assert is_out(browser)


def test_the_manager_switches_it_on_and_off(screens, practice):
    manager = screens.staff(Role.MANAGER)
    means = {"phone": "1", "ambulance": "112", "settings": "clinic", "visit_min": "45"}
    means |= {"visits_per_week_max": "3", "profile": "mixed"}
    for told, is_on in (({"passkeys": "on"}, True), ({}, False)):
        assert manager.post("/manager/", {**means, **told}).status_code == 302
        assert Clinic.objects.get(pk=practice.here.pk).patient_passkeys is is_on


def test_what_a_phone_signed_counts_once(phone):
    browser = Client(SERVER_NAME="localhost")
    signed = phone.get(asked(browser))
    assert browser.post("/me/phone/", {"credential": signed}).status_code == 302
    again = Client(SERVER_NAME="localhost")
    asked(again)
    assert again.post("/me/phone/", {"credential": signed}).status_code == 403
    never_asked = Client(SERVER_NAME="localhost")
    assert never_asked.post("/me/phone/", {"credential": signed}).status_code == 403
    assert is_out(again) and is_out(never_asked)


def test_a_question_that_was_answered_wrongly_is_not_asked_again(phone):
    browser = Client(SERVER_NAME="localhost")
    options = asked(browser)
    assert browser.post("/me/phone/", {"credential": "{}"}).status_code == 403
    assert browser.post("/me/phone/", {"credential": phone.get(options)}).status_code == 403


def test_every_phone_that_does_not_lead_in_is_answered_alike(phone, practice):
    other, stranger = Phone(), Phone()
    other.handle, other.id = phone.handle, phone.id  # another key under the same name
    stranger.handle = phone.handle
    careless = Phone(knows_its_owner=False)
    careless.key, careless.id, careless.handle = phone.key, phone.id, phone.handle
    here, there = practice.here.pk, practice.there.pk
    tries = {
        "another key": (other, {}),
        "a phone nobody added": (stranger, {}),
        "nobody looked who holds it": (careless, {}),
        "another site": (phone, {"origin": "http://evil.example"}),
        "another patient": (phone, {"handle": f"{here}.{practice.omar.hex}".encode()}),
        "another clinic": (phone, {"handle": f"{there}.{practice.rosa.hex}".encode()}),
        "a patient of theirs": (phone, {"handle": f"{there}.{practice.lena.hex}".encode()}),
        "nobody": (phone, {"handle": f"{here}.{'0' * 32}".encode()}),
        "no handle": (phone, {"handle": b""}),
        "no text": (phone, {"handle": b"\xff\xfe"}),
        "no clinic": (phone, {"handle": f"x.{practice.rosa.hex}".encode()}),
    }
    pages = set()
    for kind, (one, how) in tries.items():
        browser, answer = come_back(one, **how)
        assert answer.status_code == 403, kind
        assert is_out(browser), kind
        pages.add(re.sub(r'(csrfmiddlewaretoken|name="next")[^>]*>', "", answer.content.decode()))
    assert len(pages) == 1


JUNK = ["", "null", "[]", "{", '"a"', "1", "{}", '{"response": 1}', '{"id": 1, "response": {}}']
WHOLE = '{"type":"public-key","id":"%s","rawId":"%s","response":{"clientDataJSON":"%s",'
SIGNED = WHOLE + '"authenticatorData":"%s","signature":"%s","userHandle":"%s"}}'
MADE = WHOLE + '"attestationObject":"%s"}}'
PARTS = ["", "AA", "e30", "____", "oWFh", "////", "bnVsbA", "W10"]


@pytest.mark.parametrize(
    "told",
    JUNK + [SIGNED % ((part,) * 6) for part in PARTS] + [MADE % ((part,) * 4) for part in PARTS],
)
def test_what_no_phone_sends_leads_nowhere(rosa, told):
    browser = Client(SERVER_NAME="localhost")
    asked(browser)
    assert browser.post("/me/phone/", {"credential": told}).status_code == 403
    rosa.get("/me/phones/")
    assert rosa.post("/me/phones/", {"credential": told}).status_code == 400
    assert not PatientPasskey.objects.exists()


def test_a_phone_is_added_only_as_it_was_asked_to_sign(rosa):
    assert add(rosa, Phone(), origin="http://evil.example").status_code == 400
    assert add(rosa, Phone(knows_its_owner=False)).status_code == 400
    signed = Phone()
    assert add(rosa, signed).status_code == 302
    page = rosa.get("/me/phones/").content.decode()
    told = json.loads(re.search(r'id="passkey-options"[^>]*>(.*?)</script>', page)[1])
    late = Phone().create(told["creation_options"])
    rosa.get("/me/phones/")  # another question stands now
    assert rosa.post("/me/phones/", {"credential": late}).status_code == 400
    assert PatientPasskey.objects.count() == 1


def test_a_copy_whose_counter_lags_does_not_lead_in(rosa):
    phone = Phone(counts=True)
    add(rosa, phone)
    assert come_back(phone)[1].status_code == 302
    assert come_back(phone)[1].status_code == 302
    phone.counter = 1  # a copy made before the last two times
    browser, answer = come_back(phone)
    assert answer.status_code == 403
    assert is_out(browser)


def test_a_lost_phone_is_taken_away_by_its_owner(phone, rosa):
    row = PatientPasskey.objects.get()
    assert rosa.post("/me/phones/", {"number": row.pk}).status_code == 302
    browser, answer = come_back(phone)
    assert answer.status_code == 403
    assert is_out(browser)


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.THERAPIST, Role.MANAGER])
def test_a_lost_phone_is_taken_away_by_the_clinic(phone, screens, practice, role):
    desk, path = screens.staff(role), f"/patients/{practice.rosa}/contact/"
    assert "come in without a link" in desk.get(path).content.decode()
    number = PatientPasskey.objects.get().pk
    assert desk.post(path, {"do": "end phone", "number": number}).status_code == 302
    assert "come in without a link" not in desk.get(path).content.decode()
    assert come_back(phone)[1].status_code == 403


def test_nobody_takes_the_phone_of_another_away(phone, screens, practice):
    number = PatientPasskey.objects.get().pk
    omar = come_in(screens, practice.omar, OMAR.born_on)
    assert omar.post("/me/phones/", {"number": number}).status_code == 400
    there = practice.staff(clinic=practice.there)
    lena = come_in(screens, practice.lena, LENA.born_on, store=there)
    assert lena.post("/me/phones/", {"number": number}).status_code == 400
    desk = screens.staff(Role.FRONT_DESK)
    desk.post(f"/patients/{practice.omar}/contact/", {"do": "end phone", "number": number})
    assert come_back(phone)[1].status_code == 302


def test_a_phone_is_known_once_and_ten_are_enough(phone, rosa):
    assert add(rosa, phone).status_code == 400
    for _ in range(passkeys.MOST - 1):
        assert add(rosa, Phone()).status_code == 302
    assert add(rosa, Phone()).status_code == 400
    assert PatientPasskey.objects.count() == passkeys.MOST


def test_coming_in_ends_what_the_staff_had_open_on_that_machine(phone, screens):
    machine = screens.staff()
    _, answer = come_back(phone, machine)
    assert answer.status_code == 302
    assert "/account/login/" in machine.get("/today/").url


def test_trying_ends_after_so_many_from_one_place(phone):
    stranger = Phone()
    stranger.handle = phone.handle
    for _ in range(TRIES_FROM_A_PLACE):
        come_back(stranger)
    assert come_back(phone)[1].status_code == 403  # its own try comes too late


def test_after_a_merge_the_phones_of_both_are_one_persons(phone, screens, practice):
    desk = practice.staff(Role.FRONT_DESK)
    merges.merge(desk, practice.omar, practice.rosa)
    assert len(passkeys.listed(desk, practice.omar)) == 1
    assert come_back(phone)[1].status_code == 302
