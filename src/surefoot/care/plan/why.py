"""Step 5. In words: why each technique is in, and why each other one is not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from surefoot.care.plan.beside import AT_HOME
from surefoot.care.plan.candidates import Gathered, Person, why_not
from surefoot.care.plan.evidence import Curve, dose_note, least_minutes
from surefoot.care.plan.problem import Problem
from surefoot.care.plan.records import LeftOut, LeftOutKind, TechniqueChoice, Week
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.terms import Domain, Grade, Reason, Setting, Technique

# How a technique is kept out, from the strictest; what only an answer or a purchase would open
# comes last.
SEVEREST: tuple[LeftOutKind, ...] = (
    "ruled_out",
    "needs_approval",
    "unsettled",
    "not_available",
    "outvalued",
)

PLACE = "safety/reading/setting"
"""That some other place is not on offer says nothing of the home."""


def minutes_by_technique(weeks: Iterable[Week]) -> dict[Technique, float]:
    """Training minutes of each technique over the course, wherever they are done."""
    found: dict[Technique, float] = {}
    for week in weeks:
        for visit in week.visits:
            for item in (i for part in visit.parts for i in part.items if i.is_training):
                found[item.technique] = found.get(item.technique, 0.0) + item.minutes
        for item in week.home.exercises:
            spent = item.minutes * item.sessions
            found[item.technique] = found.get(item.technique, 0.0) + spent
    return dict(sorted(found.items()))


def choices(
    person: Person, problem: Problem, curves: Iterable[Curve], minutes: Mapping[Technique, float]
) -> tuple[TechniqueChoice, ...]:
    """Each technique of the plan with its minutes, its expected effect and why it is there."""
    total = sum(minutes.values()) or 1.0
    listed = sorted(minutes, key=lambda t: (-minutes[t], t))
    mine = {t: [c for c in curves if t in c.techniques and not c.by_presence] for t in listed}
    return tuple(
        TechniqueChoice(
            technique=technique,
            minutes=minutes[technique],
            share=minutes[technique] / total,
            asked_share=problem.percent_of(technique) / 100,
            effect=_effects(mine[technique], minutes[technique]),
            dose_note=dose_note(minutes[technique], least_minutes(technique, person.knowledge)),
            why=tuple(_why(technique, mine[technique], minutes[technique], problem, person)),
            asked_with=problem.asked_with(technique),
        )
        for technique in listed
    )


def _effects(curves: Iterable[Curve], minutes: float) -> dict[Domain, float]:
    best: dict[Domain, float] = {}
    for curve in curves:
        best[curve.domain] = max(best.get(curve.domain, 0.0), curve.credit(minutes))
    return {domain: round(value, 3) for domain, value in sorted(best.items()) if value > 0}


def _why(
    technique: Technique, curves: Iterable[Curve], minutes: float, problem: Problem, person: Person
) -> Iterator[Reason]:
    asked = problem.percent_of(technique)
    if asked:
        yield from (
            Reason(says=row.says, statement=row.id, grade=row.grade)
            for row in person.profile.added
            if row.technique == technique
        )
        yield Reason(
            says=f"The mix for {person.profile.kind}, asks for {asked:.0f} % of it.",
            statement=person.profile.statements[0],
            grade=Grade.UNREVIEWED,
        )
    ranked = sorted(curves, key=lambda c: (-c.weight * c.credit(minutes), c.statement))
    for curve in ranked[:2]:
        if curve.credit(minutes) > 0:
            row = person.knowledge.effects[curve.statement]
            outcome = curve.domain.replace("_", " ")
            says = (
                f"Expected effect on {outcome}: {curve.credit(minutes):.2f} SMD at this dose, "
                f"certainty {curve.certainty}{'' if curve.direct else ', indirect'}."
            )
            yield Reason(says=says, statement=row.id, grade=row.grade)


def techniques_left_out(
    person: Person, problem: Problem, planned: Iterable[Technique]
) -> Iterator[LeftOut]:
    """One line for each technique that is not planned: the rule, or its value."""
    there, options = set(planned), {option.technique for option in problem.options}
    for technique in sorted(set(Technique) - there):
        state = person.safety.techniques[technique]
        if state.state in ("absolute", "relative") and state.reasons:
            kind: LeftOutKind = "ruled_out" if state.state == "absolute" else "needs_approval"
            yield LeftOut(what=technique, kind=kind, reason=state.reasons[0])
        elif technique in options:
            yield _outvalued(technique, problem)
        else:
            yield _none_left(technique, person)


def _outvalued(technique: Technique, problem: Problem) -> LeftOut:
    asked = problem.percent_of(technique)
    says = (
        "Minutes of it are worth less than what they would replace"
        f"{'; the mix does not ask for it' if not asked else f'; the mix asks for {asked:.0f} %'}."
    )
    reason = Reason(says=says, statement="effect_model/combination", grade=Grade.UNREVIEWED)
    return LeftOut(what=technique, kind="outvalued", reason=reason)


def _none_left(technique: Technique, person: Person) -> LeftOut:
    """Why no exercise of a technique is left: what most of them share, the strictest first."""
    rows = [r for r in person.knowledge.exercises.values() if r.technique == technique]
    left = [why_not(row, person) or _not_used_at_home(row, person) for row in rows]
    counted = Counter((one.kind, one.reason) for one in left if one is not None)
    if not counted:
        says = "Open, but not needed for these goals, or not on offer here."
        reason = Reason(says=says, statement=PLACE)
        return LeftOut(what=technique, kind="not_available", reason=reason)
    kind, reason = min(
        counted, key=lambda key: (-counted[key], SEVEREST.index(key[0]), key[1].says)
    )
    return LeftOut(what=technique, kind=kind, reason=_of_all(reason, counted, person))


def _of_all(
    reason: Reason, counted: Iterable[tuple[LeftOutKind, Reason]], person: Person
) -> Reason:
    """Where several things would ask for a technique, one of them is no reason for all of it."""
    asking = person.knowledge.indications
    missed = {one.statement for _, one in counted if one.statement in asking}
    if reason.statement not in asking or len(missed) == 1:
        return reason
    return replace(reason, says="Nothing was found that asks for it.")


def _not_used_at_home(row: Exercise, person: Person) -> LeftOut | None:
    """Why a device or habit of the day is not used at home, which is its place."""
    allowed = person.safety.exercises[row.id]
    if row.technique not in AT_HOME or Setting.HOME in allowed.settings or not allowed.against:
        return None
    return LeftOut(what=row.id, kind="not_available", reason=allowed.against[0])


def exercises_left_out(gathered: Gathered, weeks: Iterable[Week]) -> Iterator[LeftOut]:
    """One line for each exercise of the library that is not in the plan."""
    planned = {item for week in weeks for item in _exercises(week)}
    yield from (left for left in gathered.left_out if left.what not in planned)
    for candidate in gathered.candidates:
        row = candidate.exercise
        if row.id not in planned:
            reason = Reason(
                says=f"Open, but other {row.technique.replace('_', ' ')} items serve the same aim.",
                statement=row.id,
            )
            yield LeftOut(what=row.id, kind="outvalued", reason=reason)


def _exercises(week: Week) -> Iterator[str]:
    for visit in week.visits:
        yield from (item.exercise for part in visit.parts for item in part.items)
    yield from (item.exercise for item in (*week.home.exercises, *week.home.self_care))


def nothing_at_home(gathered: Gathered, person: Person, weeks: Sequence[Week]) -> Reason | None:
    """Why a course holds no exercise at home: what keeps out most of those meant for it.

    Where half of them are open, they were worth less than what is done in the visits.
    """
    if any(week.home.exercises for week in weeks):
        return None
    rows = [c.exercise for c in gathered.candidates if Setting.HOME in c.exercise.setting]
    safe = person.safety.exercises
    barred = [row for row in rows if Setting.HOME not in safe[row.id].settings]
    # They are open elsewhere, so what speaks against them is about the home.
    counted = Counter(r for row in barred for r in safe[row.id].against if r.statement != PLACE)
    if counted and 2 * len(barred) > len(rows):
        return min(counted, key=lambda reason: (-counted[reason], reason.says))
    row = person.knowledge.wordings["home/outvalued/therapist"]
    return Reason(says=row.says, statement=row.id, grade=row.grade)
