"""The verb `generate`: a practice of invented people in the clinic's database."""

import gc
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from surefoot.command.answer import Answer
from surefoot.command.begin import begin_django
from surefoot.command.screen import progress
from surefoot.terms import SurefootError

if TYPE_CHECKING:  # the tables can only be loaded once Django knows its settings
    from surefoot.clinic.generate.practice import Wanted
    from surefoot.clinic.generate.writing import Staff
    from surefoot.clinic.keys import KeyRing


def generate(asked: Namespace) -> Answer:
    """Make tables and keys where there are none, then the clinic and its people."""
    begin_django()
    from surefoot.clinic import home
    from surefoot.clinic.generate.practice import Wanted, counted, open_clinic

    with progress("Making the tables"):
        ring = home.make()
    wanted = Wanted(
        patients=asked.patients,
        seed=asked.seed,
        today=asked.today or date.today(),  # noqa: DTZ011 — the calendar day of who asks
        deep=asked.deep,
        password=_password(asked.password_file),
    )
    staff = open_clinic(wanted, add=asked.add)
    _fill(wanted, staff, ring)
    made = counted(staff)
    return Answer(
        kind="practice_generated",
        body=made,
        page=lambda: "\n".join(_told(made, signs_in=wanted.password is not None)),
        about={"today": wanted.today, "seed": wanted.seed},
    )


def _password(file: Path | None) -> str | None:
    """The first line of a file, if the clinic's own rules take it for a password."""
    if file is None:
        return None
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        password = file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except OSError as error:
        says = f"{file} cannot be read: {error.strerror}."
        raise SurefootError(says, "Name a file with the password in its first line.") from None
    try:
        validate_password(password)
    except ValidationError as error:
        raise SurefootError(" ".join(error.messages), f"Write another into {file}.") from None
    if not password:
        raise SurefootError(f"{file} holds no password.", "Write one into its first line.")
    return password


def _fill(wanted: "Wanted", staff: "Staff", ring: "KeyRing") -> None:
    from surefoot.clinic.generate.practice import fill

    _hurry()
    gc.disable()  # what is made has no cycles, and the collector would walk the knowledge each time
    steps: Iterator[int] = fill(wanted, staff, ring)
    done: int | None = 0
    while done is not None:
        with progress(f"{done} of {wanted.patients} patients"):
            done = next(steps, None)


def _hurry() -> None:
    """On SQLite: room for the indexes, and no waiting for the disk after each batch.

    When the power fails the last batches may be missing; what is there is whole.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for says in ("cache_size=-400000", "synchronous=NORMAL", "wal_autocheckpoint=40000"):
                cursor.execute(f"PRAGMA {says}")


def _told(made: dict[str, object], *, signs_in: bool) -> Iterator[str]:
    yield (
        f"{made['clinic']}: {made['patients']} patients with {made['entries']} entries. "
        "All of them are invented."
    )
    yield "Staff: " + ", ".join(made["staff"]) + "."  # type: ignore[arg-type] # a list of addresses
    if not signs_in:
        yield "Nobody has a password yet; --password-file gives one to all of them."
