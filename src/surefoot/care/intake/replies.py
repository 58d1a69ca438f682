"""One reply as it was sent, read as what it says; junk is a problem with a name, never a guess."""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from surefoot.care.intake.records import NO, NONE, NOT_SURE, RATHER_NOT, YES, Question
from surefoot.care.intake.records import WrongReplyError as Wrong

_BLANKS = re.compile(r"[\s\u00a0]+")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,3})?")


def is_empty(reply: object) -> bool:
    """Whether nothing was said at all."""
    if isinstance(reply, str):
        return not reply.strip()
    if isinstance(reply, Mapping):
        return all(is_empty(part) for part in reply.values())
    if isinstance(reply, list | tuple):
        return all(is_empty(part) for part in reply)
    return reply is None


def would_rather_not(reply: object) -> bool:
    """Whether the person does not want to say."""
    return reply == RATHER_NOT or (isinstance(reply, list | tuple) and RATHER_NOT in reply)


def one_of(reply: object, known: Iterable[str]) -> str:
    """One of the answers that were shown."""
    said = reply.strip() if isinstance(reply, str) else None
    if said is None or said not in set(known):
        raise Wrong("not_an_answer")
    return said


def yes_no(reply: object) -> str:
    """Yes, no or not sure."""
    return one_of(reply, (YES, NO, NOT_SURE))


def some_of(reply: object, question: Question) -> frozenset[str]:
    """The answers that were picked, "id" or "id@side"; empty when it was "none of these"."""
    known = {
        f"{choice.id}@{side}" if side else choice.id
        for choice in question.choices
        for side in choice.sides or ("",)
    }
    picked = {one_of(each, {*known, NONE}) for each in each_of(reply) if not is_empty(each)}
    if NONE in picked and len(picked) > 1:
        raise Wrong("none_and_more")
    return frozenset(picked - {NONE})


def each_of(reply: object) -> list[object]:
    """The parts of a list; a single text is a list of one."""
    if isinstance(reply, list | tuple):
        return list(reply)
    if isinstance(reply, str | Mapping):
        return [reply]
    raise Wrong("not_an_answer")


def number(reply: object, low: float | None, high: float | None, *, whole: bool = True) -> float:
    """A number within its range, in digits with a point."""
    if isinstance(reply, bool) or not isinstance(reply, str | int | float):
        raise Wrong("not_a_number", said="…")
    said = _BLANKS.sub("", str(reply))
    if isinstance(reply, float) and math.isfinite(reply) and reply.is_integer():
        said = str(int(reply))
    value = float(said) if _NUMBER.fullmatch(said) and said.isascii() else None
    if value is None and not re.fullmatch(r"-?\d+", said):
        raise Wrong("not_a_number", said=said[:20])
    if value is None or not (low or 0) <= value <= (math.inf if high is None else high):
        raise Wrong("out_of_range", said=said[:20], low=f"{low or 0:g}", high=f"{high or 0:g}")
    if whole and not value.is_integer():
        raise Wrong("not_a_number", said=said[:20])
    return value


def text(reply: object, most: int) -> str:
    """Words as they were written, without the blanks around them."""
    if not isinstance(reply, str):
        raise Wrong("not_an_answer")
    said = "".join(letter for letter in reply if letter.isprintable() or letter in "\n\t").strip()
    if len(said) > most:
        raise Wrong("too_long", high=most)
    if not said:
        raise Wrong("no_words")
    return said


def about_when(reply: object, today: date, born_on: date) -> date:
    """The day told; of a year or a month its middle, as far as it has passed and was lived."""
    first, last = _span(_written(reply))
    if first > today:
        raise Wrong("not_yet")
    if last < born_on:
        raise Wrong("before_birth")
    first, last = max(first, born_on), min(last, today)
    return first + (last - first) / 2


def _written(reply: object) -> str:
    if isinstance(reply, Mapping):
        parts = [str(reply.get(name, "")).strip() for name in ("year", "month", "day")]
        if not all(parts[: sum(map(bool, parts))]):
            raise Wrong("not_a_day")
        return "-".join(part for part in parts if part)
    if isinstance(reply, bool) or not isinstance(reply, str | int | date):
        raise Wrong("not_a_day")
    return str(reply).strip()


def _span(said: str) -> tuple[date, date]:
    """The first and the last day of the year, month or day that is written."""
    found = _DAY.fullmatch(said) if said.isascii() else None
    if found is None:
        raise Wrong("not_a_day")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day:
            return first, first
        after = (first.year + 1, 1) if not month or month == 12 else (first.year, month + 1)
        return first, date(*after, 1) - timedelta(days=1)
    except (ValueError, OverflowError):
        raise Wrong("not_a_day") from None
