"""The rules of the ladders: where to start, how fast to climb, what is left behind."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from ortools.sat.python import cp_model

from surefoot.care.plan.problem import Item
from surefoot.care.plan.solve.phase_weeks import Week
from surefoot.care.plan.solve.phases import Board
from surefoot.terms import Technique

type Picked = tuple[Item, cp_model.IntVar]  # an exercise, and whether it is chosen
type Near = tuple[Item, cp_model.IntVar, cp_model.IntVar | None]  # and under which condition


def new_exercises_come_from_the_rung_below(board: Board) -> None:
    """Start at the entry level; after that only along the ladder."""
    for entry in board.entries.values():
        if not entry.item.entry:
            names = (*entry.item.after, entry.item.id)
            below = (board.at(name, entry.week.phase.index - 1) for name in names)
            board.model.add(sum(b.planned for b in below if b) >= entry.planned)


def one_level_at_a_time(board: Board) -> None:
    """The hardest exercise of a technique gets harder by one level in two weeks, or slower."""
    for later, after in enumerate(board.weeks[1:], start=1):
        for option in board.options:
            now = _planned(board, after, option.technique)
            rested = [w for w in board.weeks[:later] if _apart(w, after) >= option.weeks_per_level]
            since: list[Picked] = []  # what was there long enough ago to move on from
            if rested:
                since = _no_jump_after(board, rested[-1], now, option.technique)
            for before in board.weeks[len(rested) : later]:
                _no_jump_after(board, before, now, option.technique, rise=0, unless=since)


def _apart(before: Week, after: Week) -> int:
    return after.phase.first_week - before.phase.first_week


def _no_jump_after(
    board: Board,
    before: Week,
    now: Sequence[Picked],
    technique: Technique,
    *,
    rise: int = 1,
    unless: Sequence[Picked] = (),
) -> list[Picked]:
    """What is done now is near what was done in an earlier phase, which is returned."""
    was, home = (each(board, before, technique) for each in (_planned, _home))
    if before.is_sparse and home:  # what is done in every week, up to the last one
        alone = _none_of(board, home)
        among: list[Near] = [(i, x, None) for i, x in home] + [(i, x, alone) for i, x in was]
    else:
        among = [(i, x, None) for i, x in was]
    _no_jump(board, now, was, among=among, rise=rise, unless=unless)
    return was


def weeks_without_a_visit_do_not_fall_behind(board: Board) -> None:
    """Where not every week has a visit, home keeps within a level of the clinic."""
    for week in board.weeks:
        for option in board.options:
            home = _home(board, week, option.technique)
            if week.is_sparse and home:
                now = _planned(board, week, option.technique)
                _no_jump(board, now, home, among=[(i, x, None) for i, x in home])


def _planned(board: Board, week: Week, technique: Technique) -> list[Picked]:
    return [(e.item, e.planned) for e in board.of(week, technique)]


def _home(board: Board, week: Week, technique: Technique) -> list[Picked]:
    return [(e.item, x) for e in board.of(week, technique) for x in e.home.values()]


def _none_of(board: Board, some: Iterable[Picked]) -> cp_model.IntVar:
    """A boolean that may only be true where none of them is chosen."""
    none = board.model.new_bool_var("none")
    for _, x in some:
        board.model.add(none + x <= 1)
    return none


def _no_jump(
    board: Board,
    now: Iterable[Picked],
    before: Iterable[Picked],
    *,
    among: Sequence[Near],
    rise: int = 1,
    unless: Iterable[Picked] = (),
) -> None:
    """Each exercise has one among those that count at most a level below it, if there was any.

    Or any of `unless`. What counts only under a condition counts where its boolean is true.
    """
    absent = _none_of(board, before)  # nothing to compare with
    counted = [
        (other.level, x if condition is None else _both(board, x, condition))
        for other, x, condition in among
    ]
    for level, some in groupby(sorted(now, key=lambda one: one[0].level), lambda o: o[0].level):
        allowed = board.model.new_bool_var("")
        near = [x for other, x in counted if other >= level - rise]
        board.model.add(allowed <= absent + sum(near) + sum(x for _, x in unless))
        for _, planned in some:
            board.model.add(planned <= allowed)


def _both(board: Board, one: cp_model.IntVar, other: cp_model.IntVar) -> cp_model.IntVar:
    both = board.model.new_bool_var("both")
    board.model.add(both <= one)
    board.model.add(both <= other)
    return both


def a_rung_is_left_behind(board: Board) -> None:
    """The rung above takes the place of the rung below, and nobody steps back in a plan."""
    for upper in board.entries.values():
        for name in () if upper.item.entry else upper.item.after:
            for phase in (upper.week.phase.index, upper.week.phase.index + 1):
                lower = board.at(name, phase)
                if lower is not None:
                    board.model.add(lower.planned + upper.planned <= 1)
