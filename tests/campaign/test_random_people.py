"""Random people through the safety rules: nothing forbidden is open, nothing unknown is safer.

The people are plausible ones with the answers of somebody random laid over them, and some of whom
next to nothing, or anything at all, is known. What is forbidden is read from the second entry.
"""

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from care.plan.steady import KNOWLEDGE, approval, contact, open_slots
from care.plan.test_safety_table import WHOLE, row_of, slots_of
from care.said import say
from people import invent, wild
from surefoot.care.case import Case, Fact
from surefoot.care.contact import first_contact
from surefoot.care.findings import Findings
from surefoot.care.plan.safety import assess
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety_table import UNKNOWN, YES
from surefoot.terms import Technique

PARTS = 4
FOLDER = Path(__file__).parents[1] / "knowledge" / "second_entry"
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


def entered(name: str) -> list[dict[str, str]]:
    """The rows of a second entry."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


EXERCISES = {row["id"]: row for row in entered("exercises")}
MATRIX = {row["code"]: row for row in entered("matrix")}
PLAIN = {  # tags that a condition excludes whatever else holds
    row["code"]: set(re.findall(r"\b[A-Z_]+\b(?!\()", list(row.values())[2]))
    for row in entered("exclusions")
}
WAYS = [  # each way of a condition that is simply found
    row["shown_by"]
    for row in entered("triggers")
    if row["code"].startswith("cond_") and not set("=?") & set(row["shown_by"])
]


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


def anybody(rng: random.Random, name: str) -> Case:
    """A plausible person with some random answers, or, now and then, a random one."""
    if rng.random() < 0.15:
        case = next(wild(rng.randrange(10**9), 1, rng.choice((0.01, 0.02, 0.05, 0.1, 0.1, 0.5))))
    else:
        case = invent(rng, name)
        other = next(wild(rng.randrange(10**9), 1, rng.choice((0.0, 0.001, 0.005, 0.02))))
        case = with_facts(case, (replace(fact, on=case.today) for fact in other.facts))
    codes = rng.sample(sorted(MATRIX), 3)
    technique = rng.choice(list(Technique)).value
    approvals = tuple(approval(code, technique, on=case.today) for code in codes)
    return replace(case, approvals=approvals)


def with_facts(case: Case, facts: Iterator[Fact]) -> Case:
    """The person with these answers in place of what was said of the same findings."""
    new = tuple(facts)
    codes = {fact.code for fact in new}
    return replace(case, facts=(*(f for f in case.facts if f.code not in codes), *new))


def with_found(case: Case, line: str) -> Case:
    """The person with something found in addition; the other side keeps its answer."""
    new = [replace(fact, on=case.today) for fact in say(line)]
    places = {(fact.code, fact.side, fact.site) for fact in new}
    nowhere = {(fact.code, None, None) for fact in new}  # "found at no site" no longer holds
    kept = (f for f in case.facts if (f.code, f.side, f.site) not in places | nowhere)
    return replace(case, facts=(*kept, *new))


def unasked(case: Case, rng: random.Random) -> Case:
    """The person with one finding that was not found no longer asked about.

    Equipment, places and helpers are no findings: an ordinary clinic is taken for granted.
    """
    shown = {fact.code for fact in case.facts if fact.value is not False}
    absent = {fact.code for fact in case.facts} - shown
    absent = {c for c in absent if KNOWLEDGE.findings[c].kind != "clinic_means"}
    absent = {c for c in absent if not c.startswith("equip_")}
    if not absent:
        return case
    code = rng.choice(sorted(absent))
    return replace(case, facts=tuple(fact for fact in case.facts if fact.code != code))


def board_of(case: Case, *, calm: bool) -> Board:
    """What is known of a person; a calm one has no red flag whatever was found."""
    findings = Findings(case, KNOWLEDGE)
    first = contact() if calm else first_contact(findings, case, KNOWLEDGE)
    return Board(findings, case, first, KNOWLEDGE)


def forbidden(board: Board) -> Iterator[str]:
    """What the conditions that are known to be present close, read from the second entry."""
    opened = {(each.condition, each.technique) for each in board.case.approvals}
    for code, condition in KNOWLEDGE.conditions.items():
        if board.findings.truth(condition.finding):
            yield from TAGGED[code] | ABSOLUTE[code]
            for name in RELATIVE[code]:
                if condition.same_day or (code, EXERCISES[name]["technique"]) not in opened:
                    yield name


PLACE = {switch: number for number, switch in enumerate(WHOLE.switches)}


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(PARTS))
def test_random_people_are_safe(campaign_size, part):
    for number in range(part, campaign_size(400, 100_000), PARTS):
        rng = random.Random(f"people/{number}")
        case, calm = anybody(rng, f"r{number}"), rng.random() < 0.7
        board = board_of(case, calm=calm)
        reading = assess(board.findings, case, board.contact, KNOWLEDGE)
        is_open = {name for name, _ in open_slots(reading)}
        assert is_open & set(forbidden(board)) == set(), f"person {number}"
        found = board_of(with_found(case, rng.choice(WAYS)), calm=calm)
        asked_less = board_of(unasked(case, rng), calm=calm)
        rows = [row_of(each, WHOLE.switches) for each in (board, found, asked_less)]
        one, more_found, less_asked = slots_of(WHOLE, rows)
        assert one == open_slots(reading), f"person {number}: read one by one and at once"
        assert more_found <= one, f"person {number}: one more finding"
        assert less_asked <= one, f"person {number}: one answer less"
        assert switched(rows[0], rng) == 0, f"person {number}: one more condition"


def switched(row: list[int], rng: random.Random) -> int:
    """How many exercises open when one of five random conditions is present, or not known."""
    codes = rng.sample(sorted(MATRIX), 5)
    rows = np.array([row] * (2 * len(codes)), dtype=np.int8)
    for number, code in enumerate(codes):
        for switch in (f"condition|{code}", f"cell|{code}"):
            if switch in PLACE:
                rows[2 * number : 2 * number + 2, PLACE[switch]] = YES, UNKNOWN
    before = WHOLE.closed_planes(np.array([row], dtype=np.int8))
    return int(np.bitwise_count(before & ~WHOLE.closed_planes(rows)).sum())
