"""The one-piece model: what a plan is worth, in 0.001 SMD."""

from collections import defaultdict
from itertools import groupby, pairwise

from campaign.one_piece_choices import Made, price
from campaign.program import Terms, times
from surefoot.care.plan.problem import Item, Option
from surefoot.terms import Domain, Setting, Technique

MOST_HALF = 10_000  # half-minutes of anything over a course


def own_worth(made: Made) -> None:
    """What the exercises themselves are worth, and what is new costs; half may be new."""
    problem, program = made.problem, made.program
    level, each = problem.weights["weight/level"], problem.weights["weight/item"]
    new_price = price(problem, "weight/new_item")
    for phase in problem.phases:
        new, aims = [], defaultdict(list)
        for item, planned in made.here(phase.index):
            program.worth[planned] += round(100 * (item.worth + level * item.level - each)) / 100
            started = program.add(1, worth=-new_price)
            before = made.planned.get((item.id, phase.index - 1))
            was = [] if before is None else [(1, before)]
            program.row([(1, started), *was, (-1, planned)], least=0)
            new.append((1, started))
            aims[item.technique, item.aim].append((1, planned))
        for mine in aims.values():
            covered = program.add(1, worth=price(problem, "weight/target"))
            program.row([*mine, (-1, covered)], least=0)
        if phase.index and new:
            share = round(100 * problem.new_share) / 100
            whole = [(-share, c) for _, c in made.here(phase.index)]
            gives_way, more = made.may_miss(len(new))
            program.row([*new, *whole, (-gives_way, more)], most=0)


def both_at_once(made: Made) -> None:
    """Minutes by which a technique grows in the week in which it gets harder cost something."""
    price = round(100 * made.problem.weights["weight/both_at_once"] / 2) / 100
    for before, after in pairwise(made.problem.phases) if price else ():
        for option in made.problem.options:
            was, now = (list(made.here(p.index, option.technique)) for p in (before, after))
            if was and now:
                harder = _harder(made, was, now)
                week = after.first_week
                most = 2 * made.problem.caps[week - 1]
                more = made.program.add(most, worth=-price)
                grown = made.total(week, {option.technique})
                grown += times(-1, made.total(week - 1, {option.technique}))
                made.program.row([(1, more), *times(-1, grown), (-most, harder)], least=-most)


def kept_up(made: Made) -> None:
    """Minutes that active work loses from one phase to the next cost something."""
    price = round(100 * made.problem.weights["weight/steady"] / 2) / 100
    for phase in made.problem.phases[1:] if price else ():
        for option in made.problem.options:
            if option.passive or option.last_phase < phase.index:
                continue
            was, now = (made.total(phase.first_week - n, {option.technique}) for n in (1, 0))
            lost = made.program.add(MOST_HALF, worth=-price)
            left = _left_of_visits(made, option, phase.first_week)
            made.program.row([(1, lost), *times(-left, was), *now], least=0)


def _left_of_visits(made: Made, option: Option, week: int) -> float:
    """The share of last week's visits there is still, for what is done in visits alone."""
    before, after = (made.asked.pattern.visits[week - n] for n in (2, 1))
    only_there = Setting.HOME not in option.places
    return after / before if only_there and 0 < after < before else 1.0


def fills_a_week_at_home(made: Made) -> None:
    """Minutes that the first week at home of a phase falls short of what is worth asking cost."""
    problem, program = made.problem, made.program
    price = round(100 * problem.weights["weight/short"] / 2) / 100
    for phase in problem.phases:
        room = len(made.days(phase.index).days) * problem.home_day_min
        least = 2 * min(round(problem.weights["limit/home_week_min"]), room)
        if not any(made.homes(phase.index)) or not least:
            continue
        minutes = [
            (len(days), column)
            for (_, week, days), column in made.at_home.items()
            if week == phase.first_week
        ]
        short = program.add(least, worth=-price)
        program.row([(1, short), *minutes], least=least)


def fills_a_session(made: Made) -> None:
    """Minutes that a technique falls short of in the first week of a phase cost something."""
    price = round(100 * made.problem.weights["weight/short"] / 2) / 100
    for phase in made.problem.phases:
        for option in made.problem.options:
            there = _there(made, phase.index, option.technique)
            if there is not None:
                least = 2 * option.week_min
                short = made.program.add(least, worth=-price)
                minutes = made.total(phase.first_week, {option.technique})
                made.program.row([(1, short), *minutes, (-least, there)], least=0)


def grows_slowly(made: Made) -> None:
    """Minutes beyond a quarter more than last week, and five, cost something."""
    weights, visits = made.problem.weights, made.asked.pattern.visits
    price = round(100 * weights["weight/jump"] / 2) / 100
    share, step = weights["limit/technique_growth"], 2 * weights["limit/technique_growth_min"]
    firsts = {phase.first_week: phase.index for phase in made.problem.phases}
    for option in made.problem.options:
        for week in range(2, made.problem.weeks + 1):
            if bool(visits[week - 1]) is not bool(visits[week - 2]):
                continue
            was, now = (made.total(week - n, {option.technique}) for n in (1, 0))
            most = 2 * made.problem.caps[week - 1]
            there = _there(made, firsts[week] - 1, option.technique) if week in firsts else None
            if not now or (week in firsts and there is None):
                continue
            free = [] if there is None else [(-most, there)]
            jump = made.program.add(most, worth=-price)
            row = [(1, jump), *times(1 + share, was), *times(-1, now), *free]
            made.program.row(row, least=-step - (most if free else 0))


def _there(made: Made, phase: int, technique: Technique) -> int | None:
    """Whether anything of a technique is done in a phase; None where nothing can be."""
    planned = [column for _, column in made.here(phase, technique)]
    if not planned:
        return None
    there = made.program.pick()
    for column in planned:
        made.program.row([(1, there), (-1, column)], least=0)
    made.program.row([(1, there), *((-1, column) for column in planned)], most=0)
    return there


def _harder(made: Made, was: list[tuple[Item, int]], now: list[tuple[Item, int]]) -> int:
    """Whether the hardest exercise is harder than the hardest before, if there was any."""
    harder, nothing = made.program.pick(), made.program.pick()
    for _, column in was:
        made.program.row([(1, nothing), (1, column)], most=1)
    for item, planned in now:
        as_hard = [(1, c) for other, c in was if other.level >= item.level]
        made.program.row([(1, harder), (1, nothing), *as_hard, (-1, planned)], least=0)
    return harder


def worth_of_minutes(made: Made) -> None:
    """Benefit by outcome, less distance from the mix and burden, more for what is liked."""
    problem, program = made.problem, made.program
    visits, home = {}, {}
    for option in problem.options:
        mine = [p for w in range(1, problem.weeks + 1) for p in made.total(w, {option.technique})]
        supervised = set(made.in_visit.values())
        visits[option.technique] = _minutes(made, [p for p in mine if p[1] in supervised])
        home[option.technique] = _minutes(made, [p for p in mine if p[1] not in supervised])
    _benefit(made, visits, home)
    both = {t: [(1.0, visits[t]), (1.0, home[t])] for t in visits}
    per_share = round(100 * problem.weights["weight/mix"] * 100 / max(1, problem.target_min)) / 100
    beside = set(both)
    for target in problem.targets:
        away = program.add(10 * MOST_HALF, worth=-per_share)
        mine = [part for t in target.techniques if t in both for part in both[t]]
        program.row([(1, away), *times(-1, mine)], least=-target.minutes)
        program.row([(1, away), *mine], least=target.minutes)
        beside -= set(target.techniques)
    for technique, mine in both.items():
        for _, column in mine:
            program.worth[column] -= price(problem, "weight/minute")
            program.worth[column] -= per_share if technique in beside else 0
    for option in problem.options:
        if option.liked:
            liked = program.pick(price(problem, "weight/liked"))
            program.row([*both[option.technique], (-max(1, option.least_min), liked)], least=0)
    program.fixed -= price(problem, "weight/visit") * made.asked.pattern.away


def _minutes(made: Made, half: Terms) -> int:
    """Minutes of so many half-minutes, rounded down where doses are whole."""
    minutes = made.program.add(MOST_HALF, whole=made.asked.whole)
    made.program.row([(2, minutes), *times(-1, half)], least=-1, most=0)
    return minutes


def _benefit(made: Made, visits: dict[Technique, int], home: dict[Technique, int]) -> None:
    """By outcome: the best curve full, the second half, every other a quarter."""
    problem, program = made.problem, made.program
    done = round(20 * problem.home_done) / 20
    curves = sorted(problem.curves, key=lambda curve: (curve.domain, curve.statement))
    for domain, some in groupby(curves, key=lambda curve: curve.domain):
        credits: list[tuple[int, float]] = []
        for curve in some:
            here = [t for t in curve.techniques if t in visits]
            dose = [(-1.0, visits[t]) for t in here] + [(-done, home[t]) for t in here]
            most_min = sum(o.most_min for o in problem.options if o.technique in here)
            most = 1000 * curve.weight * curve.credit(most_min)
            credit = program.add(most)
            credits.append((credit, most))
            for (m0, e0), (m1, e1) in pairwise(curve.knots):
                if m1 > m0:
                    slope = 1000 * curve.weight * (e1 - e0) / (m1 - m0)
                    at_zero = 1000 * curve.weight * e0 - slope * m0
                    program.row([(1, credit), *times(slope, dose)], most=at_zero)
        for given in (1000 * value for name, value in problem.given if name == domain):
            credits.append((program.add(given), given))
        _combined(made, domain, credits)


def _combined(made: Made, domain: Domain, credits: list[tuple[int, float]]) -> None:
    best, second, rest = (round(4 * part) / 4 for part in made.problem.combination)
    program = made.program
    for credit, _ in credits:
        program.worth[credit] += rest
    places = ((0, best - rest), (1, second - rest)) if len(credits) > 1 else ((0, best - rest),)
    taken: list[list[int]] = []
    for place, extra in places:
        if len(credits) == 1 or made.asked.ranks is not None:
            rank = made.asked.ranks[domain, place] if len(credits) > 1 else 0
            program.worth[credits[rank][0]] += extra
            continue
        picks = [program.pick() for _ in credits]
        program.row([(1, pick) for pick in picks], least=1, most=1)
        for (credit, most), pick in zip(credits, picks, strict=True):
            part = program.add(most, worth=extra)
            program.row([(1, part), (-1, credit)], most=0)
            program.row([(1, part), (-most, pick)], most=0)
        taken.append(picks)
    for once, again in zip(*taken, strict=True) if len(taken) == 2 else ():
        program.row([(1, once), (1, again)], most=1)
