"""The one-piece model: its rules, from their sentences."""

from collections.abc import Sequence
from itertools import combinations, groupby

from campaign.one_piece_choices import Made, close, place
from campaign.program import times
from surefoot.care.plan.problem import Item, Option, Problem
from surefoot.terms import Technique

HANDS_ON = frozenset({"soft_tissue", "joint_mobilization", "nerve_gliding", "tens",
                      "photobiomodulation"})  # fmt: skip
ACTIVE = frozenset({"balance", "strength", "aerobic"})
# Sentences of the habits that may be given up as a whole begin so.
RUNG = "The rung above takes the place"
OFTEN = "An exercise at home is done as often"
NO_PLAN = "No technique takes most of the minutes"


def weeks(made: Made) -> None:
    """Caps, growth by a tenth, room in each visit and on each home day."""
    problem, program, pattern = made.problem, made.program, made.asked.pattern
    grown = 1 + round(100 * problem.growth) / 100
    for number, cap in enumerate(problem.caps, start=1):
        program.row(made.total(number), most=2 * cap)
    for number in range(1, problem.weeks):
        after, before = made.total(number + 1), made.total(number)
        program.row([*after, *times(-grown, before)], most=0)
    rooms = iter(pattern.rooms)
    for number, count in enumerate(pattern.visits, start=1):
        for visit in range(1, count + 1):
            mine = [(1, c) for (_, n, v), c in made.in_visit.items() if (n, v) == (number, visit)]
            program.row(mine, most=2 * next(rooms))
        for day in range(1, 8):
            spent = [(1, c) for (_, n, d), c in made.at_home.items() if n == number and day in d]
            program.row(spent, most=2 * problem.home_day_min)


def counts(made: Made) -> None:
    """Exercises in a visit and at home, required ones, supervised sessions."""
    problem, program = made.problem, made.program
    fewest, most = problem.items_in_visit
    for phase in problem.phases:
        for visit in range(1, made.asked.pattern.a_week[phase.index] + 1):
            mine = [(1, c) for (_, p, v), c in made.visit.items() if (p, v) == (phase.index, visit)]
            program.row(mine, most=most)
            program.row([*mine, made.may_miss(fewest)], least=fewest)
        homes = [(1, c) for _, c in made.homes(phase.index)]
        program.row(homes, most=phase.home_items_max)
        for option in problem.options:
            _is_there(made, option, phase.index)
            _is_supervised(made, option, phase.index)
    for item in problem.items:
        mine = [(1, c) for (name, _), c in sorted(made.planned.items()) if name == item.id]
        if item.required and mine and item.technique in made.techniques:
            program.row(mine[:1] if item.entry else mine, least=1)


def _is_there(made: Made, option: Option, phase: int) -> None:
    """What is chosen is done in each week, as long as it lasts."""
    here = [(1, c) for _, c in made.here(phase, option.technique)]
    if here and phase <= option.last_phase:
        missing = made.may_miss(1)
        made.program.row([*here, missing, (-1, made.used[option.technique])], least=0)


def _is_supervised(made: Made, option: Option, phase: int) -> None:
    """So many visits of a week hold an exercise of the technique."""
    count = made.asked.pattern.a_week[phase]
    mine = [v for v in range(1, count + 1) if place(made, phase, v) in option.places]
    if option.technique not in made.techniques:
        return
    for visit in mine[: option.visits_per_week_min]:
        here = [
            (1, c)
            for (name, p, v), c in made.visit.items()
            if (p, v) == (phase, visit) and made.items[name].technique == option.technique
        ]
        made.program.row(here, least=1)


def often_enough(made: Made) -> None:
    """At home as often a week as the library asks, with the visits, or as often as it can be."""
    if made.gave_up(OFTEN):
        return
    keys = {key[:2] for key in made.home}
    for name, phase in sorted(keys):
        visits = [(1, c) for (n, p, _), c in made.visit.items() if (n, p) == (name, phase)]
        homes = {d: c for (n, p, d), c in made.home.items() if (n, p) == (name, phase)}
        asked = min(made.items[name].per_week_min, len(visits) + max(len(d) for d in homes))
        often = [*visits, *((len(days) - asked, column) for days, column in homes.items())]
        made.program.row(often, least=0)


def recovery(made: Made) -> None:
    """48 hours between heavy work of the same muscles."""
    for phase in range(len(made.problem.phases)):
        days = made.days(phase)
        done = [(name, (days.visit_days[visit - 1],), column)
                for (name, p, visit), column in made.visit.items() if p == phase]  # fmt: skip
        done += [(name, on, column) for (name, p, on), column in made.home.items() if p == phase]
        heavy = [one for one in done if made.items[one[0]].loads]
        for (name, on, one), (other, later, two) in combinations(heavy, 2):
            same = {*made.items[name].loads} & {*made.items[other].loads}
            if same and any(close(a, b) for a in on for b in later):
                made.program.row([(1, one), (1, two)], most=1)


def home_is_not_empty(made: Made) -> None:
    """Some exercises at home from the first week, where there are any."""
    least = round(made.problem.weights["limit/items_home_min"])
    for phase in made.problem.phases:
        able = {
            name for name, p, _ in made.home
            if p == phase.index and made.items[name].technique in made.techniques
            and p >= _reached(made.problem).get(name, 99)
        }  # fmt: skip
        wanted = min(least, len(able), phase.home_items_max)
        if wanted > 0:
            homes = [(1, c) for _, c in made.homes(phase.index)]
            made.program.row([*homes, made.may_miss(wanted)], least=wanted)


def balance_at_home(made: Made) -> None:
    """Something of a technique at home in each phase, where that is asked for and can be."""
    reached = _reached(made.problem)
    for phase in made.problem.phases:
        for option in made.problem.options:
            homes = [
                (name, column) for (name, p, _), column in made.home.items()
                if p == phase.index and made.items[name].technique == option.technique
                and option.technique in made.techniques and p >= reached.get(name, 99)
            ]  # fmt: skip
            able = {name for name, _ in homes}
            wanted = min(option.home_items_min, len(able), phase.home_items_max)
            if wanted > 0:
                columns = [(1, column) for _, column in homes]
                made.program.row([*columns, made.may_miss(wanted)], least=wanted)


def _reached(problem: Problem) -> dict[str, int]:
    """The first phase in which each exercise can be reached along its ladder."""
    first = {item.id: 0 for item in problem.items if item.entry}
    for phase in problem.phases[1:]:
        known = set(first)
        first |= {
            i.id: phase.index for i in problem.items if i.id not in first and known & set(i.after)
        }
    return first


def ladders(made: Made) -> None:
    """Start at the entry, go along the ladder, leave a rung behind, no jump over a level."""
    program = made.program
    for (name, phase), planned in made.planned.items():
        item = made.items[name]
        if item.entry:
            continue
        rungs = ((below, phase - 1) for below in {*item.after, name})
        below = [(1, made.planned[rung]) for rung in rungs if rung in made.planned]
        program.row([*below, (-1, planned)], least=0)
        for rung in ((r, p) for r in item.after for p in (phase, phase + 1)):
            if rung in made.planned and not made.gave_up(RUNG):
                program.row([(1, made.planned[rung]), (1, planned)], most=1)
    for phase in range(len(made.problem.phases)):
        for option in made.problem.options:
            now = list(made.here(phase, option.technique))
            homes = list(made.homes(phase, option.technique))
            if made.is_sparse(phase) and homes:
                _no_jump(made, homes, now)
            _at_the_pace(made, option, phase, now)


def _at_the_pace(made: Made, option: Option, phase: int, now: list[tuple[Item, int]]) -> None:
    """One level more than a phase that began long enough ago, none more than a later one."""
    starts = [p.first_week for p in made.problem.phases]
    long_ago = [p for p in range(phase) if starts[phase] - starts[p] >= option.weeks_per_level]
    known: list[tuple[Item, int]] = []
    if long_ago:
        _no_jump(made, _lasting(made, long_ago[-1], option.technique), now)
        known = list(made.here(long_ago[-1], option.technique))
    for recent in set(range(phase)) - set(long_ago):
        _no_jump(made, _lasting(made, recent, option.technique), now, rise=0, unless=known)


def _lasting(made: Made, phase: int, technique: Technique) -> list[tuple[Item, int]]:
    homes = list(made.homes(phase, technique))
    return homes if made.is_sparse(phase) and homes else list(made.here(phase, technique))


def _no_jump(
    made: Made,
    before: list[tuple[Item, int]],
    now: list[tuple[Item, int]],
    *,
    rise: int = 1,
    unless: Sequence[tuple[Item, int]] = (),
) -> None:
    """Whatever is done has something at most so far below it before it, if anything is."""
    nothing = made.program.pick()
    for _, column in before:
        made.program.row([(1, nothing), (1, column)], most=1)
    for level, some in groupby(sorted(now, key=lambda one: one[0].level), lambda o: o[0].level):
        near = [(1, column) for item, column in before if item.level + rise >= level]
        near += [(1, column) for _, column in unless]
        for _, planned in some:
            made.program.row([*near, (1, nothing), (-1, planned)], least=0)


def shares(made: Made) -> None:
    """Seated work, hands-on work, and the part that one technique may have."""
    problem, program = made.problem, made.program
    weeks = range(1, problem.weeks + 1)
    passive = {option.technique for option in problem.options if option.passive}
    for number in weeks:
        whole = made.total(number)
        if problem.seated_share:
            up = [(f, c) for name, f, c in made.doses(number) if not made.items[name].seated]
            share = int(100 - 100 * problem.seated_share) / 100
            program.row([*up, *times(-share, whole)], most=0)
        if number > problem.late_after:
            share = int(100 * problem.late_passive_share) / 100
            program.row([*made.total(number, passive), *times(-share, whole)], most=0)
    course = [part for number in weeks for part in made.total(number)]
    if problem.active_first:
        hands_on = [part for n in weeks for part in made.total(n, HANDS_ON)]
        active = [part for n in weeks for part in made.total(n, ACTIVE)]
        program.row([*hands_on, *times(-1, active)], most=0)
    if made.gave_up(NO_PLAN) or len(problem.options) < 2:
        return
    share = int(100 * problem.share_max) / 100
    for option in problem.options:
        if problem.percent_of(option.technique) <= 100 * problem.share_max:
            mine = [part for n in weeks for part in made.total(n, {option.technique})]
            program.row([*mine, *times(-share, course)], most=0)
