"""The whole plan as one model: exercises and the doses of all weeks are decided together.

A second formulation, written from the rules' sentences for given visits and pool phases; it shares
nothing with the solver but the records of the problem. HiGHS answers it. Two things are left
looser than in a plan: a dose is any number between the least and the most, and it may differ
between the visits of a week. So its bound holds for every plan, while its best answer may be a
little better than any plan; `Asked.whole` closes both for a plan whose exercises are given.

Times are half-minutes, values 0.001 SMD. Prices are whole hundredths, as a price list has them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from campaign.one_piece_choices import Asked, Made, doses, exercises
from campaign.one_piece_rules import (
    balance_at_home,
    counts,
    home_is_not_empty,
    ladders,
    often_enough,
    recovery,
    shares,
    weeks,
)
from campaign.one_piece_worth import (
    both_at_once,
    fills_a_session,
    fills_a_week_at_home,
    grows_slowly,
    kept_up,
    own_worth,
    worth_of_minutes,
)
from surefoot.care.plan.problem import Item, Slot

__all__ = ["Answer", "Asked", "one_piece"]

PARTS = (
    exercises,
    doses,
    weeks,
    counts,
    recovery,
    often_enough,
    home_is_not_empty,
    balance_at_home,
    ladders,
    shares,
    own_worth,
    both_at_once,
    kept_up,
    fills_a_session,
    fills_a_week_at_home,
    grows_slowly,
    worth_of_minutes,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The best plan found, its value, and what no plan can exceed."""

    status: str
    value: float | None
    bound: float | None
    slots: tuple[Slot, ...] = ()


def one_piece(asked: Asked, *, seconds: float = 60.0, gap: float = 0.002) -> Answer:
    """The best plan, without any hint of one."""
    made = Made(asked=asked)
    for part in PARTS:
        part(made)
    if asked.slots is not None:
        _close(made, asked.slots)
    status, found, bound = made.program.solve(seconds, gap)
    if found is None:
        return Answer(status=status, value=None, bound=bound)
    value = made.program.fixed + float(np.dot(made.program.worth, found))
    return Answer(status=status, value=value, bound=bound, slots=tuple(_slots(made, found)))


def _close(made: Made, slots: Sequence[Slot]) -> None:
    """Take the exercises over, and where asked their doses or that doses are the library's."""
    program = made.program
    visits = {(s.item, s.phase, v) for s in slots for v in s.visits}
    homes = {(s.item, s.phase, s.home_days) for s in slots if s.home_days}
    strays = (visits - set(made.visit)) | (homes - set(made.home))
    if strays:
        raise ValueError(f"The rules leave no such choice: {sorted(strays, key=str)}")
    for chosen, taken in ((made.visit, visits), (made.home, homes)):
        for key, column in chosen.items():
            program.set(column, key in taken)
    doses = {(s.item, s.week, s.home): s.half for s in made.asked.sessions or ()}
    kinds = ((made.in_visit, visits, False), (made.at_home, homes, True))
    for some, taken, home in kinds:
        same: dict[tuple[str, int], int] = {}
        for (name, week, where), column in some.items():
            phase = next(p.index for p in made.problem.phases if week in p.numbers)
            if (name, phase, where) not in taken:
                continue
            if made.asked.sessions is not None:
                program.row([(1, column)], least=doses[name, week, home],
                            most=doses[name, week, home])  # fmt: skip
            elif made.asked.whole:
                _of_the_library(made, made.items[name], column)
                if (name, week) in same:
                    program.row([(1, column), (-1, same[name, week])], least=0, most=0)
                same[name, week] = column


def _of_the_library(made: Made, item: Item, column: int) -> None:
    """One of the doses the library has for it."""
    picks = [(half, made.program.pick()) for half in item.half]
    made.program.row([(1, pick) for _, pick in picks], least=1, most=1)
    made.program.row([*picks, (-1, column)], least=0, most=0)


def _slots(made: Made, found: np.ndarray) -> Iterator[Slot]:
    for key, planned in made.planned.items():
        name, phase = key
        if found[planned] > 0.5:
            days, visits = (
                [where for (n, p, where), c in some.items() if (n, p) == key and found[c] > 0.5]
                for some in (made.home, made.visit)
            )
            yield Slot(
                item=name, phase=phase, visits=tuple(sorted(visits)), home_days=(*days, ())[0]
            )
