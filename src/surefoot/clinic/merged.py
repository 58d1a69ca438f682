"""Which rows are one person: read from the merges in force, nothing is moved.

A merge leads from one row to the one that is kept; the one that is kept may be merged in turn. No
row leads to two, and only rows that lead nowhere are merged, so the way has an end.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from surefoot.clinic.models import Patient, PatientMerge


def kept_for(row: Patient) -> Patient:
    """The row that stands for the person: itself where it was not merged."""
    while into := _in_force().filter(merged=row).select_related("kept").first():
        row = into.kept
    return row


def together(row: Patient) -> list[Patient]:
    """Every row of the same person, the one that is kept first."""
    if not _in_force().filter(Q(kept=row) | Q(merged=row)).exists():
        return [row]  # nearly everybody: one question instead of three
    rows = [kept_for(row)]
    for one in rows:  # grows while it is walked: what was merged into a merged one comes too
        rows += [merge.merged for merge in _merged_into(one)]
    return rows


def kept_in_place_of(rows: Iterable[Patient]) -> Mapping[int, Patient]:
    """For each row that was merged the one that is kept, by its id; the others are not named."""
    found: dict[int, Patient] = {}
    ids = [row.pk for row in rows]
    for merge in _in_force().filter(merged_id__in=ids).select_related("kept"):
        found[merge.merged_id] = kept_for(merge.kept)
    return found


def everybody_merged(clinic: int) -> Mapping[int, Patient]:
    """The same for every row of a clinic that was merged."""
    merges = _in_force().filter(clinic_id=clinic).select_related("kept")
    kept = {merge.merged_id: merge.kept for merge in merges}
    for merged in kept:
        while (further := kept.get(kept[merged].pk)) is not None:
            kept[merged] = further
    return kept


def changed_at(rows: Sequence[Patient]) -> datetime | None:
    """When a merge that touches these rows was last made or undone; None where none ever was.

    Who belongs together with them is the same since then.
    """
    touching = PatientMerge.objects.filter(Q(kept__in=rows) | Q(merged__in=rows))
    found = touching.aggregate(made=Max("at"), undone=Max("undone_at"))
    return max((at for at in found.values() if at is not None), default=None)


def merged_ids(clinic: int) -> QuerySet[PatientMerge, int]:
    """The rows of a clinic that another one stands for; a part of the query that needs them."""
    return _in_force().filter(clinic_id=clinic).values_list("merged_id", flat=True)


def _in_force() -> QuerySet[PatientMerge]:
    return PatientMerge.objects.filter(undone_at=None)


def _merged_into(row: Patient) -> list[PatientMerge]:
    return list(_in_force().filter(kept=row).select_related("merged").order_by("id"))
