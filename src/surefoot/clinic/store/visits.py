"""Who is expected when."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from surefoot.clinic import audit
from surefoot.clinic.access import Right, Role, demand
from surefoot.clinic.clock import clock
from surefoot.clinic.merged import kept_in_place_of, together
from surefoot.clinic.models import Clinic, Member, Patient, Visit
from surefoot.clinic.store.patients import AlreadyKeptError, Store
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

TREATING = (Role.THERAPIST, Role.MANAGER)
LONGEST = timedelta(hours=9)  # around a visit: what can overlap it, or the free times offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One visit of a day."""

    number: int
    patient: UUID
    name: str
    therapist: str
    therapist_number: int  # of the member: two may have one name
    starts_at: datetime  # in the clinic's own time
    minutes: int


def of_day(store: Store, day: date) -> tuple[Expected, ...]:
    """Everybody who is expected on a day, the earliest first."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.FIND_PATIENTS)
        zone = _zone(store)
        start = datetime(day.year, day.month, day.day, tzinfo=zone)
        rows = Visit.objects.filter(
            clinic_id=store.actor.clinic,
            called_off_at=None,
            starts_at__gte=start,
            starts_at__lt=start + timedelta(days=1),
        )
        found = rows.select_related("patient", "therapist__account").order_by("starts_at", "id")
        kept = kept_in_place_of(row.patient for row in found)
        who = [kept.get(row.patient_id, row.patient) for row in found]
        expected = tuple(_expected(*each, zone) for each in zip(found, who, strict=True))
        audit.record(store.actor, "read day", at=store.now(), about={"shown": len(expected)})
        return expected


def of_patient(store: Store, patient: UUID) -> tuple[Expected, ...]:
    """The visits of a patient that were not called off, the latest first."""
    with of_clinic(store.actor.clinic):
        whole = together(store.row(Right.READ_CONTACT, patient))
        rows = Visit.objects.filter(patient__in=whole, called_off_at=None)
        found = rows.select_related("patient", "therapist__account").order_by("-starts_at", "-id")
        zone = _zone(store)
        return tuple(_expected(row, whole[0], zone) for row in found)


def one(store: Store, patient: UUID, number: int) -> Expected:
    """One visit that was not called off."""
    with of_clinic(store.actor.clinic):
        row = _one(store, Right.READ_CONTACT, patient, number)
        return _expected(row, together(row.patient)[0], _zone(store))


def give(store: Store, patient: UUID, therapist: int, starts_at: datetime, *, minutes: int) -> int:
    """A time for a patient; refused where therapist or patient already have something then."""
    with _booking(store):
        row = store.row(Right.CHANGE_CONTACT, patient)
        visit = Visit(
            clinic_id=store.actor.clinic,
            patient=row,
            therapist=_therapist(store, therapist),
            starts_at=starts_at,
            minutes=minutes,
        )
        _book(store, visit)
        store.tell("give visit", row.code, {"visit": visit.pk})
        return visit.pk


def move(store: Store, patient: UUID, number: int, therapist: int, starts_at: datetime) -> None:
    """Another time or another therapist for a visit; where that is taken it stays as it was."""
    with _booking(store):
        visit = _one(store, Right.CHANGE_CONTACT, patient, number)
        visit.therapist, visit.starts_at = _therapist(store, therapist), starts_at
        _book(store, visit)
        store.tell("move visit", visit.patient.code, {"visit": visit.pk})


def call_off(store: Store, patient: UUID, number: int) -> None:
    """Nobody is expected then any more."""
    with _booking(store):
        visit = _one(store, Right.CHANGE_CONTACT, patient, number)
        visit.called_off_at = store.now()
        visit.save(update_fields=["called_off_at"])
        store.tell("call visit off", visit.patient.code, {"visit": visit.pk})


def therapists(store: Store) -> tuple[tuple[int, str], ...]:
    """Who can be given a visit: number and name."""
    rows = Member.objects.filter(clinic_id=store.actor.clinic, left_on=None, role__in=TREATING)
    found = rows.select_related("account").order_by("account__name", "id")
    return tuple((row.pk, row.account.name) for row in found)


@contextmanager
def _booking(store: Store) -> Iterator[None]:
    """One booking of a clinic at a time: two that look at once would both find the time free.

    On PostgreSQL whoever comes second waits here and sees what the first has booked; on SQLite
    whoever writes waits for the other anyway. The rows that belong to the clinic are not held.
    """
    with of_clinic(store.actor.clinic):
        Clinic.objects.select_for_update(no_key=True).get(pk=store.actor.clinic)
        yield


def _one(store: Store, right: Right, patient: UUID, number: int) -> Visit:
    whole = together(store.row(right, patient))
    rows = Visit.objects.filter(patient__in=whole, pk=number, called_off_at=None)
    row = rows.select_related("patient", "therapist__account").first()
    if row is None:
        raise SurefootError(_("There is no such visit."), _("Open the day again."))
    return row


def _therapist(store: Store, number: int) -> Member:
    who = Member.objects.filter(pk=number, clinic_id=store.actor.clinic, left_on=None).first()
    if who is None:
        raise SurefootError(_("Nobody of that name works here."), _("Choose somebody who does."))
    return who


def _book(store: Store, visit: Visit) -> None:
    """Write a visit down where nobody has something then; the database would refuse it too."""
    others = _beside(visit)
    if any(_is_same(visit, other) for other in others):
        raise AlreadyKeptError("This visit is booked.", "Nothing needs to be done.")
    if any(_overlap(visit, other) for other in others):
        raise _taken(store, visit, others)
    try:
        with transaction.atomic():
            visit.save()
    except IntegrityError as taken:
        raise _taken(store, visit, _beside(visit)) from taken


def _beside(visit: Visit) -> list[Visit]:
    """What therapist and patient have around that time."""
    near = visit.starts_at - LONGEST, visit.starts_at + LONGEST
    whose = Q(therapist=visit.therapist) | Q(patient__in=together(visit.patient))
    rows = Visit.objects.filter(whose, called_off_at=None, starts_at__range=near)
    return list(rows.exclude(pk=visit.pk))


def _is_same(visit: Visit, other: Visit) -> bool:
    keys = ("patient_id", "therapist_id", "starts_at", "minutes")
    return visit.pk is None and all(getattr(visit, k) == getattr(other, k) for k in keys)


def _overlap(visit: Visit, other: Visit) -> bool:
    ends, others_end = (v.starts_at + timedelta(minutes=v.minutes) for v in (visit, other))
    return visit.starts_at < others_end and other.starts_at < ends


def _taken(store: Store, visit: Visit, others: list[Visit]) -> SurefootError:
    """What was taken, that nothing was booked, and the next time that is free."""
    zone = _zone(store)
    asked = visit.starts_at.astimezone(zone)
    says = _("%(day)s %(time)s was just taken. Nothing was booked.") % {
        "day": date_format(asked, "l"),
        "time": clock(asked),
    }
    for step in range(1, 7):
        visit.starts_at = asked + step * timedelta(minutes=visit.minutes)
        if not any(_overlap(visit, other) for other in others):
            free = {"time": clock(visit.starts_at), "name": visit.therapist.account.name}
            return SurefootError(says, _("%(time)s is free with %(name)s.") % free)
    return SurefootError(says, _("Choose another time."))


def _zone(store: Store) -> ZoneInfo:
    return ZoneInfo(Clinic.objects.get(pk=store.actor.clinic).time_zone)


def _expected(row: Visit, who: Patient, zone: ZoneInfo) -> Expected:
    """A visit of `who`: of those merged into one it is the one that is kept."""
    return Expected(
        number=row.pk,
        patient=who.code,
        name=who.name,
        therapist=row.therapist.account.name,
        therapist_number=row.therapist_id,
        starts_at=row.starts_at.astimezone(zone),
        minutes=row.minutes,
    )
