"""Can it be reversed: causes, how they turn out, what moves recovery, and the figures behind it.

A field called `when` or ending in `when` is a rule over codes of findings.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from surefoot.knowledge.schema.statement import Row, Statement, Words

type Klass = Literal["R0", "R1", "R2", "R3", "R4", "RS", "RU"]
type Level = Literal["U0", "U1", "U2", "U3", "U4"]
type Months = tuple[float, float]  # the earlier and the later end
type Extent = Literal["E0", "E1", "E2", "E3", "E4"]


class Urgent(Row):
    """How soon, if `when` holds; without a rule it always holds."""

    urgency: Level
    when: str = ""
    red_flag: bool = False  # a sign the first contact looks for: not known = taken as absent


class InCare(Row):
    """Somebody there has seen it: no new patient, but they stay informed. All that is named holds.

    A level with a rule of its own that holds counts all the same: it tells of something new.
    """

    urgency: Level
    why: str
    to: str = ""  # the team that treats; empty = the same receiver
    when: str = ""
    red_flags: Words = ()  # one of them carries a review that is valid today
    dealt_with: bool = False  # the cause is known to be removed or at its target


class Refer(Row):
    """Whom to send the person to; the first level that holds counts, the most urgent first."""

    to: str
    levels: Annotated[tuple[Urgent, ...], Field(min_length=1)]
    in_care: InCare | None = None
    why: str = ""  # what this receiver is asked for, instead of the advice and tests of the cause


class Cause(Statement):
    """What can damage nerves, and how sure one can be that it did; `says` is its recognition."""

    row: str  # the row of the reference; 73 rows hold 78 causes
    name: str
    picture: str  # the pattern as the source words it
    patterns: Words  # sub-patterns it produces
    finding: str  # the result it fills: "cause_dm1"
    diagnosed: str  # the code of a physician's diagnosis on record
    asks: str  # questions that reveal it
    labs: str  # tests and limits
    # exposure: something one can stop; disease: something one can bring to its target;
    # event: happened once; lasting: nothing to stop or to treat
    kind: Literal["exposure", "disease", "event", "lasting"]
    exposure: str = ""  # class of medicine
    onset_after_stop_months: float = 0.0  # symptoms may begin this long after the last dose
    attribute: Literal["by_history", "with_timing", "never"] = "by_history"
    confirmed_when: str = ""
    likely_when: tuple[str, ...] = ()  # strong features: one is enough
    possible_when: tuple[str, ...] = ()  # any recognition feature
    fits_when: str = ""  # a picture that fits although no sub-pattern has it
    ruled_out_when: str = ""  # the required tests are negative; empty = no test rules it out
    tests: Words = ()  # the required tests, whose dates count
    recheck_sooner: bool = False  # in people at risk a negative test holds for half as long
    yields_to: Words = ()  # causes that explain the same finding better
    speaks_before: Words = ()  # causes behind it, which do not speak for what it paints itself
    doubtful_beside: Words = ()  # causes beside which it is no more than possible
    only_alone: bool = False  # a diagnosis of exclusion
    ask_for: Words = ()  # codes of labs and tests to ask for
    treated_when: str = ""  # removed, or at its own target
    better_when: str = ""  # the condition for the better end of the range
    better_by_treatment: bool = False  # ... which treatment can bring about
    reachable_when: str = ""  # ... if this holds
    notes: str = ""


class CauseOutcome(Statement):
    """How a cause turns out once it is dealt with; `says` is the whole row."""

    cause: str
    reversibility: str  # the class as the source words it
    base: Klass  # the worse end of the range
    best: Klass
    by_extent: Mapping[Extent, Klass] = {}
    inherited: bool = False
    course: str  # first sign to plateau, as the source words it
    first_sign_months: Months | None = None
    plateau_months: Months | None = None
    review_months: float | None = None  # where no first sign is known
    coasting_months: float | None = None
    slowed_by_axonal_loss: bool = False  # its figures are those of a conduction block
    odds: str  # what moves them
    action: str  # whom to refer to and how fast, as the source words it
    suspected_when: str = ""  # refers although the cause is only possible
    refer: tuple[Refer, ...] = ()
    advice: str = ""  # what the receiver must know, or what holds meanwhile
    notice: str = ""  # for the therapist, where the course is not what it looks like
    patient: str = ""  # the same for the person
    evidence: str  # the letter of the source


class Check(Row):
    """One of `codes` must be known; with a rule, only if it holds."""

    codes: Annotated[Words, Field(min_length=1)]
    words: str  # for the physician
    plain: str  # for the patient
    when: str = ""


class Notice(Row):
    """A sentence for the therapist, shown when its rule holds. `values`: told with it."""

    when: str
    says: str
    values: Words = ()
    in_letter: bool = False  # the physician has to know


class CauseFact(Statement):
    """A first principle of looking for the cause."""

    use: str
    when: str = ""  # whom it concerns; empty = everyone
    exposure: str = ""
    checks: tuple[Check, ...] = ()
    notices: tuple[Notice, ...] = ()
    refer: tuple[Refer, ...] = ()
    words: Mapping[str, str] = {}  # what is said of it, under names


class Modifier(Statement):
    """What moves recovery, in classes. It never lifts a cause above the best class of its row."""

    direction: str
    size: str  # as the source words it
    works_by: Literal["duration", "shift", "active", "second", "note"]
    when: str = ""
    better: float = 0.0
    worse: float = 0.0
    half_when: str = ""  # then only half a shift; not known = the worse of both
    short_days: float | None = None  # below: better
    long_days: float | None = None  # above: worse
    held_at: Klass | None = None
    held_when: str = ""
    slow_when: str = ""
    slower: Months | None = None  # how many times as long
    slower_says: str = ""
    notice: str = ""
    stronger_when: str = ""
    stronger_notice: str = ""
    for_everyone: bool = False  # told even where none of its causes is at hand
    causes: Words = ()  # empty = all
    findings: Words = ()
    note: str = ""


class ReversibilityClass(Statement):
    """What a class means, and how it is said. `[window]` and `[list]` are filled in."""

    rank: int | None = None  # None stands apart
    sentence: str  # as the source words it
    patient: str  # the same in sentences of grade 6 at most
    patient_if_mended: str = ""  # instead, where dealing with the cause betters the class
    patient_without_window: str = ""
    patient_without_list: str = ""
    symptoms: str  # answer (a) for the patient
    symptoms_record: str
    nerve_record: str


class PrognosisStep(Statement):
    """One of the eight steps."""

    number: int


class PrognosisRule(Statement):
    """A rule of the procedure with its numbers and words."""

    numbers: Mapping[str, float] = {}
    words: Mapping[str, str] = {}
    when: str = ""
    unmoved_when: str = ""
    findings: Words = ()
    refer: tuple[Refer, ...] = ()


class PrognosisWord(Statement):
    """A sentence for the patient."""

    record: str = ""  # the same for the record
    when: str = ""  # only for those of whom this rule is known to hold; empty: by its id alone


class PrognosisFigure(Statement):
    """One published figure; `result` and `follow_up` as the source gives them."""

    about: str
    causes: Words
    measure: str
    n: str
    follow_up: str
    result: str
    note: str = ""


class TrajectoryPrior(Statement):
    """What to expect of a course before the person's own values are known."""

    scale: str = ""  # a native scale
    event: str = ""
    slope_per_year: float | None = None
    sd_slope: float | None = None
    delta: float | None = None
    delta_months: float | None = None
    sd: float | None = None
    se: float | None = None
    weight: float | None = None  # share of people who follow this course
    uncontrolled: bool = False
    probabilities: Mapping[str, float] = {}
    interval: Mapping[str, Months] = {}  # 95 %
    months: Mapping[str, float] = {}
    mean_months: float | None = None
    median_days: float | None = None
    iqr_days: float | None = None
    follow_up_months: float | None = None
    window_months: Months | None = None
    n: int | None = None
    causes: Words
    note: str = ""


class TrajectoryRule(Statement):
    """How a course is read."""

    numbers: Mapping[str, float] = {}


class Drug(Statement):
    """A medicine by its full generic name, and the classes it belongs to. Never by a suffix."""

    name: str
    spellings: Words = ()
    findings: Annotated[Words, Field(min_length=1)]  # classes of medicine
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every full name it goes by, in small letters."""
        return tuple(name.casefold() for name in (self.name, *self.spellings))
