"""Stage A. How many visits, and how many minutes of each technique over the course."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import ceil

from ortools.sat.python import cp_model

from surefoot.care.plan.problem import Amount, Option, Pattern, Problem
from surefoot.care.plan.solve.benefit import (
    Ranks,
    Tally,
    fix_ranks,
    ranks_at_target,
    ranks_of,
    visit_cost,
    worth_of_minutes,
)
from surefoot.care.plan.solve.search import QUARTERS, UNIT, Found, Limits, search
from surefoot.terms import Setting, Technique

type Minutes = cp_model.LinearExpr | int

MANUAL = frozenset({
    Technique.SOFT_TISSUE, Technique.JOINT_MOBILIZATION, Technique.NERVE_GLIDING,
    Technique.TENS, Technique.PHOTOBIOMODULATION,
})  # fmt: skip
SHARE = 1_000_000  # parts of one exercise, so that shares are whole numbers
GUESSES = 4
ACTIVE = frozenset({Technique.BALANCE, Technique.STRENGTH, Technique.AEROBIC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The visits and the minutes of each technique."""

    pattern: Pattern
    pool_visits: int
    amounts: tuple[Amount, ...]
    ranks: Ranks
    found: Found


@dataclass(slots=True, kw_only=True)
class Course:
    """The model under construction."""

    problem: Problem
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    picked: list[cp_model.IntVar] = field(default_factory=list)  # one for each pattern
    pool_pairs: Minutes = 0  # pool visits, in twos: phases have an even number of weeks
    clinic: dict[Technique, cp_model.IntVar] = field(default_factory=dict)
    home: dict[Technique, cp_model.IntVar] = field(default_factory=dict)
    pool: dict[Technique, cp_model.IntVar] = field(default_factory=dict)
    standing: dict[Technique, Minutes] = field(default_factory=dict)

    def minutes(self, technique: Technique) -> Minutes:
        """Minutes of a technique, wherever it is done."""
        return self.clinic[technique] + self.home[technique] + self.pool[technique]

    def total(self, options: Iterable[Option] | None = None) -> Minutes:
        """Minutes of some options, or of all."""
        chosen = self.problem.options if options is None else options
        return sum(self.minutes(option.technique) for option in chosen)

    def by_pattern(self, values: Iterable[int]) -> Minutes:
        """The value that belongs to the pattern that is picked."""
        return sum(v * x for v, x in zip(values, self.picked, strict=True))


def choose(
    problem: Problem, limits: Limits, *, without: frozenset[str] = frozenset()
) -> Chosen | None:
    """The best visits and minutes, or None when the rules leave none. `without` lifts rules.

    With the rank of the techniques fixed for each outcome the search is short. So it is guessed,
    corrected by what comes out, and the best answer is then the floor of the full search.
    """
    found: Chosen | None = None
    ranks = ranks_at_target(problem)
    for _ in range(GUESSES):
        guess = _solve(problem, limits, without, ranks=ranks)
        if guess is None or (found and guess.found.value <= found.found.value):
            break
        found, ranks = guess, ranks_of(problem, _minutes_of(guess))
    proven = _solve(problem, limits, without, at_least=found)
    return proven or found


def _solve(
    problem: Problem,
    limits: Limits,
    without: frozenset[str],
    *,
    ranks: Ranks | None = None,
    at_least: Chosen | None = None,
) -> Chosen | None:
    course = _begin(problem)
    for rule in RULES:
        if rule.__name__ not in without:
            rule(course)
    tally = _tally(course)
    worth = worth_of_minutes(tally) - QUARTERS * unusual_visits(course)
    if ranks is not None:
        fix_ranks(tally, ranks)
    if at_least is not None:
        course.model.add(worth >= round(at_least.found.value * QUARTERS * UNIT))
    course.model.maximize(worth)
    solver, found = search(course.model, limits)
    return _read(course, tally, solver, found) if found.has_answer else None


def _minutes_of(chosen: Chosen) -> dict[Technique, tuple[float, float]]:
    return {a.technique: (a.clinic + a.pool, a.home) for a in chosen.amounts}


def _tally(course: Course) -> Tally:
    names = [option.technique for option in course.problem.options]
    supervised = {name: course.clinic[name] + course.pool[name] for name in names}
    return Tally(
        problem=course.problem, model=course.model, supervised=supervised, home=course.home
    )


def unusual_visits(course: Course) -> Minutes:
    """Visits more or fewer than the usual pattern."""
    problem = course.problem
    return course.by_pattern(visit_cost(problem, pattern) for pattern in problem.patterns)


def _begin(problem: Problem) -> Course:
    course = Course(problem=problem)
    model = course.model
    course.picked = [model.new_bool_var(f"pattern{i}") for i in range(len(problem.patterns))]
    model.add_exactly_one(course.picked)
    course.pool_pairs = model.new_int_var_from_domain(_pool_pairs(problem), "pool visits/2")
    for option in problem.options:
        _add_minutes(course, option)
    return course


def _has_pool_weeks(problem: Problem) -> bool:
    """Whether some spacing of the visits leaves enough weeks for a pool."""
    weeks = (_pool_weeks(problem, pattern) for pattern in problem.patterns)
    return max(weeks, default=0) >= problem.weights["limit/pool_weeks_min"]


def _pool_weeks(problem: Problem, pattern: Pattern) -> int:
    """Weeks that keep a clinic visit beside one in the pool."""
    return sum(w.weeks for w, n in zip(problem.phases, pattern.a_week, strict=True) if n > 1)


def _pool_pairs(problem: Problem) -> cp_model.Domain:
    """No pool, or one for so many weeks that the change and the way are worth it."""
    least = ceil(problem.weights["limit/pool_weeks_min"] / 2)
    return cp_model.Domain.from_values([0, *range(least, problem.weeks // 2 + 1)])


def _add_minutes(course: Course, option: Option) -> None:
    model, name = course.model, option.technique
    for place, kept in (
        (Setting.CLINIC, course.clinic), (Setting.HOME, course.home), (Setting.POOL, course.pool)
    ):  # fmt: skip
        upper = option.most_min if place in option.places else 0
        kept[name] = model.new_int_var(0, upper, f"{name}/{place}")
    if not option.seated:
        course.standing[name] = course.minutes(name)
    elif not option.standing:
        course.standing[name] = 0
    else:
        course.standing[name] = model.new_int_var(0, option.most_min, f"{name}/standing")
        model.add(course.standing[name] <= course.minutes(name))


def the_weeks_stay_below_their_caps(course: Course) -> None:
    """No more training than caps, growth and the room in the weeks allow."""
    course.model.add(course.total() <= course.by_pattern(p.reach_min for p in _patterns(course)))


def a_visit_holds_what_fits_in_it(course: Course) -> None:
    """Training and pool fit into the visits that are left after checks and teaching."""
    clinic, pool = sum(course.clinic.values()), sum(course.pool.values())
    course.model.add(clinic + pool <= course.by_pattern(p.clinic_min for p in _patterns(course)))
    for option in course.problem.options:
        course.model.add(course.minutes(option.technique) <= option.most_min)


def a_pool_visit_is_worth_the_way(course: Course) -> None:
    """Pool visits leave a clinic visit in each week, and are at least half full."""
    patterns = _patterns(course)
    if not any(Setting.POOL in option.places for option in course.problem.options):
        return
    room = max(max(pattern.rooms) for pattern in patterns)
    free = [_pool_weeks(course.problem, pattern) // 2 for pattern in patterns]
    course.model.add(course.pool_pairs <= course.by_pattern(free))
    pool = sum(course.pool.values())
    course.model.add(pool <= 2 * room * course.pool_pairs)
    course.model.add(pool >= room * course.pool_pairs)
    on_land = course.by_pattern(p.clinic_min for p in patterns) - 2 * room * course.pool_pairs
    course.model.add(sum(course.clinic.values()) <= on_land)


def a_day_at_home_stays_short(course: Course) -> None:
    """At most the minutes a day the person has, on the days that are left for home."""
    heavy = [course.home[o.technique] for o in course.problem.options if o.heavy]
    patterns = _patterns(course)
    course.model.add(sum(course.home.values()) <= course.by_pattern(p.home_min for p in patterns))
    course.model.add(sum(heavy) <= course.by_pattern(p.heavy_home_min for p in patterns))


def few_exercises_at_home(course: Course) -> None:
    """Few exercises at home, each no longer than its longest dose."""
    problem = course.problem
    most = max(phase.home_items_max for phase in problem.phases)
    days = max(len(week.days) for week in problem.home_days.values())
    # An exercise done on every home day with its longest dose is one of the few.
    shares = [
        (SHARE // max(1, option.most_home_min * days * problem.weeks), option.technique)
        for option in problem.options
        if Setting.HOME in option.places
    ]
    course.model.add(sum(share * course.home[name] for share, name in shares) <= SHARE * most)


def the_mix_is_kept_near(course: Course) -> None:
    """No part of the mix strays far from what is usual for this type and stage."""
    problem = course.problem
    for target in problem.targets:
        mine = course.total(o for o in problem.options if o.technique in target.techniques)
        wanted = 100 * target.minutes / max(1, problem.target_min)
        course.model.add(100 * mine <= int(wanted + problem.near) * course.total())
        course.model.add(100 * mine >= max(0, int(wanted - problem.near)) * course.total())


def one_technique_is_no_plan(course: Course) -> None:
    """No technique takes most of the minutes, unless the mix asks for it."""
    share = course.problem.share_max
    for option in course.problem.options:
        asked = course.problem.percent_of(option.technique) > 100 * share
        if not asked and len(course.problem.options) > 1:
            course.model.add(
                100 * course.minutes(option.technique) <= int(100 * share) * course.total()
            )


def what_is_chosen_is_dosed_to_work(course: Course) -> None:
    """A part of the mix is there each week; what stands beside the mix reaches its least dose."""
    problem = course.problem
    named = {target.techniques[0]: target for target in problem.targets}
    for option in problem.options:
        target = named.get(option.technique)
        minutes = course.minutes(option.technique)
        asked = target is not None and len(target.techniques) == 1
        enough = target is not None and target.minutes >= option.least_min
        if asked and enough and (option.places != (Setting.POOL,) or _has_pool_weeks(problem)):
            course.model.add(minutes >= option.least_min)
        else:
            used = course.model.new_bool_var(f"{option.technique}/used")
            course.model.add(minutes >= option.least_min * used)
            course.model.add(minutes <= option.most_min * used)


def required_exercises_have_their_minutes(course: Course) -> None:
    """Must-haves are never traded off."""
    for option in course.problem.options:
        if option.required_min:
            course.model.add(course.minutes(option.technique) >= option.required_min)
        if option.visits_per_week_min:
            sessions = option.visits_per_week_min * course.problem.weeks
            least = min(item.half[0] for item in course.problem.items_of(option.technique))
            course.model.add(2 * course.clinic[option.technique] >= least * sessions)


def enough_is_done_seated_or_lying(course: Course) -> None:
    """With a fall in blood pressure most of the work is seated or lying."""
    if course.problem.seated_share:
        upright = sum(course.standing.values())
        most = int(100 - 100 * course.problem.seated_share)
        course.model.add(100 * upright <= most * course.total())


def hands_on_work_comes_second(course: Course) -> None:
    """Hands-on work is never the only work, and stays below active work for active goals."""
    options = course.problem.options
    manual = course.total(o for o in options if o.technique in MANUAL)
    others = course.total(o for o in options if o.technique not in MANUAL)
    course.model.add(manual <= others)
    if course.problem.active_first:
        course.model.add(manual <= course.total(o for o in options if o.technique in ACTIVE))


RULES: tuple[Callable[[Course], None], ...] = (
    the_weeks_stay_below_their_caps,
    a_visit_holds_what_fits_in_it,
    a_pool_visit_is_worth_the_way,
    a_day_at_home_stays_short,
    few_exercises_at_home,
    the_mix_is_kept_near,
    one_technique_is_no_plan,
    what_is_chosen_is_dosed_to_work,
    required_exercises_have_their_minutes,
    enough_is_done_seated_or_lying,
    hands_on_work_comes_second,
)


def _patterns(course: Course) -> tuple[Pattern, ...]:
    return course.problem.patterns


def _read(course: Course, tally: Tally, solver: cp_model.CpSolver, found: Found) -> Chosen:
    picked = [solver.boolean_value(x) for x in course.picked].index(True)
    return Chosen(
        pattern=course.problem.patterns[picked],
        pool_visits=2 * solver.value(course.pool_pairs),
        amounts=tuple(
            Amount(
                technique=option.technique,
                clinic=solver.value(course.clinic[option.technique]),
                home=solver.value(course.home[option.technique]),
                pool=solver.value(course.pool[option.technique]),
            )
            for option in course.problem.options
        ),
        ranks={
            key: [solver.boolean_value(pick) for pick in picks].index(True)
            for key, picks in tally.ranks.items()
        },
        found=found,
    )
