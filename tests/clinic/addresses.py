"""Every address of the clinic, who is asked to go where, and what comes of it.

`addresses.tsv` is the truth table. One row is a name of the resolver, whom it is about, its methods
and the right it asks for; then one cell a kind of visitor. To add an address: add its lines with
whom it is about (`own`, `other`: a patient of another clinic, `nobody`; `-` if it is about none).
A parameter of a new kind gets its value in `FILLS`, a new kind of visitor its client in `Door`.
"""

import csv
import time
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from clinic.phones import day
from clinic.practice import ROSA
from clinic.screens import Screens
from surefoot.care.entry import Entry
from surefoot.clinic.access import Role
from surefoot.clinic.models import Account, Clinic, Member
from surefoot.clinic.patient.links import LASTS_S, link_for
from surefoot.clinic.patient.seat import IDLE_S, PATIENT
from surefoot.clinic.seat import MEMBER, SECOND
from surefoot.clinic.sign_off import SEEN
from surefoot.clinic.store import Store, papers, visits

WORDS = "correct horse battery staple"
LONG_AGO = date(2020, 1, 1)
SHARED = "JBSWY3DPEHPK3PXP"
TABLE = Path(__file__).parent / "addresses.tsv"
ABOUT = ("own", "other", "nobody")
OUTCOMES = {
    "in": "the page, or a change with its redirect, or a reasoned 400",
    "sign-in": "sent to sign in, and back here afterwards",
    "second": "sent to set up a second factor",
    "choose": "sent to choose a clinic",
    "outside": "sent to the page that tells a patient how to come in",
    "refused": "403, the same words whether or not something is there",
    "absent": "404",
    "no-method": "405",
}
NEVER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One name of the resolver with what stands behind it."""

    name: str
    route: str  # as it is written, with <int:visit> for a parameter
    parameters: tuple[str, ...]
    right: str  # "-" where the view asks for none


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the truth table."""

    name: str
    about: str
    methods: tuple[str, ...]
    right: str
    expected: dict[str, str]  # by visitor


def addresses() -> dict[str, Address]:
    """What the resolver knows, by name; an address without a name fails loudly."""
    found: dict[str, Address] = {}
    for pattern, route, parameters in _patterns(get_resolver(), "", ()):
        if not pattern.name:
            raise AssertionError(f"{pattern.pattern} has no name in urls.py.")
        right = getattr(pattern.callback, "right", None)
        found[pattern.name] = Address(
            name=pattern.name,
            route=route,
            parameters=parameters,
            right=str(right) if right else "-",
        )
    return found


def _patterns(
    of: URLResolver, before: str, above: tuple[str, ...]
) -> Iterator[tuple[URLPattern, str, tuple[str, ...]]]:
    """Each address with the route and the parameters of all its parts."""
    for one in of.url_patterns:
        route, parameters = f"{before}{one.pattern}", (*above, *one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from _patterns(one, route, parameters)
        else:
            yield one, route, parameters


def rows() -> list[Row]:
    """The truth table as it is written."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        told = [line for line in file if not line.startswith("#")]
    found = []
    for line in csv.DictReader(told, delimiter="\t"):
        found.append(
            Row(
                name=line.pop("name"),
                about=line.pop("about"),
                methods=tuple(line.pop("methods").split()),
                right=line.pop("right"),
                expected=line,
            )
        )
    return found


def listed() -> list[Address]:
    """Those with a row and a value for each parameter; the others fail in the two tests of that."""
    there = {row.name for row in rows()}
    known = [one for one in addresses().values() if one.name in there]
    return [one for one in known if set(one.parameters) <= set(FILLS)]


@cache
def _password() -> str:
    """One hash for everybody: making one takes a while, on purpose."""
    return make_password(WORDS)


class Door:
    """The practice with one of everything, and a cookie for each kind of visitor."""

    def __init__(self, screens: Screens) -> None:
        """Each patient gets an entry, so that numbers of things have something to stand for."""
        self.screens, self.practice = screens, screens.practice
        here, there = self.practice.staff(), self.practice.staff(clinic=self.practice.there)
        self.patients = {
            "own": self.practice.rosa,
            "other": self.practice.lena,
            "nobody": UUID(int=9),
        }
        self.entries = {
            "own": here.add(self.practice.rosa, Entry(story="hers"), once="table"),
            "other": there.add(self.practice.lena, Entry(story="not yours"), once="table"),
            "nobody": 987_654_321,
        }
        self.visits = {"own": self._visit(here), "other": self._visit(there), "nobody": 987_654_321}
        self.papers = {"own": self._paper(here), "other": self._paper(there), "nobody": 987_654_321}
        self.links = {
            "own": self._token(link_for(here, self.practice.rosa)),
            "other": self._token(link_for(there, self.practice.lena)),
            "nobody": "made-up",
        }
        self._give_everybody_two_factors()
        Clinic.objects.update(patient_passkeys=True)
        self.cookies = {kind: make().cookies for kind, make in self._kinds().items()}

    def _whose(self, store: Store) -> UUID:
        is_here = store.actor.clinic == self.practice.here.pk
        return self.practice.rosa if is_here else self.practice.lena

    def _visit(self, store: Store) -> int:
        at = datetime(2030, 1, 1, 9, tzinfo=UTC)
        return visits.give(store, self._whose(store), store.actor.member, at, minutes=45)

    def _paper(self, store: Store) -> int:
        return papers.add(store, self._whose(store), "a.pdf", b"%PDF-1.7\n%%EOF\n", once="table")

    @staticmethod
    def _token(link: str) -> str:
        return resolve(link).kwargs["token"]

    def _give_everybody_two_factors(self) -> None:
        Account.objects.update(password=_password())
        for account in Account.objects.all():
            TOTP.activate(account, SHARED)

    def _kinds(self) -> dict[str, Callable[[], Client]]:
        return {
            "stranger": self.screens.anybody,
            "no second factor": self._without_second,
            "expired": self._expired,
            "left": self._left,
            "elsewhere": lambda: self.screens.staff(clinic=self.practice.there),
            **{str(role): self._at_work(role) for role in Role.staff()},
            "link in hand": lambda: self._with_link(born_on=None),
            "link ended": lambda: self._with_link(age_s=LASTS_S + 60),
            "patient": self._with_link,
            "patient away": self._away,
        }

    def _at_work(self, role: Role) -> Callable[[], Client]:
        return lambda: self.screens.staff(role)

    def _with_link(self, born_on: date | None = ROSA.born_on, age_s: float = 0) -> Client:
        """Rosa's phone: she opens a link of some age, and tells a birth date or none."""
        client, made = self.screens.anybody(), time.time() - age_s
        with patch("django.core.signing.time.time", lambda: made):
            path = link_for(self.practice.staff(), self.practice.rosa)
        client.get(path)
        if born_on:
            assert client.post(path, day(born_on)).status_code == (403 if age_s else 302)
        return client

    def _away(self) -> Client:
        client = self._with_link()
        session = client.session
        session[PATIENT] = {**session[PATIENT], "seen": timezone.now().timestamp() - IDLE_S - 60}
        session.save()
        return client

    def _one_more(self, email: str, **how: object) -> Client:
        account = Account.objects.create_user(email=email, name="One More")
        account.password = _password()
        account.save()
        how = {"clinic": self.practice.here, "role": Role.THERAPIST, **how}
        member = Member.objects.create(account=account, **how)
        client = Client(SERVER_NAME="localhost")
        client.force_login(account)
        session = client.session
        session[MEMBER] = member.pk
        session.save()
        return client

    def _without_second(self) -> Client:
        return self._one_more("one-factor@here.example")

    def _left(self) -> Client:
        client = self._one_more("left@here.example", left_on=LONG_AGO)
        session = client.session
        session[SECOND] = True
        session.save()
        TOTP.activate(Account.objects.get(email="left@here.example"), SHARED)
        return client

    def _expired(self) -> Client:
        client = self.screens.staff()
        session = client.session
        session[SEEN] = timezone.now().timestamp() - settings.SIGN_OFF_AFTER_S - 1
        session.save()
        return client

    def fill(self, parameter: str, about: str) -> object:
        """The value of one parameter of an address."""
        return FILLS[parameter](self, about)

    def path(self, address: Address, about: str) -> str:
        """The address of somebody's thing."""
        return reverse(address.name, kwargs={p: self.fill(p, about) for p in address.parameters})

    def knock(self, visitor: str, method: str, path: str) -> HttpResponse:
        """What a visitor is answered; afterwards everything is as it was.

        Nothing names a clinic to PostgreSQL beforehand, so a view that forgot to gets no rows.
        """
        with transaction.atomic():
            client = Client(SERVER_NAME="localhost", raise_request_exception=False)
            client.cookies = deepcopy(self.cookies[visitor])
            forget_the_clinic()
            answer = client.generic(method, path)
            transaction.set_rollback(True)
        return answer


FILLS: dict[str, Callable[[Door, str], object]] = {
    "patient": lambda door, about: door.patients[about],
    "entry": lambda door, about: door.entries[about],
    "slug": lambda door, about: door.practice.here.slug,
    "step": lambda door, about: "now",
    "visit": lambda door, about: door.visits[about],
    "paper": lambda door, about: door.papers[about],
    "day": lambda door, about: "2026-02-30",  # no day
    "token": lambda door, about: door.links[about],
    "test": lambda door, about: "phq9",
    "number": lambda door, about: 1,  # of a question
    "part": lambda door, about: "findings",  # the entries of the table have none
    "pk": lambda door, about: 987_654_321,  # a passkey of somebody else, or of nobody
}


def forget_the_clinic() -> None:
    """As on a fresh connection: row-level security shows nothing."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.clinic', '', true)")


def outcome(answer: HttpResponse) -> str:
    """An answer in the words of the table."""
    words = {403: "refused", 404: "absent", 405: "no-method"}
    if answer.status_code in (301, 302, 303):
        to = answer["Location"]
        names = (("account_login", "sign-in"), ("mfa_activate_totp", "second"))
        for name, word in (*names, ("choose_clinic", "choose"), ("my_door", "outside")):
            if to.split("?")[0] == reverse(name):
                return word
        return "in"
    if answer.status_code in (200, 204, 400):
        return "in"
    return words.get(answer.status_code, f"broke: {answer.status_code}")


def disagreements(door: Door, table: Iterable[Row]) -> Iterator[str]:
    """Each cell of the table that is not as it is written, one after the other."""
    known = {one.name: one for one in listed()}
    for row in table:
        if row.name not in known:
            continue
        path = door.path(known[row.name], "own" if row.about == "-" else row.about)
        for visitor, expected in row.expected.items():
            for method in row.methods:
                if (came := outcome(door.knock(visitor, method, path))) != expected:
                    yield f"{row.name} ({row.about}) {method} as {visitor}: {came}, not {expected}"
