"""What holds for one person: every finding of the vocabulary in three-valued logic."""

from collections.abc import Mapping
from datetime import date

from surefoot.care.case import Case, Value
from surefoot.care.rules import Rulebook, Sheet, rulebook
from surefoot.care.rules.explain import basis_of, missing_for
from surefoot.care.rules.sheet import Past
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Side


class Findings:
    """What is known of a person on one day, and what follows from it. Frozen; answers are kept.

    `None` always means "cannot be said yet": not asked, or not settled by what was asked.
    """

    __slots__ = ("_book", "_known", "_past", "_results", "_sheet", "_today")

    def __init__(
        self,
        case: Case,
        knowledge: Knowledge,
        *,
        results: Mapping[str, Value] | None = None,
    ) -> None:
        """Read the facts of `case`; `results` are what later steps found out (scores, types)."""
        book = rulebook(knowledge)
        past = Past(case.facts, book.vocabulary, case.person.born_on)
        known = past.sheet(case.today)
        self._begin(book, past, known, results or {})

    def _begin(
        self, book: Rulebook, past: Past, known: Sheet, results: Mapping[str, Value]
    ) -> None:
        self._book, self._past, self._known, self._today = book, past, known, known.today
        sheet = Sheet(known.today, past)
        sheet.update(known)
        sheet.closed = known.closed
        for code, value in results.items():
            book.finding(code)
            sheet[code] = value
        self._sheet = sheet
        self._results = results

    @property
    def today(self) -> date:
        """The day the findings hold for."""
        return self._today

    def truth(self, code: str) -> bool | None:
        """Whether a three-valued finding is present. A number or enum code is an error."""
        if self._book.finding(code).value_type != "three_valued":
            raise ValueError(f"{code} is not three-valued: ask for its value.")
        value = self._book.answer(code)(self._sheet)
        return None if value is None else bool(value)

    def value(self, code: str) -> Value | None:
        """The value of any finding without a side: recorded (latest) or derived."""
        return self._book.answer(code)(self._sheet)

    def on_side(self, code: str, side: Side) -> Value | None:
        """The value on one side of the body."""
        return self._book.answer(code, side.value)(self._sheet)

    def at_site(self, code: str, site: str) -> Value | None:
        """The value at one site of the body map, or in one setting for the clinic's means."""
        return self._book.answer(code, site)(self._sheet)

    def holds(self, rule: str) -> bool | None:
        """Whether an expression over codes holds, in the language of the derived findings."""
        value = self._book.function(self._book.expression(rule))(self._sheet)
        return None if value is None else bool(value)

    def missing(self, code: str) -> tuple[str, ...]:
        """The unasked recorded codes that keep `code` from being settled; empty if settled."""
        return missing_for(self._book, self._sheet, code)

    def basis(self, code: str) -> tuple[str, ...]:
        """The recorded codes with a value that the answer to `code` rests on."""
        return basis_of(self._book, self._sheet, code)

    def with_results(self, results: Mapping[str, Value]) -> "Findings":
        """The same findings with what a later step found out added (type_dsp = 0.97 ...)."""
        other = Findings.__new__(Findings)
        other._begin(self._book, self._past, self._known, {**self._results, **results})
        return other
