"""The rules of the phases, one function a rule."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from ortools.sat.python import cp_model

from surefoot.care.plan.problem import Item
from surefoot.care.plan.solve.benefit import Expression
from surefoot.care.plan.solve.choose import ACTIVE, MANUAL
from surefoot.care.plan.solve.phase_weeks import Week
from surefoot.care.plan.solve.phases import Board
from surefoot.terms import Technique

type Picked = tuple[Item, cp_model.IntVar]  # an exercise, and whether it is chosen


def weeks_stay_below_caps_and_grow_by_a_tenth(board: Board) -> None:
    """No week above its cap, nor more than a tenth above the week before."""
    grown = 100 + round(100 * board.problem.growth)
    totals: list[cp_model.IntVar] = []
    for week in board.weeks:
        mine = [_total(board, week, number) for number in week.phase.numbers]
        board.model.add(sum(mine) == _in_phase(board, week))
        if not week.is_sparse:
            for before, after in pairwise(mine):  # doses do not fall within a phase
                board.model.add(before <= after)
        totals += mine
    for before, after in pairwise(totals):
        board.model.add(100 * after <= grown * before)


def _total(board: Board, week: Week, number: int) -> cp_model.IntVar:
    """Half-minutes of one week: below its cap, between the least and the most of its doses."""
    total = board.model.new_int_var(0, 2 * board.problem.caps[number - 1], f"week/{number}")
    with_visits = board.chosen.pattern.visits[number - 1] > 0
    least: Expression = 0
    most: Expression = 0
    for entry in board.of(week):
        visits = sum(entry.visits.values()) if with_visits else 0
        days = sum(len(days) * x for days, x in entry.home.items())
        least += entry.least * (visits + days)
        most += entry.item.half[-1] * (visits + days)
    board.model.add(total >= least)
    board.model.add(total <= most)
    return total


def a_visit_holds_what_fits_in_it(board: Board) -> None:
    """Eight exercises at most, within the training minutes of the visits."""
    for week in board.weeks:
        here = board.of(week)
        for wet, half in ((False, _sum(e.on_land for e in here)),
                          (True, _sum(e.in_pool for e in here))):  # fmt: skip
            rooms = [r for v, r in enumerate(week.room_sums, 1) if (v in week.pool_visits) == wet]
            board.model.add(week.visit_weeks * half <= 2 * sum(rooms))
        for visit, room in enumerate(week.rooms, start=1):
            mine = [(e.least, e.visits[visit]) for e in here if visit in e.visits]
            board.model.add(sum(x for _, x in mine) <= board.problem.items_in_visit[1])
            board.model.add(sum(least * x for least, x in mine) <= 2 * room)


def a_visit_has_three_exercises(board: Board) -> None:
    """A visit is worth coming for."""
    for week in board.weeks:
        for visit in range(1, week.visits + 1):
            here = [e.visits[visit] for e in board.of(week) if visit in e.visits]
            least = board.problem.items_in_visit[0]
            missing = board.gives_way(a_visit_has_three_exercises, least)
            board.model.add(sum(here) + missing >= least)


def a_day_at_home_stays_short(board: Board) -> None:
    """No home day is longer than the minutes the person has."""
    for week in board.weeks:
        here = board.of(week)
        for day in week.days.days:
            half = sum(x for e in here for days, x in e.home_half.items() if day in days)
            board.model.add(half <= 2 * board.problem.home_day_min)


def few_exercises_at_home(board: Board) -> None:
    """Three exercises at home at first, five later, fewer where that is too many."""
    for week in board.weeks:
        board.model.add(sum(e.is_at_home for e in board.of(week)) <= week.phase.home_items_max)


def home_is_never_empty(board: Board) -> None:
    """Whoever can do anything at home has something to do there from the first week."""
    least = round(board.problem.weights["limit/items_home_min"])
    for week in board.weeks:
        able = [e for e in board.of(week) if e.home]
        wanted = min(least, len(able), week.phase.home_items_max)
        if wanted > 0:
            missing = board.gives_way(home_is_never_empty, wanted)
            board.model.add(sum(e.is_at_home for e in able) + missing >= wanted)


def nothing_more_often_than_its_frequency(board: Board) -> None:
    """No exercise more often a week than the library allows."""
    for entry in board.entries.values():
        home = sum(len(days) * x for days, x in entry.home.items())
        board.model.add(sum(entry.visits.values()) + home <= entry.item.per_week_max)


def new_exercises_come_from_the_rung_below(board: Board) -> None:
    """Start at the entry level; after that only along the ladder."""
    for entry in board.entries.values():
        if not entry.item.entry:
            names = (*entry.item.after, entry.item.id)
            below = (board.at(name, entry.week.phase.index - 1) for name in names)
            board.model.add(sum(b.planned for b in below if b) >= entry.planned)


def one_level_in_two_weeks(board: Board) -> None:
    """The hardest exercise of a technique gets harder by one level at a step at most."""
    for before, after in pairwise(board.weeks):
        for option in board.options:
            now = _planned(board, after, option.technique)
            was, home = (each(board, before, option.technique) for each in (_planned, _home))
            if before.is_sparse and home:  # what is done in every week, up to the last one
                alone = _none_of(board, home)
                _no_jump(board, now, was, among=[(i, x, None) for i, x in home]
                         + [(i, x, alone) for i, x in was])  # fmt: skip
            else:
                _no_jump(board, now, was, among=[(i, x, None) for i, x in was])


def weeks_without_a_visit_do_not_fall_behind(board: Board) -> None:
    """Where not every week has a visit, home keeps within a level of the clinic."""
    for week in board.weeks:
        for option in board.options:
            home = _home(board, week, option.technique)
            if week.is_sparse and home:
                now = _planned(board, week, option.technique)
                _no_jump(board, now, home, among=[(i, x, None) for i, x in home])


def _planned(board: Board, week: Week, technique: Technique) -> list[Picked]:
    return [(e.item, e.planned) for e in board.of(week, technique)]


def _home(board: Board, week: Week, technique: Technique) -> list[Picked]:
    return [(e.item, x) for e in board.of(week, technique) for x in e.home.values()]


def _none_of(board: Board, some: Iterable[Picked]) -> cp_model.IntVar:
    """A boolean that may only be true where none of them is chosen."""
    none = board.model.new_bool_var("none")
    for _, x in some:
        board.model.add(none + x <= 1)
    return none


def _no_jump(
    board: Board,
    now: Iterable[Picked],
    before: Iterable[Picked],
    *,
    among: Sequence[tuple[Item, cp_model.IntVar, cp_model.IntVar | None]],
) -> None:
    """Each exercise has one among those that count at most a level below it, if there was any.

    What counts only under a condition counts where its boolean is true.
    """
    absent = _none_of(board, before)  # nothing to compare with
    for item, planned in now:
        near: list[Expression] = []
        for other, x, condition in among:
            if other.level >= item.level - 1:
                near.append(x if condition is None else _both(board, x, condition))
        board.model.add(sum(near) + absent >= planned)


def _both(board: Board, one: cp_model.IntVar, other: cp_model.IntVar) -> cp_model.IntVar:
    both = board.model.new_bool_var("both")
    board.model.add(both <= one)
    board.model.add(both <= other)
    return both


def a_rung_is_left_behind(board: Board) -> None:
    """The rung above takes the place of the rung below, and nobody steps back in a plan."""
    for upper in board.entries.values():
        for name in () if upper.item.entry else upper.item.after:
            for phase in (upper.week.phase.index, upper.week.phase.index + 1):
                lower = board.at(name, phase)
                if lower is not None:
                    board.model.add(lower.planned + upper.planned <= 1)


def at_most_half_is_new(board: Board) -> None:
    """At one step at most half of the exercises are new."""
    share = round(100 * board.problem.new_share)
    for week in board.weeks[1:]:
        here = board.of(week)
        new, planned = sum(e.new for e in here), sum(e.planned for e in here)
        more = board.gives_way(at_most_half_is_new, len(here))
        board.model.add(100 * new <= share * planned + 100 * more)


def what_is_chosen_is_done_every_week(board: Board) -> None:
    """A technique that is chosen is there in each week, as long as it lasts."""
    for week in board.weeks:
        for option in board.options:
            here = board.of(week, option.technique)
            if here and week.phase.index <= option.last_phase:
                missing = board.gives_way(what_is_chosen_is_done_every_week)
                board.model.add(sum(e.planned for e in here) + missing >= 1)


def required_exercises_are_there(board: Board) -> None:
    """What a must-have asks for is in the plan from the start, or as soon as the ladder allows."""
    for item in board.problem.items:
        mine = [entry.planned for entry in board.both(item)]
        if item.required and mine:
            board.model.add(sum(mine[:1] if item.entry else mine) >= 1)


def supervised_sessions_a_must_have_asks_for(board: Board) -> None:
    """With a high fall risk balance and strength are both in two visits a week."""
    for week in board.weeks:
        for option in board.options:
            here = board.of(week, option.technique)
            for visit in week.visits_for(option.places)[: option.visits_per_week_min]:
                board.model.add(sum(e.visits[visit] for e in here if visit in e.visits) >= 1)


def enough_is_done_seated_or_lying(board: Board) -> None:
    """With a fall in blood pressure most of the work is seated or lying."""
    if not board.problem.seated_share:
        return
    most = int(100 - 100 * board.problem.seated_share)
    for week in board.weeks:
        up = _sum(e.a_week for e in board.of(week) if not e.item.seated)
        board.model.add(100 * up <= most * _sum(e.a_week for e in board.of(week)))


def hands_on_work_comes_second(board: Board) -> None:
    """After week 6 at most a quarter of a week is passive; over the course less than active."""
    passive = {option.technique for option in board.options if option.passive}
    most = int(100 * board.problem.late_passive_share)
    for week in board.weeks:
        if week.phase.is_late:
            here = board.of(week)
            hands_on = _sum(e.a_week for e in here if e.item.technique in passive)
            board.model.add(100 * hands_on <= most * _sum(e.a_week for e in here))
    if board.problem.active_first:
        manual, active = (_course(board, some) for some in (MANUAL, ACTIVE))
        board.model.add(manual <= active)


def one_technique_is_no_plan(board: Board) -> None:
    """No technique takes most of the minutes, unless the mix asks for it."""
    share = int(100 * board.problem.share_max)
    whole = _course(board, frozenset(Technique))
    for option in board.options:
        if board.problem.percent_of(option.technique) <= share and len(board.options) > 1:
            mine = _course(board, frozenset({option.technique}))
            board.model.add(100 * mine <= share * whole)


def _in_phase(board: Board, week: Week) -> Expression:
    return _sum(entry.in_phase for entry in board.of(week))


def _course(board: Board, techniques: frozenset[Technique]) -> Expression:
    return _sum(e.in_phase for e in board.entries.values() if e.item.technique in techniques)


def _sum(parts: Iterator[Expression]) -> Expression:
    return sum(parts)


SAFE: tuple[Callable[[Board], None], ...] = (
    weeks_stay_below_caps_and_grow_by_a_tenth,
    a_visit_holds_what_fits_in_it,
    a_day_at_home_stays_short,
    few_exercises_at_home,
    nothing_more_often_than_its_frequency,
    new_exercises_come_from_the_rung_below,
    one_level_in_two_weeks,
    weeks_without_a_visit_do_not_fall_behind,
    required_exercises_are_there,
    supervised_sessions_a_must_have_asks_for,
    enough_is_done_seated_or_lying,
    hands_on_work_comes_second,
)
"""What never gives way."""
CUSTOMS: tuple[Callable[[Board], None], ...] = (
    a_visit_has_three_exercises,
    home_is_never_empty,
    at_most_half_is_new,
    what_is_chosen_is_done_every_week,
)
"""What gives way at a price, where it must."""
HABITS: tuple[Callable[[Board], None], ...] = (a_rung_is_left_behind, one_technique_is_no_plan)
"""What is given up as a whole, where nothing fits otherwise."""
