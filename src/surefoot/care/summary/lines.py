"""The lines of a plan: each exercise at each place, its why, its sources and what else fits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surefoot.care.findings import Findings
from surefoot.care.plan.records import Allowed, PlannedItem, PlanOfCare, SafetyReading, VisitPart
from surefoot.care.summary.chart import Chart, upper_first
from surefoot.care.summary.items import dose, short
from surefoot.care.summary.limits import plain
from surefoot.care.summary.sides import side_of
from surefoot.knowledge.find import everything
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.knowledge.schema.statement import Statement
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Grade, Reason, Setting

_TALK = "education"  # the part of a visit whose words are the topics taught
_OTHERS = 6  # alternatives named for one exercise

type Statements = Mapping[str, Statement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A reason with what it rests on."""

    says: str
    grade: str
    is_reviewed: bool
    sources: tuple[str, ...]  # references, not keys
    rests_on: str  # the statement in its own words, where it says more than the reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another exercise in place of one: harder, easier, or for the same aim; or why it is shut."""

    exercise: str
    name: str
    how: str  # harder, easier or same
    is_open: bool
    needs_approval: bool
    against: str  # why it may not be done there
    changes: str  # what would change that


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One exercise at one place over the course."""

    exercise: str
    name: str
    technique: str
    technique_name: str
    setting: Setting
    dose: str
    weeks: tuple[int, ...]
    sessions: int  # a week at home, a visit in the clinic
    supervision: str
    intensity: str
    item: PlannedItem  # as it is done first
    is_training: bool
    why: tuple[Why, ...]
    modifications: tuple[Why, ...]
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the lines are explained from."""

    chart: Chart
    findings: Findings
    safety: SafetyReading
    statements: Statements


def statements_of(knowledge: Knowledge) -> Statements:
    """Every statement by its id: built once for a release."""
    rows = (found.row for found in everything(knowledge))
    return {row.id: row for row in rows if isinstance(row, Statement)}


def lines(reading: Reading, plan: PlanOfCare) -> Iterator[Line]:
    """Every exercise of the plan at each of its places, training before self-care."""
    found: dict[tuple[str, Setting], list[tuple[int, PlannedItem]]] = {}
    for week in plan.weeks:
        visits = (item for v in week.visits for part in v.parts for item in part.items)
        for item in (*visits, *week.home.exercises, *week.home.self_care):
            found.setdefault((item.exercise, item.setting), []).append((week.number, item))
    rank = {choice.technique: n for n, choice in enumerate(plan.techniques)}
    known = {k: v for k, v in found.items() if k[0] in reading.chart.knowledge.exercises}

    def place(key: tuple[str, Setting]) -> tuple[bool, int, str, str]:
        item = known[key][0][1]
        return not item.is_training, rank.get(item.technique, len(rank)), item.exercise, key[1]

    for key in sorted(known, key=place):
        yield _line(reading, plan, known[key])


def _line(reading: Reading, plan: PlanOfCare, times: Sequence[tuple[int, PlannedItem]]) -> Line:
    chart, item = reading.chart, times[0][1]
    row = chart.knowledge.exercises[item.exercise]
    doses = list(dict.fromkeys(dose(chart, each) for _, each in times))
    side = side_of(chart, row)
    return Line(
        exercise=row.id,
        name=f"{row.name}, {side}" if side else row.name,
        technique=str(row.technique),
        technique_name=chart.words(f"technique/{row.technique}/name"),
        setting=item.setting,
        dose=doses[0] if len(doses) == 1 else f"{doses[0]} → {doses[-1]}",
        weeks=tuple(dict.fromkeys(week for week, _ in times)),
        sessions=item.sessions,
        supervision=chart.words(f"supervision/{item.supervision}"),
        intensity=item.intensity,
        item=item,
        is_training=item.is_training,
        why=tuple(_why(reading, plan, row)),
        modifications=tuple(explained(reading, reason) for reason in item.modifications),
        others=tuple(_others(reading, row, item.setting)) if item.is_training else (),
    )


def explained(reading: Reading, reason: Reason) -> Why:
    """A reason with the statement it rests on."""
    row = reading.statements.get(reason.statement)
    return _told(reading, plain(reason.says, reading.chart), row, reason.grade)


def _told(reading: Reading, says: str, row: Statement | None, grade: Grade) -> Why:
    grade = row.grade if row else grade
    words = plain(row.says, reading.chart) if row else ""
    return Why(
        says=says,
        grade=reading.chart.words_or(f"grade/{grade}", str(grade)),
        is_reviewed=grade.is_reviewed,
        sources=tuple(_references(reading, row)) if row else (),
        rests_on="" if words in says else words,
    )


def _references(reading: Reading, row: Statement) -> Iterator[str]:
    for key in row.sources:
        source = reading.chart.knowledge.sources.get(key)
        if source:
            known = not source.locator or source.locator in source.reference
            yield source.reference if known else f"{source.reference} ({source.locator})"


def _why(reading: Reading, plan: PlanOfCare, row: Exercise) -> Iterator[Why]:
    """Must-haves first, then what was found, then why its technique is there."""
    for need in plan.requirements:
        if row.id in (*need.exercises, *need.any_of):
            yield explained(reading, need.reason)
    knowledge = reading.chart.knowledge
    for found in knowledge.indications.values():
        if row.id in found.exercises and reading.findings.holds(found.when) is True:
            yield _told(reading, plain(found.says, reading.chart), found, found.grade)
    for choice in plan.techniques:
        if choice.technique == row.technique:
            yield from (explained(reading, reason) for reason in choice.why)
    yield _told(reading, upper_first(", ".join(row.targets)) or row.name, row, row.grade)


def _others(reading: Reading, row: Exercise, setting: Setting) -> Iterator[Other]:
    """Up and down the ladder, then others with an aim in common; open ones first."""
    library, safe = reading.chart.knowledge.exercises, reading.safety.exercises
    ladder = {name: "harder" for name in row.progress_to}
    ladder |= {name: "easier" for name in row.regress_to}
    same = (
        other.id
        for other in library.values()
        if other.technique == row.technique and {*other.targets} & {*row.targets}
    )
    told = {**ladder, **{name: "same" for name in same if name not in ladder}}
    told.pop(row.id, None)
    names = [n for n in told if n in library and setting in library[n].setting]
    names.sort(key=lambda n: (setting not in safe[n].settings, told[n] == "same"))
    for name in names[:_OTHERS]:
        yield _other(reading, library[name], safe[name], told[name], setting)


def _other(reading: Reading, row: Exercise, allowed: Allowed, how: str, setting: Setting) -> Other:
    is_open = setting in allowed.settings
    reason = None if is_open else next(iter(allowed.against), None)
    return Other(
        exercise=row.id,
        name=row.name,
        how=how,
        is_open=is_open,
        needs_approval=not is_open and allowed.needs_approval,
        against=plain(reason.says, reading.chart) if reason else "",
        changes=plain(reason.changes, reading.chart) if reason else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One visit of the list: its parts in their order, each with what is done."""

    number: int
    day: int
    setting: Setting
    minutes: int
    parts: tuple[tuple[str, int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLine:
    """One week of the list."""

    number: int
    minutes: int
    cap: int
    visits: tuple[VisitLine, ...]
    home: tuple[str, ...]
    home_days: int
    home_min: int


def _done(chart: Chart, part: VisitPart) -> Iterator[str]:
    """What is talked about, then the exercises; what is done where none is listed."""
    if part.phase == _TALK or not part.items:
        yield upper_first(part.says)
    yield from (short(chart, item) for item in part.items)


def week_list(chart: Chart, plan: PlanOfCare) -> Iterator[WeekLine]:
    """The course week by week, visit by visit."""
    for week in plan.weeks:
        visits = (
            VisitLine(
                number=visit.number,
                day=visit.day,
                setting=visit.setting,
                minutes=round(visit.minutes),
                parts=tuple(
                    (
                        chart.words(f"phase/{part.phase}"),
                        round(part.minutes),
                        tuple(_done(chart, part)),
                    )
                    for part in visit.parts
                ),
            )
            for visit in week.visits
        )
        items = (*week.home.exercises, *week.home.self_care)
        yield WeekLine(
            number=week.number,
            minutes=round(week.training_min),
            cap=week.cap_min,
            visits=tuple(visits),
            home=tuple(f"{short(chart, item)}, {item.sessions}×" for item in items),
            home_days=week.home.days,
            home_min=round(week.home.minutes_a_day),
        )
