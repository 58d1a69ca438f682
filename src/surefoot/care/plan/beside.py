"""Step 5. What stands beside the training: self-care, device use at home, what is taught."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from surefoot.care.plan.candidates import Person, is_habit, is_training
from surefoot.care.plan.records import Requirement, Week
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.knowledge.schema.plan_rules import MustHave, Topic
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Setting, Technique

# Used at home as a device or a habit of the day: planned when it is meant for this person,
# without a share of the training minutes.
AT_HOME = frozenset({Technique.TENS, Technique.PELVIC_BOWEL})
EQUIPMENT = "safety/reading/equipment"
TAUGHT = frozenset({Technique.EDUCATION_PAIN, Technique.FOOT_CARE})


def self_care(person: Person) -> tuple[str, ...]:
    """What is no training and is done at home, most often first."""
    library, safe = person.knowledge.exercises, person.safety.exercises
    required = {e for e in person.required if is_beside(library[e], person.knowledge)}
    rows = [library[e] for e in required | set(_wanted(person))]
    home = [row for row in rows if Setting.HOME in safe[row.id].settings]
    ordered = sorted(home, key=lambda row: (-row.freq_per_week_max, row.id))
    return tuple(row.id for row in ordered)


def is_beside(row: Exercise, knowledge: Knowledge) -> bool:
    """Whether what is asked for is done beside the training: care, talk, or a habit of the day."""
    return not is_training(row) or is_habit(row, knowledge)


def _wanted(person: Person) -> Iterator[str]:
    """Habits and devices that something was found for; of a device only the first rung."""
    safe = person.safety.exercises
    for row in person.knowledge.exercises.values():
        meant = bool(person.indicated(row)) and person.is_meant(row.id)
        first = row.technique != Technique.TENS or not row.regress_to
        if row.technique in AT_HOME and meant and first and safe[row.id].settings:
            yield row.id


def weeks_of(row: Exercise, person: Person) -> int:
    """For how many weeks it is used at home: a device is tried for the weeks it was studied."""
    dose = person.knowledge.technique_doses.get(row.technique)
    tried = row.technique in AT_HOME and dose is not None and dose.weeks_max is not None
    return int(dose.weeks_max) if tried and dose and dose.weeks_max else person.profile.weeks


def minutes_beside(
    person: Person, topics: Iterable[Topic], care: Sequence[str]
) -> dict[Technique, float]:
    """Minutes of talk and of devices over the course, which no training minute pays for.

    Of what is used at home only the share counts that is expected to be done.
    """
    library = person.knowledge.exercises
    found: dict[Technique, float] = {}
    for topic in topics:
        for technique in {library[e].technique for e in topic.exercises} & TAUGHT:
            found[technique] = found.get(technique, 0.0) + topic.minutes
    done = person.knowledge.adherence["adherence/design"].numbers["expected"]
    for row in (library[e] for e in care if library[e].technique == Technique.TENS):
        minutes = row.minutes_active * row.freq_per_week_max * weeks_of(row, person)
        found[row.technique] = found.get(row.technique, 0.0) + done * minutes
    return found


def to_get(person: Person) -> Iterator[str]:
    """What a must-have waits for that is not at home yet: it is got, not given up."""
    library, names = person.knowledge.exercises, dict[str, None]()
    for exercise in (*_barred_by_equipment(person), *_habits_without_equipment(person)):
        names.update(dict.fromkeys(_missing(library[exercise], person)))
    if names:
        yield f"To get for home, because a must-have waits for it: {', '.join(names)}."


def _barred_by_equipment(person: Person) -> Iterator[str]:
    for reason in (r for need in person.safety.requirements for r in need.barred):
        if reason.statement == EQUIPMENT:
            yield reason.says.partition(":")[0]


def _habits_without_equipment(person: Person) -> Iterator[str]:
    """What is asked for every day and done in the visits only, because a thing is missing."""
    for name in sorted(person.required):
        row, allowed = person.knowledge.exercises[name], person.safety.exercises[name]
        away = Setting.HOME in row.setting and Setting.HOME not in allowed.settings
        why = {reason.statement for reason in allowed.against}
        if away and allowed.settings and why == {EQUIPMENT} and is_habit(row, person.knowledge):
            yield name


def _missing(row: Exercise, person: Person) -> Iterator[str]:
    for name in row.equipment:
        codes = person.knowledge.equipment[name].codes
        if codes and not any(person.findings.at_site(c, Setting.HOME) for c in codes):
            yield name


def requirements_of(
    needs: Iterable[Requirement], rows: Mapping[str, MustHave], weeks: Iterable[Week]
) -> Iterator[Requirement]:
    """The must-haves of this plan: those about the pool, hands or visits only if it holds any."""
    course = tuple(weeks)
    planned, visited = techniques_of(course), any(week.visits for week in course)
    for need in needs:
        row = rows.get(need.id)
        if row is None or _concerns(row, planned, visited=visited):
            yield need


def _concerns(row: MustHave, planned: Collection[Technique], *, visited: bool) -> bool:
    held = not row.with_any or bool({*row.with_any} & {*planned})
    return held and (visited or not row.with_visits)


def is_taught(topic: Topic, techniques: Collection[Technique], *, at_home: bool) -> bool:
    """Whether a topic has its place: nothing about a pool nobody goes to."""
    if topic.technique is not None and topic.technique not in techniques:
        return False
    return at_home or not topic.with_home


def taught_in(topics: Iterable[Topic], knowledge: Knowledge) -> frozenset[Technique]:
    """The techniques that are in the plan as talk: pain education, foot care."""
    named = (knowledge.exercises[e].technique for topic in topics for e in topic.exercises)
    return frozenset(named) & TAUGHT


def techniques_of(weeks: Iterable[Week]) -> frozenset[Technique]:
    """The techniques that are done in some week, trained or not."""
    return frozenset(
        item.technique
        for week in weeks
        for item in (
            *week.home.exercises,
            *week.home.self_care,
            *(i for visit in week.visits for part in visit.parts for i in part.items),
        )
    )
