"""Red flags: what must reach a physician before, or instead of, any exercise."""

from typing import Annotated, Literal

from pydantic import Field

from surefoot.knowledge.schema.statement import Row, Statement, Words

ADVICE_ONLY = "all_but_advice"
EVERYTHING = "all"


class RedFlagLevel(Row):
    """What is done and said at one urgency."""

    urgency: str  # "U0"
    do: str  # for the therapist, from the action of the row
    say: str  # for the patient, in large type
    restricts: Words  # "all", "all_but_advice", or tags and techniques that may not be planned


class RedFlag(Statement):
    """One row of the red-flag list; its id is the code of the derived finding that decides it."""

    suspect: str
    finding_words: str  # the exact trigger, as the reference writes it
    action: str
    urgency_words: str
    basis: str  # the sources as the reference writes them
    asked_first: bool = False  # asked of everybody at first contact
    beside: Words = ()  # findings that do not decide on it, told with it where they are there
    levels: Annotated[tuple[RedFlagLevel, ...], Field(min_length=1)]  # most urgent first


class ContactDoor(Statement):
    """What one urgency means for the whole contact."""

    urgency: str
    opens: Literal["accept", "accept_restricted", "redirect", "emergency"]


class RedFlagReading(Statement):
    """How the rows of the list are read."""
