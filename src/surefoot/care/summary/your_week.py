"""The patient's week: which days are visits, which are for home, and for how many weeks."""

from collections.abc import Iterable, Iterator

from surefoot.care.plan.records import HomeProgramme, PlanOfCare
from surefoot.care.summary.chart import Chart, joined, many
from surefoot.care.summary.needs import of_this_person
from surefoot.care.summary.page import Block, Facts, Text

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekdays(plan: PlanOfCare, days: Iterable[int]) -> str:
    """Days of the plan's week by name, the first of them the day of the first visit."""
    first = plan.starts_on.weekday()
    names = [_WEEKDAYS[(first + day - 1) % 7] for day in sorted(set(days))]
    return "every day" if len(names) == len(_WEEKDAYS) else joined(names, "and")


def chosen_days(chart: Chart, plan: PlanOfCare, days: Iterable[int]) -> str:
    """Days by name, or how many where they cannot be set without asking the person."""
    chosen = sorted(set(days))
    if chosen and _own_days(chart):
        every = len(chosen) == len(_WEEKDAYS)
        return "every day" if every else f"{many(len(chosen), 'day')} a week"
    return weekdays(plan, chosen)


def your_days(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    """The days of the first week: coming to us, and training at home."""
    week = plan.weeks[0]
    at_home = {day for item in week.home.exercises for day in item.days}
    rows = (
        ("You come", chosen_days(chart, plan, (visit.day for visit in week.visits))),
        ("You train at home", chosen_days(chart, plan, at_home)),
    )
    if told := tuple((name, days) for name, days in rows if days):
        yield Facts(rows=told)
        yield Text(words=_about_the_days(chart, plan, at_home))


def _about_the_days(chart: Chart, plan: PlanOfCare, at_home: Iterable[int]) -> str:
    if own := _own_days(chart):
        return own
    about = "home/days/patient" if at_home else "home/visits/patient"
    return chart.words(about).format(day=_WEEKDAYS[plan.starts_on.weekday()])


def _own_days(chart: Chart) -> str:
    """What is said to a person whose days at home cannot be set without asking; mostly nothing."""
    return next((row.says for row in of_this_person(chart, "home/own_days")), "")


def first_weeks(plan: PlanOfCare) -> str:
    """For how many weeks the first home programme holds: "week 1", "weeks 1 and 2"."""
    lists = [_asked(week.home) for week in plan.weeks]
    last = next((n for n, asked in enumerate(lists) if asked != lists[0]), len(lists))
    if last == 1:
        return "week 1"
    return "weeks 1 and 2" if last == 2 else f"weeks 1 to {last}"


def _asked(home: HomeProgramme) -> tuple[object, ...]:
    """What a person is asked to do in a week, as far as the page says it."""
    return tuple(
        (i.exercise, i.sets, i.reps, i.hold_s, i.continuous_min, i.sessions, i.days)
        for i in (*home.exercises, *home.self_care)
    )
