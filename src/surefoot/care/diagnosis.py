"""Step 3. What is it? The therapist's classification, never a medical diagnosis."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from surefoot.terms import NeuropathyType, Reason

type Band = Literal["likely", "possible", "unlikely", "cannot_tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One line for or against a pattern, as a therapist reads it."""

    says: str
    statement: str
    findings: tuple[str, ...]
    likelihood_ratio: float  # as it counted, after the group rule
    ordinal: bool  # True: a rule of thumb, not data
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternScore:
    """One sub-pattern on its own yes/no scale; patterns co-occur and do not sum to 1."""

    pattern: str  # "DSP"
    name: str
    types: tuple[NeuropathyType, ...]
    prior: float
    probability: float
    low: float  # probability if everything unasked spoke against it, within the group caps
    high: float  # ... and if it spoke for it
    band: Band
    evidence_for: tuple[Evidence, ...]
    evidence_against: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextTest:
    """A question or test worth asking next, with the information it is expected to give."""

    code: str
    ask: str
    bits: float
    settles: tuple[str, ...]  # patterns it bears on
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedNerve:
    """A focal nerve the findings point to."""

    id: str
    name: str
    side: str
    reason: Reason
    tell_apart: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What the findings say, for and against, and what would tell more."""

    made_on: date
    knowledge: str
    summary: str  # "Distal symmetric polyneuropathy, likely, with small-fibre involvement"
    types: tuple[NeuropathyType, ...]  # likely ones, most probable first
    patterns: tuple[PatternScore, ...]  # all, most probable first
    criteria: tuple[Reason, ...]  # criteria sets that are met
    nerves: tuple[NamedNerve, ...]
    mimics: tuple[PatternScore, ...]  # surfaced at 0.20 or more whatever the top type is
    extent: str | None  # E0 to E4; None when it cannot be graded
    extent_reasons: tuple[Reason, ...]
    next_tests: tuple[NextTest, ...]
    cannot_tell: tuple[str, ...]  # why, when it cannot
    unreviewed: tuple[str, ...]
