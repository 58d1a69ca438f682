"""Who asks for an appointment: a stranger until the front desk has accepted them."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext as _

from surefoot.clinic import audit
from surefoot.clinic.access import NotAllowedError, Right, demand
from surefoot.clinic.keys import KeyRing
from surefoot.clinic.models import AuditEvent, Clinic, ContactRequest
from surefoot.clinic.store.patients import AlreadyKeptError, Identity, Store
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

PAGE = 25  # strangers fill this list, and nothing else limits it
STRANGER = "stranger"  # as the audit writes somebody who has not signed in


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for, and how to reach them."""

    name: str
    born_on: date
    phone: str = ""
    email: str = ""
    language: str = "en"
    about: str  # in one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One request that nobody has decided yet."""

    id: UUID
    wish: Wish
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Those who wait, without who they are."""

    many: int
    since: datetime | None  # who waits longest; None: nobody waits


def ask(
    clinic: Clinic, wish: Wish, *, ring: KeyRing, at: datetime, once: str, where: str = ""
) -> UUID:
    """Keep what a stranger asks for; AlreadyKeptError if the form `once` was sent before."""
    row = ContactRequest(
        clinic=clinic,
        name=wish.name,
        born_on=wish.born_on,
        language=wish.language,
        once=once,
        asked_at=at,
    )
    told = {"phone": wish.phone, "email": wish.email, "about": wish.about}
    row.content = ring.seal(json.dumps(told).encode(), _about(row, "content"))
    with of_clinic(clinic.pk):
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as twice:
            raise AlreadyKeptError("This was sent before and is kept.", "We call you.") from twice
        event = AuditEvent(clinic=clinic, at=at, who=STRANGER, action="ask for visit", where=where)
        event.about = {"contact": row.pk}
        audit.record_all(clinic.pk, [event])
        return row.code


def waiting(store: Store, *, after: UUID | None = None) -> tuple[Waiting, ...]:
    """A page of those whom nobody has decided on, who waits longest first; or those behind one."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.READ_CONTACT)
        rows, every = _open(store), ContactRequest.objects.filter(clinic_id=store.actor.clinic)
        if last := every.filter(code=after).first() if after else None:
            behind = Q(asked_at__gt=last.asked_at) | Q(asked_at=last.asked_at, pk__gt=last.pk)
            rows = rows.filter(behind)
        some = rows.order_by("asked_at", "id")[:PAGE]
        found = tuple(_waiting(row, store.ring) for row in some)
        if found:
            about = {"shown": len(found)}
            audit.record(store.actor, "read contacts", at=store.now(), about=about)
        return found


def queue(store: Store) -> Queue:
    """How many wait, and since when: nothing of who they are, so no event."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.READ_CONTACT)
        return Queue(**_open(store).aggregate(many=Count("pk"), since=Min("asked_at")))


def accept(store: Store, id: UUID) -> UUID:
    """Make the stranger a patient of the clinic; the code of the patient."""
    with of_clinic(store.actor.clinic):
        row = _undecided(store, id)
        wish = _waiting(row, store.ring).wish
        contact = {"phone": wish.phone, "email": wish.email}
        who = Identity(
            name=wish.name,
            born_on=wish.born_on,
            language=wish.language,
            contact={kind: told for kind, told in contact.items() if told},
        )
        patient = store.register(who)
        row.patient = store.row(Right.READ_CONTACT, patient)
        _decide(store, row)
        store.tell("accept contact", patient, {"contact": row.pk})
        return patient


def redirect(store: Store, id: UUID, reason: str) -> None:
    """Say where the stranger was sent instead, and why: no patient is made."""
    with of_clinic(store.actor.clinic):
        row = _undecided(store, id)
        if not reason.strip():
            raise SurefootError(_("There is no reason."), _("Say where they were sent, and why."))
        row.reason = store.ring.seal(reason.strip().encode(), _about(row, "reason"))
        _decide(store, row)
        about = {"contact": row.pk}
        audit.record(store.actor, "redirect contact", at=store.now(), about=about)


def _open(store: Store) -> QuerySet[ContactRequest]:
    return ContactRequest.objects.filter(clinic_id=store.actor.clinic, decided_at=None)


def _undecided(store: Store, code: UUID) -> ContactRequest:
    """A request that waits; it is locked, because two may decide in the same moment."""
    demand(store.actor, Right.REGISTER_PATIENT)
    rows = ContactRequest.objects.select_for_update()
    row = rows.filter(clinic_id=store.actor.clinic, code=code).first()
    if row is None:
        raise NotAllowedError("There is no such request.", "Open the list again.")
    if row.decided_at is not None:
        raise SurefootError(_("Somebody has decided this already."), _("Open the list again."))
    return row


def _decide(store: Store, row: ContactRequest) -> None:
    row.decided_at, row.decided_by_id = store.now(), store.actor.member
    row.save(update_fields=["decided_at", "decided_by", "patient", "reason"])


def _waiting(row: ContactRequest, ring: KeyRing) -> Waiting:
    return Waiting(id=row.code, wish=wish_of(row, ring), asked_at=row.asked_at)


def wish_of(row: ContactRequest, ring: KeyRing) -> Wish:
    """What was asked for, as it was sealed."""
    told = json.loads(ring.open(bytes(row.content), _about(row, "content")))
    return Wish(name=row.name, born_on=row.born_on, language=row.language, **told)


def reason_of(row: ContactRequest, ring: KeyRing) -> str:
    """Where they were sent and why; empty where they were not."""
    return ring.open(bytes(row.reason), _about(row, "reason")).decode() if row.reason else ""


def _about(row: ContactRequest, part: str) -> str:
    return f"contact/{row.code}/{part}"
