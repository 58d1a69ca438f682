"""A clinic's machine for the tests: a home of its own, and `surefoot` run in it as a program."""

import json
import os
import subprocess
import sys
import uuid
from contextlib import contextmanager
from pathlib import Path

import psycopg

from clinic.postgres import server
from house.tree import ROOT

SETUP = (
    "--clinic", "Clínica Norte", "--time-zone", "Europe/Madrid",
    "--email", "ana@norte.example", "--name", "Ana Ruiz",
)  # fmt: skip

# Somebody registers patients, one after the other, until the file named `stop` is there.
WRITER = """
import sys, pathlib, django
django.setup()
from datetime import date
from django.utils import timezone
from surefoot.clinic import in_force
from surefoot.clinic.access import Actor, Role
from surefoot.clinic.models import Member
from surefoot.clinic.store import Identity, Store
member = Member.objects.get(role="front_desk")
actor = Actor(clinic=member.clinic_id, role=Role.FRONT_DESK, member=member.pk)
store = Store(actor=actor, ring=in_force.ring(), now=timezone.now)
stop, many = pathlib.Path(sys.argv[1]), 0
while not stop.exists():
    who = Identity(name=f"Somebody {many}", born_on=date(1950, 1, 1), contact={"phone": str(many)})
    store.register(who)
    many += 1
    stop.with_name("begun").touch()
print(many)
"""


class Machine:
    """One home, and maybe a PostgreSQL database beside it."""

    def __init__(self, home: Path, url: str = "", **more: str) -> None:
        """Nothing of the machine that runs the tests reaches it."""
        self.home = home
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SUREFOOT", "DJANGO"))}
        self.environment = {
            **kept,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "surefoot.clinic.settings",
            "SUREFOOT_HOME": str(home),
            "SUREFOOT_DATABASE_URL": url,
            **more,
        }

    def run(self, *words, status=0):
        """What the program answers on standard output, as JSON where it was asked for."""
        done = subprocess.run(
            [sys.executable, "-m", "surefoot", *map(str, words)],
            env=self.environment, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == status, done.stdout + done.stderr
        return json.loads(done.stdout)["answer"] if "--json" in words else done.stdout + done.stderr

    def start(self, *words):
        """The program, running."""
        return subprocess.Popen(
            [sys.executable, *map(str, words)],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def python(self, text, *words):
        """What a few lines print."""
        done = subprocess.run(
            [sys.executable, "-c", text, *map(str, words)],
            env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def empty_database():
    """The URL of a PostgreSQL database for a while; None where no server answers."""
    at = server()
    if not at:
        yield None
        return
    name = f"surefoot_ops_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(at, autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')
        try:
            yield at.replace("/postgres?", f"/{name}?")
        finally:
            link.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
