"""The solver of the plan: visits and minutes (A), exercises by phase (B), doses by week (C)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from surefoot.care.plan.problem import Problem, Slot
from surefoot.care.plan.records import Proof
from surefoot.care.plan.solve import choose as course
from surefoot.care.plan.solve import doses as sessions
from surefoot.care.plan.solve.choose import Chosen, choose
from surefoot.care.plan.solve.doses import Dosed
from surefoot.care.plan.solve.phase_rules import CUSTOMS, HABITS, SAFE
from surefoot.care.plan.solve.phase_search import Effort, Margin, Phased, bound, phases
from surefoot.care.plan.solve.phase_weeks import Week
from surefoot.care.plan.solve.phase_worth import own_worth
from surefoot.care.plan.solve.search import Limits

__all__ = ["Budget", "Chosen", "Limits", "Solved", "choose", "in_conflict", "solve"]

# What gives way where not everything fits, in this order: what is usual, never what is safe.
SOFT_COURSE = (
    "what_is_chosen_is_dosed_to_work",
    "the_mix_is_kept_near",
    "one_technique_is_no_plan",
)
SOFT_PHASES = tuple(rule.__name__ for rule in HABITS)
SOFT_DOSES = ("doses_never_fall_within_a_phase", "one_technique_is_no_plan")
CONFLICTS_SAID = 3
PROVEN = 0.005  # a gap that is called none
# Whole doses seldom fill growth to the last minute; where none fit, room is left in visits too.
MARGINS = (
    Margin(growth=0.85),
    Margin(growth=0.7, rooms=0.95),
    Margin(growth=0.9, rooms=0.9),
    Margin(growth=0.7, rooms=0.7),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The limits of each stage; deterministic, so that the answer is the same everywhere."""

    course: Limits = field(default_factory=lambda: Limits(gap=0.002, deterministic_s=0.8))
    phases: Effort = field(default_factory=Effort)
    doses: Limits = field(default_factory=lambda: Limits(gap=0.002, deterministic_s=0.3))

    def seeded(self, seed: int) -> "Budget":
        """The same limits with another seed of the search."""
        return Budget(
            course=replace(self.course, seed=seed),
            phases=self.phases,
            doses=replace(self.doses, seed=seed),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A solved plan, and what each stage found."""

    chosen: Chosen
    phased: Phased
    dosed: Dosed
    lifted: tuple[str, ...]  # customs that had to give way, as a therapist says them
    proof: Proof

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The week of each phase."""
        return self.phased.weeks

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The exercises of each phase."""
        return self.phased.slots


def solve(problem: Problem, *, seed: int = 0, limits: Budget | None = None) -> Solved | None:
    """The plan, or None when the rules leave none; `in_conflict` then names the rules."""
    budget = (limits or Budget()).seeded(seed)
    chosen, lifted = _first(lambda w: _course(problem, budget, w), SOFT_COURSE)
    if chosen is None:
        return None
    for margin in MARGINS:
        found = _filled(problem, chosen, budget, margin)
        if found is not None:
            break
    else:
        return None
    phased, dosed, more = found
    return Solved(
        chosen=chosen,
        phased=phased,
        dosed=dosed,
        lifted=tuple(dict.fromkeys(_said(name) for name in (*lifted, *more))),
        proof=_proof(problem, chosen, phased, dosed, seed),
    )


def _course(problem: Problem, budget: Budget, without: frozenset[str]) -> Chosen | None:
    """The course; one without a minute is no answer."""
    chosen = choose(problem, budget.course, without=without)
    return chosen if chosen and any(amount.minutes for amount in chosen.amounts) else None


def _filled(
    problem: Problem, chosen: Chosen, budget: Budget, margin: Margin
) -> tuple[Phased, Dosed, tuple[str, ...]] | None:
    """Exercises and their doses, and the customs that gave way; None where no doses fit."""
    phased, lifted = _first(
        lambda w: phases(problem, chosen, budget.phases, margin=margin, without=w), SOFT_PHASES
    )
    if phased is None:
        return None
    dosed, more = _first(
        lambda w: sessions.doses(problem, chosen, phased.slots, budget.doses, without=w), SOFT_DOSES
    )
    return (phased, dosed, (*lifted, *phased.lifted, *more)) if dosed and dosed.sessions else None


def in_conflict(problem: Problem, limits: Budget | None = None) -> tuple[str, ...]:
    """A few rules, each of which given up alone would leave a plan; as a therapist says them."""
    budget = limits or Budget()
    chosen, _ = _first(lambda w: _course(problem, budget, w), SOFT_COURSE)
    if chosen is None:
        names = [rule.__name__ for rule in course.RULES]
        enough = (n for n in names if _course(problem, budget, frozenset({n})))
        return tuple(_said(name) for name in islice(enough, CONFLICTS_SAID))
    return tuple(_said(name) for name in islice(_at_odds(problem, chosen), CONFLICTS_SAID))


def _at_odds(problem: Problem, chosen: Chosen) -> Iterator[str]:
    soft = frozenset(SOFT_PHASES)
    for rule in SAFE:
        if bound(problem, chosen, soft | {rule.__name__}) is not None:
            yield rule.__name__


def _said(name: str) -> str:
    """The sentence of a rule."""
    rules = (*course.RULES, *SAFE, *CUSTOMS, *HABITS, *sessions.RULES)
    says = next(rule.__doc__ for rule in rules if rule.__name__ == name)
    return says or name


def _first[T](
    attempt: Callable[[frozenset[str]], T | None], soft: Sequence[str]
) -> tuple[T | None, tuple[str, ...]]:
    """The answer with no rule of custom lifted, or one, or the first few; and which they were."""
    tries: list[tuple[str, ...]] = [(), *((name,) for name in soft)]
    tries += [tuple(soft[:count]) for count in range(2, len(soft) + 1)]
    for names in tries:
        found = attempt(frozenset(names))
        if found is not None:
            return found, names
    return None, ()


def _proof(problem: Problem, chosen: Chosen, phased: Phased, dosed: Dosed, seed: int) -> Proof:
    """The worth of minutes and exercises against the bound for these visits."""
    found = (chosen.found, phased.found, dosed.found)
    value = dosed.found.value + own_worth(problem, phased.slots) - phased.cost
    bound = max(phased.found.bound, value)
    gap = round((bound - value) / max(1.0, abs(bound)), 4)
    return Proof(
        status="OPTIMAL" if gap <= PROVEN else "FEASIBLE",
        value=round(value, 2),
        bound=round(bound, 2),
        gap=gap,
        seconds=sum(each.seconds for each in found),
        seed=seed,
    )
