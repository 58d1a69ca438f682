"""The rows by which patients are found, and the looking up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from surefoot.clinic.finding import (
    SHORT_PHONE,
    Sought,
    folded,
    forgiven,
    marks,
    marks_of_typed,
    read,
    slips,
)
from surefoot.clinic.keys import KeyRing
from surefoot.clinic.models import NameMark, NameWord, Patient, PhoneTrace

ENOUGH = 5  # found as typed: then nobody asks what else could have been meant
LOOKED_AT = 400  # of those a slip could mean, at most
AFTER = b"\xff"  # sorts behind every letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A patient in a list: who it is, without anything about their health."""

    code: UUID
    name: str
    born_on: date


def enter(patient: Patient, phone: str, ring: KeyRing) -> None:
    """Write the rows of a patient anew, after the name or the phone number was told."""
    for model in (NameWord, NameMark, PhoneTrace):
        model.objects.filter(patient=patient).delete()
    words = sorted(set(folded(patient.name)))
    own = {"clinic_id": patient.clinic_id, "patient": patient}
    NameWord.objects.bulk_create(NameWord(**own, word=word.encode()[:240]) for word in words)
    every = sorted({mark for word in words for mark in marks(word)})
    NameMark.objects.bulk_create(NameMark(**own, mark=mark) for mark in every)
    PhoneTrace.objects.bulk_create(PhoneTrace(**own, trace=one) for one in _traces(phone, ring))


def _traces(phone: str, ring: KeyRing) -> Iterator[str]:
    """Of all its ends of four digits and more: people type the last digits, or all."""
    digits = "".join(letter for letter in phone if letter.isdecimal())
    return (ring.trace(digits[-length:], "phone") for length in range(SHORT_PHONE, len(digits) + 1))


def look_up(clinic: int, typed: str, ring: KeyRing, *, most: int) -> tuple[Found, ...]:
    """The patients that were meant, as typed first, then those a slip away."""
    sought = read(typed)
    found = dict.fromkeys(_as_typed(clinic, sought, ring, most))
    if sought.words and len(found) < ENOUGH:
        found |= dict.fromkeys(_with_slips(clinic, sought))
    return tuple(found)[:most]


def _as_typed(clinic: int, sought: Sought, ring: KeyRing, most: int) -> Iterator[Found]:
    if sought.digits:
        trace = ring.trace(sought.digits, "phone")
        rows = PhoneTrace.objects.filter(clinic_id=clinic, trace=trace).order_by("patient__name")
        yield from _known(row.patient for row in rows.select_related("patient")[:most])
    elif sought.born_on:
        born = Patient.objects.filter(clinic_id=clinic, born_on__in=sought.born_on)
        # Sorted here: sorted by the database it would walk through all names to find a few.
        there = sorted(born[:LOOKED_AT], key=lambda one: one.name)
        yield from _known(one for one in there if all(_begins(one, w) for w in sought.words))
    elif sought.words:
        yield from _by_words(clinic, sorted(sought.words, key=len, reverse=True), most)


def _by_words(clinic: int, words: list[str], most: int) -> Iterator[Found]:
    """Along the index of the longest word; the others have to be there too."""
    longest, *others = words
    rows = NameWord.objects.filter(clinic_id=clinic, **_beginning(longest))
    for word in others:
        same = NameWord.objects.filter(patient_id=OuterRef("patient_id"), **_beginning(word))
        rows = rows.filter(Exists(same))
    rows = rows.order_by("word", "patient_id").select_related("patient")
    yield from _known(row.patient for row in rows[: 2 * most])


def _with_slips(clinic: int, sought: Sought) -> list[Found]:
    longest = max(sought.words, key=len)
    rows = NameMark.objects.filter(clinic_id=clinic, mark__in=marks_of_typed(longest))
    ids = set(rows.values_list("patient_id", flat=True)[:LOOKED_AT])
    counted = []
    for one in Patient.objects.filter(pk__in=ids):
        count = _slips(one, sought.words)
        right_day = not sought.born_on or one.born_on in sought.born_on
        if count is not None and right_day:
            counted.append((count, one.name, one))
    return [*_known(one for *_, one in sorted(counted, key=lambda each: each[:2]))]


def _slips(patient: Patient, typed: tuple[str, ...]) -> int | None:
    """How many slips lie between what was typed and a name; None if more than is forgiven."""
    words, whole = folded(patient.name), 0
    for each in typed:
        fewest = min((slips(each, word) for word in words), default=len(each))
        if fewest > forgiven(each):
            return None
        whole += fewest
    return whole


def _begins(patient: Patient, typed: str) -> bool:
    return any(word.startswith(typed) for word in folded(patient.name))


def _beginning(word: str) -> dict[str, bytes]:
    return {"word__gte": word.encode(), "word__lt": word.encode() + AFTER}


def _known(patients: Iterable[Patient]) -> Iterator[Found]:
    return (Found(code=one.code, name=one.name, born_on=one.born_on) for one in patients)
