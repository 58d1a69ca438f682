"""The minutes of each technique in each week: phases leave them open, doses will fill them."""

from collections.abc import Iterator
from itertools import pairwise

from ortools.sat.python import cp_model

from surefoot.care.plan.problem import Option, Pattern, Problem
from surefoot.care.plan.solve.benefit import Expression
from surefoot.care.plan.solve.phase_weeks import Week
from surefoot.care.plan.solve.phases import Board, Entry
from surefoot.care.plan.solve.search import Values
from surefoot.terms import Setting, Technique

A_WEEK = 2 * 7 * 24 * 60  # half-minutes


def minutes_by_week(board: Board) -> None:
    """Half-minutes of each technique in each week; they do not fall within a phase."""
    for week in board.weeks:
        for option in board.options:
            here = board.of(week, option.technique)
            if here:
                _presence(board, week, option.technique)
            mine = [_minutes(board, week, option.technique, n) for n in week.phase.numbers if here]
            board.model.add(sum(mine) == sum(entry.in_phase for entry in here))
            for before, after in () if week.is_sparse else pairwise(mine):
                board.model.add(before <= after)


def _presence(board: Board, week: Week, technique: Technique) -> None:
    """Whether any exercise of a technique is done in a phase."""
    there = board.model.new_bool_var(f"{technique}/{week.phase.index}/there")
    planned = [entry.planned for entry in board.of(week, technique)]
    board.model.add(there <= sum(planned))
    for one in planned:
        board.model.add(there >= one)
    board.there[technique, week.phase.index] = there


def _minutes(board: Board, week: Week, technique: Technique, number: int) -> cp_model.IntVar:
    """Half-minutes of one week, between the least and the most of its doses."""
    minutes = board.model.new_int_var(0, A_WEEK, f"{technique}/{number}")
    with_visits = board.chosen.pattern.visits[number - 1] > 0
    least: Expression = 0
    most: Expression = 0
    for entry in board.of(week, technique):
        visits = sum(entry.visits.values()) if with_visits else 0
        days = sum(len(days) * x for days, x in entry.home.items())
        least += entry.least * (visits + days)
        most += entry.item.half[-1] * (visits + days)
    board.model.add(minutes >= least)
    board.model.add(minutes <= most)
    board.minutes[technique, number] = minutes
    return minutes


def growth_of_a_technique(problem: Problem) -> tuple[int, int]:
    """By how much a technique may grow in a week: per cent of its minutes, and half-minutes."""
    weights = problem.weights
    share, step = weights["limit/technique_growth"], weights["limit/technique_growth_min"]
    return round(100 * share), round(2 * step)


def more_minutes_at_a_step_up(board: Board) -> Expression:
    """PR1: half-minutes by which techniques grow in the weeks they get harder."""
    more: Expression = 0
    for before, after in pairwise(board.weeks):
        first = after.phase.first_week
        for option in board.options:
            now = board.minutes.get((option.technique, first))
            was = board.minutes.get((option.technique, first - 1))
            if now is None or was is None:
                continue
            harder = _gets_harder(board, before, after, option.technique)
            most = 2 * max(board.problem.caps)
            grown = board.model.new_int_var(0, most, f"{option.technique}/{first}/grown")
            board.model.add(grown >= now - was - most * (1 - harder))
            more += grown
    return more


def minutes_lost_between_phases(board: Board) -> Expression:
    """Half-minutes that the weeks of a technique lose, unless it tapers or has ended."""
    lost: Expression = 0
    for after in board.weeks[1:]:
        first = after.phase.first_week
        for option in board.options:
            was = board.minutes.get((option.technique, first - 1))
            if was is None or option.passive or after.phase.index > option.last_phase:
                continue
            less = board.model.new_int_var(0, A_WEEK, f"{option.technique}/{first}/lost")
            now = board.minutes.get((option.technique, first), 0)
            kept, of = visits_kept(board.chosen.pattern, option, first)
            board.model.add(of * less >= kept * was - of * now)
            lost += less
    return lost


def visits_kept(pattern: Pattern, option: Option, week: int) -> tuple[int, int]:
    """How many visits are left of how many the week before: what has no other place goes along."""
    before, after = pattern.visits[week - 2], pattern.visits[week - 1]
    tapers = Setting.HOME not in option.places and 0 < after < before
    return (after, before) if tapers else (1, 1)


def _gets_harder(board: Board, before: Week, after: Week, technique: Technique) -> cp_model.IntVar:
    """Whether the hardest exercise of a technique is harder than in the phase before."""
    harder = board.model.new_bool_var(f"{technique}/{after.phase.index}/harder")
    absent = 1 - board.there[technique, before.phase.index]
    was = board.of(before, technique)
    for entry in board.of(after, technique):
        as_hard = [e.planned for e in was if e.item.level >= entry.item.level]
        board.model.add(harder + absent + sum(as_hard) >= entry.planned)
    return harder


def minutes_short_of_a_session(board: Board) -> Expression:
    """Half-minutes that the first week of each phase falls short of what is worth doing."""
    short: Expression = 0
    for week in board.weeks:
        for option in board.options:
            minutes = board.minutes.get((option.technique, week.phase.first_week))
            if minutes is not None and option.week_min:
                least = 2 * option.week_min
                there = board.there[option.technique, week.phase.index]
                missing = board.model.new_int_var(0, least, f"{option.technique}/short")
                board.model.add(missing >= least * there - minutes)
                short += missing
    return short


def minutes_short_at_home(board: Board) -> Expression:
    """Half-minutes that a week in which home is possible falls short of what is worth asking."""
    short: Expression = 0
    for week, able, least in _homes(board):
        missing = board.model.new_int_var(0, least, f"{week.phase.index}/short at home")
        board.model.add(missing >= least - sum(entry.at_home for entry in able))
        short += missing
    return short


def minutes_of_empty_homes(board: Board, values: Values) -> int:
    """The same for the phases of an answer that leave home empty: doses do not see them."""
    return sum(
        least
        for _, able, least in _homes(board)
        if not any(values[x.index] for entry in able for x in entry.home.values())
    )


def _homes(board: Board) -> Iterator[tuple[Week, list[Entry], int]]:
    """Each phase in which something can be done at home, with the half-minutes wanted there."""
    for week in board.weeks:
        able = [entry for entry in board.of(week) if entry.home]
        least = 2 * home_week_min(board.problem, len(week.days.days))
        if able and least:
            yield week, able, least


def home_week_min(problem: Problem, days: int) -> int:
    """Minutes that a week at home should have, as far as its days leave room for them."""
    return min(round(problem.weights["limit/home_week_min"]), days * problem.home_day_min)


def minutes_grown_at_once(board: Board) -> Expression:
    """Half-minutes by which a technique grows too fast from one phase to the next."""
    share, step = growth_of_a_technique(board.problem)
    most = 2 * max(board.problem.caps)
    jumped: Expression = 0
    for before, after in pairwise(board.weeks):
        first = after.phase.first_week
        for option in board.options:
            was = board.minutes.get((option.technique, first - 1))
            now = board.minutes.get((option.technique, first))
            alike = board.chosen.pattern.are_alike(first - 1, first)
            if was is None or now is None or not alike:
                continue
            jump = board.model.new_int_var(0, most, f"{option.technique}/{first}/jump")
            starts = 1 - board.there[option.technique, before.phase.index]
            free = (100 + share) * was + 100 * (step + most * starts)
            board.model.add(100 * jump >= 100 * now - free)
            jumped += jump
    return jumped
