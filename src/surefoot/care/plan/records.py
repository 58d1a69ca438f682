"""What the plan is made of: the safety reading, the plan of care, and a reasoned no."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from surefoot.terms import Domain, Reason, Setting, Technique

type CellState = Literal["absolute", "relative", "precaution", "clear"]
type Gate = Literal["stop", "advice_only", "provisional", "full"]
type LeftOutKind = Literal[
    "ruled_out", "needs_approval", "unsettled", "not_available", "outvalued", "by_hand"
]
type Held = Literal["open", "ruled_out", "needs_approval", "unsettled", "not_available"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What safety says of one exercise for this person."""

    exercise: str
    settings: tuple[Setting, ...]  # where it may be done; empty = ruled out everywhere
    supervision: Mapping[Setting, int]  # least supervision level asked for, by setting
    needs_approval: bool  # a relative contraindication nobody has approved yet
    against: tuple[Reason, ...]  # why it is ruled out, or out of a setting, or needs approval
    modifications: tuple[Reason, ...]  # what must be done differently
    held: Held = "open"  # what keeps it out where `settings` is empty: the least of its reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class TechniqueSafety:
    """The strictest cell of the matrix for one technique, over the conditions that are present.

    A relative cell that a named clinician has opened counts as a precaution.
    """

    technique: Technique
    state: CellState
    reasons: tuple[Reason, ...]
    unsettled: tuple[str, ...] = ()  # conditions not settled that would make it stricter


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A must-have that is not traded off: what the plan has to contain, and why."""

    id: str  # "MI2"
    says: str
    exercises: tuple[str, ...]  # ids that must be in the plan (those not barred)
    barred: tuple[Reason, ...]  # required ones that safety rules out, with the reason why not
    reason: Reason
    any_of: tuple[str, ...] = ()  # one of these is enough (those not barred)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An answer that is missing, and what it would release."""

    code: str
    ask: str
    who: str
    releases: tuple[str, ...]  # exercises or techniques held back for want of it
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyCap:
    """The most training minutes a week, by week number 1 to 12, and the effort ceiling."""

    stratum: str
    start_min: int
    minutes: tuple[int, ...]  # one per week
    effort_max: int  # own 0 to 10 scale
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyReading:
    """Everything the rules say before anything is chosen."""

    gate: Gate
    gate_reasons: tuple[Reason, ...]
    exercises: Mapping[str, Allowed]  # every exercise of the library, by id
    techniques: Mapping[Technique, TechniqueSafety]
    conditions: tuple[str, ...]  # codes present
    unsettled: tuple[str, ...]  # codes not settled yet
    requirements: tuple[Requirement, ...]
    cap: WeeklyCap
    pool_temp_c: tuple[float, float] | None  # allowed range; None = no pool
    questions: tuple[Question, ...]  # in the order of what they would release
    statements: tuple[str, ...]  # relied on
    unreviewed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """One exercise as it is done in one week: where, how much, how hard, how guarded."""

    exercise: str
    technique: Technique
    setting: Setting
    level: int
    sets: int
    reps: int | None
    hold_s: int | None
    continuous_min: float | None
    minutes: float  # of one session, rest and set-up included
    sessions: int  # how often this week
    days: tuple[int, ...]  # of the week, at home: 1 = day of the first visit; () = any, or a visit
    effort_max: int
    intensity: str
    supervision: int
    modifications: tuple[Reason, ...]
    progress: str  # rule and next exercise
    regress: str
    is_training: bool  # counts towards the weekly cap (self-care and talks do not)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPart:
    """One part of a visit, in the order it is done."""

    phase: str  # pre_check, warm_up, balance, strength, aerobic, manual, flexibility, ...
    minutes: float
    items: tuple[PlannedItem, ...]
    says: str  # what is done where no item is listed
    shown: tuple[str, ...] = ()  # exercises tried once, for they begin at home before they come up


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit; its parts add up to its length."""

    number: int
    week: int
    day: int  # of the week; 1 = day of the first visit
    setting: Setting  # clinic or pool
    minutes: float
    parts: tuple[VisitPart, ...]
    billing: "Billing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """Timed minutes and units by code, under both rules. Dose is never chosen by it."""

    minutes: Mapping[str, int]
    medicare_units: Mapping[str, int]
    ama_units: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeProgramme:
    """What is done at home in one week: exercises, and self-care listed apart."""

    week: int
    days: int
    minutes_a_day: float
    exercises: tuple[PlannedItem, ...]  # at most five
    self_care: tuple[PlannedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of the course."""

    number: int
    visits: tuple[Visit, ...]
    home: HomeProgramme
    training_min: float
    cap_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TechniqueChoice:
    """How much of one technique the plan holds, and why."""

    technique: Technique
    minutes: float  # over the whole course
    share: float  # of training minutes
    asked_share: float  # what the mix by type and stage asks for
    effect: Mapping[Domain, float]  # standardised, shrunk, at this dose
    dose_note: str  # "below the dose studied (266 of 720 min)", or empty
    why: tuple[Reason, ...]
    asked_with: tuple[Technique, ...] = ()  # those that the asked share is for as well


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something not planned: a technique or exercise, and the rule or value that kept it out."""

    what: str
    kind: LeftOutKind
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedGoal:
    """A goal with its measure and date."""

    words: str
    domain: Domain
    measure: str
    baseline: str
    target: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Retest:
    """What is measured again, when, and by which rule."""

    on: date
    measures: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How the solver's answer stands: value, bound, and whether it is proven."""

    status: str
    value: float  # in SMD x 0.001
    bound: float
    gap: float
    seconds: float
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOfCare:
    """The plan a therapist can approve: what, how much, how guarded, why, and until when."""

    made_on: date
    starts_on: date
    knowledge: str
    gate: Gate  # "full", "provisional" or "advice_only"
    type_and_stage: str
    goals: tuple[PlannedGoal, ...]
    visits_per_week: tuple[int, ...]  # by week
    weeks: tuple[Week, ...]
    techniques: tuple[TechniqueChoice, ...]
    left_out: tuple[LeftOut, ...]
    conditions: tuple[str, ...]  # codes of the safety matrix that are present
    requirements: tuple[Requirement, ...]
    education: tuple[str, ...]
    stop_signs: tuple[str, ...]
    watch: tuple[str, ...]
    referrals: tuple[str, ...]
    retests: tuple[Retest, ...]
    questions: tuple[Question, ...]
    alternatives: tuple[str, ...]
    binding: tuple[str, ...]  # what a binding rule costs
    sensitive: tuple[str, ...]  # choices that flip at the confidence limits
    lifted: tuple[str, ...]  # customs that gave way because not everything fits
    certainty: str
    proof: Proof
    statements: tuple[str, ...]
    unreviewed: tuple[str, ...]
    home_empty: Reason | None = None  # why a course holds no exercise at home


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSafePlan:
    """No plan can be made now: why, which rules are in conflict, what would change it."""

    made_on: date
    knowledge: str
    reasons: tuple[Reason, ...]
    first: tuple[str, ...]  # what must happen first
    questions: tuple[Question, ...]
    stop_signs: tuple[str, ...]
