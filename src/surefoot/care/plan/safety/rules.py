"""The shapes of compiled safety rules: what bars a slot, guards it, or changes how it is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from surefoot.care.plan.records import Held
from surefoot.care.plan.safety.ground import Ground, Spot
from surefoot.care.plan.safety.logic import Clauses
from surefoot.terms import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Closes its slots unless its clauses are known not to hold."""

    statement: str
    says: str
    clauses: Clauses
    slots: frozenset[int]
    held: Held  # what a slot is where the clauses are known to hold
    changes: str
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Asks for a supervision level, and closes its slots where that level cannot be given."""

    statement: str
    says: str
    clauses: Clauses
    slots: frozenset[int]
    level: int
    held: Held
    changes: str
    asks: str  # what the level means for the item that stays open
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something done differently in its slots, unless its clauses are known not to hold."""

    statement: str
    name: str  # of the condition it comes from; empty where it comes from none
    parts: tuple[str, ...]
    clauses: Clauses
    slots: frozenset[int]
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """An exercise that may lie on one part of the body only, because another is affected."""

    statement: str
    name: str  # of what affects the part
    clauses: Clauses
    area: str
    placements: tuple[frozenset[Spot], ...]
    slots: frozenset[int]
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules of one knowledge, ready to be held against a person."""

    ground: Ground
    sites: Mapping[Spot, tuple[str, ...]]  # of the body map, by part and side
    bars: tuple[Bar, ...]
    guards: tuple[Guard, ...]
    notes: tuple[Note, ...]
    placings: tuple[Placing, ...]
