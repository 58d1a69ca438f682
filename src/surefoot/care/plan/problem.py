"""Step 5. The planning problem as plain data: who may do what, where, how much. Knows no solver.

Times of sessions are counted in half-minutes, as the library counts them; totals in minutes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from surefoot.care.plan.evidence import Curve
from surefoot.terms import Domain, Setting, Technique

type Place = Setting  # clinic, home or pool; what is done outdoors counts as clinic
type Days = tuple[int, ...]  # of a week; day 1 is the day of the first visit
WEEK = 7  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Some weeks in which the same exercises are done."""

    index: int
    first_week: int
    weeks: int
    home_items_max: int

    @property
    def numbers(self) -> range:
        """The numbers of its weeks."""
        return range(self.first_week, self.first_week + self.weeks)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeDays:
    """The days of a week by how many visits it has. Day 1 is the day of the first visit."""

    visits: int
    visit_days: Days
    days: Days  # for training at home
    apart: int  # days from one heavy work of the same muscles to the next

    def is_close(self, one: int, other: int) -> bool:
        """Whether two days, of this week or of this and the next, are too close for heavy work."""
        between = abs(one - other)
        return 0 < min(between, WEEK - between) < self.apart

    def heavy_choices(self, most: int) -> tuple[list[Days], list[Days]]:
        """The days heavy work may have at home: the largest sets that keep their distance.

        From one another; and for muscles that work in every visit, from the visits as well.
        """
        free = [d for d in self.days if not any(self.is_close(d, v) for v in self.visit_days)]
        return self._largest(self.days, most), self._largest(free, most)

    def _largest(self, days: Iterable[int], most: int) -> list[Days]:
        found: list[Days] = []
        for count in range(min(most, WEEK), 0, -1):
            for some in combinations(sorted(days), count):
                close = any(self.is_close(a, b) for a, b in combinations(some, 2))
                if not close and not any(set(some) < set(other) for other in found):
                    found.append(some)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """The visits of a whole course, and the training minutes they leave room for."""

    visits: tuple[int, ...]  # by week
    a_week: tuple[int, ...]  # visits in a full week, by phase: the spacing of the days
    rooms: tuple[int, ...]  # training minutes of each visit, in order
    home_min: int
    heavy_home_min: int
    reach_min: int  # most training minutes within caps, growth and room
    away: int  # visits more or fewer than usual

    @property
    def clinic_min(self) -> int:
        """Training minutes of all visits."""
        return sum(self.rooms)

    def are_alike(self, one: int, other: int) -> bool:
        """Whether two weeks both have visits, or neither: else their minutes tell no growth."""
        return bool(self.visits[one - 1]) == bool(self.visits[other - 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An exercise that may be chosen, as the solver sees it."""

    id: str
    technique: Technique
    level: int
    aim: str  # what it trains first; different aims are worth more than one aim twice
    entry: bool  # may be started without a rung below it
    after: tuple[str, ...]  # the rungs below it that are candidates
    places: tuple[Place, ...]
    home_from: int  # index of the first phase in which it may be done at home
    last_phase: int  # index of the last phase in which it may be done
    half: tuple[int, ...]  # half-minutes of one session, from the least dose to the most
    usual: int  # half-minutes at the dose of the library
    least_later: int  # half-minutes of the least dose after the first weeks
    per_week_min: int  # less often at home is not worth doing
    per_week_max: int
    seated: bool  # seated or lying
    loads: tuple[str, ...]  # the muscle groups it loads so that they need rest
    worth: int  # of choosing it, in 0.001 SMD
    required: bool  # a must-have asks for it

    def __post_init__(self) -> None:
        """Doses rise; a candidate can be done somewhere."""
        if not self.places or not self.half or list(self.half) != sorted(set(self.half)):
            raise ValueError(f"{self.id}: no place, or its doses do not rise.")
        if self.least_later not in self.half:
            raise ValueError(f"{self.id}: {self.least_later} half-minutes is none of its doses.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A technique that may be chosen."""

    technique: Technique
    places: tuple[Place, ...]
    least_min: int  # of the course, if it is chosen at all
    most_min: int  # of the course
    week_min: int  # in a week it is done at all; less is hardly worth doing
    most_home_min: int  # of one exercise on one day
    home_items_min: int  # exercises at home each week, where it can be done there
    last_phase: int
    seated: bool  # it can be done seated or lying
    standing: bool  # it can be done standing
    heavy: bool  # whatever of it is done at home loads muscles that need rest
    weeks_per_level: int  # before it gets harder by a level
    passive: bool
    liked: bool
    required_min: int  # of the course, for required exercises
    visits_per_week_min: int  # supervised sessions a week a must-have asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The minutes over the course the mix wants of some techniques together."""

    techniques: tuple[Technique, ...]
    percent: float  # as the mix asks
    minutes: int  # what that means within the caps and useful doses


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything the solver may know. Two problems that are equal have the same answer."""

    phases: tuple[Phase, ...]
    patterns: tuple[Pattern, ...]
    caps: tuple[int, ...]  # training minutes by week
    growth: float  # most a week may exceed the one before
    home_days: Mapping[int, HomeDays]  # by visits in the week
    home_day_min: int
    items_in_visit: tuple[int, int]
    seated_share: float  # least share of minutes seated or lying
    active_first: bool  # hands-on work stays below balance, strength and aerobic work
    share_max: float
    near: float  # share points a part of the mix may be away at most
    late_passive_share: float
    late_after: int  # weeks, after which the passive share is kept low
    new_share: float
    home_done: float  # share of home minutes that is expected to be done
    options: tuple[Option, ...]
    targets: tuple[Target, ...]
    curves: tuple[Curve, ...]
    given: tuple[tuple[Domain, float], ...]  # weighted SMD of what is in the plan anyway
    combination: tuple[float, float, float]  # best, second, every other
    items: tuple[Item, ...]
    weights: Mapping[str, float]

    def __post_init__(self) -> None:
        """The phases follow one another; every item belongs to an option; nothing is negative."""
        weeks = [number for phase in self.phases for number in phase.numbers]
        if weeks != list(range(1, len(self.caps) + 1)):
            raise ValueError(f"Phases cover weeks {weeks}, caps {len(self.caps)} weeks.")
        known = {option.technique for option in self.options}
        strays = [item.id for item in self.items if item.technique not in known]
        if strays or len(known) != len(self.options):
            raise ValueError(f"Items without a technique, or a technique twice: {strays}")
        if min((*self.caps, self.home_day_min)) < 0:
            raise ValueError("Minutes below zero.")

    @property
    def weeks(self) -> int:
        """Length of the course."""
        return len(self.caps)

    @property
    def target_min(self) -> int:
        """Training minutes the mix wants in all."""
        return sum(target.minutes for target in self.targets)

    def items_of(self, technique: Technique) -> tuple[Item, ...]:
        """The candidates of one technique."""
        return tuple(item for item in self.items if item.technique == technique)

    def percent_of(self, technique: Technique) -> float:
        """What the mix asks of a technique, alone or together with others."""
        return sum(t.percent for t in self.targets if technique in t.techniques)

    def asked_with(self, technique: Technique) -> tuple[Technique, ...]:
        """The techniques that what the mix asks of this one is for as well."""
        shares = (t.techniques for t in self.targets if technique in t.techniques)
        return tuple(sorted({each for share in shares for each in share} - {technique}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Minutes of one technique over the course."""

    technique: Technique
    clinic: int
    home: int
    pool: int

    @property
    def minutes(self) -> int:
        """Wherever it is done."""
        return self.clinic + self.home + self.pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An exercise in the weeks of a phase: in which visits of the week, on which home days."""

    item: str
    phase: int
    visits: tuple[int, ...]  # 1 = first visit of the week
    home_days: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """How long an exercise takes each time in one week, at its visits or at home."""

    item: str
    week: int
    home: bool
    half: int  # half-minutes each time
    times: int
