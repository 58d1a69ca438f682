"""The audit, as a manager reads it: a page at a time, by patient, member and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from surefoot.clinic import audit
from surefoot.clinic.access import Right, demand
from surefoot.clinic.models import AuditEvent, Clinic
from surefoot.clinic.store.patients import Store
from surefoot.clinic.transaction import at_one_moment, of_clinic

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events: of a patient, by a member, on a day, before a number."""

    patient: str = ""
    member: int | None = None
    day: date | None = None
    before: int | None = None


def page(store: Store, wanted: Wanted) -> tuple[AuditEvent, ...]:
    """The latest events that are meant; that somebody read them is an event too."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.READ_AUDIT)
        found = tuple(_events(store, wanted).order_by("-number")[:PAGE])
        audit.record(store.actor, "read audit", at=store.now(), about={"shown": len(found)})
        return found


def every(store: Store, wanted: Wanted) -> Iterator[AuditEvent]:
    """All events that are meant, the earliest first; that they were taken out is an event too."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.READ_AUDIT)
        audit.record(store.actor, "export audit", at=store.now())
    yield from in_order(store, wanted)


def in_order(store: Store, wanted: Wanted) -> Iterator[AuditEvent]:
    """The same, a page in memory at a time; whoever calls this has asked and told the audit."""
    last = 0
    while True:
        with of_clinic(store.actor.clinic):
            rows = _events(store, wanted).filter(number__gt=last).order_by("number")
            some = list(rows[:1000])
        if not some:
            return
        yield from some
        last = some[-1].number


def verify(store: Store) -> tuple[audit.Fault, ...]:
    """Where the chain does not hold; none is good. That somebody looked is an event after it."""
    demand(store.actor, Right.READ_AUDIT)
    with at_one_moment(store.actor.clinic):
        faults = audit.verify(store.actor.clinic)
    with of_clinic(store.actor.clinic):
        about = {"faults": len(faults)}
        audit.record(store.actor, "verify audit", at=store.now(), about=about)
    return faults


def _events(store: Store, wanted: Wanted) -> QuerySet[AuditEvent]:
    rows = AuditEvent.objects.filter(clinic_id=store.actor.clinic)
    if wanted.patient:
        rows = rows.filter(patient=wanted.patient)
    if wanted.member is not None:
        rows = rows.filter(who=f"member/{wanted.member}")
    if wanted.before is not None:
        rows = rows.filter(number__lt=wanted.before)
    if wanted.day is not None:
        zone = ZoneInfo(Clinic.objects.get(pk=store.actor.clinic).time_zone)
        start = datetime.combine(wanted.day, time(), tzinfo=zone)
        end = datetime.combine(wanted.day + timedelta(days=1), time(), tzinfo=zone)
        rows = rows.filter(at__gte=start, at__lt=end)
    return rows
