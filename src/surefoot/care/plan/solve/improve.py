"""Stage B, searched: a first answer where the linear relaxation points, then better ones around it.

Each round frees one part of the plan and holds the rest: a small search that ends in a moment.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from time import perf_counter

from surefoot.care.plan.problem import Problem, Slot
from surefoot.care.plan.solve.choose import Chosen
from surefoot.care.plan.solve.phase_rules import CUSTOMS, HABITS, SAFE
from surefoot.care.plan.solve.phase_weeks import Week
from surefoot.care.plan.solve.phases import Board, add_worth, board, custom_units, slots
from surefoot.care.plan.solve.relax import Relaxed, relaxed
from surefoot.care.plan.solve.search import UNIT, Found, Limits, Values, held, search

type Part = frozenset[tuple[str, int]]  # exercises in phases
NOTHING = 1e-6  # of an exercise: the relaxation does without it
PATIENCE = 8  # times the usual effort, before a search is given up without an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Phased:
    """The exercises of each phase, and what the search found."""

    slots: tuple[Slot, ...]
    weeks: tuple[Week, ...]
    lifted: tuple[str, ...]  # customs that gave way somewhere
    cost: float  # of their giving way, in 0.001 SMD
    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """The limits of the first search and of each round around its answer."""

    first: Limits = field(default_factory=lambda: Limits(gap=0.005, deterministic_s=0.3))
    around: Limits = field(default_factory=lambda: Limits(gap=0.001, deterministic_s=0.06))
    rounds_s: float = 0.5  # deterministic seconds of all rounds together

    def seeded(self, seed: int) -> "Effort":
        """The same limits with another seed of the search."""
        first, around = replace(self.first, seed=seed), replace(self.around, seed=seed)
        return replace(self, first=first, around=around)


def phases(
    problem: Problem, chosen: Chosen, effort: Effort, *, without: frozenset[str] = frozenset()
) -> Phased | None:
    """The best exercises found for the visits and ranks of the course; None if there are none."""
    made = _with_rules(problem, chosen, without)
    guide = relaxed(made.model)
    first = _first(made, guide, effort.first) if guide else None
    if guide is None or first is None:
        return None
    begun = perf_counter()
    best = _better(made, replace(first, bound=guide.bound), effort)
    seconds = guide.seconds + first.seconds + perf_counter() - begun
    best = replace(best, seconds=seconds)
    ways = {c: sum(best.values[x.index] for x in some) for c, some in made.given_way.items()}
    return Phased(
        slots=slots(made, best.values),
        weeks=made.weeks,
        lifted=tuple(custom for custom, times in ways.items() if times),
        cost=sum(ways.values()) * custom_units(problem) / UNIT,
        found=best,
    )


def bound(problem: Problem, chosen: Chosen, without: frozenset[str]) -> float | None:
    """What no plan for these visits can exceed; None where not even parts of exercises fit."""
    guide = relaxed(_with_rules(problem, chosen, without).model)
    return None if guide is None else guide.bound


def _with_rules(problem: Problem, chosen: Chosen, without: frozenset[str]) -> Board:
    made = board(problem, chosen)
    for rule in (*SAFE, *CUSTOMS, *HABITS):
        if rule.__name__ not in without:
            rule(made)
    add_worth(made, chosen.found.bound)
    return made


def _first(made: Board, guide: Relaxed, limits: Limits) -> Found | None:
    """An answer from the choices the relaxation makes, else from its exercises, else from all."""
    entries = made.entries.values()
    used = {e.item.id for e in entries if guide.values[e.planned.index] > NOTHING}
    choices = {x.index for e in entries for x in e.choices}
    picked = {index for index in choices if guide.values[index] > NOTHING}
    near = {x.index for e in entries if e.item.id in used for x in e.choices}
    long = replace(limits, deterministic_s=PATIENCE * limits.deterministic_s)
    for kept, within in ((picked, limits), (near, limits), (choices, limits), (choices, long)):
        _, found = search(held(made.model, dict.fromkeys(choices - kept, 0)), within)
        if found.has_answer:
            return found
        if found.status == "INFEASIBLE" and kept is choices:
            return None
    return None


def _better(made: Board, best: Found, effort: Effort) -> Found:
    """Better and better answers, until one is good enough or the effort is spent."""
    bound, spent = best.bound, 0.0
    good = bound - max(1e-4, effort.first.gap * abs(bound))
    for part in _parts(made):
        if best.value >= good or spent >= effort.rounds_s:
            break
        found = _around(made, best.values, part, effort.around)
        spent += found.effort
        if found.has_answer and found.value > best.value:
            best = found
    return replace(best, bound=bound, status="OPTIMAL" if best.value >= good else "FEASIBLE")


def _parts(made: Board) -> Iterator[Part]:
    """What is set free in each round: the exercises of a phase, of two phases, two techniques."""
    for week in made.weeks:
        yield _of_weeks(made, {week.phase.index})
    for before, after in pairwise(made.weeks):
        yield _of_weeks(made, {before.phase.index, after.phase.index})
    for two in combinations([option.technique for option in made.options], 2):
        yield frozenset(key for key, e in made.entries.items() if e.item.technique in two)


def _of_weeks(made: Board, phases: set[int]) -> Part:
    return frozenset(key for key in made.entries if key[1] in phases)


def _around(made: Board, values: Values, part: Part, limits: Limits) -> Found:
    """The best answer that differs in one part only."""
    outside = [entry for key, entry in made.entries.items() if key not in part]
    fixed = {x.index: values[x.index] for entry in outside for x in entry.choices}
    return search(held(made.model, fixed), limits, hint=values)[1]
