"""Step 5. From what was found to a plan a therapist can approve, or a reasoned no."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from surefoot.care.case import Case
from surefoot.care.contact import Contact
from surefoot.care.diagnosis import Diagnosis, type_results
from surefoot.care.findings import Findings
from surefoot.care.plan.assemble import assemble, evidence_for
from surefoot.care.plan.beside import (
    minutes_beside,
    requirements_of,
    self_care,
    taught_in,
    techniques_of,
    to_get,
)
from surefoot.care.plan.candidates import Gathered, Person, changes_of_life, gather
from surefoot.care.plan.course import Frame, few_visits, frame, patterns
from surefoot.care.plan.evidence import Curve, curves
from surefoot.care.plan.explain import extras
from surefoot.care.plan.first import what_first
from surefoot.care.plan.free_days import first_day
from surefoot.care.plan.goals import goals, last_visit_on, retests
from surefoot.care.plan.layout import Layout, weeks
from surefoot.care.plan.mix import Profile, profile
from surefoot.care.plan.problem import Problem
from surefoot.care.plan.provisional import no_plan, provisional
from surefoot.care.plan.records import (
    LeftOut,
    NoSafePlan,
    PlannedGoal,
    PlanOfCare,
    SafetyReading,
    Week,
)
from surefoot.care.plan.safety import assess
from surefoot.care.plan.solve import Solved, in_conflict, solve
from surefoot.care.plan.teaching import topics_for
from surefoot.care.plan.why import (
    choices,
    exercises_left_out,
    minutes_by_technique,
    nothing_at_home,
    techniques_left_out,
)
from surefoot.care.prognosis import Prognosis, cause_results
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason, Technique

REASONS_SHOWN = 6
LEAST_TECHNIQUES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The planning problem of one person, with what it was made from."""

    person: Person
    gathered: Gathered
    frame: Frame
    curves: tuple[Curve, ...]
    problem: Problem
    self_care: tuple[str, ...]


def propose(
    findings: Findings,
    case: Case,
    contact: Contact,
    diagnosis: Diagnosis,
    prognosis: Prognosis,
    knowledge: Knowledge,
    *,
    seed: int = 0,
    explain: Literal["short", "full"] = "short",
) -> PlanOfCare | NoSafePlan:
    """The best safe plan for this person on this day, or why there is none.

    `explain="full"` also says what the limits cost, what would do as well, and what the choice
    hangs on; each of these is a search of its own and takes seconds.
    """
    found = findings.with_results({**type_results(diagnosis), **cause_results(prognosis)})
    safety = assess(found, case, contact, knowledge)
    if safety.gate == "stop":
        return no_plan(safety, case, knowledge, [flag.do for flag in contact.raised])
    mix = profile(found, case, diagnosis, knowledge)
    if safety.gate != "full" or mix is None:
        return provisional(found, case, safety, prognosis, knowledge, mix)
    person = _person(found, case, safety, knowledge, mix)
    asked = _ask(person)
    solved = solve(asked.problem, seed=seed) if asked else None
    if asked is None or solved is None:
        conflict = in_conflict(asked.problem) if asked else ()
        first = what_first(safety, knowledge, conflict, few_visits(person))
        return no_plan(safety, case, knowledge, first, _too_little(safety))
    plan = _plan(asked, solved, prognosis)
    if not _is_course(plan, mix, knowledge):
        return no_plan(safety, case, knowledge, what_first(safety, knowledge), _too_little(safety))
    return plan if explain == "short" else _explained(plan, asked, solved)


def _explained(plan: PlanOfCare, asked: Asked, solved: Solved) -> PlanOfCare:
    """The plan with what a therapist may ask about it."""
    person = asked.person
    more = extras(asked.problem, solved.chosen, person.knowledge, types=person.profile.types)
    return replace(
        plan, binding=more.binding, alternatives=more.alternatives, sensitive=more.sensitive
    )


def _person(
    findings: Findings, case: Case, safety: SafetyReading, knowledge: Knowledge, mix: Profile
) -> Person:
    return Person(
        case=case, findings=findings, safety=safety, profile=mix, knowledge=knowledge,
        life=changes_of_life(findings, knowledge),
    )  # fmt: skip


def _ask(person: Person) -> Asked | None:
    """The problem to solve, or None when nothing is left to choose from."""
    gathered = gather(person)
    care = self_care(person)
    library = person.knowledge.exercises
    techniques = frozenset(
        row.technique
        for row in (*(c.exercise for c in gathered.candidates), *(library[e] for e in care))
    )
    topics = topics_for(person.findings, person.knowledge, techniques=techniques)
    lines = int(person.knowledge.adherence["adherence/design"].numbers["lines_max"])
    course = frame(person, topics, lines_left=lines - len(care))
    ways = patterns(person, course)
    if not gathered.candidates or not ways:
        return None
    kinds, length = person.profile.types, person.profile.weeks
    found = curves(person.findings, person.knowledge, types=kinds, weeks=length)
    beside = minutes_beside(person, topics, care)
    evidence = evidence_for(found, person, placed=person.required, talk_min=beside)
    problem = assemble(person, course, ways, gathered.candidates, evidence)
    if len(problem.options) < LEAST_TECHNIQUES:
        return None
    return Asked(
        person=person, gathered=gathered, frame=course, curves=found, problem=problem,
        self_care=care,
    )  # fmt: skip


def _plan(asked: Asked, solved: Solved, prognosis: Prognosis) -> PlanOfCare:
    person, knowledge = asked.person, asked.person.knowledge
    layout = _layout(asked, solved)
    course = weeks(layout)
    minutes = minutes_by_technique(course)
    needs = tuple(requirements_of(person.safety.requirements, knowledge.must_haves, course))
    starts, wanted = first_day(person.case.today, person.life), _goals(person, course)
    return PlanOfCare(
        made_on=person.case.today,
        starts_on=starts,
        knowledge=knowledge.version,
        gate="full",
        type_and_stage=person.profile.kind,
        goals=wanted,
        visits_per_week=tuple(len(week.visits) for week in course),
        weeks=course,
        techniques=choices(person, asked.problem, asked.curves, minutes),
        left_out=tuple(_left_out(asked, layout, course)),
        conditions=person.safety.conditions,
        requirements=needs,
        education=tuple(topic.title for topic in layout.topics),
        stop_signs=tuple(sign.patient for sign in knowledge.stop_signs.values()),
        watch=_watch(person),
        referrals=_referrals(prognosis),
        retests=retests(person.findings, knowledge, course, starts, needs, wanted),
        questions=person.safety.questions,
        alternatives=(),
        binding=(),
        sensitive=(),
        lifted=solved.lifted,
        certainty=_certainty(asked.curves, minutes),
        proof=solved.proof,
        statements=tuple(sorted({*person.safety.statements, *person.profile.statements})),
        unreviewed=person.safety.unreviewed,
        home_empty=nothing_at_home(asked.gathered, person, course),
    )


def _left_out(asked: Asked, layout: Layout, course: tuple[Week, ...]) -> Iterator[LeftOut]:
    used = techniques_of(course) | taught_in(layout.topics, asked.person.knowledge)
    yield from techniques_left_out(asked.person, asked.problem, used)
    yield from exercises_left_out(asked.gathered, course)


def _goals(person: Person, course: tuple[Week, ...]) -> tuple[PlannedGoal, ...]:
    """The goals, due by the last visit: what comes later nobody measures."""
    case, starts = person.case, first_day(person.case.today, person.life)
    ends = last_visit_on(course, starts)
    return goals(case, person.findings, person.knowledge, starts, len(course), ends)


def _watch(person: Person) -> tuple[str, ...]:
    """What this type and this life ask for, what is avoided, and what is still to be got."""
    avoid = (f"Avoid: {what}." for what in person.profile.avoid)
    life = (row.says for row in person.life)
    trials = (row.says for row in person.profile.added if row.sessions_max is not None)
    return (*person.profile.must, *trials, *avoid, *life, *to_get(person))


def _layout(asked: Asked, solved: Solved) -> Layout:
    return Layout(
        person=asked.person,
        frame=asked.frame,
        candidates={c.exercise.id: c for c in asked.gathered.candidates},
        self_care=asked.self_care,
        visits=solved.chosen.pattern.visits,
        pool_visits={w.phase.index: frozenset(w.pool_visits) for w in solved.weeks},
        slots=solved.slots,
        sessions=solved.dosed.sessions,
    )


def _is_course(plan: PlanOfCare, mix: Profile, knowledge: Knowledge) -> bool:
    """Whether it trains what the type asks for: one technique, or stretches alone, do not.

    Unless the mix itself names no more.
    """
    keeps = knowledge.open_sets["open/no-course-alone"].keeps
    alone = {technique for keep in keeps for technique in keep.techniques}
    asked = {technique for share in mix.shares for technique in share.techniques}
    trained = {choice.technique for choice in plan.techniques}
    enough = len(trained) >= min(LEAST_TECHNIQUES, len(asked))
    return enough and (asked <= alone or not trained <= alone)


def _referrals(prognosis: Prognosis) -> tuple[str, ...]:
    return tuple(f"{r.to}, {r.urgency.name}: {r.why}" for r in prognosis.referrals)


def _certainty(found: Sequence[Curve], minutes: Mapping[Technique, float]) -> str:
    """The certainty of the evidence behind the planned techniques, in one line."""
    words = sorted({c.certainty for c in found if set(c.techniques) & set(minutes)})
    indirect = any(not c.direct for c in found if set(c.techniques) & set(minutes))
    beside = "; some of it was measured in other conditions" if indirect else ""
    return f"effects rest on evidence of certainty {', '.join(words)}{beside}."


def _too_little(safety: SafetyReading) -> list[Reason]:
    """Why fewer than two techniques can be trained: what rules them out, the commonest first."""
    counted: Counter[Reason] = Counter()
    for allowed in safety.exercises.values():
        counted.update(set(allowed.against))
    ordered = sorted(counted, key=lambda reason: (-counted[reason], reason.says))
    return ordered[:REASONS_SHOWN]
