"""What one release of the knowledge says differently from another, row by row.

Compared as written, not as understood, so a release of an older shape can still be read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from surefoot.knowledge.load import raw_rows, version_of
from surefoot.knowledge.schema.whole import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value that is not what it was. `None` means it was not written."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A row that says something else now."""

    table: str
    id: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """From one release to the next: what came, what went, what changed."""

    before: str
    after: str
    added: tuple[str, ...]  # "table/id"
    removed: tuple[str, ...]
    changed: tuple[Changed, ...]


def compare(before: Path, after: Path) -> Difference:
    """The difference between two folders of knowledge."""
    old, new = _rows(before), _rows(after)
    return Difference(
        before=version_of(before),
        after=version_of(after),
        added=tuple("/".join(name) for name in new if name not in old),
        removed=tuple("/".join(name) for name in old if name not in new),
        changed=tuple(_changes(old, new)),
    )


type Name = tuple[str, str]


def _rows(folder: Path) -> Mapping[Name, Mapping[str, Any]]:
    return {
        (table.field, str(raw.get(table.key, ""))): raw
        for table in TABLES
        for path in sorted(folder.glob(table.pattern))
        for raw in raw_rows(path, table)
    }


def _changes(
    old: Mapping[Name, Mapping[str, Any]], new: Mapping[Name, Mapping[str, Any]]
) -> Iterator[Changed]:
    for name, row in new.items():
        before = old.get(name)
        if before is None or before == row:
            continue
        fields = tuple(
            Field(name=key, before=_word(before.get(key)), after=_word(row.get(key)))
            for key in dict.fromkeys([*before, *row])
            if before.get(key) != row.get(key)
        )
        yield Changed(table=name[0], id=name[1], fields=fields)


def _word(value: object) -> str | None:
    if value is None or value == "":
        return None
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
