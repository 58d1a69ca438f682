"""Patients and their entries, as one actor may read and write them.

A store belongs to one actor, so to one clinic: what is not of that clinic is not there. Whatever
reads or writes patient data asks `access` first and writes the audit in the same transaction.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from surefoot.care.case import Case, ClinicMeans, Person
from surefoot.care.entry import Entry, case_of
from surefoot.clinic import audit, index
from surefoot.clinic.access import Actor, NotAllowedError, Right, demand
from surefoot.clinic.keys import KeyRing
from surefoot.clinic.merged import together
from surefoot.clinic.models import KeptEntry, Patient
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange import entries
from surefoot.terms import SurefootError

NAME_MOST = 200  # letters


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
                name=a_name(who.name),
                born_on=who.born_on,
                sex=who.sex,
                language=who.language,
                registered_at=self.now(),
            )
            patient.contact = self.sealed(json.dumps(dict(who.contact)), patient.code, "contact")
            patient.save(force_insert=True)
            index.enter(patient, who.contact.get("phone", ""), self.ring)
            self.tell("register patient", patient.code)
            return patient.code

    def find(self, typed: str, *, most: int = 20) -> tuple[index.Found, ...]:
        """The patients somebody may mean who typed this: name, birth date or phone, best first."""
        with of_clinic(self.actor.clinic):
            demand(self.actor, Right.FIND_PATIENTS)
            found = index.look_up(self.actor.clinic, typed, self.ring, most=most)
            about = {"shown": len(found)}
            audit.record(self.actor, "find patients", at=self.now(), about=about)
            return found

    def listed(self, *, after: UUID | None = None, most: int = 50) -> tuple[index.Found, ...]:
        """Patients by name, those behind the one who ended the page before."""
        with of_clinic(self.actor.clinic):
            demand(self.actor, Right.FIND_PATIENTS)
            found = index.by_name(self.actor.clinic, after, most)
            audit.record(self.actor, "list patients", at=self.now(), about={"shown": len(found)})
            return found

    def identity(self, patient: UUID) -> Identity:
        """Who a patient is, and how to reach them."""
        with of_clinic(self.actor.clinic):
            row = self.row(Right.READ_CONTACT, patient)
            self.tell("read contact", patient)
            return Identity(
                name=row.name,
                born_on=row.born_on,
                sex=row.sex,
                language=row.language,
                contact=json.loads(self.opened(row.contact, patient, "contact")),
            )

    def case(self, patient: UUID, today: date, means: ClinicMeans) -> Case:
        """Everything that is on record of a patient, as the line of care reads it."""
        with of_clinic(self.actor.clinic):
            rows = together(self.row(Right.READ_CHART, patient))
            self.tell("read chart", patient)
            return self.case_of_rows(rows, today, means)

    def case_of_rows(self, rows: list[Patient], today: date, means: ClinicMeans) -> Case:
        """The case of one person; whoever calls this has asked access and told the audit."""
        row = rows[0]
        person = Person(
            id=str(row.code),
            name=row.name,
            born_on=row.born_on,
            sex=row.sex or None,
            language=row.language,
        )
        return case_of(person, today, means, [self._entry(one) for one in counting(rows)])

    def add(self, patient: UUID, entry: Entry, *, once: str) -> int:
        """Keep what was told or found; AlreadyKeptError if the form `once` was sent before."""
        with of_clinic(self.actor.clinic):
            row = self.row(Right.ADD_ENTRY, patient)
            return self._keep(row, entry, once).pk

    def correct(self, patient: UUID, number: int, entry: Entry, *, reason: str, once: str) -> int:
        """Keep an entry in place of another, and say why; the other stays, and no longer counts."""
        with of_clinic(self.actor.clinic):
            row = self.row(Right.CORRECT_ENTRY, patient)
            mine = KeptEntry.objects.filter(patient__in=together(row)).select_related("patient")
            wrong = mine.filter(pk=number).first()
            if wrong is None:
                raise NotAllowedError("There is no such entry.", "Open the chart again.")
            if not reason.strip():
                raise SurefootError(_("A correction needs a reason."), _("Say what was wrong."))
            # Where the mistake is: an undone merge takes both along.
            return self._keep(
                wrong.patient, entry, once, supersedes=wrong, reason=reason.strip()
            ).pk

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
            content=self.sealed(entries.write(entry).decode(), row.code, f"entry/{once}"),
            once=once,
            supersedes=supersedes,
            reason=self.sealed(reason, row.code, f"reason/{once}") if supersedes else b"",
        )
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError as twice:
            raise _why_not(row, once, supersedes) from twice
        about = {"entry": kept.pk} | ({"instead of": supersedes.pk} if supersedes else {})
        self.tell("correct entry" if supersedes else "add entry", row.code, about)
        return kept

    def row(self, right: Right, patient: UUID) -> Patient:
        """The row of a patient of this clinic; the same refusal for none and for another's."""
        demand(self.actor, right, patient)
        row = Patient.objects.filter(clinic_id=self.actor.clinic, code=patient).first()
        if row is None:
            raise NotAllowedError(
                "This is not open to you.", "Ask the manager of your clinic if it should be."
            )
        return row

    def _entry(self, kept: KeptEntry) -> Entry:
        content = self.opened(kept.content, kept.patient.code, f"entry/{kept.once}")
        return entries.read(content.encode())

    def tell(
        self, action: str, patient: UUID, about: Mapping[str, int | str] | None = None
    ) -> None:
        """Write into the audit what is being done with a patient."""
        audit.record(self.actor, action, at=self.now(), patient=patient, about=about)

    def sealed(self, text: str, patient: UUID, part: str) -> bytes:
        """What is kept of a patient, as only this row can be opened again."""
        return self.ring.seal(text.encode(), f"patient/{patient}/{part}")

    def opened(self, sealed: bytes | memoryview, patient: UUID, part: str) -> str:
        """What was sealed."""
        return self.ring.open(bytes(sealed), f"patient/{patient}/{part}").decode()


def _why_not(row: Patient, once: str, supersedes: KeptEntry | None) -> SurefootError:
    """What the database refused: it decides, because two may ask in the same moment."""
    if KeptEntry.objects.filter(patient=row, once=once).exists():
        return AlreadyKeptError("This was sent before and is kept.", "Nothing needs to be done.")
    if supersedes and KeptEntry.objects.filter(supersedes=supersedes).exists():
        return SurefootError(
            _("Somebody has corrected this entry in the meantime."),
            _("Look at both, then decide."),
        )
    return SurefootError(_("This could not be kept."), _("Open the chart again."))


def a_name(told: str) -> str:
    """A name as it was told; refused where it is none, or no database could keep it."""
    if not told.strip():
        raise SurefootError(_("Nobody is named."), _("Write the name."))
    if len(told) > NAME_MOST:
        most = _("Write at most %(many)s letters.") % {"many": NAME_MOST}
        raise SurefootError(_("This name is too long."), most)
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in told):
        raise SurefootError(_("This name holds a character that is no letter."), _("Type it anew."))
    return told


def in_force(patient: Patient) -> list[KeptEntry]:
    """The entries of a person that count, in whatever row they stand."""
    return counting(together(patient))


def counting(rows: list[Patient]) -> list[KeptEntry]:
    """The entries that count, in the order they were made; a correction at the place of the first.

    Else a slip of May that is corrected in June would count for more than what May said after it.
    """
    place: dict[int, int] = {}
    there: dict[int, KeptEntry] = {}
    kept = KeptEntry.objects.filter(patient__in=rows).select_related("patient")
    for row in kept.order_by("id"):
        place[row.pk] = place[row.supersedes_id] if row.supersedes_id else row.pk
        there.pop(row.supersedes_id or 0, None)
        there[row.pk] = row
    return sorted(there.values(), key=lambda row: place[row.pk])
