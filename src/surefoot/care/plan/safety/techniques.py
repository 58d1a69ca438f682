"""What safety says of each technique: the strictest cell over the conditions that are present."""

from collections.abc import Iterator, Mapping

from surefoot.care.plan.records import CellState, TechniqueSafety
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety.logic import named
from surefoot.care.plan.safety.switches import approval_of
from surefoot.knowledge.schema.safety import Condition
from surefoot.knowledge.values import day
from surefoot.terms import Reason, Technique

STATES: tuple[CellState, ...] = ("absolute", "relative", "precaution", "clear")
"""From the strictest to the freest."""

SAYS: Mapping[CellState, str] = {
    "absolute": "an absolute contraindication",
    "relative": "only with a named approval",
    "precaution": "with its modification",
}

CLOSED_TODAY = "the reading of the day bars it"


def technique_states(board: Board) -> Mapping[Technique, TechniqueSafety]:
    """Every technique with its state and the conditions behind it, the strictest first."""
    return {technique: _technique(board, technique) for technique in Technique}


def _technique(board: Board, technique: Technique) -> TechniqueSafety:
    cells = tuple(_cells(board, technique))
    found = [(condition, state) for condition, state, known in cells if known]
    present = sorted(found, key=lambda each: STATES.index(each[1]))
    state: CellState = present[0][1] if present else "clear"
    return TechniqueSafety(
        technique=technique,
        state=state,
        reasons=tuple(_reason(board, technique, *each) for each in present),
        unsettled=tuple(
            condition.code
            for condition, could_be, known in cells
            if not known and STATES.index(could_be) < STATES.index(state)
        ),
    )


def _cells(board: Board, technique: Technique) -> Iterator[tuple[Condition, CellState, bool]]:
    """Each condition that is present or not settled, its cell, and whether it is present."""
    for name, column in board.knowledge.matrix_columns.items():
        if technique not in column.techniques:
            continue
        for code, condition in sorted(board.knowledge.conditions.items()):
            truth = board.ask(named("condition", code))
            if truth is False:
                continue
            state = state_of(board, code, technique, name)
            if state != "clear":
                yield condition, state, truth is True


def state_of(board: Board, code: str, technique: Technique, column: str) -> CellState:
    """A cell in words; a relative one that was opened by name counts as a precaution."""
    cell = board.knowledge.safety_matrix[code].cells[column]
    state = STATES["ARP.".index(cell)]
    same_day = board.knowledge.conditions[code].same_day
    if state == "relative" and not same_day and board.ask(named("approved", code, technique)):
        return "precaution"
    return state


def _reason(board: Board, technique: Technique, condition: Condition, state: CellState) -> Reason:
    says = SAYS[state]
    if condition.same_day and state == "relative":
        says = _closed_today(board, condition, technique)
    return Reason(
        says=f"{condition.name}: {says}.",
        statement=condition.id,
        findings=board.findings.basis(condition.finding),
        grade=condition.grade,
    )


def _closed_today(board: Board, condition: Condition, technique: Technique) -> str:
    """No approval opens what the reading of the day closes; who gave one is told so."""
    given = approval_of(board, condition.code, technique)
    if given is None:
        return CLOSED_TODAY
    return f"approved by {given.by} on {day(given.on)}, but {CLOSED_TODAY}"
