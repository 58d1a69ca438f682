"""The sentences of safety: why a slot is closed, how an item is done, where a pad goes."""

from collections.abc import Iterable
from dataclasses import dataclass

from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety.ground import Spot
from surefoot.care.plan.safety.logic import Truth, switches_in
from surefoot.care.plan.safety.rules import Bar, Guard, Note, Placing
from surefoot.terms import Grade, Reason, Side

NOT_KNOWN = "Not known yet, so counted as so: "


@dataclass(frozen=True, slots=True)
class Change:
    """How an item is done because of one statement; changes of one statement are said as one."""

    statement: str
    name: str  # of the condition behind it; empty where there is none
    parts: tuple[str, ...]
    findings: tuple[str, ...]
    asks: str  # what to ask where the statement is not settled
    grade: Grade


def reason_for(rule: Bar | Guard, truth: Truth, board: Board) -> Reason:
    """Why a rule bites: its sentence, what it rests on, and what would change it."""
    codes, asks = _rests_on(rule, truth, board)
    return Reason(
        says=rule.says if truth else NOT_KNOWN + rule.says,
        statement=rule.statement,
        findings=codes,
        changes=asks or rule.changes,
        grade=rule.grade,
    )


def _rests_on(
    rule: Bar | Guard | Note | Placing, truth: Truth, board: Board
) -> tuple[tuple[str, ...], str]:
    """The findings behind a rule that bites, or those to ask and how."""
    switches = switches_in(rule.clauses)
    if truth:
        return board.basis(switches), ""
    missing = board.missing(switches)
    asks = f"Ask: {', '.join(board.asked(code) for code in missing)}" if missing else ""
    return missing, asks


def change_of(rule: Note | Guard, truth: Truth, board: Board) -> Change:
    """How the items of a rule are done."""
    name, parts = ("", (rule.asks,)) if isinstance(rule, Guard) else (rule.name, rule.parts)
    return _change(rule, name, parts, truth, board)


def where_to_put_it(
    placing: Placing, affected: frozenset[Spot], truth: Truth, board: Board
) -> Change:
    """On which side an item may be done, or which parts it keeps off."""
    return _change(placing, placing.name, (_placed(placing, affected),), truth, board)


def _change(
    rule: Note | Guard | Placing, name: str, parts: tuple[str, ...], truth: Truth, board: Board
) -> Change:
    codes, asks = _rests_on(rule, truth, board)
    return Change(
        statement=rule.statement,
        name=name,
        parts=parts,
        findings=codes,
        asks=asks,
        grade=rule.grade,
    )


def merged(changes: Iterable[Change]) -> tuple[Reason, ...]:
    """One reason for each statement, with all that it asks for, each part once."""
    groups: dict[tuple[str, str, str], list[Change]] = {}
    for change in {id(change): change for change in changes}.values():
        groups.setdefault((change.statement, change.name, change.asks), []).append(change)
    return tuple(_said(group) for group in groups.values())


def _said(group: list[Change]) -> Reason:
    first = group[0]
    parts = "; ".join(dict.fromkeys(part.rstrip(".") for each in group for part in each.parts))
    says = f"{first.name}: {parts}." if first.name else f"{parts}."
    return Reason(
        says=NOT_KNOWN + says if first.asks else says,
        statement=first.statement,
        findings=first.findings,
        changes=first.asks,
        grade=first.grade,
    )


def _placed(placing: Placing, affected: frozenset[Spot]) -> str:
    clear = [each for each in placing.placements if not each & affected]
    if len(placing.placements) == len(Side) and len(clear) == 1:
        return f"only on the {_own_side(clear[0], placing.placements)} side"
    return f"never on {_parts(affected)}"


def _own_side(clear: frozenset[Spot], placements: Iterable[frozenset[Spot]]) -> Side:
    """The side of a placement; parts in the midline belong to both and tell nothing."""
    shared = frozenset.intersection(*placements)
    return next(side for _, side in sorted(clear - shared))


def _parts(spots: frozenset[Spot]) -> str:
    return ", ".join(f"{side} {region}" for region, side in sorted(spots))
