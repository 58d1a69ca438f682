"""The solver of the plan: visits and minutes (A), exercises along the ladders (B), doses (C)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import combinations

from surefoot.care.plan.problem import Problem
from surefoot.care.plan.records import Proof
from surefoot.care.plan.solve import allot as weeks
from surefoot.care.plan.solve import choose as course
from surefoot.care.plan.solve import doses as sessions
from surefoot.care.plan.solve.allot import Allotted
from surefoot.care.plan.solve.choose import Chosen, choose
from surefoot.care.plan.solve.doses import Dosed
from surefoot.care.plan.solve.ladders import Laddered, ladders
from surefoot.care.plan.solve.phase_weeks import Week
from surefoot.care.plan.solve.search import Found, Limits

__all__ = ["Budget", "Chosen", "Limits", "Solved", "choose", "in_conflict", "solve"]

# What gives way where not everything fits, in this order: what is usual, never what is safe.
SOFT_COURSE = (
    "what_is_chosen_is_dosed_to_work",
    "the_mix_is_kept_near",
    "one_technique_is_no_plan",
)
SOFT_WEEKS = (
    "a_visit_has_three_exercises",
    "what_is_chosen_is_done_every_week",
    "one_technique_is_no_plan",
)
SOFT_DOSES = ("doses_never_fall_within_a_phase", "one_technique_is_no_plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The limits of each stage; deterministic, so that the answer is the same everywhere."""

    course: Limits = field(default_factory=lambda: Limits(gap=0.002, deterministic_s=0.8))
    weeks: Limits = field(default_factory=lambda: Limits(gap=0.02, deterministic_s=0.3))
    ladders: Limits = field(default_factory=lambda: Limits(gap=0.01, deterministic_s=0.15))
    doses: Limits = field(default_factory=lambda: Limits(gap=0.002, deterministic_s=0.3))

    def seeded(self, seed: int) -> "Budget":
        """The same limits with another seed of the search."""
        return Budget(
            course=replace(self.course, seed=seed),
            weeks=replace(self.weeks, seed=seed),
            ladders=replace(self.ladders, seed=seed),
            doses=replace(self.doses, seed=seed),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A solved plan, and what each stage found."""

    chosen: Chosen
    allotted: Allotted
    laddered: Laddered
    dosed: Dosed
    lifted: tuple[str, ...]  # rules of custom that had to give way
    proof: Proof

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The week of each phase."""
        return self.allotted.weeks


def solve(problem: Problem, *, seed: int = 0, limits: Budget | None = None) -> Solved | None:
    """The plan, or None when the rules leave none; `in_conflict` then names the rules."""
    budget = (limits or Budget()).seeded(seed)
    chosen, lifted = _first(lambda w: choose(problem, budget.course, without=w), SOFT_COURSE)
    if chosen is None:
        return None
    allotted, more = _first(
        lambda w: weeks.allot(problem, chosen, budget.weeks, without=w), SOFT_WEEKS
    )
    if allotted is None:
        return None
    laddered = ladders(problem, allotted, budget.ladders)
    dosed, last = _first(
        lambda w: sessions.doses(problem, chosen, laddered, budget.doses, without=w), SOFT_DOSES
    )
    if dosed is None or not dosed.sessions:
        return None
    found = (chosen.found, allotted.found, *laddered.found, dosed.found)
    return Solved(
        chosen=chosen,
        allotted=allotted,
        laddered=laddered,
        dosed=dosed,
        lifted=(*lifted, *more, *last),
        proof=_proof(found, seed),
    )


def in_conflict(problem: Problem, limits: Budget | None = None) -> tuple[str, ...]:
    """The rules any one of which, given up alone, would leave a plan; as a therapist says them."""
    budget = limits or Budget()
    return tuple(
        rule.__doc__ or rule.__name__
        for rule in course.RULES
        if choose(problem, budget.course, without=frozenset({rule.__name__})) is not None
    )


def _first[T](
    attempt: Callable[[frozenset[str]], T | None], soft: tuple[str, ...]
) -> tuple[T | None, tuple[str, ...]]:
    """The answer with as few rules of custom lifted as possible, and which they were."""
    for count in range(len(soft) + 1):
        for names in combinations(soft, count):
            found = attempt(frozenset(names))
            if found is not None:
                return found, names
    return None, ()


def _proof(found: tuple[Found, ...], seed: int) -> Proof:
    """The value of the weekly doses against the bound of the whole course."""
    value, bound = found[-1].value, max(found[0].bound, found[-1].value)
    proven = all(each.status == "OPTIMAL" for each in found)
    return Proof(
        status="OPTIMAL" if proven else "FEASIBLE",
        value=round(value, 2),
        bound=round(bound, 2),
        gap=round((bound - value) / max(1.0, abs(bound)), 4),
        seconds=sum(each.seconds for each in found),
        seed=seed,
    )
