"""Drafts: what somebody has typed into a form and not yet sent, sealed as all of a patient's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from surefoot.clinic.access import Right
from surefoot.clinic.merged import together
from surefoot.clinic.models import Draft, KeptEntry
from surefoot.clinic.models import Patient as Row
from surefoot.clinic.store.patients import Store
from surefoot.clinic.transaction import of_clinic


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A draft as it was left: the fields by name, letter by letter."""

    once: str  # the token of the form; becomes the entry's
    content: Mapping[str, str]
    saved_at: datetime
    who: str


def mine(store: Store, patient: UUID, form: str) -> Typed | None:
    """What this actor has typed into a form of a patient, if anything."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.ADD_ENTRY, patient)
        kept = _mine(store, together(row), form)
        if kept is None:
            return None
        store.tell("read draft", kept.patient.code, {"draft": kept.pk})
        return _opened(store, kept)


def save(
    store: Store, patient: UUID, form: str, content: Mapping[str, str], *, once: str
) -> datetime | None:
    """Keep what is typed so far in place of the draft before; None where the form was sent.

    Of those merged into one it stays with the one it was begun for: an undone merge takes it along.

    The audit says that a draft was begun, not each pause in typing: a draft is nobody's record yet.
    """
    with of_clinic(store.actor.clinic):
        row = store.row(Right.ADD_ENTRY, patient)
        whole = together(row)
        if KeptEntry.objects.filter(patient__in=whole, once=once).exists():
            return None  # a save that was under way when the form was sent
        kept, is_new, told = _mine(store, whole, form), False, json.dumps(dict(content))
        if kept is None:
            sealed = store.sealed(told, row.code, f"draft/{once}")
            kept, is_new = _begin(store, row, form, once, sealed)
        kept.once, kept.saved_at = once, store.now()
        kept.content = store.sealed(told, kept.patient.code, f"draft/{once}")
        kept.save()
        if is_new:
            store.tell("begin draft", row.code, {"draft": kept.pk})
        return kept.saved_at


def drop(store: Store, patient: UUID, form: str) -> None:
    """Take away this actor's draft of a form: it was sent, or is not wanted."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.ADD_ENTRY, patient)
        kept = _mine(store, together(row), form)
        if kept is not None:
            store.tell("drop draft", kept.patient.code, {"draft": kept.pk})
            kept.delete()


def of_others(store: Store, patient: UUID, form: str, since: datetime) -> tuple[Typed, ...]:
    """What other members have typed into the same form since then, and not sent."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.ADD_ENTRY, patient)
        rows = Draft.objects.filter(patient__in=together(row), form=form, saved_at__gte=since)
        others = rows.exclude(_own(store)).exclude(member=None)
        found = [
            _opened(store, one)
            for one in others.select_related("member__account", "patient").order_by("id")
        ]
        if found:
            store.tell("read draft", row.code, {"shown": len(found)})
        return tuple(found)


def begun(store: Store, patient: UUID, prefix: str) -> dict[str, datetime]:
    """The forms of this patient that this actor has begun: form and time of the last save."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.ADD_ENTRY, patient)
        whole = together(row)
        rows = Draft.objects.filter(_own(store), patient__in=whole, form__startswith=prefix)
        return {one.form: one.saved_at for one in rows.order_by("saved_at")}


def _begin(store: Store, row: Row, form: str, once: str, sealed: bytes) -> tuple[Draft, bool]:
    """A first draft, and whether it is: two windows may begin one form in the same moment."""
    new = Draft(clinic_id=store.actor.clinic, patient=row, member_id=store.actor.member, form=form)
    new.once, new.content, new.saved_at = once, sealed, store.now()
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        there = _mine(store, [row], form)
        if there is None:
            raise
        return there, False
    return new, True


def _own(store: Store) -> Q:
    """The drafts of this actor; a patient's have no member."""
    member = store.actor.member
    return Q(member=None) if member is None else Q(member_id=member)


def _mine(store: Store, whole: list[Row], form: str) -> Draft | None:
    """What this actor typed last; where there were two records, the other comes up after it."""
    rows = Draft.objects.filter(_own(store), patient__in=whole, form=form)
    return rows.select_related("member__account", "patient").order_by("-saved_at", "-pk").first()


def _opened(store: Store, kept: Draft) -> Typed:
    text = store.opened(kept.content, kept.patient.code, f"draft/{kept.once}")
    return Typed(
        once=kept.once,
        content=json.loads(text),
        saved_at=kept.saved_at,
        who=kept.member.account.name if kept.member else kept.patient.name,
    )
