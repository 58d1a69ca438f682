"""Step 0. What a person told us, what was found, and what the clinic has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from surefoot.terms import Domain, Setting, Side, SymptomGroup, Urgency

type Value = bool | float | str | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One answer on one day. `False` means looked for and not found; not asked has no fact.

    A finding with sides has one fact a side; `side=None` occurs only where it has none.
    A finding with sites has one fact a site. With `site=None`, `False` means "at no other site"
    (alone: nowhere) and `True` means "present, the site was not said".
    """

    code: str
    value: Value  # numbers in the unit of the vocabulary
    on: date
    side: Side | None = None
    site: str | None = None  # a site of the body map, or a setting for what a place offers
    protocol: str | None = None
    name: str | None = None  # medicines: the name as it was told; `code` is its class
    started_on: date | None = None  # medicines
    stopped_on: date | None = None
    dose: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDone:
    """A test that gave no value, and why: unable, declined or not_applicable."""

    code: str
    why: str
    on: date
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers to one instrument on one day, item by item, as they were given."""

    instrument: str
    on: date
    items: Mapping[str, float | str | bool | None]  # None = not asked or skipped
    not_done: Mapping[str, str] = field(default_factory=dict)  # item -> unable, declined ...
    protocol: Mapping[str, str] = field(default_factory=dict)  # mode, device, footwear, pace ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """One of the nine groups as the person tells it. `present` is None when not sure.

    `present` is the person's own answer to the derived `symptom_*` of the group: a group that is
    absent has none of its parts, a group that is present has at least one.
    """

    group: SymptomGroup
    present: bool | None
    sites: tuple[str, ...] = ()  # codes of the body map, with _left or _right
    severity: int | None = None  # 0 to 10
    since: date | None = None
    course: str | None = None  # better, same, worse, comes_and_goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """One fall. The facts hold the summary: how many in 12 months, and the worst injury."""

    on: date
    injury: str | None = None  # a_serious, b_moderate, c_minor or d_none; None = not said
    head_strike: bool | None = None
    passed_out: bool | None = None
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """One medicine as it was told. The facts hold one answer for each class of medicines.

    Where several medicines of a class are told, the fact of the class is that of the latest:
    taken now before stopped within a year, before stopped earlier.
    """

    name: str | None  # as it was told; None when only the class was
    classes: tuple[str, ...]  # codes of the vocabulary; empty when it belongs to none
    state: str  # current, stopped_within_12_months or stopped_over_12_months
    on: date  # the day it was asked
    started_on: date | None = None
    stopped_on: date | None = None
    dose: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What the person wants, in their own words; priority 1 is the most important."""

    words: str
    domain: Domain
    priority: int
    by: date | None = None  # the day the person names: a feast, a journey


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A named clinician allows, with a reason, what a relative contraindication holds back."""

    condition: str  # code of the safety matrix
    technique: str  # a technique, or "home_unsupervised"
    by: str
    reason: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Somebody entitled to has looked at a red flag: who, when, what they said."""

    red_flag: str
    by: str
    role: str  # physician, emergency_department, therapist
    says: str
    on: date
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who it is about. Age and sex at birth are findings too, and are read from here."""

    id: str
    name: str
    born_on: date
    sex: str | None = None  # female, male or other: the finding `sex_at_birth`
    language: str = "en"
    work: str = ""  # in the person's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicMeans:
    """What this clinic can offer this person."""

    settings: tuple[Setting, ...] = (Setting.CLINIC, Setting.HOME)
    visit_min: int = 45  # minutes of one visit
    visits_max: int | None = None  # cost or visit cap over the whole course
    visits_per_week_max: int = 3
    skills: tuple[str, ...] = ()  # techniques the staff can deliver; empty = all
    rooms: tuple[str, ...] = ()  # names of the rooms that can be booked
    profile: str = "mixed"  # "diabetes" or "mixed": which accuracy figures fit the people seen
    licensed: tuple[str, ...] = ()  # instruments whose licence the clinic has confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything known of one person on one day: the input of the whole line of care."""

    person: Person
    today: date
    story: str = ""
    facts: tuple[Fact, ...] = ()
    not_done: tuple[NotDone, ...] = ()
    gates: Mapping[str, bool] = field(default_factory=dict)  # ring-1 gates answered yes or no
    symptoms: tuple[Symptom, ...] = ()
    answers: tuple[Answers, ...] = ()
    falls: tuple[Fall, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    days_per_week: int | None = None  # days a week free for exercise at home
    goals: tuple[Goal, ...] = ()
    reviews: tuple[Review, ...] = ()
    approvals: tuple[Approval, ...] = ()
    means: ClinicMeans = ClinicMeans()
