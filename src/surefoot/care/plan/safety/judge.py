"""The rules held against one person: what bites where, how much supervision, what is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from surefoot.care.plan.records import Allowed, Held
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety.ground import Spot
from surefoot.care.plan.safety.logic import Truth, named, switches_in, truth_of
from surefoot.care.plan.safety.rules import Bar, Guard, Note, Placing, Rules
from surefoot.care.plan.safety.switches import affected
from surefoot.care.plan.safety.wording import Change, change_of, merged, reason_for, where_to_put_it
from surefoot.terms import Reason

SEVEREST: tuple[Held, ...] = ("ruled_out", "not_available", "unsettled", "needs_approval")
"""What a slot is, when several rules close it: the first that applies."""

NEAREST: tuple[Held, ...] = ("open", *reversed(SEVEREST))
"""What an exercise is, over its slots: the one that is nearest to open."""


@dataclass(frozen=True, slots=True)
class Bite:
    """A rule that closes a slot, known or not known to hold."""

    rule: Bar | Guard
    truth: Truth
    reason: Reason

    @property
    def held(self) -> Held:
        """What it makes of a slot."""
        if self.truth is None and self.rule.held in ("ruled_out", "needs_approval"):
            return "unsettled"
        return self.rule.held


@dataclass(slots=True)
class Judgement:
    """What was found slot by slot."""

    rules: Rules
    bites: list[list[Bite]]
    levels: list[int]
    changes: list[list[Change]]  # what is done differently

    def held(self, number: int) -> Held:
        """What a slot is."""
        found = {bite.held for bite in self.bites[number]}
        return next((kind for kind in SEVEREST if kind in found), "open")


def judge(rules: Rules, board: Board) -> Judgement:
    """Every rule held against what is known of a person."""
    slots = rules.ground.slots
    found = Judgement(
        rules=rules,
        bites=[[] for _ in slots],
        levels=[slot.exercise.supervision_level for slot in slots],
        changes=[[] for _ in slots],
    )
    for bar in rules.bars:
        _hold_bar(found, bar, board)
    for guard in rules.guards:
        _hold_guard(found, guard, board)
    for note in rules.notes:
        _hold_note(found, note, board)
    for placing in rules.placings:
        _hold_placing(found, placing, board)
    return found


def _hold_bar(found: Judgement, bar: Bar, board: Board) -> None:
    truth = truth_of(bar.clauses, board.ask)
    if truth is False:
        return
    bite = Bite(bar, truth, reason_for(bar, truth, board))
    for number in bar.slots:
        found.bites[number].append(bite)


def _hold_guard(found: Judgement, guard: Guard, board: Board) -> None:
    """The level is asked for wherever the guard may hold; where it cannot be given, it closes."""
    truth = truth_of(guard.clauses, board.ask)
    if truth is False:
        return
    bite = Bite(guard, truth, reason_for(guard, truth, board))
    change = change_of(guard, truth, board)
    for number in guard.slots:
        slot = found.rules.ground.slots[number]
        if slot.exercise.supervision_level >= guard.level:
            continue
        found.levels[number] = max(found.levels[number], guard.level)
        if board.ask(named("guard", str(guard.level), slot.setting)):
            found.changes[number].append(change)
        else:
            found.bites[number].append(bite)


def _hold_note(found: Judgement, note: Note, board: Board) -> None:
    truth = truth_of(note.clauses, board.ask)
    if truth is False:
        return
    change = change_of(note, truth, board)
    for number in note.slots:
        found.changes[number].append(change)


def _hold_placing(found: Judgement, placing: Placing, board: Board) -> None:
    truth = truth_of(placing.clauses, board.ask)
    spots = _affected(placing, board) if truth is not False else frozenset()
    if not spots:
        return
    change = where_to_put_it(placing, spots, truth, board)
    for number in placing.slots:
        found.changes[number].append(change)


def _affected(placing: Placing, board: Board) -> frozenset[Spot]:
    """The spots that are affected, or not known to be clear."""
    spots = frozenset(spot for placement in placing.placements for spot in placement)
    area = board.knowledge.areas[placing.area]
    return frozenset(s for s in spots if affected(board, area, *s) is not False)


def allowed(found: Judgement) -> Mapping[str, Allowed]:
    """What safety says of every exercise."""
    slots: dict[str, list[int]] = {}
    for number, slot in enumerate(found.rules.ground.slots):
        slots.setdefault(slot.exercise.id, []).append(number)
    return {name: _allowed(found, name, numbers) for name, numbers in slots.items()}


def _allowed(found: Judgement, name: str, numbers: list[int]) -> Allowed:
    open_slots = [number for number in numbers if not found.bites[number]]
    places = {number: found.rules.ground.slots[number].setting for number in numbers}
    held = min((found.held(number) for number in numbers), key=NEAREST.index)
    return Allowed(
        exercise=name,
        settings=tuple(places[number] for number in open_slots),
        supervision={places[number]: found.levels[number] for number in open_slots},
        needs_approval=held == "needs_approval",
        against=_against(found, numbers),
        modifications=merged(change for number in open_slots for change in found.changes[number]),
        held=held,
    )


def _against(found: Judgement, numbers: list[int]) -> tuple[Reason, ...]:
    """The reasons against, each once, the severest first."""
    bites = [bite for number in numbers for bite in found.bites[number]]
    bites.sort(key=lambda bite: SEVEREST.index(bite.held))
    first: dict[str, Reason] = {}
    for bite in bites:
        first.setdefault(bite.reason.says, bite.reason)  # the same sentence is said once
    return tuple(first.values())


def asked_by(rule: Bar | Guard) -> tuple[str, ...]:
    """The switches a rule reads."""
    return switches_in(rule.clauses)
