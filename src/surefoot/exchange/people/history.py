"""What a clinic has heard of one invented person over months, entry by entry, mistakes included."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from surefoot.care.case import Case, ClinicMeans, Fact, Fall, Medicine, Person
from surefoot.care.entry import Entry
from surefoot.exchange.case_file.falls import facts_of_falls
from surefoot.exchange.case_file.medicines import facts_of_medicines
from surefoot.exchange.case_file.vocabulary import Vocabulary
from surefoot.exchange.people.chart import answer
from surefoot.exchange.people.course import Course
from surefoot.exchange.people.dice import Random
from surefoot.exchange.people.person import invent
from surefoot.knowledge.load import load

AGAIN = (10, 22, 24, 18, 12, 8, 6)  # shares of the people by how often they are examined again
PATIENT, THERAPIST = "patient", "therapist"
REASONS = (
    "Typed wrong.",
    "The value of another test.",
    "Read off the wrong line.",
    "Slip of a digit, noticed at the next visit.",
)
NEW_MEDICINES = (
    "pregabalin", "gabapentin", "duloxetine", "amitriptyline", "amlodipine", "atorvastatin",
    "furosemide", "paracetamol", "vitamin D",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry: when it was made, who made it, and which earlier one it stands for."""

    on: date
    by: str  # PATIENT or THERAPIST
    entry: Entry
    instead_of: int | None = None  # the place of the other in the history
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One person and everything that was told of them, in the order it was told."""

    person: Person
    means: ClinicMeans
    told: tuple[Told, ...]

    @property
    def asked_on(self) -> date:
        """The day of the first entry."""
        return self.told[0].on


def live_through(
    rng: Random, name: str, *, asked_on: date, until: date, visits: int = 0
) -> History:
    """A history from the day somebody asked for an appointment until `until` at the latest.

    With `visits` it has that many entries.
    """
    case = invent(rng, name, today=asked_on)
    first_on = min(until, asked_on + timedelta(days=rng.randint(0, 21)))
    intake, examination = _in_two(case, first_on)
    known = (fact for fact in (*intake.facts, *examination.facts) if fact.on >= asked_on)
    course = Course(rng, first_on, known)
    told = [
        Told(on=asked_on, by=PATIENT, entry=intake),
        Told(
            on=first_on,
            by=THERAPIST,
            entry=replace(examination, answers=course.at_first()),
        ),
    ]
    if visits:
        told += _every_visit(course, until, visits - 2)
    else:
        told += _again(course, case, until)
        _mistake(rng, told)
    return History(person=case.person, means=case.means, told=tuple(told))


def _in_two(case: Case, first_on: date) -> tuple[Entry, Entry]:
    """What the person told beforehand, and what the therapist found at the first visit."""
    own, unsaid = _asked_of_the_person(), _goes_without_saying(case)
    mine: list[Fact] = []
    found: list[Fact] = []
    for fact in case.facts:
        if fact.value is False and fact.code in unsaid and fact.on == case.today:
            continue
        if fact.code in own:
            mine.append(fact)
        else:
            found.append(fact if fact.on < case.today else _on(fact, first_on))
    intake = Entry(
        story=" ".join(goal.words for goal in case.goals),
        facts=tuple(mine),
        gates=case.gates,
        symptoms=case.symptoms,
        falls=case.falls or None,
        medicines=case.medicines,
        goals=case.goals,
        days_per_week=case.days_per_week,
    )
    return intake, Entry(facts=tuple(found), reviews=case.reviews)


def _goes_without_saying(case: Case) -> set[str]:
    """What is not asked, because a gate was answered "no"."""
    return set().union(*(_denied_by(gate) for gate, said in case.gates.items() if not said))


def _on(fact: Fact, day: date) -> Fact:
    return answer(fact.code, fact.value, day, fact.side, fact.site)


def _again(course: Course, case: Case, until: date) -> list[Told]:
    """Examined again some weeks apart, with falls and new medicines in between."""
    rng = course.rng
    told: list[Told] = []
    on, falls, medicines = course.began_on, list(case.falls), list(case.medicines)
    for _ in range(rng.choices(range(len(AGAIN)), AGAIN)[0]):
        before, on = on, on + timedelta(days=rng.choice((14, 21, 28, 28, 42)))
        if on > until:
            break
        between = before + timedelta(days=rng.randint(1, (on - before).days - 1))
        if rng.random() < 0.07:
            falls.append(_fall(rng, between))
            told.append(_fell(falls, between))
        if rng.random() < 0.10:
            told.append(_other_medicines(rng, medicines, on))
        facts, answers = course.again(on)
        told.append(Told(on=on, by=THERAPIST, entry=Entry(facts=facts, answers=answers)))
    return told


def _every_visit(course: Course, until: date, times: int) -> list[Told]:
    """Somebody who comes twice a week for years: every tenth time everything is measured."""
    told = []
    for number in range(times):
        on = min(until, course.began_on + timedelta(days=3 * number + 3))
        if number % 10 == 9:
            facts, answers = course.again(on)
            told.append(Told(on=on, by=THERAPIST, entry=Entry(facts=facts, answers=answers)))
        else:
            told.append(Told(on=on, by=THERAPIST, entry=Entry(facts=course.at_a_visit(on))))
    return told


def _fall(rng: Random, on: date) -> Fall:
    injury = rng.choices(("d_none", "c_minor", "b_moderate"), (65, 28, 7))[0]
    return Fall(on=on, injury=injury, head_strike=False, passed_out=False)


def _fell(falls: list[Fall], on: date) -> Told:
    """The person tells of a fall; the list is whole."""
    entry = Entry(falls=tuple(falls), facts=facts_of_falls(tuple(falls), on))
    return Told(on=on, by=PATIENT, entry=entry)


def _other_medicines(rng: Random, medicines: list[Medicine], on: date) -> Told:
    """One medicine more, or one that was stopped; the list is whole."""
    taken = [place for place, one in enumerate(medicines) if one.state == "current"]
    if taken and rng.random() < 0.4:
        place = rng.choice(taken)
        state = "stopped_within_12_months"
        medicines[place] = replace(medicines[place], state=state, on=on, stopped_on=on)
    else:
        name = rng.choice(NEW_MEDICINES)
        classes = _drugs().get(name, ())
        medicines.append(Medicine(name=name, classes=classes, state="current", on=on))
    entry = Entry(medicines=tuple(medicines), facts=facts_of_medicines(tuple(medicines)))
    return Told(on=on, by=THERAPIST, entry=entry)


def _mistake(rng: Random, told: list[Told]) -> None:
    """In one history of nine a value was typed wrong, and mended later."""
    if rng.random() > 1 / 9:
        return
    place = rng.randrange(1, len(told))
    right = told[place].entry
    timed = [at for at, fact in enumerate(right.facts) if fact.code in ("tug_s", "w6m_m")]
    if not timed:
        return
    at = rng.choice(timed)
    fact = right.facts[at]
    slip = replace(fact, value=round(float(str(fact.value)) * rng.choice((0.5, 1.1, 1.4)), 1))
    facts = (*right.facts[:at], slip, *right.facts[at + 1 :])
    told[place] = replace(told[place], entry=replace(right, facts=facts))
    later = rng.randrange(place + 1, len(told) + 1)
    on = told[later - 1].on
    told.insert(
        later,
        Told(on=on, by=THERAPIST, entry=right, instead_of=place, reason=rng.choice(REASONS)),
    )


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.of(load())


@cache
def _drugs() -> dict[str, tuple[str, ...]]:
    return dict(_vocabulary().drugs)


@cache
def _asked_of_the_person() -> frozenset[str]:
    """What the clinic has at hand is told with what it finds, all of it at one time."""
    own = (one.id for one in _vocabulary().recorded if one.who == PATIENT)
    return frozenset(own) - set(_vocabulary().equipment)


@cache
def _denied_by(gate: str) -> frozenset[str]:
    """The yes-or-no findings that are absent once a gate is answered "no"."""
    asked = _vocabulary().gates_of.items()
    return frozenset(code for code, gates in asked if (gate, "") in gates)
