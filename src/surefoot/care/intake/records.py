"""What the intake shows, and what it takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surefoot.care.entry import Entry
from surefoot.terms import Urgency

ANSWERED, NOT_SURE, SKIPPED, RATHER_NOT = "answered", "not_sure", "skipped", "rather_not_say"
YES, NO, NONE = "yes", "no", "none"

type Said = Mapping[str, str]
"""How far the intake is: question -> yes, no, not_sure, answered, skipped or rather_not_say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that can be picked; one with sides is picked as "id@left", "id@right" or both."""

    id: str
    says: str
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One place that can be painted, in its view of the body."""

    id: str  # "big_toe_left"
    view: str
    says: str
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as this patient reads it."""

    id: str
    kind: str
    asks: str
    why: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    sides: tuple[str, ...] = ()  # a number that is told side by side
    choices: tuple[Choice, ...] = ()
    paints: tuple[Choice, ...] = ()  # what this person may paint on the body map
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen of the intake: a few questions that matter for this person."""

    id: str
    title: str
    lead: str
    picture: str
    number: int  # step `number` of `of`
    of: int
    language: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One answer that cannot be taken: which, why, and how to mend it."""

    question: str
    id: str  # the kind of problem
    says: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The replies to one step, as an entry, and what was said to each question."""

    entry: Entry
    said: Said = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """What the patient has to be shown now, in large type, the most urgent first."""

    urgency: Urgency
    title: str
    do: tuple[str, ...]  # what to do, each once
    told: str  # what the clinic does
    stops: bool  # the intake waits until somebody has looked
    red_flags: tuple[str, ...]


class WrongReplyError(Exception):
    """A reply that cannot be taken; the words stand in the knowledge under this id."""

    def __init__(self, problem: str, **words: object) -> None:
        """Name the kind of problem, and what stands in its sentence."""
        super().__init__(problem)
        self.problem = problem
        self.words = words
