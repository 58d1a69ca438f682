"""The plain shapes a document is made of: each reads a value, and each describes itself."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, TypeGuard

from surefoot.exchange.case_file.messages import Notes, Path, shown
from surefoot.exchange.case_file.parse import LARGEST, Members, Unusable
from surefoot.exchange.case_file.vocabulary import Vocabulary
from surefoot.knowledge.schema.whole import Knowledge

LONG_TEXT = 20_000  # a story of some ten pages
SHORT_TEXT = 300
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Tab and line breaks are text; other control marks, and halves of surrogate pairs, are not.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(slots=True)
class Desk:
    """What a reader has before it: the words it may meet, the dates that bound it, its notes."""

    knowledge: Knowledge
    vocabulary: Vocabulary
    notes: Notes = field(default_factory=Notes)
    today: date | None = None
    born_on: date | None = None

    def wrong(self, path: Path, says: str, fix: str) -> None:
        """Note a problem and go on, so that all of them are told at once."""
        self.notes.add(path, says, fix)


class Shape(Protocol):
    """Something a document may hold. `read` gives None when it noted a problem."""

    def read(self, value: object, path: Path, desk: Desk) -> object:
        """The value as the case needs it."""

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """The same shape as JSON Schema."""


def as_written(value: object) -> str:
    """A value as it stands in the file; what is long is only named."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str):
        return f'`"{shown(value)}"`'
    if isinstance(value, dict):
        return "A group of named entries"
    if isinstance(value, list):
        return "A list"
    return f"`{shown(value)}`"


def expected(what: str, value: object, path: Path, desk: Desk, fix: str) -> None:
    """Note that something else stands where `what` was expected."""
    if isinstance(value, Unusable):
        desk.wrong(path, f"{shown(value.text)} is no number a case can hold.", fix)
    elif value is None:
        desk.wrong(path, "null says nothing.", "Leave the line out if it was not asked.")
    else:
        desk.wrong(path, f"{as_written(value)} stands where {what} is expected.", fix)


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a person; one line or more."""

    most: int = SHORT_TEXT

    def read(self, value: object, path: Path, desk: Desk) -> str | None:
        """The text without spaces around it."""
        if not isinstance(value, str):
            expected("a text", value, path, desk, "Put it in double quotes.")
            return None
        if len(value) > self.most:
            says = f"The text has {len(value)} characters; at most {self.most} are kept."
            desk.wrong(path, says, "Shorten it.")
            return None
        if _CONTROL.search(value):
            says = "The text holds control characters that no screen can show."
            desk.wrong(path, says, "Remove them.")
            return None
        if not value.strip():
            desk.wrong(path, "The text is empty.", "Leave the line out, or write something.")
            return None
        return value.strip()

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """A string of limited length that is not blank."""
        return {"type": "string", "maxLength": self.most, "pattern": "\\S"}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false; not asked is left out."""

    def read(self, value: object, path: Path, desk: Desk) -> bool | None:
        """The truth value."""
        if isinstance(value, bool):
            return value
        fix = "Write true or false, without quotes; leave the line out if it was not asked."
        expected("true or false", value, path, desk, fix)
        return None

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two limits."""

    low: int
    high: int

    def read(self, value: object, path: Path, desk: Desk) -> int | None:
        """The number."""
        span = f"a whole number from {self.low} to {self.high}"
        fix = f"Write {span if self.low < self.high else self.low}."
        if isinstance(value, bool) or not isinstance(value, int | float):
            expected("a number", value, path, desk, fix)
            return None
        if not abs(value) <= LARGEST or value != int(value) or not self.low <= value <= self.high:
            desk.wrong(path, f"{shown(value)} is out of range.", fix)
            return None
        return int(value)

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """An integer with its limits."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, written 2026-11-02."""

    may_be_ahead: bool = False
    before_birth: bool = False  # only for the day of birth itself

    def read(self, value: object, path: Path, desk: Desk) -> date | None:
        """The day, if it exists and lies between birth and today."""
        day = _day(value, path, desk)
        if day is None:
            return None
        if desk.today and day > desk.today and not self.may_be_ahead:
            desk.wrong(
                path, f"{day} lies after `today`, {desk.today}.", "Mend one of the two days."
            )
            return None
        if desk.born_on and day < desk.born_on and not self.before_birth:
            says = f"{day} lies before the person was born, {desk.born_on}."
            desk.wrong(path, says, "Mend one of the two days.")
            return None
        return day

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """A date in the form of ISO 8601."""
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _day(value: object, path: Path, desk: Desk) -> date | None:
    fix = "Write the day as year-month-day, 2026-11-02; if only the month is known, its first day."
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or isinstance(value, datetime):
        expected("a day", value, path, desk, fix)
        return None
    if not _DAY.fullmatch(value):
        desk.wrong(path, f"`{shown(value)}` is not a day.", fix)
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        desk.wrong(path, f"There is no {value} in the calendar.", fix)
        return None


@dataclass(frozen=True, slots=True)
class Word:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, value: object, path: Path, desk: Desk) -> str | None:
        """The word, exactly as it is known."""
        listed = ", ".join(self.words)
        if not isinstance(value, str):
            expected("a word", value, path, desk, f"Write one of: {listed}.")
            return None
        if value not in self.words:
            few = f"Write one of: {listed}."
            near = few if len(self.words) <= 9 else _near(value, self.words, path, desk)
            desk.wrong(path, f"`{shown(value)}` is not known here.", near)
            return None
        return value

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": [str(word) for word in self.words]}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of things of one shape."""

    item: Shape
    most: int = 500

    def read(self, value: object, path: Path, desk: Desk) -> list[Any] | None:
        """The items that could be read."""
        if not isinstance(value, list):
            expected("a list", value, path, desk, "Put it in square brackets: [...].")
            return None
        if len(value) > self.most:
            says = f"The list has {len(value)} entries; at most {self.most} are read."
            desk.wrong(path, says, "Shorten it.")
            return None
        read = [self.item.read(part, (*path, at), desk) for at, part in enumerate(value)]
        return [part for part in read if part is not None]

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """An array."""
        return {"type": "array", "items": self.item.schema(vocabulary), "maxItems": self.most}


@dataclass(frozen=True, slots=True)
class Part:
    """One member of an object: its shape, what it says, and whether it must be there."""

    shape: Shape
    says: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """An object with named members; any other name is an error."""

    parts: Mapping[str, Part]
    says: str = ""

    def read(self, value: object, path: Path, desk: Desk) -> dict[str, Any] | None:
        """The members that could be read."""
        if not opened(value, path, desk):
            return None
        lacking = [n for n, part in self.parts.items() if part.needed and value.get(n) is None]
        for name in lacking:
            desk.wrong(path, f"`{name}` is missing.", f"Add it: {_told(self.parts[name])}.")
        known = [
            name for name in value if name not in lacking and named(name, self.parts, path, desk)
        ]
        read = {
            name: self.parts[name].shape.read(value[name], (*path, name), desk) for name in known
        }
        return {name: part for name, part in read.items() if part is not None}

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """An object that allows nothing else."""
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {
                name: {"description": part.says, **part.shape.schema(vocabulary)}
                for name, part in self.parts.items()
            },
            "additionalProperties": False,
        }
        needed = [name for name, part in self.parts.items() if part.needed]
        return {**schema, "required": needed} if needed else schema


@dataclass(frozen=True, slots=True)
class Made:
    """A shape whose read value is made into something else; None when that goes wrong."""

    shape: Shape
    make: Callable[[Any, Path, Desk], object]

    def read(self, value: object, path: Path, desk: Desk) -> object:
        """What `make` makes of the value."""
        read = self.shape.read(value, path, desk)
        return None if read is None else self.make(read, path, desk)

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """The shape itself."""
        return self.shape.schema(vocabulary)


def opened(value: object, path: Path, desk: Desk) -> TypeGuard[dict[str, Any]]:
    """Whether an object stands here, with each name once."""
    if not isinstance(value, dict):
        fix = 'Write them in curly braces: {"name": ...}.'
        expected("a group of named entries", value, path, desk, fix)
        return False
    if isinstance(value, Members):
        for name in value.repeated:
            says = f"`{shown(name)}` stands here twice or more."
            desk.wrong((*path, name), says, "Keep one; nobody can tell which one counts.")
    return True


def named(name: str, known: Mapping[str, Any] | Sequence[str], path: Path, desk: Desk) -> bool:
    """Whether a name is known here; if not, the nearest ones are named."""
    if name in known:
        return True
    near = _near(name, known, path, desk)
    desk.wrong((*path, name), f"`{shown(name)}` is not known here.", near)
    return False


def _near(name: str, known: Iterable[str], path: Path, desk: Desk) -> str:
    section = ".".join(part for part in path if isinstance(part, str))
    otherwise = f"`surefoot case explain {shown(section)}` lists what is known."
    if not path:
        otherwise = "`surefoot case new FILE` shows every section."
    return desk.notes.near(name, known, otherwise=otherwise)


def _told(part: Part) -> str:
    """What a part says, with the words it knows."""
    return (
        f"{part.says}: {', '.join(part.shape.words)}" if isinstance(part.shape, Word) else part.says
    )
