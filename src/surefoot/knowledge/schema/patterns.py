"""What is it: the sub-patterns, what speaks for and against each, and how it is added up.

A `when` is a rule over codes of findings, in the language of the derived findings.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field

from surefoot.knowledge.schema.statement import MaybeNumber, Row, Statement, Words
from surefoot.terms import NeuropathyType

type Column = Literal["DSP", "SFN", "ATX", "MOT", "AUT", "PRX", "PRN", "FOC", "MPX", "CRN", "MIM"]
type Weight = Annotated[int, Field(ge=-3, le=3)]
type Profile = Literal["diabetes", "mixed", "both"]
type Grading = Literal["E0", "E1", "E2", "E3", "E4"]

COLUMNS: tuple[Column, ...] = get_args(Column.__value__)
"""The sub-patterns that have a column of weights, in the order of the table."""


class Need(Row):
    """What must be known before a band is stated: one of `findings`, else the sentence is shown."""

    says: str
    findings: Annotated[Words, Field(min_length=1)]


class Pattern(Statement):
    """A sub-pattern of neuropathy, or a mimic; `says` is its one-line picture."""

    name: str
    seed_type: str  # as the source writes it
    types: tuple[NeuropathyType, ...] = ()
    red_flags: Words = ()  # shown beside it when it is surfaced
    surfaced: bool = False  # shown from the "possible" band on, whatever the top pattern is
    criteria: Words = ()  # the criteria set that stands in for a column of weights
    needs: tuple[Need, ...] = ()
    explained_by: Words = ()  # no second disease where one of these is likely and no nerve is named


class OverlapGroup(Statement):
    """Findings and tests that say the same thing and so never multiply."""

    name: str


class PatternFinding(Statement):
    """A finding and what it weighs for each sub-pattern, from -3 against to +3 for."""

    when: str
    group: str  # an overlap group, or its own id when it stands alone
    findings: Words  # what a reader looks at first
    DSP: Weight
    SFN: Weight
    ATX: Weight
    MOT: Weight
    AUT: Weight
    PRX: Weight
    PRN: Weight
    FOC: Weight
    MPX: Weight
    CRN: Weight
    MIM: Weight

    @property
    def weights(self) -> Mapping[Column, int]:
        """The weight by sub-pattern."""
        return {column: int(getattr(self, column)) for column in COLUMNS}


class BedsideTest(Statement):
    """A test or instrument with its accuracy as published; `says` is the test and its cut.

    `positive_lr` and `negative_lr` are the figures that count: of a range the end nearest 1.
    """

    target: str  # condition and reference standard
    n: str
    sensitivity: str
    specificity: str
    positive_text: str  # LR+ as the source gives it
    negative_text: str
    positive_lr: MaybeNumber = None
    negative_lr: MaybeNumber = None
    positive_range: tuple[float, float] | None = None
    negative_range: tuple[float, float] | None = None
    calculated: bool = False  # derived from sensitivity and specificity, not published
    group: str
    caveat: str
    profile: Profile
    columns: tuple[Column, ...] = ()  # where a result counts
    why_not: str = ""  # why it counts nowhere
    positive_weight: MaybeNumber = None  # an ordinal weight in place of a likelihood ratio
    positive_when: str = ""
    negative_when: str = ""
    says_positive: str = ""
    says_negative: str = ""
    findings: Words = ()
    fact: str = ""  # of several figures for one fact only the strongest counts
    gives_way_when: str = ""  # does not count where this holds
    replaces_if_positive: Words = ()  # findings whose ordinal weight the figure replaces
    replaces_if_negative: Words = ()
    external: bool = False  # done outside the clinic


class Exclusion(Statement):
    """Two findings that exclude each other or repeat one fact: `drops` gives way to `keeps`."""

    keeps: str
    drops: str


class QuestionPart(Row):
    """A part of a question that can be asked alone, where the rest is known."""

    findings: Annotated[Words, Field(min_length=1)]
    says: str
    when: str = ""  # not asked where this is known not to hold


class Question(Statement):
    """What can be asked or tested next, and which evidence the two answers would bring.

    A question with parts is asked in full only while all of it is open. A finding that belongs to
    no part tells too little to be asked alone.
    """

    theme: str  # of the questions on one theme only the most telling is proposed
    who: Literal["patient", "therapist", "device", "lab"]
    findings: Annotated[Words, Field(min_length=1)]  # the findings to record
    yes: Annotated[Words, Field(min_length=1)]  # findings present, tests positive
    no: Words = ()  # findings of the opposite, tests negative
    fallback_for: Words = ()  # proposed only where one of these could not be done
    when: str = ""  # not asked where this is known not to hold
    after_cause: Words = ()  # findings asked last where a confirmed cause explains the picture
    parts: tuple[QuestionPart, ...] = ()


class Level(Row):
    """A stronger form of a criteria set."""

    name: str
    when: str


class Criterion(Statement):
    """A set of criteria that is met or not; `says` is its rule."""

    name: str
    when: str
    findings: Words
    patterns: Words = ()
    levels: tuple[Level, ...] = ()  # weakest first
    stronger: Words = ()  # sets that say more: this one is not shown beside them


class NerveSign(Row):
    """One finding that points to a nerve; signs of one `fact` count once."""

    finding: str
    fact: str
    below: MaybeNumber = None  # a strength grade under this
    values: Words = ()  # one of these words
    place: str = ""  # at this place of the body map, on the side in question
    sided: bool = True


class Nerve(Statement):
    """A named nerve and its picture; `says` joins what it does when it is hurt."""

    name: str
    finding: str  # the examiner's "picture fits this nerve"
    cranial: bool = False
    motor: str
    sensory: str
    provocation: str
    tell_apart: str
    signs: tuple[NerveSign, ...] = ()
    against: tuple[NerveSign, ...] = ()  # point to a root or another nerve instead
    muscles: Words = ()  # strength grades that stage it
    only_when: str = ""
    not_when: str = ""


class Pair(Statement):
    """Two things easily taken for each other; `says` is what separates them best."""

    name: str
    left: Annotated[Words, Field(min_length=1)]
    right: Words = ()  # empty: the other has no column of weights
    findings: Words = ()


class ExtentGrade(Statement):
    """A grade of damage; `says` is its bedside picture."""

    meaning: str
    course: str  # expected if the cause is removed


class ExtentSign(Statement):
    """One sign of a grade; signs of one `fact` count once."""

    grading: Grading
    fact: str
    when: str
    findings: Words
    alone: bool = False  # defines at least this grade by itself


class ExtentNeed(Statement):
    """A test without which a grade below `up_to` would be a guess; `says` names it when missing."""

    findings: Annotated[Words, Field(min_length=1)]  # one of them must be known
    up_to: Grading


class SmallFibreGrade(Statement):
    """The grade by the highest level of pin or temperature loss when all else is normal."""

    grading: Grading
    when: str
    findings: Words


class ExtentRule(Statement):
    """How the grade is taken, and what it is used for."""

    when: str = ""
    numbers: Mapping[str, float] = {}
    words: Mapping[str, str] = {}


class Convention(Statement):
    """How figures are read and added up, with its numbers and words under names."""

    numbers: Mapping[str, float] = {}
    words: Mapping[str, str] = {}
    needs: tuple[Need, ...] = ()


class Gap(Statement):
    """What is not known, or not covered, and what follows for whoever uses or builds this."""

    consequence: str
