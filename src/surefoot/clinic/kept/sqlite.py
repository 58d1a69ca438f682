"""SQLite: a copy of the file taken page by page while others go on writing."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


def copy(database: Path, into: Path) -> None:
    """The database as it was at one moment; those who write need not wait."""
    with closing(sqlite3.connect(database)) as here, closing(sqlite3.connect(into)) as there:
        here.backup(there, pages=-1)
        there.execute("PRAGMA journal_mode=DELETE")  # one file, whatever the original uses


def digests(database: Path) -> dict[str, tuple[str, int]]:
    """Each table's SHA-256 over its rows in the order of their numbers, and how many there are."""
    with _reading(database) as link:
        names = link.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        return {name: _digest(link, name) for (name,) in names}


def _digest(link: sqlite3.Connection, table: str) -> tuple[str, int]:
    digest, rows = hashlib.sha256(), 0
    for row in link.execute(f'SELECT rowid, * FROM "{table}" ORDER BY rowid'):  # noqa: S608 — a name of its own list
        digest.update(repr(row).encode())
        rows += 1
    return digest.hexdigest(), rows


def migrations(database: Path) -> list[str]:
    """Which changes to the tables are in it."""
    with _reading(database) as link:
        told = link.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app} {name}" for app, name in told]


def seals(database: Path) -> dict[str, str]:
    """The last seal of each clinic's audit."""
    with _reading(database) as link:
        told = link.execute(
            "SELECT slug, seal FROM clinic_audithead JOIN clinic_clinic ON clinic_id = id"
        )
        return dict(told.fetchall())


def faults(database: Path) -> list[str]:
    """What SQLite itself finds wrong in the file."""
    with _reading(database) as link:
        told = [row[0] for row in link.execute("PRAGMA integrity_check")]
        strays = [f"stray row in {row[0]}" for row in link.execute("PRAGMA foreign_key_check")]
    return [line for line in told if line != "ok"] + strays


@contextmanager
def _reading(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as link:
        yield link
