"""Stage C. How long each exercise takes each time, week by week."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ortools.sat.python import cp_model

from surefoot.care.plan.problem import Item, Problem, Session, Slot
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
from surefoot.care.plan.solve.choose import ACTIVE, MANUAL, Chosen
from surefoot.care.plan.solve.phase_minutes import (
    growth_of_a_technique,
    home_week_min,
    visits_kept,
)
from surefoot.care.plan.solve.search import QUARTERS, Found, Limits, search
from surefoot.terms import Technique


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One exercise in one week at one place."""

    slot: Slot
    item: Item
    week: int
    home: bool
    times: int
    half: cp_model.IntVar  # half-minutes each time


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosed:
    """The sessions of every week."""

    sessions: tuple[Session, ...]
    found: Found


@dataclass(slots=True, kw_only=True)
class Weeks:
    """The model under construction."""

    problem: Problem
    chosen: Chosen
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    cells: list[Cell] = field(default_factory=list)

    def total(self, week: int, technique: Technique | None = None) -> Expression:
        """Half-minutes of a week, of one technique or of all."""
        return sum(
            cell.times * cell.half
            for cell in self.cells
            if cell.week == week and technique in (None, cell.item.technique)
        )

    def holds(self, week: int, technique: Technique) -> bool:
        """Whether a technique is done in a week."""
        return any(c.week == week and c.item.technique == technique for c in self.cells)

    def of(self, technique: Technique, *, home: bool) -> Expression:
        """Half-minutes of a technique over the course, at home or supervised."""
        return sum(
            cell.times * cell.half
            for cell in self.cells
            if cell.item.technique == technique and cell.home == home
        )


def doses(
    problem: Problem,
    chosen: Chosen,
    slots: Sequence[Slot],
    limits: Limits,
    *,
    without: frozenset[str] = frozenset(),
) -> Dosed | None:
    """The best doses, or None when the exercises leave none that keep the rules."""
    weeks = _begin(problem, chosen, slots)
    for rule in RULES:
        if rule.__name__ not in without:
            rule(weeks)
    tally = _tally(weeks)
    worth = worth_of_minutes(tally)
    fix_ranks(tally, chosen.ranks)
    both = both_at_once_units(problem) * more_minutes_at_a_step_up(weeks)
    lost = steady_units(problem) * minutes_lost_between_phases(weeks)
    short = short_units(problem) * (
        minutes_short_of_a_session(weeks) + minutes_short_at_home(weeks)
    )
    jumped = jump_units(problem) * minutes_grown_at_once(weeks)
    less = visit_cost(problem, chosen.pattern) + both + lost + short + jumped
    weeks.model.maximize(worth - QUARTERS * less)
    solver, found = search(weeks.model, limits)
    if not found.has_answer:
        return None
    sessions = tuple(
        Session(
            item=cell.item.id,
            week=cell.week,
            home=cell.home,
            half=solver.value(cell.half),
            times=cell.times,
        )
        for cell in weeks.cells
    )
    return Dosed(sessions=sessions, found=found)


def _begin(problem: Problem, chosen: Chosen, slots: Sequence[Slot]) -> Weeks:
    weeks = Weeks(problem=problem, chosen=chosen)
    items = {item.id: item for item in problem.items}
    for slot in slots:
        for week in problem.phases[slot.phase].numbers:
            here = [v for v in slot.visits if v <= chosen.pattern.visits[week - 1]]
            for home, times in ((False, len(here)), (True, len(slot.home_days))):
                if times:
                    weeks.cells.append(_cell(weeks, slot, items[slot.item], week, home, times))
    return weeks


def _cell(weeks: Weeks, slot: Slot, item: Item, week: int, home: bool, times: int) -> Cell:
    most = 2 * weeks.problem.home_day_min if home else item.half[-1]
    least = item.half[0] if slot.phase == 0 else item.least_later
    allowed = [half for half in item.half if least <= half <= most] or [least]
    half = weeks.model.new_int_var_from_domain(
        cp_model.Domain.from_values(allowed), f"{item.id}/{week}/{'home' if home else 'visit'}"
    )
    return Cell(slot=slot, item=item, week=week, home=home, times=times, half=half)


def a_week_stays_below_its_cap(weeks: Weeks) -> None:
    """No week holds more training than the cap for this person."""
    for number, cap in enumerate(weeks.problem.caps, start=1):
        weeks.model.add(weeks.total(number) <= 2 * cap)


def a_week_grows_by_a_tenth_at_most(weeks: Weeks) -> None:
    """PR1: at most ten per cent more than the week before."""
    grown = 100 + round(100 * weeks.problem.growth)
    for before, after in pairwise(range(1, weeks.problem.weeks + 1)):
        weeks.model.add(100 * weeks.total(after) <= grown * weeks.total(before))


def a_visit_holds_what_fits_in_it(weeks: Weeks) -> None:
    """The exercises of a visit fit into the minutes left for training."""
    at = 0
    for number, count in enumerate(weeks.chosen.pattern.visits, start=1):
        for visit in range(1, count + 1):
            here = [
                cell.half
                for cell in weeks.cells
                if cell.week == number and not cell.home and visit in cell.slot.visits
            ]
            weeks.model.add(sum(here) <= 2 * weeks.chosen.pattern.rooms[at])
            at += 1


def a_day_at_home_stays_short(weeks: Weeks) -> None:
    """No home day is longer than the minutes the person has."""
    for number in range(1, weeks.problem.weeks + 1):
        home = [cell for cell in weeks.cells if cell.week == number and cell.home]
        for day in sorted({day for cell in home for day in cell.slot.home_days}):
            minutes = sum(cell.half for cell in home if day in cell.slot.home_days)
            weeks.model.add(minutes <= 2 * weeks.problem.home_day_min)


def more_minutes_at_a_step_up(weeks: Weeks) -> Expression:
    """PR1: half-minutes by which a technique grows in the week it gets harder."""
    more: Expression = 0
    for before, after in pairwise(weeks.problem.phases):
        for option in weeks.problem.options:
            was, now = (_slots(weeks, option.technique, phase.index) for phase in (before, after))
            if was and max(now.values(), default=0) > max(was.values()):
                week, name = after.first_week, option.technique
                grown = weeks.model.new_int_var(0, 10_000, "")
                weeks.model.add(grown >= weeks.total(week, name) - weeks.total(week - 1, name))
                more += grown
    return more


def minutes_lost_between_phases(weeks: Weeks) -> Expression:
    """Half-minutes that the weeks of a technique lose, unless it tapers or has ended."""
    lost: Expression = 0
    for phase in weeks.problem.phases[1:]:
        for option in weeks.problem.options:
            if not option.passive and phase.index <= option.last_phase:
                less = weeks.model.new_int_var(0, 100_000, "")
                was, now = (weeks.total(phase.first_week - n, option.technique) for n in (1, 0))
                kept, of = visits_kept(weeks.chosen.pattern, option, phase.first_week)
                weeks.model.add(of * less >= kept * was - of * now)
                lost += less
    return lost


def minutes_short_of_a_session(weeks: Weeks) -> Expression:
    """Half-minutes that the first week of each phase falls short of what is worth doing."""
    short: Expression = 0
    for phase in weeks.problem.phases:
        for option in weeks.problem.options:
            if weeks.holds(phase.first_week, option.technique):
                least = 2 * option.week_min
                missing = weeks.model.new_int_var(0, least, "")
                minutes = weeks.total(phase.first_week, option.technique)
                weeks.model.add(missing >= least - minutes)
                short += missing
    return short


def minutes_short_at_home(weeks: Weeks) -> Expression:
    """Half-minutes that the first home week of each phase falls short of what is worth asking."""
    short: Expression = 0
    for phase in weeks.problem.phases:
        here = [c for c in weeks.cells if c.week == phase.first_week and c.home]
        if here:
            days = weeks.problem.home_days[weeks.chosen.pattern.a_week[phase.index]].days
            least = 2 * home_week_min(weeks.problem, len(days))
            missing = weeks.model.new_int_var(0, least, "")
            weeks.model.add(missing >= least - sum(c.times * c.half for c in here))
            short += missing
    return short


def minutes_grown_at_once(weeks: Weeks) -> Expression:
    """Half-minutes by which a technique that is there grows faster than it should in a week."""
    share, step = growth_of_a_technique(weeks.problem)
    jumped: Expression = 0
    for option in weeks.problem.options:
        name = option.technique
        for before, after in pairwise(range(1, weeks.problem.weeks + 1)):
            alike = weeks.chosen.pattern.are_alike(before, after)
            if alike and weeks.holds(before, name) and weeks.holds(after, name):
                was, now = weeks.total(before, name), weeks.total(after, name)
                jump = weeks.model.new_int_var(0, 10_000, "")
                weeks.model.add(100 * jump >= 100 * now - (100 + share) * was - 100 * step)
                jumped += jump
    return jumped


def _slots(weeks: Weeks, technique: Technique, phase: int) -> dict[str, int]:
    """The exercises of a technique in a phase with their levels."""
    return {
        cell.item.id: cell.item.level
        for cell in weeks.cells
        if cell.slot.phase == phase and cell.item.technique == technique
    }


def doses_never_fall_within_a_phase(weeks: Weeks) -> None:
    """While an exercise stays the same its dose stays or grows."""
    latest: dict[tuple[str, int, bool], Cell] = {}
    for cell in weeks.cells:
        key = (cell.item.id, cell.slot.phase, cell.home)
        before = latest.get(key)
        if before is not None:
            weeks.model.add(cell.half >= before.half)
        latest[key] = cell


def enough_is_done_seated_or_lying(weeks: Weeks) -> None:
    """With a fall in blood pressure most of each week is seated or lying."""
    if not weeks.problem.seated_share:
        return
    most = int(100 - 100 * weeks.problem.seated_share)
    for number in range(1, weeks.problem.weeks + 1):
        up = sum(c.times * c.half for c in weeks.cells if c.week == number and not c.item.seated)
        weeks.model.add(100 * up <= most * weeks.total(number))


def hands_on_work_tapers(weeks: Weeks) -> None:
    """After week 6 at most a quarter of a week is passive; over the course less than active."""
    passive = {option.technique for option in weeks.problem.options if option.passive}
    most = int(100 * weeks.problem.late_passive_share)
    for number in range(weeks.problem.late_after + 1, weeks.problem.weeks + 1):
        hands_on = sum(weeks.total(number, technique) for technique in sorted(passive))
        weeks.model.add(100 * hands_on <= most * weeks.total(number))
    if weeks.problem.active_first:
        weeks.model.add(_course(weeks, MANUAL) <= _course(weeks, ACTIVE))


def one_technique_is_no_plan(weeks: Weeks) -> None:
    """No technique takes most of the minutes, unless the mix asks for it."""
    share = weeks.problem.share_max
    everything = _course(weeks, frozenset(Technique))
    for option in weeks.problem.options:
        asked = weeks.problem.percent_of(option.technique) > 100 * share
        if not asked and len(weeks.problem.options) > 1:
            mine = _course(weeks, frozenset({option.technique}))
            weeks.model.add(100 * mine <= int(100 * share) * everything)


def _course(weeks: Weeks, techniques: frozenset[Technique]) -> Expression:
    return sum(c.times * c.half for c in weeks.cells if c.item.technique in techniques)


RULES: tuple[Callable[[Weeks], None], ...] = (
    a_week_stays_below_its_cap,
    a_week_grows_by_a_tenth_at_most,
    a_visit_holds_what_fits_in_it,
    a_day_at_home_stays_short,
    doses_never_fall_within_a_phase,
    enough_is_done_seated_or_lying,
    hands_on_work_tapers,
    one_technique_is_no_plan,
)


def _tally(weeks: Weeks) -> Tally:
    """Whole minutes of the course by technique, supervised and at home."""
    names = [option.technique for option in weeks.problem.options]
    model = weeks.model
    return Tally(
        problem=weeks.problem,
        model=model,
        supervised={name: whole_minutes(model, weeks.of(name, home=False)) for name in names},
        home={name: whole_minutes(model, weeks.of(name, home=True)) for name in names},
    )
