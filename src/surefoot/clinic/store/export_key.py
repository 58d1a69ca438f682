"""What the other files of an export point to: who works here, what papers are called, who asked.

A table says "member 4" and a file is called 7.pdf; whoever has the export alone looks here.
"""

from collections.abc import Iterator, Sequence

from surefoot.clinic.models import ContactRequest, Document, Member
from surefoot.clinic.store.contacts import reason_of, wish_of
from surefoot.clinic.store.papers import name_of
from surefoot.clinic.store.patients import Store
from surefoot.clinic.store.sheet import Cell

type Rows = Iterator[Sequence[Cell]]


def members(store: Store) -> Rows:
    """Who works or worked here: their number stands as made_by, by, therapist and so on."""
    yield ("member", "name", "email", "role", "left_on")
    rows = Member.objects.filter(clinic_id=store.actor.clinic).order_by("pk")
    for row in rows.select_related("account"):
        left = row.left_on.isoformat() if row.left_on else None
        yield row.pk, row.account.name, row.account.email, row.role, left


def papers(store: Store) -> Rows:
    """What each file in papers/ is called, who brought it in, and whether it was taken away."""
    own = ("patient", "paper", "file", "name", "size", "added_at", "added_by")
    yield (*own, "taken_away_at", "taken_away_by")
    rows = Document.objects.filter(clinic_id=store.actor.clinic).order_by("pk")
    for row in rows.select_related("patient").defer("content"):
        away = row.taken_away_at.isoformat() if row.taken_away_at else None
        told = str(row.patient.code), row.pk, file_of(row), name_of(store, row), row.size
        yield (*told, row.added_at.isoformat(), row.added_by_id, away, row.taken_away_by_id)


def file_of(row: Document) -> str:
    """Where a paper stands in the export."""
    return f"papers/{row.patient.code}/{row.pk}.{row.kind}"


def contact_requests(store: Store) -> Rows:
    """Who asked for an appointment, and what became of it: a patient, or sent elsewhere."""
    wish = ("name", "born_on", "language", "phone", "email", "about")
    yield ("contact", *wish, "asked_at", "decided_at", "decided_by", "patient", "reason")
    rows = ContactRequest.objects.filter(clinic_id=store.actor.clinic).order_by("pk")
    for row in rows.select_related("patient"):
        told = wish_of(row, store.ring)
        who = told.name, told.born_on.isoformat(), told.language
        decided = row.decided_at.isoformat() if row.decided_at else None
        became = str(row.patient.code) if row.patient else None
        yield (
            *(row.pk, *who, told.phone, told.email, told.about, row.asked_at.isoformat()),
            *(decided, row.decided_by_id, became, reason_of(row, store.ring)),
        )
