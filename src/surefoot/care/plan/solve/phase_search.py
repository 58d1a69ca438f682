"""Stage B, searched: whole exercises by mixed-integer programming, bounded by its relaxation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from time import perf_counter

from surefoot.care.plan.problem import Problem, Slot
from surefoot.care.plan.solve.benefit import short_units
from surefoot.care.plan.solve.choose import Chosen
from surefoot.care.plan.solve.linear import Linear, Relaxed, linear, relaxed, whole
from surefoot.care.plan.solve.phase_minutes import minutes_by_week, minutes_of_empty_homes
from surefoot.care.plan.solve.phase_rules import CUSTOMS, HABITS, SAFE
from surefoot.care.plan.solve.phase_weeks import Week
from surefoot.care.plan.solve.phase_worth import add_worth, custom_units
from surefoot.care.plan.solve.phases import Board, board, slots
from surefoot.care.plan.solve.search import UNIT, Found, Values

NOTHING = 1e-6  # of an exercise: the relaxation does without it


@dataclass(frozen=True, slots=True, kw_only=True)
class Phased:
    """The exercises of each phase, and what the search found."""

    slots: tuple[Slot, ...]
    weeks: tuple[Week, ...]
    lifted: tuple[str, ...]  # customs that gave way somewhere
    cost: float  # of their giving way and of empty weeks at home, in 0.001 SMD
    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """The share of growth and of the visits' room that exercises may count on.

    Doses are whole sets: where every minute is counted on, no whole doses may fit.
    """

    growth: float = 1.0
    rooms: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How near the best answer the search has to come, and how often it goes over it again."""

    gap: float = 0.1  # share of the value that may be missing at first
    fine: float = 0.005  # share of the value that may be missing where a part is chosen anew
    near: float = 0.02  # so near the relaxation, no part is chosen anew
    far: float = 0.1  # so far below the relaxation, the parts are gone over again
    rounds: int = 3
    nodes: int = 1


def phases(
    problem: Problem,
    chosen: Chosen,
    effort: Effort,
    *,
    margin: Margin = Margin(),
    without: frozenset[str] = frozenset(),
) -> Phased | None:
    """The best exercises found for the visits and ranks of the course; None if there are none.

    The bound is that of all growth and room, whatever the margin.
    """
    begun = perf_counter()
    made = _with_rules(problem, chosen, without)
    program = linear(made.model)
    guide = relaxed(program)
    if guide is not None and margin != Margin():
        made = _with_rules(*_narrow(problem, chosen, margin), without)
        program = linear(made.model)
    found = _found(made, program, guide, effort) if guide else None
    if found is None:
        return None
    ways = {c: sum(found.values[x.index] for x in some) for c, some in made.given_way.items()}
    empty = short_units(problem) * minutes_of_empty_homes(made, found.values)
    return Phased(
        slots=slots(made, found.values),
        weeks=made.weeks,
        lifted=tuple(custom for custom, times in ways.items() if times),
        cost=(sum(ways.values()) * custom_units(problem) + empty) / UNIT,
        found=replace(found, seconds=perf_counter() - begun),
    )


def _narrow(problem: Problem, chosen: Chosen, margin: Margin) -> tuple[Problem, Chosen]:
    """The same question with slower growth and shorter visits; its variables are the same."""
    rooms = tuple(int(margin.rooms * room) for room in chosen.pattern.rooms)
    narrow = replace(chosen, pattern=replace(chosen.pattern, rooms=rooms))
    return replace(problem, growth=margin.growth * problem.growth), narrow


def bound(problem: Problem, chosen: Chosen, without: frozenset[str]) -> float | None:
    """What no plan for these visits can exceed; None where not even parts of exercises fit."""
    guide = relaxed(linear(_with_rules(problem, chosen, without).model))
    return None if guide is None else guide.bound


def _with_rules(problem: Problem, chosen: Chosen, without: frozenset[str]) -> Board:
    made = board(problem, chosen)
    minutes_by_week(made)
    for rule in (*SAFE, *CUSTOMS, *HABITS):
        if rule.__name__ not in without:
            rule(made)
    add_worth(made)
    return made


def _found(made: Board, program: Linear, guide: Relaxed, effort: Effort) -> Found | None:
    """An answer of the exercises the relaxation uses, or of all where those leave none."""
    entries = made.entries.values()
    used = {e.item.id for e in entries if guide.values[e.planned.index] > NOTHING}
    others = {x.index: 0 for e in entries if e.item.id not in used for x in e.choices}
    for closed in (others, {}):
        found = whole(program, _counts(made), closed, gap=effort.gap, nodes=effort.nodes)
        if found.has_answer:
            return _better(made, program, guide, effort, replace(found, bound=guide.bound))
    return None


def _better(made: Board, program: Linear, guide: Relaxed, effort: Effort, best: Found) -> Found:
    """The answer made better part by part, round by round, until it is near or nothing is won."""
    choices = {x.index for entry in made.entries.values() for x in entry.choices}
    for turn in range(effort.rounds):
        before = best.value
        for part in list(_parts(made, guide, best.values, turn)):
            if best.value >= guide.bound - effort.near * abs(guide.bound):
                return best
            kept = {x: best.values[x] for x in sorted(choices - part)}
            found = whole(
                program, _counts(made), kept, gap=effort.fine, nodes=effort.nodes, start=best.values
            )
            if found.has_answer and found.value > best.value:
                best = replace(found, bound=best.bound)
        is_near = best.value >= guide.bound - effort.far * abs(guide.bound)
        if is_near or (turn and best.value <= before):
            break
    return best


def _parts(made: Board, guide: Relaxed, values: Values, turn: int) -> Iterator[set[int]]:
    """What is chosen anew while the rest stays.

    First what the relaxation sees otherwise, in later turns two phases side by side; and each
    technique in every turn.
    """
    choices = [(e, x.index) for e in made.entries.values() for x in e.choices]
    if turn == 0:
        yield {x for _, x in choices if abs(guide.values[x] - values[x]) > NOTHING}
    for two in pairwise(made.weeks) if turn else ():
        yield {x for entry, x in choices if entry.week in two}
    for option in made.options:
        yield {x for entry, x in choices if entry.item.technique == option.technique}


def _counts(made: Board) -> list[int]:
    """The variables that are whole."""
    given_way = [x for some in made.given_way.values() for x in some]
    chosen = [x for entry in made.entries.values() for x in entry.choices]
    return [x.index for x in (*chosen, *given_way, *made.liked)]
