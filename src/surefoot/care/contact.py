"""Step 1. First contact: does anything have to happen now, before any plan?"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from surefoot.terms import Reason, Urgency

type Door = Literal["accept", "accept_restricted", "redirect", "emergency"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedFlag:
    """A red flag that fires: what was found, how urgent, what to say and do."""

    id: str  # "rf_ces"
    urgency: Urgency
    suspect: str
    do: str  # for the therapist
    say: str  # for the patient, in large type
    restricts: tuple[str, ...]  # what may not be planned meanwhile (tags, techniques, "all")
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFlag:
    """A red flag not yet settled: the most urgent it could be, and what to ask."""

    id: str
    could_be: Urgency
    ask: tuple[str, ...]  # codes of findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The answer to the first contact. U0 and U1 stop everything; U2 allows advice only."""

    made_on: date
    knowledge: str
    door: Door
    urgency: Urgency
    raised: tuple[RaisedFlag, ...]  # most urgent first
    reviewed: tuple[str, ...]  # flags that would fire, but a valid review covers them
    open: tuple[OpenFlag, ...]
    unreviewed: tuple[str, ...]  # statements relied on that no clinician has signed
