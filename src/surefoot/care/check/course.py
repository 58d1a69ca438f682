"""Rules of the course as a whole: minutes, growth, visits, home, recovery, effort, billing.

Slow and obvious on purpose: it adds up again what the plan says of itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from surefoot.care.check.broken import Broken, Under
from surefoot.care.plan.records import Billing, Visit, Week
from surefoot.terms import Technique

_ROUNDING = 1.0  # minutes: the plan is written in whole minutes


def course_faults(under: Under) -> Iterator[Broken]:
    """Every broken rule about totals over a visit, a week or the course."""
    yield from _caps(under)
    yield from _growth(under)
    yield from _visits(under)
    yield from _parts(under)
    yield from _home(under)
    yield from _recovery(under)
    yield from _effort(under)
    yield from _billing(under)


def training_minutes(week: Week) -> float:
    """Minutes of training in a week, counted again from its items."""
    clinic = sum(
        item.minutes
        for visit in week.visits
        for part in visit.parts
        for item in part.items
        if item.is_training
    )
    home = sum(item.minutes * item.sessions for item in week.home.exercises if item.is_training)
    return clinic + home


def _strictest(under: Under) -> tuple[int, int, int, int]:
    """Start, ceiling to week 4, ceiling to week 12 and effort: the lowest over all that fit."""
    told = {row.id: under.findings.holds(row.when) for row in under.knowledge.caps.values()}
    rows = under.knowledge.caps.values()
    # Where no stratum is known to fit, every one that may fit counts.
    fit = [r for r in rows if told[r.id]] or [r for r in rows if told[r.id] is None] or list(rows)
    starts = [row.start_min for row in fit if row.start_min is not None]
    early = [row.ceiling_min_weeks_1_4 for row in fit if row.ceiling_min_weeks_1_4 is not None]
    late = [row.ceiling_min_weeks_5_12 for row in fit if row.ceiling_min_weeks_5_12 is not None]
    efforts = [row.effort_max for row in fit if row.effort_max is not None]
    return min(starts), min(early), min(late), min(efforts)


def _caps(under: Under) -> Iterator[Broken]:
    start, early, late, _ = _strictest(under)
    for week in under.plan.weeks:
        cap = start if week.number == 1 else early if week.number <= 4 else late
        minutes = training_minutes(week)
        where = f"week {week.number}"
        if minutes > cap + _ROUNDING:
            says = f"{minutes:.0f} training minutes, at most {cap}."
            yield Broken(rule="cap", where=where, says=says)
        if abs(minutes - week.training_min) > _ROUNDING:
            says = f"Says {week.training_min:.0f} min, holds {minutes:.0f}."
            yield Broken(rule="sum", where=where, says=says)


def _growth(under: Under) -> Iterator[Broken]:
    """PR1: at most 10 % more than the most of the two weeks before."""
    most = under.knowledge.progression_rules["PR1"].numbers["growth_max"]
    minutes = [training_minutes(week) for week in under.plan.weeks]
    for number in range(1, len(minutes)):
        before = max(minutes[max(0, number - 2) : number])
        if before and minutes[number] > before * (1 + most) + _ROUNDING:
            says = f"{minutes[number]:.0f} min after {before:.0f}: more than {most:.0%}."
            yield Broken(rule="PR1", where=f"week {number + 1}", says=says)


def _visits(under: Under) -> Iterator[Broken]:
    means, plan = under.case.means, under.plan
    counts = tuple(len(week.visits) for week in plan.weeks)
    if counts != plan.visits_per_week:
        says = f"Says {plan.visits_per_week}, holds {counts}."
        yield Broken(rule="sum", where="visits per week", says=says)
    for week, count in enumerate(counts, start=1):
        if count > means.visits_per_week_max:
            says = f"{count} visits, at most {means.visits_per_week_max}."
            yield Broken(rule="visits", where=f"week {week}", says=says)
    if means.visits_max is not None and sum(counts) > means.visits_max:
        says = f"{sum(counts)} visits, at most {means.visits_max}."
        yield Broken(rule="visits", where="course", says=says)


def _parts(under: Under) -> Iterator[Broken]:
    """A visit is as long as its parts, no longer than the clinic's, and in the right order."""
    order = {row.id: row.order for row in under.knowledge.session_phases.values()}
    for visit in (v for week in under.plan.weeks for v in week.visits):
        where = f"visit {visit.number}"
        total = sum(part.minutes for part in visit.parts)
        if abs(total - visit.minutes) > 0.01:
            says = f"Parts add up to {total:g} of {visit.minutes:g} min."
            yield Broken(rule="sum", where=where, says=says)
        if visit.minutes > under.case.means.visit_min:
            says = f"{visit.minutes:g} min, visits last {under.case.means.visit_min}."
            yield Broken(rule="visits", where=where, says=says)
        for part in visit.parts:
            inside = sum(item.minutes for item in part.items)
            if inside > part.minutes + 0.01:
                says = f"{part.phase} holds {inside:g} of {part.minutes:g} min."
                yield Broken(rule="sum", where=where, says=says)
        yield from _phase_order(visit, order)


def _phase_order(visit: Visit, order: Mapping[str, int]) -> Iterator[Broken]:
    where = f"visit {visit.number}"
    places = [order[part.phase] for part in visit.parts]
    if places != sorted(places):
        says = f"Out of order: {', '.join(part.phase for part in visit.parts)}."
        yield Broken(rule="session", where=where, says=says)
    for needed in ("pre_check", "warm_up", "cool_down"):
        if needed not in [part.phase for part in visit.parts]:
            yield Broken(rule="MI1", where=where, says=f"No {needed.replace('_', '-')}.")


def _home(under: Under) -> Iterator[Broken]:
    limits = under.knowledge.adherence["adherence/design"].numbers
    for week in under.plan.weeks:
        home, where = week.home, f"week {week.number}, home"
        if len(home.exercises) > limits["items_max"]:
            yield Broken(rule="home", where=where, says=f"{len(home.exercises)} exercises.")
        if len(home.exercises) + len(home.self_care) > limits["lines_max"]:
            lines = len(home.exercises) + len(home.self_care)
            yield Broken(rule="home", where=where, says=f"{lines} lines on the page.")
        spent = sum(item.minutes * item.sessions for item in home.exercises)
        if home.exercises and spent / max(1, home.days) > limits["minutes_a_day"] + _ROUNDING:
            says = f"{spent / max(1, home.days):.0f} min a day."
            yield Broken(rule="home", where=where, says=says)


def _recovery(under: Under) -> Iterator[Broken]:
    """48 h between heavy work of one muscle group: at most three days of it in a week."""
    most = under.knowledge.recovery_rules["recovery/heavy"].numbers["days_per_week_max"]
    for week in under.plan.weeks:
        days: Counter[str] = Counter()
        for visit in week.visits:
            items = [item for part in visit.parts for item in part.items]
            days.update({g for item in items for g in _heavy_groups(under, item.exercise)})
        for item in week.home.exercises:
            for group in _heavy_groups(under, item.exercise):
                days[group] += item.sessions
        for group, count in sorted(days.items()):
            if count > most:
                says = f"{group}: heavy work on {count} days."
                yield Broken(rule="recovery/heavy", where=f"week {week.number}", says=says)


def _heavy_groups(under: Under, exercise: str) -> set[str]:
    row = under.knowledge.exercises[exercise]
    if row.technique != Technique.STRENGTH or "RESIST_HEAVY" not in row.precaution_tags:
        return set()
    return {group for group in row.muscle_group_load if "low" not in group}


def _effort(under: Under) -> Iterator[Broken]:
    *_, most = _strictest(under)
    for where, _, item, _ in under.placed():
        if item.is_training and item.effort_max > most:
            yield Broken(rule="cap", where=where, says=f"Effort {item.effort_max}, at most {most}.")


def _billing(under: Under) -> Iterator[Broken]:
    for week in under.plan.weeks:
        for visit in week.visits:
            wrong = _wrong_units(visit.billing)
            if wrong:
                yield Broken(rule="billing", where=f"visit {visit.number}", says=wrong)


def _wrong_units(billing: Billing) -> str:
    """Medicare: 8 min the first unit, 15 each further one; AMA: 8 min of each code."""
    total = sum(billing.minutes.values())
    allowed = 0 if total < 8 else (total - 8) // 15 + 1
    given = sum(billing.medicare_units.values())
    if given != allowed:
        return f"{total} timed minutes give {allowed} Medicare units, not {given}."
    for code, minutes in billing.minutes.items():
        alone = 0 if minutes < 8 else (minutes - 8) // 15 + 1
        if billing.ama_units.get(code, 0) != alone:
            return f"{code}: {minutes} min give {alone} AMA units."
    return ""
