"""Project policy as data: what is asked of whom, who may lift a red flag, what words mean."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from surefoot.knowledge.schema.statement import MaybeInt, Statement, Words


class Gate(Statement):
    """A plain question for everybody (ring 1). "No" closes what it names; "not sure" nothing.

    What a gate closes is absent (a red flag: none) unless its own inputs show it all the same.
    """

    order: int
    ask: str
    closes: Words  # conditions and red flags
    closes_unasked: Words = ()  # of these, what closes where the gate is not asked; () = all
    closes_with: Mapping[str, str] = {}  # closed only once this was measured too (ring 2)
    answers: Words = ()  # recorded findings the question names: "code", or "code=word"
    not_asked: Words = ()  # findings beyond the question: they contradict no "no" to it
    asked_when: str = ""  # not asked where this does not hold
    note: str = ""
    added: bool = False  # not in the policy's own list: covers red flags no gate of it closes


class Closing(Statement):
    """What closes without a question, once something is known of the person."""

    when: str
    closes: Words


class Measurement(Statement):
    """What is measured at the first visit of everybody (ring 2)."""

    order: int
    needs: Annotated[Words, Field(min_length=1)]  # findings; "a|b" = either will do
    needed_when: str = ""  # "" = always


class Opening(Statement):
    """A test of ring 3: done only where something calls for it."""

    tests: Annotated[Words, Field(min_length=1)]
    opened_when: str


class Policy(Statement):
    """One choice of the project, in the words of the policy."""

    section: str
    findings: Words = ()  # codes whose rules carry it out
    numbers: Mapping[str, float] = {}


class ReviewRule(Statement):
    """Who may lift a red flag of this urgency, by what, and for how long."""

    urgencies: Words
    roles: Words
    days: MaybeInt = None  # None = until the finding changes


class ScopeRule(Statement):
    """What this software does not cover: the person is sent on."""

    when: str
    send_to: str


class FreshFinding(Statement):
    """A finding that says itself how long ago it began."""

    finding: str
    within_days: MaybeInt = None  # "in the last 14 days"
    counts_per_day: MaybeInt = None  # the value counts days (1) or hours (24) since it began
