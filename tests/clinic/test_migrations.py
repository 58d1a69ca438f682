"""The tables are what the models say, and every step to them can be taken back."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from clinic.postgres import server

SOURCE = str(Path(__file__).parents[2] / "src")


def test_no_change_of_a_model_waits_for_its_migration(tables, capsys):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


# To alter a table Django makes it anew on SQLite, and a trigger goes with the old one.
GUARDS = {
    "auditevent": ("no_delete", "no_update"),
    "consent": ("no_delete", "no_update", "patient_id_one_clinic"),
    "contactrequest": ("insert_one_clinic", "update_one_clinic"),
    "document": ("patient_id_one_clinic",),
    "draft": ("one_clinic",),
    "intakesaid": ("insert_one_clinic", "update_one_clinic"),
    "keptentry": ("no_delete", "no_update", "one_clinic"),
    "keptplan": ("no_delete", "no_update", "one_clinic"),
    "notice": ("one_clinic",),
    "patientmerge": ("kept_id_one_clinic", "merged_id_one_clinic"),
    "patientpasskey": ("patient_id_one_clinic",),
    "plandecision": ("no_delete", "no_update"),
    "planrequest": ("one_clinic",),
    "visit": ("in_one_place_insert", "in_one_place_update", "one_clinic"),
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite makes tables anew")
def test_every_guard_is_there_after_the_last_migration(tables):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
    assert there == {f"clinic_{table}_{guard}" for table in GUARDS for guard in GUARDS[table]}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """The environment of an empty database."""
    url = server() if request.param == "postgresql" else ""
    if request.param == "postgresql" and not url:
        pytest.skip("No PostgreSQL answers: the migrations were tried on SQLite only.")
    name = f"test_surefoot_migrations_{os.getpid()}"
    if url:
        with psycopg.connect(url, autocommit=True) as link:
            link.execute(f"DROP DATABASE IF EXISTS {name}")
            link.execute(f"CREATE DATABASE {name}")
    told = urlsplit(url)._replace(path=f"/{name}").geturl() if url else ""
    here = {"SUREFOOT_HOME": str(tmp_path), "SUREFOOT_DATABASE_URL": told, "PYTHONPATH": SOURCE}
    yield {**os.environ, **here}
    if url:
        with psycopg.connect(url, autocommit=True) as link:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_every_migration_can_be_taken_back_and_applied_again(empty):
    for steps in (("clinic",), ("clinic", "zero"), ("clinic",)):
        run = subprocess.run(
            [sys.executable, "-m", "django", "migrate", *steps, "--verbosity", "0"],
            env=empty, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (run.returncode, run.stderr) == (0, "")
