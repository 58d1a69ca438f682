"""The verb `demo`: an invented practice, or its people on the terminal, from file to plan."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from surefoot.care.line import LineOfCare
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.summary import patient_page, referral_letter, therapist_page
from surefoot.care.summary.chart import age
from surefoot.care.summary.page import Page, Section, Text
from surefoot.command.answer import Answer
from surefoot.command.line import line_of
from surefoot.command.people import PEOPLE
from surefoot.command.screen import progress
from surefoot.exchange.pages import as_html, as_pdf
from surefoot.knowledge.values import day
from surefoot.terms import SurefootError, Technique


def demo(asked: Namespace) -> Answer:
    """A practice to look around in; with --people, or what only goes with it, its people here."""
    if not (asked.people or asked.only or asked.out or asked.json):
        from surefoot.command.clinic_demo import clinic_demo

        return clinic_demo(asked)
    lines = [line_of(file, asked.knowledge, None, seed=0) for file in _files(asked.only)]
    for number, line in enumerate(lines, start=1):
        with progress(f"{number} of {len(lines)}: {line.case.person.name}"):
            _ = line.plan
        if asked.out:
            _write(line, asked.out)
    return Answer(
        kind="demo",
        body=[_told(line) for line in lines],
        page=lambda: _page(lines, asked.out),
        about={"knowledge": lines[0].knowledge.version},
    )


def _files(only: str | None) -> list[Path]:
    """The people of the demo; a name is enough of the file's name to know it by."""
    files = sorted(PEOPLE.glob("*.json"))
    chosen = [file for file in files if only is None or only.lower() in file.stem]
    if not chosen:
        names = ", ".join(file.stem for file in files)
        raise SurefootError(f"The demo knows nobody called {only}.", f"There are: {names}.")
    return chosen


def _told(line: LineOfCare) -> dict[str, object]:
    plan = line.plan
    return {
        "person": line.case.person.name,
        "door": line.contact.door,
        "types": line.diagnosis.types,
        "diagnosis": line.diagnosis.summary,
        "reversibility": line.prognosis.overall,
        "plan": "no_safe_plan" if isinstance(plan, NoSafePlan) else plan.gate,
        "techniques": [] if isinstance(plan, NoSafePlan) else _minutes(plan),
    }


def _minutes(plan: PlanOfCare) -> dict[Technique, float]:
    return {choice.technique: choice.minutes for choice in plan.techniques if choice.minutes}


def _page(lines: list[LineOfCare], out: Path | None) -> Page:
    sections = [section for line in lines for section in card(line)]
    foot = [
        "All of them are invented. The whole page of one: surefoot demo --only NAME --out FOLDER."
    ]
    if out:
        foot = [f"Pages and PDFs for patient, therapist and referrer are in {out}."]
    return Page(
        reader="therapist",
        title="Surefoot: several people, from their file to a plan",
        subtitle=f"Knowledge {lines[0].knowledge.version}",
        made_on=lines[0].case.today,
        sections=sections,
        foot=foot,
    )


def card(line: LineOfCare) -> Iterator[Section]:
    """One person: the story, then the first screen of the therapist's page."""
    page = therapist_page(line.chart)
    story = (Text(words=f"“{line.case.story}”"),) if line.case.story else ()
    title = f"{page.title}, {age(line.case)}"
    yield Section(title=title, aside=day(line.case.today), blocks=story, place="top")
    yield from (section for section in page.sections if section.place != "more")


def _write(line: LineOfCare, folder: Path) -> None:
    """Three readers, two forms."""
    name = line.case.person.name.lower().replace(" ", "-")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for page in (
            patient_page(line.chart),
            therapist_page(line.chart),
            referral_letter(line.chart),
        ):
            path = folder / f"{name}-{page.reader}"
            path.with_suffix(".html").write_text(as_html(page), encoding="utf-8")
            path.with_suffix(".pdf").write_bytes(as_pdf(page))
    except OSError as error:
        says = f"{folder} cannot be written: {error.strerror}."
        raise SurefootError(says, "Name a folder you may write.") from None
