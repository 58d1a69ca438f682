"""What else is known of a person besides single facts: symptom groups, gates, the first visit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surefoot.care.case import Case, Symptom, Value
from surefoot.care.rules.book import Rulebook
from surefoot.care.rules.explain import basis_of
from surefoot.care.rules.sheet import ANYWHERE, EVERYWHERE_ELSE, Sheet, enter_sites
from surefoot.knowledge.schema.policy import Gate, Measurement
from surefoot.knowledge.schema.statement import Statement
from surefoot.knowledge.schema.vocabulary import Finding, SymptomRow
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason, Setting, SymptomGroup

COULD_NOT_BE_DONE = ("unable", "not_applicable")
RING2_DONE = "ring2_done"
_SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class _Door:
    """A gate made ready: what "no" puts on a sheet."""

    gate: Gate
    answers: tuple[tuple[str, Value], ...]  # recorded slots
    denied: tuple[tuple[str, tuple[str, ...]], ...]  # findings that "no" denies, with their slots
    closes: Mapping[str, Value]
    closes_unasked: Mapping[str, Value]
    closes_with: Mapping[str, tuple[str, Value]]  # slot -> (measurement, value)


class Intake:
    """Symptom groups, gates and measurements of one knowledge, ready for every person."""

    def __init__(self, book: Rulebook, knowledge: Knowledge) -> None:
        """Work out once which slots each of them fills."""
        self._book = book
        self._groups = {row.group: row for row in knowledge.symptom_groups.values()}
        self._worsening = {row.course: row.worsening for row in knowledge.symptom_courses.values()}
        self._doors = {gate.id: self._door(gate) for gate in knowledge.gates.values()}
        self._measurements = tuple(
            (row, tuple(self._alternatives(need) for need in row.needs))
            for row in sorted(knowledge.measurements.values(), key=lambda row: row.order)
        )

    def enter(self, case: Case, sheet: Sheet, *, gates: bool = True) -> frozenset[str]:
        """Fill the sheet of a person's facts; the measurements of ring 2 that were done."""
        done = self._done(case, sheet)
        self._person(case, sheet)
        for symptom in case.symptoms:
            if symptom.since is None or symptom.since <= sheet.today:
                self._symptom(symptom, sheet)
        self._course(case.symptoms, sheet)
        if gates:
            self._gates(case, sheet, done)
        self._first_visit(sheet, done)
        return done

    def is_asked(self, gate: str, sheet: Sheet) -> bool:
        """Whether the gate is asked of this person at all."""
        when = self._doors[gate].gate.asked_when
        return not when or self._holds(when, sheet) is not False

    def missing(self, sheet: Sheet, done: Iterable[str]) -> tuple[str, ...]:
        """The measurements of ring 2 that are still to be done, in their order."""
        have = set(done)
        return tuple(
            row.id
            for row, _ in self._measurements
            if row.id not in have and self._is_needed(row, sheet) is not False
        )

    def contradictions(self, case: Case, sheet: Sheet) -> tuple[Reason, ...]:
        """Where "no" was said and something else says yes, in the order of the questions."""
        found = [
            self._contradiction(door.gate, door.gate.ask, self._shown(door, sheet))
            for name, door in self._doors.items()
            if case.gates.get(name) is False
        ]
        for symptom in case.symptoms:
            row = self._groups.get(SymptomGroup(symptom.group))
            if row is not None and symptom.present is False:
                shown = _shown_of(self._with_slots((*row.parts, *row.sited)), sheet)
                found.append(self._contradiction(row, row.ask, shown))
        return tuple(reason for reason in found if reason is not None)

    def _shown(self, door: _Door, sheet: Sheet) -> list[str]:
        """What a gate denies and the person's own findings show."""
        shown = _shown_of(door.denied, sheet)
        for code, nothing in door.closes.items():
            present = self._book.answer(code)(sheet) not in (None, nothing)
            if present and not self._is_beyond(door.gate, code, sheet):
                shown.append(code)
        return shown

    def _is_beyond(self, gate: Gate, code: str, sheet: Sheet) -> bool:
        """Whether all that a finding rests on is nothing the question asks about."""
        rests_on = basis_of(self._book, sheet, code)
        return bool(rests_on) and {*rests_on} <= {*gate.not_asked}

    def _with_slots(self, codes: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((code, self._slots(code)) for code in codes)

    def _contradiction(self, asked: Statement, ask: str, shown: list[str]) -> Reason | None:
        if not shown:
            return None
        names = ", ".join(self._book.finding(code).says for code in shown)
        return Reason(
            says=f"Answered \u201cno\u201d: \u201c{ask}\u201d Found all the same: {names}.",
            statement=asked.id,
            findings=tuple(shown),
            changes="Ask again; what was found counts.",
            grade=asked.grade,
        )

    def _holds(self, rule: str, sheet: Sheet) -> Value | None:
        return self._book.function(self._book.expression(rule))(sheet)

    def _is_needed(self, row: Measurement, sheet: Sheet) -> Value | None:
        return True if not row.needed_when else self._holds(row.needed_when, sheet)

    def _slots(self, code: str) -> tuple[str, ...]:
        finding = self._book.finding(code)
        if finding.side == "left_right":
            return tuple(f"{code}@{side}" for side in _SIDES)
        if finding.side == "per_site":
            return (f"{code}@{EVERYWHERE_ELSE}", f"{code}@{ANYWHERE}")
        return (code,)

    def _alternatives(self, need: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((code, self._slots(code)) for code in need.split("|"))

    def _door(self, gate: Gate) -> _Door:
        closes = {code: self._nothing(code) for code in gate.closes}
        unasked = {code: closes[code] for code in gate.closes_unasked} or closes
        answers = tuple(
            (slot, value)
            for word in gate.answers
            for code, value in [self._answer(word)]
            for slot in self._slots(code)
        )
        later = {code: (row, self._nothing(code)) for code, row in gate.closes_with.items()}
        denied = self._with_slots(word for word in gate.answers if "=" not in word)
        return _Door(gate, answers, denied, closes, unasked, later)

    def _nothing(self, code: str) -> Value:
        """What "not there" is for a finding: false, or the word none."""
        return "none" if "none" in self._book.finding(code).enum_values else False

    def _answer(self, word: str) -> tuple[str, Value]:
        code, _, value = word.partition("=")
        finding: Finding = self._book.finding(code)
        if not value:
            return code, False
        return code, float(value) if finding.value_type == "number" else value

    def _done(self, case: Case, sheet: Sheet) -> frozenset[str]:
        """Measured, or tried and not possible. Not wanted by the person is not done."""
        impossible = {one.code for one in case.not_done if one.why in COULD_NOT_BE_DONE}
        return frozenset(
            row.id
            for row, needs in self._measurements
            if all(
                any(
                    code in impossible or all(slot in sheet for slot in slots)
                    for code, slots in alternatives
                )
                for alternatives in needs
            )
        )

    def _person(self, case: Case, sheet: Sheet) -> None:
        if case.person.sex is not None:
            sheet["sex_at_birth"] = case.person.sex
        settings = {str(setting): setting in case.means.settings for setting in Setting}
        enter_sites(sheet, "settings_available", settings)

    def _symptom(self, symptom: Symptom, sheet: Sheet) -> None:
        row = self._groups.get(SymptomGroup(symptom.group))
        if row is None or symptom.present is None:
            return
        if symptom.present:
            sheet[row.summary] = True
            self._sites(row, symptom, sheet)
        else:
            sheet.closed[row.summary] = False
            for code in (*row.parts, *row.sited):
                self._absent(code, sheet)

    def _sites(self, row: SymptomRow, symptom: Symptom, sheet: Sheet) -> None:
        """Marked sites say where; which of several qualities it is there stays open.

        The whole map was asked, so a site that was not marked is free of it.
        """
        if len(row.sited) != 1 or not symptom.sites:
            return
        code = row.sited[0]
        for site in symptom.sites:
            sheet.setdefault(f"{code}@{site}", True)
        sheet.setdefault(f"{code}@{EVERYWHERE_ELSE}", False)
        sheet[f"{code}@{ANYWHERE}"] = True

    def _absent(self, code: str, sheet: Sheet) -> None:
        for slot in self._slots(code):
            sheet.setdefault(slot, False)

    def _course(self, symptoms: Iterable[Symptom], sheet: Sheet) -> None:
        """Since when, and still getting worse, where nobody recorded them as such."""
        present = [each for each in symptoms if each.present]
        since = [each.since for each in present if each.since and each.since <= sheet.today]
        if since:
            sheet.setdefault("symptom_onset_on", min(since))
        known = [self._worsening.get(each.course or "") for each in present]
        if any(known):
            sheet.setdefault("still_worsening", True)
        elif known and None not in known:
            sheet.setdefault("still_worsening", False)

    def _gates(self, case: Case, sheet: Sheet, done: frozenset[str]) -> None:
        for name, door in self._doors.items():
            answer = case.gates.get(name)
            if answer is False:
                for slot, value in door.answers:
                    sheet.setdefault(slot, value)
                sheet.closed.update(door.closes)
                for slot, (measurement, value) in door.closes_with.items():
                    if measurement in done:
                        sheet.closed[slot] = value
            elif answer is None and not self.is_asked(name, sheet):
                sheet.closed.update(door.closes_unasked)

    def _first_visit(self, sheet: Sheet, done: frozenset[str]) -> None:
        left = [row for row, _ in self._measurements if row.id not in done]
        needed = [self._is_needed(row, sheet) for row in left]
        if any(needed):
            sheet[RING2_DONE] = False
        elif None not in needed:
            sheet[RING2_DONE] = True


def _shown_of(denied: Iterable[tuple[str, tuple[str, ...]]], sheet: Sheet) -> list[str]:
    """The denied findings that are present all the same."""
    return [code for code, slots in denied if any(sheet.get(slot) is True for slot in slots)]
