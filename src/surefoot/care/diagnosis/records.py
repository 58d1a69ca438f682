"""What step 3 hands on: scores, evidence, nerves, questions."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from surefoot.terms import NeuropathyType, Reason

type Band = Literal["likely", "possible", "unlikely", "cannot_tell"]
type Share = Literal["whole", "half", "none", "struck"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One line for or against a pattern, as a therapist reads it."""

    says: str
    statement: str
    findings: tuple[str, ...]
    likelihood_ratio: float  # as it counted, after the group rule
    ordinal: bool  # True: a rule of thumb, not data
    group: str
    figure: float = 1.0  # the ratio of the line by itself, after the cap on a single one
    share: Share = "whole"  # the strongest of a group whole, the next half, the rest not


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTotal:
    """What one group of lines that say the same thing comes to."""

    group: str
    name: str
    before_cap: float  # likelihood ratio
    likelihood_ratio: float  # as it counted


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternScore:
    """One sub-pattern on its own yes/no scale; patterns co-occur and do not sum to 1."""

    pattern: str  # "DSP"
    name: str
    types: tuple[NeuropathyType, ...]
    prior: float  # 0 where the pattern goes by criteria and has none
    probability: float  # by criteria: the lower edge of its band
    low: float  # probability if everything unasked spoke against it, within the group caps
    high: float  # ... and if it spoke for it
    band: Band
    evidence_for: tuple[Evidence, ...]  # strongest first
    evidence_against: tuple[Evidence, ...]
    groups: tuple[GroupTotal, ...] = ()  # odds = prior odds x these
    red_flags: tuple[str, ...] = ()  # rows to show beside it
    cannot_tell: tuple[str, ...] = ()  # what must be known before its band is stated
    by_criteria: bool = False  # no weights exist: likely, possible or unlikely by a set of criteria


@dataclass(frozen=True, slots=True, kw_only=True)
class NextTest:
    """A question or test worth asking next, with the information it is expected to give."""

    code: str  # the first finding to record
    ask: str
    bits: float
    settles: tuple[str, ...]  # patterns it bears on, most first
    who: str
    codes: tuple[str, ...] = ()  # all findings to record that are not known yet
    external: bool = False  # done outside the clinic
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedNerve:
    """A focal nerve the findings point to."""

    id: str
    name: str
    side: str
    reason: Reason
    tell_apart: str
    extent: str | None = None  # E1 to E4 by its weakest muscle; None without one to test


@dataclass(frozen=True, slots=True, kw_only=True)
class TellApart:
    """Two things easily taken for each other, and what separates them best."""

    id: str
    name: str
    patterns: tuple[str, ...]
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrowth:
    """The clock of a cut or crushed nerve: when its muscle should move again."""

    first_movement_on: date
    refer_from: date  # no sign by then: refer
    hard_to_rescue_from: date
    reason: Reason


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
    pairs: tuple[TellApart, ...] = ()
    not_counted: tuple[Reason, ...] = ()  # answers that carry no weight, and why
    profile: str = "mixed"  # whose accuracy figures counted
    explained: tuple[str, ...] = ()  # likely patterns that another likely one explains
    extent_at_least: str = "E0"  # what the signs show so far
    extent_missing: tuple[str, ...] = ()  # one finding of each test without which there is no grade
