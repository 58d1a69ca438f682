"""Step 5. The planning problem for one person, put together from safety, evidence and the rules."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from surefoot.care.plan.candidates import Candidate, Person
from surefoot.care.plan.course import Frame
from surefoot.care.plan.evidence import Curve, least_minutes
from surefoot.care.plan.problem import Item, Option, Pattern, Phase, Problem, Target
from surefoot.knowledge.schema.exercises import Support
from surefoot.knowledge.schema.plan_rules import PlanWeight
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Domain, Setting, Technique

ACTIVE_GOALS = frozenset({Domain.FALL_RISK, Domain.INDEPENDENCE, Domain.FUNCTION})
POOL_START = {Technique.AQUATIC: 3}
SEATED = frozenset({Support.SITTING, Support.LYING, Support.NONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The curves of this person, weighted by goals, and what is credited anyway."""

    curves: tuple[Curve, ...]
    given: tuple[tuple[Domain, float], ...]


def assemble(
    person: Person,
    frame: Frame,
    patterns: Sequence[Pattern],
    candidates: Sequence[Candidate],
    evidence: Evidence,
) -> Problem:
    """The problem as plain data, in an order that does not depend on the input's."""
    knowledge = person.knowledge
    items = _choosable(person, frame, patterns, candidates)
    shares = _shares(person, {item.technique for item in items})
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
        new_share=limits["limit/new_share"],
        home_done=knowledge.adherence["adherence/design"].numbers["expected"],
        options=options,
        targets=_targets(shares, options, usual.reach_min),
        curves=evidence.curves,
        given=evidence.given,
        combination=(combination["best"], combination["second"], combination["rest"]),
        items=tuple(i for i in items if i.technique in {o.technique for o in options}),
        weights=limits,
    )  # fmt: skip


def _items_in_visit(limits: Mapping[str, float]) -> tuple[int, int]:
    """Least and most exercises in a visit."""
    return int(limits["limit/items_in_visit_min"]), int(limits["limit/items_in_visit_max"])


def _choosable(
    person: Person, frame: Frame, patterns: Sequence[Pattern], candidates: Sequence[Candidate]
) -> tuple[Item, ...]:
    """The candidates that fit into a visit or a day and can be reached along a ladder."""
    room = max((room for pattern in patterns for room in pattern.rooms), default=0)
    fitting = _fitting(_items(person, frame, candidates), frame, room)
    asked = {row.technique for row in person.profile.added}
    return _reachable(tuple(fitting), frame.phases, asked)


def _seated_share(person: Person) -> float:
    """MI4: with orthostatic trouble most of the work is seated or lying."""
    if not any(need.id == "MI4" for need in person.safety.requirements):
        return 0.0
    rows = [row for row in person.knowledge.caps.values() if row.seated_share_min]
    return max((row.seated_share_min or 0.0 for row in rows), default=0.0)


def _items(person: Person, frame: Frame, candidates: Sequence[Candidate]) -> tuple[Item, ...]:
    known = {candidate.exercise.id for candidate in candidates}
    levels = _entry_levels(person)
    return tuple(
        _item(person, frame, candidate, known, levels)
        for candidate in sorted(candidates, key=lambda c: c.exercise.id)
    )


def _entry_levels(person: Person) -> Mapping[Technique | None, int]:
    """The level a person may start at: in general, and for single techniques."""
    levels: dict[Technique | None, int] = {None: 1}
    for row in person.knowledge.entry_levels.values():
        if person.findings.holds(row.when) is True:
            levels[row.technique] = max(levels.get(row.technique, 1), row.level)
    return levels


def _item(
    person: Person,
    frame: Frame,
    candidate: Candidate,
    known: set[str],
    levels: Mapping[Technique | None, int],
) -> Item:
    exercise, weights = candidate.exercise, person.knowledge.plan_weights
    library = person.knowledge.exercises
    level = max(levels[None], levels.get(exercise.technique, 1))
    lower = [n for n in exercise.regress_to if library[n].technique == exercise.technique]
    # Without a rung below it that is open, an exercise may be a start if it is near the start.
    lowest = not known & set(lower) and exercise.level <= level + 1
    gear = [name for name in exercise.equipment if name != "none"]
    worth = candidate.favour - weights["weight/supervision"].value * exercise.supervision_level
    worth -= weights["weight/gear"].value * len(gear)
    worth -= weights["weight/too_easy"].value * max(0, level - exercise.level)
    half = _half_minutes(candidate, weights)
    tags = set(exercise.precaution_tags)
    return Item(
        id=exercise.id,
        technique=exercise.technique,
        level=exercise.level,
        aim=exercise.targets[0] if exercise.targets else exercise.technique,
        entry=exercise.level <= level or lowest,
        after=tuple(sorted(set(exercise.regress_to) & known)),
        places=tuple(_as_place(place) for place in candidate.places),
        home_from=1 if candidate.home_after_teaching else 0,
        last_phase=_last_phase(exercise.technique, person, frame.phases),
        half=half,
        least_later=_least_later(candidate, half, weights),
        usual=min(half, key=lambda minutes: abs(minutes - 2 * exercise.minutes_total)),
        per_week_max=exercise.freq_per_week_max,
        seated=exercise.support in SEATED,
        heavy=bool(tags & {"RESIST", "RESIST_HEAVY"}),
        worth=round(worth),
        required=exercise.id in person.required,
    )


def _half_minutes(candidate: Candidate, weights: Mapping[str, PlanWeight]) -> tuple[int, ...]:
    """The doses of one session in half-minutes; several aims are worth more than one long game."""
    half = sorted({round(2 * dose.minutes) for dose in candidate.doses})
    if candidate.exercise.technique != Technique.BALANCE:
        return tuple(half)
    most = 2 * weights["limit/balance_exercise_min"].value
    return tuple(x for x in half if x <= most) or (half[0],)


def _least_later(
    candidate: Candidate, half: Sequence[int], weights: Mapping[str, PlanWeight]
) -> int:
    """Half-minutes of the least dose after the first weeks: one set does not make strong."""
    sets = weights["limit/strength_sets_min"].value
    enough = [round(2 * d.minutes) for d in candidate.doses if d.sets >= sets]
    if candidate.exercise.technique != Technique.STRENGTH or not enough:
        return half[0]
    return min(enough)


def _as_place(place: Setting) -> Setting:
    return Setting.CLINIC if place == Setting.COMMUNITY else place


def _last_phase(technique: Technique, person: Person, phases: Sequence[Phase]) -> int:
    """Devices are fitted at the start; hands-on work ends where its studied weeks end."""
    if technique == Technique.ORTHOSIS_DEVICE:
        return 0
    dose = person.knowledge.technique_doses.get(technique)
    passive = technique in _passive_techniques(person.knowledge)
    if dose is None or dose.weeks_max is None or not passive:
        return phases[-1].index
    return max(phase.index for phase in phases if phase.first_week <= dose.weeks_max)


def _passive_techniques(knowledge: Knowledge) -> frozenset[Technique]:
    """Techniques in which the person mostly does nothing."""
    rows = list(knowledge.exercises.values())
    return frozenset(
        technique
        for technique in Technique
        if 2 * sum(r.passive for r in rows if r.technique == technique)
        > sum(r.technique == technique for r in rows)
    )


def _fitting(items: Iterable[Item], frame: Frame, room: int) -> Iterable[Item]:
    """Items with the places whose visits and days are long enough for them."""
    for item in items:
        longest = {place: room for place in item.places} | {Setting.HOME: frame.home_day_min}
        places = tuple(p for p in item.places if item.half[0] <= 2 * longest[p])
        if places:
            yield replace(item, places=places)


def _reachable(
    items: tuple[Item, ...], phases: Sequence[Phase], asked: Set[Technique]
) -> tuple[Item, ...]:
    """What can be reached along the ladders, of techniques that have a first rung to start on.

    The pool needs enough of them to fill a visit, unless it was asked for by name.
    """
    first = Counter(item.technique for item in items if item.entry)
    least = {technique: 1 for technique in asked}
    items = tuple(
        i for i in items if first[i.technique] >= {**POOL_START, **least}.get(i.technique, 1)
    )
    found = {item.id for item in items if item.entry}
    for _ in phases[1:]:
        found |= {item.id for item in items if found & set(item.after)}
    return tuple(item for item in items if item.id in found)


def _shares(person: Person, there: set[Technique]) -> dict[tuple[Technique, ...], float]:
    """The shares of the mix after what may not be used has given its share away."""
    shares: dict[tuple[Technique, ...], float] = {}
    lost: list[tuple[tuple[Technique, ...], float]] = []
    for share in person.profile.shares:
        left = tuple(t for t in share.techniques if t in there)
        if left:
            shares[left] = shares.get(left, 0.0) + share.percent
        else:
            lost.append((share.techniques, share.percent))
    for techniques, percent in lost:
        heir = _heir(person, techniques, shares, there)
        if heir is not None:
            shares[heir] = shares.get(heir, 0.0) + percent
    return _joined(_with_liked(person, shares, there))


def _heir(
    person: Person,
    techniques: tuple[Technique, ...],
    shares: Mapping[tuple[Technique, ...], float],
    there: set[Technique],
) -> tuple[Technique, ...] | None:
    """Who takes over a share: the technique named for it, or the next one of the mix."""
    named = person.knowledge.share_fallbacks.get(f"fallback/{techniques[0]}")
    for technique in named.to if named else ():
        if technique in there:
            return next((key for key in shares if technique in key), (technique,))
    return max(shares, key=lambda key: (shares[key], key), default=None)


def _with_liked(
    person: Person, shares: dict[tuple[Technique, ...], float], there: set[Technique]
) -> dict[tuple[Technique, ...], float]:
    """What a person likes may take part of the share of balance training."""
    liked = {t for row in person.life for t in row.prefer if t in there}
    balance = next((key for key in shares if Technique.BALANCE in key), None)
    new = tuple(sorted(liked - {t for key in shares for t in key}))
    if balance is None or not new:
        return shares
    rest = {key: percent for key, percent in shares.items() if key != balance}
    return {**rest, (*balance, *new): shares[balance]}


def _joined(
    shares: Mapping[tuple[Technique, ...], float],
) -> dict[tuple[Technique, ...], float]:
    """Shares that have a technique in common become one."""
    joined: list[tuple[set[Technique], list[Technique], float]] = []
    for key in sorted(shares, key=lambda key: (-shares[key], key)):
        mine, order, percent = set(key), list(key), shares[key]
        for other in [one for one in joined if one[0] & mine]:
            joined.remove(other)
            order = [*other[1], *(t for t in order if t not in other[0])]
            mine, percent = mine | other[0], percent + other[2]
        joined.append((mine, order, percent))
    return {tuple(order): percent for _, order, percent in joined}


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
        most_home_min=max((min(i.half[-1] // 2, frame.home_day_min) for i in home), default=0),
        last_phase=last,
        seated=any(item.seated for item in items),
        standing=any(not item.seated for item in items),
        heavy=bool(home) and all(item.heavy for item in home),
        passive=technique in _passive_techniques(knowledge),
        liked=any(technique in row.prefer for row in person.life),
        required_min=required,
        visits_per_week_min=max(sessions, default=0),
    )


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


def _targets(
    shares: Mapping[tuple[Technique, ...], float], options: Sequence[Option], whole: int
) -> tuple[Target, ...]:
    """Minutes by share. What a technique cannot use goes to the others in proportion."""
    most = {option.technique: option.most_min for option in options}
    room = {key: float(sum(most.get(t, 0) for t in key)) for key in shares}
    minutes: dict[tuple[Technique, ...], float] = {}
    open_keys = set(shares)
    while open_keys:
        left = whole - sum(minutes.values())
        total = sum(shares[key] for key in open_keys)
        full = {key for key in open_keys if left * shares[key] / total > room[key]}
        if not full:
            minutes |= {key: left * shares[key] / total for key in open_keys}
            break
        minutes |= {key: room[key] for key in full}
        # What fitting a device does not use lapses: nothing else is needed more for it.
        whole -= round(sum(left * shares[k] / total - room[k] for k in full if _is_device(k)))
        open_keys -= full
    ordered = sorted(shares, key=lambda key: (-shares[key], key))
    return tuple(
        Target(techniques=key, percent=shares[key], minutes=round(minutes[key])) for key in ordered
    )


def _is_device(techniques: Sequence[Technique]) -> bool:
    return set(techniques) == {Technique.ORTHOSIS_DEVICE}


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
