"""What holds for one person: every finding of the vocabulary in three-valued logic."""

from collections.abc import Mapping
from datetime import date

from surefoot.care.case import Case, Value
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Side


class Findings:
    """What is known of a person on one day, and what follows from it. Frozen; answers are kept.

    `None` always means "cannot be said yet": not asked, or not settled by what was asked.
    """

    def __init__(
        self,
        case: Case,
        knowledge: Knowledge,
        *,
        results: Mapping[str, Value] | None = None,
    ) -> None:
        """Read the facts of `case`; `results` are what later steps found out (scores, types)."""
        raise NotImplementedError

    @property
    def today(self) -> date:
        """The day the findings hold for."""
        raise NotImplementedError

    def truth(self, code: str) -> bool | None:
        """Whether a three-valued finding is present. A number or enum code is an error."""
        raise NotImplementedError

    def value(self, code: str) -> Value | None:
        """The value of any finding without a side: recorded (latest) or derived."""
        raise NotImplementedError

    def on_side(self, code: str, side: Side) -> Value | None:
        """The value on one side of the body."""
        raise NotImplementedError

    def at_site(self, code: str, site: str) -> Value | None:
        """The value at one site of the body map, or in one setting for the clinic's means."""
        raise NotImplementedError

    def holds(self, rule: str) -> bool | None:
        """Whether an expression over codes holds, in the language of the derived findings."""
        raise NotImplementedError

    def missing(self, code: str) -> tuple[str, ...]:
        """The unasked recorded codes that keep `code` from being settled; empty if settled."""
        raise NotImplementedError

    def basis(self, code: str) -> tuple[str, ...]:
        """The recorded codes with a value that the answer to `code` rests on."""
        raise NotImplementedError

    def with_results(self, results: Mapping[str, Value]) -> "Findings":
        """The same findings with what a later step found out added (type_dsp = 0.97 ...)."""
        raise NotImplementedError
