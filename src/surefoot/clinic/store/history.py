"""What was known when: every entry of a patient, who made it, and what stands in its place."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from surefoot.care.entry import Entry
from surefoot.clinic.access import NotAllowedError, Right
from surefoot.clinic.merged import together
from surefoot.clinic.models import KeptEntry
from surefoot.clinic.models import Patient as Row
from surefoot.clinic.store.patients import Store
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange import entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One entry as it was made."""

    number: int
    made_at: datetime
    who: str
    member: int | None  # None: the person answered for themselves
    entry: Entry
    instead_of: int | None = None
    reason: str = ""  # why it was corrected
    corrected_by: int | None = None  # the entry that stands in its place

    @property
    def counts(self) -> bool:
        """Whether nothing stands in its place."""
        return self.corrected_by is None


def of(store: Store, patient: UUID) -> tuple[Kept, ...]:
    """Every entry of a patient, the latest first."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.READ_CHART, patient)
        rows = _rows(row)
        store.tell("read entries", row.code, {"shown": len(rows)})
        return tuple(_kept(store, one) for one in reversed(rows))


def one(store: Store, patient: UUID, number: int) -> Kept:
    """One entry; the same refusal for none and for another patient's."""
    found = next((kept for kept in of(store, patient) if kept.number == number), None)
    if found is None:
        raise NotAllowedError("There is no such entry.", "Open the chart again.")
    return found


def by_others(store: Store, patient: UUID, since: datetime) -> tuple[Kept, ...]:
    """What other members have kept since then and still counts."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.ADD_ENTRY, patient)
        rows = [
            each
            for each in _rows(row)
            if each.made_at >= since and each.made_by_id not in (None, store.actor.member)
        ]
        return tuple(kept for each in rows if (kept := _kept(store, each)).counts)


def _rows(row: Row) -> list[KeptEntry]:
    rows = KeptEntry.objects.filter(patient__in=together(row)).order_by("id")
    return list(rows.select_related("made_by__account", "superseded_by", "patient"))


def _kept(store: Store, each: KeptEntry) -> Kept:
    row = each.patient  # of those merged into one, the one it was sealed for
    content = store.opened(each.content, row.code, f"entry/{each.once}")
    later = getattr(each, "superseded_by", None)
    return Kept(
        number=each.pk,
        made_at=each.made_at,
        who=each.made_by.account.name if each.made_by else row.name,
        member=each.made_by_id,
        entry=entries.read(content.encode()),
        instead_of=each.supersedes_id,
        reason=store.opened(each.reason, row.code, f"reason/{each.once}") if each.reason else "",
        corrected_by=later.pk if later else None,
    )
