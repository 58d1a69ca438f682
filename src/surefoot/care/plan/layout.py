"""Step 5. The chosen doses laid out: every visit part by part, every week at home."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from surefoot.care.plan.beside import is_taught, weeks_of
from surefoot.care.plan.billing import billing
from surefoot.care.plan.candidates import Candidate, Dose, Person, is_training
from surefoot.care.plan.course import Frame
from surefoot.care.plan.problem import Days, Phase, Session, Slot
from surefoot.care.plan.records import HomeProgramme, PlannedItem, Visit, VisitPart, Week
from surefoot.care.plan.shown import with_shown
from surefoot.care.plan.teaching import Lesson
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.knowledge.schema.plan_rules import Topic
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Setting

PLACES_TOLD = (Setting.CLINIC, Setting.HOME)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What the solver chose, with all that is needed to write it out for people."""

    person: Person
    frame: Frame
    candidates: Mapping[str, Candidate]
    self_care: Sequence[str]  # what is no training and is done at home
    visits: Sequence[int]  # by week
    pool_visits: Mapping[int, frozenset[int]]  # phase index -> visits of its weeks in the pool
    slots: Sequence[Slot]
    sessions: Sequence[Session]

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """What is taught: nothing about a pool nobody goes to, or a device nobody has."""
        library = self.person.knowledge.exercises
        done = [session for session in self.sessions if session.half > 0]
        techniques = {library[session.item].technique for session in done}
        techniques |= {library[e].technique for e in self.self_care}
        at_home = any(session.home for session in done)
        return tuple(t for t in self.frame.topics if is_taught(t, techniques, at_home=at_home))

    def phase(self, week: int) -> Phase:
        """The phase a week belongs to."""
        return next(phase for phase in self.frame.phases if week in phase.numbers)

    def visit_days(self, week: int) -> Days:
        """The days of the visits of a week."""
        most = max(self.visits[number - 1] for number in self.phase(week).numbers)
        return self.frame.home_days[most].visit_days

    def dosed(self, week: int, *, home: bool) -> dict[str, Session]:
        """The sessions of one week at one place, by exercise."""
        return {
            s.item: s for s in self.sessions if s.week == week and s.home == home and s.half > 0
        }

    def practised(self, week: int, visit: int) -> set[str]:
        """The exercises of one visit of a week."""
        phase = self.phase(week).index
        here = {s.item for s in self.slots if s.phase == phase and visit in s.visits}
        return here & set(self.dosed(week, home=False))


def weeks(layout: Layout) -> tuple[Week, ...]:
    """The whole course, week by week; visits are numbered through."""
    lessons = iter(layout.frame.taught(layout.visits))
    found, number = [], 0
    for week, count in enumerate(layout.visits, start=1):
        visits = []
        for place in range(1, count + 1):
            number += 1
            visits.append(_visit(layout, week, place, number, next(lessons)))
        home = _home(layout, week)
        training = _training(visits, home)
        cap = layout.frame.caps[week - 1]
        found.append(
            Week(number=week, visits=tuple(visits), home=home, training_min=training, cap_min=cap)
        )
    return with_shown(found)


def _training(visits: Sequence[Visit], home: HomeProgramme) -> float:
    items = [i for visit in visits for part in visit.parts for i in part.items if i.is_training]
    return sum(i.minutes for i in items) + sum(i.minutes * i.sessions for i in home.exercises)


def _visit(layout: Layout, week: int, place: int, number: int, lesson: Lesson) -> Visit:
    phase = layout.phase(week)
    pool = place in layout.pool_visits.get(phase.index, frozenset())
    setting = Setting.POOL if pool else Setting.CLINIC
    dosed = layout.dosed(week, home=False)
    items = [
        _item(layout, layout.candidates[name], setting, dosed[name])
        for name in sorted(layout.practised(week, place))
    ]
    parts = tuple(_parts(layout, items, lesson))
    return Visit(
        number=number,
        week=week,
        day=layout.visit_days(week)[place - 1],
        setting=setting,
        minutes=sum(part.minutes for part in parts),
        parts=parts,
        billing=billing(parts, layout.person.knowledge),
    )


def _parts(layout: Layout, items: Sequence[PlannedItem], lesson: Lesson) -> Iterator[VisitPart]:
    """The parts of a visit in the order of the session rules; an empty part is left out."""
    knowledge = layout.person.knowledge
    rows = sorted(knowledge.session_phases.values(), key=lambda row: row.order)
    placed: set[str] = set()
    for row in rows:
        if row.id == "education":
            yield _education(layout, lesson, row.says)
        elif row.fixed:
            minutes = float(layout.frame.fixed[row.id])
            yield VisitPart(phase=row.id, minutes=minutes, items=(), says=row.says)
        elif inside := [i for i in items if i.technique in row.techniques]:
            placed |= {item.exercise for item in inside}
            total = sum(item.minutes for item in inside)
            yield VisitPart(phase=row.id, minutes=total, items=tuple(inside), says=row.says)
    strays = [item.exercise for item in items if item.exercise not in placed]
    if strays:
        raise ValueError(f"No part of a visit takes {', '.join(strays)}.")


def _education(layout: Layout, lesson: Lesson, says: str) -> VisitPart:
    """What is taught at this visit, with the items of the library that are taught with it."""
    knowledge = layout.person.knowledge
    topics = [topic for topic in layout.topics if topic.id in lesson.topics]
    taught = dict.fromkeys(e for topic in topics for e in topic.exercises)
    open_here = [e for e in taught if _is_taught_here(layout, e)]
    share = lesson.minutes / len(open_here) if open_here else 0.0
    items = tuple(
        _taught(layout, knowledge.exercises[e], Setting.CLINIC, share, 1) for e in open_here
    )
    words = "; ".join(topic.title for topic in topics) or says
    minutes = float(lesson.minutes)
    return VisitPart(phase="education", minutes=minutes, items=items, says=words)


def _home(layout: Layout, week: int) -> HomeProgramme:
    """Exercises and self-care of one week at home; self-care is listed apart."""
    phase = layout.phase(week)
    dosed = layout.dosed(week, home=True)
    slots = {s.item: s for s in layout.slots if s.phase == phase.index and s.home_days}
    names = sorted(set(slots) & set(dosed))
    exercises = tuple(
        _item(layout, layout.candidates[n], Setting.HOME, dosed[n], slots[n].home_days)
        for n in names
    )
    days = sorted({day for name in names for day in slots[name].home_days})
    spent = sum(item.minutes * item.sessions for item in exercises)
    library = layout.person.knowledge.exercises
    care = tuple(
        _taught(layout, library[e], Setting.HOME, library[e].minutes_total,
                max(1, library[e].freq_per_week_max))
        for e in layout.self_care
        if week <= weeks_of(library[e], layout.person)
    )  # fmt: skip
    return HomeProgramme(
        week=week,
        days=len(days),
        minutes_a_day=spent / len(days) if days else 0.0,
        exercises=exercises,
        self_care=care,
    )


def _is_taught_here(layout: Layout, exercise: str) -> bool:
    """Whether an item is shown with its topic: meant for this person, and not practised anyway."""
    meant = layout.person.is_meant(exercise) and exercise not in layout.candidates
    return meant and _may(layout, exercise, Setting.CLINIC)


def _may(layout: Layout, exercise: str, setting: Setting) -> bool:
    return setting in layout.person.safety.exercises[exercise].settings


def _dose(candidate: Candidate, half: int) -> Dose:
    """The way of doing it that takes these minutes; the next shorter one where none is equal."""
    fitting = [dose for dose in candidate.doses if round(dose.minutes * 2) <= half]
    return fitting[-1] if fitting else candidate.doses[0]


def _item(
    layout: Layout, candidate: Candidate, setting: Setting, session: Session, days: Days = ()
) -> PlannedItem:
    row = candidate.exercise
    dose = replace(_dose(candidate, session.half), minutes=session.half / 2)
    made = _planned(layout, row, _where(layout, row, setting), dose, training=is_training(row))
    return replace(made, sessions=session.times if days else 1, days=days)


def _taught(
    layout: Layout, row: Exercise, setting: Setting, minutes: float, times: int
) -> PlannedItem:
    """An item of self-care or teaching, done as the library has it; it is no training.

    A talk is as long as its share of the visit: what is left of it comes at a later visit.
    """
    whole = float(max(1, int(minutes)))
    talk = None if row.continuous_min is None else min(row.continuous_min, whole)
    dose = Dose(minutes=minutes, sets=row.sets, reps=row.reps, continuous_min=talk)
    made = _planned(layout, row, _where(layout, row, setting), dose, training=False)
    return replace(made, sessions=times)


def _where(layout: Layout, row: Exercise, setting: Setting) -> Setting:
    """The place of an item: what is only done outdoors counts as done in the clinic's care."""
    if setting in layout.person.safety.exercises[row.id].settings:
        return setting
    if setting == Setting.CLINIC and _may(layout, row.id, Setting.COMMUNITY):
        return Setting.COMMUNITY
    return setting


def _planned(
    layout: Layout, row: Exercise, setting: Setting, dose: Dose, *, training: bool
) -> PlannedItem:
    """An item as it is done once."""
    allowed = layout.person.safety.exercises[row.id]
    # Only what this person may do: the rungs of others are no advice.
    onward, back = moves(row, layout.person.knowledge, layout.candidates)
    return PlannedItem(
        exercise=row.id,
        technique=row.technique,
        setting=setting,
        level=row.level,
        sets=dose.sets,
        reps=dose.reps,
        hold_s=row.hold_s,
        continuous_min=dose.continuous_min,
        minutes=dose.minutes,
        sessions=1,
        days=(),
        effort_max=layout.person.safety.cap.effort_max,
        intensity=intensity_at(row.intensity_target, setting),
        supervision=max(allowed.supervision.get(setting, 0), row.supervision_level),
        modifications=allowed.modifications,
        progress=onward,
        regress=back,
        is_training=training,
    )


def moves(row: Exercise, knowledge: Knowledge, among: Container[str]) -> tuple[str, str]:
    """When to move on and to what, and when to step back and to what."""
    rules = {r.holds_for: r for r in knowledge.technique_progressions.values()}
    rule = rules.get(row.technique, rules["all"])

    def open_ones(ids: Sequence[str]) -> str:
        return ", ".join(knowledge.exercises[e].name for e in ids if e in among)

    onward = f"{rule.move_on}: {open_ones(row.progress_to) or rule.how}."
    return onward, f"{rule.hold_on}: {open_ones(row.regress_to) or 'less of it'}."


def intensity_at(target: str, setting: Setting) -> str:
    """How hard, where the library tells it apart for the clinic and for home."""
    parts = [part.strip() for part in target.split(";")]
    told = {place: p for p in parts for place in PLACES_TOLD if p.startswith(f"{place} ")}
    if set(told) != set(PLACES_TOLD):
        return target
    mine = Setting.HOME if setting == Setting.HOME else Setting.CLINIC
    return told[mine].removeprefix(f"{mine} ").replace(", none", ", no loss of balance")
