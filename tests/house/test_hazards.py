"""The hazard log: every control that is claimed has a test that exists."""

import csv

import pytest

from house.tree import ROOT, ids_of_tests

LOG = ROOT / "docs" / "reference" / "hazards.csv"
ROWS = list(csv.DictReader(LOG.read_text(encoding="utf-8").splitlines()))
NAMES = [row["id"] for row in ROWS]
COLUMNS = ["id", "hazard", "cause", "harm", "severity", "control", "tests", "planned"]


def test_the_log_has_its_columns_and_at_least_thirty_hazards():
    assert (list(ROWS[0]), len(ROWS) >= 30, len(set(NAMES))) == (COLUMNS, True, len(ROWS))


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_the_tests_of_a_control_exist(row):
    claimed = row["tests"].split()
    assert [name for name in claimed if name not in ids_of_tests()] == []


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_a_control_is_either_tested_or_planned(row):
    """A row that ships names its tests and leaves `planned` empty; a planned one says by when."""
    assert bool(row["tests"]) != bool(row["planned"])


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_every_column_is_filled(row):
    assert all(row[name].strip() for name in COLUMNS[:6])
    assert row["severity"] in {"catastrophic", "major", "moderate", "minor"}
