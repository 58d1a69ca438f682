"""Step 0. What was told or found at one time; a case is what all entries together say."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from surefoot.care.case import (
    Answers,
    Approval,
    Case,
    ClinicMeans,
    Fact,
    Fall,
    Goal,
    Medicine,
    NotDone,
    Person,
    Review,
    Symptom,
)
from surefoot.terms import Side

type Measured = tuple[str, date, Side | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was told, asked or measured at one time. It never changes; a later one says otherwise.

    `None` means that this entry does not speak of it. Lists of medicines, falls and goals are
    whole: what a later list leaves out no longer holds.
    """

    story: str | None = None
    facts: tuple[Fact, ...] = ()
    not_done: tuple[NotDone, ...] = ()
    gates: Mapping[str, bool] = field(default_factory=dict)
    symptoms: tuple[Symptom, ...] = ()
    answers: tuple[Answers, ...] = ()
    falls: tuple[Fall, ...] | None = None
    medicines: tuple[Medicine, ...] | None = None
    goals: tuple[Goal, ...] | None = None
    days_per_week: int | None = None
    reviews: tuple[Review, ...] = ()
    approvals: tuple[Approval, ...] = ()


def case_of(person: Person, today: date, means: ClinicMeans, entries: Sequence[Entry]) -> Case:
    """Everything the entries say together, the earliest first.

    Of what two entries say of the same thing on the same day the later one counts; what was said
    on another day stays beside it, because values have a past.
    """
    facts, not_done = _measured(entries)
    return Case(
        person=person,
        today=today,
        means=means,
        story=_latest((e.story for e in entries), ""),
        facts=facts,
        not_done=not_done,
        gates={gate: said for entry in entries for gate, said in entry.gates.items()},
        symptoms=_by(entries, lambda e: e.symptoms, lambda s: s.group),
        answers=_by(entries, lambda e: e.answers, lambda a: (a.instrument, a.on)),
        falls=_latest((e.falls for e in entries), ()),
        medicines=_latest((e.medicines for e in entries), ()),
        goals=_latest((e.goals for e in entries), ()),
        days_per_week=_latest((e.days_per_week for e in entries), None),
        reviews=_by(entries, lambda e: e.reviews, lambda r: (r.red_flag, r.by, r.on)),
        approvals=_by(entries, lambda e: e.approvals, lambda a: (a.condition, a.technique)),
    )


def entry_of(case: Case) -> Entry:
    """A whole case as one entry: how somebody comes in from a case file."""
    return Entry(
        story=case.story,
        facts=case.facts,
        not_done=case.not_done,
        gates=case.gates,
        symptoms=case.symptoms,
        answers=case.answers,
        falls=case.falls,
        medicines=case.medicines,
        goals=case.goals,
        days_per_week=case.days_per_week,
        reviews=case.reviews,
        approvals=case.approvals,
    )


def _measured(entries: Sequence[Entry]) -> tuple[tuple[Fact, ...], tuple[NotDone, ...]]:
    """Facts and tests not done: of one code, day and side only what the latest entry says.

    All sites that an entry names of a finding belong together: a pain that has left the calf must
    not stay there because an entry of the same morning named it.
    """
    said: dict[Measured, list[Fact | NotDone]] = {}
    for entry in entries:
        mine: dict[Measured, list[Fact | NotDone]] = {}
        told: tuple[Fact | NotDone, ...] = (*entry.facts, *entry.not_done)
        for each in told:
            mine.setdefault((each.code, each.on, each.side), []).append(each)
        for key in mine:
            said.pop(key, None)  # what is said anew is said last
        said |= mine
    every = [each for some in said.values() for each in some]
    facts = tuple(each for each in every if isinstance(each, Fact))
    return facts, tuple(each for each in every if isinstance(each, NotDone))


def _by[T](
    entries: Iterable[Entry], part: Callable[[Entry], Iterable[T]], key: Callable[[T], object]
) -> tuple[T, ...]:
    """What the entries say of each thing, the latest of each."""
    return tuple({key(one): one for entry in entries for one in part(entry)}.values())


def _latest[T](said: Iterable[T | None], otherwise: T) -> T:
    """The last that was said at all."""
    told = [one for one in said if one is not None]
    return told[-1] if told else otherwise
