"""What to ask next: the answers that are missing, in the order of what they would release."""

from collections.abc import Iterable, Iterator
from typing import cast

from surefoot.care.plan.records import Question
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety.judge import Bite, Judgement, asked_by
from surefoot.care.plan.safety.logic import words_of
from surefoot.care.plan.safety.needs import unknown_needs


def questions(board: Board, found: Judgement) -> tuple[Question, ...]:
    """The missing answers that keep exercises out, then those a must-have hangs on."""
    releases: dict[str, set[str]] = {}
    statements: dict[str, str] = {}
    codes_of: dict[int, tuple[str, ...]] = {}
    for exercise, bites in _held_for_want_of_answers(found):
        for bite in bites:
            key = id(bite)
            if key not in codes_of:
                codes_of[key] = _missing(board, bite)
            for code in codes_of[key]:
                releases.setdefault(code, set()).add(exercise)
                statements.setdefault(code, bite.rule.statement)
    for row, codes in unknown_needs(board):
        for code in codes:
            releases.setdefault(code, set()).update((*row.exercises, *row.any_of))
            statements.setdefault(code, row.id)
    order = sorted(releases, key=lambda code: (-len(releases[code]), code))
    return tuple(_question(board, code, releases[code], statements[code]) for code in order)


def _held_for_want_of_answers(found: Judgement) -> Iterator[tuple[str, list[Bite]]]:
    """Slots that answers could open: nothing known closes them."""
    for slot, bites in zip(found.rules.ground.slots, found.bites, strict=True):
        if bites and all(_is_open_question(bite) for bite in bites):
            yield slot.exercise.id, bites


def _is_open_question(bite: Bite) -> bool:
    return bite.held == "unsettled" or _is_missing_equipment(bite)


def _is_missing_equipment(bite: Bite) -> bool:
    return any(words_of(switch)[0] == "equipment" for switch in asked_by(bite.rule))


def _missing(board: Board, bite: Bite) -> tuple[str, ...]:
    """What to ask so that a rule settles."""
    found: list[str] = []
    for switch in asked_by(bite.rule):
        found += _missing_for(board, switch)
    return tuple(dict.fromkeys(found))


def _missing_for(board: Board, switch: str) -> Iterable[str]:
    kind, *words = words_of(switch)
    if kind == "equipment":
        codes = board.knowledge.equipment[words[0]].codes
        return [c for c in codes if board.findings.at_site(c, words[1]) is None]
    if switch == "gate|provisional":
        return board.unmeasured()
    if kind == "examined":
        return board.not_examined(words[0])
    return board.missing((switch,))


def _question(board: Board, code: str, releases: set[str], statement: str) -> Question:
    finding = board.knowledge.findings[code]
    return Question(
        code=code,
        ask=finding.ask or finding.says,
        who=cast(str, finding.who),
        releases=tuple(sorted(releases)),
        statement=statement,
    )
