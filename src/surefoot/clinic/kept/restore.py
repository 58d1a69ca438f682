"""Back from a backup: only into what is empty, and only if every row came back as it was."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from surefoot.clinic import audit, home
from surefoot.clinic.kept import envelope, postgres, sqlite
from surefoot.clinic.kept.envelope import Told
from surefoot.clinic.models import Clinic, Patient
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError


def restore(file: Path) -> Told:
    """Fill the database of this home from a backup; what is there already is never touched."""
    told = envelope.check(file)
    if told.database != connection.vendor:
        raise SurefootError(
            f"This backup is of {told.database}, and the database here is {connection.vendor}.",
            "Name one of the same kind: SUREFOOT_DATABASE_URL, or none for SQLite.",
        )
    home.make_folder(settings.HOME)
    if connection.vendor == "sqlite":
        _into_sqlite(file, told)
    else:
        _into_postgres(file, told)
    home.make_secret(settings.HOME)
    return told


def opens_with_these_keys() -> bool | None:
    """Whether the keys of this home open what was restored; None where there are no keys yet."""
    if not settings.KEYS_FILE.exists():
        return None
    from surefoot.clinic.keys import read_ring

    ring = read_ring(settings.KEYS_FILE)
    for clinic in Clinic.objects.all():
        with of_clinic(clinic.pk):
            one = Patient.objects.filter(clinic=clinic).first()
            if one is None:
                continue
            try:
                ring.open(bytes(one.contact), f"patient/{one.code}/contact")
            except SurefootError:
                return False
    return True


def _into_sqlite(file: Path, told: Told) -> None:
    target = Path(settings.DATABASES["default"]["NAME"])
    if target.exists():
        raise SurefootError(
            f"There is a database in {target} already.",
            "Name an empty folder with SUREFOOT_HOME, or move that file away.",
        )
    fresh = target.with_name(".restoring.sqlite3")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as out, envelope.opened(file) as content:
            shutil.copyfileobj(content, out, envelope.CHUNK)
            out.flush()
            os.fsync(out.fileno())
        _demand_equal(told, sqlite.digests(fresh))
        if faults := sqlite.faults(fresh):
            raise SurefootError(f"The database is not sound: {faults[0]}.", _TAKE_ANOTHER)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    try:
        _demand_chains(told)
    except SurefootError:
        connection.close()
        target.unlink()
        raise


def _into_postgres(file: Path, told: Told) -> None:
    if not home.is_empty():
        raise SurefootError(
            f"The database {connection.settings_dict['NAME']} is not empty.",
            "Make a new one (createdb), and name it in SUREFOOT_DATABASE_URL.",
        )
    home.make_tables()
    if missing := set(told.migrations) ^ set(_migrations()):
        raise SurefootError(
            f"This backup was made by Surefoot {told.program}, whose tables are others: "
            f"{', '.join(sorted(missing)[:3])}.",
            "Restore it with that version into another empty database, then update.",
        )
    with transaction.atomic():
        with envelope.opened(file) as content:
            postgres.fill(content)
        with connection.cursor() as cursor:
            _demand_equal(told, postgres.digests(cursor))
        _demand_chains(told)


def _migrations() -> list[str]:
    from django.db.migrations.recorder import MigrationRecorder

    done = MigrationRecorder(connection).applied_migrations()
    return [f"{app} {name}" for app, name in done]


def _demand_equal(told: Told, found: Mapping[str, tuple[str, int]]) -> None:
    """Every table has as many rows as it had, and each of them is what it was."""
    for name in sorted(set(told.tables) | set(found)):
        digest, rows = found.get(name, ("", 0))
        if rows != told.rows.get(name):
            says = f"{name} has {rows} rows and had {told.rows.get(name)}."
            raise SurefootError(says, _TAKE_ANOTHER)
        if digest != told.tables[name]:
            raise SurefootError(f"The rows of {name} are not what they were.", _TAKE_ANOTHER)


def _demand_chains(told: Told) -> None:
    """The audit of each clinic holds, and ends where it ended."""
    for clinic in Clinic.objects.all():
        with of_clinic(clinic.pk):
            faults = audit.verify(clinic.pk, known=told.seals.get(clinic.slug, "?"))
        if faults:
            where = f"event {faults[0].number}: {faults[0].says}"
            raise SurefootError(
                f"The audit of {clinic.name} does not hold, {where}.", _TAKE_ANOTHER
            )


_TAKE_ANOTHER = "Take an older backup, and report this. Nothing was restored."
