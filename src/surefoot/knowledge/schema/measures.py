"""What to measure when, what a change means, and what instruments cannot do."""

from collections.abc import Mapping
from typing import Literal

from surefoot.knowledge.schema.instruments import Better, Licence
from surefoot.knowledge.schema.statement import MaybeInt, MaybeNumber, Row, Statement, Words


class LicenceEntry(Statement):
    """What may be shipped of an instrument, and how we know."""

    licence_class: Licence
    status: str


class ChangeLimit(Statement):
    """How much change in one measure is more than error (MDC95), and how much matters (MCID).

    Empty limits are unknown, not zero. The `..._text` fields keep the table as it was written.
    """

    code: str  # as the table calls it
    domain: str
    instrument: str = ""  # empty: no definition of it is shipped
    values: Words = ()
    better: Better
    rule: Literal["classes", "percent", "state", "threshold", "anchor"]
    mdc95: MaybeNumber = None
    mdc95_by_baseline: Words = ()  # "0-24:5": the limit by the band of the first score
    mdc95_se: str = ""  # the value that is the standard error
    mdc95_factor: MaybeNumber = None  # MDC95 = factor x standard error
    mdc95_single: MaybeNumber = None  # for one activity alone
    mdc95_other_rater: MaybeNumber = None  # when the rater or the number of trials differs
    mcid: MaybeNumber = None
    mcid_pct: MaybeNumber = None  # of the baseline, and not less than `mcid`
    only_at_most: MaybeNumber = None  # above it, higher is not better
    unit: str
    mdc95_text: str
    mcid_text: str
    population: str
    src_text: str


class ChangeLabel(Statement):
    """What a class of change is called for the patient."""

    condition: str
    label: str


class MissingPolicy(Statement):
    """What becomes of a score when answers are missing."""


class InstrumentConvention(Statement):
    """A rule that holds for all instruments; `section` is where the source states it."""

    section: str
    days: MaybeInt = None


class InstrumentLimit(Statement):
    """A weak spot that users are told of."""

    topic: str
    instruments: Words = ()


class Extra(Row):
    """Instruments that a measure needs under a condition over the findings."""

    instruments: Words
    when: str
    says: str
    clinic_min: float = 0


class CoreMeasure(Statement):
    """One of the measures of the core set; `says` is how the set names it."""

    number: int
    instruments: Words
    also: tuple[Extra, ...] = ()
    instead: Mapping[str, Words] = {}  # instrument -> those that hold it
    findings: Words = ()  # recorded findings that belong to it
    findings_retest: str = ""
    who: str
    clinic_min: float
    benefits: Words
    block: str = ""  # empty: done at home
    place: MaybeInt = None  # in the order of the block
    retest: str
    retest_of: Mapping[str, str] = {}  # instruments with a schedule of their own


class CoreBlock(Statement):
    """One of the two blocks of the baseline."""

    number: int
    minutes: float
    minutes_with_extras: float
    minutes_limit: float
    when: str
    within_days: MaybeInt = None
    after: str = ""


class CoreRule(Statement):
    """A rule of the core set as a whole."""

    days: MaybeInt = None


class CoreGate(Statement):
    """When a kind of test is not done; `when` is a rule over the findings."""

    stops: Literal["standing", "eyes_closed", "pool", "instruments"]
    instruments: Words = ()
    when: str
    needs: str = ""  # the instrument that settles it


class Narrowed(Row):
    """For whom single instruments of a re-test are."""

    instruments: Words
    when: str


class Retest(Statement):
    """When a group of measures is repeated, in weeks from the baseline."""

    instruments: Words
    when: str = ""  # whom it concerns after the first examination; empty: everybody
    narrowed: tuple[Narrowed, ...] = ()  # of its instruments, those that concern fewer people
    every_visit: str = ""
    every_visit_when: str = ""  # over the findings; empty: for everybody
    weeks: tuple[int, ...]
    if_weeks: tuple[int, ...] = ()
    if_says: str = ""
    if_when: str = ""  # over the findings
    event: str = ""


class SwayMetric(Statement):
    """A measure of sway: its formula, its unit in mm (plate) or m/s^2 (phone), its parts."""

    kind: Literal["time", "frequency"]
    name: str
    formula: str
    unit: str
    parts: Words
    finding: str


class SensoryRatio(Statement):
    """A ratio of two conditions that shows how one sense is used."""

    of: str
    formula: str
    finding: str = ""


class BalancePattern(Statement):
    """Which conditions fail together, what that is called and what to train."""

    c1: str
    c2: str
    c3: str
    c4: str
    name: str
    training: str


class SwayNote(Statement):
    """How to record sway or gait, how far it can be trusted, and test vectors."""

    about: Literal["recording", "metrics", "ratios", "reliability", "effects", "norms", "vectors"]


class GaitMetric(Statement):
    """A measure of gait and how neuropathy changes it."""

    name: str
    definition: str
    unit: str
    findings: Words
    in_neuropathy: str
