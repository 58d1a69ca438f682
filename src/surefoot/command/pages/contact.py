"""Does anything have to happen now? Urgent signs first, then what is not settled."""

from collections.abc import Iterator

from surefoot.care.contact import Contact
from surefoot.care.line import LineOfCare
from surefoot.care.summary.chart import upper_first
from surefoot.care.summary.page import Block, Call, Grid, Page, Points, Section, Text
from surefoot.command.pages.frame import framed, how_soon, question
from surefoot.terms import Urgency

DOORS = {
    "accept": "Accept: nothing urgent was found.",
    "accept_restricted": "Accept, with restrictions until the flags below are settled.",
    "redirect": "Do not plan yet: a physician has to see this person first.",
    "emergency": "Stop: nothing is planned before this has been seen to.",
}


def contact_page(line: LineOfCare) -> Page:
    """Urgent signs first, then what has not been settled and what to ask for it."""
    contact = line.contact
    sections = [Section(title="First contact", blocks=tuple(_raised(line, contact)))]
    if contact.open:
        sections.append(Section(title="Not settled yet", blocks=(_open(line, contact),)))
    if contact.reviewed:
        flags = line.knowledge.red_flags
        seen = Points(lines=tuple(flags[flag].says for flag in contact.reviewed))
        sections.append(Section(title="Known and reviewed", blocks=(seen,)))
    return framed(line, "contact", sections, contact.unreviewed)


def _raised(line: LineOfCare, contact: Contact) -> Iterator[Block]:
    soon = f" ({how_soon(line, contact.urgency)})" if contact.raised else ""
    yield Text(words=f"{DOORS[contact.door]}{soon}", lead=True)
    for flag in contact.raised:
        yield Call(
            tone="urgent" if flag.urgency <= Urgency.U1 else "caution",
            title=f"{upper_first(how_soon(line, flag.urgency))}: {flag.reason.says}",
            lines=(
                f"Think of: {flag.suspect}",
                f"Do: {flag.do}",
                f"Say: “{flag.say}”",
                *([f"Not meanwhile: {', '.join(flag.restricts)}"] if flag.restricts else []),
                f"Grade: {flag.reason.grade}.",
            ),
        )


def _open(line: LineOfCare, contact: Contact) -> Grid:
    rows = tuple(
        (
            upper_first(how_soon(line, flag.could_be)),
            line.knowledge.red_flags[flag.id].suspect.rstrip("."),
            "; ".join(question(line, code) for code in flag.ask),
        )
        for flag in contact.open
    )
    return Grid(head=("Could be", "Of what", "Ask"), rows=rows)
