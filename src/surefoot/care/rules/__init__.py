"""Step 0. What follows from what is known: the rules of the vocabulary in three-valued logic."""

from dataclasses import dataclass

from surefoot.care.rules.book import Rulebook
from surefoot.care.rules.intake import Intake
from surefoot.care.rules.sheet import Past, Sheet
from surefoot.knowledge.schema.whole import Knowledge

__all__ = ["Intake", "Past", "Rulebook", "Rules", "Sheet", "rules_of"]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one knowledge, ready for every person."""

    knowledge: Knowledge
    book: Rulebook
    intake: Intake


_READY: dict[int, Rules] = {}


def rules_of(knowledge: Knowledge) -> Rules:
    """The rules of a knowledge; made ready once a process."""
    ready = _READY.get(id(knowledge))
    if ready is None:
        book = Rulebook(knowledge)
        # The knowledge is kept beside its rules, so that its id is never another's.
        ready = _READY[id(knowledge)] = Rules(knowledge, book, Intake(book, knowledge))
    return ready
