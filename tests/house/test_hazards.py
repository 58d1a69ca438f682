"""The hazard log: every control that is claimed has a test that exists."""

import csv
import re

import pytest

from house.tree import ROOT, ids_of_tests

LOG = ROOT / "docs" / "reference" / "hazards.csv"
ROWS = list(csv.DictReader(LOG.read_text(encoding="utf-8").splitlines()))
NAMES = [row["id"] for row in ROWS]
COLUMNS = ["id", "hazard", "cause", "harm", "severity", "control", "tests", "planned"]


def test_the_log_has_its_columns_and_at_least_thirty_hazards():
    assert (list(ROWS[0]), len(ROWS) >= 30, len(set(NAMES))) == (COLUMNS, True, len(ROWS))


NEVER = {
    "an unsafe exercise in a plan": "An unsafe exercise stands in a plan",
    "an urgent sign that stays silent": "An urgent sign stays silent",
    'an unknown taken for "no"': "An unknown is taken for no",
    "a promise of cure, of fewer falls, or that nothing can be done": "A cure is promised",
    "a figure without its basis, or with a better grade than its source": (
        "A figure is believed too much"
    ),
    "one person's data with somebody else": "One person's data reach somebody else",
    "a score that was taken, and is lost": "A score that was taken is lost",
    '"better" where the change lies within the error of the test': (
        "A change for the better is told that is none"
    ),
}


@pytest.mark.parametrize("hazard", NEVER.values())
def test_what_must_never_happen_has_a_control_that_is_tested(hazard):
    assert [row["id"] for row in ROWS if row["hazard"] == hazard and row["tests"]]


def test_what_must_never_happen_stands_on_the_page_of_intended_use():
    page = (ROOT / "docs" / "explanation" / "intended-use.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\d\. (.+)$", page.partition("## Hazards")[2], re.MULTILINE)
    assert listed == list(NEVER)


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
