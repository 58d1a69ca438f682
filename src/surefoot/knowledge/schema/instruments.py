"""An instrument as data: what is asked, which answers there are, how they become a score."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from surefoot.knowledge.schema.statement import MaybeInt, Row, Statement, Words
from surefoot.terms import Side

type Better = Literal["high", "low", "none"]
type Licence = Literal["A", "A-", "B", "C", "C*", "D"]


class Span(Row):
    """A stretch of a scale. Both of its edges say whether they belong to it."""

    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    below: float | None = None


class Step(Span):
    """A stretch of a scale and the points it gives."""

    points: float


class Band(Span):
    """A stretch of a scale and its name."""

    label: str


class Reply(Row):
    """How an item may be answered: by number, by one of several codes, yes or no, or in words.

    A code that `points` does not list gives 0 points; without `points` the number itself counts.
    """

    kind: Literal["number", "codes", "yes_no", "text"]
    codes: Mapping[str, str] = {}  # code -> what it means
    points: Mapping[str, float] = {}
    steps: tuple[Step, ...] = ()  # number -> points
    low: float | None = None
    high: float | None = None
    whole: bool = False
    unit: str = ""
    ends: Words = ()  # what the two ends of the scale mean
    loinc: Mapping[str, str] = {}  # code -> LOINC answer


class Item(Row):
    """One question or trial. No text: a slot that the clinic fills under its licence."""

    id: str
    text: str = ""
    reply: str = ""  # empty: the reply of the instrument
    label: str = ""  # the item that holds its name in the person's own words
    points: Mapping[str, float] = {}  # in place of those of the reply
    unable: float | None = None  # points when the person is unable; None: no score
    asked_if: Mapping[str, Words] = {}  # a gate: item -> the answers that open it; shut gives 0
    only_sex: str = ""
    may_not_apply: bool = False  # "not applicable" takes it out of the denominator
    optional: bool = False  # left out, the instrument is still complete
    finding: str = ""  # the recorded finding that is the same thing
    side: Side | None = None
    words: Mapping[str, str] = {}  # answer -> word of the finding
    also: Mapping[str, str] = {}  # another word of the finding -> the answer it is as well
    reads: str = ""  # a rule over the findings that can answer it
    loinc: str = ""


class Case(Row):
    """One class of a rule set: its name, and when it holds."""

    then: str
    when: str


class Value(Row):
    """One number or word worked out of the answers, in the order in which they stand."""

    id: str
    name: str
    kind: Literal[
        "sum",
        "mean",
        "median",
        "max",
        "min",
        "formula",
        "truth",
        "rules",
        "table",
        "steps",
        "norm",
        "goals",
        "profile",
    ]
    of: Words = ()
    missing: str = "ALL"  # a policy of the conventions, 1.8
    always: Words = ()  # may never be missing, whatever the policy
    rounding: Literal["", "half_up"] = ""  # of a prorated sum
    times: float = 1
    over: float = 1
    formula: str = ""
    cases: tuple[Case, ...] = ()
    ordered: bool = False  # the classes rank, so unknown answers leave a range of them
    table: Mapping[str, float] = {}
    slot: bool = False  # the table is under licence; the clinic fills it
    steps: tuple[Step, ...] = ()
    norm: str = ""  # series of the norms
    weights: tuple[Words, ...] = ()  # goals: the items that multiply into the weight of each
    partners: Words = ()  # goals: the same goal on the other occasion
    rho: float = 0.0  # goals: assumed correlation between them
    paired: bool = False  # for change, only items answered on both days count
    inner: bool = False  # a step on the way, not shown
    trials: str = ""  # the value it is worked out of: same number of trials, prorated alike
    unit: str = ""
    low: float | None = None
    high: float | None = None
    decimals: int = 0  # for display only
    feeds: str = ""  # the recorded finding it becomes
    side: Side | None = None


class LoincCode(Row):
    """A LOINC code; only a confirmed one may leave the system."""

    code: str
    what: str
    confirmed: bool


class Void(Row):
    """When a record may not be scored at all."""

    when: str
    says: str


class Instrument(Statement):
    """One instrument: items, replies and the values that are worked out of them.

    `id` is its code; the `..._text` fields keep the master table as it was written.
    """

    name: str
    master_row: str = ""  # row of the master table; empty for one that stands outside it
    licence: str  # row of the licence register
    licence_class: Licence
    wording: Literal["official", "paraphrase", "own", "slot"]
    stem: str = ""  # the sentence before the items
    attribution: str = ""
    filled_by: Words
    measures: Words
    items_text: str = ""
    range_text: str = ""
    minutes: float
    minutes_text: str = ""
    missing_text: str = ""
    loinc_text: str = ""
    loinc: tuple[LoincCode, ...] = ()
    better: Better
    classifier: bool = False  # a state, never a measure of change
    standing: bool = False  # done on the feet
    eyes_closed: bool = False  # with the eyes closed while standing
    equipment: str = ""
    population: str = ""
    age_low: MaybeInt = None  # validated from this age
    age_high: MaybeInt = None
    fingerprint: Words  # what must be equal before two scores may be compared
    main: str  # the value that is the score
    any_value: bool = False  # scored as soon as one value is known (several protocols in one)
    reply: str = ""
    unable: float | None = None  # points of every item when the person is unable
    replies: Mapping[str, Reply]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    values: Annotated[tuple[Value, ...], Field(min_length=1)]
    voids: tuple[Void, ...] = ()

    def __hash__(self) -> int:
        """One instrument a code; what is compiled from it can be kept."""
        return hash(self.id)


class Reading(Statement):
    """Something read out of one instrument; the part of its id before the slash is the code."""

    @property
    def instrument(self) -> str:
        """The code of the instrument."""
        return self.id.split("/", 1)[0]


class InstrumentBands(Reading):
    """How the values of a scale are named, for whom."""

    values: Words
    bands: tuple[Band, ...] = ()
    words: Mapping[str, str] = {}  # for a value that is a word
    population: str = ""
    age_low: MaybeInt = None
    age_high: MaybeInt = None


class InstrumentFlag(Reading, Span):
    """A cut-off or a condition; `says` is what it means when it holds."""

    about: Literal["screen", "risk", "alert", "gate", "validity"]
    value: str = ""
    when: str = ""
    certain: bool = False  # may be settled by part of the answers
    population: str = ""
    age_low: MaybeInt = None
    age_high: MaybeInt = None


class InstrumentAlarm(Reading):
    """An answer that a human must see at once, whatever becomes of the rest of the form."""

    item: str
    severity: Mapping[str, Literal["urgent", "emergency"]]  # answer -> how soon
    acknowledge_clinic_min: int
    acknowledge_remote_min: int
    show: str
    do: str


class InstrumentNote(Reading):
    """What else is known of an instrument: how to do it, its figures, its traps."""

    about: Literal["asks", "do", "score", "missing", "numbers", "use", "safety", "trap", "change"]


class Norm(Statement):
    """What is usual at an age, or the limit that counts there."""

    series: str
    instrument: str
    sex: str = ""  # empty: both
    age_low: MaybeInt = None
    age_high: MaybeInt = None
    figure: float
    unit: str
    population: str
