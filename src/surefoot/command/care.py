"""The verbs of the line of care: contact, score, diagnose, prognose, plan, check, summary."""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from surefoot.care.line import LineOfCare
from surefoot.command.answer import SHAPE, Answer
from surefoot.command.line import line_of
from surefoot.command.pages.contact import contact_page
from surefoot.command.pages.diagnosis import diagnosis_page
from surefoot.command.pages.examination import examination_page
from surefoot.command.pages.plan import check_page, plan_page
from surefoot.command.pages.prognosis import prognosis_page
from surefoot.terms import SurefootError

if TYPE_CHECKING:
    from surefoot.care.plan.records import PlanOfCare
    from surefoot.care.summary.page import Page

# What a page is called. A slip of the pen must not put one in the place of a case file.
PAGES = {"text": (".txt", ".text"), "html": (".html", ".htm"), "pdf": (".pdf",)}
PLAN_KINDS = {"PlanOfCare": "plan", "NoSafePlan": "no_safe_plan"}


def contact(asked: Namespace) -> Answer:
    """Does anything have to happen now?"""
    line = _line(asked)
    return _answer(line, "contact", line.contact, contact_page)


def score(asked: Namespace) -> Answer:
    """The instruments that were answered, scored."""
    line = _line(asked)
    kept = [field.name for field in fields(line.examination) if field.name != "findings"]
    body = {name: getattr(line.examination, name) for name in kept}
    return _answer(line, "examination", body, examination_page)


def diagnose(asked: Namespace) -> Answer:
    """What is it?"""
    line = _line(asked)
    return _answer(line, "diagnosis", line.diagnosis, diagnosis_page)


def prognose(asked: Namespace) -> Answer:
    """Can it be reversed?"""
    line = _line(asked)
    return _answer(line, "prognosis", line.prognosis, prognosis_page)


def plan(asked: Namespace) -> Answer:
    """What can physical therapy do?"""
    line = _line(asked)
    return _answer(line, PLAN_KINDS[type(line.plan).__name__], line.plan, plan_page)


def check(asked: Namespace) -> Answer:
    """The plan read a second time, against every hard rule."""
    from surefoot.care.plan.records import NoSafePlan

    line = _line(asked)
    plan = _edited(asked.plan, line.case.person.id) if asked.plan else line.plan
    if isinstance(plan, NoSafePlan):
        return _answer(line, "no_safe_plan", plan, plan_page)
    broken = line.broken(plan)
    body = {"keeps_every_rule": not broken, "broken": broken}
    return _answer(line, "check", body, partial(check_page, broken=broken))


def summary(asked: Namespace) -> Answer:
    """The page for one reader, in one form."""
    from surefoot.care.summary import patient_page, referral_letter, therapist_page

    line = _line(asked)
    make = {"patient": patient_page, "therapist": therapist_page, "referrer": referral_letter}
    page = make[asked.reader](line.chart)
    told = page if asked.full or asked.form != "text" else _first_screen(page)
    if asked.out:
        shown: Page | str = _written(told, asked.form, asked.out)
    elif asked.form == "pdf":
        raise SurefootError("A PDF is not written to the screen.", "Add --out page.pdf.")
    else:
        shown = told if asked.form == "text" else str(_made(told, asked.form))
    return _answer(line, "summary", page, lambda _: shown)


def _first_screen(page: "Page") -> "Page":
    """The page for the terminal without its details; a patient has no use for half a page."""
    folded = [section for section in page.sections if section.place == "more"]
    if page.reader != "therapist" or not folded:
        return page
    kept = tuple(section for section in page.sections if section.place != "more")
    return replace(page, sections=kept, foot=(*page.foot, f"{len(folded)} parts more: --full."))


def _line(asked: Namespace) -> LineOfCare:
    line = line_of(asked.file, asked.knowledge, asked.today, asked.seed)
    line.explains = getattr(asked, "explain", False)
    if asked.signatures:
        from surefoot.exchange.signatures import signed

        line.signed = signed(asked.signatures, line.knowledge)
    return line


def _answer(
    line: LineOfCare, kind: str, body: object, page: Callable[[LineOfCare], "Page | str"]
) -> Answer:
    return Answer(kind=kind, body=body, page=lambda: page(line), about=_about(line))


def _about(line: LineOfCare) -> Mapping[str, object]:
    return {
        "knowledge": line.knowledge.version,
        "person": line.case.person.id,
        "today": line.case.today,
        "seed": line.seed,
    }


def _edited(path: Path, person: str) -> "PlanOfCare":
    """A plan as `plan --json` wrote it for this person, perhaps changed by hand since."""
    from surefoot.care.plan.records import PlanOfCare

    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if document.get("surefoot") != SHAPE or document.get("kind") != "plan":
            raise SurefootError(
                f"{path} holds no plan of shape {SHAPE}.",
                "Write one with `surefoot plan FILE --json > PLAN`.",
            )
        if document.get("person") != person:
            raise SurefootError(
                f"{path} was made for {document.get('person')}, and the case is that of {person}.",
                "Name the plan and the case of one person.",
            )
        return msgspec.convert(document["answer"], PlanOfCare)
    except OSError as error:
        raise SurefootError(f"{path} cannot be read: {error.strerror}.", "Name a plan.") from None
    except (ValueError, KeyError, msgspec.ValidationError) as error:
        raise SurefootError(
            f"{path} is no plan any more: {error}.",
            "Change values only, and keep the fields as `surefoot plan FILE --json` writes them.",
        ) from None


def _written(page: "Page", form: str, out: Path) -> str:
    """Write the page into a file, and say where it is; never over a file that is no such page."""
    if out.is_file() and out.suffix.lower() not in PAGES[form]:
        says = f"{out} is there already, and it is no page as {form}."
        raise SurefootError(says, f"Name another file, such as {out.stem}{PAGES[form][0]}.")
    made = _made(page, form)
    try:
        if isinstance(made, str):
            out.write_text(made, encoding="utf-8")
        else:
            out.write_bytes(made)
    except OSError as error:
        raise SurefootError(
            f"{out} cannot be written: {error.strerror}.", "Name a file in a folder you may write."
        ) from None
    return f"Written to {out}."


def _made(page: "Page", form: str) -> str | bytes:
    if form == "pdf":
        from surefoot.exchange.pages.pdf import as_pdf

        return as_pdf(page)
    if form == "html":
        from surefoot.exchange.pages.html import as_html

        return as_html(page)
    from surefoot.exchange.pages.terminal import as_text

    return as_text(page)
