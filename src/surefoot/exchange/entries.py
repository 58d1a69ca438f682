"""Entries as they are kept: one versioned document each, read back as the same record.

The case file is for people and checks what it is told against the vocabulary of the day; this is
for keeping what was accepted, whatever becomes of the vocabulary later.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from surefoot.care.case import (
    Answers,
    Approval,
    Fact,
    Fall,
    Goal,
    Medicine,
    NotDone,
    Review,
    Symptom,
)
from surefoot.care.entry import Entry
from surefoot.terms import Side, SurefootError

SHAPE = "surefoot-entry/1"


class _Day(msgspec.Struct, forbid_unknown_fields=True):
    """A day as a value: told apart from a text that looks like one."""

    day: date


class _Fact(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    code: str
    value: bool | float | str | _Day
    on: date
    side: Side | None = None
    site: str | None = None
    protocol: str | None = None
    name: str | None = None
    started_on: date | None = None
    stopped_on: date | None = None
    dose: str | None = None


class _Document(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    shape: str
    story: str | None = None
    facts: list[_Fact] = []
    not_done: list[NotDone] = []
    gates: dict[str, bool] = {}
    symptoms: list[Symptom] = []
    answers: list[Answers] = []
    falls: list[Fall] | None = None
    medicines: list[Medicine] | None = None
    goals: list[Goal] | None = None
    days_per_week: int | None = None
    reviews: list[Review] = []
    approvals: list[Approval] = []


_PARTS = tuple(name for name in _Document.__struct_fields__ if name not in ("shape", "facts"))
_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(_Document).decode


def write(entry: Entry) -> bytes:
    """The document of an entry; the same entry always gives the same bytes."""
    parts: dict[str, Any] = {name: _turned(getattr(entry, name), tuple, list) for name in _PARTS}
    return _encode(_Document(shape=SHAPE, facts=[_kept(f) for f in entry.facts], **parts))


def read(content: bytes) -> Entry:
    """The entry of a document; SurefootError if it is none, or of a shape not known here."""
    try:
        found = _decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise SurefootError(f"This is no entry: {wrong}.", "Restore it from a backup.") from wrong
    if found.shape != SHAPE:
        raise SurefootError(
            f"An entry of shape {found.shape!r} is not known here.",
            f"This version reads {SHAPE}: update Surefoot.",
        )
    parts: dict[str, Any] = {name: _turned(getattr(found, name), list, tuple) for name in _PARTS}
    return Entry(facts=tuple(map(_fact, found.facts)), **parts)


def _turned(part: object, kind: type, into: Callable[[Any], object]) -> object:
    return into(part) if isinstance(part, kind) else part


def _kept(fact: Fact) -> _Fact:
    value = _Day(fact.value) if isinstance(fact.value, date) else fact.value
    return _Fact(
        code=fact.code,
        value=value,
        on=fact.on,
        side=fact.side,
        site=fact.site,
        protocol=fact.protocol,
        name=fact.name,
        started_on=fact.started_on,
        stopped_on=fact.stopped_on,
        dose=fact.dose,
    )


def _fact(kept: _Fact) -> Fact:
    value = kept.value.day if isinstance(kept.value, _Day) else kept.value
    return Fact(
        code=kept.code,
        value=value,
        on=kept.on,
        side=kept.side,
        site=kept.site,
        protocol=kept.protocol,
        name=kept.name,
        started_on=kept.started_on,
        stopped_on=kept.stopped_on,
        dose=kept.dose,
    )
