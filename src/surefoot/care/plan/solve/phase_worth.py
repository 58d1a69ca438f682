"""What the exercises of the phases are worth: benefit of their minutes, aims, levels, burden."""

from collections.abc import Iterable, Iterator

from ortools.sat.python import cp_model

from surefoot.care.plan.problem import Item, Problem, Slot
from surefoot.care.plan.solve.benefit import (
    Expression,
    Tally,
    both_at_once_units,
    fix_ranks,
    jump_units,
    short_units,
    steady_units,
    visit_cost,
    whole_minutes,
    worth_of_minutes,
)
from surefoot.care.plan.solve.phase_minutes import (
    minutes_grown_at_once,
    minutes_lost_between_phases,
    minutes_short_at_home,
    minutes_short_of_a_session,
    more_minutes_at_a_step_up,
)
from surefoot.care.plan.solve.phases import Board
from surefoot.care.plan.solve.search import QUARTERS, UNIT
from surefoot.terms import Technique


def add_worth(made: Board) -> None:
    """Goal-weighted benefit of the minutes, and what the exercises themselves are worth."""
    tally = _tally(made)
    worth = worth_of_minutes(tally)
    fix_ranks(tally, made.chosen.ranks)
    made.liked += tally.liked
    less: Expression = visit_cost(made.problem, made.chosen.pattern)
    less += both_at_once_units(made.problem) * more_minutes_at_a_step_up(made)
    less += steady_units(made.problem) * minutes_lost_between_phases(made)
    less += short_units(made.problem) * minutes_short_of_a_session(made)
    less += short_units(made.problem) * minutes_short_at_home(made)
    less += jump_units(made.problem) * minutes_grown_at_once(made)
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
