"""Rows of the rules of a plan of care: episode, session, caps, mixes, must-haves, billing.

`when` is a rule over codes of findings, in the language of the derived findings; "" = always.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from surefoot.knowledge.schema.statement import Row, Statement
from surefoot.terms import Domain, Setting, Technique


class Rule(Statement):
    """A rule in words, with the numbers in it under names that the program reads."""

    value: str
    numbers: Mapping[str, float] = {}


class EpisodeRule(Rule):
    """The shape of an episode of care, and what US payers ask for."""


class SessionPhase(Statement):
    """One part of a visit, in the order it is done."""

    order: int
    minutes_low: float
    minutes_high: float
    minutes_long: float | None = None  # where `long_when` holds
    long_when: str = ""
    minutes_short: float | None = None  # where `short_when` holds and `long_when` does not
    short_when: str = ""
    content: str
    techniques: tuple[Technique, ...] = ()  # what is done in this part
    fixed: bool = False  # part of every visit, whatever is trained


class RecoveryRule(Rule):
    """How much rest lies between two loads."""

    tags: tuple[str, ...] = ()  # of the exercises that load so
    muscle_loads: tuple[str, ...] = ()  # and how much they load their muscles


class Cap(Statement):
    """The most training minutes a week for one kind of person. The lowest that fits counts."""

    stratum: str
    when: str
    start_min: int | None = None
    ceiling_min_weeks_1_4: int | None = None
    ceiling_min_weeks_5_12: int | None = None
    effort_borg: int | None = None  # as published, on the 6-20 scale
    effort_max: int | None = None  # on our own 0-10 scale
    rest: str
    rest_days: int = 0  # least days of the week without training
    seated_share_min: float | None = None  # of training minutes


class ProgressionRule(Rule):
    """How a plan moves on, or back."""

    when: str = ""
    bar_equipment: tuple[str, ...] = ()  # what a weak muscle is not loaded with


class EntryLevel(Statement):
    """The level of the ladders a person may start at."""

    level: int
    technique: Technique | None = None  # None = any
    when: str
    instead: bool = False  # of what holds in general, also where that is higher


class Pace(Statement):
    """How long a level of the ladders lasts at least. The slowest that holds counts."""

    weeks: int
    when: str


class CoursePhase(Statement):
    """A part of the course with one set of exercises; a short course ends within it."""

    first_week: int
    weeks: int


class VisitRate(Statement):
    """How often visits may be in a phase of the course."""

    per_week: float
    usual: bool = False  # the rate of the phases before the last one
    usual_at_end: bool = False
    only_few: bool = False  # only where there are fewer visits than weeks


class AdherenceFact(Rule):
    """What is known about people doing their exercises at home."""


class LifestyleChange(Statement):
    """A fact of a person's life and what it changes in the plan."""

    fact: str
    when: str
    change: str
    home_items_max: int | None = None
    avoid: tuple[Technique, ...] = ()
    prefer: tuple[Technique, ...] = ()
    bar_equipment: tuple[str, ...] = ()  # names of the `equipment` table
    bar_tags_home: tuple[str, ...] = ()
    home_level_max: int | None = None
    home_support: int | None = None  # supervision level that can be given at home
    visits_per_week_max: int | None = None
    front_load: bool = False
    pool_min_c: float | None = None
    short_page: bool = False  # the person's own page says less
    # 1 = Monday: no visit and no training at home. Three visits have to find room in the rest.
    weekdays_taken: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field((), max_length=4)


class Share(Row):
    """Part of the training minutes for one technique, or for any of several in that order."""

    techniques: tuple[Technique, ...]
    percent: int
    how: str = ""  # a key of `manners`: seated, recumbent, low, ...


class Mix(Statement):
    """How the training minutes are divided for one type of neuropathy at one stage."""

    type: str
    label: str  # the type as people say it
    stage: str
    patterns: tuple[str, ...]  # sub-patterns of the diagnosis it serves
    when: str = ""  # must hold besides the pattern
    cause_when: str = ""  # a cause that decides the type, whatever the pattern
    shares: tuple[Share, ...]
    must: str
    avoid: str
    course_weeks: int = 12
    visits_max: int | None = None  # where more visits than these do not help more
    bar_tags: tuple[str, ...] = ()
    bar_exercises: tuple[str, ...] = ()


class MixNote(Statement):
    """What some types ask for or avoid in those for whom `when` holds."""

    types: tuple[str, ...]
    when: str
    must: str = ""
    avoid: str = ""


class CourseLimit(Statement):
    """What makes a course shorter, whatever the type: then the plan is made anew."""

    when: str
    weeks: int
    visits_max: int


class Manner(Statement):
    """How a share is meant to be done, as a filter on exercises."""

    need_tags_any: tuple[str, ...] = ()  # at least one of these
    bar_tags: tuple[str, ...] = ()
    level_max: int = 5


class ShareAddition(Statement):
    """What a finding, a wish or an approval adds to the mix of a type."""

    technique: Technique
    when: str
    approved: bool = False  # a named clinician opened the technique, which is reason enough
    percent: int = 0
    exercises: tuple[str, ...] = ()  # done each week where safety opens them
    out_of: tuple[Technique, ...] = ()  # whose share it comes from; () = all in proportion
    sessions_max: int | None = None  # of a trial; None = as long as the course
    more: bool = False  # also where the technique has a share already
    joins: Technique | None = None  # no share of its own: it may be used for the share of this


class ShareFallback(Statement):
    """Where the share of a technique goes that may not be used."""

    technique: Technique
    to: tuple[Technique, ...]
    of_mix: bool = False  # only to what the mix has anyway


class GoalWeight(Statement):
    """A goal: the outcomes it is about and the techniques listed for it."""

    goal: str
    domains: tuple[Domain, ...]
    techniques: tuple[Technique, ...]
    code: str = ""  # the finding that records it (0-3)


class GoalPriority(Statement):
    """How much more a goal weighs by its place in the person's own order."""

    priority: int
    factor: float


class GoalKind(Statement):
    """What a goal is about, by the words people use for it; a word stands for its endings."""

    words: tuple[str, ...]
    unless_words: tuple[str, ...] = ()  # with one of them it is about something else
    instead_of: tuple[str, ...] = ()  # kinds that the same words would stand for
    exercises: tuple[str, ...] = ()  # that train what the goal names; chosen sooner
    weight: float = 0.0


class BillingCode(Statement):
    """A US billing code with our own label. Code texts belong to the AMA and are not shipped."""

    code: str
    label: str
    timed: bool
    techniques: tuple[Technique, ...] = ()


class UnitRule(Rule):
    """How minutes become units."""


class BillingExample(Statement):
    """A worked example: minutes by code and the units under both rules."""

    minutes: Mapping[str, int]
    medicare_total: int
    medicare: Mapping[str, int] = {}  # empty where the source leaves a tie open
    ama: Mapping[str, int]


class MustHave(Statement):
    """What a plan must contain, never traded off."""

    when: str
    trigger: str  # in words
    contains: str
    basis: str
    exercises: tuple[str, ...] = ()  # ids that must be in the plan unless safety bars them
    any_of: tuple[str, ...] = ()  # one of these is enough
    actions: tuple[str, ...] = ()  # what is done or written down beside the exercises
    taught_by_visit: int | None = None
    by_week: int | None = None
    sessions_per_week_min: int | None = None
    techniques: tuple[Technique, ...] = ()  # that must all be trained
    retest_weeks: int | None = None  # how often `retest_measures` are taken again
    retest_measures: tuple[str, ...] = ()
    with_any: tuple[Technique, ...] = ()  # it concerns only plans that hold one of these
    with_visits: bool = False  # it concerns only plans that hold a visit


class PlanWeight(Statement):
    """One weight of the planner's objective that a person can read and edit."""

    value: float
    unit: str


class Rhythm(Statement):
    """How the days of a week are used: day 1 is the day of the first visit."""

    visits: int
    visit_days: tuple[int, ...]
    home_days: tuple[int, ...]


class Equipment(Statement):
    """A piece of equipment as the exercise library names it, and how we know it is there."""

    name: str
    codes: tuple[str, ...] = ()  # findings by setting; none = nothing is needed
    taken_for_granted: tuple[Setting, ...] = ()  # where it is there unless someone says not


class Indication(Statement):
    """What an exercise is for: planned only if, or sooner when, something was found."""

    exercises: tuple[str, ...]
    when: str
    only: bool  # True: not planned unless `when` holds; False: sooner when it holds
    weight: float = 0.0


class GoalMeasure(Statement):
    """By which measure progress towards a goal is judged."""

    domain: Domain
    measure: str
    change: str  # key of the change table of the instruments
    finding: str  # code of the baseline value; "" = none
    unit: str
    better: str  # high, low or none
    aim: str = ""  # the target in words, where no size of change is published
    order: int  # the first one with a baseline is used
    kinds: tuple[str, ...] = ()  # of goals it can judge, where the words tell; () = any
    only_kinds: bool = False  # not for goals whose words do not tell
    when: str = ""
    reads_to: float | None = None  # the step it is read in, where that is coarser than its unit


class Topic(Statement):
    """One thing a person learns, in plain words, with the minutes it takes."""

    title: str
    when: str
    minutes: float
    by_visit: int | None = None
    by_week: int | None = None
    order: int
    technique: Technique | None = None  # taught only when this is in the plan
    with_home: bool = False  # taught only when something is trained at home
    with_training: bool = False  # told to the person only when something is trained at all
    must_have: str = ""  # the must-have it fulfils, e.g. "MI2"
    exercises: tuple[str, ...] = ()  # library items that are taught with it
