"""Rows of the effect table, and of the model that turns minutes into expected benefit."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator

from surefoot.knowledge.schema.statement import MaybeNumber, Statement, Words
from surefoot.terms import Domain, Technique


def _parted(cell: object) -> object:
    """A CSV cell of words parted by semicolons, as a list."""
    return [word for word in cell.split(";") if word] if isinstance(cell, str) else cell


type Techniques = Annotated[tuple[Technique, ...], BeforeValidator(_parted)]
type Domains = Annotated[tuple[Domain, ...], BeforeValidator(_parted)]
type Dose = Literal["minutes", "minutes_per_week", "presence"]
type Curve = Literal["saturating", "linear", "step", "none"]


class Effect(Statement):
    """One row of the effect table: how much better, for whom, at which dose. Better is positive."""

    row: str  # technique and domain as the source table names them
    techniques: Techniques  # doses count together
    exercises: Words = ()  # for `presence`: one of these in the plan earns the credit
    domains: Domains
    measure: str
    population: str = ""  # who was studied; empty = an assumption for anyone
    types: Words = ()  # types of a mix it was measured in; empty = any
    transfers: bool  # may be carried over to other types, at a discount
    when: str = ""
    raw: MaybeNumber  # standardised mean difference
    low: MaybeNumber = None  # 95 % confidence limits
    high: MaybeNumber = None
    ratio: MaybeNumber = None  # risk or rate ratio
    ratio_low: MaybeNumber = None
    ratio_high: MaybeNumber = None
    raw_text: str
    certainty: str  # as written; a star marks our own reading
    weight: float  # shrinkage by certainty
    conv: Literal["D", "C", "O", "Q"]  # direct, converted, odds ratio, qualitative prior
    indirect: bool
    use: float  # shrunk value at d0
    cap: MaybeNumber = None  # hard cap on `use` where the published value is implausible
    dose: Dose
    d0_min: MaybeNumber = None  # minutes (in all, or a week) at which `use` is reached
    d0_text: str = ""
    shape: str = ""  # as written
    curve: Curve
    note: str = ""


class EffectRule(Statement):
    """A rule of the model: its numbers carry the names the program reads."""

    value: str
    numbers: Mapping[str, float] = {}


class Robustness(Statement):
    """How far plans may be told apart by an effect."""

    robust: bool
    techniques: tuple[Technique, ...] = ()
