"""Step 2. Which answers an item takes, and the points of each."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from surefoot.care.case import Value
from surefoot.care.examination.problems import Problem
from surefoot.care.examination.rounding import lies_in
from surefoot.knowledge.schema.instruments import Instrument, Item, Reply

type Answer = float | str | bool
type Read = tuple[Value | None, float | None]  # the answer as formulas read it, and its points

_LONGEST_LIST = 101  # whole-number replies up to this length are looked up, not worked out


@dataclass(frozen=True, slots=True)
class Asked:
    """One item with everything that reading an answer to it needs."""

    id: str
    item: Item
    reply: Reply
    listed: Mapping[type, Mapping[Answer, Read]]  # every answer there is, where they can be listed
    unable: float | None
    gates: tuple[tuple[str, frozenset[str]], ...]
    least: float  # points that an answer not yet given could bring, at least and at most
    most: float


def asked(instrument: Instrument) -> dict[str, Asked]:
    """The items of an instrument, ready to read answers."""
    return {item.id: _asked(instrument, item) for item in instrument.items}


def _asked(instrument: Instrument, item: Item) -> Asked:
    reply = instrument.replies[item.reply or instrument.reply]
    listed = _listed(reply, item.points or reply.points)
    given = [points for answers in listed.values() for _, points in answers.values()]
    worth = [points for points in given if points is not None]
    worth = worth or [reply.low or 0, reply.high or 0]
    if item.asked_if:
        worth.append(0)  # what it counts when the gate is shut
    return Asked(
        id=item.id,
        item=item,
        reply=reply,
        listed=listed,
        unable=instrument.unable if item.unable is None else item.unable,
        gates=tuple((other, frozenset(codes)) for other, codes in item.asked_if.items()),
        least=min(worth),
        most=max(worth),
    )


def _listed(reply: Reply, points: Mapping[str, float]) -> dict[type, Mapping[Answer, Read]]:
    """By type, so that `True` is never taken for 1 nor 1 for "yes"."""
    if reply.kind == "yes_no":
        yes: Read = (True, _whole(points.get("yes", 1)))
        no: Read = (False, _whole(points.get("no", 0)))
        return {bool: {True: yes, False: no}, str: {"yes": yes, "no": no}}
    if reply.kind == "codes":
        words, numbers = _coded(reply, points)
        return {str: words, int: numbers, float: numbers}
    numbers = _counted(reply, points)
    return {int: numbers, float: numbers} if numbers else {}


def _coded(
    reply: Reply, points: Mapping[str, float]
) -> tuple[dict[Answer, Read], dict[Answer, Read]]:
    """The answers by code; a code that is a number may come as a number too."""
    words: dict[Answer, Read] = {}
    numbers: dict[Answer, Read] = {}
    for code in reply.codes:
        number = _number(code)
        worth = points.get(code, 0) if points else number
        read: Read = (code if number is None else number, None if worth is None else _whole(worth))
        words[code] = read
        if number is not None:
            numbers[number] = read
    return words, numbers


def _counted(reply: Reply, points: Mapping[str, float]) -> dict[Answer, Read]:
    """The whole numbers of a short scale."""
    if reply.kind != "number" or not reply.whole or reply.low is None or reply.high is None:
        return {}
    if reply.high - reply.low > _LONGEST_LIST:
        return {}
    numbers = range(int(reply.low), int(reply.high) + 1)
    return {number: (number, worth(reply, points, number)) for number in numbers}


def _number(code: str) -> float | None:
    try:
        return _whole(float(code))
    except ValueError:
        return None


def _whole(number: float) -> float:
    """A whole number as an int: exact, and quick to compare."""
    return int(number) if number == int(number) else number


def worth(reply: Reply, points: Mapping[str, float], number: float) -> float:
    """The points of a number: by its step, by the list, or the number itself."""
    if reply.steps:
        return _whole(next(step.points for step in reply.steps if lies_in(step, number)))
    if points:
        return _whole(points.get(str(int(number)), 0))
    return number


def read_unlisted(one: Asked, answer: Answer) -> Read | None:
    """An answer that stands in no list: free words, or a number of a fine scale."""
    reply = one.reply
    if isinstance(answer, str):
        return (answer, None) if reply.kind == "text" else None
    if reply.kind != "number" or isinstance(answer, bool):
        return None
    if not isinstance(answer, int | float) or not _fits(reply, answer):
        return None
    return answer, worth(reply, one.item.points or reply.points, answer)


def _fits(reply: Reply, number: float) -> bool:
    if isinstance(number, float) and not math.isfinite(number):
        return False
    if reply.whole and number != int(number):
        return False
    if reply.low is not None and number < reply.low:
        return False
    return reply.high is None or number <= reply.high


def no_answer(one: Asked, answer: Answer) -> Problem:
    """The fault of an answer that the item does not take, and what it does take."""
    reply = one.reply
    if reply.kind == "yes_no":
        fix = "Answer true or false."
    elif reply.kind == "text":
        fix = "Answer in words."
    elif reply.kind == "codes":
        fix = f"Answer with one of: {', '.join(reply.codes)}."
    else:
        number = "a whole number" if reply.whole else "a number"
        fix = (
            f"Answer with {number} from {reply.low:g} to {reply.high:g} {reply.unit}".rstrip() + "."
        )
    return Problem(one.id, f"{answer!r} is no answer to it", fix)
