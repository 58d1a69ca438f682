"""Step 2. What an examination holds: scores, how they read, what is due, what may not be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from surefoot.care.case import Answers, Value
from surefoot.care.examination.rounding import half_up
from surefoot.care.findings import Findings
from surefoot.terms import Grade, Side

type State = Literal["scored", "incomplete", "unable", "dropped", "not_licensed"]
type Severity = Literal["urgent", "emergency"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One value of a score at full precision; only `shown` rounds it."""

    id: str
    name: str
    value: float | str | bool
    unit: str = ""
    decimals: int = 0
    prorated: bool = False  # a missing answer was made up for by the policy of the instrument
    trials: int | None = None  # how many answers it is the mean of
    as_total: bool = False  # written down as a total, not worked out of items

    @property
    def shown(self) -> str:
        """The value as a person reads it: rounded half up, with its unit."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        if isinstance(self.value, str):
            return self.value
        return f"{half_up(self.value, self.decimals)} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """An item without an answer, and why: missing, unable, declined or not_applicable."""

    item: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The name a scale gives a value, for whom it was made, and whether that fits."""

    value: str
    label: str
    statement: str
    grade: Grade
    limits: tuple[str, ...] = ()  # why it may not hold for this person


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A cut-off that is reached or a condition that holds."""

    says: str
    about: str  # screen, risk, alert, gate or validity
    statement: str
    grade: Grade
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyEvent:
    """An answer that a human must see at once. It is never closed by itself."""

    statement: str
    severity: Severity
    instrument: str
    item: str
    answer: str
    on: date
    says: str
    show: str  # to the person, now
    do: str  # by the clinician on duty
    acknowledge_clinic_min: int
    acknowledge_remote_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A recorded finding that the score gives."""

    code: str
    value: Value
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The answers to one instrument, scored. What is not known is left out, never zero."""

    instrument: str
    name: str
    on: date
    state: State
    why: str  # in one line, when it is not scored
    main: Measured | None
    values: Mapping[str, Measured]
    possible: Mapping[str, tuple[str, ...]]  # classes that the missing answers leave open
    missing: tuple[Unanswered, ...]
    bands: tuple[Named, ...]
    flags: Mapping[str, bool | None]
    raised: tuple[Raised, ...]  # the flags that hold
    limits: tuple[str, ...]  # why the score may not be valid for this person
    events: tuple[SafetyEvent, ...]
    protocol: tuple[tuple[str, str | None], ...]  # the fingerprint
    results: tuple[Result, ...]
    answers: Answers
    sources: tuple[str, ...]
    statements: tuple[str, ...]
    unreviewed: tuple[str, ...]  # statements relied on that no clinician has signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A measure of the core set that is missing or due again."""

    measure: str  # id of the core measure
    says: str
    instruments: tuple[str, ...]  # those that are missing or due
    findings: tuple[str, ...]  # recorded findings that belong to it and are missing
    why: str
    since: date | None  # when it fell due; None = never measured
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of the examination: what of it is still to be done, in the order of the room."""

    id: str
    says: str
    due: tuple[Due, ...]
    minutes: float
    complete: bool  # every measure has been taken at least once


@dataclass(frozen=True, slots=True, kw_only=True)
class GateState:
    """Whether a kind of test may be done: closed, open, or None while it cannot be said."""

    id: str
    stops: str
    instruments: tuple[str, ...]
    closed: bool | None
    says: str
    needs: str  # the instrument to do first while it cannot be said
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What was measured, what it says, what is still to be measured, what must not be done."""

    made_on: date
    knowledge: str
    scores: tuple[Score, ...]  # oldest first
    findings: Findings
    blocks: tuple[Block, ...]
    at_home: tuple[Due, ...]
    gates: tuple[GateState, ...]
    events: tuple[SafetyEvent, ...]
    seated_only: bool  # until the performance block is done
    unreviewed: tuple[str, ...]

    def latest(self, instrument: str) -> Score | None:
        """The last score of an instrument, whatever its state."""
        found = [score for score in self.scores if score.instrument == instrument]
        return found[-1] if found else None
