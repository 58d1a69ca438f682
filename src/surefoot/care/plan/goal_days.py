"""Step 5. The day that a goal names in its own words: a month, a feast, or a season."""

import calendar
import re
from datetime import date, timedelta
from typing import Literal

type Named = Literal["later", "open", ""]

_MONTHS = tuple(calendar.month_name)[1:]
_MONTH = re.compile(rf"\b(in|by|before|until|next|for)\s+({'|'.join(_MONTHS)})\b")
_CHRISTMAS = re.compile(r"\bChristmas\b")
_EVE = (12, 24)
# In words of both halves of the world: which months a season has is not known.
_SEASON = re.compile(
    r"\b(in|by|before|until|next|this|the|for)\s+(the\s+)?(spring|summer|autumn|winter)\b"
    r"|\b(in the|next)\s+fall\b",
    re.IGNORECASE,
)


def day_named(words: str, after: date) -> date | None:
    """The last day that fits what a goal names, the first time after a day; None: it names none.

    A month is meant to its end, "before March" to the end of February. A season names no day.
    """
    if found := _MONTH.search(words):
        month, year = _MONTHS.index(found[2]) + 1, after.year
        fitting = (_end(found[1], year + more, month) for more in (0, 1))
        return next(day for day in fitting if day > after)
    if _CHRISTMAS.search(words):
        eve = date(after.year, *_EVE)
        return eve if eve > after else date(after.year + 1, *_EVE)
    return None


def named(words: str, due_on: date) -> Named:
    """Whether the day that a goal names comes after the day it is judged, or is not known."""
    if _SEASON.search(words):
        return "open"
    day = day_named(words, due_on - timedelta(days=1))
    if day is None or (day.year, day.month) == (due_on.year, due_on.month):
        return ""
    return "later"


def _end(how: str, year: int, month: int) -> date:
    first = date(year, month, 1)
    if how == "before":
        return first - timedelta(days=1)
    return date(year, month, calendar.monthrange(year, month)[1])
