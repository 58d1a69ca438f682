"""Who tries to get in: how often they may, and that the right one still can. Nobody waits here."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings

from clinic.phones import day
from clinic.practice import ROSA
from surefoot.clinic.access import Role
from surefoot.clinic.models import Account
from surefoot.clinic.patient import door
from surefoot.clinic.patient.links import link_for

PASSWORD = "seven grey herons at dusk"  # noqa: S105 — of nobody
KEY = "JBSWY3DPEHPK3PXP"
EMAIL = "therapist@here.example"
CLINIC, ELSEWHERE = "192.0.2.7", "198.51.100.9"
MINUTE, HOUR, DAY = 60, 3600, 86_400
BIRTH_DATES = [date(1951, 3, 5) + timedelta(days=n) for n in range(1000)]  # none is Rosa's


class Clock:
    """The time of everything that counts tries; it stands still until it is moved."""

    def __init__(self):
        self.at = datetime(2026, 6, 1, 9, tzinfo=UTC).timestamp()

    def __call__(self):
        return self.at

    def now(self):
        return datetime.fromtimestamp(self.at, UTC)

    def later(self, seconds):
        self.at += seconds


class Hasher(MD5PasswordHasher):
    """A hash that costs nothing, and counts how often it was asked for a password."""

    asked = 0

    def verify(self, password, encoded):
        Hasher.asked += 1
        return super().verify(password, encoded)


@pytest.fixture
def clock(screens, monkeypatch):
    """Where tries are counted, the hour is ours."""
    made = Clock()
    monkeypatch.setattr(time, "time", made)
    monkeypatch.setattr("django.utils.timezone.now", made.now)
    monkeypatch.setattr("django.core.cache.backends.db.tz_now", made.now)
    Hasher.asked = 0
    with override_settings(PASSWORD_HASHERS=[f"{__name__}.Hasher"]):
        cache.clear()
        yield made
        cache.clear()


@pytest.fixture
def owner(clock, practice):
    """Somebody with a password and an app, who signed in at the clinic last week."""
    account = Account.objects.get(email=EMAIL)
    account.set_password(PASSWORD)
    account.save()
    TOTP.activate(account, KEY)
    assert comes_in(clock, at=CLINIC)
    clock.later(7 * DAY)
    Hasher.asked = 0
    return account


def told(password, *, at, email=EMAIL):
    """One try of the first step: "in", "wrong" or "closed"."""
    sent = {"login": email, "password": password}
    answer = Client(SERVER_NAME="localhost").post("/account/login/", sent, REMOTE_ADDR=at)
    if answer.status_code == 302:
        return "in"
    page = answer.content.decode()
    return "closed" if answer.status_code == 429 or "Too many" in page else "wrong"


def comes_in(clock, *, at, email=EMAIL):
    """Whether the owner gets in with both factors."""
    client = Client(SERVER_NAME="localhost", REMOTE_ADDR=at)
    client.post("/account/login/", {"login": email, "password": PASSWORD})
    clock.later(30)  # a code works once
    code = format_hotp_value(hotp_value(KEY, int(clock.at) // 30))
    client.post("/account/second-factor/authenticate/", {"code": code})
    return client.get("/today/").status_code == 200


def attackers(many):
    """Each at an address of their own."""
    return [f"203.0.113.{number}" for number in range(1, many + 1)]


def test_twenty_attackers_have_no_more_tries_than_one(clock, owner):
    came = []
    for _minute in range(5):
        came += [told("no", at=at) for at in attackers(20)]
        clock.later(MINUTE)
    assert (came.count("wrong"), came.count("closed")) == (5, 95)
    assert Hasher.asked == 5  # who is refused costs no hash


def test_while_twenty_attack_without_end_the_owner_gets_in_from_where_they_always_do(clock, owner):
    for _hour in range(4):
        for at in attackers(20):
            told("no", at=at)
        assert told(PASSWORD, at=ELSEWHERE) == "closed"
        assert comes_in(clock, at=CLINIC)
        clock.later(HOUR)


def test_a_place_is_known_for_thirty_days_and_from_both_factors_alone(clock, owner):
    told(PASSWORD, at=ELSEWHERE)  # without the code
    for at in attackers(20):
        told("no", at=at)
    assert told(PASSWORD, at=ELSEWHERE) == "closed"
    clock.later(24 * DAY)
    for at in attackers(20):
        told("no", at=at)
    assert told(PASSWORD, at=CLINIC) == "closed"


def test_from_where_the_owner_is_known_nobody_has_more_than_five_tries_either(clock, owner):
    came = [told("no", at=CLINIC) for _ in range(20)]
    assert (came.count("wrong"), came.count("closed")) == (5, 15)
    assert told(PASSWORD, at=CLINIC) == "closed"
    clock.later(5 * MINUTE + 1)
    assert told(PASSWORD, at=CLINIC) == "in"


def test_one_place_is_known_for_one_account(clock, owner):
    manager = "manager@here.example"
    came = [told("no", at=at, email=manager) for at in (CLINIC, *attackers(20))]
    assert came.count("wrong") == 5


@pytest.mark.parametrize("every_s", [MINUTE, 5 * MINUTE, 19 * MINUTE])
def test_who_is_patient_has_fifty_tries_a_day(clock, owner, every_s):
    came = []
    for _try in range(70):
        came.append(told("no", at=ELSEWHERE))
        clock.later(every_s)
    assert (came.count("wrong"), came[-1]) == (50, "closed")
    assert comes_in(clock, at=CLINIC)
    clock.later(DAY)
    assert told(PASSWORD, at=ELSEWHERE) == "in"


def test_one_attacker_at_fifty_accounts_has_thirty_tries_a_minute(clock, owner):
    emails = [f"nobody{number}@here.example" for number in range(50)]
    came = [told("no", at=ELSEWHERE, email=email) for email in emails]
    assert (came.count("wrong"), came.count("closed")) == (30, 20)
    assert told(PASSWORD, at=ELSEWHERE) == "closed"
    assert comes_in(clock, at=CLINIC)


@pytest.mark.parametrize(
    "email", [EMAIL.upper(), f" {EMAIL} ", EMAIL.title(), f"{EMAIL}\n", "ｔherapist@here.example"]
)
def test_an_account_written_differently_has_no_tries_of_its_own(clock, owner, email):
    for at in attackers(5):
        told("no", at=at)
    asked = Hasher.asked
    told("no", at=ELSEWHERE, email=email)
    assert Hasher.asked == asked


def test_a_house_with_many_addresses_is_one_attacker(clock, owner):
    emails = [f"nobody{number}@here.example" for number in range(50)]
    came = [
        told("no", at=f"2001:db8::{number:x}", email=email) for number, email in enumerate(emails)
    ]
    assert came.count("wrong") == 30


def test_an_address_of_the_old_kind_told_as_one_of_the_new_is_itself(clock, owner):
    emails = [f"nobody{number}@here.example" for number in range(35)]
    assert {told("no", at="::ffff:203.0.113.1", email=email) for email in emails[:30]} == {"wrong"}
    assert told("no", at="203.0.113.1", email=emails[30]) == "closed"
    assert told("no", at="::ffff:203.0.113.2", email=emails[31]) == "wrong"


def test_who_fills_the_table_of_tries_has_no_more_of_them(clock, owner):
    for at in attackers(5):
        told("no", at=at)
    for number in range(400):
        cache.add(f"zzz/{number}", 1, HOUR)
    assert told(PASSWORD, at=ELSEWHERE) == "closed"


def test_codes_are_tried_five_times_by_whoever_knows_the_password(clock, owner):
    pages = []
    for at in attackers(20):
        client = Client(SERVER_NAME="localhost", REMOTE_ADDR=at)
        client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
        answer = client.post("/account/second-factor/authenticate/", {"code": "000000"})
        pages.append(answer.content.decode())
    assert sum("Too many" in page for page in pages) == 15
    clock.later(5 * MINUTE + 1)
    assert comes_in(clock, at=CLINIC)


def test_signed_in_the_password_is_asked_for_again_and_guessed_five_times(clock, owner):
    client = Client(SERVER_NAME="localhost", REMOTE_ADDR=CLINIC)
    client.force_login(owner)
    pages = [
        client.post("/account/confirm/", {"password": "no"}).content.decode() for _ in range(8)
    ]
    assert sum("Too many" in page for page in pages) == 3
    other = Client(SERVER_NAME="localhost", REMOTE_ADDR=CLINIC)
    other.force_login(Account.objects.get(email="manager@here.example"))
    page = other.post("/account/confirm/", {"password": "no"}).content.decode()
    assert "Too many" not in page  # counted by account


@pytest.fixture
def link(screens, practice, clock):
    """A link that the clinic made for Rosa."""
    return link_for(practice.staff(Role.FRONT_DESK), practice.rosa)


def opened(link, born_on, *, at=ELSEWHERE):
    """The status of one try at the door of a patient."""
    return Client(SERVER_NAME="localhost").post(link, day(born_on), REMOTE_ADDR=at).status_code


def test_twenty_with_the_link_of_a_patient_have_five_dates_an_hour(clock, link):
    dates = zip(BIRTH_DATES, attackers(20), strict=False)
    codes = [opened(link, born_on, at=at) for born_on, at in dates]
    assert (codes.count(403), codes.count(429)) == (5, 15)


def test_a_link_has_ended_after_twenty_wrong_dates_and_a_new_one_opens(clock, practice, link):
    for born_on in BIRTH_DATES[: door.TRIES_OF_A_LINK]:
        assert opened(link, born_on) == 403
        clock.later(HOUR)
    assert opened(link, ROSA.born_on) == 403
    assert opened(link_for(practice.staff(), practice.rosa), ROSA.born_on) == 302


def test_right_dates_do_not_wear_a_link_out(clock, link):
    for _ in range(door.TRIES_OF_A_LINK + 1):
        assert opened(link, ROSA.born_on) == 302


def test_one_place_has_thirty_tries_an_hour_with_whatever_links(clock, practice, link):
    codes = [opened(f"/me/made-up-{number}/", ROSA.born_on) for number in range(40)]
    assert (codes.count(403), codes.count(429)) == (30, 10)
    same_house = [f"2001:db8::{number:x}" for number in range(40)]
    codes = [opened(f"/me/other-{n}/", ROSA.born_on, at=at) for n, at in enumerate(same_house)]
    assert (codes.count(403), codes.count(429)) == (30, 10)
    assert opened(link, ROSA.born_on, at=CLINIC) == 302


def test_a_flood_of_made_up_links_does_not_give_a_link_new_tries(clock, link):
    for born_on in BIRTH_DATES[:5]:
        opened(link, born_on)
    for number, at in enumerate(attackers(20) * 9):
        opened(f"/me/flood-{number}/", ROSA.born_on, at=at)
    assert opened(link, ROSA.born_on, at=CLINIC) == 429


def rows_of_tries():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM clinic_cache")
        return [key for (key,) in cursor.fetchall()]


def test_what_is_counted_names_neither_person_nor_place_of_staff(clock, owner):
    for at in attackers(3):
        told("no", at=at)
    assert [key for key in rows_of_tries() if "therapist" in key] == []
