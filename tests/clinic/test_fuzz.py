"""Whatever is sent, by whomever: an answer, no fault of ours, and never the name of another's."""

import os
import random
import time
import traceback
from datetime import timedelta
from itertools import batched
from urllib.parse import urljoin

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.urls import reverse

from clinic.addresses import SHARED, WORDS, Door
from clinic.fuzz_words import HEADERS
from clinic.fuzzing import METHODS, Asked, Fuzzer, Phones, in_environ
from clinic.headers import missing
from clinic.planned import planned, told
from clinic.practice import LENA, OMAR, ROSA
from surefoot.clinic.store import plans

TOGETHER = 20  # requests whose changes stay for the next one
AT_MOST_S = 5.0  # of processor time
HERE = "http://localhost/"
BARE = 200  # letters: another host name is answered before any page of ours, with no words of ours
NAMES = {"here": (ROSA.name, OMAR.name), "there": (LENA.name,)}
TRACES = ("Traceback (most recent", "Error at /", "site-packages")


@pytest.fixture
def door(screens, practice, monkeypatch):
    """The practice with one of everything, a plan too, on a day that stands still."""
    told(practice)
    planned(practice)
    plans.decide(practice.staff(), practice.rosa, 1, "approved")
    planned(practice, after=1)
    at = practice.clock.at + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    made = Door(screens)
    made.cookies |= {"half way": halfway("therapist").cookies, "just in": whole("manager").cookies}
    return made


def halfway(role):
    """Somebody who told the password and no code yet."""
    client = Client(SERVER_NAME="localhost")
    sent = {"login": f"{role}@here.example", "password": WORDS}
    assert client.post(reverse("account_login"), sent).status_code == 302
    return client


def whole(role):
    """Somebody who really signed in, just now: asked for no password again."""
    client = halfway(role)
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(SHARED, counter))
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    return client


def names_not_for(visitor):
    """Whose names this visitor may never read."""
    if visitor == "elsewhere":
        return NAMES["here"]
    if visitor == "patient":
        return (*NAMES["there"], OMAR.name)
    staff = ("manager", "therapist", "front_desk", "just in")
    return NAMES["there"] if visitor in staff else (*NAMES["here"], *NAMES["there"])


def wrong_in(asked: Asked, answer, took_s: float) -> list[str]:
    """What should not be in an answer, or is not and should be."""
    found = [] if answer.status_code < 500 else [f"status {answer.status_code}"]
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content])
    body = text.decode(errors="replace")
    is_bare = "Host" in asked.headers and answer.status_code == 400 and len(body) < BARE
    if not is_bare:
        found += [f"lacks {word}" for word in missing(answer)]
    found += [f"names {name}" for name in names_not_for(asked.visitor) if name in body]
    found += [f"tells {trace}" for trace in TRACES if trace in body]
    to = answer.headers.get("Location", "").replace("\\", "/")  # as browsers read it
    if not urljoin(HERE, to).startswith(HERE):
        found.append(f"leads to {to[:100]}")
    if took_s > AT_MOST_S:
        found.append(f"took {took_s:.1f} s of processor time")
    return found


def attack(door, many, seed):
    """Send them, a few at a time; afterwards everything is as it was. What went wrong, in words."""
    faults, statuses, slowest = [], {}, 0.0
    thrown: list[str] = []

    def note(**how):
        thrown.append(traceback.format_exc(limit=-6))

    got_request_exception.connect(note)
    sending = Fuzzer(door, seed, (*NAMES["here"], *NAMES["there"], "Díaz")).requests(many)
    try:
        for batch in batched(sending, TOGETHER, strict=False):
            with transaction.atomic():
                phones = Phones(door)
                for asked in batch:
                    began = time.thread_time()
                    answer = phones.send(asked)
                    took_s = time.thread_time() - began
                    slowest = max(slowest, took_s)
                    kind = f"{asked.method} {answer.status_code}"
                    statuses[kind] = statuses.get(kind, 0) + 1
                    if wrong := wrong_in(asked, answer, took_s):
                        faults.append(f"{asked}\n  {wrong}\n{''.join(thrown)}")
                        thrown.clear()
                        break  # the database may refuse all that follows
                transaction.set_rollback(True)
    finally:
        got_request_exception.disconnect(note)
    return faults, statuses, slowest


def test_whatever_is_sent_is_answered(door):
    faults, statuses, _ = attack(door, 300, seed=1)
    assert not faults, "\n\n".join(faults)
    assert sum(statuses.values()) == 300


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
def test_what_stands_before_all_pages_answers_whatever_comes(tables, path):
    """Not within a transaction: the probe ends a connection that it finds in one."""
    for method in METHODS:
        for name, values in HEADERS.items():
            for value in values:
                client = Client(SERVER_NAME="localhost", raise_request_exception=False)
                answer = client.generic(method, path, b"", "", **{in_environ(name): value})
                assert answer.status_code in (200, 404), (method, name, value)


@pytest.mark.campaign
def test_twenty_thousand_requests_end_in_no_fault(door, campaign_size):
    many = campaign_size(2000, 20_000)
    fresh = random.SystemRandom().randrange(10**6) if many == 20_000 else 2
    seed = int(os.environ.get("SUREFOOT_SEED", fresh))
    faults, statuses, slowest = attack(door, many, seed)
    told = (
        f"{sum(statuses.values())} requests, seed {seed}, slowest {slowest:.2f} CPU-s: {statuses}"
    )
    print(told)  # noqa: T201 - the figures are what the campaign is for
    assert not faults, "\n\n".join([told, *faults])
