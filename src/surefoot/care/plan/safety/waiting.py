"""Rules of gates and means: what waits, what a sign restricts, what is not to be had."""

from collections.abc import Iterator

from surefoot.care.plan.records import Allowed, Held
from surefoot.care.plan.safety.filters import GUARDED, guarded
from surefoot.care.plan.safety.ground import Ground
from surefoot.care.plan.safety.logic import Clauses, off, on
from surefoot.care.plan.safety.rules import Bar
from surefoot.knowledge.schema.red_flags import ADVICE_ONLY, EVERYTHING
from surefoot.knowledge.schema.safety import OpenSet
from surefoot.knowledge.schema.statement import Statement
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason, Setting, Technique

ADVICE = "open/advice-only"
PROVISIONAL = "open/provisional"
PERFORMANCE = "open/performance"
STOPPED = "safety/reading/medical-stop"
RESTRICTED = "safety/reading/restricted"
SETTING = "safety/reading/setting"
EQUIPMENT = "safety/reading/equipment"
SUPERVISION = "safety/reading/supervision"
MEANS = frozenset({SETTING, EQUIPMENT, SUPERVISION})


def gate_bars(knowledge: Knowledge, ground: Ground) -> Iterator[Bar]:
    """What a stop, a missing examination and a missing performance block close."""
    everywhere = ground.everywhere
    stop, advice = knowledge.safety_principles[STOPPED], knowledge.open_sets[ADVICE]
    cleared = "A physician's answer to the urgent sign."
    yield _bar(stop, ((on("gate", "stop"),),), everywhere, "ruled_out", cleared)
    yield _outside(advice, ground, ((on("gate", "advice_only"),),), "ruled_out", cleared)
    waits = knowledge.open_sets[PROVISIONAL]
    first = "The first examination."
    yield _outside(waits, ground, ((on("gate", "provisional"),),), "unsettled", first)
    block = knowledge.open_sets[PERFORMANCE]
    done = ((off("examined", "performance"),),)
    yield _outside(block, ground, done, "unsettled", "The performance block.")


def _outside(row: OpenSet, ground: Ground, clauses: Clauses, held: Held, changes: str) -> Bar:
    """What closes all that an open set does not keep."""
    return _bar(row, clauses, ground.everywhere - ground.chosen(row.keeps), held, changes)


def _bar(row: Statement, clauses: Clauses, slots: frozenset[int], held: Held, changes: str) -> Bar:
    return Bar(
        statement=row.id,
        says=row.says,
        clauses=clauses,
        slots=slots,
        held=held,
        changes=changes,
        grade=row.grade,
    )


def restriction_bars(knowledge: Knowledge, ground: Ground) -> Iterator[Bar]:
    """What a red flag may restrict: everything, all but advice, a tag or a technique."""
    row = knowledge.safety_principles[RESTRICTED]
    kept = ground.chosen(knowledge.open_sets[ADVICE].keeps)
    words = {EVERYTHING: ground.everywhere, ADVICE_ONLY: ground.everywhere - kept}
    words |= {tag: ground.tagged(tag) for tag in knowledge.tags}
    words |= {each.value: of_technique(ground, each) for each in Technique}
    for word, slots in words.items():
        clauses = ((on("restricted", word),),)
        yield _bar(row, clauses, slots, "ruled_out", "A review of the sign.")


def of_technique(ground: Ground, technique: Technique) -> frozenset[int]:
    """The slots of one technique."""
    slots = enumerate(ground.slots)
    return frozenset(n for n, slot in slots if slot.exercise.technique == technique)


def foremost(allowed: Allowed) -> Reason:
    """The reason an item is out: the severest.

    Where an answer or an approval would open it somewhere, what is not to be had elsewhere is
    no reason: to get it would open nothing sooner.
    """
    by_word = allowed.held in ("unsettled", "needs_approval")
    told = [r for r in allowed.against if not by_word or r.statement not in MEANS]
    return (*told, *allowed.against)[0]


def means_bars(knowledge: Knowledge, ground: Ground) -> Iterator[Bar]:
    """What needs a place, a piece of equipment or a helper that is not there."""
    yield from _place_bars(knowledge, ground)
    yield from _equipment_bars(knowledge, ground)
    yield from _supervision_bars(knowledge, ground)


def _place_bars(knowledge: Knowledge, ground: Ground) -> Iterator[Bar]:
    row = knowledge.safety_principles[SETTING]
    for place in Setting:
        slots = frozenset(n for n, slot in enumerate(ground.slots) if slot.setting == place)
        name = knowledge.wordings[f"place/{place.value}"].says
        says = f"Not on offer here: {name}."
        changes = f"Record that it is on offer: {name}."
        yield _said(row, says, ((off("setting", place),),), slots, changes)


def _equipment_bars(knowledge: Knowledge, ground: Ground) -> Iterator[Bar]:
    row = knowledge.safety_principles[EQUIPMENT]
    needing: dict[tuple[str, Setting], set[int]] = {}
    for number, slot in enumerate(ground.slots):
        for name in slot.exercise.equipment:
            if knowledge.equipment[name].codes:
                needing.setdefault((name, slot.setting), set()).add(number)
    for (name, place), slots in sorted(needing.items()):
        says = f"Not on record as there: {name} ({place.value})."
        clauses = ((off("equipment", name, place),),)
        yield _said(row, says, clauses, frozenset(slots), f"Record that it is there: {name}.")


def _supervision_bars(knowledge: Knowledge, ground: Ground) -> Iterator[Bar]:
    row = knowledge.safety_principles[SUPERVISION]
    needing: dict[tuple[int, Setting], set[int]] = {}
    for number, slot in enumerate(ground.slots):
        if slot.exercise.supervision_level:
            key = slot.exercise.supervision_level, slot.setting
            needing.setdefault(key, set()).add(number)
    for (level, place), slots in sorted(needing.items()):
        says = f"Needs more help than can be given ({place.value}): {GUARDED[level]}."
        clauses = ((off("guard", str(level), place),),)
        yield _said(row, says, clauses, frozenset(slots), guarded(level))


def _said(row: Statement, says: str, clauses: Clauses, slots: frozenset[int], changes: str) -> Bar:
    return Bar(
        statement=row.id,
        says=says,
        clauses=clauses,
        slots=slots,
        held="not_available",
        changes=changes,
        grade=row.grade,
    )
