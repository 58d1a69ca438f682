"""What every row of the knowledge has: an id, plain words, a grade, sources and a date."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from surefoot.terms import Grade


def _split(cell: str | Iterable[str] | None) -> tuple[str, ...]:
    """A CSV cell of words parted by semicolons, or a TOML list, as a tuple."""
    if cell is None:
        return ()
    if isinstance(cell, str):
        return tuple(word.strip() for word in cell.split(";") if word.strip())
    return tuple(cell)


def _blank_is_none(cell: object) -> object:
    """An empty CSV cell means "not known", never zero and never the empty word."""
    return None if cell == "" else cell


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""Zero or more words; a CSV writes them "a;b;c"."""

MaybeNumber = Annotated[float | None, BeforeValidator(_blank_is_none)]
MaybeInt = Annotated[int | None, BeforeValidator(_blank_is_none)]
MaybeDate = Annotated[date | None, BeforeValidator(_blank_is_none)]
MaybeWord = Annotated[str | None, BeforeValidator(_blank_is_none)]


class Row(BaseModel):
    """A frozen record in which an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Statement(Row):
    """One thing the evidence says. Published text is never edited: end it and add a successor."""

    id: str = Field(min_length=1)
    says: str = Field(min_length=3)
    grade: Grade
    sources: Annotated[Words, Field(min_length=1)]
    valid_from: date
    valid_to: MaybeDate = None
    replaces: MaybeWord = None


class Source(Row):
    """Where a statement comes from. `seen` says what was actually opened."""

    id: str
    reference: str
    locator: str = ""  # DOI, PMID, PMC or page, as the reference gives it
    seen: str = ""  # "A" abstract, "T" table, "S" secondary page, "P" page; empty = not opened
