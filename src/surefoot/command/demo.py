"""The verb `demo`: several invented people, from their case file to a plan or a reasoned no."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from surefoot.care.plan.records import LeftOut, NoSafePlan, PlanOfCare
from surefoot.care.summary import patient_page, referral_letter, therapist_page
from surefoot.care.summary.chart import age, day
from surefoot.care.summary.page import Block, Call, Facts, Page, Points, Section, Text
from surefoot.care.summary.therapist import dose
from surefoot.command.answer import Answer
from surefoot.command.line import LineOfCare
from surefoot.command.pages.frame import chance
from surefoot.command.screen import progress
from surefoot.exchange.pages import as_html, as_pdf
from surefoot.terms import SurefootError, Technique

PEOPLE = Path(__file__).parents[3] / "examples"
_SHOWN = 5


def demo(asked: Namespace) -> Answer:
    """Everybody in turn, or only the one who is named."""
    lines = [LineOfCare.of(file, asked.knowledge, None, seed=0) for file in _files(asked.only)]
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
    if not files:
        says = "The people of the demo come with a clone, and this is none."
        raise SurefootError(says, "Clone the repository and run ./sf demo there.")
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
    """One person in some lines: story, urgency, what it is, prognosis, plan."""
    person = line.case.person
    title = f"{person.name}, {age(line.case)}"
    yield Section(title=title, aside=day(line.case.today), blocks=tuple(_story(line)))
    yield Section(title="What is it?", blocks=tuple(_what(line)))
    answers = tuple((a.about.capitalize(), a.says) for a in line.prognosis.answers)
    yield Section(title="Can it be reversed?", blocks=(Facts(rows=answers),))
    plan = line.plan
    if isinstance(plan, NoSafePlan):
        yield Section(title="No safe plan now", blocks=tuple(_no_plan(plan)))
        return
    visits = f"{sum(plan.visits_per_week)} visits in {len(plan.weeks)} weeks, {plan.gate}"
    yield Section(title="Plan", aside=visits, blocks=tuple(_plan(line, plan)))


def _story(line: LineOfCare) -> Iterator[Block]:
    if line.case.story:
        yield Text(words=f"“{line.case.story}”")
    for flag in line.contact.raised[:_SHOWN]:
        title = f"{flag.urgency.name}: {flag.suspect}"
        stops = line.contact.door in ("emergency", "redirect")
        lines = (flag.reason.says, flag.do)
        yield Call(tone="urgent" if stops else "caution", title=title, lines=lines)


def _what(line: LineOfCare) -> Iterator[Block]:
    yield Text(words=line.diagnosis.summary, lead=True)
    top = line.diagnosis.patterns[:3]
    yield Facts(
        rows=tuple(
            (s.name, f"{chance(s.probability)} ({chance(s.low)} to {chance(s.high)})") for s in top
        )
    )
    if line.diagnosis.next_tests:
        yield Text(words=f"Test next: {line.diagnosis.next_tests[0].ask}")


def _no_plan(plan: NoSafePlan) -> Iterator[Block]:
    yield Points(lines=tuple(dict.fromkeys(r.says for r in plan.reasons))[:_SHOWN])
    if plan.first:
        yield Text(words="First: " + " ".join(plan.first))


def _plan(line: LineOfCare, plan: PlanOfCare) -> Iterator[Block]:
    exercises = line.knowledge.exercises
    minutes = ", ".join(f"{t.replace('_', ' ')} {m:.0f} min" for t, m in _minutes(plan).items())
    rows = [("Over the course", minutes)]
    if plan.weeks:
        home = plan.weeks[0].home
        items = (*home.exercises, *home.self_care)
        rows.append(
            ("Home, week 1", "; ".join(f"{exercises[i.exercise].name} {dose(i)}" for i in items))
        )
    musts = (line.knowledge.must_haves[r.id].trigger for r in plan.requirements)
    rows.append(("Must hold, for", "; ".join(musts)))
    rows += [(f"Not {out.what}", out.reason.says) for out in _kept_out(plan)]
    rows.append(("Certainty", plan.certainty))
    yield Facts(rows=rows)


def _kept_out(plan: PlanOfCare) -> list[LeftOut]:
    techniques = set(Technique)
    return [out for out in plan.left_out if out.what in techniques][:_SHOWN]


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
