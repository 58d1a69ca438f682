"""Random people through the safety rules: nothing forbidden is open, nothing unknown is safer.

What is forbidden is read from the second entry.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

import numpy as np
import pytest

from campaign.random_people import (
    CODES,
    PARTS,
    WAYS,
    Patient,
    entered,
    patients,
    unasked,
    with_found,
)
from care.check.finished import plan as finished_plan
from care.plan.steady import KNOWLEDGE, open_slots
from care.plan.test_safety_table import WHOLE, WRITTEN, row_of, slots_of
from surefoot.care.case import Case
from surefoot.care.check.broken import Under
from surefoot.care.check.exercises import may_be_done_at
from surefoot.care.plan.safety import assess
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety_table import UNKNOWN, YES
from surefoot.terms import Setting

COLUMN_OF = {
    "aquatic": "AQ",
    "soft_tissue": "ST",
    "joint_mobilization": "JM",
    "flexibility": "FX",
    "balance": "BT",
    "aerobic": "AE",
    "strength": "RT",
    "gait": "GT",
    "nerve_gliding": "NG",
    "sensory": "SR",
    "tens": "EM",
    "photobiomodulation": "EM",
    "whole_body_vibration": "VB",
    "tai_chi": "TC",
}


EXERCISES = {row["id"]: row for row in entered("exercises")}
MATRIX = {row["code"]: row for row in entered("matrix")}
PLAIN = {  # tags that a condition excludes whatever else holds
    row["code"]: set(re.findall(r"\b[A-Z_]+\b(?!\()", list(row.values())[2]))
    for row in entered("exclusions")
}


def carried_with(cell: str, code: str) -> set[str]:
    """The exercises with this cell in the row of a condition."""
    return {
        name
        for name, row in EXERCISES.items()
        if MATRIX[code].get(COLUMN_OF.get(row["technique"], "")) == cell
    }


def carrying(*tags: str) -> set[str]:
    """The exercises that carry one of these tags."""
    return {name for name, row in EXERCISES.items() if set(tags) & set(row["tags"].split(";"))}


NO_WEEKS = replace(finished_plan(), weeks=())
TALK = carrying("EDU") - carrying("WB_STAND", "PLANTAR_LOAD", "FLUID_LOAD")
QUIET = {name for name, row in EXERCISES.items() if row["technique"] == "foot_care"} - {"FC005"}
QUIET |= TALK | carrying("SUPINE") - carrying("IMMERSION")  # at most: passive ones stay open
BLOCKS = {"ALL": set(EXERCISES) - TALK, "ALL_ACTIVE": set(EXERCISES) - QUIET}
TAGGED = {
    code: carrying(*tags).union(*(BLOCKS[word] for word in tags & set(BLOCKS)))
    for code, tags in PLAIN.items()
}
ABSOLUTE = {code: carried_with("A", code) for code in MATRIX}
RELATIVE = {code: carried_with("R", code) for code in MATRIX}


def forbidden(board: Board) -> Iterator[str]:
    """What the conditions that are known to be present close, read from the second entry."""
    opened = {(each.condition, each.technique) for each in board.case.approvals}
    for code, condition in KNOWLEDGE.conditions.items():
        if board.findings.truth(condition.finding):
            yield from TAGGED[code] | ABSOLUTE[code]
            for name in RELATIVE[code]:
                if condition.same_day or (code, EXERCISES[name]["technique"]) not in opened:
                    yield name


def under(each: Patient) -> Under:
    """A person before the second reading, with a plan of which only the gate counts."""
    plan = replace(NO_WEEKS, gate=each.board.gate)
    known = each.board.findings
    return Under(plan=plan, case=each.case, contact=each.board.contact, findings=known,
                 knowledge=KNOWLEDGE)  # fmt: skip


def conditions_by_area() -> dict[str, set[str]]:
    """Of which conditions each area of the body is a part."""
    found: dict[str, set[str]] = {}
    for code, condition in KNOWLEDGE.conditions.items():
        for area in {exclusion.area for exclusion in condition.exclusions if exclusion.area}:
            found.setdefault(area, set()).add(code)
    for limit in KNOWLEDGE.safety_limits.values():
        if limit.area:
            assert limit.conditions, limit.id
            found.setdefault(limit.area, set()).update(limit.conditions)
    return found


BY_AREA = conditions_by_area()
AREA_OF = [s.split("|")[1] if s.startswith("area|") else "" for s in WHOLE.switches]


def switches_of(board: Board) -> list[int]:
    """The row of one person; an area counts as hurt where none of its conditions can hold.

    It closes nothing there, and to look at each part of the body takes a third of the time.
    """
    hurt = {
        area
        for area, codes in BY_AREA.items()
        if all(board.ask(f"condition|{code}") is False for code in codes)
    }
    return [
        YES if area in hurt else WRITTEN[board.ask(switch)]
        for switch, area in zip(WHOLE.switches, AREA_OF, strict=True)
    ]


def opened(boards: Iterable[Board]) -> list[set[tuple[str, Setting]]]:
    """The open slots of each person, read from the table at once."""
    rows = [switches_of(board) for board in boards]
    return list(slots_of(WHOLE, rows)) if rows else []


PLACE = {switch: number for number, switch in enumerate(WHOLE.switches)}
SLOTS = [(row, place) for row in KNOWLEDGE.exercises.values() for place in row.setting]


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(PARTS))
def test_random_people_are_safe(campaign_size, part):
    """Nothing is open that the second entry forbids, or the second reading at random places."""
    for batch in patients(part, campaign_size(400, 100_000)):
        slots = opened(each.board for each in batch)
        for each, mine in zip(batch, slots, strict=True):
            assert {name for name, _ in mine} & set(forbidden(each.board)) == set(), each.name
            second_reading_agrees(each, mine)
            if each.number // PARTS % 20 == 0:
                reading = assess(each.board.findings, each.case, each.board.contact, KNOWLEDGE)
                assert mine == open_slots(reading), f"{each.name}: one by one and at once"


def second_reading_agrees(each: Patient, mine: set[tuple[str, Setting]]) -> None:
    """Whether an exercise is open somewhere is read alike by both, sharing no code."""
    if each.board.gate == "stop":
        assert mine == set(), each.name
        return
    person = under(each)
    for row, place in each.rng.sample(SLOTS, 8):
        told = f"{each.name}: {row.id} at {place}"
        assert may_be_done_at(person, row, place) is ((row.id, place) in mine), told


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(PARTS))
def test_one_more_finding_and_one_answer_less_never_open_anything(campaign_size, part):
    for batch in patients(part, campaign_size(200, 10_000)):
        found = (with_found(each.case, each.rng.choice(WAYS)) for each in batch)
        more = opened(p.otherwise(case) for case, p in zip(found, batch, strict=True))
        unsaid = (unasked(each.case, each.rng) for each in batch)
        less = opened(p.otherwise(case) for case, p in zip(unsaid, batch, strict=True))
        slots = opened(each.board for each in batch)
        for each, mine, with_more, with_less in zip(batch, slots, more, less, strict=True):
            assert with_more <= mine, f"{each.name}: one more finding"
            assert with_less <= mine, f"{each.name}: one answer less"
            row = switches_of(each.board)
            assert switched(row, each.rng) == 0, f"{each.name}: one more condition"


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(PARTS))
def test_the_order_of_what_was_told_never_matters(campaign_size, part):
    for batch in patients(part, campaign_size(200, 10_000)):
        for each in batch:
            turned = each.otherwise(turned_round(each.case, each.rng))
            assert turned.contact == each.board.contact, each.name
            mine, other = (row_of(board, WHOLE.switches) for board in (each.board, turned))
            assert mine == other, each.name
            if each.number // PARTS % 20 == 0:
                first, second = (
                    assess(board.findings, board.case, board.contact, KNOWLEDGE)
                    for board in (each.board, turned)
                )
                assert first == second, each.name


def turned_round(case: Case, rng: random.Random) -> Case:
    """The same person, with everything that was told in another order."""
    told = {
        part.name: rng.sample(list(value), len(value))
        for part in fields(case)
        if isinstance(value := getattr(case, part.name), tuple)
    }
    gates = dict(rng.sample(list(case.gates.items()), len(case.gates)))
    return replace(case, gates=gates, **{name: tuple(value) for name, value in told.items()})


def switched(row: list[int], rng: random.Random) -> int:
    """How many exercises open when one of five random conditions is present, or not known."""
    codes = rng.sample(CODES, 5)
    rows = np.array([row] * (2 * len(codes)), dtype=np.int8)
    for number, code in enumerate(codes):
        for switch in (f"condition|{code}", f"cell|{code}"):
            if switch in PLACE:
                rows[2 * number : 2 * number + 2, PLACE[switch]] = YES, UNKNOWN
    before = WHOLE.closed_planes(np.array([row], dtype=np.int8))
    return int(np.bitwise_count(before & ~WHOLE.closed_planes(rows)).sum())
