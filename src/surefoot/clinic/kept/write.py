"""Making a backup while the clinic is open."""

import gzip
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from surefoot import __version__
from surefoot.clinic.kept import envelope, postgres, sqlite
from surefoot.clinic.kept.envelope import Told
from surefoot.terms import SurefootError

LAST = "last-backup.json"  # in the home: doctor and metrics look at it


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A backup that was made."""

    file: Path
    digest: str
    told: Told


def write(file: Path, *, at: datetime) -> Kept:
    """Everything but the keys in one new file; it is checked before it counts as made."""
    if file.exists():
        raise SurefootError(f"{file} is there already.", "Name a new file.")
    if not file.parent.is_dir():
        raise SurefootError(f"There is no folder {file.parent}.", "Make it, or name another.")
    # Beside the target, not in /tmp: names of patients, and room for all of them.
    with tempfile.TemporaryDirectory(prefix=".surefoot-", dir=file.parent) as folder:
        content = Path(folder) / "content"
        told = _postgres(content, at) if _is_postgres() else _sqlite(content, at)
        digest = envelope.seal(told, content, file)
    envelope.check(file)
    note = {"at": at.isoformat(), "file": str(file.resolve()), "seals": told.seals}
    (settings.HOME / LAST).write_text(json.dumps(note, indent=1))
    return Kept(file=file, digest=digest, told=told)


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def _sqlite(content: Path, at: datetime) -> Told:
    copy = content.with_name("copy.sqlite3")
    sqlite.copy(Path(settings.DATABASES["default"]["NAME"]), copy)
    envelope.pack(copy, content)
    return _told(at, "sqlite", sqlite.migrations(copy), sqlite.digests(copy), sqlite.seals(copy))


def _postgres(content: Path, at: datetime) -> Told:
    with postgres.one_moment() as cursor:
        done = MigrationRecorder(connection).applied_migrations()
        with gzip.open(content, "wb", compresslevel=1) as out:
            digests = postgres.write(cursor, out)  # type: ignore[arg-type]  # as any open file
        names = sorted(f"{app} {name}" for app, name in done)
        return _told(at, "postgresql", names, digests, postgres.seals(cursor))


def _told(
    at: datetime,
    database: str,
    migrations: list[str],
    digests: Mapping[str, tuple[str, int]],
    seals: dict[str, str],
) -> Told:
    return Told(
        database=database,
        made_at=at.isoformat(),
        program=__version__,
        migrations=migrations,
        tables={name: digest for name, (digest, _) in digests.items()},
        rows={name: rows for name, (_, rows) in digests.items()},
        seals=seals,
    )
