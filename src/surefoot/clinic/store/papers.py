"""Papers somebody brought, sealed; and what they agreed to."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from surefoot.clinic.access import Right, may
from surefoot.clinic.merged import together
from surefoot.clinic.models import Consent, Document
from surefoot.clinic.sniff import Kind, clean_name, kind_of
from surefoot.clinic.store.patients import AlreadyKeptError, Store
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError


class Agreed(StrEnum):
    """What somebody can agree to."""

    TREATMENT = "treatment"
    RECORDS = "records"  # that what they tell is kept
    MESSAGES = "messages"  # e-mail and text messages
    SHARING = "sharing"  # with their physician
    PICTURES = "pictures"
    RESEARCH = "research"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Somebody agreed, or withdrew."""

    kind: Agreed
    given: bool
    on: date
    by: str  # who wrote it down


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document in a list; its name only for those who read charts."""

    number: int
    name: str | None
    kind: Kind
    size: int
    added_at: datetime
    added_by: str


def consent(store: Store, patient: UUID, kind: Agreed, *, given: bool, on: date, once: str) -> None:
    """Keep that somebody agreed to something, or withdrew it."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.CHANGE_CONTACT, patient)
        said = Consent(
            clinic_id=store.actor.clinic,
            patient=row,
            kind=kind,
            given=given,
            on=on,
            by_id=store.actor.member or 0,
            at=store.now(),
            once=once,
        )
        _save(said)
        store.tell("keep consent", row.code, {"consent": said.pk})


def consents(store: Store, patient: UUID) -> tuple[Said, ...]:
    """Everything somebody agreed to or withdrew, the latest first."""
    with of_clinic(store.actor.clinic):
        whole = together(store.row(Right.READ_CONTACT, patient))
        rows = Consent.objects.filter(patient__in=whole).select_related("by__account")
        return tuple(
            Said(kind=Agreed(row.kind), given=row.given, on=row.on, by=row.by.account.name)
            for row in rows.order_by("-on", "-id")
        )


def add(store: Store, patient: UUID, name: str, content: bytes, *, once: str) -> int:
    """Keep a paper; NotTakenError for what is no PDF, JPEG or PNG."""
    kind = kind_of(content)
    with of_clinic(store.actor.clinic):
        row = store.row(Right.ADD_DOCUMENT, patient)
        paper = Document(
            clinic_id=store.actor.clinic,
            patient=row,
            kind=kind,
            size=len(content),
            name=store.sealed(clean_name(name), row.code, f"document/{once}/name"),
            content=store.ring.seal(content, f"patient/{row.code}/document/{once}"),
            added_at=store.now(),
            added_by_id=store.actor.member or 0,
            once=once,
        )
        _save(paper)
        store.tell("add document", row.code, {"document": paper.pk})
        return paper.pk


def listed(store: Store, patient: UUID) -> tuple[Paper, ...]:
    """The papers of a patient, the latest first."""
    with of_clinic(store.actor.clinic):
        whole = together(store.row(Right.READ_CONTACT, patient))
        rows = Document.objects.filter(patient__in=whole, taken_away_at=None).defer("content")
        found = rows.select_related("patient", "added_by__account").order_by("-id")
        reads = may(store.actor, Right.READ_CHART, patient)
        return tuple(
            Paper(
                number=row.pk,
                name=name_of(store, row) if reads else None,
                kind=Kind(row.kind),
                size=row.size,
                added_at=row.added_at,
                added_by=row.added_by.account.name,
            )
            for row in found
        )


def read(store: Store, patient: UUID, number: int) -> tuple[str, Kind, bytes]:
    """The name, kind and content of a paper, for those who read charts."""
    with of_clinic(store.actor.clinic):
        row = _one(store, Right.READ_CHART, patient, number, Document.objects.all())
        store.tell("read document", row.patient.code, {"document": row.pk})
        about = f"patient/{row.patient.code}/document/{row.once}"
        return name_of(store, row), Kind(row.kind), store.ring.open(bytes(row.content), about)


def take_away(store: Store, patient: UUID, number: int) -> None:
    """A paper that does not belong here is shown no more; it stays sealed, and who did it."""
    with of_clinic(store.actor.clinic):
        held = Document.objects.select_for_update(of=("self",))  # of two at once, one takes it away
        row = _one(store, Right.ADD_DOCUMENT, patient, number, held)
        row.taken_away_at, row.taken_away_by_id = store.now(), store.actor.member
        row.save(update_fields=["taken_away_at", "taken_away_by"])
        store.tell("take document away", row.patient.code, {"document": row.pk})


def _one(
    store: Store, right: Right, patient: UUID, number: int, among: QuerySet[Document]
) -> Document:
    whole = together(store.row(right, patient))
    rows = among.filter(patient__in=whole, pk=number, taken_away_at=None)
    row = rows.select_related("patient").first()
    if row is None:
        raise SurefootError(_("There is no such document."), _("Open the page again."))
    return row


def name_of(store: Store, row: Document) -> str:
    """What a paper was called by who brought it in, as it was sealed."""
    return store.opened(row.name, row.patient.code, f"document/{row.once}/name")


def _save(row: Consent | Document) -> None:
    """Once a form, however often it is sent; the database decides."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        if not type(row)._default_manager.filter(patient=row.patient, once=row.once).exists():
            raise SurefootError(_("This could not be kept."), _("Open the page again.")) from twice
        raise AlreadyKeptError(
            "This was sent before and is kept.", "Nothing needs to be done."
        ) from twice
