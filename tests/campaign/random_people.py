"""Random people for the safety campaigns: plausible ones, with something hard laid over.

What is laid over are the answers of somebody random, the ways and edges of the second entry, the
signs of an alarm, and for most a condition, limit or must-have that is tried on them: shown and
just not shown, with the numbers it compares at both sides, or not asked about at all.
"""

import ast
import csv
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import batched
from pathlib import Path

from care.plan.steady import KNOWLEDGE, approval, contact
from care.red_flag_tables import FIRES
from care.said import TODAY, say
from people import invent, wild
from surefoot.care.case import Case, Fact, Value
from surefoot.care.contact import first_contact
from surefoot.care.findings import Findings
from surefoot.care.plan.safety.board import Board
from surefoot.knowledge.links import codes_in
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.terms import Side, Technique

PARTS = 4
BATCH = 100
ALIKE = 10  # people of a part who share a picture, each with other answers laid over
FOLDER = Path(__file__).parents[1] / "knowledge" / "second_entry"
CODES = sorted(KNOWLEDGE.conditions)
RESULTS = (
    "plan_type",
    "plan_stage",
    "named_nerves_count",
    "tru_likely",
    "type_",
    "cause_gbs",
    "cause_cidp",
    "cause_n2o",
)
"""What later steps tell of a person; all else is worked out from the answers."""


def entered(name: str) -> list[dict[str, str]]:
    """The rows of a second entry."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def rules_of_safety() -> Iterator[str]:
    """Every rule over findings that decides about a plan, with those it reads."""
    found = [f.rule or "" for f in KNOWLEDGE.findings.values() if f.id[:5] in ("cond_", "must_")]
    found += [row.when for row in KNOWLEDGE.safety_limits.values()]
    found += [row.when for row in KNOWLEDGE.caps.values()]
    found += [e.when for row in KNOWLEDGE.conditions.values() for e in row.exclusions]
    seen: set[str] = set()
    while found:
        rule = found.pop()
        if rule and rule not in seen:
            seen.add(rule)
            found += [KNOWLEDGE.findings[code].rule or "" for code in codes_in(rule)]
    yield from sorted(seen)


def recorded_in(rules: Iterable[str]) -> list[str]:
    """The findings that people are asked about, on which rules rest in the end."""
    found, seen = [*rules], set()
    codes: set[str] = set()
    while found:
        for code in codes_in(found.pop()):
            row = KNOWLEDGE.findings[code]
            codes |= set() if row.is_derived else {code}
            if row.rule and code not in seen:
                seen.add(code)
                found.append(row.rule)
    return sorted(codes)


def read_by_subject() -> Iterator[tuple[str, list[str]]]:
    """Each condition, must-have, limit and cap with the findings it rests on."""
    limits = KNOWLEDGE.safety_limits.values()
    for code, row in KNOWLEDGE.conditions.items():
        beside = [e.when for e in row.exclusions if e.when]
        beside += [limit.when for limit in limits if code in limit.conditions and limit.when]
        own = KNOWLEDGE.findings[row.finding].rule or ""
        yield row.finding, recorded_in([own, *beside])
    for name, must in KNOWLEDGE.must_haves.items():
        yield f"must_{name.lower()}", recorded_in([must.when])
    for rule in (*limits, *KNOWLEDGE.caps.values()):
        if rule.when:
            yield rule.id, recorded_in([rule.when])


def comparisons() -> Iterator[tuple[str, str, float]]:
    """Each recorded number that a rule compares: the comparison, its code, and with what."""
    for rule in rules_of_safety():
        for node in ast.walk(ast.parse(rule, mode="eval")):
            if isinstance(node, ast.Compare) and isinstance(
                node.ops[0], ast.LtE | ast.Lt | ast.Gt | ast.GtE
            ):
                parts = [node.left, *node.comparators]
                names = [part.id for part in parts if isinstance(part, ast.Name)]
                numbers = [part.value for part in parts if isinstance(part, ast.Constant)]
                if len(names) == 1 and len(names) + len(numbers) == len(parts):
                    for number in numbers:
                        yield ast.unparse(node), names[0], float(number)


COMPARED = sorted({c for c in comparisons() if not KNOWLEDGE.findings[c[1]].is_derived})
LIMITS_OF: dict[str, list[float]] = {}
for _, compared, number in COMPARED:
    LIMITS_OF.setdefault(compared, []).append(number)
WAYS_OF: dict[str, list[str]] = {}
"""How each condition and must-have shows, and what is just no sign of it."""
for row in entered("triggers"):
    WAYS_OF.setdefault(row["code"], []).append(row["shown_by"])
for row in entered("edges"):
    WAYS_OF.setdefault(row["code"], []).extend((row["inside"], row["outside"]))
for row in entered("must_haves_added"):
    ways = (row["inside"], row["outside"])
    WAYS_OF.setdefault(f"must_{row['id'].lower()}", []).extend(ways)
LINES = sorted({line for lines in WAYS_OF.values() for line in lines})
ALARMS = sorted({line for lines in FIRES.values() for _, line in lines})
READ_BY = dict(read_by_subject())
SUBJECTS = sorted(READ_BY)
WAYS = [  # each way of a condition that is simply found
    row["shown_by"]
    for row in entered("triggers")
    if row["code"].startswith("cond_") and not set("=?") & set(row["shown_by"])
]


@lru_cache(maxsize=PARTS)
def plausible(number: int) -> Case:
    """One plausible person; to invent one takes longer than to read several of one picture."""
    return invent(random.Random(f"plausible/{number}"), f"r{number}")


def anybody(rng: random.Random, number: int) -> Case:
    """A plausible person with random answers laid over, or, now and then, a random one."""
    if rng.random() < 0.1:
        return next(wild(rng.randrange(10**9), 1, rng.choice((0.01, 0.02, 0.05, 0.1, 0.1, 0.5))))
    case = plausible(number // (PARTS * ALIKE))
    if rng.random() < 0.4:
        other = next(wild(rng.randrange(10**9), 1, rng.choice((0.001, 0.005, 0.02))))
        case = with_facts(case, (replace(fact, on=case.today) for fact in other.facts))
    for line in rng.sample(LINES, rng.choice((0, 0, 1, 2))):
        case = with_found(case, line)
    if rng.random() < 0.05:
        case = with_found(case, rng.choice(ALARMS))
    if rng.random() < 0.6:
        case = aimed_at(rng, case, rng.choice(SUBJECTS))
    return forgotten(rng, case) if rng.random() < 0.15 else case


def forgotten(rng: random.Random, case: Case) -> Case:
    """The person with some questions of the phone, and some others, not asked."""
    codes = sorted({fact.code for fact in case.facts})
    gone = set(rng.sample(codes, min(len(codes), rng.choice((0, 1, 3)))))
    gates = {gate: answer for gate, answer in case.gates.items() if rng.random() < 0.7}
    kept = tuple(fact for fact in case.facts if fact.code not in gone)
    return replace(case, facts=kept, gates=gates)


def aimed_at(rng: random.Random, case: Case, subject: str) -> Case:
    """A person on whom one condition, limit or must-have can be tried: shown, or not asked."""
    ways, codes = WAYS_OF.get(subject, ()), READ_BY[subject]
    if ways and rng.random() < 0.7:
        case = with_found(case, rng.choice(ways))
    elif rng.random() < 0.5:
        return without(case, codes)
    for code in rng.sample(codes, min(len(codes), rng.choice((1, 3, 8)))):
        case = with_facts(case, at_random(rng, case, code))
    return case


def without(case: Case, codes: Iterable[str]) -> Case:
    """The person with these findings not asked about, nor the questions that would close them."""
    gone = set(codes)
    kept = tuple(fact for fact in case.facts if fact.code not in gone)
    return replace(case, facts=kept, gates={})


def at_random(rng: random.Random, case: Case, code: str) -> Iterator[Fact]:
    """Any answer to a question; a number mostly beside one it is compared with."""
    finding = KNOWLEDGE.findings[code]
    if finding.side == "per_site":
        yield Fact(code=code, value=False, on=case.today)  # nowhere; ways tell of places
        return
    places: tuple[Side | None, ...] = tuple(Side) if finding.side == "left_right" else (None,)
    alike = rng.random() < 0.5
    value = any_value(rng, case, finding)
    for side in places:
        told = value if alike else any_value(rng, case, finding)
        yield Fact(code=code, value=told, on=case.today, side=side)


def any_value(rng: random.Random, case: Case, finding: Finding) -> Value:
    """One answer of the kind a finding has."""
    if finding.value_type == "enum":
        return rng.choice(finding.enum_values)
    if finding.value_type == "date":
        return case.today - timedelta(days=rng.choice((1, 20, 30, 31, 55, 56, 365, 366, 900)))
    if finding.value_type != "number":
        return rng.random() < 0.5
    step = 1.0 if finding.unit.startswith("{") else 0.1
    high = 100.0 if finding.max is None else finding.max
    low = finding.min or 0.0
    near = [limit + by for limit in LIMITS_OF.get(finding.id, ()) for by in (-step, 0, step)]
    return min(max(rng.choice([*near, low, high, (low + high) / 2]), low), high)


def with_facts(case: Case, facts: Iterator[Fact]) -> Case:
    """The person with these answers in place of what was said of the same findings."""
    new = tuple(facts)
    codes = {fact.code for fact in new}
    return replace(case, facts=(*(f for f in case.facts if f.code not in codes), *new))


def with_found(case: Case, line: str) -> Case:
    """The person with what a line tells, on their day; the other side keeps its answer."""
    new = [on_the_day_of(case, fact) for fact in say(line)]
    silent = {word[1:] for word in line.split() if word[0] == "?"}
    places = {(fact.code, fact.side, fact.site) for fact in new}
    nowhere = {(fact.code, None, None) for fact in new}  # "found at no site" no longer holds
    kept = (f for f in case.facts if (f.code, f.side, f.site) not in places | nowhere)
    return replace(case, facts=(*(f for f in kept if f.code not in silent), *new))


def on_the_day_of(case: Case, fact: Fact) -> Fact:
    """A fact told as of the day of the tests, as of the day of a person."""
    later = case.today - TODAY
    value = fact.value + later if isinstance(fact.value, date) else fact.value
    stopped_on = fact.stopped_on + later if fact.stopped_on else None
    return replace(fact, on=fact.on + later, value=value, stopped_on=stopped_on)


USUAL = ("pool_access", "can_walk")
"""A "no" here is the finding: that somebody has it is taken for granted, and nobody is asked."""


def unasked(case: Case, rng: random.Random) -> Case:
    """The person with one finding that was not found no longer asked about.

    Equipment, places and helpers are no findings: an ordinary clinic is taken for granted.
    """
    # A "no" of an earlier day is no answer less: it tells that something is new since.
    shown = {f.code for f in case.facts if f.value is not False or f.on != case.today}
    absent = {fact.code for fact in case.facts} - shown
    absent = {c for c in absent if KNOWLEDGE.findings[c].kind != "clinic_means"}
    absent = {c for c in absent if not c.startswith("equip_") and c not in USUAL}
    if not absent:
        return case
    code = rng.choice(sorted(absent))
    return replace(case, facts=tuple(fact for fact in case.facts if fact.code != code))


def told_by_diagnosis(rng: random.Random) -> Mapping[str, Value]:
    """What later steps may have found out; of most people at most the stage."""
    if rng.random() < 0.7:
        stage = _result(rng, "plan_stage")
        return {} if stage is None or rng.random() < 0.5 else {"plan_stage": stage}
    codes = [code for code in KNOWLEDGE.findings if code.startswith(RESULTS)]
    found = {code: _result(rng, code) for code in codes if rng.random() < 0.9}
    return {code: value for code, value in found.items() if value is not None}


def _result(rng: random.Random, code: str) -> Value | None:
    finding = KNOWLEDGE.findings[code]
    if finding.value_type == "three_valued":
        return rng.random() < 0.5
    if finding.value_type == "enum":
        return rng.choice(finding.enum_values)
    if finding.value_type == "number":
        return rng.choice((0.0, 0.1, 0.2, 0.49, 0.5, 0.59, 0.6, 1.0))
    return None


def approved(case: Case, findings: Findings, rng: random.Random) -> Case:
    """The person with the approvals of somebody who mostly looked at what they have."""
    present = [c for c in CODES if findings.truth(KNOWLEDGE.conditions[c].finding)]
    codes = [*rng.sample(present, min(2, len(present))), rng.choice(CODES)]
    given = tuple(
        approval(code, rng.choice(opened_by_name(code) + ALL_TECHNIQUES), on=case.today)
        for code in codes
        if rng.random() < 0.7
    )
    return replace(case, approvals=given)


ALL_TECHNIQUES = [each.value for each in Technique]


@cache
def opened_by_name(code: str) -> list[str]:
    """The techniques an approval opens, often enough that one of them is mostly drawn."""
    row = KNOWLEDGE.safety_matrix[code].cells
    columns = KNOWLEDGE.matrix_columns.items()
    found = [t.value for name, column in columns if row[name] == "R" for t in column.techniques]
    return found * (len(ALL_TECHNIQUES) // max(1, len(found)))


def board_of(case: Case, told: Mapping[str, Value], *, calm: bool) -> Board:
    """What is known of a person; a calm one has no red flag whatever was found."""
    findings = Findings(case, KNOWLEDGE, results=told)
    first = contact() if calm else first_contact(findings, case, KNOWLEDGE)
    return Board(findings, case, first, KNOWLEDGE)


@dataclass
class Patient:
    """One random person, what is known of them, and the dice for the questions about them."""

    number: int
    case: Case
    board: Board
    told: Mapping[str, Value]
    calm: bool
    rng: random.Random

    @property
    def name(self) -> str:
        return f"person {self.number}"

    def otherwise(self, case: Case) -> Board:
        """The same person with other answers."""
        return board_of(case, self.told, calm=self.calm)


def patients(part: int, count: int) -> Iterator[list[Patient]]:
    """The people of one part, some hundred at a time."""
    for batch in batched(range(part, count, PARTS), BATCH):
        yield [patient(number) for number in batch]


def patient(number: int) -> Patient:
    """The same number is always the same person."""
    rng = random.Random(f"people/{number}")
    case, told, calm = anybody(rng, number), told_by_diagnosis(rng), rng.random() < 0.7
    board = board_of(case, told, calm=calm)
    board.case = case = approved(case, board.findings, rng)
    return Patient(number, case, board, told, calm, rng)
