"""Step 5. Which exercises may be chosen for this person, where, and why the others may not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from surefoot.care.case import Case
from surefoot.care.findings import Findings
from surefoot.care.plan.goals import kinds_of
from surefoot.care.plan.mix import Profile
from surefoot.care.plan.records import Allowed, LeftOut, LeftOutKind, SafetyReading
from surefoot.care.plan.safety.ground import fits
from surefoot.care.plan.safety.waiting import foremost
from surefoot.knowledge.schema.exercises import Exercise, Support
from surefoot.knowledge.schema.plan_rules import GoalKind, Indication, LifestyleChange
from surefoot.knowledge.schema.statement import Statement
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason, Setting, Side, Technique

SELF_CARE = frozenset(
    {Technique.FOOT_CARE, Technique.EDUCATION_PAIN, Technique.PELVIC_BOWEL, Technique.TENS}
)
DEVICES = frozenset({"ELECTRO", "LIGHT", "VIBRATION"})
TALK = frozenset({"EDU", "COMPRESSION"})
STEADY = frozenset({Support.LYING, Support.SITTING, Support.HAND, Support.NONE})
HABITS = "open/habits-at-home"
SPLINTS = "open/splints-at-night"
PLACES = (Setting.CLINIC, Setting.HOME, Setting.POOL, Setting.COMMUNITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One way of doing an exercise in a session, with the minutes it takes."""

    minutes: float
    sets: int
    reps: int | None
    continuous_min: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An exercise that may be chosen: where, how guarded, and in which doses."""

    exercise: Exercise
    allowed: Allowed
    places: tuple[Setting, ...]
    home_after_teaching: bool  # at home only once the helper has been taught
    doses: tuple[Dose, ...]  # from least to most minutes
    favour: float  # how much sooner it is chosen, for what was found
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The exercises that may be chosen, and a reason for every other one of the library."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, kw_only=True)
class Person:
    """What the choice of exercises asks about a person; gathered once."""

    case: Case
    findings: Findings
    safety: SafetyReading
    profile: Profile
    knowledge: Knowledge
    life: tuple[LifestyleChange, ...]

    @cached_property
    def truths(self) -> Mapping[str, bool | None]:
        """Whether each indication holds."""
        rows = self.knowledge.indications.values()
        return {row.id: self.findings.holds(row.when) for row in rows}

    def indicated(self, exercise: Exercise) -> tuple[Indication, ...]:
        """The indications of an exercise that hold."""
        rows = self.knowledge.indications.values()
        return tuple(r for r in rows if exercise.id in r.exercises and self.truths[r.id])

    @cached_property
    def required(self) -> frozenset[str]:
        """Exercises that must-haves ask for; of alternatives the first that is meant for this.

        And what was added to the mix for a reason of its own, or is worn every night, where safety
        opens it.
        """
        needs = self.safety.requirements
        named = {item for need in needs for item in need.exercises}
        chosen = (next((i for i in need.any_of if self.is_meant(i)), None) for need in needs)
        added = {e for row in self.profile.added for e in row.exercises if self._is_open(e)}
        return frozenset(named | added | self._worn | {item for item in chosen if item is not None})

    @cached_property
    def _worn(self) -> frozenset[str]:
        """Splints for the night whose nerve is named: not an exercise that is chosen or not."""
        keeps = self.knowledge.open_sets[SPLINTS].keeps
        named = {name for keep in keeps for name in keep.exercises}
        library = self.knowledge.exercises
        return frozenset(n for n in named if self.indicated(library[n]) and self._is_open(n))

    def _is_open(self, exercise: str) -> bool:
        return bool(self.safety.exercises[exercise].settings) and self.is_meant(exercise)

    @cached_property
    def aims(self) -> tuple[GoalKind, ...]:
        """What the goals of this person are about."""
        kinds = {k for goal in self.case.goals for k in kinds_of(goal, self.knowledge)}
        return tuple(self.knowledge.goal_kinds[kind] for kind in sorted(kinds))

    def is_meant(self, exercise: str) -> bool:
        """Whether every indication without which it is not planned holds."""
        rows = self.knowledge.indications.values()
        return all(self.truths[r.id] for r in rows if r.only and exercise in r.exercises)

    @cached_property
    def high_fall_risk(self) -> bool:
        """Whether the must-haves of a high fall risk apply."""
        return any(need.id == "MI8" for need in self.safety.requirements)

    @cached_property
    def home_level_max(self) -> int:
        """The highest level of an exercise at home."""
        levels = [row.home_level_max for row in self.life if row.home_level_max]
        return min([*levels, 2 if self.high_fall_risk else 5])


def changes_of_life(findings: Findings, knowledge: Knowledge) -> tuple[LifestyleChange, ...]:
    """The facts of this person's life that change the plan."""
    rows = sorted(knowledge.lifestyle.values(), key=lambda row: row.id)
    return tuple(row for row in rows if findings.holds(row.when) is True)


def gather(person: Person) -> Gathered:
    """Every exercise of the library: a candidate, or left out with its reason."""
    candidates, left_out = [], []
    for exercise in sorted(person.knowledge.exercises.values(), key=lambda row: row.id):
        found = _judge(exercise, person)
        if isinstance(found, Candidate):
            candidates.append(found)
        elif found is not None:
            left_out.append(found)
    return Gathered(candidates=tuple(candidates), left_out=tuple(left_out))


def is_training(exercise: Exercise) -> bool:
    """Whether its minutes count as training; self-care, wear and talks do not."""
    return exercise.technique not in SELF_CARE and not TALK & set(exercise.precaution_tags)


def is_habit(exercise: Exercise, knowledge: Knowledge) -> bool:
    """Whether it is worn or done at home every day beside the training, once it is asked for."""
    keeps = knowledge.open_sets[HABITS].keeps
    return any(fits(keep, exercise, Setting.HOME) for keep in keeps)


def doses(exercise: Exercise, *, weak: bool, bout_min: float, bout_max: float) -> tuple[Dose, ...]:
    """The doses of one session: one set more or fewer, or minutes from a bout upwards.

    Set-up time is what the library's total leaves beside work and rest. `weak` limits the
    repetitions to eight, as for a muscle of MRC 3. Passive and device items keep their dose.
    """
    if exercise.passive or DEVICES & set(exercise.precaution_tags):
        return (_as_in_library(exercise),)
    if exercise.continuous_min is not None:
        return tuple(_bouts(exercise, bout_min, bout_max))
    reps = exercise.reps if exercise.reps is None or not weak else min(exercise.reps, 8)
    sets = range(max(1, exercise.sets - 1), exercise.sets + 2)
    return tuple(
        Dose(minutes=_minutes(exercise, n), sets=n, reps=reps, continuous_min=None) for n in sets
    )


def _as_in_library(exercise: Exercise) -> Dose:
    return Dose(
        minutes=exercise.minutes_total,
        sets=exercise.sets,
        reps=exercise.reps,
        continuous_min=exercise.continuous_min,
    )


def _minutes(exercise: Exercise, sets: int) -> float:
    rest = (exercise.rest_s_between_sets or 0) / 60
    setup = exercise.minutes_total - exercise.minutes_active - rest * (exercise.sets - 1)
    exact = exercise.minutes_active * sets / exercise.sets + rest * (sets - 1) + max(0.0, setup)
    return ceil(exact * 2 - 1e-6) / 2


def _bouts(exercise: Exercise, bout_min: float, bout_max: float) -> Iterator[Dose]:
    base = exercise.continuous_min or 0.0
    extra = exercise.minutes_total - base
    aerobic = exercise.technique == Technique.AEROBIC
    most = max(base, bout_max) if aerobic else ceil(base * 1.5)
    least = min(base, bout_min)
    for minutes in range(ceil(least), int(most) + 1):
        yield Dose(minutes=minutes + extra, sets=1, reps=None, continuous_min=float(minutes))


def _judge(exercise: Exercise, person: Person) -> Candidate | LeftOut | None:
    """A candidate, a reason why not, or None for what is placed as self-care."""
    allowed = person.safety.exercises[exercise.id]
    stopped = _closed(exercise, person) or _unfit(exercise, person)
    if stopped is not None:
        return stopped
    if not is_training(exercise) or _is_habit(exercise, person):
        return None
    places = tuple(place for place in PLACES if _fits(exercise, allowed, place, person))
    if not places:
        return _not_at_home(exercise, person)
    aims = (kind for kind in person.aims if exercise.id in kind.exercises)
    rows: tuple[Indication | GoalKind, ...] = (*person.indicated(exercise), *aims)
    return Candidate(
        exercise=exercise,
        allowed=allowed,
        places=places,
        home_after_teaching=_waits_for_helper(allowed, person),
        doses=_doses_for(exercise, person),
        favour=sum(row.weight for row in rows),
        why=tuple(_reason(row) for row in rows),
    )


def why_not(exercise: Exercise, person: Person) -> LeftOut | None:
    """What keeps an exercise out; that nobody needs it says more than a missing device."""
    return _not_indicated(exercise, person) or _closed(exercise, person) or _unfit(exercise, person)


def _closed(exercise: Exercise, person: Person) -> LeftOut | None:
    allowed = person.safety.exercises[exercise.id]
    if allowed.settings:
        return None
    return LeftOut(what=exercise.id, kind=_kind(allowed), reason=_first(allowed, exercise))


def _unfit(exercise: Exercise, person: Person) -> LeftOut | None:
    return (
        _not_indicated(exercise, person)
        or _not_for_this_type(exercise, person)
        or _not_for_this_life(exercise, person)
        or _too_weak(exercise, person)
    )


def _kind(allowed: Allowed) -> LeftOutKind:
    return "ruled_out" if allowed.held == "open" else allowed.held


def _is_habit(exercise: Exercise, person: Person) -> bool:
    """What is asked for and worn or done every day is taught with its topic, and no training.

    Where it cannot be done at home it stays an exercise of the visits.
    """
    daily = Setting.HOME in person.safety.exercises[exercise.id].settings and is_habit(
        exercise, person.knowledge
    )
    wanted = exercise.technique == Technique.AUTONOMIC or daily
    return wanted and exercise.id in person.required


def _first(allowed: Allowed, exercise: Exercise) -> Reason:
    if allowed.against:
        return foremost(allowed)
    return Reason(says=f"{exercise.name}: ruled out by safety.", statement=exercise.id)


def _reason(row: Statement) -> Reason:
    return Reason(says=row.says, statement=row.id, grade=row.grade)


def _not_indicated(exercise: Exercise, person: Person) -> LeftOut | None:
    for row in person.knowledge.indications.values():
        if not row.only or exercise.id not in row.exercises or exercise.id in person.required:
            continue
        holds = person.truths[row.id]
        if holds is False:
            return LeftOut(what=exercise.id, kind="not_available", reason=_reason(row))
        if holds is None:
            asked = replace(_reason(row), says=f"Not known whether it is needed. {row.says}")
            return LeftOut(what=exercise.id, kind="unsettled", reason=asked)
    return None


def _not_for_this_type(exercise: Exercise, person: Person) -> LeftOut | None:
    """What the mix of this type avoids, or does otherwise (seated, low load)."""
    profile, tags = person.profile, set(exercise.precaution_tags)
    if tags & profile.bar_tags or exercise.id in profile.bar_exercises:
        says = f"Avoided in this type: {'; '.join(profile.avoid)}."
        reason = Reason(says=says, statement=profile.statements[0])
        return LeftOut(what=exercise.id, kind="ruled_out", reason=reason)
    for name in profile.manners_of(exercise.technique):
        row = person.knowledge.manners[name]
        needed = not row.need_tags_any or tags & set(row.need_tags_any)
        if not needed or tags & set(row.bar_tags) or exercise.level > row.level_max:
            return LeftOut(what=exercise.id, kind="not_available", reason=_reason(row))
    return None


def _not_for_this_life(exercise: Exercise, person: Person) -> LeftOut | None:
    for row in person.life:
        if exercise.technique in row.avoid:
            return LeftOut(what=exercise.id, kind="not_available", reason=_reason(row))
    skills = person.case.means.skills
    if skills and exercise.technique not in skills:
        says = f"Nobody at the clinic delivers {exercise.technique.replace('_', ' ')}."
        reason = Reason(says=says, statement=f"technique/{exercise.technique}")
        return LeftOut(what=exercise.id, kind="not_available", reason=reason)
    return None


def _too_weak(exercise: Exercise, person: Person) -> LeftOut | None:
    """PR11: below MRC 3 low-load or assisted work only; at MRC 3 no more than the part itself."""
    rule = person.knowledge.progression_rules["PR11"]
    if exercise.technique not in (Technique.STRENGTH, Technique.AUTONOMIC):
        return None
    grade, weak = _weakest(exercise, person), rule.numbers["low_load_below"]
    low = exercise.passive or "LOW_LOAD" in exercise.precaution_tags
    loaded = not {*rule.bar_equipment}.isdisjoint(exercise.equipment)
    if low or grade is None or grade > weak or (grade == weak and not loaded):
        return None
    reason = replace(_reason(rule), findings=exercise.muscles)
    return LeftOut(what=exercise.id, kind="ruled_out", reason=reason)


def _weakest(exercise: Exercise, person: Person) -> float | None:
    """The lowest known MRC grade of the muscles it loads, over both sides."""
    grades = [person.findings.on_side(muscle, side) for muscle in exercise.muscles for side in Side]
    known = [float(grade) for grade in grades if isinstance(grade, int | float)]
    return min(known, default=None)


def _fits(exercise: Exercise, allowed: Allowed, place: Setting, person: Person) -> bool:
    if place not in allowed.settings or (place == Setting.POOL and not person.safety.pool_temp_c):
        return False
    if place != Setting.HOME:
        return True
    if person.high_fall_risk and exercise.support not in STEADY:
        return False
    barred = {tag for row in person.life for tag in row.bar_tags_home}
    gear = {name for row in person.life for name in row.bar_equipment}
    if barred & set(exercise.precaution_tags) or gear & set(exercise.equipment):
        return False
    return exercise.level <= person.home_level_max


def _waits_for_helper(allowed: Allowed, person: Person) -> bool:
    needed = allowed.supervision.get(Setting.HOME, 0)
    return needed > 0 and person.findings.truth("caregiver_trained") is not True


def _not_at_home(exercise: Exercise, person: Person) -> LeftOut:
    rows = [row for row in person.life if row.bar_tags_home or row.bar_equipment]
    says = "Not at home, and it is no item of the clinic: " + (
        rows[0].says if rows else "hand support and level 2 at most with a high fall risk."
    )
    statement = rows[0].id if rows else "MI8"
    reason = Reason(says=says, statement=statement)
    return LeftOut(what=exercise.id, kind="not_available", reason=reason)


def _doses_for(exercise: Exercise, person: Person) -> tuple[Dose, ...]:
    rules = person.knowledge.progression_rules
    grade = _weakest(exercise, person)
    weak = grade is not None and grade <= rules["PR11"].numbers["low_load_below"]
    bout = rules["PR9"].numbers
    least = rules["PR9/walker"]
    walks_far = person.findings.holds(least.when) is True
    bout_min = (least if walks_far else rules["PR9"]).numbers["bout_min"]
    return doses(exercise, weak=weak, bout_min=bout_min, bout_max=bout["minutes"])
