"""Stage B. Which exercises of which ladder fill the minutes of one technique, phase by phase."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ortools.sat.python import cp_model

from surefoot.care.plan.problem import Item, Problem, Slot
from surefoot.care.plan.solve.allot import Allotment, Allotted
from surefoot.care.plan.solve.benefit import Expression
from surefoot.care.plan.solve.search import QUARTERS, UNIT, Found, Limits, search
from surefoot.terms import Technique

type Key = tuple[str, int]  # exercise, place of the phase among the technique's phases


@dataclass(frozen=True, slots=True, kw_only=True)
class Laddered:
    """The exercises of each phase."""

    slots: tuple[Slot, ...]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many exercises are planned, and how many of them are new, in one phase so far."""

    planned: int = 0
    new: int = 0


@dataclass(slots=True, kw_only=True)
class Ladder:
    """The model of one technique under construction."""

    problem: Problem
    technique: Technique
    phases: tuple[Allotment, ...]
    so_far: Sequence[Count]  # by phase of the course: other techniques
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    planned: dict[Key, cp_model.IntVar] = field(default_factory=dict)
    new: dict[Key, cp_model.IntVar] = field(default_factory=dict)
    in_visit: dict[tuple[str, int, int], cp_model.IntVar] = field(default_factory=dict)
    at_home: dict[Key, cp_model.IntVar] = field(default_factory=dict)

    @property
    def items(self) -> tuple[Item, ...]:
        """The candidates of the technique."""
        return self.problem.items_of(self.technique)

    def here(self, p: int) -> list[tuple[Item, cp_model.IntVar]]:
        """The candidates of one phase."""
        return [(i, self.planned[i.id, p]) for i in self.items if (i.id, p) in self.planned]

    def in_this_visit(self, p: int, visit: int) -> list[tuple[Item, cp_model.IntVar]]:
        """The candidates of one visit of the week."""
        return [
            (i, self.in_visit[i.id, p, visit])
            for i in self.items
            if (i.id, p, visit) in self.in_visit
        ]

    def home_here(self, p: int) -> list[tuple[Item, cp_model.IntVar]]:
        """The candidates for home in one phase."""
        return [(i, self.at_home[i.id, p]) for i in self.items if (i.id, p) in self.at_home]


def ladders(problem: Problem, allotted: Allotted, limits: Limits) -> Laddered:
    """The exercises of every technique, the one with the most exercises first."""
    slots: list[Slot] = []
    found: list[Found] = []
    counts = [Count() for _ in problem.phases]
    by_technique: dict[Technique, list[Allotment]] = {}
    for allotment in allotted.allotments:
        by_technique.setdefault(allotment.technique, []).append(allotment)
    order = sorted(by_technique, key=lambda t: (-_many(by_technique[t]), t))
    for technique in order:
        ladder = Ladder(
            problem=problem,
            technique=technique,
            phases=tuple(by_technique[technique]),
            so_far=tuple(counts),
        )
        climbed = _climb(ladder, limits)
        found.append(climbed[1])
        slots += climbed[0]
        counts = _counted(slots, problem)
    return Laddered(slots=tuple(slots), found=tuple(found))


def _many(allotments: Sequence[Allotment]) -> int:
    return sum(sum(a.items.values()) + a.home_items for a in allotments)


def _counted(slots: Sequence[Slot], problem: Problem) -> list[Count]:
    """Exercises planned and new in each phase so far."""
    phases = [{slot.item for slot in slots if slot.phase == p.index} for p in problem.phases]
    before: list[set[str]] = [set(), *phases[:-1]]
    return [
        Count(planned=len(now), new=len(now - was)) for now, was in zip(phases, before, strict=True)
    ]


def _climb(ladder: Ladder, limits: Limits) -> tuple[list[Slot], Found]:
    """The best exercises of one technique, or none where no choice keeps the rules.

    A search that ran out of time before its first answer gets more; where the rules leave no
    answer the customs among them give way, one after the other.
    """
    tries = [(limits, len(RULES)), (replace(limits, deterministic_s=8 * limits.deterministic_s),
                                    len(RULES))]  # fmt: skip
    tries += [(limits, len(RULES) - lifted) for lifted in range(1, CUSTOMS + 1)]
    for each, kept in tries:
        slots, found = _attempt(ladder, each, RULES[:kept])
        if found.has_answer:
            break
    return slots, found


def _attempt(
    ladder: Ladder, limits: Limits, rules: Sequence[Callable[[Ladder], None]]
) -> tuple[list[Slot], Found]:
    ladder = Ladder(
        problem=ladder.problem,
        technique=ladder.technique,
        phases=ladder.phases,
        so_far=ladder.so_far,
    )
    for p, allotment in enumerate(ladder.phases):
        for item in ladder.items:
            _add(ladder, item, p, allotment)
    for rule in rules:
        rule(ladder)
    ladder.model.maximize(QUARTERS * (_worth(ladder) - _far_from_allotted(ladder)))
    solver, found = search(ladder.model, limits)
    return (_read(ladder, solver) if found.has_answer else []), found


def _add(ladder: Ladder, item: Item, p: int, allotment: Allotment) -> None:
    """The variables of one exercise in one phase: planned, new, by visit, at home."""
    model, week = ladder.model, allotment.week
    if week.phase.index > item.last_phase:
        return
    visits = [v for v in week.visits_for(item.places) if v in allotment.visits]
    home = _may_be_at_home(item, allotment)
    if not visits and not home:
        return
    chosen = [model.new_bool_var(f"{item.id}/{p}/{visit}") for visit in visits]
    ladder.in_visit.update({(item.id, p, v): x for v, x in zip(visits, chosen, strict=True)})
    if home:
        ladder.at_home[item.id, p] = model.new_bool_var(f"{item.id}/{p}/home")
        chosen.append(ladder.at_home[item.id, p])
    planned = ladder.planned[item.id, p] = model.new_bool_var(f"{item.id}/{p}")
    model.add_max_equality(planned, chosen)
    before = ladder.planned.get((item.id, p - 1))
    ladder.new[item.id, p] = new = model.new_bool_var(f"{item.id}/{p}/new")
    model.add(new >= planned - (0 if before is None else before))


def _may_be_at_home(item: Item, allotment: Allotment) -> bool:
    days, phase = allotment.home_days, allotment.week.phase.index
    heavy = set(allotment.week.days.heavy_days)
    return (
        any(place == "home" for place in item.places)
        and bool(days)
        and phase >= item.home_from
        and (not item.heavy or set(days) <= heavy)
    )


def new_exercises_come_from_the_rung_below(ladder: Ladder) -> None:
    """Start at the entry level; after that only along the ladder."""
    for item in ladder.items:
        for p in range(len(ladder.phases)):
            planned = ladder.planned.get((item.id, p))
            if planned is not None and not item.entry:
                below = (ladder.planned.get((name, p - 1)) for name in (*item.after, item.id))
                ladder.model.add_bool_or(*(x for x in below if x is not None), ~planned)


def one_level_in_two_weeks(ladder: Ladder) -> None:
    """The hardest exercise gets harder by one level at a step at most."""
    for p in range(1, len(ladder.phases)):
        _no_jump(ladder, p, _lasting(ladder, p - 1))


def weeks_without_a_visit_do_not_fall_behind(ladder: Ladder) -> None:
    """Where not every week has a visit, home keeps within a level of the clinic."""
    for p, allotment in enumerate(ladder.phases):
        if allotment.week.is_sparse and ladder.home_here(p):
            _no_jump(ladder, p, ladder.home_here(p))


def _lasting(ladder: Ladder, p: int) -> list[tuple[Item, cp_model.IntVar]]:
    """What is done in every week of a phase, up to its last one."""
    sparse = ladder.phases[p].week.is_sparse and ladder.home_here(p)
    return ladder.home_here(p) if sparse else ladder.here(p)


def _no_jump(ladder: Ladder, p: int, before: list[tuple[Item, cp_model.IntVar]]) -> None:
    """Each exercise of a phase has one of `before` at most a level below it, if there is any."""
    absent = ladder.model.new_bool_var(f"{p}/absent")  # nothing to compare with
    for _, x in before:
        ladder.model.add_implication(absent, ~x)
    for item, planned in ladder.here(p):
        near = [x for i, x in before if i.level >= item.level - 1]
        ladder.model.add_bool_or(*near, absent, ~planned)


def a_rung_is_left_behind(ladder: Ladder) -> None:
    """The rung above takes the place of the rung below, and nobody steps back in a plan."""
    for item in ladder.items:
        for name in () if item.entry else item.after:
            for p in range(len(ladder.phases)):
                lower = ladder.planned.get((name, p))
                for q in (p, p - 1):
                    upper = ladder.planned.get((item.id, q))
                    if lower is not None and upper is not None:
                        ladder.model.add_at_most_one((lower, upper))


def at_most_half_is_new(ladder: Ladder) -> None:
    """At one step at most half of the exercises are new, counted with the other techniques."""
    share = round(100 * ladder.problem.new_share)
    for p, allotment in enumerate(ladder.phases[1:], start=1):
        others = ladder.so_far[allotment.week.phase.index]
        new = sum(ladder.new[item.id, p] for item, _ in ladder.here(p))
        planned = sum(x for _, x in ladder.here(p))
        ladder.model.add(100 * (new + others.new) <= share * (planned + others.planned))


def a_visit_holds_its_exercises(ladder: Ladder) -> None:
    """No more exercises in a visit than it was allotted."""
    for p, allotment in enumerate(ladder.phases):
        for visit, most in allotment.items.items():
            here = ladder.in_this_visit(p, visit)
            ladder.model.add(sum(x for _, x in here) <= most)
            ladder.model.add(sum(item.half[0] * x for item, x in here) <= allotment.visits[visit])


def every_visit_has_one(ladder: Ladder) -> None:
    """Where minutes are allotted there is an exercise."""
    for p, allotment in enumerate(ladder.phases):
        for visit in allotment.items:
            here = ladder.in_this_visit(p, visit)
            if here:
                ladder.model.add_bool_or(*(x for _, x in here))


def home_holds_its_exercises(ladder: Ladder) -> None:
    """No more exercises at home than were allotted."""
    for p, allotment in enumerate(ladder.phases):
        here = ladder.home_here(p)
        if here:
            ladder.model.add(sum(x for _, x in here) <= allotment.home_items)
            ladder.model.add(sum(i.half[0] * x for i, x in here) <= allotment.home_half)


def nothing_more_often_than_its_frequency(ladder: Ladder) -> None:
    """No exercise more often a week than the library allows."""
    for p, allotment in enumerate(ladder.phases):
        for item, _ in ladder.here(p):
            visits = sum(
                x for (name, q, _), x in ladder.in_visit.items() if (name, q) == (item.id, p)
            )
            home = ladder.at_home.get((item.id, p), 0)
            ladder.model.add(visits + len(allotment.home_days) * home <= item.per_week_max)


def required_exercises_are_there(ladder: Ladder) -> None:
    """What a must-have asks for is in the plan from the start, or as soon as the ladder allows."""
    for item in ladder.items:
        mine = [x for (name, _), x in ladder.planned.items() if name == item.id]
        if item.required and mine:
            ladder.model.add_bool_or(*(mine[:1] if item.entry else mine))


def standing_stays_within_its_part(ladder: Ladder) -> None:
    """What is done standing stays within what was allotted, at the least doses."""
    if not ladder.problem.seated_share:
        return
    for p, allotment in enumerate(ladder.phases):
        up = [
            item.half[0] * x
            for visit in allotment.visits
            for item, x in ladder.in_this_visit(p, visit)
            if not item.seated
        ]
        days = len(allotment.home_days)
        up += [days * i.half[0] * x for i, x in ladder.home_here(p) if not i.seated]
        ladder.model.add(sum(up) <= allotment.standing_half)


RULES: tuple[Callable[[Ladder], None], ...] = (
    new_exercises_come_from_the_rung_below,
    one_level_in_two_weeks,
    weeks_without_a_visit_do_not_fall_behind,
    nothing_more_often_than_its_frequency,
    required_exercises_are_there,
    home_holds_its_exercises,
    a_visit_holds_its_exercises,
    standing_stays_within_its_part,
    a_rung_is_left_behind,
    every_visit_has_one,
    at_most_half_is_new,
)
CUSTOMS = 3  # of these rules the last ones are customs; what is safe never gives way


def _worth(ladder: Ladder) -> Expression:
    """What the exercises are worth: their own worth, their level, different aims; less is more."""
    weights = ladder.problem.weights
    worth: Expression = 0
    for p in range(len(ladder.phases)):
        for item, planned in ladder.here(p):
            own = item.worth + weights["weight/level"] * item.level - weights["weight/item"]
            worth += round(own * UNIT) * planned
            worth -= round(weights["weight/new_item"] * UNIT) * ladder.new[item.id, p]
    return worth + round(weights["weight/target"] * UNIT) * sum(_aims(ladder))


def _aims(ladder: Ladder) -> Iterator[cp_model.IntVar]:
    """One boolean for each aim that is covered in a phase."""
    for p in range(len(ladder.phases)):
        aims: dict[str, list[cp_model.IntVar]] = {}
        for item, planned in ladder.here(p):
            aims.setdefault(item.aim, []).append(planned)
        for aim, mine in sorted(aims.items()):
            covered = ladder.model.new_bool_var(f"{aim}/{p}")
            ladder.model.add(covered <= sum(mine))
            yield covered


def _far_from_allotted(ladder: Ladder) -> Expression:
    """Minutes of the course that the exercises cannot fill at their longest doses."""
    away: Expression = 0
    for p, allotment in enumerate(ladder.phases):
        week = allotment.week
        for visit, half in allotment.visits.items():
            filled = sum(i.half[-1] * x for i, x in ladder.in_this_visit(p, visit))
            away += week.visit_weeks * _short(ladder, half, filled)
        most = 2 * ladder.problem.home_day_min
        filled = sum(min(i.half[-1], most) * x for i, x in ladder.home_here(p))
        if allotment.home_days:
            days = week.phase.weeks * len(allotment.home_days)
            away += days * _short(ladder, allotment.home_half, filled)
    return round(ladder.problem.weights["weight/far"] * UNIT / 2) * away


def _short(ladder: Ladder, half: int, filled: Expression) -> cp_model.IntVar:
    short = ladder.model.new_int_var(0, max(0, half), "")
    ladder.model.add(short >= half - filled)
    return short


def _read(ladder: Ladder, solver: cp_model.CpSolver) -> list[Slot]:
    slots = []
    for p, allotment in enumerate(ladder.phases):
        for item, planned in ladder.here(p):
            if not solver.boolean_value(planned):
                continue
            visits = tuple(
                visit
                for visit in allotment.visits
                if (item.id, p, visit) in ladder.in_visit
                and solver.boolean_value(ladder.in_visit[item.id, p, visit])
            )
            home = ladder.at_home.get((item.id, p))
            days = allotment.home_days if home is not None and solver.boolean_value(home) else ()
            slots.append(
                Slot(item=item.id, phase=allotment.week.phase.index, visits=visits, home_days=days)
            )
    return slots
