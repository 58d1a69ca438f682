"""Step 5. The sums of a plan that was changed: parts, visits, weeks, techniques, left out."""

from collections.abc import Iterator
from dataclasses import replace

from surefoot.care.plan.billing import billing
from surefoot.care.plan.changes import CHANGED
from surefoot.care.plan.records import (
    HomeProgramme,
    LeftOut,
    PlannedItem,
    PlanOfCare,
    TechniqueChoice,
    Visit,
    VisitPart,
    Week,
)
from surefoot.care.plan.shown import with_shown
from surefoot.care.plan.why import minutes_by_technique
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason, Technique

_TALK = "education"
_NOTE = "changed by hand; its expected effect was not worked out again"


def part_for(row: Exercise, knowledge: Knowledge) -> str | None:
    """The part of a visit that takes an exercise; None where none does."""
    rows = sorted(knowledge.session_phases.values(), key=lambda each: each.order)
    takes = (r.id for r in rows if not r.fixed and r.id != _TALK and row.technique in r.techniques)
    return next(takes, None)


def with_parts(visit: Visit, phase: str, item: PlannedItem, knowledge: Knowledge) -> Visit:
    """The visit with one item more, in its part; a part that was not there comes at its place."""
    order = {row.id: row.order for row in knowledge.session_phases.values()}
    parts = {part.phase: part for part in visit.parts}
    says = knowledge.session_phases[phase].says if phase in knowledge.session_phases else ""
    part = parts.get(phase) or VisitPart(phase=phase, minutes=0.0, items=(), says=says)
    parts[phase] = replace(part, items=(*part.items, item))
    return replace(visit, parts=tuple(sorted(parts.values(), key=lambda each: order[each.phase])))


def summed(plan: PlanOfCare, weeks: tuple[Week, ...], knowledge: Knowledge) -> PlanOfCare:
    """The plan with these weeks, everything it says of itself added up again."""
    fixed = {row.id for row in knowledge.session_phases.values() if row.fixed} | {_TALK}
    course = with_shown([_week(week, fixed, knowledge) for week in weeks])
    return replace(
        plan,
        weeks=course,
        techniques=tuple(_techniques(plan, course)) if plan.gate == "full" else plan.techniques,
        left_out=tuple(_left_out(plan, course)),
        alternatives=(),
        binding=(),
        sensitive=(),
        lifted=(),
        proof=replace(plan.proof, status=CHANGED),
        home_empty=plan.home_empty if not any(w.home.exercises for w in course) else None,
    )


def _week(week: Week, fixed: set[str], knowledge: Knowledge) -> Week:
    visits = tuple(_visit(visit, fixed, knowledge) for visit in week.visits)
    home = _home(week.home)
    inside = (i for v in visits for part in v.parts for i in part.items if i.is_training)
    at_home = sum(item.minutes * item.sessions for item in home.exercises)
    minutes = sum(item.minutes for item in inside) + at_home
    return replace(week, visits=visits, home=home, training_min=minutes)


def _visit(visit: Visit, fixed: set[str], knowledge: Knowledge) -> Visit:
    parts = tuple(
        part
        if part.phase in fixed
        else replace(part, minutes=sum(item.minutes for item in part.items))
        for part in visit.parts
        if part.items or part.phase in fixed
    )
    minutes = sum(part.minutes for part in parts)
    return replace(visit, parts=parts, minutes=minutes, billing=billing(parts, knowledge))


def _home(home: HomeProgramme) -> HomeProgramme:
    days = {day for item in home.exercises for day in item.days}
    spent = sum(item.minutes * item.sessions for item in home.exercises)
    return replace(home, days=len(days), minutes_a_day=spent / len(days) if days else 0.0)


def _techniques(plan: PlanOfCare, course: tuple[Week, ...]) -> Iterator[TechniqueChoice]:
    """Minutes and shares as they are now; what changed no longer carries its expected effect."""
    minutes = minutes_by_technique(course)
    total = sum(minutes.values()) or 1.0
    before = {choice.technique: choice for choice in plan.techniques}
    for technique in sorted(minutes, key=lambda t: (-minutes[t], t)):
        old = before.get(technique) or _new(technique)
        share = minutes[technique] / total
        if abs(old.minutes - minutes[technique]) < 1e-9:
            yield replace(old, share=share)
        else:
            spent = minutes[technique]
            yield replace(old, minutes=spent, share=share, effect={}, dose_note=_NOTE)


def _new(technique: Technique) -> TechniqueChoice:
    why = Reason(says="Put in by the therapist.", statement=f"technique/{technique}")
    return TechniqueChoice(
        technique=technique,
        minutes=0.0,
        share=0.0,
        asked_share=0.0,
        effect={},
        dose_note="",
        why=(why,),
    )


def _left_out(plan: PlanOfCare, course: tuple[Week, ...]) -> Iterator[LeftOut]:
    """What was left out and still is, and what was taken out by hand."""
    before, after = _planned(plan.weeks), _planned(course)
    yield from (left for left in plan.left_out if left.what not in after)
    for what in sorted(before - after):
        yield LeftOut(
            what=what,
            kind="by_hand",
            reason=Reason(says="Taken out by the therapist.", statement="plan/by_hand"),
        )


def _planned(weeks: tuple[Week, ...]) -> set[str]:
    """Exercises and techniques of a course."""
    items = [i for w in weeks for v in w.visits for part in v.parts for i in part.items]
    items += [i for w in weeks for i in (*w.home.exercises, *w.home.self_care)]
    return {i.exercise for i in items} | {str(i.technique) for i in items}
