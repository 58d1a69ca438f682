"""The rules for populations say exactly what the rules for one person say, and never less."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.plan.steady import (
    CONDITIONS,
    KNOWLEDGE,
    approval,
    contact,
    findings_of,
    open_slots,
    person,
)
from people import generate
from surefoot.care.findings import Findings
from surefoot.care.plan.safety import assess
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety.book import rules_of
from surefoot.care.plan.safety.logic import Sign, all_of, one_of, switches_in, truth_of
from surefoot.care.plan.safety_table import (
    NO,
    UNKNOWN,
    YES,
    SafetyTable,
    condition_switches,
    ordinary_means,
)
from surefoot.terms import Setting

FOLDER = Path(str(resources.files("surefoot.knowledge")))
WRITTEN = {None: UNKNOWN, False: NO, True: YES}
TABLE = SafetyTable(KNOWLEDGE)


def every_switch() -> tuple[str, ...]:
    """All switches that any rule reads."""
    rules = rules_of(KNOWLEDGE)
    found = {s for rule in (*rules.bars, *rules.guards) for s in switches_in(rule.clauses)}
    found |= {f"guard|{guard.level}|{place}" for guard in rules.guards for place in Setting}
    return tuple(sorted(found))


WHOLE = SafetyTable(KNOWLEDGE, every_switch())


def row_of(board: Board, switches: tuple[str, ...]) -> list[int]:
    """The switches of one person as a row of the table."""
    return [WRITTEN[board.ask(switch)] for switch in switches]


def slots_of(table: SafetyTable, rows: list[list[int]]) -> Iterator[set[tuple[str, Setting]]]:
    """The open slots of each patient."""
    open_places = table.open_places(np.array(rows, dtype=np.int8))
    for number in range(len(rows)):
        yield {slot for slot, flags in open_places.items() if flags[number]}


def test_the_table_has_one_column_a_condition_and_one_bit_an_exercise():
    assert len(condition_switches(KNOWLEDGE)) == 64
    assert TABLE.switches == condition_switches(KNOWLEDGE)
    assert len(TABLE.exercises) == len(KNOWLEDGE.exercises) == 242
    assert TABLE.closed(np.zeros((3, 64), dtype=np.int8)).shape == (3, 4)
    assert sum(map(len, TABLE.places)) == 379


@settings(max_examples=20)
@given(
    present=st.sets(st.sampled_from(CONDITIONS), max_size=6),
    unknown=st.sets(st.sampled_from(CONDITIONS), max_size=4),
    helper=st.booleans(),
)
def test_the_table_agrees_with_the_reading_of_one_person(present, unknown, helper):
    case = person()
    findings = findings_of(
        case, present=present, unknown=unknown - present, caregiver_standby=helper
    )
    reading = assess(findings, case, contact(), KNOWLEDGE)
    board = Board(findings, case, contact(), KNOWLEDGE)
    assert next(slots_of(WHOLE, [row_of(board, WHOLE.switches)])) == open_slots(reading)


def test_the_table_agrees_over_plausible_people():
    rows, readings = [], []
    for case in generate(11, 25):
        board = Board(Findings(case, KNOWLEDGE), case, contact(), KNOWLEDGE)
        rows.append(row_of(board, WHOLE.switches))
        readings.append(open_slots(assess(board.findings, case, contact(), KNOWLEDGE)))
    assert list(slots_of(WHOLE, rows)) == readings


def test_switches_that_were_not_given_have_their_ordinary_answer():
    """Only the conditions given: equal to the whole table with the ordinary means written in."""
    rng = np.random.default_rng(5)
    few = rng.choice([UNKNOWN, NO, YES], size=(200, 64), p=[0.05, 0.85, 0.1]).astype(np.int8)
    place = {switch: n for n, switch in enumerate(TABLE.switches)}
    whole = np.empty((len(few), len(WHOLE.switches)), dtype=np.int8)
    for number, switch in enumerate(WHOLE.switches):
        of = switch.replace("cell|", "condition|")
        whole[:, number] = few[:, place[of]] if of in place else WRITTEN[ordinary_means(switch)]
    assert (TABLE.closed(few) == WHOLE.closed(whole)).all()


def test_an_exercise_is_open_where_one_of_its_places_is():
    rng = np.random.default_rng(6)
    rows = rng.choice([UNKNOWN, NO, YES], size=(300, 64), p=[0.05, 0.85, 0.1]).astype(np.int8)
    places = TABLE.open_places(rows)
    open_exercises = TABLE.open_exercises(rows)
    for number, name in enumerate(TABLE.exercises):
        somewhere = np.logical_or.reduce([f for (n, _), f in places.items() if n == name])
        assert (open_exercises[:, number] == somewhere).all()


def test_a_table_of_another_width_is_refused():
    with pytest.raises(ValueError, match="One column for each of 64"):
        TABLE.closed(np.zeros((2, 63), dtype=np.int8))


@given(st.lists(st.sampled_from([True, False, None]), max_size=5))
def test_three_valued_logic(truths):
    assert one_of(truths) == (True if True in truths else None if None in truths else False)
    assert all_of(truths) == (False if False in truths else None if None in truths else True)


def test_a_rule_bites_unless_a_clause_is_known_not_to_hold():
    known = {"a": True, "b": False, "c": None}
    yes, no, maybe = Sign("a"), Sign("b"), Sign("c")
    assert truth_of(((yes,), (no, maybe)), known.get) is None
    assert truth_of(((yes,), (no, yes)), known.get) is True
    assert truth_of(((maybe,), (no,)), known.get) is False
    assert truth_of((), known.get) is True
    assert truth_of(((),), known.get) is False
    assert Sign("b", wanted=False).truth(known.get) is True


# A second reading of the two published tables, slow and obvious, for the campaign.


def _matrix() -> dict[str, dict[str, str]]:
    with (FOLDER / "safety_matrix.csv").open(encoding="utf8", newline="") as lines:
        return {row["condition"]: row for row in csv.DictReader(lines)}


def _plain_tags() -> dict[str, set[str]]:
    rows = tomllib.loads((FOLDER / "safety.toml").read_text(encoding="utf8"))["conditions"]
    return {
        row["code"]: {e["tag"] for e in row.get("exclusions", []) if e.keys() == {"tag"}}
        for row in rows
    }


def forbidden() -> dict[str, set[str]]:
    """What each condition must close everywhere: its A and R cells and its plain tags."""
    columns = {"aquatic": "AQ", "soft_tissue": "ST", "joint_mobilization": "JM",
               "flexibility": "FX", "balance": "BT", "aerobic": "AE", "strength": "RT",
               "gait": "GT", "nerve_gliding": "NG", "sensory": "SR", "tens": "EM",
               "photobiomodulation": "EM", "whole_body_vibration": "VB",
               "tai_chi": "TC"}  # fmt: skip
    matrix, tags = _matrix(), _plain_tags()
    return {
        code: {
            name
            for name, row in KNOWLEDGE.exercises.items()
            if matrix[code].get(columns.get(row.technique, ""), ".") in "AR"
            or tags[code] & set(row.precaution_tags)
        }
        for code in CONDITIONS
    }


def unsafe(rows: np.ndarray, table: SafetyTable) -> int:
    """How many open exercises a condition that may be present forbids."""
    open_exercises = table.open_exercises(rows)
    must_close = np.zeros_like(open_exercises)
    place = {name: n for n, name in enumerate(table.exercises)}
    for number, code in enumerate(sorted(CONDITIONS)):
        closed = [place[name] for name in sorted(forbidden_by[code])]
        must_close[np.ix_(rows[:, number] != NO, closed)] = True
    return int((open_exercises & must_close).sum())


forbidden_by = forbidden()


def random_patients(seed: int, number: int) -> np.ndarray:
    """Patients with a handful of conditions, some of them not known."""
    rng = np.random.default_rng(seed)
    found = rng.choice([UNKNOWN, NO, YES], size=(number, 64), p=[0.03, 0.91, 0.06])
    return found.astype(np.int8)


def test_two_thousand_random_patients_get_nothing_that_is_forbidden():
    assert unsafe(random_patients(1, 2000), TABLE) == 0


def test_one_more_condition_opens_nothing_for_two_thousand_patients():
    rows = random_patients(2, 2000)
    before = TABLE.closed(rows)
    for number in range(64):
        more = rows.copy()
        more[:, number] = YES
        assert (TABLE.closed(more) & before == before).all()


@pytest.mark.campaign
def test_a_hundred_thousand_random_patients_get_nothing_that_is_forbidden(campaign_size):
    number = campaign_size(100_000, 1_000_000)
    for seed in range(number // 50_000):
        rows = random_patients(seed + 100, 50_000)
        assert unsafe(rows, TABLE) == 0
        before = TABLE.closed(rows)
        extra = np.random.default_rng(seed).integers(64, size=len(rows))
        rows[np.arange(len(rows)), extra] = YES
        assert (TABLE.closed(rows) & before == before).all()


@pytest.mark.campaign
def test_random_people_are_read_alike_one_by_one_and_at_once(campaign_size):
    """Every switch at random, and random people of the generator with random approvals."""
    rng = np.random.default_rng(7)
    for case in generate(12, campaign_size(300, 5000)):
        codes = rng.choice(CONDITIONS, size=3)
        approvals = tuple(approval(str(code), "balance", on=case.today) for code in codes)
        told = replace(case, approvals=approvals)
        board = Board(Findings(told, KNOWLEDGE), told, contact(), KNOWLEDGE)
        reading = assess(board.findings, told, contact(), KNOWLEDGE)
        assert next(slots_of(WHOLE, [row_of(board, WHOLE.switches)])) == open_slots(reading)
