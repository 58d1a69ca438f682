"""Rules about time: what changed, for how long, how often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, cast

from surefoot.care.case import Value
from surefoot.care.rules.kleene import Rule
from surefoot.care.rules.sheet import Sheet
from surefoot.knowledge.rules import Call, Constant, Name, Node

if TYPE_CHECKING:
    from surefoot.care.rules.book import Place, Rulebook

type Direction = Literal["fall", "rise", "fall_pct"]

_CHANGES: dict[Direction, Callable[[float, float], float | None]] = {
    "fall": lambda before, now: before - now,
    "rise": lambda before, now: now - before,
    "fall_pct": lambda before, now: 100 * (before - now) / before if before else None,
}


def days_since(rule: Rule) -> Rule:
    """Days from a recorded day until today."""

    def days(sheet: Sheet) -> float | None:
        on = rule(sheet)
        return float((sheet.today - on).days) if isinstance(on, date) else None

    return days


def days_since_stop(code: str) -> Rule:
    """Days since a medicine was stopped; unknown without the day."""

    def days(sheet: Sheet) -> float | None:
        facts = [fact for fact in sheet.past.of(code) if fact.on <= sheet.today]
        stopped_on = facts[-1].stopped_on if facts else None
        return float((sheet.today - stopped_on).days) if stopped_on else None

    return days


def within_12mo(rule: Rule) -> Rule:
    """Taken now, or stopped within 12 months."""

    def taken(sheet: Sheet) -> bool | None:
        state = rule(sheet)
        return None if state is None else state in ("current", "stopped_within_12_months")

    return taken


def change(book: Rulebook, node: Call, place: Place, direction: Direction) -> Rule:
    """The largest change up to the latest value, against each value of the days before.

    A finding worked out by a rule is worked out anew for each day on which one of its parts was
    recorded. One value alone is no change: unknown. Words count by their place in their order.
    """
    part, window = node.parts[0], int(cast(float, cast(Constant, node.parts[1]).value))
    codes, rule = book.recorded_in(part), book.function(part, place)
    number = _number_of(book, part)
    changed = _CHANGES[direction]

    def result(sheet: Sheet) -> float | None:
        values = list(_values(sheet, codes, rule, number, window))
        if len(values) < 2:
            return None
        found = [changed(before, values[-1]) for before in values[:-1]]
        return max((value for value in found if value is not None), default=None)

    return result


def _values(
    sheet: Sheet, codes: tuple[str, ...], rule: Rule, number: Callable[[Value], float], window: int
) -> Iterator[float]:
    """The known values of the days in the window, oldest first."""
    if not sheet.past.has_history:
        return
    since = sheet.today - timedelta(days=window)
    days = [day for day in sheet.past.days(codes, sheet.today) if day >= since]
    for day in days if len(days) > 1 else ():
        value = rule(sheet.past.sheet(day, codes))
        if value is not None:
            yield number(value)


def _number_of(book: Rulebook, part: Node) -> Callable[[Value], float]:
    """A number as it is; a word by its place in the finding's list."""
    if isinstance(part, Name):
        words = book.finding(part.code).enum_values
        if words:
            return lambda value: float(words.index(str(value)))
    return lambda value: float(cast(float, value))


def newest_known(book: Rulebook, node: Call, place: Place) -> Rule:
    """Of several readings the one of the latest day; of one day, the first that is named."""
    readings = [(book.recorded_in(part), book.function(part, place)) for part in node.parts]

    def newest(sheet: Sheet) -> Value | None:
        found = [(codes, rule(sheet)) for codes, rule in readings]
        known = [(codes, value) for codes, value in found if value is not None]
        if len(known) > 1:
            return max(known, key=lambda reading: _last_day(sheet, reading[0]))[1]
        return known[0][1] if known else None

    return newest


def _last_day(sheet: Sheet, codes: tuple[str, ...]) -> date:
    """The day of a reading; what no fact tells of is a result of today."""
    return max(sheet.past.days(codes, sheet.today), default=sheet.today)


def on_visits(book: Rulebook, node: Call, place: Place) -> Rule:
    """Holds on each of the last so many days on which it was recorded."""
    part, count = node.parts[0], int(cast(float, cast(Constant, node.parts[1]).value))
    codes, rule = book.recorded_in(part), book.function(part, place)

    def holds(sheet: Sheet) -> bool | None:
        days = sheet.past.days(codes, sheet.today)[-count:]
        found = [rule(sheet.past.sheet(day, codes, only_today=True)) for day in days]
        if any(value is False for value in found):
            return False
        return True if len(found) == count and all(found) else None

    return holds


def consecutive_days(book: Rulebook, node: Call, place: Place) -> Rule:
    """For how many days in a row it held, counted back from the last reading."""
    part = node.parts[0]
    codes, rule = book.recorded_in(part), book.function(part, place)

    def days_in_a_row(sheet: Sheet) -> float | None:
        days = sheet.past.days(codes, sheet.today)
        if not days:
            return None
        held = 0
        expected = days[-1]
        for day in reversed(days):
            if day != expected:
                break
            value = rule(sheet.past.sheet(day, codes, only_today=True))
            if value is None:
                return None
            if not value:
                break
            held += 1
            expected -= timedelta(days=1)
        return float(held)

    return days_in_a_row


def held_24h(book: Rulebook, node: Call, place: Place) -> Rule:
    """The smaller of the last two daily values: what has held from one day to the next.

    Facts are dated by day, so "24 hours" is two different days.
    """
    part = node.parts[0]
    codes, rule = book.recorded_in(part), book.function(part, place)

    def held(sheet: Sheet) -> float | None:
        days = sheet.past.days(codes, sheet.today)
        values = [rule(sheet.past.sheet(day, codes)) for day in days[-2:]]
        known = [cast(float, value) for value in values if value is not None]
        return min(known) if len(known) == 2 else None

    return held
