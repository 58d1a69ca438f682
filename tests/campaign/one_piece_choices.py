"""The one-piece model: its questions. Which exercise is where in each phase, how long each week."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from campaign.program import Program, Terms
from surefoot.care.plan.problem import HomeDays, Item, Pattern, Problem, Session, Slot
from surefoot.terms import Domain, Setting, Technique

# The sentence of a habit that may be given up as a whole begins so.
NEVER_FALL = "While an exercise stays the same"

type Days = tuple[int, ...]
type Ranks = Mapping[tuple[Domain, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which questions are closed before the search: all others are open."""

    problem: Problem
    pattern: Pattern
    pool_phases: frozenset[int] = frozenset()  # whose last visit of a week is in the pool
    techniques: frozenset[Technique] | None = None  # exactly these are used
    ranks: Ranks | None = None  # which curve is best and second for each outcome
    lifted: frozenset[str] = frozenset()  # sentences of the habits that were given up
    slots: Sequence[Slot] | None = None  # the exercises
    sessions: Sequence[Session] | None = None  # and their doses
    whole: bool = False  # doses of the library and whole minutes, for given exercises


@dataclass(slots=True, kw_only=True)
class Made:
    """The columns by what they mean."""

    asked: Asked
    program: Program = field(default_factory=Program)
    items: dict[str, Item] = field(default_factory=dict)
    used: dict[Technique, int] = field(default_factory=dict)
    planned: dict[tuple[str, int], int] = field(default_factory=dict)  # exercise, phase
    visit: dict[tuple[str, int, int], int] = field(default_factory=dict)  # visit of the week
    home: dict[tuple[str, int, Days], int] = field(default_factory=dict)
    in_visit: dict[tuple[str, int, int], int] = field(default_factory=dict)  # exercise, WEEK, visit
    at_home: dict[tuple[str, int, Days], int] = field(default_factory=dict)  # each of these days
    custom: float = 0.0

    @property
    def problem(self) -> Problem:
        return self.asked.problem

    @property
    def techniques(self) -> frozenset[Technique]:
        """Those that are used; where that is open, all."""
        named = self.asked.techniques
        return frozenset(o.technique for o in self.problem.options) if named is None else named

    def gave_up(self, sentence: str) -> bool:
        """Whether a habit was given up as a whole."""
        return any(said.startswith(sentence) for said in self.asked.lifted)

    def days(self, phase: int) -> HomeDays:
        return self.problem.home_days[self.asked.pattern.a_week[phase]]

    def is_sparse(self, phase: int) -> bool:
        """Whether some weeks of the phase have no visit."""
        return any(not self.asked.pattern.visits[n - 1] for n in self.problem.phases[phase].numbers)

    def here(self, phase: int, technique: Technique | None = None) -> Iterator[tuple[Item, int]]:
        """The exercises that could be in a phase."""
        for (name, when), column in self.planned.items():
            item = self.items[name]
            if when == phase and technique in (None, item.technique):
                yield item, column

    def homes(self, phase: int, technique: Technique | None = None) -> Iterator[tuple[Item, int]]:
        """The same, for its choices of home days."""
        for (name, when, _), column in self.home.items():
            item = self.items[name]
            if when == phase and technique in (None, item.technique):
                yield item, column

    def total(self, week: int, techniques: Iterable[str] | None = None) -> Terms:
        """Half-minutes of a week."""
        mine = None if techniques is None else set(techniques)
        return [
            (factor, column)
            for name, factor, column in self.doses(week)
            if mine is None or self.items[name].technique in mine
        ]

    def doses(self, week: int) -> Iterator[tuple[str, int, int]]:
        """Exercise, how often, and half-minutes each time."""
        for (name, number, _), column in self.in_visit.items():
            if number == week:
                yield name, 1, column
        for (name, number, days), column in self.at_home.items():
            if number == week:
                yield name, len(days), column

    def may_miss(self, most: int) -> tuple[float, int]:
        """How far a custom gives way at one place, at its price."""
        return (1, self.program.add(most, whole=True, worth=-self.custom))


def price(problem: Problem, name: str) -> float:
    return round(100 * problem.weights[name]) / 100


def exercises(made: Made) -> None:
    """Which exercise is in which visits and on which home days of a phase."""
    problem, program = made.problem, made.program
    made.custom = price(problem, "weight/custom")
    made.items = {item.id: item for item in problem.items}
    for option in problem.options:
        made.used[option.technique] = used = program.pick()
        if made.asked.techniques is not None:
            program.set(used, option.technique in made.asked.techniques)
    for phase in problem.phases:
        for item in problem.items:
            if phase.index <= item.last_phase:
                _exercise(made, item, phase.index)


def _exercise(made: Made, item: Item, phase: int) -> None:
    program, key = made.program, (item.id, phase)
    visits = [v for v in range(1, made.asked.pattern.a_week[phase] + 1)
              if place(made, phase, v) in item.places]  # fmt: skip
    choices = list(_home_choices(made, item, phase))
    if not visits and not choices:
        return
    picks = []
    for visit in visits:
        made.visit[*key, visit] = program.pick()
        picks.append((1, made.visit[*key, visit]))
    for days in choices:
        made.home[*key, days] = program.pick()
    homes = [(1, made.home[*key, days]) for days in choices]
    planned = made.planned[key] = program.pick()
    program.row(homes, most=1)
    program.row([*picks, *homes, (-1, planned)], least=0)
    for _, pick in (*picks, *homes):
        program.row([(1, planned), (-1, pick)], least=0)
    program.row([(1, made.used[item.technique]), (-1, planned)], least=0)
    often = [*picks, *((len(days), made.home[*key, days]) for days in choices)]
    program.row(often, most=item.per_week_max)


def place(made: Made, phase: int, visit: int) -> Setting:
    last = visit == made.asked.pattern.a_week[phase]
    return Setting.POOL if last and phase in made.asked.pool_phases else Setting.CLINIC


def _home_choices(made: Made, item: Item, phase: int) -> Iterator[Days]:
    """All days that are left, or every other; heavy work any that are 48 hours apart."""
    too_long = _least(item, phase) > 2 * made.problem.home_day_min
    if Setting.HOME not in item.places or phase < item.home_from or too_long:
        return
    days = made.days(phase)
    every = tuple(sorted(days.days))
    ways = list(_rested(days)) if item.loads else [every, every[::2], every[1::2]]
    ways = [way for way in sorted(set(ways)) if 0 < len(way) <= item.per_week_max]
    kinds = {way: not any(close(d, v) for d in way for v in days.visit_days) for way in ways}
    for way, is_clear in kinds.items():
        if len(way) >= min(2, max(len(w) for w, clear in kinds.items() if clear or not is_clear)):
            yield way


def _rested(days: HomeDays) -> Iterator[Days]:
    """Any home days that are 48 hours apart."""
    for count in range(1, len(days.days) + 1):
        for some in combinations(sorted(days.days), count):
            if not any(close(a, b) for a, b in combinations(some, 2)):
                yield some


def close(one: int, other: int) -> bool:
    """Whether less than 48 hours lie between two days of every week."""
    return (one - other) % 7 in (1, 6)


def _least(item: Item, phase: int) -> int:
    return item.least_later if phase else item.half[0]


def doses(made: Made) -> None:
    """Half-minutes each time: between least and most, none where it is not done, never falling."""
    for (name, phase, visit), pick in made.visit.items():
        weeks = [n for n in made.problem.phases[phase].numbers if made.asked.pattern.visits[n - 1]]
        most = made.items[name].half[-1]
        for number, dose in _dosed(made, name, phase, weeks, pick, most):
            made.in_visit[name, number, visit] = dose
    for (name, phase, days), pick in made.home.items():
        most = min(made.items[name].half[-1], 2 * made.problem.home_day_min)
        weeks = list(made.problem.phases[phase].numbers)
        for number, dose in _dosed(made, name, phase, weeks, pick, most):
            made.at_home[name, number, days] = dose


def _dosed(
    made: Made, name: str, phase: int, weeks: list[int], pick: int, most: int
) -> Iterator[tuple[int, int]]:
    least, before = _least(made.items[name], phase), None
    for number in weeks:
        dose = made.program.add(most)
        made.program.row([(1, dose), (-least, pick)], least=0)
        made.program.row([(1, dose), (-most, pick)], most=0)
        if before is not None and not made.gave_up(NEVER_FALL):
            made.program.row([(1, dose), (-1, before)], least=0)
        before = dose
        yield number, dose
