"""Requests for a plan: one open one a patient, and each of them ends with something."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from surefoot.clinic.access import Right
from surefoot.clinic.merged import together
from surefoot.clinic.models import Member, PlanRequest
from surefoot.clinic.store import plans
from surefoot.clinic.store.patients import Store
from surefoot.clinic.transaction import of_clinic

GIVEN_UP = timedelta(minutes=10)
"""A request as old as this has no worker: it is given up when somebody asks again."""
NO_WORKER = "no worker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The newest request of a patient."""

    number: int
    asked_at: datetime
    is_open: bool
    is_late: bool  # so old that it may be given up
    incident: str


def ask(store: Store, patient: UUID) -> tuple[int, bool]:
    """The open request of a patient, and whether it is new: who asks twice waits once."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.PROPOSE_PLAN, patient)
        there = PlanRequest.objects.filter(patient__in=together(row), done_at=None).order_by("pk")
        for one in there:
            if store.now() - one.asked_at < GIVEN_UP:
                return one.pk, False
            end(store, one.pk, incident=NO_WORKER)
        request = PlanRequest(
            clinic_id=store.actor.clinic,
            patient=row,
            asked_by=Member.objects.get(pk=store.actor.member or 0),
            asked_at=store.now(),
        )
        try:
            with transaction.atomic():
                request.save(force_insert=True)
        except IntegrityError:
            return PlanRequest.objects.get(patient=row, done_at=None).pk, False
        store.tell("ask for plan", row.code, {"request": request.pk})
        return request.pk, True


def newest(store: Store, patient: UUID) -> Asked | None:
    """The newest request of a patient."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.READ_CHART, patient)
        found = PlanRequest.objects.filter(patient__in=together(row)).order_by("-pk").first()
        if found is None:
            return None
        return Asked(
            number=found.pk,
            asked_at=found.asked_at,
            is_open=found.done_at is None,
            is_late=found.done_at is None and store.now() - found.asked_at >= GIVEN_UP,
            incident=found.incident,
        )


def end(store: Store, request: int, *, version: int | None = None, incident: str = "") -> None:
    """Close a request with a version or an incident; one that was given up stays as it is."""
    with of_clinic(store.actor.clinic):
        rows = PlanRequest.objects.select_for_update().filter(clinic_id=store.actor.clinic)
        row = rows.filter(pk=request, done_at=None).first()
        if row is None:
            return
        row.done_at, row.incident = store.now(), incident
        row.plan = plans.version_of(together(row.patient), version) if version else None
        row.save(update_fields=["done_at", "incident", "plan"])
