"""The home of a clinic on its machine: a folder with keys, the secret, and the database.

Nobody but its owner can look into it. What it lacks is made; what is there is left as it is.
"""

import os
import secrets
import stat
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from surefoot.clinic.keys import KeyRing, new_ring, read_ring, write_ring
from surefoot.terms import SurefootError

SECRET = 50  # bytes of chance that sign sessions and links


def make() -> KeyRing:
    """The folder, the tables of an empty database, secret and keys, made where they are not there.

    A database of another version is refused; `bring_up_to_date` is for that.
    """
    make_folder(settings.HOME)
    if is_empty():
        make_tables()
    if waiting():
        raise SurefootError(
            "This database was made by another version of Surefoot, or is none of ours.",
            "Bring it up to date with `surefoot update`, or name another with SUREFOOT_HOME.",
        )
    settings.SECRET_KEY = make_secret(settings.HOME)
    return make_ring(settings.KEYS_FILE)


def make_folder(home: Path) -> None:
    """A folder for its owner alone."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SurefootError(
            f"The folder {home} cannot be made: {error.strerror}.",
            "Name one you may write in with SUREFOOT_HOME.",
        ) from None
    if home.stat().st_uid == os.getuid() and home.stat().st_mode & 0o077:
        home.chmod(0o700)


def make_tables() -> None:
    """Every table, and the one that counts sign-in tries."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def make_secret(home: Path) -> str:
    """What signs sessions and links: a file of chance that is written once."""
    file = home / "secret"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(handle, "w") as open_file:
        open_file.write(secrets.token_urlsafe(SECRET))
        open_file.flush()
        os.fsync(open_file.fileno())
    return file.read_text().strip()


def make_ring(path: Path) -> KeyRing:
    """The keys of the machine; new ones only where nothing can be sealed with others yet."""
    from surefoot.clinic.models import Clinic

    if not path.exists():
        # Not asked of the patients: on PostgreSQL their rows are there for a named clinic only.
        if Clinic.objects.exists():
            raise SurefootError(
                f"There is a clinic in the database and no keys file {path}.",
                "Put back the copy of keys.json that you keep apart: new keys open nothing.",
            )
        write_ring(new_ring(), path)
    return read_ring(path)


def is_empty() -> bool:
    """Whether the database holds no table at all; SurefootError where none answers."""
    try:
        return not connection.introspection.table_names()
    except DatabaseError as error:
        raise SurefootError(
            f"The database does not answer: {str(error).strip().splitlines()[0]}.",
            "Start it, or mend SUREFOOT_DATABASE_URL.",
        ) from None


def waiting() -> list[str]:
    """The changes to the tables that this version brings and the database does not have yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label} {step.name}" for step, _ in plan]


def unknown() -> list[str]:
    """What a later version has done to the tables, and this one does not know."""
    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    done = executor.loader.applied_migrations
    return [f"{app} {name}" for app, name in sorted(set(done) - known)]


def demand_ready() -> None:
    """Go on only where a clinic can be served from this home."""
    if not (settings.HOME / "secret").is_file() or is_empty():
        raise SurefootError(
            f"There is no clinic in {settings.HOME} yet.", "Set it up first: surefoot setup"
        )
    if unknown():
        raise SurefootError(
            "A later version of Surefoot has changed this database.",
            "Install that version again, or restore the backup made before it.",
        )
    if waiting():
        raise SurefootError(
            "The database waits to be brought up to this version.",
            "surefoot update (it makes a backup first)",
        )
    read_ring(settings.KEYS_FILE)


def others_can_read(path: Path) -> bool:
    """Whether anybody but its owner may look into a file or folder."""
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
