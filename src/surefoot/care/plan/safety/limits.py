"""Rules that stand beside the matrix: clearance, pool, home, muscle grade, arterial checks."""

from collections.abc import Iterator

from surefoot.care.plan.safety.filters import blocked, guarded, touched
from surefoot.care.plan.safety.ground import Ground, placements
from surefoot.care.plan.safety.logic import Clause, Clauses, on
from surefoot.care.plan.safety.rules import Bar, Guard, Note
from surefoot.knowledge.schema.safety import Limit
from surefoot.knowledge.schema.whole import Knowledge


def limit_bars(knowledge: Knowledge, ground: Ground) -> Iterator[Bar]:
    """What the limits close."""
    for limit in _limits(knowledge):
        if limit.supervision is not None:
            continue
        for clauses, slots in _grouped(limit, closed_by(limit, knowledge, ground), ground).items():
            yield Bar(
                statement=limit.id,
                says=limit.says,
                clauses=clauses,
                slots=frozenset(slots),
                held="ruled_out",
                changes=limit.reopens,
                grade=limit.grade,
            )


def limit_guards(knowledge: Knowledge, ground: Ground) -> Iterator[Guard]:
    """What the limits leave open where enough supervision is given."""
    for limit in _limits(knowledge):
        if limit.supervision is not None:
            yield Guard(
                statement=limit.id,
                says=limit.says,
                clauses=state_of(limit),
                slots=closed_by(limit, knowledge, ground),
                level=limit.supervision,
                held="ruled_out",
                changes=limit.reopens or guarded(limit.supervision),
                asks=limit.says,
                grade=limit.grade,
            )


def limit_notes(knowledge: Knowledge, ground: Ground) -> Iterator[Note]:
    """What the limits ask to be done differently."""
    for limit in _limits(knowledge):
        if limit.instruction:
            slots = ground.chosen(limit.concerns) if limit.concerns else ground.everywhere
            yield Note(
                statement=limit.id,
                name="",
                parts=(limit.instruction.rstrip("."),),
                clauses=state_of(limit),
                slots=slots,
                grade=limit.grade,
            )


def _limits(knowledge: Knowledge) -> Iterator[Limit]:
    return (knowledge.safety_limits[name] for name in sorted(knowledge.safety_limits))


def closed_by(limit: Limit, knowledge: Knowledge, ground: Ground) -> frozenset[int]:
    """The slots a limit closes or guards while it holds."""
    found = ground.chosen(limit.closes)
    if limit.tag_block:
        found |= blocked(knowledge, ground, limit.tag_block)
    return found - ground.chosen(limit.keeps)


def state_of(limit: Limit) -> Clauses:
    """What has to hold; a limit checked before each session counts only when it is known to."""
    return tuple(_state(limit))


def _state(limit: Limit) -> Iterator[Clause]:
    if limit.conditions:
        yield tuple(on("condition", code) for code in limit.conditions)
    if limit.opened_when:
        yield (on("rule", limit.opened_when),)
    if limit.when:
        yield (on("rule" if limit.unknown_holds else "known", limit.when),)


def _grouped(limit: Limit, slots: frozenset[int], ground: Ground) -> dict[Clauses, set[int]]:
    """The closed slots by what must hold for each: with an area, by how the item lies on it."""
    found: dict[Clauses, set[int]] = {}
    for number in slots:
        clauses = state_of(limit)
        if limit.area:
            ways = placements(ground.slots[number].exercise)
            clauses = (*clauses, *(touched(limit.area, way) for way in ways))
        found.setdefault(clauses, set()).add(number)
    return found
