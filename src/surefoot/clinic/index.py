"""The rows by which patients are found, and the looking up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

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
from surefoot.clinic.merged import kept_in_place_of, merged_ids
from surefoot.clinic.models import NameMark, NameWord, Patient, PhoneTrace

ENOUGH = 5  # found as typed: then nobody asks what else could have been meant
LOOKED_AT = 400  # of those a slip could mean, at most
SHORT = 2  # letters of a name that are looked for by themselves
MOST_ALIKE = 20  # who may be the same person
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
    own = {"clinic_id": patient.clinic_id, "patient": patient}
    NameWord.objects.bulk_create(NameWord(**own, word=one) for one in words_of(patient.name))
    NameMark.objects.bulk_create(NameMark(**own, mark=one) for one in name_marks_of(patient.name))
    PhoneTrace.objects.bulk_create(PhoneTrace(**own, trace=one) for one in traces_of(phone, ring))


def words_of(name: str) -> list[bytes]:
    """The words by whose beginnings a name is found."""
    return [word.encode()[:240] for word in sorted(set(folded(name)))]


def name_marks_of(name: str) -> list[int]:
    """The marks by which a name is found with a slip in it."""
    return sorted({mark for word in set(folded(name)) for mark in marks(word)})


def traces_of(phone: str, ring: KeyRing) -> list[str]:
    """Of all its ends of four digits and more: people type the last digits, or all."""
    digits = "".join(letter for letter in phone if letter.isdecimal())
    ends = (digits[-length:] for length in range(SHORT_PHONE, len(digits) + 1))
    return [ring.trace(end, "phone") for end in ends]


def look_up(clinic: int, typed: str, ring: KeyRing, *, most: int) -> tuple[Found, ...]:
    """The patients that were meant, as typed first, then those a slip away."""
    sought = read(typed)
    found = dict.fromkeys(_as_typed(clinic, sought, ring, most))
    if sought.words and len(found) < ENOUGH:
        found |= dict.fromkeys(_with_slips(clinic, sought))
    return tuple(found)[:most]


def alike(clinic: int, people: Sequence[tuple[str, date]]) -> list[tuple[Found, ...]]:
    """For each name and birth date: who was born then and has a word of the name, slips forgiven.

    All at once, and by the day alone: few were born on the same one.
    """
    days = {born_on for _name, born_on in people}
    born = Patient.objects.filter(clinic_id=clinic, born_on__in=days)
    rows = sorted(born[: LOOKED_AT * len(days)], key=lambda one: one.name)
    there = list(zip(rows, _known(rows), strict=True))
    return [tuple(_alike(there, name, born_on))[:MOST_ALIKE] for name, born_on in people]


def _alike(there: Sequence[tuple[Patient, Found]], name: str, born_on: date) -> dict[Found, None]:
    words = [one for one in folded(name) if len(one) >= SHORT and not one.isdigit()]
    return {
        found: None
        for row, found in there
        if row.born_on == born_on and any(_slips(row, (word,)) is not None for word in words)
    }


def by_name(clinic: int, after: UUID | None, most: int) -> tuple[Found, ...]:
    """The list by name, behind the patient who ended the page before."""
    rows = Patient.objects.filter(clinic_id=clinic).exclude(pk__in=merged_ids(clinic))
    if last := rows.filter(code=after).first() if after else None:
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    return tuple(_known(rows.order_by("name", "pk")[:most]))


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
    """Those who were merged as the one who is kept for them: somebody is found once."""
    rows = list(patients)
    kept = kept_in_place_of(rows)
    for row in rows:
        one = kept.get(row.pk, row)
        yield Found(code=one.code, name=one.name, born_on=one.born_on)
