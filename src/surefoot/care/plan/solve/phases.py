"""Stage B. Which exercises fill the visits and the home days of each phase, and for how long.

Visits and the ranks of the techniques are taken from the course. One model holds all techniques,
because a minute that no exercise of a ladder can fill is worth nothing. It is written in linear
constraints only, so that it has a linear relaxation.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from surefoot.care.plan.problem import HomeDays, Item, Option, Problem, Slot
from surefoot.care.plan.solve.benefit import (
    Expression,
    Tally,
    fix_ranks,
    visit_cost,
    whole_minutes,
    worth_of_minutes,
)
from surefoot.care.plan.solve.choose import Chosen
from surefoot.care.plan.solve.phase_weeks import Week, phase_weeks
from surefoot.care.plan.solve.search import QUARTERS, UNIT
from surefoot.terms import Setting, Technique

type Days = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One exercise in the weeks of one phase: the variables that say where and for how long."""

    item: Item
    week: Week
    planned: cp_model.IntVar
    new: cp_model.IntVar
    visits: dict[int, cp_model.IntVar]  # by visit of the week
    home: dict[Days, cp_model.IntVar]  # by choice of days
    on_land: Expression  # half-minutes a week
    in_pool: Expression  # half-minutes a week
    home_half: dict[Days, cp_model.IntVar]  # half-minutes on each day

    @property
    def choices(self) -> Iterator[cp_model.IntVar]:
        """Its yes-or-no variables."""
        yield from (self.planned, *self.visits.values(), *self.home.values())

    @property
    def least(self) -> int:
        """Half-minutes of its least dose in this phase."""
        return _least(self.item, self.week.phase.index)

    @property
    def at_home(self) -> Expression:
        """Half-minutes at home in a week."""
        return sum(len(days) * half for days, half in self.home_half.items())

    @property
    def in_visits(self) -> Expression:
        """Half-minutes in the visits of a full week."""
        return self.on_land + self.in_pool

    @property
    def a_week(self) -> Expression:
        """Half-minutes in a full week."""
        return self.in_visits + self.at_home

    @property
    def in_phase(self) -> Expression:
        """Half-minutes in all weeks of the phase."""
        return self.week.visit_weeks * self.in_visits + self.week.phase.weeks * self.at_home

    @property
    def is_at_home(self) -> Expression:
        """Whether it is done at home."""
        return sum(self.home.values())


@dataclass(slots=True, kw_only=True)
class Board:
    """The model under construction."""

    problem: Problem
    chosen: Chosen
    weeks: tuple[Week, ...]
    options: tuple[Option, ...]  # those the course gives minutes
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    entries: dict[tuple[str, int], Entry] = field(default_factory=dict)
    given_way: dict[str, list[cp_model.IntVar]] = field(default_factory=dict)  # by custom

    def gives_way(self, custom: Callable[["Board"], None], most: int = 1) -> cp_model.IntVar:
        """By how much a custom gives way at one place; each costs something."""
        slack = self.model.new_int_var(0, most, custom.__name__)
        self.given_way.setdefault(custom.__name__, []).append(slack)
        return slack

    def of(self, week: Week, technique: Technique | None = None) -> list[Entry]:
        """The entries of one phase, of one technique or of all."""
        return [
            entry
            for entry in self.entries.values()
            if entry.week is week and technique in (None, entry.item.technique)
        ]

    def at(self, item: str, phase: int) -> Entry | None:
        """The entry of an exercise in a phase, if it may be done there."""
        return self.entries.get((item, phase))

    def both(self, item: Item) -> list[Entry]:
        """The entries of one exercise, in the order of the phases."""
        return [e for w in self.weeks if (e := self.at(item.id, w.phase.index)) is not None]


def board(problem: Problem, chosen: Chosen) -> Board:
    """Every exercise in every phase it may be done in; no rule yet."""
    used = {amount.technique for amount in chosen.amounts if amount.minutes}
    made = Board(
        problem=problem,
        chosen=chosen,
        weeks=tuple(phase_weeks(problem, chosen)),
        options=tuple(o for o in problem.options if o.technique in used),
    )
    steps = _steps(problem)
    for week in made.weeks:
        for item in problem.items:
            in_time = steps.get(item.id, 99) <= week.phase.index <= item.last_phase
            if item.technique in used and in_time:
                _add(made, item, week)
    return made


def _steps(problem: Problem) -> dict[str, int]:
    """The first phase in which an exercise can be reached along its ladder."""
    steps = {item.id: 0 for item in problem.items if item.entry}
    for phase in problem.phases[1:]:
        for item in problem.items:
            if item.id not in steps and any(steps.get(n, 99) < phase.index for n in item.after):
                steps[item.id] = phase.index
    return steps


def _add(made: Board, item: Item, week: Week) -> None:
    model, phase, name = made.model, week.phase.index, f"{item.id}/{week.phase.index}"
    visits = {v: model.new_bool_var(f"{name}/{v}") for v in week.visits_for(item.places)}
    home, home_half = {}, {}
    least, most = _least(item, phase), min(item.half[-1], 2 * made.problem.home_day_min)
    for days in _days_for(item, week, made.problem):
        home[days] = model.new_bool_var(f"{name}/{days}")
        home_half[days] = model.new_int_var(0, most, f"{name}/{days}/half")
        _between(model, home_half[days], least, most, home[days])
    chosen = [*visits.values(), *home.values()]
    if not chosen:
        return
    if len(home) > 1:
        model.add(sum(home.values()) <= 1)
    planned = model.new_bool_var(name)
    model.add(planned <= sum(chosen))
    for x in chosen:
        model.add(planned >= x)
    before = made.at(item.id, phase - 1)
    new = model.new_bool_var(f"{name}/new")
    model.add(new >= planned - (before.planned if before else 0))
    wet = [x for v, x in visits.items() if v in week.pool_visits]
    dry = [x for v, x in visits.items() if v not in week.pool_visits]
    made.entries[item.id, phase] = Entry(
        item=item, week=week, planned=planned, new=new, visits=visits, home=home,
        on_land=_minutes(model, item, phase, dry), in_pool=_minutes(model, item, phase, wet),
        home_half=home_half,
    )  # fmt: skip


def _least(item: Item, phase: int) -> int:
    return item.half[0] if phase == 0 else item.least_later


def _minutes(
    model: cp_model.CpModel, item: Item, phase: int, picks: list[cp_model.IntVar]
) -> Expression:
    """Half-minutes a week of an exercise in the visits it is picked for."""
    if not picks:
        return 0
    half = model.new_int_var(0, item.half[-1] * len(picks), "")
    _between(model, half, _least(item, phase), item.half[-1], sum(picks))
    return half


def _between(
    model: cp_model.CpModel, half: cp_model.IntVar, least: int, most: int, times: Expression
) -> None:
    model.add(half >= least * times)
    model.add(half <= most * times)


def _days_for(item: Item, week: Week, problem: Problem) -> Iterator[Days]:
    """The sets of home days an exercise may have in a phase."""
    at_home = Setting.HOME in item.places and week.phase.index >= item.home_from
    if at_home and _least(item, week.phase.index) <= 2 * problem.home_day_min:
        least = round(problem.weights["limit/home_days_min"])
        for days in day_choices(item.heavy, week.days, least):
            if len(days) <= item.per_week_max:
                yield days


def day_choices(heavy: bool, days: HomeDays, least: int) -> list[Days]:
    """The home days an exercise may have: heavy days, all, every second; `least` if there are."""
    if heavy:
        found = [days.heavy_days[:n] for n in range(1, len(days.heavy_days) + 1)]
    else:
        every = tuple(sorted(days.days))
        found = [part for part in (every, every[0::2], every[1::2]) if part]
    most = max((len(choice) for choice in found), default=0)
    return list(dict.fromkeys(c for c in found if len(c) >= min(least, most)))


def add_worth(made: Board, at_most: float) -> None:
    """Goal-weighted benefit of the minutes, at most that of the course, and of the exercises."""
    tally = _tally(made)
    worth = worth_of_minutes(tally)
    fix_ranks(tally, made.chosen.ranks)
    less: Expression = visit_cost(made.problem, made.chosen.pattern)
    made.model.add(worth - QUARTERS * less <= round(at_most * QUARTERS * UNIT))
    less += sum(custom_units(made.problem) * x for some in made.given_way.values() for x in some)
    made.model.maximize(worth + QUARTERS * (_own_worth(made) - less))


def custom_units(problem: Problem) -> int:
    """What it costs that a custom gives way at one place, in solver units."""
    return round(problem.weights["weight/custom"] * UNIT)


def _tally(made: Board) -> Tally:
    """Whole minutes of the course by technique, supervised and at home."""
    supervised, home = {}, {}
    for option in made.problem.options:
        mine = [e for e in made.entries.values() if e.item.technique == option.technique]
        in_visits = sum(e.week.visit_weeks * e.in_visits for e in mine)
        at_home = sum(e.week.phase.weeks * e.at_home for e in mine)
        supervised[option.technique] = whole_minutes(made.model, in_visits)
        home[option.technique] = whole_minutes(made.model, at_home)
    return Tally(problem=made.problem, model=made.model, supervised=supervised, home=home)


def own_worth(problem: Problem, chosen: Iterable[Slot]) -> float:
    """What the exercises of a plan themselves are worth, in 0.001 SMD, as the model counts it."""
    items = {item.id: item for item in problem.items}
    here = {(slot.item, slot.phase) for slot in chosen}
    aims = {(items[name].technique, items[name].aim, phase) for name, phase in here}
    new = sum((name, phase - 1) not in here for name, phase in here)
    own = sum(own_units(items[name], problem) for name, _ in here)
    weights = problem.weights
    return own / UNIT + weights["weight/target"] * len(aims) - weights["weight/new_item"] * new


def _own_worth(made: Board) -> Expression:
    """What the exercises themselves are worth: meant for this person, new aims, higher levels."""
    weights = made.problem.weights
    worth: Expression = 0
    for entry in made.entries.values():
        worth += own_units(entry.item, made.problem) * entry.planned
        worth -= round(weights["weight/new_item"] * UNIT) * entry.new
    return worth + round(weights["weight/target"] * UNIT) * sum(_aims(made))


def own_units(item: Item, problem: Problem) -> int:
    """What one exercise is worth in each phase it is planned in, in solver units."""
    weights = problem.weights
    own = item.worth + weights["weight/level"] * item.level - weights["weight/item"]
    return round(own * UNIT)


def _aims(made: Board) -> Iterator[cp_model.IntVar]:
    """One boolean for each aim of a technique that is covered in a phase."""
    for week in made.weeks:
        aims: dict[tuple[Technique, str], list[cp_model.IntVar]] = {}
        for entry in made.of(week):
            aims.setdefault((entry.item.technique, entry.item.aim), []).append(entry.planned)
        for aim, planned in sorted(aims.items()):
            covered = made.model.new_bool_var(f"{aim}/{week.phase.index}")
            made.model.add(covered <= sum(planned))
            yield covered


def slots(made: Board, values: Iterable[int]) -> tuple[Slot, ...]:
    """The exercises of each phase in an answer of the model."""
    value = list(values)
    found = []
    for entry in made.entries.values():
        if value[entry.planned.index]:
            days = [days for days, x in entry.home.items() if value[x.index]]
            found.append(
                Slot(
                    item=entry.item.id,
                    phase=entry.week.phase.index,
                    visits=tuple(v for v, x in entry.visits.items() if value[x.index]),
                    home_days=days[0] if days else (),
                )
            )
    return tuple(found)
