"""Medicines: names mapped to classes by full match, dates to a state. Never guessed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from surefoot.care.case import Fact, Medicine
from surefoot.care.intake.medicines import (
    LONG_AGO,
    NEVER,
    NOW,
    RECENT,
    facts_of_medicines,
    plain,
)
from surefoot.care.rules.sheet import years_between
from surefoot.exchange.case_file.messages import Path, shown
from surefoot.exchange.case_file.shape import (
    Day,
    Desk,
    Flag,
    ListOf,
    Made,
    Part,
    Parts,
    Text,
    Word,
)
from surefoot.exchange.case_file.vocabulary import Vocabulary

__all__ = [
    "LONG_AGO",
    "MEDICINES",
    "NEVER",
    "NOW",
    "OTHER",
    "RECENT",
    "Line",
    "facts_of_medicines",
    "plain",
]

OTHER = "other"
_WHEN = {"within_12_months": RECENT, "over_12_months": LONG_AGO}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list of medicines: a medicine, or classes that were never taken."""

    path: Path
    medicine: Medicine | None
    never: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stopped:
    """The day it was stopped, or which side of a year ago."""

    def read(self, value: object, path: Path, desk: Desk) -> date | str | None:
        """A day, or one of two words."""
        if isinstance(value, str) and value in _WHEN:
            return value
        return Day().read(value, path, desk)

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """A day, or one of two words."""
        return {"anyOf": [Day().schema(vocabulary), Word(tuple(_WHEN)).schema(vocabulary)]}


@dataclass(frozen=True, slots=True)
class _Class:
    """The class or classes of a medicine; "other" for one that belongs to none."""

    def read(self, value: object, path: Path, desk: Desk) -> tuple[str, ...] | None:
        """Codes of classes; empty for "other"."""
        if value == OTHER:
            return ()
        known = Word(desk.vocabulary.medicine_classes)
        if isinstance(value, list):
            return tuple(ListOf(known).read(value, path, desk) or ())
        one = known.read(value, path, desk)
        return None if one is None else (one,)

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """A class, several, or "other"."""
        one = Word((*vocabulary.medicine_classes, OTHER)).schema(vocabulary)
        known = Word(vocabulary.medicine_classes).schema(vocabulary)
        return {"anyOf": [one, {"type": "array", "items": known, "minItems": 1}]}


_MEDICINE = Parts(
    {
        "name": Part(Text(), "the name of the substance, as on the box"),
        "class": Part(_Class(), 'its class; "other" when it belongs to none of them'),
        "started": Part(Day(), "the day it was started"),
        "stopped": Part(_Stopped(), "the day it was stopped; left out while it is taken"),
        "dose": Part(Text(), "how much, how often"),
        "on": Part(Day(), "the day it was asked; today if left out"),
        "never": Part(Flag(), "true: this class was never taken"),
    }
)


def _line(read: dict[str, Any], path: Path, desk: Desk) -> Line | None:
    classes = _classes(read, path, desk)
    if classes is None or not _agrees(read, path, desk):
        return None
    on, stopped = read.get("on") or desk.today or date.max, read.get("stopped")
    if read.get("never"):
        facts = (Fact(code=code, value=NEVER, on=on, name=read.get("name")) for code in classes)
        return Line(path, None, tuple(facts))
    medicine = Medicine(
        name=read.get("name"),
        classes=classes,
        state=_state(stopped, on),
        on=on,
        started_on=read.get("started"),
        stopped_on=stopped if isinstance(stopped, date) else None,
        dose=read.get("dose"),
    )
    return Line(path, medicine)


def _classes(read: dict[str, Any], path: Path, desk: Desk) -> tuple[str, ...] | None:
    """The classes of the name and those that are told; None when neither says any."""
    told, name = read.get("class"), read.get("name")
    known = None if name is None else desk.vocabulary.drugs.get(plain(name))
    if known is not None and told == ():
        listed = ", ".join(known)
        desk.wrong((*path, "class"), f"{shown(name)} belongs to {listed}.", "Remove `class`.")
        return None
    if known is not None or told:
        return tuple(dict.fromkeys((*(known or ()), *(told or ()))))
    if name is not None and told is not None:
        return ()
    if name is None:
        fix = "Add `name`, or `class` with one of the classes."
        desk.wrong(path, "Neither a name nor a class is told.", fix)
    elif told is None and "class" not in read:
        full = "Write the full name of the substance."
        near = desk.notes.near(plain(name), desk.vocabulary.drugs, otherwise=full)
        fix = f'{near} If the name is right, add "class": its class, or "{OTHER}" if it has none.'
        desk.wrong((*path, "name"), f"The medicine `{shown(name)}` is not known.", fix)
    return None


def _agrees(read: dict[str, Any], path: Path, desk: Desk) -> bool:
    started, stopped = read.get("started"), read.get("stopped")
    if read.get("never") and (started or stopped or read.get("dose")):
        says = "It was never taken, and yet it has a start, a stop or a dose."
        desk.wrong(path, says, "Keep one of the two.")
        return False
    if isinstance(started, date) and isinstance(stopped, date) and stopped < started:
        says = f"It was stopped on {stopped}, before it was started on {started}."
        desk.wrong((*path, "stopped"), says, "Mend one of the two days.")
        return False
    return True


def _state(stopped: date | str | None, asked_on: date) -> str:
    """Taken on the day it was asked, stopped within the year before, or earlier."""
    if stopped is None:
        return NOW
    if isinstance(stopped, str):
        return _WHEN[stopped]
    return RECENT if years_between(stopped, asked_on) < 1 else LONG_AGO


MEDICINES = ListOf(Made(_MEDICINE, _line))
