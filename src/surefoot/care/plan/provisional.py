"""Step 5. What can be planned before training may begin, and the reasoned no."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from surefoot.care.case import Case
from surefoot.care.findings import Findings
from surefoot.care.plan.beside import is_beside, is_taught, requirements_of, techniques_of
from surefoot.care.plan.candidates import changes_of_life, is_training
from surefoot.care.plan.free_days import free_days
from surefoot.care.plan.goals import NOT_MEASURED, TARGET_LATER, goals
from surefoot.care.plan.mix import Profile
from surefoot.care.plan.problem import Days
from surefoot.care.plan.records import (
    HomeProgramme,
    NoSafePlan,
    PlannedGoal,
    PlannedItem,
    PlanOfCare,
    Proof,
    Retest,
    SafetyReading,
    Week,
)
from surefoot.care.plan.safety.ground import fits
from surefoot.care.plan.teaching import topics_for
from surefoot.care.prognosis import Prognosis
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.knowledge.schema.plan_rules import LifestyleChange, Topic
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.knowledge.values import day
from surefoot.terms import Reason, Setting, Side, Technique, Urgency

BEFORE, ANSWER = "episode/before_examination", "episode/answer"
NOTHING_SOLVED = Proof(status="NOT_SOLVED", value=0.0, bound=0.0, gap=0.0, seconds=0.0, seed=0)


def no_plan(
    safety: SafetyReading,
    case: Case,
    knowledge: Knowledge,
    first: Iterable[str],
    reasons: Sequence[Reason] = (),
) -> NoSafePlan:
    """No plan can be made now: why, what has to happen first, and what is taught meanwhile."""
    lines = (*first, *_answered(safety, case), *_meanwhile(safety, case, knowledge))
    return NoSafePlan(
        made_on=case.today,
        knowledge=knowledge.version,
        reasons=tuple(dict.fromkeys((*safety.gate_reasons, *reasons))),
        first=tuple(dict.fromkeys(lines)),
        questions=safety.questions,
        stop_signs=_stop_signs(knowledge),
    )


def _answered(safety: SafetyReading, case: Case) -> Iterator[str]:
    """What those said who looked at a red flag: it stands, whatever may not be trained."""
    if safety.gate == "stop":
        return
    for review in sorted(case.reviews, key=lambda review: review.on):
        if review.on <= case.today:
            yield f"{review.by} on {day(review.on)}: “{review.says}”"


def _meanwhile(safety: SafetyReading, case: Case, knowledge: Knowledge) -> Iterator[str]:
    """What protects is taught whatever may not be trained, unless an urgent sign stops it all."""
    needs = {need.id for need in safety.requirements}
    topics = topics_for(Findings(case, knowledge), knowledge, techniques=frozenset())
    titles = [topic.title for topic in topics if topic.must_have in needs and not topic.with_home]
    if safety.gate == "full" and titles:
        yield f"The therapist, meanwhile, teaches: {'; '.join(titles)}."


def provisional(
    findings: Findings,
    case: Case,
    safety: SafetyReading,
    prognosis: Prognosis,
    knowledge: Knowledge,
    mix: Profile | None,
) -> PlanOfCare:
    """Teaching, self-care and, before the first examination, a few easy items at home."""
    course = tuple(_course(findings, safety, knowledge, case.today))
    return PlanOfCare(
        made_on=case.today,
        starts_on=case.today,
        knowledge=knowledge.version,
        gate="advice_only" if safety.gate == "advice_only" else "provisional",
        type_and_stage=mix.kind if mix else "type not known yet",
        goals=tuple(_without_target(case, findings, knowledge, len(course))),
        visits_per_week=(0,) * len(course),
        weeks=course,
        techniques=(),
        left_out=(),
        conditions=safety.conditions,
        requirements=tuple(requirements_of(safety.requirements, knowledge.must_haves, course)),
        education=tuple(_taught(findings, safety, knowledge, course)),
        stop_signs=_stop_signs(knowledge),
        watch=tuple(reason.says for reason in safety.gate_reasons),
        referrals=tuple(f"{r.to}, {r.urgency.name}: {r.why}" for r in prognosis.referrals),
        retests=(_first_examination(safety, case, knowledge),),
        questions=safety.questions,
        alternatives=(),
        binding=(),
        sensitive=(),
        lifted=(),
        certainty="nothing was weighed yet; these items are open to everybody at this point.",
        proof=NOTHING_SOLVED,
        statements=safety.statements,
        unreviewed=safety.unreviewed,
    )


def _without_target(
    case: Case, findings: Findings, knowledge: Knowledge, weeks: int
) -> Iterator[PlannedGoal]:
    """The goals in the person's words: nothing is promised before anything may be trained."""
    for goal in goals(case, findings, knowledge, case.today, weeks):
        yield replace(goal, baseline=NOT_MEASURED, target=TARGET_LATER)


def _is_open(topic: Topic, safety: SafetyReading) -> bool:
    """Whether something of what it is about may be done: no talk of water that is kept out."""
    about = topic.exercises
    return not about or any(safety.exercises[each].settings for each in about)


def _taught(
    findings: Findings, safety: SafetyReading, knowledge: Knowledge, course: Sequence[Week]
) -> Iterator[str]:
    techniques = techniques_of(course)
    at_home = any(week.home.exercises for week in course)
    topics = topics_for(findings, knowledge, techniques=techniques)
    open_now = (t for t in topics if _is_open(t, safety))
    yield from (t.title for t in open_now if is_taught(t, techniques, at_home=at_home))


def _course(
    findings: Findings, safety: SafetyReading, knowledge: Knowledge, starts: date
) -> Iterator[Week]:
    """The same few things every week; self-care takes its lines of the page first."""
    care = tuple(_self_care(safety, knowledge))
    lines = int(knowledge.adherence["adherence/design"].numbers["lines_max"]) - len(care)
    until = knowledge.episode_rules[BEFORE].numbers
    free = free_days(starts, changes_of_life(findings, knowledge))
    days = free[: int(until["days_a_week"])]
    easy = () if safety.gate == "advice_only" else tuple(_easy(findings, safety, knowledge, days))
    for number in range(1, int(until["weeks"]) + 1):
        yield _week(number, easy[: max(0, lines)], care, safety, len(days))


def _first_examination(safety: SafetyReading, case: Case, knowledge: Knowledge) -> Retest:
    """The examination to book; after an urgent sign, the answer on the day that it is due."""
    answer = safety.gate == "advice_only"
    due = knowledge.episode_rules[ANSWER].numbers[Urgency.U2.name]
    book = knowledge.episode_rules[BEFORE].numbers["examination_days"]
    return Retest(
        on=case.today + timedelta(days=int(due if answer else book)),
        measures=("what the doctor answered; then plan again",)
        if answer
        else ("the first examination",),
        why="The doctor's answer decides on the plan."
        if answer
        else "The first examination decides on the plan.",
    )


def _easy(
    findings: Findings, safety: SafetyReading, knowledge: Knowledge, days: Days
) -> Iterator[PlannedItem]:
    """A few open training items at home, one a technique, within the first week's minutes."""
    limits = knowledge.adherence["adherence/design"].numbers
    keeps = knowledge.open_sets["open/provisional"].keeps
    room = min(float(safety.cap.start_min), len(days) * _minutes_a_day(findings, limits))
    taken = set[Technique]()
    wanted = {row.id for row in knowledge.indications.values() if findings.holds(row.when) is False}
    barred = {
        e for row in knowledge.indications.values() if row.only and row.id in wanted
        for e in row.exercises
    }  # fmt: skip
    few, life = _items(findings, knowledge), changes_of_life(findings, knowledge)
    for row in _at_home(safety, knowledge):
        if len(taken) >= few:
            return
        open_now = any(fits(keep, row, Setting.HOME) for keep in keeps)
        open_now = open_now and not _is_too_much(row, findings, knowledge, life)
        easy = is_training(row) and open_now and row.technique not in taken
        times = min(len(days), row.freq_per_week_max)
        if easy and row.id not in barred and row.minutes_total * times <= room:
            room -= row.minutes_total * times
            taken.add(row.technique)
            item = _item(row, safety, times, training=True)
            yield replace(item, days=tuple(days[i * len(days) // times] for i in range(times)))


def _items(findings: Findings, knowledge: Knowledge) -> float:
    """How many exercises at home: few at first, fewer for the oldest and for some lives."""
    limits, age = knowledge.adherence["adherence/design"].numbers, findings.value("age_a")
    life = changes_of_life(findings, knowledge)
    most = [limits["items_first"], *(row.home_items_max for row in life if row.home_items_max)]
    if isinstance(age, int | float) and age >= limits["oldest_age"]:
        most.append(limits["items_oldest"])
    return min(most)


def _is_too_much(
    row: Exercise, findings: Findings, knowledge: Knowledge, life: Iterable[LifestyleChange]
) -> bool:
    """Whether a weak muscle or life at home keeps it out until the first examination."""
    grades = [findings.on_side(muscle, side) for muscle in row.muscles for side in Side]
    weak = knowledge.progression_rules["PR11"].numbers["low_load_below"]
    if any(isinstance(grade, int | float) and grade <= weak for grade in grades):
        return True
    return any(
        {*change.bar_tags_home} & {*row.precaution_tags}
        or {*change.bar_equipment} & {*row.equipment}
        or row.technique in change.avoid
        or row.level > (change.home_level_max or row.level)
        for change in life
    )


def _minutes_a_day(findings: Findings, limits: Mapping[str, float]) -> float:
    """The most exercise of one day at home: what is read and done, and what the person has."""
    free = findings.value("minutes_per_day_available")
    most = limits["minutes_a_day"]
    return min(most, float(free)) if isinstance(free, int | float) else most


def _self_care(safety: SafetyReading, knowledge: Knowledge) -> Iterator[PlannedItem]:
    required = {e for need in safety.requirements for e in need.exercises}
    for row in _at_home(safety, knowledge):
        if row.id in required and is_beside(row, knowledge):
            yield _item(row, safety, max(1, row.freq_per_week_max), training=False)


def _at_home(safety: SafetyReading, knowledge: Knowledge) -> list[Exercise]:
    rows = sorted(knowledge.exercises.values(), key=lambda row: (row.level, row.id))
    return [row for row in rows if Setting.HOME in safety.exercises[row.id].settings]


def _item(row: Exercise, safety: SafetyReading, times: int, *, training: bool) -> PlannedItem:
    allowed = safety.exercises[row.id]
    return PlannedItem(
        exercise=row.id,
        technique=row.technique,
        setting=Setting.HOME,
        level=row.level,
        sets=row.sets,
        reps=row.reps,
        hold_s=row.hold_s,
        continuous_min=row.continuous_min,
        minutes=row.minutes_total,
        sessions=times,
        days=(),
        effort_max=safety.cap.effort_max,
        intensity=row.intensity_target,
        supervision=max(allowed.supervision.get(Setting.HOME, 0), row.supervision_level),
        modifications=allowed.modifications,
        progress="after the first examination",
        regress="leave it out",
        is_training=training,
    )


def _week(
    number: int,
    exercises: Sequence[PlannedItem],
    care: Sequence[PlannedItem],
    safety: SafetyReading,
    days: int,
) -> Week:
    spent = sum(item.minutes * item.sessions for item in exercises)
    home = HomeProgramme(
        week=number,
        days=days if exercises else 0,
        minutes_a_day=spent / days,
        exercises=tuple(exercises),
        self_care=tuple(care),
    )
    return Week(
        number=number, visits=(), home=home, training_min=spent, cap_min=safety.cap.start_min
    )


def _stop_signs(knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(sign.patient for sign in knowledge.stop_signs.values())
