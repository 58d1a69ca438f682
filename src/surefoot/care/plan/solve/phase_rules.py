"""The rules of the phases, one function a rule."""

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise, product

from ortools.sat.python import cp_model

from surefoot.care.plan.problem import WEEK
from surefoot.care.plan.solve.benefit import Expression
from surefoot.care.plan.solve.choose import ACTIVE, MANUAL
from surefoot.care.plan.solve.phase_levels import (
    a_rung_is_left_behind,
    new_exercises_come_from_the_rung_below,
    one_level_at_a_time,
    weeks_without_a_visit_do_not_fall_behind,
)
from surefoot.care.plan.solve.phase_weeks import Week
from surefoot.care.plan.solve.phases import Board
from surefoot.terms import Technique


def weeks_stay_below_caps_and_grow_by_a_tenth(board: Board) -> None:
    """No week above its cap, nor more than a tenth above the week before."""
    grown = 100 + round(100 * board.problem.growth)
    totals = [board.in_week(number) for number in range(1, board.problem.weeks + 1)]
    for total, cap in zip(totals, board.problem.caps, strict=True):
        board.model.add(total <= 2 * cap)
    for before, after in pairwise(totals):
        board.model.add(100 * after <= grown * before)


def a_visit_holds_what_fits_in_it(board: Board) -> None:
    """Eight exercises at most, within the training minutes of the visits."""
    for week in board.weeks:
        here = board.of(week)
        for visit, room in enumerate(week.room_sums, start=1):
            half = sum(e.visit_half[visit] for e in here if visit in e.visits)
            board.model.add(week.visit_weeks * half <= 2 * room)
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


def balance_is_trained_at_home_too(board: Board) -> None:
    """Balance is trained at home as well, where that can be done."""
    for week in board.weeks:
        for option in board.options:
            able = [e for e in board.of(week, option.technique) if e.home]
            wanted = min(option.home_items_min, len(able), week.phase.home_items_max)
            if wanted > 0:
                missing = board.gives_way(balance_is_trained_at_home_too, wanted)
                board.model.add(sum(e.is_at_home for e in able) + missing >= wanted)


def nothing_more_often_than_its_frequency(board: Board) -> None:
    """No exercise more often a week than the library allows."""
    for entry in board.entries.values():
        home = sum(len(days) * x for days, x in entry.home.items())
        board.model.add(sum(entry.visits.values()) + home <= entry.item.per_week_max)


def what_is_done_at_home_is_done_often_enough(board: Board) -> None:
    """An exercise at home is done as often a week as the library asks, visits counted in."""
    for entry in board.entries.values():
        often = sum(entry.visits.values()) + sum(len(days) * x for days, x in entry.home.items())
        most = len(entry.visits) + max((len(days) for days in entry.home), default=0)
        asked = min(entry.item.per_week_min, most)
        if entry.home and asked > min(len(days) for days in entry.home):
            board.model.add(often >= asked * entry.is_at_home)


def the_same_muscles_rest_after_heavy_work(board: Board) -> None:
    """48 hours between heavy work of the same muscles, in visits and at home."""
    loaded = {week.phase.index: _loaded(board, week) for week in board.weeks}
    for week in board.weeks:
        here = loaded[week.phase.index]
        for one, other in combinations(here, 2):
            (group, day), (same, later) = one, other
            if group == same and week.days.is_close(day, later):
                board.model.add(here[one] + here[other] <= 1)
    for before, after in pairwise(board.weeks):
        last, first = loaded[before.phase.index], loaded[after.phase.index]
        for (group, day), (same, later) in product(last, first):
            if group == same and later + WEEK - day < after.days.apart:
                board.model.add(last[group, day] + first[same, later] <= 1)


def _loaded(board: Board, week: Week) -> dict[tuple[str, int], cp_model.IntVar]:
    """Whether a muscle group works hard on a day; where visits are apart, groups that may at home.

    Visits are days apart unless too few days of the week are free.
    """
    found: dict[tuple[str, int], cp_model.IntVar] = {}
    crowded = any(week.days.is_close(*two) for two in combinations(week.days.visit_days, 2))
    every = board.entries.values()
    can_meet = {group for entry in every if entry.home or crowded for group in entry.item.loads}
    for entry in board.of(week):
        for group in sorted(can_meet.intersection(entry.item.loads)):
            for day, done in entry.on_days.items():
                key = (group, day)
                if key not in found:
                    found[key] = board.model.new_bool_var(f"{key}/{week.phase.index}")
                board.model.add(found[key] >= done)
    return found


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
    for number in range(board.problem.late_after + 1, board.problem.weeks + 1):
        board.model.add(100 * board.in_week(number, passive) <= most * board.in_week(number))
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


def _course(board: Board, techniques: frozenset[Technique]) -> Expression:
    numbers = range(1, board.problem.weeks + 1)
    return _sum(board.in_week(number, techniques) for number in numbers)


def _sum(parts: Iterator[Expression]) -> Expression:
    return sum(parts)


SAFE: tuple[Callable[[Board], None], ...] = (
    weeks_stay_below_caps_and_grow_by_a_tenth,
    a_visit_holds_what_fits_in_it,
    a_day_at_home_stays_short,
    few_exercises_at_home,
    nothing_more_often_than_its_frequency,
    the_same_muscles_rest_after_heavy_work,
    new_exercises_come_from_the_rung_below,
    one_level_at_a_time,
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
    balance_is_trained_at_home_too,
    at_most_half_is_new,
    what_is_chosen_is_done_every_week,
)
"""What gives way at a price, where it must."""
HABITS: tuple[Callable[[Board], None], ...] = (
    what_is_done_at_home_is_done_often_enough,
    a_rung_is_left_behind,
    one_technique_is_no_plan,
)
"""What is given up as a whole, where nothing fits otherwise."""
