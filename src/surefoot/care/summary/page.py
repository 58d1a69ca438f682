"""What a page is made of, whatever it is shown on: terminal, screen or paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

type Tone = Literal["urgent", "caution", "note"]
type Trend = Literal["better", "worse", "open", ""]
"""What may be said of a change; open: it cannot be told from error; empty: no class."""
type Place = Literal["top", "main", "beside", "more"]
"""Across the page; in its wide column; in the narrow one; behind a fold or on a later sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph."""

    words: str
    lead: bool = False  # the sentence that matters first


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Something set apart: act now, take care, or take note."""

    tone: Tone
    title: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A list; ordered when the order is the message."""

    lines: Sequence[str]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Label and value, line by line."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Two to four short answers side by side: title, headline, explanation."""

    cells: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForAgainst:
    """What speaks for something and what against it, each with its weight."""

    in_favour: Sequence[tuple[str, str]]
    against: Sequence[tuple[str, str]]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. Cells are text; `numeric` columns are set flush right."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[int] = ()
    note: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Two or three short lists side by side, each under its own small heading."""

    cells: Sequence[tuple[str, Sequence[str]]]
    narrow: bool = False  # short lines: side by side in a terminal too, where it is wide enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Parts of a whole as one bar: technique code, name, per cent."""

    rows: Sequence[tuple[str, str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Minutes by week and technique, as bars over their numbers, with the cap beneath."""

    weeks: Sequence[int]
    rows: Sequence[tuple[str, str, Sequence[int]]]  # technique code, name, minutes by week
    total: Sequence[int]
    cap: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One value over time; with one day alone there is no first."""

    measure: str  # code of the instrument
    name: str
    unit: str
    points: Sequence[tuple[date, float]] = ()  # for the drawing; empty for what is no number
    first: str = ""
    first_on: date | None = None
    last: str
    last_on: date
    trend: Trend = ""
    word: str = ""  # the class of the change, as the person reads it
    says: str = ""  # error and what matters; or why there is no class; or the band
    error: float | None = None  # drawn as a band around the first value


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Values over time, one a row: drawn, and the same in words."""

    rows: Sequence[Series]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One symptom on the body: its paint, its name, where it is in words and as sites."""

    symptom: str
    name: str
    where: str
    sites: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMap:
    """Where on the body, as a picture; the rows beside it say the same in words."""

    rows: Sequence[Marked]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise as the person does it."""

    id: str
    technique: str
    name: str
    dose: str
    how: str
    cue: str
    care: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercises:
    """The exercises of one list, in the order they are done."""

    items: Sequence[Exercise]


type Block = (
    Text
    | Call
    | Points
    | Facts
    | Columns
    | ForAgainst
    | Grid
    | Lists
    | Shares
    | Minutes
    | Measured
    | BodyMap
    | Exercises
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: Sequence[Block]
    aside: str = ""  # small, beside the heading: the basis, the date
    tag: str = ""  # "unreviewed" and the like: worn as a dashed tag
    place: Place = "main"
    sheet: bool = False  # begins a new sheet of paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page for one reader."""

    reader: Literal["patient", "therapist", "referrer"]
    title: str
    subtitle: str
    made_on: date
    sections: Sequence[Section]
    foot: Sequence[str]  # basis, limits, what is not reviewed
    language: str = "en"
