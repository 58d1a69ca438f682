"""What a browser sent, read: a day, a whole number, a name that somebody typed. None is none.

Whatever comes in an address or a hidden field is typed by somebody: it may be no number at all, or
one that no database keeps.
"""

from datetime import date

FIRST, LAST = date(2000, 1, 1), date(2200, 1, 1)
"""The days of a clinic. Whoever types "26" as the year has typed the year 26."""

LONGEST = 17  # digits: what every database keeps as a number


def is_day_of_clinic(day: date) -> bool:
    """Whether something can be done at a clinic on this day."""
    return FIRST <= day <= LAST


def a_day(typed: str) -> date | None:
    """A day of the clinic as year-month-day; None for what is none."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if is_day_of_clinic(day) else None


def a_number(typed: str | None, *, digits: int = LONGEST) -> int | None:
    """A whole number of so many digits at most; None for what is none."""
    if typed and typed.isascii() and typed.isdecimal() and len(typed) <= digits:
        return int(typed)
    return None


def a_name(typed: str) -> str | None:
    """A name in one line, tabs as spaces; None where other signs that steer are in it."""
    name = " ".join(typed.split())
    return name if name.replace("\0", "").isprintable() else None  # Django itself tells of NUL
