"""Step 5. The planning problem for one person, put together from safety, evidence and the rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from surefoot.care.plan.candidates import Candidate, Person
from surefoot.care.plan.course import Frame
from surefoot.care.plan.evidence import Curve, least_minutes
from surefoot.care.plan.items import choosable, is_passive
from surefoot.care.plan.problem import Item, Option, Pattern, Problem
from surefoot.care.plan.shares import shares_of, targets
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Domain, Setting, Technique

ACTIVE_GOALS = frozenset({Domain.FALL_RISK, Domain.INDEPENDENCE, Domain.FUNCTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The curves of this person, weighted by goals, and what is credited anyway."""

    curves: tuple[Curve, ...]
    given: tuple[tuple[Domain, float], ...]


USUAL_EPISODE = "episode/default"


def assemble(
    person: Person,
    frame: Frame,
    patterns: Sequence[Pattern],
    candidates: Sequence[Candidate],
    evidence: Evidence,
) -> Problem:
    """The problem as plain data, in an order that does not depend on the input's."""
    knowledge = person.knowledge
    items = choosable(person, frame, patterns, candidates)
    shares = shares_of(person, {item.technique for item in items})
    usual = max(patterns, key=lambda p: (-p.away, p.reach_min))
    options = tuple(_options(person, frame, items, evidence.curves, shares, usual))
    limits = {name: row.value for name, row in knowledge.plan_weights.items()}
    cap = knowledge.caps.get(person.safety.cap.reason.statement)
    combination = knowledge.effect_rules["effect_model/combination"].numbers
    return Problem(
        phases=frame.phases,
        patterns=tuple(patterns),
        caps=frame.caps,
        growth=frame.growth,
        home_days=frame.home_days,
        home_day_min=frame.home_day_min,
        items_in_visit=_items_in_visit(limits),
        seated_share=_seated_share(person) or (cap.seated_share_min if cap else 0) or 0.0,
        active_first=any(goal.domain in ACTIVE_GOALS for goal in person.case.goals),
        share_max=limits["limit/technique_share_max"],
        near=limits["limit/near_the_mix"],
        late_passive_share=limits["limit/passive_share_late"],
        late_after=int(limits["limit/passive_late_after"]),
        new_share=limits["limit/new_share"],
        home_done=knowledge.adherence["adherence/design"].numbers["expected"],
        options=options,
        targets=targets(shares, options, usual.reach_min),
        curves=evidence.curves,
        given=evidence.given,
        combination=(combination["best"], combination["second"], combination["rest"]),
        items=tuple(i for i in items if i.technique in {o.technique for o in options}),
        weights=limits,
    )  # fmt: skip


def _items_in_visit(limits: Mapping[str, float]) -> tuple[int, int]:
    """Least and most exercises in a visit."""
    return int(limits["limit/items_in_visit_min"]), int(limits["limit/items_in_visit_max"])


def _seated_share(person: Person) -> float:
    """MI4: with orthostatic trouble most of the work is seated or lying."""
    if not any(need.id == "MI4" for need in person.safety.requirements):
        return 0.0
    rows = [row for row in person.knowledge.caps.values() if row.seated_share_min]
    return max((row.seated_share_min or 0.0 for row in rows), default=0.0)


def _options(
    person: Person,
    frame: Frame,
    items: tuple[Item, ...],
    curves: Sequence[Curve],
    shares: Mapping[tuple[Technique, ...], float],
    usual: Pattern,
) -> Iterable[Option]:
    """The techniques of the mix, and those beside it that have an effect on record."""
    percent = {t: p for key, p in shares.items() for t in key}
    with_effect = {t for curve in curves for t in curve.techniques if len(curve.techniques) == 1}
    for technique in sorted({item.technique for item in items}):
        mine = [item for item in items if item.technique == technique]
        asked = percent.get(technique, 0.0)
        needed = [item for item in mine if item.required]
        if asked or technique in with_effect or needed:
            yield _option(person, frame, technique, mine, asked, usual)


def _option(
    person: Person,
    frame: Frame,
    technique: Technique,
    items: Sequence[Item],
    percent: float,
    usual: Pattern,
) -> Option:
    knowledge = person.knowledge
    last = max(item.last_phase for item in items)
    weeks = sum(phase.weeks for phase in frame.phases if phase.index <= last)
    each_week = weeks * min(item.half[0] for item in items) / 2
    least = least_minutes(technique, knowledge) or each_week
    home = [item for item in items if Setting.HOME in item.places]
    near = knowledge.plan_weights["limit/near_the_mix"].value
    musts = {n.id: knowledge.must_haves[n.id] for n in person.safety.requirements}
    sessions = [m.sessions_per_week_min or 0 for m in musts.values() if technique in m.techniques]
    room = usual.reach_min * (percent + near) / 100
    required = sum(weeks * item.half[0] // 2 for item in items if item.required)
    return Option(
        technique=technique,
        places=tuple(sorted({place for item in items for place in item.places})),
        least_min=round(each_week if percent or required else least),
        most_min=int(max(required, min(room, _most(technique, items, knowledge, weeks)))),
        week_min=_a_session(technique, knowledge),
        most_home_min=max((min(i.half[-1] // 2, frame.home_day_min) for i in home), default=0),
        home_items_min=_at_home(technique, knowledge),
        last_phase=last,
        seated=any(item.seated for item in items),
        standing=any(not item.seated for item in items),
        heavy=bool(home) and all(item.loads for item in home),
        weeks_per_level=_weeks_per_level(person),
        passive=is_passive(technique, knowledge),
        liked=any(technique in row.prefer for row in person.life),
        required_min=required,
        visits_per_week_min=max(sessions, default=0),
    )


def _a_session(technique: Technique, knowledge: Knowledge) -> int:
    """Minutes of a week that are worth it: a whole session, or the part of one that is."""
    dose = knowledge.technique_doses.get(technique)
    if dose is None or dose.session_min is None:
        return 0
    part = knowledge.plan_weights["limit/technique_week_min"].value
    return int(dose.session_min if dose.whole_session else min(dose.session_min, part))


def _at_home(technique: Technique, knowledge: Knowledge) -> int:
    """Sessions a week at home that an episode of care has of it where nothing speaks against it."""
    return int(knowledge.episode_rules[USUAL_EPISODE].numbers.get(f"home_{technique}_min", 0))


def _weeks_per_level(person: Person) -> int:
    """How long a level lasts at least: the slowest pace that holds."""
    rows = person.knowledge.paces.values()
    return max(row.weeks for row in rows if person.findings.holds(row.when) is True)


def _most(technique: Technique, items: Sequence[Item], knowledge: Knowledge, weeks: int) -> float:
    """The most minutes of the course, by the dose rules of the technique."""
    if technique == Technique.ORTHOSIS_DEVICE:
        sessions = knowledge.plan_weights["limit/fitting_sessions"].value
        return sessions * sum(item.usual for item in items) / 2
    dose = knowledge.technique_doses.get(technique)
    if dose is None:
        return float("inf")
    longest = dose.session_max or 60.0
    found = [
        dose.most_minutes,
        dose.most_minutes_per_week and dose.most_minutes_per_week * weeks,
        dose.most_minutes_per_day and dose.most_minutes_per_day * 7 * weeks,
        dose.most_per_week and dose.most_per_week * longest * weeks,
    ]
    return min((limit for limit in found if limit), default=float("inf"))


def weighted(curves: Iterable[Curve], person: Person) -> tuple[Curve, ...]:
    """Curves with the weight of the person's goals on their outcome and on listed techniques."""
    factors = {row.priority: row.factor for row in person.knowledge.goal_priorities.values()}
    goals = [
        (row, factors.get(goal.priority, 1.0))
        for goal in person.case.goals
        for row in person.knowledge.goal_weights.values()
        if goal.domain in row.domains
    ]
    found = []
    for curve in curves:
        mine = [
            factor
            for row, factor in goals
            if curve.domain in row.domains or set(curve.techniques) & set(row.techniques)
        ]
        found.append(replace(curve, weight=max(mine, default=1.0)))
    return tuple(found)


def evidence_for(
    curves: Iterable[Curve],
    person: Person,
    *,
    placed: frozenset[str],
    talk_min: Mapping[Technique, float],
) -> Evidence:
    """Curves that minutes decide on, and the credit of what is in the plan anyway."""
    by_minutes, best = [], dict[tuple[Domain, Technique], float]()
    for curve in weighted(curves, person):
        talk = sum(talk_min.get(technique, 0.0) for technique in curve.techniques)
        if curve.by_presence and placed & set(curve.exercises):
            key = (curve.domain, curve.techniques[0])
            best[key] = max(best.get(key, 0.0), curve.weight * curve.credit(0))
        elif talk:
            key = (curve.domain, curve.techniques[0])
            best[key] = max(best.get(key, 0.0), curve.weight * curve.credit(talk))
        elif not curve.by_presence:
            by_minutes.append(curve)
    given = tuple((domain, value) for (domain, _), value in sorted(best.items()))
    return Evidence(curves=tuple(by_minutes), given=given)
