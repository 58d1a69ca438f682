"""The step to show next, in the patient's language, and how long it all takes."""

import re
from collections.abc import Iterable, Iterator

from surefoot.care.case import Case
from surefoot.care.intake.asked import Questions, symptom_of
from surefoot.care.intake.records import Choice, Question, Said, Step, Zone
from surefoot.knowledge.links import tables_of
from surefoot.knowledge.patient_texts import ENGLISH, Rows, asked, in_language, option_words
from surefoot.knowledge.schema.intake import IntakeOption, IntakeQuestion, IntakeStep
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Side, SurefootError

SIDES = tuple(side.value for side in Side)


def next_step(case: Case, knowledge: Knowledge, said: Said, language: str = ENGLISH) -> Step | None:
    """The next few questions that matter for this person; None when everything was asked."""
    questions = Questions(case, knowledge, said)
    most = int(knowledge.intake_numbers["questions_at_once"].value)
    for step in questions.steps():
        rows = questions.open(step.id)
        if rows:
            return _Screen(case, knowledge, language).step(step, rows[:most])
    return None


def whole_step(
    step: str, case: Case, knowledge: Knowledge, said: Said, language: str = ENGLISH
) -> Step:
    """All questions of one step that matter, also those answered: for going back to it."""
    row = knowledge.intake_steps.get(step)
    if row is None:
        raise SurefootError(f"The intake has no step {step!r}.", "Begin at the first step.")
    rows = Questions(case, knowledge, said).of(step)
    return _Screen(case, knowledge, language).step(row, rows)


def is_complete(case: Case, knowledge: Knowledge, said: Said) -> bool:
    """Whether everything that matters for this person was asked."""
    return next_step(case, knowledge, said) is None


def minutes(questions: Iterable[Question], knowledge: Knowledge) -> float:
    """How long these questions take to read and to answer, by the estimates of the knowledge."""
    seconds = {row.kind: row.seconds for row in knowledge.intake_times.values()}
    pace = knowledge.intake_numbers["reading_wpm"].value
    return sum(seconds[one.kind] / 60 + _words(one) / pace for one in questions)


def _words(question: Question) -> int:
    """The words a patient reads: the reason stands folded away, zones are looked at."""
    texts = (question.asks, question.unit, *(one.says for one in question.choices))
    return sum(len(re.findall(r"\w+", text)) for text in texts)


class _Screen:
    """What is shown to one person in one language."""

    def __init__(self, case: Case, knowledge: Knowledge, language: str) -> None:
        self._case, self._knowledge, self._language = case, knowledge, language
        self._rows: Rows = dict(tables_of(knowledge))

    def step(self, row: IntakeStep, questions: Iterable[IntakeQuestion]) -> Step:
        return Step(
            id=row.id,
            title=self._say(row.says),
            lead=self._say(row.lead),
            picture=row.picture,
            number=row.order,
            of=len(self._knowledge.intake_steps),
            language=self._language,
            questions=tuple(map(self._question, questions)),
        )

    def _question(self, row: IntakeQuestion) -> Question:
        painted = row.kind == "body_map"
        return Question(
            id=row.id,
            kind=row.kind,
            asks=self._say(asked(row, self._rows)),
            why=self._say(row.why),
            unit=self._say(row.unit),
            low=row.min,
            high=row.max,
            sides=self._sides(row.finding) if row.kind == "number" else (),
            choices=tuple(self._choice(row, option) for option in row.options),
            paints=tuple(self._paints()) if painted else (),
            zones=tuple(self._zones()) if painted else (),
        )

    def _choice(self, row: IntakeQuestion, option: IntakeOption) -> Choice:
        says = self._say(option_words(option, self._rows))
        many = row.kind == "many" and option.findings
        sides = self._sides(option.findings[0]) if many else ()
        return Choice(id=option.id, says=says, sides=sides)

    def _sides(self, code: str) -> tuple[str, ...]:
        finding = self._knowledge.findings.get(code)
        return SIDES if finding is not None and finding.side == "left_right" else ()

    def _paints(self) -> Iterator[Choice]:
        """The symptoms with a place that this person has, or may have."""
        for row in sorted(self._knowledge.intake_paints.values(), key=lambda one: one.order):
            group = self._knowledge.symptom_groups[row.group].group
            if symptom_of(self._case, group).present is not False:
                yield Choice(id=row.id, says=self._say(row.says))

    def _zones(self) -> Iterator[Zone]:
        for row in self._knowledge.body_zones.values():
            says = self._say(row.says)
            for side in SIDES if row.sided else ("",):
                name = f"{row.id}_{side}" if side else row.id
                yield Zone(id=name, view=row.view, says=says, side=side)

    def _say(self, english: str) -> str:
        return in_language(self._knowledge, english, self._language)
