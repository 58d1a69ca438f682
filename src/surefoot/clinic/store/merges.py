"""Duplicate people: said to be one, and taken back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from surefoot.clinic.access import Right
from surefoot.clinic.merged import kept_for, together
from surefoot.clinic.models import AuditHead, PatientMerge
from surefoot.clinic.store.patients import Store
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """One merge, in force or undone."""

    number: int
    kept: UUID
    merged: UUID
    name: str  # of the one that was merged
    born_on: str
    by: str
    at: datetime
    undone_at: datetime | None


def merge(store: Store, kept: UUID, merged: UUID) -> int:
    """Say that two are one person. Entries of both count for the one that is kept."""
    with of_clinic(store.actor.clinic):
        # One merge at a time: two that cross would lead from each to the other for ever.
        AuditHead.objects.select_for_update().get(clinic_id=store.actor.clinic)
        one = kept_for(store.row(Right.MERGE_PATIENTS, kept))
        other = kept_for(store.row(Right.MERGE_PATIENTS, merged))
        if one == other:
            raise SurefootError(_("These two are one person already."), _("Open the list again."))
        row = PatientMerge(
            clinic_id=store.actor.clinic,
            kept=one,
            merged=other,
            by_id=store.actor.member or 0,
            at=store.now(),
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as twice:
            raise SurefootError(
                _("Somebody has merged one of them in the meantime."), _("Open both again.")
            ) from twice
        store.tell("merge patients", one.code, {"merge": row.pk})
        store.tell("merge patients", other.code, {"merge": row.pk})
        return row.pk


def undo(store: Store, patient: UUID, number: int) -> None:
    """Take a merge back: each has their own again, as it was before and as it was added since."""
    with of_clinic(store.actor.clinic):
        whole = together(store.row(Right.MERGE_PATIENTS, patient))
        # The merge alone: who holds the audit may be waiting for one of the two people.
        rows = PatientMerge.objects.select_for_update(of=("self",), no_key=True)
        found = rows.filter(pk=number, kept__in=whole, undone_at=None)
        row = found.select_related("kept", "merged").first()
        if row is None:
            raise SurefootError(_("This merge is not in force."), _("Open the page again."))
        row.undone_at, row.undone_by_id = store.now(), store.actor.member
        row.save(update_fields=["undone_at", "undone_by"])
        for each in (row.kept, row.merged):
            store.tell("undo merge", each.code, {"merge": row.pk})


def of_patient(store: Store, patient: UUID) -> tuple[Merged, ...]:
    """Every merge this person was part of, the latest first."""
    with of_clinic(store.actor.clinic):
        whole = together(store.row(Right.READ_CONTACT, patient))
        rows = PatientMerge.objects.filter(kept__in=whole).order_by("-id")
        return tuple(_merged(row) for row in rows.select_related("kept", "merged", "by__account"))


def _merged(row: PatientMerge) -> Merged:
    return Merged(
        number=row.pk,
        kept=row.kept.code,
        merged=row.merged.code,
        name=row.merged.name,
        born_on=row.merged.born_on.isoformat(),
        by=row.by.account.name,
        at=row.at,
        undone_at=row.undone_at,
    )
