"""The must-haves that the reference has not: what each asks for, and both sides of its trigger.

The table says what somebody shows in whom it holds, and what is just no reason for it.
"""

import csv
from pathlib import Path

import pytest

from care.said import KNOWLEDGE, findings

FOLDER = Path(__file__).parents[2] / "knowledge" / "second_entry"
REFERENCE = 17  # the reference ends at MI17
ELSEWHERE = {"MI19", "MI21"}  # by a cause that was concluded; of everybody


def entered() -> list[tuple[str, ...]]:
    """The rows of the second entry."""
    with (FOLDER / "must_haves_added.tsv").open(encoding="utf8", newline="") as lines:
        return [tuple(row.values()) for row in csv.DictReader(lines, delimiter="\t")]


ROWS = entered()
OWN = [name for name in KNOWLEDGE.must_haves if int(name.removeprefix("MI")) > REFERENCE]


def test_every_own_must_have_is_entered():
    assert {row[0] for row in ROWS} == set(OWN) - ELSEWHERE


@pytest.mark.parametrize("name", OWN)
def test_an_own_must_have_holds_the_exercises_that_are_entered_and_no_others(name):
    told = {row[1] for row in ROWS if row[0] == name} or {""}
    row = KNOWLEDGE.must_haves[name]
    assert {" ".join(row.exercises)} == told
    assert row.any_of == ()


@pytest.mark.parametrize(
    ("name", "plan_type", "inside", "outside"), [(row[0], *row[2:]) for row in ROWS]
)
def test_an_own_must_have_holds_inside_its_trigger_and_not_outside(
    name, plan_type, inside, outside
):
    rule = KNOWLEDGE.must_haves[name].when
    told = {"plan_type": plan_type, "named_nerves_count": 1.0}
    assert findings(inside, well=True).with_results(told).holds(rule) is True
    assert findings(outside, well=True).with_results(told).holds(rule) is False


def test_the_checks_of_every_visit_are_asked_of_everybody():
    assert findings(well=True).holds(KNOWLEDGE.must_haves["MI21"].when) is True
