"""The verb `demo`: an invented practice to look around in, on this machine alone."""

import os
import secrets
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from surefoot.command.answer import Answer
from surefoot.command.begin import begin_django
from surefoot.command.people import PEOPLE
from surefoot.command.screen import progress
from surefoot.terms import SurefootError

if TYPE_CHECKING:  # the tables can only be loaded once Django knows its settings
    from surefoot.clinic.generate.writing import Staff
    from surefoot.clinic.keys import KeyRing

PATIENTS = 40
REAL = ("SUREFOOT_DATABASE_URL", "SUREFOOT_HOSTS", "SUREFOOT_HTTPS", "SUREFOOT_PROXY")


def clinic_demo(asked: Namespace) -> Answer:
    """Make the practice where there is none yet, say how to sign in, and serve it."""
    if asked.home:
        return _serve(asked, asked.home)
    with tempfile.TemporaryDirectory(prefix="surefoot-demo-") as folder:
        return _serve(asked, Path(folder))


def _serve(asked: Namespace, folder: Path) -> Answer:
    check_folder(folder)
    for name in REAL:  # a demo never touches the database or the names of a real clinic
        os.environ.pop(name, None)
    os.environ |= {"SUREFOOT_HOME": str(folder.resolve()), "SUREFOOT_DEMO": "1"}
    begin_django()
    password = secrets.token_urlsafe(12)
    emails, patient = _practice(password)
    ways_in = told(asked.port, emails, password, patient)
    kept = f"Kept in {asked.home}." if asked.home else "It is gone when you stop it (Ctrl+C)."
    from surefoot.command.serve import serve

    asked.host, asked.workers, asked.threads = "127.0.0.1", 1, 4
    asked.certificate = asked.key = None
    return serve(asked, "\n".join((*ways_in, kept, "")))


def check_folder(folder: Path) -> None:
    """Only a folder that the demo made, or a new one."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "demo").is_file():
        raise SurefootError(
            f"{folder} was not made by the demo.", "Name a new folder, or leave --home away."
        )


def _practice(password: str) -> tuple[list[str], str]:
    """The addresses of those who work there, with a new password, and the way in of a patient."""
    from django.conf import settings

    from surefoot.clinic import demo_door, home
    from surefoot.clinic.generate.examples import expect
    from surefoot.clinic.generate.practice import Wanted, fill, open_clinic
    from surefoot.clinic.models import Account

    with progress("Making the tables"):
        ring = home.make()
    if not Account.objects.exists():
        today = _now().date()  # of the practice, which may not be that of who looks
        wanted = Wanted(patients=PATIENTS, seed=0, today=today, password=None)
        staff = open_clinic(wanted)
        with progress(f"Inventing {PATIENTS} patients"):
            for _ in fill(wanted, staff, ring):
                pass
        with progress("Welcoming the people of the examples"):
            _furnish(staff, ring, today)
        (settings.HOME / demo_door.MARK).touch(mode=0o600)
    accounts = list(Account.objects.order_by("pk"))
    for account in accounts:
        account.set_password(password)
        account.save(update_fields=["password"])
    return [account.email for account in accounts], expect(ring, _now)


def _furnish(staff: "Staff", ring: "KeyRing", today: date) -> None:
    """What the practice can offer, the people of the examples, and who comes today."""
    from surefoot.care.case import ClinicMeans
    from surefoot.clinic import in_force
    from surefoot.clinic.actions.keep_examination import Room
    from surefoot.clinic.generate.day import expect_today, furnish
    from surefoot.clinic.generate.examples import Reception, welcome
    from surefoot.terms import Setting

    means = ClinicMeans(
        settings=(Setting.CLINIC, Setting.HOME, Setting.POOL), rooms=("Room 1", "Room 2", "Pool")
    )
    room = Room(today=today, means=means, knowledge=in_force.knowledge())
    furnish(staff.clinic, means, "UTC", ambulance="911")
    for _ in welcome(Reception(staff=staff, ring=ring, room=room, now=_now), PEOPLE.glob("*.json")):
        pass
    expect_today(staff, ring, today, _now)


def _now() -> datetime:
    return datetime.now(UTC)


def told(port: int, emails: list[str], password: str, patient: str) -> Iterator[str]:
    """What a newcomer needs to walk in, as staff and as a patient."""
    at = f"http://localhost:{port}"
    yield f"\nAn invented practice. Open  {at}/  and sign in:"
    yield from (f"  {email}" for email in emails)
    yield f"  password of each: {password}"
    yield "No second factor is asked of the demo, which answers this machine alone."
    yield "As a patient who is new (Marisol Vega, born 14 May 1961; made for a phone):"
    yield f"  {at}{patient}"
