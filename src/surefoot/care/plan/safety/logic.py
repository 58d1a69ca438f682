"""Three-valued switches, and rules that bite unless they are known not to hold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

type Truth = bool | None
type Ask = Callable[[str], Truth]


@dataclass(frozen=True, slots=True)
class Sign:
    """A switch that is on, or off (`wanted` = False)."""

    switch: str
    wanted: bool = True

    def truth(self, ask: Ask) -> Truth:
        """Whether the sign is there; unknown stays unknown."""
        found = ask(self.switch)
        return found if found is None else found == self.wanted


type Clause = tuple[Sign, ...]
"""One of these signs."""

type Clauses = tuple[Clause, ...]
"""All of these clauses."""


def one_of(truths: Iterable[Truth]) -> Truth:
    """True when one is; unknown when none is but one may be."""
    found: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            found = None
    return found


def all_of(truths: Iterable[Truth]) -> Truth:
    """False when one is; unknown when none is but one may be."""
    found: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            found = None
    return found


def truth_of(clauses: Clauses, ask: Ask) -> Truth:
    """Whether every clause has a sign that is there."""
    return all_of(one_of(sign.truth(ask) for sign in clause) for clause in clauses)


def switches_in(clauses: Clauses) -> tuple[str, ...]:
    """The switches that clauses read, each once."""
    return tuple(dict.fromkeys(sign.switch for clause in clauses for sign in clause))


def on(kind: str, *words: str) -> Sign:
    """The sign that a switch is on."""
    return Sign(named(kind, *words))


def off(kind: str, *words: str) -> Sign:
    """The sign that a switch is off."""
    return Sign(named(kind, *words), wanted=False)


def named(kind: str, *words: str) -> str:
    """The name of a switch: its kind and its words, parted by bars."""
    return "|".join((kind, *words))


def words_of(switch: str) -> tuple[str, ...]:
    """The kind of a switch and its words."""
    kind, *rest = switch.split("|")
    return (kind, *rest)
