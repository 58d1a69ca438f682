"""Every cell of the matrix, present and absent, read here from the published table itself."""

import csv
from functools import cache
from importlib import resources
from pathlib import Path

import pytest

from care.plan.steady import (
    CONDITIONS,
    KNOWLEDGE,
    SAME_DAY,
    approval,
    contact,
    open_at,
    open_slots,
    read,
)
from surefoot.care.check.selecting import fits
from surefoot.care.plan.records import SafetyReading
from surefoot.care.plan.safety.book import rules_of
from surefoot.care.plan.safety.cells import parts_for
from surefoot.terms import Setting, Technique, Urgency

MATRIX = Path(str(resources.files("surefoot.knowledge"))) / "safety_matrix.csv"
with MATRIX.open(encoding="utf8", newline="") as lines:
    ROWS = {row["condition"]: row for row in csv.DictReader(lines)}
COLUMNS = {
    "AQ": ["aquatic"],
    "ST": ["soft_tissue"],
    "JM": ["joint_mobilization"],
    "FX": ["flexibility"],
    "BT": ["balance"],
    "AE": ["aerobic"],
    "RT": ["strength"],
    "GT": ["gait"],
    "NG": ["nerve_gliding"],
    "SR": ["sensory"],
    "EM": ["tens", "photobiomodulation"],
    "VB": ["whole_body_vibration"],
    "TC": ["tai_chi"],
}
FOLLOWERS = {
    "FC005": ["AE", "GT"],
    "OR001": ["GT"],
    "AU001": ["BT"],
    "AU007": ["BT"],
    "AU004": ["RT"],
    "AU010": ["AE"],
}
STATE = {"A": "absolute", "R": "relative", "P": "precaution", ".": "clear"}
CELLS = [(code, column) for code in CONDITIONS for column in COLUMNS]
TALK = {
    name
    for name, row in KNOWLEDGE.exercises.items()
    if "EDU" in row.precaution_tags
    and not {"WB_STAND", "PLANTAR_LOAD", "FLUID_LOAD"} & set(row.precaution_tags)
}


@cache
def with_only(code: str) -> SafetyReading:
    """The reading of a person with this one condition, alone at home."""
    return read(present=[code])


@cache
def with_none() -> SafetyReading:
    """The reading of a person with no condition at all."""
    return read()


@cache
def with_helper(code: str) -> SafetyReading:
    """The reading of a person with this one condition and a trained helper at home."""
    return read(present=[code], caregiver_standby=True, caregiver_trained=True)


@cache
def with_approvals(code: str) -> SafetyReading:
    """The reading of a person whose condition was approved for every technique by name."""
    names = [*(technique.value for technique in Technique), "home_unsupervised"]
    return read(present=[code], approvals=[approval(code, name) for name in names])


def items_of(column: str) -> list[str]:
    """The exercises that stand in a column."""
    own = [n for n, row in KNOWLEDGE.exercises.items() if row.technique in COLUMNS[column]]
    return own + [name for name, columns in FOLLOWERS.items() if column in columns]


def speaks_of(reading: SafetyReading, name: str, code: str, *, word: str = "") -> bool:
    """Whether a reason against an exercise comes from a condition."""
    against = reading.exercises[name].against
    return any(each.statement == f"safety/{code}" and word in each.says for each in against)


def test_the_matrix_has_64_conditions_and_14_columns():
    assert len(ROWS) == 64
    assert all(
        len([c for c in [*COLUMNS, "HU"] if row[c] in "ARP."]) == 14 for row in ROWS.values()
    )


@pytest.mark.parametrize(("code", "column"), CELLS)
def test_a_cell_of_a_condition_that_is_present(code, column):
    cell, reading = ROWS[code][column], with_only(code)
    for technique in COLUMNS[column]:
        assert reading.techniques[Technique(technique)].state == STATE[cell]
    for name in items_of(column):
        if cell in ("A", "R"):
            assert reading.exercises[name].settings == ()
            assert speaks_of(reading, name, code)
        if cell == "P" and reading.exercises[name].settings:
            assert any(
                m.statement == f"safety/{code}" for m in reading.exercises[name].modifications
            )


@pytest.mark.parametrize(("code", "column"), CELLS)
def test_a_free_cell_changes_nothing_of_how_an_item_is_done_away_from_home(code, column):
    """Filters may still limit a grade or a place; the modification of the row does not apply."""
    if ROWS[code][column] != ".":
        return
    first = KNOWLEDGE.conditions[code].instructions[0].says
    for name in items_of(column):
        columns = {c for c in COLUMNS if name in items_of(c)}
        if {ROWS[code][c] for c in columns} != {"."}:
            continue
        if Setting.HOME not in KNOWLEDGE.exercises[name].setting:
            said = [each.says for each in with_only(code).exercises[name].modifications]
            assert not any(first in says for says in said)


def test_the_parts_of_a_modification_go_where_they_belong():
    said = {
        name: next(
            each.says
            for each in with_only("LOPS").exercises[name].modifications
            if each.statement == "safety/LOPS"
        )
        for name in ("BT001", "RT014", "ST002")
    }
    assert "Shoes always when standing" in said["BT001"]
    assert "Shoes always when standing" not in said["RT014"]
    assert "manual pressure <=3/10" in said["ST002"]
    assert "manual pressure <=3/10" not in said["BT001"]
    for says in said.values():
        assert "check the skin before and after" in says
        assert "Start footwear" not in says  # about the plan, not about doing an item


def test_what_reopens_a_condition_is_said_with_the_reason():
    against = with_only("CHARCOT_ACTIVE").exercises["BT001"].against
    assert any(each.changes == "Reopen after documented remission." for each in against)
    assert KNOWLEDGE.conditions["LOPS"].reopens == ""


@pytest.mark.parametrize(("code", "column"), CELLS)
def test_a_cell_of_a_condition_that_is_absent(code, column):
    reading = with_none()
    for technique in COLUMNS[column]:
        found = reading.techniques[Technique(technique)]
        assert (found.state, found.reasons, found.unsettled) == ("clear", (), ())
    for name in items_of(column):
        item = reading.exercises[name]
        assert not speaks_of(reading, name, code)
        assert all(each.statement != f"safety/{code}" for each in item.modifications)


@pytest.mark.parametrize(("code", "column"), CELLS)
def test_a_named_approval_opens_a_relative_cell_and_no_other(code, column):
    cell, reading = ROWS[code][column], with_approvals(code)
    for technique in COLUMNS[column]:
        state = reading.techniques[Technique(technique)].state
        opened = cell == "R" and code not in SAME_DAY
        assert state == ("precaution" if opened else STATE[cell])
    for name in items_of(column):
        if cell == "A" or (cell == "R" and code in SAME_DAY):
            assert reading.exercises[name].settings == ()
            assert reading.exercises[name].held == "ruled_out"


@pytest.mark.parametrize("code", CONDITIONS)
def test_the_home_column_where_nobody_is_by(code):
    reading = with_only(code)
    at_home = open_at(reading, Setting.HOME)
    if ROWS[code]["HU"] in ("A", "R"):
        assert at_home <= TALK
    if ROWS[code]["HU"] == "P":
        for name in at_home - TALK:
            changes = {each.statement for each in reading.exercises[name].modifications}
            assert f"safety/{code}" in changes


@pytest.mark.parametrize("code", CONDITIONS)
def test_what_the_home_column_closes_opens_only_with_somebody_by(code):
    reading = with_helper(code)
    for name in open_at(reading, Setting.HOME) - TALK:
        if ROWS[code]["HU"] in ("A", "R"):
            assert reading.exercises[name].supervision[Setting.HOME] >= 1


@pytest.mark.parametrize("code", CONDITIONS)
def test_no_condition_opens_anything(code):
    assert open_slots(with_only(code)) <= open_slots(with_none())
    assert with_only(code).conditions == (code,)


@pytest.mark.parametrize("code", sorted(SAME_DAY))
def test_no_approval_opens_a_gate_of_the_day(code):
    assert open_slots(with_approvals(code)) == open_slots(with_only(code))


@pytest.mark.parametrize("code", [c for c in CONDITIONS if "R" in ROWS[c].values()])
def test_an_approval_opens_no_more_than_its_own_technique(code):
    closed = with_only(code)
    for column, techniques in COLUMNS.items():
        if ROWS[code][column] != "R":
            continue
        for technique in techniques:
            opened = read(present=[code], approvals=[approval(code, technique)])
            gained = open_slots(opened) - open_slots(closed)
            names = {name for name, _ in gained}
            assert names <= set(items_of(column))


def test_approvals_without_name_reason_or_day_open_nothing():
    closed = open_slots(read(present=["NERVE_IRRITABLE"]))
    assert open_slots(read(present=["NERVE_IRRITABLE"], approvals=[
        approval("NERVE_IRRITABLE", "nerve_gliding")])) > closed  # fmt: skip
    late = KNOWLEDGE.conditions["OH"].valid_from.replace(year=2027)
    for changes in ({"by": " "}, {"reason": ""}, {"on": late}):
        poor = approval("NERVE_IRRITABLE", "nerve_gliding", **changes)
        assert open_slots(read(present=["NERVE_IRRITABLE"], approvals=[poor])) == closed


def test_an_approval_of_another_condition_opens_nothing():
    other = approval("OVERWORK", "nerve_gliding")
    closed = read(present=["NERVE_IRRITABLE"])
    assert open_slots(read(present=["NERVE_IRRITABLE"], approvals=[other])) == open_slots(closed)


@pytest.mark.parametrize(("name", "columns"), sorted(FOLLOWERS.items()))
def test_items_without_a_column_follow_the_strictest_of_their_columns(name, columns):
    row = KNOWLEDGE.exercises[name]
    assert sorted(row.follows) == sorted(t for column in columns for t in COLUMNS[column])
    for code in CONDITIONS:
        cells = {ROWS[code][column] for column in columns}
        if cells & {"A", "R"}:
            assert with_only(code).exercises[name].settings == ()


def test_the_strictest_cell_counts_when_several_conditions_apply():
    reading = read(present=["LOPS", "ULCER_FOOT", "EDEMA_2PLUS"])
    assert reading.techniques[Technique.AQUATIC].state == "absolute"
    assert reading.techniques[Technique.SOFT_TISSUE].state == "relative"
    assert reading.techniques[Technique.FLEXIBILITY].state == "precaution"
    assert reading.conditions == ("EDEMA_2PLUS", "LOPS", "ULCER_FOOT")


def test_a_precaution_is_relied_on_even_where_everything_is_stopped():
    """Glucose checks on insulin: no exercise is left to carry them, the technique still does."""
    stopped = read(present=["INSULIN_SU"], first=contact(Urgency.U1))
    assert open_slots(stopped) == set()
    assert "safety/INSULIN_SU" in stopped.statements


@pytest.mark.parametrize("code", CONDITIONS)
def test_each_part_of_a_modification_goes_to_the_items_it_is_about(code):
    """Read a second time, with the selectors of the checker."""
    condition = KNOWLEDGE.conditions[code]
    for slot in rules_of(KNOWLEDGE).ground.slots:
        told = tuple(
            part.says
            for part in condition.instructions
            if part.kind in ("do", "watch")
            and (not part.about or any(fits(s, slot.exercise, slot.setting) for s in part.about))
        )
        whole = tuple(part.says for part in condition.instructions)
        assert parts_for(condition, slot) == (told or whole)
