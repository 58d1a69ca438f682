"""Step 5. The exercises as the solver sees them: where, how long, from when, on which rung."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from surefoot.care.plan.candidates import Candidate, Person
from surefoot.care.plan.course import Frame
from surefoot.care.plan.problem import Item, Pattern, Phase
from surefoot.knowledge.schema.exercises import Exercise, Support
from surefoot.knowledge.schema.plan_rules import PlanWeight
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Setting, Technique

SEATED = frozenset({Support.SITTING, Support.LYING, Support.NONE})


def choosable(
    person: Person, frame: Frame, patterns: Sequence[Pattern], candidates: Sequence[Candidate]
) -> tuple[Item, ...]:
    """The candidates that fit into a visit or a day and can be reached along a ladder."""
    room = max((room for pattern in patterns for room in pattern.rooms), default=0)
    fitting = _fitting(_items(person, frame, candidates), frame, room)
    asked = {row.technique for row in person.profile.added}
    starts = {technique: 1 for technique in asked}
    pool = int(person.knowledge.plan_weights["limit/pool_start_items"].value)
    return _reachable(tuple(fitting), frame.phases, {Technique.AQUATIC: pool, **starts})


def _items(person: Person, frame: Frame, candidates: Sequence[Candidate]) -> tuple[Item, ...]:
    known = {candidate.exercise.id for candidate in candidates}
    levels = _entry_levels(person)
    return tuple(
        _item(person, frame, candidate, known, levels)
        for candidate in sorted(candidates, key=lambda c: c.exercise.id)
    )


def _entry_levels(person: Person) -> Mapping[Technique | None, int]:
    """The level a person may start at: in general, and for single techniques."""
    rows = person.knowledge.entry_levels.values()
    mine = [row for row in rows if person.findings.holds(row.when) is True]
    general = max((row.level for row in mine if row.technique is None), default=1)
    levels: dict[Technique | None, int] = {None: general}
    for row in mine:
        if row.technique is not None:
            levels[row.technique] = max(levels.get(row.technique, general), row.level)
    return levels | {row.technique: row.level for row in mine if row.instead}


def _item(
    person: Person,
    frame: Frame,
    candidate: Candidate,
    known: set[str],
    levels: Mapping[Technique | None, int],
) -> Item:
    exercise, weights = candidate.exercise, person.knowledge.plan_weights
    library = person.knowledge.exercises
    level = levels.get(exercise.technique, levels[None])
    lower = [n for n in exercise.regress_to if library[n].technique == exercise.technique]
    # Without a rung below it that is open, an exercise may be a start if it is near the start.
    lowest = not known & set(lower) and exercise.level <= level + 1
    gear = [name for name in exercise.equipment if name != "none"]
    worth = candidate.favour - weights["weight/supervision"].value * exercise.supervision_level
    worth -= weights["weight/gear"].value * len(gear)
    worth -= weights["weight/too_easy"].value * max(0, level - exercise.level)
    half = _half_minutes(candidate, weights)
    return Item(
        id=exercise.id,
        technique=exercise.technique,
        level=exercise.level,
        aim=exercise.targets[0] if exercise.targets else exercise.technique,
        entry=exercise.level <= level or lowest,
        after=tuple(sorted(set(exercise.regress_to) & known)),
        places=tuple(_as_place(place) for place in candidate.places),
        home_from=1 if candidate.home_after_teaching else 0,
        last_phase=_last_phase(exercise, person, frame.phases),
        half=half,
        least_later=_least_later(candidate, half, weights),
        usual=min(half, key=lambda minutes: abs(minutes - 2 * exercise.minutes_total)),
        per_week_min=1 if _trial(exercise, person) else exercise.freq_per_week_min,
        per_week_max=1 if _trial(exercise, person) else exercise.freq_per_week_max,
        seated=exercise.support in SEATED,
        loads=_loads(exercise, person.knowledge),
        worth=round(worth),
        required=exercise.id in person.required,
    )


def _loads(exercise: Exercise, knowledge: Knowledge) -> tuple[str, ...]:
    """The muscle groups it loads so much that they need two days."""
    heavy = knowledge.recovery_rules["recovery/heavy"]
    tagged = not {*heavy.tags}.isdisjoint(exercise.precaution_tags)
    is_heavy = tagged and exercise.muscle_load in heavy.muscle_loads
    return exercise.muscle_groups if is_heavy else ()


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


def _trial(exercise: Exercise, person: Person) -> int | None:
    """How often a trial of it was agreed to; None where there is no such end."""
    rows = [row for row in person.profile.added if exercise.id in row.exercises]
    return min((row.sessions_max for row in rows if row.sessions_max), default=None)


def _last_phase(exercise: Exercise, person: Person, phases: Sequence[Phase]) -> int:
    """Devices are fitted at the start; hands-on work and trials end where they were meant to."""
    technique, trial = exercise.technique, _trial(exercise, person)
    if technique == Technique.ORTHOSIS_DEVICE:
        return 0
    if trial is not None:  # once a week, so that the phases it lasts hold no more than was agreed
        ends = [p.index for p in phases if p.first_week + p.weeks - 1 <= trial]
        return max(ends, default=0)
    dose = person.knowledge.technique_doses.get(technique)
    if dose is None or dose.weeks_max is None or not is_passive(technique, person.knowledge):
        return phases[-1].index
    return max(phase.index for phase in phases if phase.first_week <= dose.weeks_max)


def is_passive(technique: Technique, knowledge: Knowledge) -> bool:
    """Whether the person mostly does nothing in it."""
    rows = [row for row in knowledge.exercises.values() if row.technique == technique]
    return 2 * sum(row.passive for row in rows) > len(rows)


def _fitting(items: Iterable[Item], frame: Frame, room: int) -> Iterable[Item]:
    """Items with the places whose visits and days are long enough for them."""
    for item in items:
        longest = {place: room for place in item.places} | {Setting.HOME: frame.home_day_min}
        places = tuple(p for p in item.places if item.half[0] <= 2 * longest[p])
        if places:
            yield replace(item, places=places)


def _reachable(
    items: tuple[Item, ...], phases: Sequence[Phase], starts: Mapping[Technique, int]
) -> tuple[Item, ...]:
    """What can be reached along the ladders, of techniques that have a first rung to start on.

    The pool needs enough of them to fill a visit, unless it was asked for by name.
    """
    first = Counter(item.technique for item in items if item.entry)
    items = tuple(i for i in items if first[i.technique] >= starts.get(i.technique, 1))
    found = {item.id for item in items if item.entry}
    for _ in phases[1:]:
        found |= {item.id for item in items if found & set(item.after)}
    return tuple(item for item in items if item.id in found)
