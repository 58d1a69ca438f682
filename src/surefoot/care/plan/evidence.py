"""Step 5. What each technique may be expected to do for this person, minute by minute."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import Literal

from surefoot.care.findings import Findings
from surefoot.knowledge.schema.effects import Effect
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Domain, Technique

type Limit = Literal["low", "high"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Expected benefit of the minutes of some techniques on one outcome, as straight lines.

    `knots` are (minutes over the whole course, SMD), from (0, 0) upwards; beyond the last knot
    nothing more is credited. A curve of presence has the knots (0, v), (0, v): no dose.
    """

    statement: str
    techniques: tuple[Technique, ...]  # their minutes count together
    exercises: tuple[str, ...]  # presence: one of these in the plan earns the credit
    domain: Domain
    knots: tuple[tuple[float, float], ...]
    studied_min: float | None  # the dose of the trials
    direct: bool  # measured in this type of neuropathy, or assumed for any
    certainty: str
    weight: float = 1.0  # of the person's goals

    def __post_init__(self) -> None:
        """Knots rise in minutes; the credit never falls and its slope never grows."""
        steps = list(zip(self.knots, self.knots[1:], strict=False))
        slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in steps if b[0] > a[0]]
        if any(b[0] < a[0] for a, b in steps) or slopes != sorted(slopes, reverse=True):
            raise ValueError(f"{self.statement}: the knots do not form a saturating curve.")

    @property
    def by_presence(self) -> bool:
        """Whether it is earned by being there, not by minutes."""
        return bool(self.exercises)

    def credit(self, minutes: float) -> float:
        """The expected SMD at this many minutes over the course."""
        for (m0, e0), (m1, e1) in zip(self.knots, self.knots[1:], strict=False):
            if minutes < m1:
                return e0 + (e1 - e0) * (minutes - m0) / (m1 - m0)
        return self.knots[-1][1]


def curves(
    findings: Findings, knowledge: Knowledge, *, types: Sequence[str], weeks: int
) -> tuple[Curve, ...]:
    """One curve for each technique and outcome that evidence speaks to, for these types."""
    found: dict[tuple[tuple[Technique, ...], tuple[str, ...], Domain], Effect] = {}
    for effect in sorted(knowledge.effects.values(), key=lambda row: row.id):
        if not _applies(effect, findings, types):
            continue
        for domain in effect.domains:
            key = (effect.techniques, effect.exercises, domain)
            other = found.get(key)
            if other is None or _rank(effect, types) < _rank(other, types):
                found[key] = effect
    made = (
        _curve(effect, domain, knowledge, types, weeks, effect.use)
        for (_, _, domain), effect in sorted(found.items(), key=lambda pair: pair[1].id)
    )
    return tuple(curve for curve in made if curve.knots[-1][1] > 0)


def at_limit(
    curve: Curve, limit: Limit, knowledge: Knowledge, *, types: Sequence[str], weeks: int
) -> Curve | None:
    """The same curve at a confidence limit of its effect; None where no interval was seen."""
    effect = knowledge.effects[curve.statement]
    raw = effect.low if limit == "low" else effect.high
    if raw is None:
        return None
    moved = _curve(effect, curve.domain, knowledge, types, weeks, shrunk(effect, raw, knowledge))
    return replace(moved, weight=curve.weight)


def shrunk(effect: Effect, raw: float, knowledge: Knowledge) -> float:
    """An effect after shrinkage by certainty, directness and interval, and the hard cap."""
    model = knowledge.effect_rules["effect_model/shrinkage"].numbers
    use = raw * effect.weight
    if effect.indirect:
        use *= model["indirect"]
    if effect.low is not None and effect.low < 0:
        use *= model["crosses_zero"]
    most = model["cap"] if effect.cap is None else effect.cap
    return max(0.0, min(use, most))


def combined(effects: Iterable[float], knowledge: Knowledge) -> float:
    """Effects on one outcome together: the best full, the second half, every other a quarter."""
    share = knowledge.effect_rules["effect_model/combination"].numbers
    ordered = sorted(effects, reverse=True)
    factors = [share["best"], share["second"]] + [share["rest"]] * len(ordered)
    return sum(e * f for e, f in zip(ordered, factors, strict=False))


def expected(
    curves: Iterable[Curve],
    minutes: Mapping[Technique, float],
    exercises: Iterable[str],
    knowledge: Knowledge,
) -> dict[Domain, float]:
    """The expected SMD by outcome, unweighted, of these minutes and items together."""
    planned = set(exercises)
    best: dict[Domain, dict[tuple[Technique, ...], float]] = {}
    for curve in curves:
        if curve.by_presence and not planned & set(curve.exercises):
            continue
        dose = sum(minutes.get(technique, 0.0) for technique in curve.techniques)
        found = best.setdefault(curve.domain, {})
        # One technique counts once per outcome, however many of its items are in the plan.
        found[curve.techniques] = max(found.get(curve.techniques, 0.0), curve.credit(dose))
    return {domain: combined(found.values(), knowledge) for domain, found in sorted(best.items())}


def least_minutes(technique: Technique, knowledge: Knowledge) -> float | None:
    """The least dose that was found to work, in minutes over the course; None if none is given."""
    dose = knowledge.technique_doses.get(technique)
    if dose is None:
        return None
    if dose.least_minutes is not None:
        return dose.least_minutes
    if dose.least_sessions is not None and dose.session_min is not None:
        return dose.least_sessions * dose.session_min
    if dose.least_minutes_per_day is not None and dose.weeks_min is not None:
        return dose.least_minutes_per_day * 7 * dose.weeks_min
    return None


def dose_note(planned: float, least: float | None) -> str:
    """What to say of a dose below the one studied; empty when it is reached or unknown."""
    if least is None or planned >= least or planned <= 0:
        return ""
    return f"below the dose studied ({planned:.0f} of {least:.0f} min)"


def _applies(effect: Effect, findings: Findings, types: Sequence[str]) -> bool:
    if effect.curve == "none" or (effect.dose != "presence" and effect.d0_min is None):
        return False
    if effect.types and not effect.transfers and not set(effect.types) & set(types):
        return False
    return not effect.when or findings.holds(effect.when) is True


def _rank(effect: Effect, types: Sequence[str]) -> tuple[bool, bool, float, float]:
    """Direct before indirect, studied before assumed, more certain first, the smaller value."""
    indirect = effect.indirect or not _is_direct(effect, types)
    return (indirect, effect.conv == "Q", -effect.weight, effect.use)


def _is_direct(effect: Effect, types: Sequence[str]) -> bool:
    return not effect.types or bool(set(effect.types) & set(types))


def _curve(
    effect: Effect,
    domain: Domain,
    knowledge: Knowledge,
    types: Sequence[str],
    weeks: int,
    use: float,
) -> Curve:
    direct = _is_direct(effect, types)
    if not direct:
        use *= knowledge.effect_rules["effect_model/other_type"].numbers["factor"]
    studied = effect.d0_min
    if studied is not None and effect.dose == "minutes_per_week":
        studied *= weeks
    return Curve(
        statement=effect.id,
        techniques=effect.techniques,
        exercises=effect.exercises,
        domain=domain,
        knots=_knots(effect, use, studied, knowledge),
        studied_min=studied,
        direct=direct,
        certainty=effect.certainty,
    )


def _knots(
    effect: Effect, use: float, studied: float | None, knowledge: Knowledge
) -> tuple[tuple[float, float], ...]:
    """Four knots (0, half, full and double dose) of E(d) = Emax (1 - exp(-rate d/d0))."""
    if studied is None:
        return ((0.0, use), (0.0, use))
    model = knowledge.effect_rules["effect_model/dose_response"].numbers
    parts = (0.0, model["knot_1"], model["knot_2"], model["knot_3"])
    if effect.curve == "linear":
        return tuple((part * studied, part * use) for part in parts)
    full = 1 - exp(-model["rate"])
    return tuple((p * studied, use * (1 - exp(-model["rate"] * p)) / full) for p in parts)
