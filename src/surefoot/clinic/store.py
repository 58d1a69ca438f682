"""Rows to care records and back: the only file that knows both.

A store belongs to one actor, so to one clinic: what is not of that clinic is not there. Whatever
reads or writes patient data asks `access` first and writes the audit in the same transaction.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from surefoot.care.case import Case, ClinicMeans, Person
from surefoot.care.entry import Entry, case_of
from surefoot.clinic import audit, index
from surefoot.clinic.access import Actor, NotAllowedError, Right, demand
from surefoot.clinic.keys import KeyRing
from surefoot.clinic.models import KeptEntry, Patient
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange import entries
from surefoot.terms import SurefootError


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, and how to reach them."""

    name: str
    born_on: date
    sex: str = ""
    language: str = "en"
    contact: Mapping[str, str]  # phone, email, address, emergency


class AlreadyKeptError(SurefootError):
    """The same form was sent before: what it said is there, once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What one actor may read and write, on one machine, at the time `now` tells."""

    actor: Actor
    ring: KeyRing
    now: Callable[[], datetime]

    def register(self, who: Identity) -> UUID:
        """A new patient of the clinic."""
        with of_clinic(self.actor.clinic):
            demand(self.actor, Right.REGISTER_PATIENT)
            patient = Patient(
                clinic_id=self.actor.clinic,
                name=who.name,
                born_on=who.born_on,
                sex=who.sex,
                language=who.language,
                registered_at=self.now(),
            )
            patient.contact = self._sealed(json.dumps(dict(who.contact)), patient.code, "contact")
            patient.save(force_insert=True)
            index.enter(patient, who.contact.get("phone", ""), self.ring)
            self._tell("register patient", patient.code)
            return patient.code

    def find(self, typed: str, *, most: int = 20) -> tuple[index.Found, ...]:
        """The patients somebody may mean who typed this: name, birth date or phone, best first."""
        with of_clinic(self.actor.clinic):
            demand(self.actor, Right.FIND_PATIENTS)
            found = index.look_up(self.actor.clinic, typed, self.ring, most=most)
            about = {"shown": len(found)}
            audit.record(self.actor, "find patients", at=self.now(), about=about)
            return found

    def identity(self, patient: UUID) -> Identity:
        """Who a patient is, and how to reach them."""
        with of_clinic(self.actor.clinic):
            row = self._patient(Right.READ_CONTACT, patient)
            self._tell("read contact", patient)
            return Identity(
                name=row.name,
                born_on=row.born_on,
                sex=row.sex,
                language=row.language,
                contact=json.loads(self._opened(row.contact, patient, "contact")),
            )

    def case(self, patient: UUID, today: date, means: ClinicMeans) -> Case:
        """Everything that is on record of a patient, as the line of care reads it."""
        with of_clinic(self.actor.clinic):
            row = self._patient(Right.READ_CHART, patient)
            self._tell("read chart", patient)
            person = Person(
                id=str(row.code),
                name=row.name,
                born_on=row.born_on,
                sex=row.sex or None,
                language=row.language,
            )
            return case_of(person, today, means, [self._entry(row, one) for one in in_force(row)])

    def add(self, patient: UUID, entry: Entry, *, once: str) -> int:
        """Keep what was told or found; AlreadyKeptError if the form `once` was sent before."""
        with of_clinic(self.actor.clinic):
            row = self._patient(Right.ADD_ENTRY, patient)
            return self._keep(row, entry, once).pk

    def correct(self, patient: UUID, number: int, entry: Entry, *, reason: str, once: str) -> int:
        """Keep an entry in place of another, and say why; the other stays, and no longer counts."""
        with of_clinic(self.actor.clinic):
            row = self._patient(Right.CORRECT_ENTRY, patient)
            wrong = KeptEntry.objects.filter(patient=row, pk=number).first()
            if wrong is None:
                raise NotAllowedError("There is no such entry.", "Open the chart again.")
            if not reason.strip():
                raise SurefootError("A correction needs a reason.", "Say what was wrong.")
            return self._keep(row, entry, once, supersedes=wrong, reason=reason.strip()).pk

    def _keep(
        self,
        row: Patient,
        entry: Entry,
        once: str,
        *,
        supersedes: KeptEntry | None = None,
        reason: str = "",
    ) -> KeptEntry:
        kept = KeptEntry(
            clinic_id=self.actor.clinic,
            patient=row,
            made_at=self.now(),
            made_by_id=self.actor.member,
            content=self._sealed(entries.write(entry).decode(), row.code, f"entry/{once}"),
            once=once,
            supersedes=supersedes,
            reason=self._sealed(reason, row.code, f"reason/{once}") if supersedes else b"",
        )
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError as twice:
            raise _why_not(row, once, supersedes) from twice
        about = {"entry": kept.pk} | ({"instead of": supersedes.pk} if supersedes else {})
        self._tell("correct entry" if supersedes else "add entry", row.code, about)
        return kept

    def _patient(self, right: Right, patient: UUID) -> Patient:
        """The row of a patient of this clinic; the same refusal for none and for another's."""
        demand(self.actor, right, patient)
        row = Patient.objects.filter(clinic_id=self.actor.clinic, code=patient).first()
        if row is None:
            raise NotAllowedError(
                "This is not open to you.", "Ask the manager of your clinic if it should be."
            )
        return row

    def _entry(self, row: Patient, kept: KeptEntry) -> Entry:
        content = self._opened(kept.content, row.code, f"entry/{kept.once}")
        return entries.read(content.encode())

    def _tell(
        self, action: str, patient: UUID, about: Mapping[str, int | str] | None = None
    ) -> None:
        audit.record(self.actor, action, at=self.now(), patient=patient, about=about)

    def _sealed(self, text: str, patient: UUID, part: str) -> bytes:
        return self.ring.seal(text.encode(), f"patient/{patient}/{part}")

    def _opened(self, sealed: bytes | memoryview, patient: UUID, part: str) -> str:
        return self.ring.open(bytes(sealed), f"patient/{patient}/{part}").decode()


def _why_not(row: Patient, once: str, supersedes: KeptEntry | None) -> SurefootError:
    """What the database refused: it decides, because two may ask in the same moment."""
    if KeptEntry.objects.filter(patient=row, once=once).exists():
        return AlreadyKeptError("This was sent before and is kept.", "Nothing needs to be done.")
    if supersedes and KeptEntry.objects.filter(supersedes=supersedes).exists():
        return SurefootError(
            "Somebody has corrected this entry in the meantime.", "Look at both, then decide."
        )
    return SurefootError("This could not be kept.", "Open the chart again.")


def in_force(patient: Patient) -> list[KeptEntry]:
    """The entries that count, in the order they were made; a correction at the place of the first.

    Else a slip of May that is corrected in June would count for more than what May said after it.
    """
    place: dict[int, int] = {}
    counting: dict[int, KeptEntry] = {}
    for row in KeptEntry.objects.filter(patient=patient).order_by("id"):
        place[row.pk] = place[row.supersedes_id] if row.supersedes_id else row.pk
        counting.pop(row.supersedes_id or 0, None)
        counting[row.pk] = row
    return sorted(counting.values(), key=lambda row: place[row.pk])
