"""How far a patient is in the intake: their own case, and what was said to each question.

What was skipped leaves no entry, so the word for each question is kept beside the entries, and the
replies with it: who goes back finds them as they were given. Somebody who was merged has answered
under two records; each keeps its own, and both are read.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from uuid import UUID

from surefoot.care.case import Case, ClinicMeans, Person
from surefoot.care.entry import Entry, case_of
from surefoot.clinic.access import Right
from surefoot.clinic.merged import together
from surefoot.clinic.models import IntakeSaid, KeptEntry, Patient
from surefoot.clinic.store import notices
from surefoot.clinic.store.patients import Store, in_force
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange import entries
from surefoot.terms import Urgency


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The pages of an intake in the order in which they were sent."""

    entry: int  # the entry that holds what it says now
    first: int  # the entry it was first kept as: pages stand in this order
    step: str
    questions: list[str]
    on: str  # the day on which it was answered
    sent: str = ""  # which form said so, with which replies


@dataclass(slots=True, kw_only=True)
class Progress:
    """What a patient has answered so far."""

    said: dict[str, str] = field(default_factory=dict)
    replies: dict[str, object] = field(default_factory=dict)  # as they were sent
    sheets: list[Sheet] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry that counts."""

    number: int
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that counts of a patient, in the order in which it counts."""

    person: Person
    means: ClinicMeans
    told: Sequence[Told]

    def case(self, today: date, *, without: frozenset[int] = frozenset()) -> Case:
        """What the entries say together, as if nothing had been told after that day."""
        told = [_by(one.entry, today) for one in self.told if one.number not in without]
        return case_of(self.person, today, self.means, told)

    def instead(self, number: int, later: Told) -> "Record":
        """The record with another entry in the place of one; behind all where that is gone."""
        told = [later if one.number == number else one for one in self.told]
        return replace(self, told=told if later in told else [*told, later])


def record(store: Store, patient: UUID, means: ClinicMeans) -> Record:
    """What is on record of a patient, to know what to ask."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.ANSWER_INTAKE, patient)
        store.tell("read own answers", patient)
        row = together(row)[0]
        person = Person(
            id=str(row.code),
            name=row.name,
            born_on=row.born_on,
            sex=row.sex or None,
            language=row.language,
        )
        return Record(person=person, means=means, told=_counting(store, row))


def case(store: Store, patient: UUID, today: date, means: ClinicMeans) -> Case:
    """The same as a case of today."""
    return record(store, patient, means).case(today)


def progress(store: Store, patient: UUID) -> Progress:
    """How far the patient is; nothing where the intake was not begun."""
    with of_clinic(store.actor.clinic):
        whole = together(store.row(Right.ANSWER_INTAKE, patient))
        rows = IntakeSaid.objects.filter(patient__in=whole).select_related("patient")
        return as_one([_read(store, row) for row in rows.order_by("changed_at", "pk")])


def held(store: Store, patient: UUID) -> dict[UUID, Progress]:
    """What was answered under each record, the latest last; two tabs answer one after the other."""
    row = store.row(Right.ANSWER_INTAKE, patient)
    empty = {"clinic_id": store.actor.clinic, "content": b"", "changed_at": store.now()}
    IntakeSaid.objects.get_or_create(patient=row, defaults=empty)
    rows = IntakeSaid.objects.select_for_update(of=("self",)).select_related("patient")
    found = list(rows.filter(patient__in=together(row)).order_by("pk"))
    found.sort(key=lambda one: (one.changed_at, one.pk))
    return {one.patient.code: _read(store, one) for one in found}


def as_one(parts: Sequence[Progress]) -> Progress:
    """What was answered under all records of a person; of one question what was said last."""
    whole = Progress()
    for part in parts:
        whole.said |= part.said
        whole.replies |= part.replies
        whole.sheets += part.sheets
    whole.sheets.sort(key=lambda sheet: sheet.first)
    return whole


def keep(store: Store, patient: UUID, record: UUID, said: Progress) -> None:
    """Keep what was answered under one record. Call it in the transaction of the entry."""
    row = _own(store, patient, record)
    content = store.sealed(json.dumps(asdict(said)), row.code, "intake")
    IntakeSaid.objects.filter(patient=row).update(content=content, changed_at=store.now())


def answer_again(
    store: Store, patient: UUID, number: int, entry: Entry, *, reason: str, once: str
) -> int:
    """Keep what a page says now in place of what it said; the number of what counts.

    Where the clinic has corrected it in the meantime, the clinic's entry stays and this is added.
    """
    with of_clinic(store.actor.clinic):
        whole = together(store.row(Right.ANSWER_INTAKE, patient))
        rows = KeptEntry.objects.filter(patient__in=whole, made_by=None, superseded_by=None)
        before = rows.filter(pk=number).select_related("patient").first()
        if before is None:
            return store.add(patient, entry, once=once)
        return store._keep(before.patient, entry, once, supersedes=before, reason=reason).pk


def handled(store: Store, patient: UUID) -> Mapping[str, Urgency]:
    """Red flags that somebody has acted on since they were last raised, and how urgent at most."""
    with of_clinic(store.actor.clinic):
        return notices.acted_on(together(store.row(Right.ANSWER_INTAKE, patient)))


def _by(entry: Entry, day: date) -> Entry:
    """What was told again later is read as if it had been told on that day."""
    if all(fact.on <= day for fact in entry.facts):
        return entry
    return replace(entry, facts=tuple(replace(f, on=min(f.on, day)) for f in entry.facts))


def _own(store: Store, patient: UUID, record: UUID) -> Patient:
    """One record of a person, for whoever may answer for them."""
    whole = together(store.row(Right.ANSWER_INTAKE, patient))
    return next(row for row in whole if row.code == record)


def _counting(store: Store, row: Patient) -> tuple[Told, ...]:
    return tuple(Told(number=one.pk, entry=_entry(store, one)) for one in in_force(row))


def _read(store: Store, kept: IntakeSaid) -> Progress:
    if not kept.content:
        return Progress()
    told = json.loads(store.opened(kept.content, kept.patient.code, "intake"))
    sheets = [Sheet(**sheet) for sheet in told["sheets"]]
    return Progress(said=told["said"], replies=told["replies"], sheets=sheets)


def _entry(store: Store, kept: KeptEntry) -> Entry:
    content = store.opened(kept.content, kept.patient.code, f"entry/{kept.once}")
    return entries.read(content.encode())
