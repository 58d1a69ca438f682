"""Stage A, second half. Each technique's minutes in the visits and home days of each phase.

Visits, ranks of the techniques and the minutes wanted are taken from the course; here they have to
fit into real visits and real days.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from ortools.sat.python import cp_model

from surefoot.care.plan.problem import HomeDays, Item, Option, Problem
from surefoot.care.plan.solve.benefit import (
    Expression,
    Tally,
    fix_ranks,
    visit_cost,
    worth_of_minutes,
)
from surefoot.care.plan.solve.choose import ACTIVE, MANUAL, Chosen
from surefoot.care.plan.solve.phase_weeks import Week, phase_weeks
from surefoot.care.plan.solve.search import QUARTERS, UNIT, Found, Limits, search
from surefoot.terms import Setting, Technique

SEATED_ITEMS = 3  # seated exercises of one technique in one visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """What one technique gets in the weeks of one phase, in half-minutes."""

    technique: Technique
    week: Week
    visits: dict[int, int]  # by visit of the week
    items: dict[int, int]  # most exercises, by visit of the week
    home_days: tuple[int, ...]
    home_half: int  # on each home day
    home_items: int
    standing_half: int  # most a week done standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotted:
    """The allotments of all techniques, phase by phase."""

    allotments: tuple[Allotment, ...]
    weeks: tuple[Week, ...]
    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The variables of one technique in one phase, in half-minutes."""

    option: Option
    week: Week
    half: dict[int, cp_model.IntVar]  # by visit
    items: dict[int, cp_model.IntVar]  # exercises, by visit
    home: dict[tuple[int, ...], cp_model.IntVar]  # on each day, by choice of days
    home_items: dict[tuple[int, ...], cp_model.IntVar]
    standing: Expression  # a week

    @property
    def in_visits(self) -> Expression:
        """Half-minutes in the visits of a full week."""
        return sum(self.half.values())

    @property
    def at_home(self) -> Expression:
        """Half-minutes at home in a week."""
        return sum(len(days) * half for days, half in self.home.items())

    @property
    def a_week(self) -> Expression:
        """Half-minutes in a full week."""
        return self.in_visits + self.at_home

    @property
    def in_phase(self) -> Expression:
        """Half-minutes in all weeks of the phase."""
        return self.week.visit_weeks * self.in_visits + self.week.phase.weeks * self.at_home


@dataclass(slots=True, kw_only=True)
class Board:
    """The model under construction."""

    problem: Problem
    chosen: Chosen
    weeks: tuple[Week, ...]
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    parts: list[Part] = field(default_factory=list)

    def of(self, week: Week) -> list[Part]:
        """The parts of one phase."""
        return [part for part in self.parts if part.week.phase.index == week.phase.index]


def allot(
    problem: Problem, chosen: Chosen, limits: Limits, *, without: frozenset[str] = frozenset()
) -> Allotted | None:
    """The best fit of the minutes into visits and days, or None when nothing fits."""
    board = Board(problem=problem, chosen=chosen, weeks=tuple(phase_weeks(problem, chosen)))
    for week in board.weeks:
        for option in problem.options:
            if week.phase.index <= option.last_phase and _is_used(chosen, option):
                board.parts.append(_part(board, option, week))
    for rule in RULES:
        if rule.__name__ not in without:
            rule(board)
    tally = _tally(board)
    worth = worth_of_minutes(tally)
    fix_ranks(tally, chosen.ranks)
    less = _many_items(board) + visit_cost(problem, chosen.pattern)
    board.model.maximize(worth - QUARTERS * less)
    solver, found = search(board.model, limits)
    return _read(board, solver, found) if found.has_answer else None


def _is_used(chosen: Chosen, option: Option) -> bool:
    return any(a.technique == option.technique and a.minutes for a in chosen.amounts)


def _part(board: Board, option: Option, week: Week) -> Part:
    model, name = board.model, f"{option.technique}/{week.phase.index}"
    half, items = {}, {}
    for visit in week.visits_for(option.places):
        place = Setting.POOL if visit in week.pool_visits else Setting.CLINIC
        mine = _done_at(board.problem, option, place)
        items[visit] = model.new_int_var(0, len(mine), f"{name}/items{visit}")
        half[visit] = model.new_int_var(0, 2 * week.rooms[visit - 1], f"{name}/visit{visit}")
        _between(model, half[visit], items[visit], mine)
    home, home_items, picks = {}, {}, []
    mine = _done_at(board.problem, option, Setting.HOME)
    most = min(len(mine), week.phase.home_items_max)
    for days in day_choices(option.heavy, week.days) if mine else ():
        picks.append(model.new_bool_var(f"{name}/{days}"))
        home_items[days] = model.new_int_var(0, most, f"{name}/{days}/items")
        home[days] = model.new_int_var(0, 2 * board.problem.home_day_min, f"{name}/{days}/home")
        model.add(home_items[days] <= most * picks[-1])
        _between(model, home[days], home_items[days], mine, 2 * option.most_home_min)
    model.add_at_most_one(picks)
    return Part(
        option=option,
        week=week,
        half=half,
        items=items,
        home=home,
        home_items=home_items,
        standing=_standing(board, option, half, home),
    )


def _done_at(problem: Problem, option: Option, place: Setting) -> list[Item]:
    return [item for item in problem.items_of(option.technique) if place in item.places]


def _between(
    model: cp_model.CpModel,
    half: cp_model.IntVar,
    items: cp_model.IntVar,
    mine: list[Item],
    longest: int = 10_000,
) -> None:
    """So many exercises take between the shortest and the longest usual time."""
    model.add(half >= min(_at_least(item) for item in mine) * items)
    model.add(half <= min(longest, max(item.usual for item in mine)) * items)


def _at_least(item: Item) -> int:
    """The usual time; what a must-have asks for may be as short as its least dose."""
    return item.half[0] if item.required else item.usual


def _standing(
    board: Board,
    option: Option,
    half: dict[int, cp_model.IntVar],
    home: dict[tuple[int, ...], cp_model.IntVar],
) -> Expression:
    """Half-minutes a week done standing: what the seated items cannot take."""
    whole = sum(half.values()) + sum(len(days) * x for days, x in home.items())
    if not option.seated or not board.problem.seated_share:
        return whole if not option.seated else 0
    mine = [item for item in board.problem.items_of(option.technique) if item.seated]
    room = sum(sorted((item.usual for item in mine), reverse=True)[:SEATED_ITEMS])
    up: Expression = 0
    for times, each in [(1, x) for x in half.values()] + [(len(d), x) for d, x in home.items()]:
        standing = board.model.new_int_var(0, 10_000, "")
        board.model.add(standing >= each - room)
        up += times * standing
    return up


def day_choices(heavy: bool, days: HomeDays) -> list[tuple[int, ...]]:
    """The sets of home days a technique may use: heavy days, all days, or every second one."""
    if heavy:
        return [days.heavy_days[:n] for n in range(1, len(days.heavy_days) + 1)]
    every = tuple(sorted(days.days))
    return list(dict.fromkeys(part for part in (every, every[0::2], every[1::2]) if part))


def a_visit_holds_what_fits_in_it(board: Board) -> None:
    """Eight exercises at most, within the training minutes of a visit."""
    for week in board.weeks:
        for visit, room in enumerate(week.rooms, start=1):
            here = [part for part in board.of(week) if visit in part.half]
            board.model.add(sum(part.half[visit] for part in here) <= 2 * room)
            count = sum(part.items[visit] for part in here)
            board.model.add(count <= board.problem.items_in_visit[1])


def a_visit_has_three_exercises(board: Board) -> None:
    """A visit is worth coming for."""
    for week in board.weeks:
        for visit in range(1, week.visits + 1):
            here = [part.items[visit] for part in board.of(week) if visit in part.items]
            board.model.add(sum(here) >= board.problem.items_in_visit[0])


def a_day_at_home_stays_short(board: Board) -> None:
    """No home day is longer than the minutes the person has."""
    for week in board.weeks:
        for day in week.days.days:
            minutes = sum(
                half for part in board.of(week) for days, half in part.home.items() if day in days
            )
            board.model.add(minutes <= 2 * board.problem.home_day_min)


def few_exercises_at_home(board: Board) -> None:
    """Three exercises at home at first, five later, fewer where that is too many."""
    for week in board.weeks:
        count = sum(items for part in board.of(week) for items in part.home_items.values())
        board.model.add(count <= week.phase.home_items_max)


def a_phase_stays_below_its_caps(board: Board) -> None:
    """The weeks of a phase together stay below their caps."""
    for week in board.weeks:
        room = sum(board.problem.caps[number - 1] for number in week.phase.numbers)
        board.model.add(sum(part.in_phase for part in board.of(week)) <= 2 * room)


def minutes_grow_by_a_tenth_at_most(board: Board) -> None:
    """No phase holds more than growth from the phase before can reach."""
    grows = 1 + board.problem.growth
    for before, after in pairwise(board.weeks):
        last = grows ** (before.phase.weeks - 1) / sum(grows**i for i in range(before.phase.weeks))
        reach = last * sum(grows**i for i in range(1, after.phase.weeks + 1))
        now = sum(part.in_phase for part in board.of(after))
        was = sum(part.in_phase for part in board.of(before))
        board.model.add(1000 * now <= int(1000 * reach) * was)


def what_is_chosen_is_done_every_week(board: Board) -> None:
    """A technique that is chosen is there in each week, as long as it lasts."""
    for part in board.parts:
        if part.half or part.home:
            least = min(item.usual for item in board.problem.items_of(part.option.technique))
            board.model.add(part.a_week >= least)


def required_exercises_have_room(board: Board) -> None:
    """What a must-have asks for has its minutes from the first weeks."""
    for part in board.parts:
        if part.option.required_min and part.week.phase.index == 0:
            needed = [i for i in board.problem.items_of(part.option.technique) if i.required]
            board.model.add(part.a_week >= sum(item.half[0] for item in needed))


def supervised_sessions_a_must_have_asks_for(board: Board) -> None:
    """With a high fall risk balance and strength are both in two visits a week."""
    for part in board.parts:
        for visit in list(part.items)[: part.option.visits_per_week_min]:
            board.model.add(part.items[visit] >= 1)


def enough_is_done_seated_or_lying(board: Board) -> None:
    """With a fall in blood pressure most of the work is seated or lying."""
    if not board.problem.seated_share:
        return
    most = int(100 - 100 * board.problem.seated_share)
    for week in board.weeks:
        up = sum(part.standing for part in board.of(week))
        board.model.add(100 * up <= most * sum(part.a_week for part in board.of(week)))


def hands_on_work_comes_second(board: Board) -> None:
    """After week 6 at most a quarter of a week is passive; over the course less than active."""
    most = int(100 * board.problem.late_passive_share)
    for week in board.weeks:
        if week.phase.is_late:
            hands_on = sum(part.a_week for part in board.of(week) if part.option.passive)
            whole = sum(part.a_week for part in board.of(week))
            board.model.add(100 * hands_on <= most * whole)
    manual, active = (
        sum(part.in_phase for part in board.parts if part.option.technique in some)
        for some in (MANUAL, ACTIVE)
    )
    if board.problem.active_first:
        board.model.add(manual <= active)


def one_technique_is_no_plan(board: Board) -> None:
    """No technique takes most of the minutes, unless the mix asks for it."""
    share = int(100 * board.problem.share_max)
    whole = sum(part.in_phase for part in board.parts)
    for option in board.problem.options:
        mine = [part for part in board.parts if part.option == option]
        if mine and board.problem.percent_of(option.technique) <= share:
            board.model.add(100 * sum(part.in_phase for part in mine) <= share * whole)


RULES: tuple[Callable[[Board], None], ...] = (
    a_visit_holds_what_fits_in_it,
    a_visit_has_three_exercises,
    a_day_at_home_stays_short,
    few_exercises_at_home,
    a_phase_stays_below_its_caps,
    minutes_grow_by_a_tenth_at_most,
    what_is_chosen_is_done_every_week,
    required_exercises_have_room,
    supervised_sessions_a_must_have_asks_for,
    enough_is_done_seated_or_lying,
    hands_on_work_comes_second,
    one_technique_is_no_plan,
)


def _many_items(board: Board) -> Expression:
    """Fewer exercises are done better than many."""
    cost = board.problem.weights["weight/allotted_item"]
    items = sum(sum(part.items.values()) for part in board.parts)
    home = sum(sum(part.home_items.values()) for part in board.parts)
    return round(cost * UNIT) * (items + home)


def _tally(board: Board) -> Tally:
    """Whole minutes of the course by technique, supervised and at home."""
    supervised, home = {}, {}
    for option in board.problem.options:
        mine = [part for part in board.parts if part.option == option]
        in_visits = sum(part.week.visit_weeks * part.in_visits for part in mine)
        at_home = sum(part.week.phase.weeks * part.at_home for part in mine)
        supervised[option.technique] = whole_minutes(board.model, in_visits)
        home[option.technique] = whole_minutes(board.model, at_home)
    return Tally(problem=board.problem, model=board.model, supervised=supervised, home=home)


def whole_minutes(model: cp_model.CpModel, half: Expression) -> Expression:
    """Half-minutes as whole minutes, rounded down."""
    minutes = model.new_int_var(0, 100_000, "")
    model.add(2 * minutes <= half)
    model.add(2 * minutes >= half - 1)
    return minutes


def _read(board: Board, solver: cp_model.CpSolver, found: Found) -> Allotted:
    allotments = []
    for part in board.parts:
        days = [days for days, half in part.home.items() if solver.value(half)]
        home = days[0] if days else ()
        allotments.append(
            Allotment(
                technique=part.option.technique,
                week=part.week,
                visits={v: solver.value(x) for v, x in part.half.items() if solver.value(x)},
                items={v: solver.value(x) for v, x in part.items.items() if solver.value(x)},
                home_days=home,
                home_half=solver.value(part.home[home]) if home else 0,
                home_items=solver.value(part.home_items[home]) if home else 0,
                standing_half=int(solver.value(part.standing)),
            )
        )
    return Allotted(allotments=tuple(allotments), weeks=board.weeks, found=found)
