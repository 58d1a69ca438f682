"""The suite of the clinic once more, on PostgreSQL, and what only PostgreSQL can refuse.

It runs where `SUREFOOT_TEST_DATABASE_URL` names a database or a server answers on the default
socket; elsewhere it is skipped and says so.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from clinic.postgres import server
from surefoot.clinic.models import AuditEvent, KeptEntry, Patient
from surefoot.clinic.transaction import of_clinic

FILES = sorted(Path(__file__).parent.glob("test_*.py"))
ON_POSTGRES = connection.vendor == "postgresql"
only_there = pytest.mark.skipif(not ON_POSTGRES, reason="this is SQLite, which has no such guard")


# What the database itself refuses is tried there every day; that every screen works there as well,
# whenever a change is to land.
GUARDED = frozenset(("access", "audit", "merged_records", "on_postgres", "store", "visits_at_once"))
PARTS = 4  # each with a database of its own, so that workers share them


@pytest.mark.skipif(ON_POSTGRES, reason="this is that run")
def test_what_a_database_refuses_is_refused_on_postgresql():
    _passes_there("guarded", [file for file in FILES if _is_guarded(file)])


@pytest.mark.skipif(ON_POSTGRES, reason="this is that run")
@pytest.mark.campaign
@pytest.mark.parametrize("part", range(PARTS))
def test_the_clinic_passes_its_whole_suite_on_postgresql(part):
    _passes_there(f"part{part}", [file for file in FILES if not _is_guarded(file)][part::PARTS])


def _is_guarded(file: Path) -> bool:
    return file.stem.removeprefix("test_") in GUARDED


def _passes_there(name: str, files: list[Path]) -> None:
    url = server()
    if not url:
        pytest.skip("No PostgreSQL answers: the clinic was tested on SQLite only.")
    here = {"SUREFOOT_TEST_DATABASE_URL": url, "PYTHONWARNINGS": "error"}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cov", "-rs", *map(str, files)],
        env={**os.environ, **here, "PYTEST_XDIST_WORKER": name},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


@only_there
def test_the_role_of_the_tests_is_held_by_the_guards(database):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


@only_there
@pytest.mark.parametrize("model", [Patient, AuditEvent])
def test_rows_of_another_clinic_are_not_there_even_for_a_query_that_forgot_to_ask(practice, model):
    with of_clinic(practice.here.pk):
        assert {row.clinic_id for row in model.objects.all()} == {practice.here.pk}
    with of_clinic(practice.there.pk):
        assert {row.clinic_id for row in model.objects.all()} == {practice.there.pk}


@only_there
def test_without_a_clinic_nothing_is_there(practice):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.clinic', '', true)")
    assert not Patient.objects.exists()
    assert not KeptEntry.objects.exists()
