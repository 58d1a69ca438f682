"""Random people through the safety rules: nothing forbidden is open, nothing unknown is safer.

The people are plausible ones with the answers of somebody random laid over them, and some of whom
next to nothing, or anything at all, is known. What is forbidden is read from the second entry.
"""

import csv
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import batched
from pathlib import Path

import numpy as np
import pytest

from care.check.finished import plan as finished_plan
from care.plan.steady import KNOWLEDGE, approval, contact, open_slots
from care.plan.test_safety_table import WHOLE, row_of, slots_of
from care.said import say
from people import invent, wild
from surefoot.care.case import Case, Fact
from surefoot.care.check.broken import Under
from surefoot.care.check.exercises import may_be_done_at
from surefoot.care.contact import first_contact
from surefoot.care.findings import Findings
from surefoot.care.plan.safety import assess
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety_table import UNKNOWN, YES
from surefoot.terms import Setting, Technique

PARTS = 4
BATCH = 100
ALIKE = 10  # people of a part who share a picture, each with other answers laid over
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


@lru_cache(maxsize=PARTS)
def plausible(number: int) -> Case:
    """One plausible person; to invent one takes longer than to read several of one picture."""
    return invent(random.Random(f"plausible/{number}"), f"r{number}")


def anybody(rng: random.Random, number: int) -> Case:
    """A plausible person with random answers laid over, or, now and then, a random one."""
    if rng.random() < 0.15:
        case = next(wild(rng.randrange(10**9), 1, rng.choice((0.01, 0.02, 0.05, 0.1, 0.1, 0.5))))
    else:
        case = plausible(number // (PARTS * ALIKE))
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


@dataclass
class Patient:
    """One random person, what is known of them, and the dice for the questions about them."""

    number: int
    case: Case
    board: Board
    calm: bool
    rng: random.Random

    @property
    def name(self) -> str:
        return f"person {self.number}"

    def under(self) -> Under:
        """The person before the second reading, with a plan of which only the gate counts."""
        plan = replace(NO_WEEKS, gate=self.board.gate)
        known = self.board.findings
        return Under(plan=plan, case=self.case, contact=self.board.contact, findings=known,
                     knowledge=KNOWLEDGE)  # fmt: skip


def patients(part: int, count: int) -> Iterator[list[Patient]]:
    """The people of one part, some hundred at a time."""
    for batch in batched(range(part, count, PARTS), BATCH):
        yield [patient(number) for number in batch]


def patient(number: int) -> Patient:
    rng = random.Random(f"people/{number}")
    case, calm = anybody(rng, number), rng.random() < 0.7
    return Patient(number, case, board_of(case, calm=calm), calm, rng)


def opened(boards: Iterable[Board]) -> list[set[tuple[str, Setting]]]:
    """The open slots of each person, read from the table at once."""
    rows = [row_of(board, WHOLE.switches) for board in boards]
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
    under = each.under()
    for row, place in each.rng.sample(SLOTS, 8):
        told = f"{each.name}: {row.id} at {place}"
        assert may_be_done_at(under, row, place) is ((row.id, place) in mine), told


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(PARTS))
def test_one_more_finding_and_one_answer_less_never_open_anything(campaign_size, part):
    for batch in patients(part, campaign_size(200, 10_000)):
        found = (with_found(each.case, each.rng.choice(WAYS)) for each in batch)
        more = opened(board_of(case, calm=p.calm) for case, p in zip(found, batch, strict=True))
        unsaid = (unasked(each.case, each.rng) for each in batch)
        less = opened(board_of(case, calm=p.calm) for case, p in zip(unsaid, batch, strict=True))
        slots = opened(each.board for each in batch)
        for each, mine, with_more, with_less in zip(batch, slots, more, less, strict=True):
            assert with_more <= mine, f"{each.name}: one more finding"
            assert with_less <= mine, f"{each.name}: one answer less"
            row = row_of(each.board, WHOLE.switches)
            assert switched(row, each.rng) == 0, f"{each.name}: one more condition"


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
