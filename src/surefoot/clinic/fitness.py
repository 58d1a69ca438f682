"""Is this machine fit to run the clinic? One line a question: well, or what to do."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from surefoot.clinic import chains, home
from surefoot.clinic.kept.write import LAST
from surefoot.clinic.keys import read_ring
from surefoot.clinic.models import AuditEvent, Clinic
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

BACKUP_EVERY = timedelta(hours=24)
TASK_WAITS = timedelta(minutes=5)
CLOCKS_APART = timedelta(seconds=5)
LEAST_ROOM = 1 << 30  # bytes; an upload or a backup must not fill the disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was asked, whether it is well, and what to do if not."""

    about: str
    is_well: bool
    says: str
    fix: str = ""


type Check = Callable[[], Iterator[Line]]


def examine(now: datetime, environment: Mapping[str, str]) -> tuple[Line, ...]:
    """Every question in turn; where no database answers, only those that need none."""
    found = [*_folder(), *_disk(), *_keys(), *_tls(environment)]
    database = tuple(_database())
    found += database
    if not all(line.is_well for line in database):
        return tuple(found)
    for check in (_tables, lambda: _clock(now), _worker, lambda: _tasks(now), _audit):
        found += check()
    return (*found, *_backup(now))


def _folder() -> Iterator[Line]:
    for path in (settings.HOME, settings.HOME / "secret"):
        if not path.exists():
            yield _ill("home", f"{path} is not there", "surefoot setup")
        elif home.others_can_read(path):
            mode = "700" if path.is_dir() else "600"
            yield _ill("home", f"others on this machine can read {path}", f"chmod {mode} {path}")
        else:
            yield _well("home", f"only its owner can read {path}")


def _disk() -> Iterator[Line]:
    if not settings.HOME.exists():
        return
    free = shutil.disk_usage(settings.HOME).free
    says = f"{free / (1 << 30):.1f} GiB free"
    if free < LEAST_ROOM:
        yield _ill("disk", says, "make room: below 1 GiB a backup may not fit")
    else:
        yield _well("disk", says)


def _keys() -> Iterator[Line]:
    try:
        ring = read_ring(settings.KEYS_FILE)
        yield _well("keys", f"{len(ring.keys)} in {settings.KEYS_FILE}, {ring.current} in use")
    except SurefootError as error:
        yield _ill("keys", error.says, error.fix)


def _tls(environment: Mapping[str, str]) -> Iterator[Line]:
    if settings.DEMO:
        yield _ill("TLS", "this is set up as a demo", "take SUREFOOT_DEMO away for a real clinic")
    elif settings.HTTPS and not settings.HOSTS:
        yield _ill(
            "TLS", "no name is set by which the clinic is reached",
            "SUREFOOT_HOSTS=clinic.example.org",
        )  # fmt: skip
    elif settings.HTTPS:
        yield _well("TLS", f"only TLS leads to {', '.join(settings.HOSTS)}")
    elif environment.get("SUREFOOT_HOSTS"):
        yield _ill("TLS", "a name is set, and TLS is not", "SUREFOOT_HTTPS=1")
    else:
        yield _well("TLS", "not set up: this machine alone is served (docs/how-to/tls.md)")


def _database() -> Iterator[Line]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if home.is_empty():
            yield _ill("database", "it holds no tables", "surefoot setup, or surefoot restore FILE")
        else:
            yield _well("database", f"{connection.vendor} answers")
    except (DatabaseError, SurefootError) as error:
        says = str(error).strip().splitlines()[0]
        yield _ill("database", f"it does not answer: {says}", "start it, or SUREFOOT_DATABASE_URL")


def _tables() -> Iterator[Line]:
    if unknown := home.unknown():
        fix = "install the version that made them"
        yield _ill("tables", f"changed by a later version: {unknown[0]}", fix)
    elif waiting := home.waiting():
        yield _ill("tables", f"{len(waiting)} changes wait", "surefoot update")
    else:
        yield _well("tables", "as this version wants them")


def _clock(now: datetime) -> Iterator[Line]:
    """Against the database's own clock, and against what was written last."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - datetime.now(UTC))  # noqa: TID251 — two clocks are compared
        if apart > CLOCKS_APART:
            says = f"it is {apart.total_seconds():.0f} s from the database's"
            yield _ill("clock", says, "set both by NTP (timedatectl set-ntp true)")
            return
    latest = _latest_event()
    if latest and latest > now + CLOCKS_APART:
        says = f"the last event of the audit is of {latest:%Y-%m-%d %H:%M}, which is to come"
        yield _ill("clock", says, "set it by NTP (timedatectl set-ntp true)")
    else:
        yield _well("clock", f"{now:%Y-%m-%d %H:%M} UTC, behind nothing that was written")


def _latest_event() -> datetime | None:
    found = []
    for clinic in Clinic.objects.all():
        with of_clinic(clinic.pk):
            last = AuditEvent.objects.filter(clinic=clinic).order_by("-number").first()
            found += [last.at] if last else []
    return max(found, default=None)


def _worker() -> Iterator[Line]:
    note = settings.HOME / "serving.json"
    if not note.exists():
        yield _well("worker", "nothing is served from this home now")
        return
    told = json.loads(note.read_text())
    dead = [name for name, process in told.items() if not _is_alive(process)]
    if dead:
        yield _ill("worker", f"not running: {', '.join(dead)}", "stop and start surefoot serve")
    else:
        yield _well("worker", "web server and worker are running")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _tasks(now: datetime) -> Iterator[Line]:
    from django_tasks_db.models import DBTaskResult

    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").first()
    if oldest and now - oldest.enqueued_at > TASK_WAITS:
        says = f"one has been waiting since {oldest.enqueued_at:%Y-%m-%d %H:%M} UTC"
        yield _ill("tasks", says, "start surefoot serve: its worker does them")
    else:
        yield _well("tasks", "none waits too long")


def _audit() -> Iterator[Line]:
    for chain in chains.walk():
        for line in chain.lines():
            if chain.faults:
                yield _ill("audit", line, "keep this machine as it is; compare with a backup")
            else:
                yield _well("audit", line)


def _backup(now: datetime) -> Iterator[Line]:
    note = settings.HOME / LAST
    fix = "surefoot backup FILE, each night (docs/how-to/backup.md)"
    if not note.exists():
        yield _ill("backup", "none was made yet", fix)
        return
    told = json.loads(note.read_text())
    age = now - datetime.fromisoformat(told["at"])
    says = f"{age.total_seconds() / 3600:.0f} h old: {told['file']}"
    if age > BACKUP_EVERY:
        yield _ill("backup", says, fix)
    elif not Path(told["file"]).exists():
        yield _well("backup", f"{says} (moved away since)")
    else:
        yield _well("backup", says)


def _well(about: str, says: str) -> Line:
    return Line(about=about, is_well=True, says=says)


def _ill(about: str, says: str, fix: str) -> Line:
    return Line(about=about, is_well=False, says=says, fix=fix)
