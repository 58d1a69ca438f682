"""Step 5. What a plan's rules cost, what else would do as well, and what the choice hangs on.

Each answer is a fresh search over visits and minutes with one thing changed, so it is made only
when somebody asks for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surefoot.care.plan.evidence import Curve, at_limit
from surefoot.care.plan.problem import Pattern, Problem
from surefoot.care.plan.solve import Chosen, Limits, choose
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Technique

QUICK = Limits(deterministic_s=0.5)
WORTH_SAYING = 1.0  # 0.001 SMD
SHIFT = 5.0  # share points that are worth naming
MORE = 1.2  # how much of a limit is given to see what it costs
LONGER_MIN = 10  # minutes a visit is made longer to see what that would bring


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """Three kinds of sentences for the therapist."""

    binding: tuple[str, ...]
    alternatives: tuple[str, ...]
    sensitive: tuple[str, ...]


def extras(
    problem: Problem,
    chosen: Chosen,
    knowledge: Knowledge,
    *,
    types: Sequence[str],
    limits: Limits = QUICK,
) -> Extras:
    """What binds, what else would do, and what the confidence limits of the effects change."""
    near = knowledge.plan_weights["limit/alternatives"].value
    return Extras(
        binding=tuple(_binding(problem, chosen, limits)),
        alternatives=tuple(_alternatives(problem, chosen, limits, near)),
        sensitive=tuple(_sensitive(problem, chosen, knowledge, types, limits)),
    )


def _smd(units: float) -> str:
    return f"{units / 1000:.2f} SMD"


def _name(technique: Technique) -> str:
    return technique.replace("_", " ")


def _binding(problem: Problem, chosen: Chosen, limits: Limits) -> Iterator[str]:
    """What each limit costs: the gain if it were wider, largest first."""
    gains = []
    for says, wider in _wider(problem):
        found = choose(wider, limits)
        gain = found.found.value - chosen.found.value if found else 0.0
        if gain > WORTH_SAYING:
            gains.append((gain, f"{says} would be worth {_smd(gain)} in all."))
    yield from (says for _, says in sorted(gains, key=lambda pair: (-pair[0], pair[1])))


def _wider(problem: Problem) -> Iterator[tuple[str, Problem]]:
    """The problem with one limit made wider, and what that is called."""

    def with_patterns(change: Mapping[str, float]) -> Problem:
        return replace(problem, patterns=tuple(_stretched(p, change) for p in problem.patterns))

    yield "A weekly cap 20 % higher", with_patterns({"reach_min": MORE})
    yield f"Visits {LONGER_MIN} minutes longer", replace(
        problem, patterns=tuple(
            replace(p, rooms=tuple(room + LONGER_MIN for room in p.rooms)) for p in problem.patterns
        ),
    )  # fmt: skip
    yield "Home days 20 % longer", with_patterns({"home_min": MORE, "heavy_home_min": MORE})
    if problem.seated_share:
        yield "Less of the work seated or lying", replace(problem, seated_share=0.0)
    yield "A mix further from the usual one", replace(problem, near=100.0)


def _stretched(pattern: Pattern, change: Mapping[str, float]) -> Pattern:
    wider = {name: int(getattr(pattern, name) * factor) for name, factor in change.items()}
    return replace(
        pattern,
        reach_min=wider.get("reach_min", pattern.reach_min),
        home_min=wider.get("home_min", pattern.home_min),
        heavy_home_min=wider.get("heavy_home_min", pattern.heavy_home_min),
    )


def _alternatives(problem: Problem, chosen: Chosen, limits: Limits, near: float) -> Iterator[str]:
    """Plans so close in worth that the evidence cannot tell them apart."""
    for says, other in _others(problem, chosen):
        found = choose(other, limits)
        if found is not None and abs(found.found.value - chosen.found.value) <= near:
            less = chosen.found.value - found.found.value
            word = "less" if less >= 0 else "more"
            yield f"{says}: {_smd(abs(less))} {word}, within what the evidence can tell."


def _others(problem: Problem, chosen: Chosen) -> Iterator[tuple[str, Problem]]:
    """The plan without one of its techniques, and with another number of visits."""
    used = [amount.technique for amount in chosen.amounts if amount.minutes]
    for option in problem.options:
        if option.technique in used and not option.required_min and len(used) > 2:
            yield f"Without {_name(option.technique)}", _without(problem, option.technique)
    for a_week in sorted({pattern.a_week for pattern in problem.patterns}):
        if a_week != chosen.pattern.a_week and len(set(a_week)) == 1:
            patterns = tuple(p for p in problem.patterns if p.a_week == a_week)
            count = f"{a_week[0]} visit{'s' if a_week[0] > 1 else ''}"
            yield f"{count} a week throughout", replace(problem, patterns=patterns)


def _without(problem: Problem, technique: Technique) -> Problem:
    """The problem without one technique; its share of the mix is left open."""
    targets = []
    for target in problem.targets:
        rest = tuple(t for t in target.techniques if t != technique)
        if rest:
            targets.append(replace(target, techniques=rest))
    return replace(
        problem,
        options=tuple(o for o in problem.options if o.technique != technique),
        items=tuple(i for i in problem.items if i.technique != technique),
        targets=tuple(targets),
        near=100.0,
    )


def _sensitive(
    problem: Problem,
    chosen: Chosen,
    knowledge: Knowledge,
    types: Sequence[str],
    limits: Limits,
) -> Iterator[str]:
    """What changes when one effect is moved to a confidence limit."""
    usual = _shares(chosen)
    used = {technique for technique, share in usual.items() if share}
    for curve in problem.curves:
        for limit in ("low", "high"):
            moved = at_limit(curve, limit, knowledge, types=types, weeks=problem.weeks)
            if moved is None or not used & set(curve.techniques):
                continue
            found = choose(replace(problem, curves=_swapped(problem.curves, moved)), limits)
            if found is not None:
                yield from _shifted(knowledge.effects[curve.statement].says, limit, usual, found)


def _swapped(curves: Iterable[Curve], moved: Curve) -> tuple[Curve, ...]:
    return tuple(
        moved if (c.statement, c.domain) == (moved.statement, moved.domain) else c for c in curves
    )


def _shares(chosen: Chosen) -> dict[Technique, float]:
    whole = max(1, sum(amount.minutes for amount in chosen.amounts))
    return {amount.technique: 100 * amount.minutes / whole for amount in chosen.amounts}


def _shifted(
    says: str, limit: str, usual: Mapping[Technique, float], found: Chosen
) -> Iterator[str]:
    """The techniques that come in, drop out or shift by more than a few share points."""
    now = _shares(found)
    changes = []
    for technique in sorted(usual):
        before, after = usual[technique], now.get(technique, 0.0)
        if (before > 0) != (after > 0):
            changes.append(f"{_name(technique)} {'comes in' if after else 'drops out'}")
        elif abs(after - before) > SHIFT:
            changes.append(f"{_name(technique)} {after - before:+.0f} share points")
    if changes:
        where = "lower" if limit == "low" else "upper"
        yield f"At the {where} limit of one effect ({says}): {', '.join(changes)}."
