"""Rows about the techniques: what they are for, how much, how they move on, the evidence."""

from typing import Literal

from surefoot.knowledge.schema.exercises import Techniques
from surefoot.knowledge.schema.statement import MaybeInt, Statement, Words
from surefoot.terms import Technique


class TechniqueRow(Statement):
    """What a technique does, for whom, where, and after how many weeks it shows."""

    technique: Technique
    code: str  # "AQ"
    name: str
    mechanism: str
    targets: str  # problems and symptom groups it addresses
    outcomes: str
    frame: str  # setting, equipment, supervision
    onset: str
    onset_weeks_min: float  # 0 = at once
    onset_weeks_max: float


class Dose(Statement):
    """How much of a technique: planning bounds, the least that works, the most that is allowed.

    A number that is None was not given; nothing may be read into it.
    """

    technique: Technique
    frequency: str
    per_week_min: float | None = None
    per_week_max: float | None = None
    home_per_week_max: float | None = None
    bouts_per_day_min: float | None = None
    bouts_per_day_max: float | None = None
    session: str
    session_min: float | None = None  # minutes of one session (of one bout where there are several)
    session_max: float | None = None
    whole_session: bool = False  # nobody goes there for a part of it
    weeks: str
    weeks_min: float | None = None
    weeks_max: float | None = None  # None with weeks "ongoing" = no end
    intensity: str
    borg_min: float | None = None  # as published, on the 6-20 scale; never converted
    borg_max: float | None = None
    least: str  # minimum effective dose, in words
    least_sessions: float | None = None
    least_minutes: float | None = None  # over the whole course
    least_minutes_per_week: float | None = None
    least_minutes_per_day: float | None = None
    usual: str
    usual_sessions_min: float | None = None
    usual_sessions_max: float | None = None
    usual_minutes_min: float | None = None  # over the whole course
    usual_minutes_max: float | None = None
    most: str  # cap, in words
    most_per_week: float | None = None  # sessions
    most_minutes_per_week: float | None = None
    most_minutes_per_day: float | None = None
    most_minutes_per_session: float | None = None
    most_minutes: float | None = None  # over the whole course
    basis: str  # where the trial doses come from


class Progression(Statement):
    """When and how a technique moves on or back, and who has to be there."""

    holds_for: Technique | Literal["all"]
    move_on: str
    how: str
    hold_on: str
    supervision: str


class TechniqueNote(Statement):
    """Something worth knowing about a technique, or about all of them, that is no rule."""

    holds_for: Technique | Literal["all"]


class StudyFinding(Statement):
    """One finding of one study or review, as it was published."""

    about: str  # the technique codes as the reference groups them
    techniques: Techniques  # empty where it is about exercise of any kind
    population: str
    design: str
    participants: MaybeInt = None
    outcome: str  # outcome and effect, with the 95 % confidence interval where one was seen
    follow_up: str
    certainty: str  # as given; an asterisk is our own reading


class StopSign(Statement):
    """A sign that ends the session at once."""

    about: str  # heart, nerve, glucose, skin, clot, fall, pool, pain ...
    patient: str  # in the person's words
    first_must_haves: Words = ()  # must-haves with which it stands on the person's first page
    first_conditions: Words = ()  # conditions with which it does
    emergency: bool = False  # the emergency number, not a call to the clinic
    emergency_must_haves: Words = ()  # must-haves with which it is an emergency
    emergency_conditions: Words = ()  # conditions with which it is one
    when: str = ""  # whom it concerns: first page; not known: sheet only; known not: nowhere


class AfterStop(Statement):
    """What is done after a session was stopped, in this order."""

    order: int


class InterventionGap(Statement):
    """What is not known about the interventions, and what follows from that."""

    consequence: str
