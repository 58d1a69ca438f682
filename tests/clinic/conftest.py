"""The clinic's tables for its tests: on SQLite, or on the PostgreSQL that a URL names.

`SUREFOOT_TEST_DATABASE_URL=postgresql://… ./sf test tests/clinic` is the same suite there. The role
must be able to create databases and must not be a superuser, whom no row-level security holds.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["SUREFOOT_HOME"] = tempfile.mkdtemp(prefix="surefoot-")
(Path(os.environ["SUREFOOT_HOME"]) / "secret").write_text("only for these tests")
os.environ["SUREFOOT_DATABASE_URL"] = os.environ.get("SUREFOOT_TEST_DATABASE_URL", "")
os.environ["DJANGO_SETTINGS_MODULE"] = "surefoot.clinic.settings"

import django
from django.conf import settings

_HERE = settings.DATABASES["default"]
_HERE["TEST"] = {
    "NAME": f"test_surefoot_{WORKER}"
    if _HERE["ENGINE"].endswith("postgresql")
    else str(Path(os.environ["SUREFOOT_HOME"]) / "test.sqlite3")
}
if _HERE["ENGINE"].endswith("postgresql"):
    del _HERE["OPTIONS"]["pool"]  # a pool holds the test database open when it is to be dropped
# A client of Django's builds the whole application for itself. Looking at 130 style sheets and
# pictures each time took two thirds of a test; the journeys read them as they are served.
settings.WHITENOISE_AUTOREFRESH = True
django.setup()

from django.db import connection, transaction
from django.test.utils import setup_databases, teardown_databases

from clinic.practice import Practice, open_practice
from clinic.screens import Screens
from surefoot.clinic.transaction import of_clinic


@pytest.fixture(scope="session")
def tables():
    """A database of its own with every migration applied."""
    made = setup_databases(verbosity=0, interactive=False)
    yield connection
    teardown_databases(made, verbosity=0)


@pytest.fixture
def database(tables):
    """The database as it was, again after the test."""
    with transaction.atomic():
        yield tables
        transaction.set_rollback(True)


@pytest.fixture
def practice(database) -> Iterator[Practice]:
    """A clinic with one member in each role, two patients, and another clinic beside it."""
    made = open_practice()
    with of_clinic(made.here.pk):
        yield made


@pytest.fixture
def screens(practice, monkeypatch):
    """The application as each of the staff of the practice sees it."""
    yield Screens(practice, monkeypatch)
