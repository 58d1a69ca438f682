"""Nobody is in two places: of those who ask for overlapping times at once, one gets theirs."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from clinic.bookings import KINDS
from clinic.test_kill import machine  # noqa: F401 — a fixture
from surefoot.clinic.access import Role
from surefoot.clinic.models import Patient, Visit

ROUNDS = 25
TEN = datetime(2026, 6, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize("kind", KINDS)
def test_of_overlapping_visits_asked_for_at_once_one_is_booked(machine, kind):  # noqa: F811 — the fixture
    came = subprocess.run(
        [sys.executable, "-m", "clinic.bookings", kind, str(ROUNDS)],
        env=machine.told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (came.stdout.split(), came.stderr) == (["1"] * ROUNDS, "")


@pytest.fixture
def write(practice):
    """Write a visit into the table itself: nobody looks before."""

    def written(who, role, after=0, minutes=45, called_off=False):
        return Visit.objects.create(
            clinic=practice.here, patient=Patient.objects.get(code=who),
            therapist_id=practice.members[practice.here.pk, role], minutes=minutes,
            starts_at=TEN + timedelta(minutes=after), called_off_at=TEN if called_off else None,
        )  # fmt: skip

    return written


@pytest.mark.parametrize("is_same", ["therapist", "patient"])
@pytest.mark.parametrize(
    ("after", "minutes", "is_refused"),
    [(-45, 45, False), (-44, 45, True), (-60, 180, True), (10, 10, True), (44, 45, True),
     (45, 45, False)],
)  # fmt: skip
def test_the_database_refuses_a_visit_that_overlaps_another(
    practice, write, is_same, after, minutes, is_refused
):
    write(practice.rosa, Role.THERAPIST)
    other = (
        (practice.omar, Role.THERAPIST) if is_same == "therapist" else (practice.rosa, Role.MANAGER)
    )
    if not is_refused:
        write(*other, after, minutes)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        write(*other, after, minutes)
    assert Visit.objects.count() == 1


def test_the_database_refuses_to_move_a_visit_onto_another(practice, write):
    write(practice.rosa, Role.THERAPIST)
    later = write(practice.omar, Role.THERAPIST, after=60)
    later.starts_at = TEN + timedelta(minutes=30)
    with pytest.raises(IntegrityError), transaction.atomic():
        later.save()
    later.starts_at = TEN + timedelta(minutes=45)
    later.save()
    later.save()  # it is not in its own way


def test_what_was_called_off_is_in_nobodys_way(practice, write):
    gone = write(practice.rosa, Role.THERAPIST, called_off=True)
    write(practice.omar, Role.THERAPIST, after=10)
    gone.called_off_at = None
    with pytest.raises(IntegrityError), transaction.atomic():
        gone.save()


def test_two_therapists_treat_two_patients_at_the_same_time(practice, write):
    write(practice.rosa, Role.THERAPIST)
    write(practice.omar, Role.MANAGER)
    assert Visit.objects.count() == 2
