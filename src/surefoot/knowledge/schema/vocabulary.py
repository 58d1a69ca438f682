"""The vocabulary: one code per finding, the units it may come in, the body map, the nine groups."""

from typing import Annotated, Literal

from pydantic import Field

from surefoot.knowledge.schema.statement import MaybeNumber, MaybeWord, Row, Statement, Words
from surefoot.terms import SymptomGroup

type Reach = Literal["none", "left_right", "per_site"]


class Finding(Statement):
    """One thing that can be known of a person; `id` is its code, `says` its name.

    A finding with a `rule` is derived: never recorded, always worked out from other findings.
    """

    ask: str = ""  # the question for the patient; empty when nobody asks it
    kind: Literal[
        "symptom",
        "sign",
        "test",
        "vital",
        "lab",
        "condition",
        "medicine_class",
        "event",
        "lifestyle",
        "goal",
        "clinic_means",
        "derived",
    ]
    value_type: Literal["three_valued", "number", "enum", "date", "text"]
    unit: str = ""  # UCUM
    min: MaybeNumber = None  # hard plausibility limits, not reference ranges
    max: MaybeNumber = None
    enum_values: Words = ()
    side: Reach = "none"
    who: Literal["patient", "therapist", "lab", "device", "derived"]
    who_needs: Words = ()
    aliases: Words = ()  # where the finding stands in the sources: "causes 1.4 f14"
    rule: MaybeWord = None
    rule_source: str = ""
    loinc: MaybeWord = None
    notes: str = ""

    @property
    def is_derived(self) -> bool:
        """Whether the value is worked out by a rule rather than recorded."""
        return self.rule is not None


class Conversion(Statement):
    """How a number in one unit becomes another: `to` = `from` x `factor` + `offset`."""

    analyte: str
    codes: Annotated[Words, Field(min_length=1)]  # findings it serves
    unit_from: str
    unit_to: str
    factor: float
    offset: float
    origin: str  # where the reference states it


class UnitWord(Row):
    """How a UCUM unit is written for people, and which other spellings are understood."""

    id: str
    written: str
    decimals: Annotated[int, Field(ge=0, le=3)]  # as many as are said of a number, half up
    spellings: Words = ()


class ValueWord(Row):
    """How a value of a finding is said: `id` is the value, or "finding=value" if that differs."""

    id: str
    written: str


class Site(Statement):
    """One place of the body map, with its side in the code unless it lies in the middle."""

    group: str  # head, trunk, arms, hands, legs, feet
    region: str  # "trunk front"
    place: str  # the code without its side
    side: Literal["left", "right", "middle"]
    spots: Words = ()  # monofilament, ipswich, temperature


class SymptomRow(Statement):
    """One of the nine groups: what is asked, how it is measured, what else to think of."""

    group: SymptomGroup
    seed: str  # the words of the reference
    summary: str  # the derived yes-or-no finding
    ask: str  # names every part, so that "no" to it is "no" to each part
    sited: Words  # parts that have a place on the body map
    parts: Words  # parts without a place
    fibre_class: str
    first_questions: str
    quantify_with: str
    clinician_tests: str
    think_also_of: str


class SymptomCourse(Statement):
    """What the course of one group says about the whole: is it still getting worse?"""

    course: str
    worsening: bool


class SymptomNote(Statement):
    """A remark on all nine groups."""


class PatternShortcut(Statement):
    """Which branch a mix of symptom groups leads to first."""

    groups: Words  # "s1", "s4"
    leads_to: str
