"""Rules of what is done at home: how many items, minutes and days, and what life there allows."""

from collections.abc import Iterator

from surefoot.care.check.broken import Broken, Under
from surefoot.care.check.course import ROUNDING, fitting_caps
from surefoot.care.plan.records import Week
from surefoot.knowledge.schema.plan_rules import LifestyleChange

_DAYS = 7


def home_faults(under: Under) -> Iterator[Broken]:
    """Every broken rule about the weeks at home."""
    life = [r for r in under.knowledge.lifestyle.values() if under.findings.holds(r.when) is True]
    for week in under.plan.weeks:
        where = f"week {week.number}, home"
        for says in (*_lists(under, week, life), *_days(under, week)):
            yield Broken(rule="home", where=where, says=says)
        yield from _life(under, week, life)
        yield from _taken(under, week, life)
    if under.plan.gate == "full":
        yield from _never_seen(under)


def _never_seen(under: Under) -> Iterator[Broken]:
    """An exercise at home that no visit before has practised or shown."""
    seen: set[str] = set()
    for week in under.plan.weeks:
        for place, visit in enumerate(week.visits):
            if place == 1:
                yield from _unseen(week, seen)
            seen |= {item.exercise for part in visit.parts for item in part.items}
            seen |= {name for part in visit.parts for name in part.shown}
        if len(week.visits) < 2:
            yield from _unseen(week, seen)


def _unseen(week: Week, seen: set[str]) -> Iterator[Broken]:
    for item in week.home.exercises:
        if item.exercise not in seen:
            where = f"week {week.number}, home, {item.exercise}"
            yield Broken(rule="MI1", where=where, says="Was shown in no visit before.")


def _lists(under: Under, week: Week, life: list[LifestyleChange]) -> Iterator[str]:
    """Few exercises, at first fewer, and one page."""
    limits, home = under.knowledge.adherence["adherence/design"].numbers, week.home
    most = [limits["items_max"], *(row.home_items_max for row in life if row.home_items_max)]
    if week.number <= limits["first_weeks"]:
        most.append(limits["items_first"])
    age = under.findings.value("age_a")
    if isinstance(age, int | float) and age >= limits["oldest_age"]:
        most.append(limits["items_oldest"])
    if len(home.exercises) > min(most):
        yield f"{len(home.exercises)} exercises, at most {min(most):.0f}."
    lines = len(home.exercises) + len(home.self_care)
    if lines > limits["lines_max"] and len(home.exercises) > 1:
        yield f"{lines} lines on the page."


def _days(under: Under, week: Week) -> Iterator[str]:
    """Minutes a day, days a week, and days without training."""
    limits, home = under.knowledge.adherence["adherence/design"].numbers, week.home
    free = under.findings.value("minutes_per_day_available")
    most = min(limits["minutes_a_day"], free if isinstance(free, int | float) else _DAYS * 24 * 60)
    a_day = sum(item.minutes * item.sessions for item in home.exercises) / max(1, home.days)
    if a_day > most + ROUNDING:
        yield f"{a_day:.0f} min a day, at most {most:g}."
    for item in home.exercises:
        if list(item.days) != sorted({*item.days} & {*range(1, _DAYS + 1)}):
            yield f"{item.exercise}: days {item.days} are not days of a week in their order."
        if len(item.days) != item.sessions:
            yield f"{item.exercise}: {item.sessions} times on {len(item.days)} days."
    at_home = {day for item in home.exercises for day in item.days}
    if len(at_home) != home.days:
        yield f"Says {home.days} days, names {len(at_home)}."
    if both := sorted(at_home & {visit.day for visit in week.visits}):
        yield f"Training at home on the day of a visit: {both}."
    if under.plan.gate != "full":
        return
    lowest = min(fitting_caps(under), key=lambda row: row.ceiling_min_weeks_5_12 or _DAYS * 24 * 60)
    if home.days + len(week.visits) > _DAYS - lowest.rest_days:
        yield f"{home.days} days and {len(week.visits)} visits: rest {lowest.rest}."


def _life(under: Under, week: Week, life: list[LifestyleChange]) -> Iterator[Broken]:
    """What a person's life at home rules out."""
    for row in life:
        for item in week.home.exercises:
            exercise = under.knowledge.exercises[item.exercise]
            barred = {*row.bar_tags_home} & {*exercise.precaution_tags}
            barred |= {*row.bar_equipment} & {*exercise.equipment}
            if barred or exercise.level > (row.home_level_max or exercise.level):
                where = f"week {week.number}, home, {item.exercise}"
                yield Broken(rule=row.id, where=where, says=row.change)
        if row.visits_per_week_max and len(week.visits) > row.visits_per_week_max:
            says = f"{len(week.visits)} visits, at most {row.visits_per_week_max}."
            yield Broken(rule=row.id, where=f"week {week.number}", says=says)


def _taken(under: Under, week: Week, life: list[LifestyleChange]) -> Iterator[Broken]:
    """A visit or training at home on a day of the week that something else takes."""
    used = {visit.day for visit in week.visits}
    used |= {day for item in week.home.exercises for day in item.days}
    starts = under.plan.starts_on.isoweekday() - 1
    for row in life:
        for day in sorted(used):
            if (starts + day - 1) % _DAYS + 1 in row.weekdays_taken:
                yield Broken(rule=row.id, where=f"week {week.number}, day {day}", says=row.change)
