"""A check that is taken away is seen at once: by the truth table, or by a test of the store.

The checks are the tests of this folder themselves, called anew in a practice with a fault in it.
"""

from datetime import date
from functools import partial

import pytest
from django.db import connection, transaction

from clinic import (
    test_access,
    test_addresses,
    test_audit,
    test_on_postgres,
    test_store,
)
from clinic.addresses import Door, disagreements, rows
from clinic.planted import BEHIND_THE_GUARD, FAULTS, ON_POSTGRES, Plant
from surefoot.care.case import ClinicMeans
from surefoot.care.entry import Entry
from surefoot.clinic import audit
from surefoot.clinic.access import RIGHTS, NotAllowedError, Right, Role
from surefoot.clinic.models import AuditEvent, Member, Patient
from surefoot.clinic.seat import Seat
from surefoot.clinic.store import Identity, notices, visits
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

TODAY, MEANS = date(2026, 6, 1), ClinicMeans()
IS_POSTGRES = connection.vendor == "postgresql"
BEHIND = BEHIND_THE_GUARD if IS_POSTGRES else ()
WHO = Identity(name="Nina Novak", born_on=date(1970, 1, 1), contact={})
DOORS = {
    Right.FIND_PATIENTS: [
        lambda store, patient: store.find("rosa"),
        lambda store, patient: store.listed(),
        lambda store, patient: visits.of_day(store, TODAY),
    ],
    Right.REGISTER_PATIENT: [lambda store, patient: store.register(WHO)],
    Right.READ_CONTACT: [lambda store, patient: store.identity(patient)],
    Right.READ_CHART: [
        lambda store, patient: store.case(patient, TODAY, MEANS),
        lambda store, patient: notices.still_open(store),
    ],
    Right.ADD_ENTRY: [lambda store, patient: store.add(patient, Entry(), once="door")],
}


@pytest.mark.parametrize("role", Role.staff())
def test_every_door_of_the_store_asks_for_its_right(practice, role):
    for right, doors in DOORS.items():
        for door in doors:
            with transaction.atomic():
                try:
                    door(practice.staff(role), practice.rosa)
                    let_in = True
                except NotAllowedError:
                    let_in = False
                transaction.set_rollback(True)
            assert let_in is test_access.STAFF[right][Role.staff().index(role)], right


def test_nobody_of_another_clinic_stands_in_the_list(practice):
    assert practice.lena not in {one.code for one in practice.staff().listed()}
    assert practice.lena not in {one.code for one in practice.staff().find("Lena")}


def test_a_search_and_a_list_are_told(practice):
    practice.staff().find("rosa")
    practice.staff().listed()
    events = AuditEvent.objects.filter(clinic=practice.here).order_by("-number")[:2]
    assert [(one.action, one.about) for one in events] == [
        ("list patients", {"shown": 2}),
        ("find patients", {"shown": 1}),
    ]


def test_what_is_sealed_for_one_opens_for_no_other(practice):
    store = practice.staff()
    one, other = store.register(WHO), store.register(WHO)
    contact = Patient.objects.get(code=one).contact
    Patient.objects.filter(code=other).update(contact=contact)
    with pytest.raises(SurefootError, match="another row"):
        store.identity(other)


@pytest.mark.parametrize("role", Role.staff())
def test_a_seat_may_what_its_role_may(practice, role):
    member = Member.objects.get(pk=practice.members[practice.here.pk, role])
    seat = Seat(member=member, now=practice.clock(), where="")
    assert {right for right in Right if seat.may(right)} == {
        right for right, roles in RIGHTS.items() if role in roles
    }


def test_a_broken_chain_is_seen(practice):
    with of_clinic(practice.here.pk):
        last = AuditEvent.objects.filter(clinic=practice.here).latest("number")
        last.number, last.pk, last.seal = last.number + 1, None, "0" * 64
        last.save(force_insert=True)
    assert len(audit.verify(practice.here.pk)) > 1


def checks_of_the_store(screens, practice):
    """Those without a page; each in its own practice as it was before."""
    for role in Role.staff():
        yield lambda role=role: test_every_door_of_the_store_asks_for_its_right(practice, role)
        yield lambda role=role: test_a_seat_may_what_its_role_may(practice, role)
    for right, role, allowed in test_access.TABLE:
        yield lambda told=(right, role, allowed): test_access.test_a_member_may_what_the_table_says(
            *told
        )
    for right in Right:
        yield lambda right=right: test_access.test_a_patient_may_only_their_own(right)
    yield lambda: test_nobody_of_another_clinic_stands_in_the_list(practice)
    yield lambda: test_a_broken_chain_is_seen(practice)
    for test in (
        test_store.test_a_patient_of_another_clinic_is_not_there,
        test_store.test_a_correction_needs_a_reason_and_an_entry_of_that_patient,
        test_store.test_what_is_sealed_cannot_be_read_in_the_table_nor_under_another_key,
        test_what_is_sealed_for_one_opens_for_no_other,
        test_a_search_and_a_list_are_told,
    ):
        yield lambda test=test: test(practice)
    yield lambda: test_audit.test_every_reading_and_writing_is_told(
        test_audit.busy.__wrapped__(practice)
    )
    if IS_POSTGRES:
        yield lambda: test_on_postgres.test_without_a_clinic_nothing_is_there(practice)


def checks_of_addresses(screens, practice, table):
    """Those that knock at doors: what they need is made at the first of them."""
    yield lambda: test_addresses.test_nobody_sits_down_on_anothers_chair(screens, practice)
    door = Door(screens)
    yield lambda: test_addresses.test_no_page_takes_another_method(door, "therapist")
    yield lambda: test_addresses.test_a_refusal_says_the_same_for_none_and_for_anothers(door)
    yield lambda: _no_disagreement(door, table)


def _no_disagreement(door, table):
    assert next(disagreements(door, table), None) is None


def seen_by(screens, practice, plant: Plant | None):
    """What the first check says that fails once the fault is planted; None: nobody saw it."""
    table = [row for row in rows() if row.right != "-"]
    if plant is None:  # `test_addresses` has just walked the whole table: here one row a right
        table = list({row.right: row for row in table}.values())
    at_addresses = partial(checks_of_addresses, table=table)
    for some in (checks_of_the_store, at_addresses):
        checks = list(some(screens, practice))  # what they need is made before the fault
        with pytest.MonkeyPatch.context() as patch, transaction.atomic():
            if plant:
                plant(patch)
            for check in checks:
                if said := _said(check):
                    return said
            transaction.set_rollback(True)
    return None


def _said(check) -> str:
    with transaction.atomic():
        try:
            check()
        except (Exception, pytest.fail.Exception) as seen:
            return f"{type(seen).__name__}: {seen}"
        finally:
            transaction.set_rollback(True)
    return ""


def test_without_a_fault_every_check_is_content(screens, practice):
    assert seen_by(screens, practice, None) is None


@pytest.mark.parametrize(
    "plant",
    [plant for plant in FAULTS if plant not in BEHIND] + list(ON_POSTGRES if IS_POSTGRES else ()),
    ids=lambda plant: plant.__name__,
)
def test_a_check_that_is_taken_away_is_seen(screens, practice, plant):
    assert seen_by(screens, practice, plant) is not None


@pytest.mark.parametrize("plant", BEHIND, ids=lambda plant: plant.__name__)
def test_behind_row_level_security_the_fault_does_no_harm(screens, practice, plant):
    assert seen_by(screens, practice, plant) is None


def test_at_least_twenty_faults_are_planted():
    assert len({plant.__name__ for plant in FAULTS}) >= 20
