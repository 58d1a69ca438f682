"""The verbs of the case file: new, check, explain."""

from argparse import Namespace
from collections.abc import Sized
from dataclasses import replace
from datetime import date
from pathlib import Path

from surefoot.care.summary.page import Block, Page, Points, Section, Text
from surefoot.command.answer import Answer
from surefoot.command.line import line_of
from surefoot.exchange.case_file.explain import Explained, explain_word
from surefoot.exchange.case_file.explain import explain as explain_case
from surefoot.exchange.case_file.new import new_case
from surefoot.knowledge import load
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError


def new(asked: Namespace) -> Answer:
    """A case file to start from; never over a file that is there."""
    knowledge = _knowledge(asked)
    today = asked.today or date.today()  # noqa: DTZ011 — the calendar day of who writes it
    text = new_case(knowledge, today)
    if asked.file is None:
        return Answer(kind="case_new", body={"text": text}, page=lambda: text)
    try:
        with asked.file.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        says = f"{asked.file} is there already."
        raise SurefootError(says, "Name another file, or move it away.") from None
    except OSError as error:
        says = f"{asked.file} cannot be written: {error.strerror}."
        raise SurefootError(says, "Name a file in a folder you may write.") from None
    says = f"Written to {asked.file}. Fill it in, then: surefoot case check {asked.file}"
    return Answer(kind="case_new", body={"written": asked.file}, page=lambda: says)


def check(asked: Namespace) -> Answer:
    """Everything that is wrong in a case file; nothing is, when this answers."""
    line = line_of(asked.file, asked.knowledge, asked.today, seed=0)
    case = line.case
    body = {
        "person": case.person.id,
        "facts": len(case.facts),
        "gates_answered": len(case.gates),
        "instruments": [answers.instrument for answers in case.answers],
    }
    told = (
        _count(case.facts, "answer"),
        _count(case.symptoms, "symptom group"),
        _count(case.gates, "gate"),
        _count(case.answers, "instrument"),
        _count(case.goals, "goal"),
    )
    says = f"{asked.file} can be read. About {case.person.name} it holds {', '.join(told)}."
    return Answer(kind="case_check", body=body, page=lambda: says)


def _count(things: Sized, name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def explain(asked: Namespace) -> Answer:
    """What a case file says, or what a word of it means."""
    path = Path(asked.what)
    if path.is_file() or asked.what == "-":
        line = line_of(path, asked.knowledge, asked.today, seed=0)
        parts = explain_case(line.case, line.knowledge)
        name, today = line.case.person.name, line.case.today
        return Answer(kind="case_explained", body=parts, page=lambda: _page(name, today, parts))
    part = explain_word(asked.what, _knowledge(asked))
    untitled = replace(part, title="")
    return Answer(
        kind="case_explained", body=[part], page=lambda: _page(part.title, date.min, (untitled,))
    )


def _knowledge(asked: Namespace) -> Knowledge:
    return load.load(asked.knowledge or load.FOLDER)


def _page(title: str, on: date, parts: tuple[Explained, ...]) -> Page:
    """One section a part; a list where it has more than one line."""
    sections = [Section(title=part.title, blocks=(_block(part),)) for part in parts]
    return Page(
        reader="therapist",
        title=title,
        subtitle="As the case file has it",
        made_on=on,
        sections=sections,
        foot=(),
    )


def _block(part: Explained) -> Block:
    return Text(words=part.lines[0]) if len(part.lines) == 1 else Points(lines=part.lines)
