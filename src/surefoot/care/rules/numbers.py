"""Numbers out of numbers; a result is unknown while one of its parts is."""

import operator
from collections.abc import Callable, Sequence
from typing import Final, cast

from surefoot.care.case import Value
from surefoot.care.rules.kleene import Rule
from surefoot.care.rules.sheet import Sheet

NOTHING: Final = cast(Value, object())  # a limit that does not apply to this person

_SUMS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}


def arithmetic(op: str, left: Rule, right: Rule) -> Rule:
    """Two numbers taken together; a division by zero has no value."""
    together = _SUMS[op]

    def result(sheet: Sheet) -> float | None:
        first, second = left(sheet), right(sheet)
        if first is None or second is None:
            return None
        if op == "/" and not second:
            return None
        return float(together(cast(float, first), cast(float, second)))

    return result


def smallest(rules: Sequence[Rule]) -> Rule:
    """The smallest of all that apply."""
    return _extreme(rules, min)


def largest(rules: Sequence[Rule]) -> Rule:
    """The largest of all that apply."""
    return _extreme(rules, max)


def _extreme(rules: Sequence[Rule], pick: Callable[[list[float]], float]) -> Rule:
    def result(sheet: Sheet) -> float | None:
        values: list[float] = []
        for rule in rules:
            value = rule(sheet)
            if value is None:
                return None
            if value is not NOTHING:
                values.append(cast(float, value))
        return pick(values) if values else None

    return result


def where(number: Rule, holds: Rule) -> Rule:
    """The number, where the condition holds; where it does not, the limit does not apply."""

    def result(sheet: Sheet) -> Value | None:
        applies = holds(sheet)
        if applies is None:
            return None
        return number(sheet) if applies else NOTHING

    return result


def difference(left: Rule, right: Rule) -> Rule:
    """How far the two sides lie apart, whichever is larger."""

    def result(sheet: Sheet) -> float | None:
        first, second = left(sheet), right(sheet)
        if first is None or second is None:
            return None
        return abs(cast(float, first) - cast(float, second))

    return result


def total(rules: Sequence[Rule]) -> Rule:
    """All added up; what holds counts one."""

    def result(sheet: Sheet) -> float | None:
        values = [rule(sheet) for rule in rules]
        if any(value is None for value in values):
            return None
        return float(sum(cast(float, value) for value in values))

    return result
