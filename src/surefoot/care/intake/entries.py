"""From the replies to one step to an entry, or to everything that is to be mended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from surefoot.care.case import Case, Fact, Goal, Symptom, Value
from surefoot.care.entry import Entry, case_of, entry_of
from surefoot.care.intake.asked import symptom_of
from surefoot.care.intake.medicines import read_medicines
from surefoot.care.intake.painted import placed, read_paint, with_sites
from surefoot.care.intake.records import (
    ANSWERED,
    NO,
    RATHER_NOT,
    SKIPPED,
    YES,
    Problem,
    Question,
    Said,
    Step,
    Taken,
)
from surefoot.care.intake.records import WrongReplyError as Wrong
from surefoot.care.intake.replies import (
    about_when,
    each_of,
    is_empty,
    number,
    one_of,
    some_of,
    text,
    would_rather_not,
    yes_no,
)
from surefoot.knowledge.patient_texts import in_language
from surefoot.knowledge.schema.intake import IntakeQuestion
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Domain, Side, SymptomGroup


def entry_from(
    step: Step, replies: Mapping[str, object], case: Case, knowledge: Knowledge, said: Said
) -> Taken | tuple[Problem, ...]:
    """What the replies to a step say, given on `case.today`; or every reply that is to be mended.

    What was skipped, or what the person would rather not say, is not asked: it records nothing.
    """
    sheet = _Sheet(case, knowledge)
    words: dict[str, str] = {}
    problems: list[Problem] = []
    for question in step.questions:
        try:
            words[question.id] = _take(question, replies.get(question.id), sheet)
        except Wrong as wrong:
            problems.append(_problem(question.id, wrong, knowledge, step.language))
    if problems:
        return tuple(problems)
    return Taken(entry=sheet.entry({**said, **words}), said=words)


def _problem(question: str, wrong: Wrong, knowledge: Knowledge, language: str) -> Problem:
    row = knowledge.intake_problems[wrong.problem]
    says = in_language(knowledge, row.says, language).format(**wrong.words)
    fix = in_language(knowledge, row.fix, language).format(**wrong.words)
    return Problem(question=question, id=row.id, says=says, fix=fix)


@dataclass(slots=True)
class _Sheet:
    """What the replies of one step say so far."""

    case: Case
    knowledge: Knowledge
    parts: dict[str, Any] = field(default_factory=dict)
    gates: dict[str, bool] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    symptoms: dict[str, Symptom] = field(default_factory=dict)
    painted: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def record(self, code: str, value: Value, *, site: str | None = None, side: str = "") -> None:
        """One fact of today; a finding with sides gets one a side."""
        of_sides = self.knowledge.findings[code].side == "left_right"
        for each in (side,) if side or not of_sides else tuple(Side):
            place = Side(each) if each else None
            self.facts.append(
                Fact(code=code, value=value, on=self.case.today, site=site, side=place)
            )

    def tell(self, row: IntakeQuestion, **told: Any) -> None:  # noqa: ANN401 — the fields differ
        """One more thing of a symptom group."""
        group = self.knowledge.symptom_groups[row.group].group
        self.symptoms[group] = replace(self.symptom(group), **told)

    def symptom(self, group: SymptomGroup) -> Symptom:
        """What is told of a group, with what this step says of it."""
        return self.symptoms.get(group) or symptom_of(self.case, group)

    def entry(self, said: Said) -> Entry:
        """All of it as an entry, with what now follows from the painted places."""
        for paint in self.painted:
            group = self.knowledge.symptom_groups[self.knowledge.intake_paints[paint].group].group
            self.symptoms[group] = self.symptom(group)
        with_sites(self.symptoms, self.painted, self.knowledge)
        symptoms = tuple(map(_without_details_if_absent, self.symptoms.values()))
        told = Entry(facts=tuple(self.facts), gates=self.gates, symptoms=symptoms, **self.parts)
        both = (entry_of(self.case), told)
        case = case_of(self.case.person, self.case.today, self.case.means, both)
        new = self._follows(placed(case, self.knowledge, said, self.case.today))
        codes = {fact.code for fact in new}
        kept = [fact for fact in self.facts if fact.code not in codes]
        return replace(told, facts=(*kept, *new))

    def _follows(self, follows: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """What is new of it, or was told anew; what stands already is not said again."""
        told = {fact.code for fact in self.facts}
        fresh = {fact.code for fact in follows if fact not in self.case.facts}
        return tuple(fact for fact in follows if fact.code in told | fresh)


def _without_details_if_absent(symptom: Symptom) -> Symptom:
    if symptom.present is False:
        return Symptom(group=symptom.group, present=False)
    return symptom


def _take(question: Question, reply: object, sheet: _Sheet) -> str:
    """Write down what one reply says; the word for how the question was answered."""
    if would_rather_not(reply):
        return RATHER_NOT
    if is_empty(reply):
        return SKIPPED
    row = sheet.knowledge.intake_questions[question.id]
    return _KINDS[row.kind](question, row, reply, sheet) or ANSWERED


def _yes_no(question: Question, row: IntakeQuestion, reply: object, sheet: _Sheet) -> str:
    word = yes_no(reply)
    answer = {YES: True, NO: False}.get(word)
    if row.part == "presence":
        sheet.tell(row, present=answer)
    if answer is None:
        return word
    if row.gate:
        sheet.gates[row.gate] = answer
    if row.finding:
        sheet.record(row.finding, answer, site=row.place or None)
    for code in row.findings if answer else ():
        sheet.record(code, value=True)
    return word


def _choice(question: Question, row: IntakeQuestion, reply: object, sheet: _Sheet) -> None:
    picked = one_of(reply, (choice.id for choice in question.choices))
    if row.part == "course":
        sheet.tell(row, course=picked)
    for option in row.options:
        if option.id == picked:
            _record_words(option.findings, sheet)


def _record_words(words: tuple[str, ...], sheet: _Sheet) -> None:
    for word in words:
        code, _, value = word.partition("=")
        sheet.record(code, value or True)


def _many(question: Question, row: IntakeQuestion, reply: object, sheet: _Sheet) -> None:
    picked = some_of(reply, question)
    for choice, option in zip(question.choices, row.options, strict=True):
        for side in choice.sides or ("",):
            there = (f"{choice.id}@{side}" if side else choice.id) in picked
            if there or row.rest == "absent":
                for code in option.findings:
                    sheet.record(code, there, site=row.place or None, side=side)


def _number(question: Question, row: IntakeQuestion, reply: object, sheet: _Sheet) -> None:
    for side, value in _numbers(question, row, reply):
        if row.records == "days_per_week":
            sheet.parts["days_per_week"] = int(value)
        else:
            sheet.record(row.finding, value * row.factor, side=side)


def _numbers(question: Question, row: IntakeQuestion, reply: object) -> Iterator[tuple[str, float]]:
    if not question.sides:
        yield "", number(reply, row.min, row.max, whole=row.whole)
        return
    if not isinstance(reply, Mapping) or not set(reply) <= set(question.sides):
        raise Wrong("not_an_answer")
    for side, each in reply.items():
        if not is_empty(each):
            yield side, number(each, row.min, row.max, whole=row.whole)


def _text(question: Question, row: IntakeQuestion, reply: object, sheet: _Sheet) -> None:
    words = text(reply, int(sheet.knowledge.intake_numbers["words_most"].value))
    if row.records == "story":
        sheet.parts["story"] = words
    else:
        sheet.record(row.finding, words)


def _scale(question: Question, row: IntakeQuestion, reply: object, sheet: _Sheet) -> None:
    value = int(number(reply, 0, 10))
    if row.part:
        sheet.tell(row, severity=value)
    else:
        sheet.record(row.finding, float(value))


def _day(question: Question, row: IntakeQuestion, reply: object, sheet: _Sheet) -> None:
    day = about_when(reply, sheet.case.today, sheet.case.person.born_on)
    if row.part:
        sheet.tell(row, since=day)
    else:
        sheet.record(row.finding, day)


def _body(question: Question, row: IntakeQuestion, reply: object, sheet: _Sheet) -> None:
    sheet.painted.update(read_paint(reply, question, sheet.knowledge))


def _medicines(question: Question, row: IntakeQuestion, reply: object, sheet: _Sheet) -> None:
    medicines, facts = read_medicines(reply, question, sheet.knowledge, sheet.case.today)
    sheet.parts["medicines"] = medicines
    sheet.facts += facts


def _falls(question: Question, row: IntakeQuestion, reply: object, sheet: _Sheet) -> None:
    """How many falls in 12 months and the worst of them: {"count": "2", "worst": "c_minor"}."""
    if not isinstance(reply, Mapping) or not set(reply) <= {"count", "worst"}:
        raise Wrong("not_an_answer")
    count, worst = reply.get("count"), reply.get("worst")
    if not is_empty(count):
        most = sheet.knowledge.findings["falls_12mo"].max
        falls = number(count, 0, most)
        sheet.record("falls_12mo", falls)
        sheet.record("fell_past_year", falls > 0)
    if not is_empty(worst):
        _choice(question, row, worst, sheet)


def _goals(question: Question, row: IntakeQuestion, reply: object, sheet: _Sheet) -> None:
    """Goals as they were told, the most important first: {"words": ..., "domain": ...} each."""
    lines = [line for line in each_of(reply) if not is_empty(line)]
    most = int(sheet.knowledge.intake_numbers["goals_most"].value)
    if len(lines) > most:
        raise Wrong("too_many", high=most)
    sheet.parts["goals"] = tuple(
        _goal(line, priority, question, sheet) for priority, line in enumerate(lines, start=1)
    )


def _goal(line: object, priority: int, question: Question, sheet: _Sheet) -> Goal:
    told = line if isinstance(line, Mapping) else {"words": line}
    words = text(told.get("words"), int(sheet.knowledge.intake_numbers["words_most"].value))
    if is_empty(told.get("domain")):
        raise Wrong("no_domain", said=words[:60])
    domain = one_of(told["domain"], (choice.id for choice in question.choices))
    return Goal(words=words, domain=Domain(domain), priority=priority)


_KINDS: Mapping[str, Any] = {
    "yes_no_not_sure": _yes_no,
    "choice": _choice,
    "many": _many,
    "number": _number,
    "text": _text,
    "scale_0_10": _scale,
    "date_about": _day,
    "body_map": _body,
    "medicines": _medicines,
    "falls": _falls,
    "goals": _goals,
}
