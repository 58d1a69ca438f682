"""A practice as somebody finds it in the morning: what it offers, and who comes today."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from surefoot.care.case import ClinicMeans
from surefoot.clinic.access import Actor, Role
from surefoot.clinic.generate.writing import Staff
from surefoot.clinic.keys import KeyRing
from surefoot.clinic.models import Clinic, Patient
from surefoot.clinic.store import Store, visits
from surefoot.clinic.transaction import of_clinic

OPENS = time(8, 30)
EACH = timedelta(minutes=45)
A_DAY = 6  # visits of one therapist


def furnish(clinic: int, means: ClinicMeans, time_zone: str, *, ambulance: str = "") -> None:
    """What the practice can offer, where it is, and that patients may come in by passkey."""
    told = {"means": msgspec.to_builtins(means), "time_zone": time_zone, "ambulance": ambulance}
    Clinic.objects.filter(pk=clinic).update(**told, patient_passkeys=True)


def expect_today(staff: Staff, ring: KeyRing, today: date, now: Callable[[], datetime]) -> int:
    """Give the newest patients a time of this day, one therapist after the other; how many."""
    actor = Actor(clinic=staff.clinic, role=Role.FRONT_DESK, member=staff.front_desk[0])
    store = Store(actor=actor, ring=ring, now=now)
    zone = ZoneInfo(Clinic.objects.get(pk=staff.clinic).time_zone)
    opens = datetime.combine(today, OPENS, zone)
    times = [
        (therapist, opens + EACH * number)
        for number in range(A_DAY)
        for therapist in staff.therapists
    ]
    with of_clinic(staff.clinic):
        newest = Patient.objects.filter(clinic_id=staff.clinic).order_by("-registered_at")
        codes = list(newest.values_list("code", flat=True)[: len(times)])
    for code, (therapist, starts_at) in zip(codes, times, strict=False):
        visits.give(store, code, therapist, starts_at, minutes=int(EACH.total_seconds() // 60))
    return min(len(codes), len(times))
