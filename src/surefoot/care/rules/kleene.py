"""Three-valued logic as small functions: True, False, or None where it cannot be said.

S. C. Kleene, strong logic of indeterminacy (1938): an answer is given as soon as the known
values decide it, whatever the unknown ones may be.
"""

import operator
from collections.abc import Callable, Sequence

from surefoot.care.case import Value
from surefoot.care.rules.sheet import Sheet

type Rule = Callable[[Sheet], Value | None]

OPERATORS: dict[str, Callable[[Value, Value], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def constant(value: Value) -> Rule:
    """Always the same value."""
    return lambda sheet: value


def unknown(_sheet: Sheet) -> None:
    """Never known from a rule."""
    return


def read(slot: str) -> Rule:
    """The value in one slot of the sheet."""
    return lambda sheet: sheet.get(slot)


def either(slots: Sequence[str], rules: Sequence[Rule]) -> Rule:
    """At least one holds. Slots are read without a call, which is most of the speed."""

    def holds(sheet: Sheet) -> bool | None:
        unknown = False
        for slot in slots:
            value = sheet.get(slot)
            if value:
                return True
            if value is None:
                unknown = True
        for rule in rules:
            value = rule(sheet)
            if value:
                return True
            if value is None:
                unknown = True
        return None if unknown else False

    return holds


def both(slots: Sequence[str], rules: Sequence[Rule]) -> Rule:
    """Every one holds."""

    def holds(sheet: Sheet) -> bool | None:
        unknown = False
        for slot in slots:
            value = sheet.get(slot)
            if value is None:
                unknown = True
            elif not value:
                return False
        for rule in rules:
            value = rule(sheet)
            if value is None:
                unknown = True
            elif not value:
                return False
        return None if unknown else True

    return holds


def opposite(rule: Rule) -> Rule:
    """Not so."""

    def holds(sheet: Sheet) -> bool | None:
        value = rule(sheet)
        return None if value is None else not value

    return holds


def at_least(count: int, rules: Sequence[Rule]) -> Rule:
    """So many hold; decided as soon as the unknown ones can no longer change it."""

    def holds(sheet: Sheet) -> bool | None:
        values = [rule(sheet) for rule in rules]
        sure = sum(1 for value in values if value)
        if sure >= count:
            return True
        possible = sure + sum(1 for value in values if value is None)
        return None if possible >= count else False

    return holds


def exactly_one(left: Rule, right: Rule) -> Rule:
    """One of the two and not the other."""

    def holds(sheet: Sheet) -> bool | None:
        first, second = left(sheet), right(sheet)
        return None if first is None or second is None else bool(first) is not bool(second)

    return holds


def compare_slot(slot: str, op: str, limit: Value) -> Rule:
    """A recorded value against a fixed one, the most frequent part of all rules."""
    compared = OPERATORS[op]

    def holds(sheet: Sheet) -> bool | None:
        value = sheet.get(slot)
        return None if value is None else compared(value, limit)

    return holds


def compare(op: str, left: Rule, right: Rule) -> Rule:
    """Two values; unknown while one of them is."""
    compared = OPERATORS[op]

    def holds(sheet: Sheet) -> bool | None:
        first = left(sheet)
        if first is None:
            return None
        second = right(sheet)
        return None if second is None else compared(first, second)

    return holds


def is_known(rule: Rule) -> Rule:
    """Whether there is a value."""
    return lambda sheet: rule(sheet) is not None


def if_tested(rule: Rule) -> Rule:
    """Holds only where it was tested; an untested sign does not count."""
    return lambda sheet: rule(sheet) or False


def any_tested(rules: Sequence[Rule]) -> Rule:
    """At least one of those that were tested; unknown while none was."""

    def holds(sheet: Sheet) -> bool | None:
        found = None
        for rule in rules:
            value = rule(sheet)
            if value:
                return True
            if value is not None:
                found = False
        return found

    return holds


def where_needed(test: Rule, opener: Rule) -> Rule:
    """The test where it was done; where nothing calls for it, it counts as not there."""

    def holds(sheet: Sheet) -> Value | None:
        value = test(sheet)
        if value is not None:
            return value
        return False if opener(sheet) is False else None

    return holds


def first_known(rules: Sequence[Rule]) -> Rule:
    """The first value there is."""

    def first(sheet: Sheet) -> Value | None:
        for rule in rules:
            value = rule(sheet)
            if value is not None:
                return value
        return None

    return first


def count_true(rules: Sequence[Rule]) -> Rule:
    """How many are known to hold."""
    return lambda sheet: float(sum(1 for rule in rules if rule(sheet)))
