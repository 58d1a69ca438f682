"""Answering the intake as the person of a case would, and sending it page by page."""

from collections.abc import Callable
from dataclasses import dataclass, field

from surefoot.care.case import Case, ClinicMeans
from surefoot.care.entry import Entry, case_of
from surefoot.care.intake import Question, Step, Taken, entry_from, minutes, next_step
from surefoot.knowledge.load import load

KNOWLEDGE = load()

type Answering = Callable[[Question], object]


@dataclass
class Sent:
    """An intake as it was sent: the pages, the replies, what was kept of them."""

    person: Case
    steps: list[Step] = field(default_factory=list)
    replies: list[dict[str, object]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        who = self.person
        return case_of(who.person, who.today, who.means, self.entries)

    @property
    def asked(self) -> list[str]:
        return [question.id for step in self.steps for question in step.questions]

    @property
    def minutes(self) -> float:
        return sum(minutes(step.questions, KNOWLEDGE) for step in self.steps)

    def send(self, step: Step, replies: dict[str, object]) -> None:
        taken = entry_from(step, replies, self.case, KNOWLEDGE, self.said)
        assert isinstance(taken, Taken), taken
        self.steps.append(step)
        self.replies.append(replies)
        self.entries.append(taken.entry)
        self.said |= taken.said


def answered(person: Case, answer: Answering, sent: Sent | None = None) -> Sent:
    """The whole intake of one person, or what is left of it."""
    sent = sent or Sent(person=person)
    while (step := next_step(sent.case, KNOWLEDGE, sent.said)) is not None:
        sent.send(step, {question.id: answer(question) for question in step.questions})
    return sent


def like(case: Case) -> Answering:
    """The answers of the person of a case; what the case does not tell is skipped."""
    return lambda question: _KINDS[question.kind](question, case)


def bare(case: Case) -> Case:
    """The same person in the same clinic, of whom nothing is known yet."""
    means = ClinicMeans(settings=case.means.settings)
    return Case(person=case.person, today=case.today, means=means)


def _row(question: Question):
    return KNOWLEDGE.intake_questions[question.id]


def _facts(case: Case, code: str):
    return [fact for fact in case.facts if fact.code == code]


def _symptom(question: Question, case: Case):
    group = KNOWLEDGE.symptom_groups[_row(question).group].group
    return next((one for one in case.symptoms if one.group == group), None)


def _yes_no(question: Question, case: Case):
    row = _row(question)
    word = {True: "yes", False: "no", None: None}
    if row.gate:
        return word[case.gates.get(row.gate)]
    if row.part == "presence":
        symptom = _symptom(question, case)
        return None if symptom is None else word[symptom.present] or "not_sure"
    if row.part:
        return "yes"
    facts = _facts(case, row.finding)
    return word[bool(facts[-1].value)] if facts else None


def _many(question: Question, case: Case):
    picked = []
    for choice in question.choices:
        there = [fact for fact in _facts(case, choice.id) if fact.value is True]
        if choice.sides:
            picked += {f"{choice.id}@{fact.side}" for fact in there if fact.side}
        elif there:
            picked.append(choice.id)
    return picked or "none"


def _number(question: Question, case: Case):
    row = _row(question)
    if row.records == "days_per_week":
        return case.days_per_week
    told = {
        fact.side or "": str(int(fact.value / row.factor)) for fact in _facts(case, row.finding)
    }
    return told if question.sides else told.get("")


def _choice(question: Question, case: Case):
    row = _row(question)
    if row.part == "course":
        symptom = _symptom(question, case)
        return symptom and symptom.course
    facts = _facts(case, row.finding)
    return facts[-1].value if facts else None


def _map(question: Question, case: Case):
    painted = {}
    for paint in question.paints:
        group = KNOWLEDGE.symptom_groups[KNOWLEDGE.intake_paints[paint.id].group].group
        symptom = next((one for one in case.symptoms if one.group == group), None)
        sites = set(symptom.sites) if symptom and symptom.present else set()
        painted[paint.id] = [zone.id for zone in question.zones if _is_at(zone, sites)]
    return painted


def _is_at(zone, sites) -> bool:
    name = zone.id.removesuffix(f"_{zone.side}") if zone.side else zone.id
    places = KNOWLEDGE.body_zones[name].places
    return bool(sites & {f"{place}_{zone.side}" if zone.side else place for place in places})


def _medicines(question: Question, case: Case):
    lines = [{"name": one.name, "as_written": "yes"} for one in case.medicines if one.name]
    return {"list": lines, "whole": "all"} if lines else {"whole": "none"}


def _falls(question: Question, case: Case):
    count, worst = _facts(case, "falls_12mo"), _facts(case, "fall_injury_class")
    return {"count": count and str(int(count[-1].value)), "worst": worst and worst[-1].value}


def _goals(question: Question, case: Case):
    known = {choice.id for choice in question.choices}
    return [
        {"words": goal.words, "domain": goal.domain.value if goal.domain in known else "function"}
        for goal in case.goals[:5]
    ]


def _told(name: str):
    def told(question: Question, case: Case):
        symptom = _symptom(question, case)
        value = getattr(symptom, name, None)
        return None if value is None else str(value)

    return told


_KINDS = {
    "yes_no_not_sure": _yes_no,
    "many": _many,
    "number": _number,
    "choice": _choice,
    "scale_0_10": _told("severity"),
    "date_about": _told("since"),
    "text": lambda question, case: case.story,
    "body_map": _map,
    "medicines": _medicines,
    "falls": _falls,
    "goals": _goals,
}
