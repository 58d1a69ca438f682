"""What holds for one person: every finding of the vocabulary in three-valued logic."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from surefoot.care.case import Case, Fact, Value
from surefoot.care.rules import Past, Sheet, rules_of
from surefoot.care.rules.explain import (
    basis_of,
    could_be,
    grounds_of,
    missing_for,
    shown_urgency,
)
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason, Side, Urgency


class Findings:
    """What is known of a person on one day, and what follows from it. Frozen; answers are kept.

    `None` always means "cannot be said yet": not asked, or not settled by what was asked.
    A result of a later step counts before the rule of its code. A gate answered "no" makes what it
    closes absent, unless its own inputs show it all the same; `contradictions` tells of those.
    """

    __slots__ = ("_case", "_done", "_known", "_results", "_rules", "_said", "_sheet")

    def __init__(
        self,
        case: Case,
        knowledge: Knowledge,
        *,
        results: Mapping[str, Value | None] | None = None,
    ) -> None:
        """Read the facts of `case`; `results` are what later steps found out (scores, types)."""
        rules = rules_of(knowledge)
        past = Past(case.facts, rules.book.shapes, case.person.born_on)
        known = past.sheet(case.today)
        self._case, self._rules, self._known = case, rules, known
        self._done = rules.intake.enter(case, known)
        self._begin(results or {})

    def _begin(self, results: Mapping[str, Value | None]) -> None:
        """A fresh sheet: what is known, and the results; nothing worked out yet."""
        sheet = Sheet(self._known.today, self._known.past)
        sheet.update(self._known)
        sheet.closed = self._known.closed
        for code, value in results.items():
            self._rules.book.finding(code)
            sheet[code] = value
        self._sheet, self._results = sheet, results
        self._said: dict[str, bool | None] = {}

    @property
    def today(self) -> date:
        """The day the findings hold for."""
        return self._sheet.today

    def truth(self, code: str) -> bool | None:
        """Whether a three-valued finding is present. A number or enum code is an error."""
        if self._rules.book.finding(code).value_type != "three_valued":
            raise ValueError(f"{code} is not three-valued: ask for its value.")
        value = self._rules.book.answer(code)(self._sheet)
        return None if value is None else bool(value)

    def value(self, code: str) -> Value | None:
        """The value of any finding without a side: recorded (latest) or derived."""
        return self._rules.book.answer(code)(self._sheet)

    def on_side(self, code: str, side: Side) -> Value | None:
        """The value on one side of the body."""
        return self._rules.book.answer(code, side.value)(self._sheet)

    def at_site(self, code: str, site: str) -> Value | None:
        """The value at one site of the body map, or in one setting for the clinic's means."""
        return self._rules.book.answer(code, site)(self._sheet)

    def holds(self, rule: str) -> bool | None:
        """Whether an expression over codes holds, in the language of the derived findings."""
        if rule in self._said:
            return self._said[rule]
        value = self._rules.book.holds(rule)(self._sheet)
        said = self._said[rule] = None if value is None else bool(value)
        return said

    def urgency(self, code: str) -> Urgency | None:
        """How urgent a red flag is, before any review; None while it is not settled."""
        value = self.value(code)
        return None if value is None else Urgency.read(str(value))

    def shown_urgency(self, code: str) -> Urgency:
        """The urgency of a red flag by what was found alone, not raised by what is unknown."""
        return shown_urgency(self._rules.book, self._sheet, code)

    def could_be(self, code: str) -> Urgency:
        """The most urgent a red flag can be, given what is known."""
        return could_be(self._rules.book, self._sheet, code)

    def missing(self, code: str) -> tuple[str, ...]:
        """The unasked recorded codes that keep `code` from being settled; empty if settled.

        A red flag raised to a more urgent level for want of an answer lists that answer.
        """
        return missing_for(self._rules.book, self._sheet, code)

    def basis(self, code: str) -> tuple[str, ...]:
        """The recorded codes with a value that the answer to `code` rests on."""
        return basis_of(self._rules.book, self._sheet, code)

    def grounds(self, code: str) -> tuple[str, ...]:
        """The same as `basis`, with side or site: "foot_ulcer_open@left"."""
        return grounds_of(self._rules.book, self._sheet, code)

    def recorded_slots(self, code: str) -> tuple[str, ...]:
        """The slots with a value that the rule of `code` reads, whatever they carry."""
        tree = self._rules.book.tree(code)
        codes = (code,) if tree is None else self._rules.book.recorded_in(tree)
        wanted = set(codes)
        return tuple(slot for slot in self._known if slot.partition("@")[0] in wanted)

    def facts(self, code: str) -> list[Fact]:
        """What was recorded of one finding up to today, oldest first."""
        return [fact for fact in self._known.past.of(code) if fact.on <= self.today]

    def in_slot(self, slot: str) -> Value | None:
        """What is recorded in one slot of `grounds`."""
        return self._known.get(slot)

    def with_results(self, results: Mapping[str, Value | None]) -> "Findings":
        """The same findings with what a later step found out added (type_dsp = 0.97 ...).

        None: the step has looked and cannot say, whatever a rule of the code would.
        """
        other = Findings.__new__(Findings)
        other._case, other._rules, other._known = self._case, self._rules, self._known
        other._done = self._done
        other._begin({**self._results, **results})
        return other

    def as_of(self, day: date) -> "Findings":
        """What was known on an earlier day, without gates: they carry no date."""
        case = replace(self._case, today=day, gates={})
        return Findings(case, self._rules.knowledge)

    def open_gates(self, code: str) -> tuple[str, ...]:
        """The unanswered gates that would close a condition or red flag if answered "no"."""
        gates = self._rules.knowledge.gates.values()
        return tuple(
            gate.id
            for gate in sorted(gates, key=lambda gate: gate.order)
            if gate.id not in self._case.gates
            and (code in gate.closes or code in gate.closes_with)
            and self._rules.intake.is_asked(gate.id, self._sheet)
        )

    def unmeasured(self) -> tuple[str, ...]:
        """The measurements of the first visit (ring 2) still to be done, in their order."""
        return self._rules.intake.missing(self._sheet, self._done)

    def contradictions(self) -> tuple[Reason, ...]:
        """Where a gate or a symptom group was answered "no" and something else shows it."""
        return self._rules.intake.contradictions(self._case, self._sheet)
