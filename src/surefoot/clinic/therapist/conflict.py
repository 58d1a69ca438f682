"""Two people with the same form on the same day: both versions, before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from surefoot.clinic.store import Store, drafts, history
from surefoot.clinic.therapist.form import Field, Form
from surefoot.clinic.therapist.typed import ANSWER, WHY, Typed, raw_of
from surefoot.clinic.therapist.words import Said, why_not


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """What somebody else has typed or kept."""

    who: str
    at: datetime
    raw: Mapping[str, str]
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question with both answers, as they read."""

    field: Field
    mine: Said
    theirs: Said


def others(
    store: Store, patient: UUID, form: Form, draft: str, typed: Typed, since: datetime
) -> tuple[Other, ...]:
    """The other versions of today that say something else than this one."""
    found = [
        Other(who=one.who, at=one.saved_at, raw=one.content, is_kept=False)
        for one in drafts.of_others(store, patient, draft, since)
    ]
    for kept in history.by_others(store, patient, since):
        raw = raw_of(form, kept.entry)
        if raw and raw.get("on") == typed.on.isoformat():
            found.append(Other(who=kept.who, at=kept.made_at, raw=raw, is_kept=True))
    return tuple(one for one in found if rows(form, typed.raw, one.raw))


def seen(versions: tuple[Other, ...]) -> str:
    """A mark of exactly these versions: who has seen them sends it back."""
    said = "|".join(f"{one.who} {one.at.isoformat()}" for one in versions)
    return sha256(said.encode()).hexdigest()[:16]


def rows(form: Form, mine: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[Row, ...]:
    """The questions on which two versions differ and the other says something."""
    found = (
        Row(field=one, mine=shown(one, mine), theirs=shown(one, theirs)) for one in form.fields
    )
    return tuple(one for one in found if one.theirs and one.mine != one.theirs)


def shown(field: Field, raw: Mapping[str, str]) -> Said:
    """What a version says of a field, in words."""
    typed = raw.get(f"{ANSWER}{field.key}", "")
    for choice in field.choices:
        if choice.value == typed:
            return Said(choice.label, is_english=field.has_english_answers)
    if typed:
        return Said(f"{typed} {field.unit}".rstrip())
    return Said(why_not(raw.get(f"{WHY}{field.key}", "")))
