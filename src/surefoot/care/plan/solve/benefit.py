"""What a division of minutes is worth: benefit by outcome, less distance, burden and hands-on care.

The same sum is used for the minutes of the course (stage A) and for the weekly doses (stage C).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from ortools.sat.python import cp_model

from surefoot.care.plan.evidence import Curve
from surefoot.care.plan.problem import Pattern, Problem
from surefoot.care.plan.solve.search import UNIT
from surefoot.terms import Domain, Technique

SMD = 1000 * UNIT  # solver units in one standardised mean difference
PARTS = 20  # home minutes count in twentieths, so that 65 % is a whole number

type Expression = cp_model.LinearExpr | int
type Ranks = Mapping[tuple[Domain, int], int]  # outcome and place (0 best, 1 second): which curve


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Minutes as expressions of a model: supervised and at home, by technique."""

    problem: Problem
    model: cp_model.CpModel
    supervised: Mapping[Technique, Expression]
    home: Mapping[Technique, Expression]
    ranks: dict[tuple[Domain, int], list[cp_model.IntVar]] = field(default_factory=dict)
    liked: list[cp_model.IntVar] = field(default_factory=list)  # liked techniques that are used

    def minutes(self, technique: Technique) -> Expression:
        """All minutes of a technique."""
        return self.supervised[technique] + self.home[technique]


def benefit(tally: Tally) -> Expression:
    """By outcome: the best technique full, the second half, every other a quarter."""
    worth: Expression = 0
    for domain, curves in by_domain(tally.problem).items():
        credits = [_credit(tally, curve) for curve in curves]
        credits += [
            (round(value * SMD), round(value * SMD))
            for given, value in tally.problem.given
            if given == domain
        ]
        worth += _combined(tally, domain, credits)
    return worth


def _credit(tally: Tally, curve: Curve) -> tuple[Expression, int]:
    """The weighted credit of one curve and its most: below every straight line of the curve."""
    most_min = sum(
        option.most_min for option in tally.problem.options if option.technique in curve.techniques
    )
    most = round(curve.credit(most_min) * curve.weight * SMD)
    credit = tally.model.new_int_var(0, most, curve.statement)
    dose = _expected_dose(tally, curve.techniques)
    for (m0, e0), (m1, e1) in pairwise(curve.knots):
        y0, y1 = round(e0 * curve.weight * SMD), round(e1 * curve.weight * SMD)
        x0, x1 = round(m0 * PARTS), round(m1 * PARTS)
        tally.model.add((x1 - x0) * (credit - y0) <= (y1 - y0) * (dose - x0))
    return credit, most


def _expected_dose(tally: Tally, techniques: tuple[Technique, ...]) -> Expression:
    """Minutes expected to be done, in twentieths: all of the supervised, part of home's."""
    at_home = round(PARTS * tally.problem.home_done)
    mine = [technique for technique in techniques if technique in tally.home]
    return sum(PARTS * tally.supervised[t] + at_home * tally.home[t] for t in mine)


def _combined(tally: Tally, domain: Domain, credits: list[tuple[Expression, int]]) -> Expression:
    """Credits ranked by booleans: `first` is the best, `then` the second."""
    best, second, rest = (round(4 * part) for part in tally.problem.combination)
    extra: Expression = 0
    if len(credits) > 1:
        for place, factor in ((0, best - rest), (1, second - rest)):
            picks = [tally.model.new_bool_var(f"{domain}/{place}/{i}") for i in range(len(credits))]
            tally.model.add(sum(picks) == 1)
            tally.ranks[domain, place] = picks
            for (credit, most), pick in zip(credits, picks, strict=True):
                part = tally.model.new_int_var(0, most, "")
                tally.model.add(part <= credit)
                tally.model.add(part <= most * pick)
                extra += factor * part
        for one, two in zip(tally.ranks[domain, 0], tally.ranks[domain, 1], strict=True):
            tally.model.add(one + two <= 1)
    else:
        extra = (best - rest) * credits[0][0]
    return rest * sum(credit for credit, _ in credits) + extra


def fix_ranks(tally: Tally, ranks: Ranks) -> None:
    """Take over which technique is best and second for each outcome."""
    for key, picks in tally.ranks.items():
        tally.model.add(picks[ranks[key]] == 1)


def ranks_at_target(problem: Problem) -> Ranks:
    """Which technique is best and second for each outcome at the minutes the mix wants."""
    minutes: dict[Technique, tuple[float, float]] = {}
    for option in problem.options:
        mine = [t for t in problem.targets if option.technique in t.techniques]
        wanted = sum(target.minutes / len(target.techniques) for target in mine)
        minutes[option.technique] = (wanted, 0.0)
    return ranks_of(problem, minutes)


def ranks_of(problem: Problem, minutes: Mapping[Technique, tuple[float, float]]) -> Ranks:
    """Which technique is best and second for each outcome at these supervised and home minutes."""
    ranks: dict[tuple[Domain, int], int] = {}
    for domain, curves in by_domain(problem).items():
        credits = [_credit_at(curve, minutes, problem.home_done) for curve in curves]
        credits += [value for given, value in problem.given if given == domain]
        order = sorted(range(len(credits)), key=lambda i: (-credits[i], i))
        if len(order) > 1:
            ranks[domain, 0], ranks[domain, 1] = order[0], order[1]
    return ranks


def by_domain(problem: Problem) -> dict[Domain, list[Curve]]:
    """The curves by outcome, in a fixed order."""
    curves = sorted(problem.curves, key=lambda curve: (curve.domain, curve.statement))
    return {domain: list(some) for domain, some in groupby(curves, key=lambda c: c.domain)}


def _credit_at(
    curve: Curve, minutes: Mapping[Technique, tuple[float, float]], home_done: float
) -> float:
    done = [minutes.get(technique, (0.0, 0.0)) for technique in curve.techniques]
    dose = sum(supervised + home_done * home for supervised, home in done)
    return curve.weight * curve.credit(dose)


def distance_from_the_mix(tally: Tally) -> Expression:
    """Share points away from the minutes the mix wants, and all that stands beside it."""
    problem = tally.problem
    cost = round(problem.weights["weight/mix"] * UNIT * 100 / max(1, problem.target_min))
    away: Expression = 0
    named = {technique for target in problem.targets for technique in target.techniques}
    for target in problem.targets:
        mine = [o.technique for o in problem.options if o.technique in target.techniques]
        minutes = sum(tally.minutes(technique) for technique in mine)
        gap = tally.model.new_int_var(0, 100_000, f"away/{target.techniques[0]}")
        tally.model.add(gap >= minutes - target.minutes)
        tally.model.add(gap >= target.minutes - minutes)
        away += gap
    beside = [o.technique for o in problem.options if o.technique not in named]
    return cost * (away + sum(tally.minutes(technique) for technique in beside))


def burden_of_minutes(tally: Tally) -> Expression:
    """Every minute asked of a person has to be worth it."""
    cost = round(tally.problem.weights["weight/minute"] * UNIT)
    return cost * sum(tally.minutes(option.technique) for option in tally.problem.options)


def liked_techniques(tally: Tally) -> Expression:
    """What people like, they do: a bonus for each liked technique that is used."""
    bonus = round(tally.problem.weights["weight/liked"] * UNIT)
    worth: Expression = 0
    for option in tally.problem.options:
        if option.liked:
            used = tally.model.new_bool_var(f"liked/{option.technique}")
            tally.model.add(tally.minutes(option.technique) >= max(1, option.least_min) * used)
            tally.liked.append(used)
            worth += bonus * used
    return worth


def visit_cost(problem: Problem, pattern: Pattern) -> int:
    """What visits more or fewer than the usual pattern cost, in solver units."""
    return round(problem.weights["weight/visit"] * UNIT) * pattern.away


def steady_units(problem: Problem) -> int:
    """What each half-minute costs that a technique loses from one phase to the next."""
    return round(problem.weights["weight/steady"] * UNIT / 2)


def short_units(problem: Problem) -> int:
    """What each half-minute costs that a week of a technique is too short."""
    return round(problem.weights["weight/short"] * UNIT / 2)


def jump_units(problem: Problem) -> int:
    """What each half-minute costs by which a technique grows too fast."""
    return round(problem.weights["weight/jump"] * UNIT / 2)


def both_at_once_units(problem: Problem) -> int:
    """What each half-minute costs that a technique grows in the week it gets harder."""
    return round(problem.weights["weight/both_at_once"] * UNIT / 2)


def worth_of_minutes(tally: Tally) -> Expression:
    """Goal-weighted benefit minus what it asks of the person, in quarter solver units."""
    rest = liked_techniques(tally) - distance_from_the_mix(tally) - burden_of_minutes(tally)
    return benefit(tally) + 4 * rest


def whole_minutes(model: cp_model.CpModel, half: Expression) -> Expression:
    """Half-minutes as whole minutes, rounded down."""
    minutes = model.new_int_var(0, 100_000, "")
    model.add(2 * minutes <= half)
    model.add(2 * minutes >= half - 1)
    return minutes
