"""The audit: every reading and writing of patient data, in a chain that shows changes to it.

The seal of an event is SHA-256 over the seal before it and everything the event says, so an event
that was edited, removed or slipped in breaks the chain from there on. Who can rewrite the whole
table could make a new chain: keep the last seal elsewhere and give it to `verify`.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from surefoot.clinic.access import Actor
from surefoot.clinic.models import AuditEvent, AuditHead

START = "0" * 64  # the seal before the first event
_encode = msgspec.json.Encoder(order="deterministic").encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A place where the chain does not hold."""

    number: int
    says: str


def record(
    actor: Actor,
    action: str,
    *,
    at: datetime,
    patient: UUID | None = None,
    about: Mapping[str, int | str] | None = None,
) -> AuditEvent:
    """Add an event at the end of the clinic's chain.

    Call it inside the transaction of what it tells of: both are kept, or neither.
    """
    event = AuditEvent(
        clinic_id=actor.clinic,
        at=at,
        who=actor.name,
        action=action,
        patient="" if patient is None else str(patient),
        where=actor.where,
        about=dict(about or {}),
    )
    record_all(actor.clinic, [event])
    return event


def record_all(clinic: int, events: Sequence[AuditEvent]) -> None:
    """Add events that have no number and no seal yet, in this order, at the end of the chain."""
    head = AuditHead.objects.select_for_update().get(clinic_id=clinic)
    for event in events:
        event.number, event.before = head.number + 1, head.seal
        event.seal = seal_of(event)
        head.number, head.seal = event.number, event.seal
    AuditEvent.objects.bulk_create(events, batch_size=2000)
    head.save(update_fields=["number", "seal"])


def begin(clinic: int) -> None:
    """The empty chain of a new clinic."""
    AuditHead.objects.create(clinic_id=clinic, number=0, seal=START)


def seal_of(event: AuditEvent) -> str:
    """The seal an event has to have."""
    told = {
        "clinic": event.clinic_id,
        "number": event.number,
        "at": event.at.isoformat(timespec="microseconds"),
        "who": event.who,
        "action": event.action,
        "patient": event.patient,
        "where": event.where,
        "about": event.about,
    }
    return hashlib.sha256(event.before.encode() + _encode(told)).hexdigest()


def verify(clinic: int, *, known: str = "") -> tuple[Fault, ...]:
    """Where the chain of a clinic was changed; none is good. `known` is a seal kept elsewhere.

    Call it in `transaction.at_one_moment`: an event written during the walk would be a fault.
    """
    faults: list[Fault] = []
    before, number, seen = START, 0, known in ("", START)
    for event in AuditEvent.objects.filter(clinic_id=clinic).order_by("number").iterator(2000):
        faults += _faults(event, number + 1, before)
        before, number, seen = event.seal, event.number, seen or event.seal == known
    head = AuditHead.objects.filter(clinic_id=clinic).first()
    if head is None or (head.number, head.seal) != (number, before):
        faults.append(Fault(number=number + 1, says=_("events at the end are missing")))
    if not seen:
        faults.append(Fault(number=number, says=_("the seal kept elsewhere is not in the chain")))
    return tuple(faults)


def _faults(event: AuditEvent, number: int, before: str) -> Iterator[Fault]:
    if event.number != number:
        gone = {"first": number, "last": event.number - 1}
        says = _("events %(first)s to %(last)s are missing") % gone
        yield Fault(number=number, says=says)
    elif event.before != before:
        yield Fault(number=number, says=_("it does not follow the event before it"))
    if event.seal != seal_of(event):
        yield Fault(number=event.number, says=_("it was changed"))
