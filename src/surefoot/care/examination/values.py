"""Step 2. Values worked out of answers: one function a kind, none that knows an instrument."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt
from statistics import median
from typing import cast

from surefoot.care.case import Value as Answered
from surefoot.care.examination.answers import Work
from surefoot.care.examination.formula import formula
from surefoot.care.examination.missing import Policy, policy
from surefoot.care.examination.replies import Asked
from surefoot.care.examination.rounding import half_up, lies_in, up
from surefoot.care.rules.kleene import Rule
from surefoot.knowledge.schema.instruments import Norm, Value

type Worked = Callable[[Work], Answered | None]
type Reader = Callable[[Work], float | None]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a value is made of: items by their points, earlier values by their number."""

    names: tuple[str, ...]
    items: frozenset[str]

    def read(self, work: Work) -> tuple[tuple[str, ...], list[float | None]]:
        """The parts that apply to the person, and the number of each or None."""
        names = self.names
        if work.gone:
            names = tuple(name for name in names if name not in work.gone)
        points, sheet = work.points, work.sheet
        if len(self.items) == len(self.names):
            return names, [points[name] for name in names]
        numbers = [points[name] if name in self.items else sheet.get(name) for name in names]
        return names, cast(list[float | None], numbers)


def worked(value: Value, items: Mapping[str, Asked], norms: Mapping[str, Norm]) -> Worked:
    """The function that works a value out; None while it is not known."""
    parts = Parts(value.of, frozenset(name for name in value.of if name in items))
    if value.kind in _TOGETHER:
        return partial(_taken_together, value, parts, policy(value.missing))
    if value.kind == "norm":
        rows = tuple(row for row in norms.values() if row.series == value.norm)
        return partial(_usual, rows)
    return _MAKERS[value.kind](value, parts)


def _of_formula(value: Value, _parts: Parts) -> Worked:
    rule = formula(value.formula)
    return lambda work: rule(work.sheet)


def _of_rules(value: Value, _parts: Parts) -> Worked:
    cases = tuple((case.then, formula(case.when)) for case in value.cases)
    return partial(_first_that_holds, value, cases)


def _of_table(value: Value, parts: Parts) -> Worked:
    return partial(_looked_up, {_key(key): to for key, to in value.table.items()}, parts)


_TOGETHER: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": sum,
    "mean": lambda numbers: sum(numbers) / len(numbers),
    "median": median,
    "max": max,
    "min": min,
}


def _taken_together(value: Value, parts: Parts, rule: Policy, work: Work) -> float | None:
    """Sum, mean, median or extreme of the parts, as far as the policy lets some be missing."""
    names, numbers = parts.read(work)
    given = [number for number in numbers if number is not None]
    if len(given) < len(numbers):
        open_ones = [name for name, number in zip(names, numbers, strict=True) if number is None]
        if not _may_lack(value, rule, open_ones, len(given), len(names), work):
            return None
    if not given:
        return None
    work.trials[value.id] = len(given)
    result = _TOGETHER[value.kind](given)
    if value.kind == "sum" and len(given) < len(numbers):
        result = _prorated(value, rule, result, len(numbers), len(given))
    return result * value.times / value.over if value.times != value.over else result


def _may_lack(
    value: Value, rule: Policy, lacking: Sequence[str], given: int, asked: int, work: Work
) -> bool:
    if rule.name == "EXCUSED":
        return given > 0 and all(
            work.not_done.get(name, "missing") != "missing" for name in lacking
        )
    if any(name in value.always for name in lacking) or not rule.enough(given, asked):
        return False
    if value.kind in ("sum", "mean"):
        work.prorated.add(value.id)
    return True


def _prorated(value: Value, rule: Policy, total: float, asked: int, given: int) -> float:
    """The sum as if the missing answers were like the mean of those given."""
    if rule.name == "EXCUSED":
        return total
    whole = total * asked / given
    if rule.rounds_up:
        return up(whole)
    return float(half_up(whole)) if value.rounding == "half_up" else whole


def _first_that_holds(value: Value, cases: Sequence[tuple[str, Rule]], work: Work) -> str | None:
    """The first class that holds. Open classes of a ranked set are kept as possible ones."""
    open_ones: list[str] = []
    for then, when in cases:
        holds = when(work.sheet)
        if holds and not open_ones:
            return then
        if holds is None or holds:
            open_ones.append(then)
        if holds or (holds is None and not value.ordered):
            break
    if value.ordered and open_ones:
        work.possible[value.id] = tuple(open_ones)
    return None


def _key(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _looked_up(table: Mapping[float | str, float], parts: Parts, work: Work) -> float | None:
    key = work.sheet.get(parts.names[0])
    return None if key is None else table.get(cast(float | str, key))


def _stepped(value: Value, parts: Parts, work: Work) -> float | None:
    number = parts.read(work)[1][0]
    if number is None:
        return None
    return next((step.points for step in value.steps if lies_in(step, number)), None)


def _usual(rows: Sequence[Norm], work: Work) -> float | None:
    """The norm for the age and sex of the person; None where there is none."""
    for row in rows:
        if _is_for(row, work.age_a, work.sex):
            work.norms.append(row.id)
            return row.figure
    return None


def _is_for(norm: Norm, age_a: int | None, sex: str | None) -> bool:
    if norm.sex and norm.sex != sex:
        return False
    if norm.age_low is None and norm.age_high is None:
        return True
    if age_a is None or (norm.age_low is not None and age_a < norm.age_low):
        return False
    return norm.age_high is None or age_a <= norm.age_high


def _attained(value: Value, work: Work) -> float | None:
    """T = 50 + 10 sum(w x) / sqrt((1 - rho) sum(w^2) + rho (sum w)^2); Turner-Stokes 2009, erratum.

    A goal that has been set but not rated leaves T open.
    """
    weights: list[float] = []
    levels: list[float] = []
    for level, partner, items in zip(value.of, value.partners, value.weights, strict=True):
        given = [work.points.get(item) for item in items]
        rated = work.points.get(level)
        if rated is None:
            if work.points.get(partner) is not None or any(one is not None for one in given):
                return None
            continue
        weight = 1.0
        for one in given:
            weight *= 1.0 if one is None else one
        weights.append(weight)
        levels.append(rated)
    spread = (1 - value.rho) * sum(w * w for w in weights) + value.rho * sum(weights) ** 2
    if spread <= 0:
        return None
    return 50 + 10 * sum(w * x for w, x in zip(weights, levels, strict=True)) / sqrt(spread)


def _profile(parts: Parts, work: Work) -> str | None:
    """The answers as digits side by side."""
    read = parts.read(work)[1]
    if any(number is None for number in read):
        return None
    return "".join(f"{number:g}" for number in read)


def bounds(value: Value, items: Mapping[str, Asked], work: Work) -> tuple[float, float] | None:
    """The least and the most a sum of items can still become; None for any other kind."""
    if value.kind != "sum" or not all(name in items for name in value.of):
        return None
    low = high = 0.0
    for name in value.of:
        number = work.points.get(name)
        low += items[name].least if number is None else number
        high += items[name].most if number is None else number
    return low, high


_MAKERS: dict[str, Callable[[Value, Parts], Worked]] = {
    "formula": _of_formula,
    "truth": _of_formula,
    "rules": _of_rules,
    "table": _of_table,
    "steps": lambda value, parts: partial(_stepped, value, parts),
    "goals": lambda value, _parts: partial(_attained, value),
    "profile": lambda _value, parts: partial(_profile, parts),
}
