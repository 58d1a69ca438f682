"""From the bytes of a case file to a case, or to everything that is wrong with it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path as File
from typing import Any

from surefoot.care.case import (
    Approval,
    Case,
    ClinicMeans,
    Fact,
    Fall,
    Goal,
    NotDone,
    Person,
    Review,
)
from surefoot.exchange.case_file.agreement import check_agreement
from surefoot.exchange.case_file.answers import Told
from surefoot.exchange.case_file.document import CASE
from surefoot.exchange.case_file.falls import facts_of_falls
from surefoot.exchange.case_file.medicines import NEVER, Line, facts_of_medicines
from surefoot.exchange.case_file.messages import CaseProblems, Notes, Problem
from surefoot.exchange.case_file.order import in_order
from surefoot.exchange.case_file.parse import load_file, parse, walk
from surefoot.exchange.case_file.shape import Day, Desk
from surefoot.exchange.case_file.vocabulary import FACT_SECTIONS, Vocabulary
from surefoot.exchange.case_file.words import POOL_TEMPERATURE
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Domain, Setting, Urgency


def read(source: File | bytes, knowledge: Knowledge) -> Case:
    """The case in a file or in its bytes; raises `CaseProblems` with all there is to mend."""
    data = source if isinstance(source, bytes) else load_file(source)
    case, problems = _attempt(data, knowledge)
    if case is None or problems:
        raise CaseProblems(problems)
    return case


def problems(source: File | bytes, knowledge: Knowledge) -> tuple[Problem, ...]:
    """Everything that is wrong with a case file, in its own order; empty when it can be read."""
    try:
        read(source, knowledge)
    except CaseProblems as error:
        return error.problems
    return ()


def _attempt(data: bytes, knowledge: Knowledge) -> tuple[Case | None, tuple[Problem, ...]]:
    tree = parse(data)
    desk = Desk(knowledge, Vocabulary.of(knowledge))
    _set_bounds(tree, desk)
    told = CASE.read(tree, (), desk) or {}
    order = {path: number for number, (path, _) in enumerate(walk(tree))}
    answers = _everything_told(told, desk.today or date.max)
    check_agreement(tree, told, answers, desk)
    found = desk.notes.in_order(order)
    return (None if found else _case(told, answers, desk)), found


def _set_bounds(tree: dict[str, Any], desk: Desk) -> None:
    """Every other day lies between birth and today, so these two are read before the rest."""
    quiet = replace(desk, notes=Notes())
    person = tree.get("person")
    born_on = person.get("born_on") if isinstance(person, dict) else None
    desk.born_on = Day(before_birth=True).read(born_on, (), quiet)
    desk.today = Day().read(tree.get("today"), (), quiet)


def _everything_told(told: dict[str, Any], today: date) -> list[Told]:
    """Every answer of every section, with the field it stands in."""
    answers = [answer for name in FACT_SECTIONS for answer in told.get(name, [])]
    lines: list[Line] = told.get("medicines", [])
    answers += [Told(line.path, fact) for line in lines for fact in line.never]
    for code, place, there in told.get("equipment", []):
        fact = Fact(code=code, value=there, on=today, site=place)
        answers.append(Told(("equipment", place), fact))
    clinic: dict[str, Any] = told.get("clinic", {})
    if "pool_temperature" in clinic:
        fact = Fact(code=POOL_TEMPERATURE, value=clinic["pool_temperature"], on=today)
        answers.append(Told(("clinic", "pool_temperature"), fact))
    return answers


def _case(told: dict[str, Any], answers: list[Told], desk: Desk) -> Case:
    today: date = told["today"]
    falls = tuple(Fall(**fall) for fall in told.get("falls", []))
    person = Person(**told["person"])
    facts = [answer.record for answer in answers if isinstance(answer.record, Fact)]
    if "falls" in told:
        facts += facts_of_falls(falls, today)
    medicines = [line.medicine for line in told.get("medicines", []) if line.medicine]
    facts += facts_of_medicines(medicines)
    if told.get("no_other_medicines"):
        facts += _never_taken(facts, desk.vocabulary, today)
    return in_order(
        Case(
            person=person,
            today=today,
            story=told.get("story", ""),
            facts=tuple(facts),
            not_done=tuple(a.record for a in answers if isinstance(a.record, NotDone)),
            gates=told.get("gates", {}),
            symptoms=tuple(told.get("symptoms", [])),
            answers=tuple(told.get("instruments", [])),
            falls=falls,
            medicines=tuple(medicines),
            days_per_week=told.get("days_per_week"),
            goals=tuple(_goal(goal) for goal in told.get("goals", [])),
            reviews=tuple(_review(review, today) for review in told.get("reviews", [])),
            approvals=tuple(_approval(given, today) for given in told.get("approvals", [])),
            means=_means(told["clinic"]),
        )
    )


def _never_taken(facts: Iterable[Fact], vocabulary: Vocabulary, today: date) -> tuple[Fact, ...]:
    taken = {fact.code for fact in facts}
    return tuple(
        Fact(code=code, value=NEVER, on=today)
        for code in vocabulary.medicine_classes
        if code not in taken
    )


def _goal(told: dict[str, Any]) -> Goal:
    return Goal(**{**told, "domain": Domain(told["domain"])})


def _review(told: dict[str, Any], today: date) -> Review:
    return Review(**{"on": today, **told, "urgency": Urgency.read(told["urgency"])})


def _approval(told: dict[str, Any], today: date) -> Approval:
    return Approval(**{"on": today, **told})


def _means(told: dict[str, Any]) -> ClinicMeans:
    return ClinicMeans(
        settings=tuple(Setting(setting) for setting in told["settings"]),
        visit_min=told["visit_min"],
        visits_max=told.get("visits_max"),
        visits_per_week_max=told["visits_per_week_max"],
        skills=tuple(told.get("skills", ())),
        licensed=tuple(told.get("licensed", ())),
        rooms=tuple(told.get("rooms", ())),
        profile=told["profile"],
    )
