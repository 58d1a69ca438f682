"""Stage B. Which exercises fill the visits and the home days of each phase, and for how long.

Visits and the ranks of the techniques are taken from the course. One model holds all techniques,
because a minute that no exercise of a ladder can fill is worth nothing. It is written in linear
constraints only, so that it has a linear relaxation.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from surefoot.care.plan.problem import Days, Item, Option, Problem, Slot
from surefoot.care.plan.solve.benefit import Expression
from surefoot.care.plan.solve.choose import Chosen
from surefoot.care.plan.solve.phase_weeks import Week, phase_weeks
from surefoot.terms import Setting, Technique


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One exercise in the weeks of one phase: the variables that say where and for how long."""

    item: Item
    week: Week
    planned: cp_model.IntVar
    new: cp_model.IntVar
    visits: dict[int, cp_model.IntVar]  # by visit of the week
    home: dict[Days, cp_model.IntVar]  # by choice of days
    visit_half: dict[int, Expression]  # half-minutes in each visit
    home_half: dict[Days, Expression]  # half-minutes on each day

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
        return sum(self.visit_half.values())

    @property
    def a_week(self) -> Expression:
        """Half-minutes in a full week."""
        return self.in_visits + self.at_home

    @property
    def in_phase(self) -> Expression:
        """Half-minutes in all weeks of the phase."""
        return self.week.visit_weeks * self.in_visits + self.week.phase.weeks * self.at_home

    @property
    def on_days(self) -> dict[int, Expression]:
        """Whether it is done on a day of the week."""
        found: dict[int, Expression] = {}
        for visit, x in self.visits.items():
            found[self.week.days.visit_days[visit - 1]] = x
        for day in sorted({day for days in self.home for day in days}):
            found[day] = sum(x for days, x in self.home.items() if day in days)
        return found

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
    # Half-minutes by technique and week.
    minutes: dict[tuple[Technique, int], cp_model.IntVar] = field(default_factory=dict)
    # Whether a technique is done in a phase.
    there: dict[tuple[Technique, int], cp_model.IntVar] = field(default_factory=dict)
    liked: list[cp_model.IntVar] = field(default_factory=list)  # techniques that are used
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

    def in_week(self, number: int, techniques: Iterable[Technique] | None = None) -> Expression:
        """Half-minutes of a week, of some techniques or of all."""
        names = [o.technique for o in self.options] if techniques is None else sorted(techniques)
        return sum(self.minutes.get((name, number), 0) for name in names)

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
    """One exercise in one phase: planned if it is done anywhere, at home on one set of days."""
    model, phase, name = made.model, week.phase.index, f"{item.id}/{week.phase.index}"
    visits = {v: model.new_bool_var(f"{name}/{v}") for v in week.visits_for(item.places)}
    days = dict.fromkeys(day_choices(item, week, made.problem))
    home = {some: model.new_bool_var(f"{name}/{some}") for some in days}
    if not visits and not home:
        return
    planned = model.new_bool_var(name)
    at_home: Expression = sum(home.values())
    model.add(planned <= sum(visits.values()) + at_home)
    for once in (*visits.values(), *([at_home] if home else [])):
        model.add(planned >= once)
    before = made.at(item.id, phase - 1)
    new = model.new_bool_var(f"{name}/new")
    model.add(new >= planned - (before.planned if before else 0))
    least, most = _least(item, phase), item.half[-1]
    longest = min(most, 2 * made.problem.home_day_min)
    made.entries[item.id, phase] = Entry(
        item=item, week=week, planned=planned, new=new, visits=visits, home=home,
        visit_half={v: _dose(model, x, least, most) for v, x in visits.items()},
        home_half={some: _dose(model, x, least, longest) for some, x in home.items()},
    )  # fmt: skip


def _least(item: Item, phase: int) -> int:
    return item.half[0] if phase == 0 else item.least_later


def _dose(model: cp_model.CpModel, done: cp_model.IntVar, least: int, most: int) -> Expression:
    """Half-minutes each time: between the least and the most if it is done, else none."""
    if most <= least:
        return least * done
    more = model.new_int_var(0, most - least, "")
    model.add(more <= (most - least) * done)
    return least * done + more


def day_choices(item: Item, week: Week, problem: Problem) -> Iterator[Days]:
    """The sets of home days an exercise may have in a phase; enough of them where there are."""
    too_soon = Setting.HOME not in item.places or week.phase.index < item.home_from
    if too_soon or _least(item, week.phase.index) > 2 * problem.home_day_min:
        return
    every = tuple(sorted(week.days.days))
    light = [every, every[0::2], every[1::2]]
    least = round(problem.weights["limit/home_days_min"])
    for choices in week.days.heavy_choices(item.per_week_max) if item.loads else [light]:
        allowed = [days for days in choices if 0 < len(days) <= item.per_week_max]
        most = max((len(days) for days in allowed), default=0)
        yield from (days for days in allowed if len(days) >= min(least, most))


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
