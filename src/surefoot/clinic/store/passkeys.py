"""The phones a patient comes in by: which there are, a new one, one that is lost."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData

from surefoot.clinic.access import Right
from surefoot.clinic.merged import together
from surefoot.clinic.models import PatientPasskey
from surefoot.clinic.store.patients import Store
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

MOST = 10  # phones of one patient


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """One phone, as a page shows it."""

    number: int
    added_at: datetime
    used_at: datetime | None


def listed(store: Store, patient: UUID) -> tuple[Passkey, ...]:
    """The phones that may come in, the latest first."""
    with of_clinic(store.actor.clinic):
        rows = _in_use(store, Right.READ_CONTACT, patient).order_by("-id")
        return tuple(
            Passkey(number=row.pk, added_at=row.added_at, used_at=row.used_at) for row in rows
        )


def credentials(store: Store, patient: UUID) -> Sequence[AttestedCredentialData]:
    """What was told of each phone that may come in."""
    with of_clinic(store.actor.clinic):
        rows = _in_use(store, Right.READ_CONTACT, patient)
        return [AttestedCredentialData(websafe_decode(row.credential)) for row in rows]


def add(store: Store, patient: UUID, told: AttestedCredentialData, counter: int) -> None:
    """One phone more; refused where it is known already, or where there are too many."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.ADD_PASSKEY, patient)
        if _in_use(store, Right.ADD_PASSKEY, patient).count() >= MOST:
            raise SurefootError(
                _("%(many)s phones are known already.") % {"many": MOST},
                _("Take one away that you no longer use."),
            )
        kept = PatientPasskey(
            clinic_id=store.actor.clinic,
            patient=row,
            mark=_mark(told.credential_id),
            credential=websafe_encode(bytes(told)),
            counter=counter,
            added_at=store.now(),
        )
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError as twice:
            raise SurefootError(
                _("This phone is known already."), _("Nothing needs to be done.")
            ) from twice
        store.tell("add passkey", row.code, {"passkey": kept.pk})


def used(store: Store, patient: UUID, credential_id: bytes, counter: int) -> bool:
    """Note that a phone came in; False where its counter did not go on, as that of a copy does."""
    with of_clinic(store.actor.clinic):
        rows = _in_use(store, Right.ADD_PASSKEY, patient).select_for_update(of=("self",))
        row = rows.filter(mark=_mark(credential_id)).first()
        counts = bool(row and (counter or row.counter))  # many phones say 0 each time
        if row is None or (counts and counter <= row.counter):
            return False
        row.counter, row.used_at = counter, store.now()
        row.save(update_fields=["counter", "used_at"])
        store.tell("come in by passkey", row.patient.code, {"passkey": row.pk})
        return True


def take_away(store: Store, patient: UUID, number: int) -> None:
    """A phone that is lost, or another's, comes in no more."""
    with of_clinic(store.actor.clinic):
        row = _in_use(store, Right.END_PASSKEY, patient).filter(pk=number).first()
        if row is None:
            raise SurefootError(_("There is no such phone."), _("Open the page again."))
        row.taken_away_at = store.now()
        row.save(update_fields=["taken_away_at"])
        store.tell("take passkey away", row.patient.code, {"passkey": row.pk})


def _in_use(store: Store, right: Right, patient: UUID) -> QuerySet[PatientPasskey]:
    whole = together(store.row(right, patient))
    rows = PatientPasskey.objects.filter(patient__in=whole, taken_away_at=None)
    return rows.select_related("patient")


def _mark(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()
