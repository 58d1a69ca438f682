"""Words in an order: the first that holds, and how urgent a red flag is."""

from collections.abc import Sequence

from surefoot.care.case import Value
from surefoot.care.rules.kleene import Rule
from surefoot.care.rules.sheet import Sheet
from surefoot.terms import Urgency

NO_URGENCY = "none"


def first_true(parts: Sequence[tuple[str, Rule]], default: Rule | None) -> Rule:
    """The first word whose condition holds; unknown as soon as one before it is unknown."""

    def first(sheet: Sheet) -> Value | None:
        for word, rule in parts:
            holds = rule(sheet)
            if holds is None:
                return None
            if holds:
                return word
        return None if default is None else default(sheet)

    return first


def urgency(parts: Sequence[tuple[str, Rule]]) -> Rule:
    """The first level that holds, raised to any more urgent one before it that is not settled.

    causes.md 4: "unknown = the more urgent". Nothing holds and something is not settled: unknown.
    """
    ranked = [(word, int(Urgency.read(word)), rule) for word, rule in parts]
    words = {rank: word for word, rank, _ in ranked}
    least = int(Urgency.NONE) + 1

    def level(sheet: Sheet) -> str | None:
        pending = least
        for word, rank, rule in ranked:
            holds = rule(sheet)
            if holds:
                return words[pending] if pending < rank else word
            if holds is None and rank < pending:
                pending = rank
        return None if pending < least else NO_URGENCY

    return level


def worst_urgency(rules: Sequence[Rule]) -> Rule:
    """The most urgent of all; settled early only by the most urgent level there is."""

    def worst(sheet: Sheet) -> str | None:
        found = Urgency.NONE
        unknown = False
        for rule in rules:
            value = rule(sheet)
            if value is None:
                unknown = True
                continue
            found = min(found, Urgency.read(str(value)))
            if found is Urgency.U0:
                return found.name
        if unknown:
            return None
        return NO_URGENCY if found is Urgency.NONE else found.name

    return worst
