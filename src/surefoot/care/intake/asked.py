"""Which questions matter for this person, and which come next."""

from collections.abc import Iterator
from enum import Enum

from surefoot.care.case import Case, Symptom
from surefoot.care.findings import Findings
from surefoot.care.intake.records import NOT_SURE, RATHER_NOT, SKIPPED, YES, Said
from surefoot.knowledge.intake_checks import codes_of
from surefoot.knowledge.links import codes_in
from surefoot.knowledge.schema.intake import IntakeQuestion, IntakeStep
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SymptomGroup


class Place(Enum):
    """Where a question stands for one person."""

    ASKED = "asked"
    WAITS = "waits"  # what it depends on is still to be asked
    OUT = "out"  # it does not matter for this person


class Questions:
    """The questions of one person, as things stand.

    A question is asked when its rule holds, or when nobody can say although the person was asked:
    "not sure" is a reason to ask on. Where the person did not want to say, it is left out.
    """

    def __init__(self, case: Case, knowledge: Knowledge, said: Said) -> None:
        """Take what is known so far, and what was said to which question."""
        self._case, self._knowledge, self._said = case, knowledge, said
        self._findings = Findings(case, knowledge)
        self._rows = tuple(knowledge.intake_questions.values())
        self._order = {row.id: number for number, row in enumerate(self._rows)}
        self._gate_asks = {row.gate: row.id for row in self._rows if row.gate}
        self._tells = {code: row for row in self._rows for code in self._codes(row)}
        self._places: dict[str, Place] = {}

    def steps(self) -> tuple[IntakeStep, ...]:
        """All steps in their order."""
        return tuple(sorted(self._knowledge.intake_steps.values(), key=lambda step: step.order))

    def open(self, step: str) -> tuple[IntakeQuestion, ...]:
        """The questions of a step that are still to be asked."""
        return tuple(
            row for row in self.of(step) if row.id not in self._said and not self._is_known(row)
        )

    def of(self, step: str) -> tuple[IntakeQuestion, ...]:
        """The questions of a step that matter, also those already answered."""
        rows = (row for row in self._rows if row.step == step)
        return tuple(row for row in rows if self.place(row) is Place.ASKED)

    def place(self, row: IntakeQuestion) -> Place:
        """Whether a question is asked, waits or is left out."""
        if row.id not in self._places:
            self._places[row.id] = self._place(row)
        return self._places[row.id]

    def _place(self, row: IntakeQuestion) -> Place:
        places = (self._group(row), self._gate(row), self._after(row), self._when(row))
        for one in (Place.OUT, Place.WAITS):
            if one in places:
                return one
        return Place.ASKED

    def _group(self, row: IntakeQuestion) -> Place:
        """Nobody is asked for the parts of what they denied, whatever else shows it."""
        if not row.group or row.part == "presence":
            return Place.ASKED
        group = self._knowledge.symptom_groups[row.group].group
        denied = symptom_of(self._case, group).present is False
        return Place.OUT if denied else Place.ASKED

    def _gate(self, row: IntakeQuestion) -> Place:
        when = self._knowledge.gates[row.gate].asked_when if row.gate else ""
        return Place.OUT if when and self._findings.holds(when) is False else Place.ASKED

    def _after(self, row: IntakeQuestion) -> Place:
        if not row.after_gate:
            return Place.ASKED
        answer = self._case.gates.get(row.after_gate)
        word = self._said.get(self._gate_asks[row.after_gate])
        if answer is True or (answer is None and word in (NOT_SURE, YES)):
            return Place.ASKED
        return Place.WAITS if answer is None and word is None else Place.OUT

    def _when(self, row: IntakeQuestion) -> Place:
        holds = self._findings.holds(row.when) if row.when else True
        if holds is not None:
            return Place.ASKED if holds else Place.OUT
        tellers = self._tellers(row)
        words = [self._said.get(one.id) for one in tellers]
        unsaid = [one for one, word in zip(tellers, words, strict=True) if word is None]
        if any(self.place(one) is not Place.OUT and not self._is_known(one) for one in unsaid):
            return Place.WAITS
        told = [word for word in words if word not in (None, SKIPPED, RATHER_NOT)]
        return Place.ASKED if told or not tellers else Place.OUT

    def _tellers(self, row: IntakeQuestion) -> tuple[IntakeQuestion, ...]:
        """The earlier questions that tell what the rule of this one reads."""
        found = {one.id: one for one in self._telling(row, codes_in(row.when), set())}
        return tuple(found.values())

    def _telling(
        self, row: IntakeQuestion, codes: Iterator[str], seen: set[str]
    ) -> Iterator[IntakeQuestion]:
        for code in codes:
            if code in seen:
                continue
            seen.add(code)
            teller = self._tells.get(code)
            rule = self._knowledge.findings[code].rule
            if teller is not None and self._order[teller.id] < self._order[row.id]:
                yield teller
            elif rule:
                yield from self._telling(row, codes_in(rule), seen)

    def _codes(self, row: IntakeQuestion) -> tuple[str, ...]:
        if row.part == "presence":
            return (self._knowledge.symptom_groups[row.group].summary,)
        return codes_of(row)

    def _is_known(self, row: IntakeQuestion) -> bool:
        """Whether somebody has told it already: a therapist on the phone, or a letter."""
        if row.gate:
            return row.gate in self._case.gates
        if row.part:
            return self._is_told_of(row)
        if row.records:
            return bool(self._recorded(row.records))
        codes = {fact.code for fact in self._case.facts}
        return bool(codes_of(row)) and codes.issuperset(codes_of(row))

    def _is_told_of(self, row: IntakeQuestion) -> bool:
        symptom = symptom_of(self._case, self._knowledge.symptom_groups[row.group].group)
        told = {
            "presence": symptom.present,
            "severity": symptom.severity,
            "since": symptom.since,
            "course": symptom.course,
        }
        return told.get(row.part) is not None

    def _recorded(self, records: str) -> object:
        case = self._case
        told: dict[str, object] = {
            "story": case.story,
            "days_per_week": case.days_per_week is not None,
            "goals": case.goals,
            "medicines": case.medicines,
            "falls": any(fact.code == "falls_12mo" for fact in case.facts),
            "body_map": any(symptom.sites for symptom in case.symptoms),
        }
        return told[records]


def symptom_of(case: Case, group: SymptomGroup) -> Symptom:
    """What is told of one group so far; nothing where nothing was told."""
    found = [one for one in case.symptoms if one.group == group]
    return found[-1] if found else Symptom(group=group, present=None)
