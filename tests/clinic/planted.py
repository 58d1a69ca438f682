"""Twenty checks, each taken away by a patch: what a hurried change could do one day.

A fault says what is planted and how, by `plant`. It is planted after the practice is there. Each
one has to be seen by the truth table of addresses or by a test of the store (`test_planted.py`).
"""

import sys
from collections.abc import Callable
from contextlib import contextmanager

from django.db import connection, transaction
from pytest import MonkeyPatch

from surefoot.clinic import access, audit, index, refusals, seat, sign_off
from surefoot.clinic.access import RIGHTS, NotAllowedError, Right, Role
from surefoot.clinic.keys import KeyRing
from surefoot.clinic.models import KeptEntry, Member, Patient
from surefoot.clinic.store import Store
from surefoot.terms import SurefootError

type Plant = Callable[[MonkeyPatch], None]


def everywhere(patch: MonkeyPatch, was: object, becomes: object) -> None:
    """Each module that took the name keeps its own: they are all changed."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("surefoot.clinic", "clinic.")):
            for attribute, value in list(vars(module).items()):
                if value is was:
                    patch.setattr(module, attribute, becomes)


def nobody_asks(patch: MonkeyPatch) -> None:
    everywhere(patch, access.demand, lambda *args, **kwargs: None)


def patients_may_all(patch: MonkeyPatch) -> None:
    was = access.may
    everywhere(patch, was, lambda actor, right, patient=None: actor.role is Role.PATIENT
               or was(actor, right, patient))  # fmt: skip


def patients_may_anothers(patch: MonkeyPatch) -> None:
    was = access.may
    everywhere(patch, was, lambda actor, right, patient=None: actor.role in RIGHTS[right])


def the_front_desk_reads_charts(patch: MonkeyPatch) -> None:
    patch.setitem(RIGHTS, Right.READ_CHART, RIGHTS[Right.READ_CHART] | {Role.FRONT_DESK})


def the_administrator_finds_patients(patch: MonkeyPatch) -> None:
    patch.setitem(RIGHTS, Right.FIND_PATIENTS, RIGHTS[Right.FIND_PATIENTS] | {Role.ADMINISTRATOR})


def row_of_any_clinic(patch: MonkeyPatch) -> None:
    def row(store, right, patient):
        access.demand(store.actor, right, patient)
        found = Patient.objects.filter(code=patient).first()
        if found is None:
            raise NotAllowedError("This is not open to you.", "Ask.")
        return found

    patch.setattr(Store, "row", row)


def none_is_told_from_anothers(patch: MonkeyPatch) -> None:
    was = Store.row

    def row(store, right, patient):
        if patient.int == 9:
            raise SurefootError("There is no such patient.", "Look again.")
        return was(store, right, patient)

    patch.setattr(Store, "row", row)


def any_seat_may(patch: MonkeyPatch) -> None:
    patch.setattr(seat.Seat, "may", lambda self, right: True)


def one_factor_is_enough(patch: MonkeyPatch) -> None:
    patch.setattr(seat, "_has_second_factor", lambda request: True)


def who_left_may_stay(patch: MonkeyPatch) -> None:
    def memberships(request):
        mine = Member.objects.select_related("clinic", "account")
        return mine.filter(account__pk=request.user.pk or 0)

    patch.setattr(seat, "memberships", memberships)


def any_chair_will_do(patch: MonkeyPatch) -> None:
    def memberships(request):
        return Member.objects.select_related("clinic", "account").filter(left_on=None)

    everywhere(patch, seat.memberships, memberships)


def a_session_never_ends(patch: MonkeyPatch) -> None:
    patch.setattr(sign_off.SignOffMiddleware, "_look", lambda self, request: None)


def a_refusal_is_a_crash(patch: MonkeyPatch) -> None:
    patch.setattr(refusals.RefusalsMiddleware, "process_exception", lambda *args: None)


def any_method_will_do(patch: MonkeyPatch) -> None:
    patch.setattr(refusals, "METHODS", ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"))


def nothing_is_told(patch: MonkeyPatch) -> None:
    patch.setattr(audit, "record", lambda *args, **kwargs: None)


def a_chain_without_seals(patch: MonkeyPatch) -> None:
    patch.setattr(audit, "_faults", lambda event, number, before: iter(()))


def found_in_any_clinic(patch: MonkeyPatch) -> None:
    was = index.look_up

    def look_up(clinic, typed, ring, *, most):
        others = Patient.objects.exclude(clinic=clinic).values_list("clinic", flat=True).distinct()
        return tuple(one for each in (clinic, *others) for one in was(each, typed, ring, most=most))

    patch.setattr(index, "look_up", look_up)


def listed_of_any_clinic(patch: MonkeyPatch) -> None:
    def by_name(clinic, after, most):
        return tuple(index._known(Patient.objects.order_by("name", "pk")[:most]))

    patch.setattr(index, "by_name", by_name)


def corrects_anybodys_entry(patch: MonkeyPatch) -> None:
    def correct(store, patient, number, entry, *, reason, once):
        row = store.row(Right.CORRECT_ENTRY, patient)
        if not reason.strip():
            raise SurefootError("A correction needs a reason.", "Say what was wrong.")
        wrong = KeptEntry.objects.get(pk=number)
        return store._keep(row, entry, once, supersedes=wrong, reason=reason).pk

    patch.setattr(Store, "correct", correct)


def sealed_for_any_row(patch: MonkeyPatch) -> None:
    seal = KeyRing.seal
    patch.setattr(KeyRing, "seal", lambda self, plain, about: seal(self, plain, ""))
    _opens_also(patch, lambda ring, opened, sealed: opened(ring, sealed, ""))


def kept_as_plain_text(patch: MonkeyPatch) -> None:
    patch.setattr(KeyRing, "seal", lambda self, plain, about: plain)
    _opens_also(patch, lambda ring, opened, sealed: bytes(sealed))


def _opens_also(patch: MonkeyPatch, otherwise: Callable) -> None:
    """What was sealed before the fault opens as it did, so that only the fault is seen."""
    opened = KeyRing.open

    def opens(ring, sealed, about):
        try:
            return opened(ring, sealed, about)
        except SurefootError:
            return otherwise(ring, opened, sealed)

    patch.setattr(KeyRing, "open", opens)


def the_guard_of_the_database_is_off(patch: MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("clinic_patient", "clinic_auditevent", "clinic_keptentry"):
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def no_transaction_names_its_clinic(patch: MonkeyPatch) -> None:
    @contextmanager
    def of_clinic(clinic):
        with transaction.atomic():
            yield

    from surefoot.clinic import transaction as ours

    everywhere(patch, ours.of_clinic, of_clinic)


FAULTS: tuple[Plant, ...] = (
    nobody_asks,
    patients_may_all,
    patients_may_anothers,
    the_front_desk_reads_charts,
    the_administrator_finds_patients,
    row_of_any_clinic,
    none_is_told_from_anothers,
    any_seat_may,
    one_factor_is_enough,
    who_left_may_stay,
    any_chair_will_do,
    a_session_never_ends,
    a_refusal_is_a_crash,
    any_method_will_do,
    nothing_is_told,
    a_chain_without_seals,
    found_in_any_clinic,
    listed_of_any_clinic,
    corrects_anybodys_entry,
    sealed_for_any_row,
    kept_as_plain_text,
)
BEHIND_THE_GUARD = (row_of_any_clinic, found_in_any_clinic, listed_of_any_clinic)
"""On PostgreSQL row-level security makes these harmless; that is what it is there for."""

ON_POSTGRES = (the_guard_of_the_database_is_off, no_transaction_names_its_clinic)
