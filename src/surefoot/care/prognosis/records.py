"""What the prognosis says: causes, classes, three answers, referrals."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from surefoot.terms import Reason, Urgency

type Certainty = Literal["confirmed", "likely", "possible", "excluded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause, how sure it is, and what it means for recovery."""

    id: str
    name: str
    certainty: Certainty
    active: bool | None  # exposure goes on, or the disease is off its target
    reversibility: str  # class after the modifiers and caps: R0 ... R4, RS, RU
    best_achievable: str  # class if what can be changed were changed
    window: str  # "6 to 18 months", first sign to plateau; empty where no figure is known
    first_sign_months: float | None  # the later end
    plateau_months: float | None  # the later end
    modifiers: tuple[Reason, ...]
    refer_to: str
    urgency: Urgency
    grade: str  # how far the course may be trusted
    reason: Reason
    finding: str = ""  # the code later rules read: "cause_dm1"
    evidence: str = ""  # the letter of the source
    course: str = ""  # first sign to plateau, as the source words it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One of the three answers, with what it rests on."""

    about: Literal["symptoms", "nerve", "function"]
    says: str  # for the patient, grade 6
    record: str  # for the therapist
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Whom to send the person to, how soon, why, and what to ask for."""

    to: str
    urgency: Urgency
    why: str
    ask_for: tuple[str, ...]  # in words
    statement: str
    codes: tuple[str, ...] = ()  # the same as codes of findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Prognosis:
    """Can it be reversed: symptoms, nerve and trainable function apart; never a promised cure."""

    made_on: date
    knowledge: str
    overall: str  # worst class among confirmed and likely causes
    best_achievable: str
    causes: tuple[Cause, ...]  # active ones first
    answers: tuple[Answer, Answer, Answer]
    window: str
    review_on: date | None  # first sign + 50 %; no change then re-opens the causes
    would_change: tuple[str, ...]  # missing labs and tests, by code
    exceptions: tuple[Reason, ...]  # coasting, treatment-induced, reinnervation clock
    referrals: tuple[Referral, ...]
    unreviewed: tuple[str, ...]
    not_suggested: tuple[str, ...] = ()  # codes of causes of which nothing speaks
