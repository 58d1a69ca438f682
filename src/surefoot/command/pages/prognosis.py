"""Can it be reversed? Three answers, their causes, what would change them, whom to send to."""

from collections.abc import Iterator

from surefoot.care.prognosis import Prognosis
from surefoot.care.summary.chart import day
from surefoot.care.summary.page import Block, Call, Facts, Grid, Page, Points, Section, Text
from surefoot.command.line import LineOfCare
from surefoot.command.pages.frame import HOW_SOON, framed, question


def prognosis_page(line: LineOfCare) -> Page:
    """Three answers, the causes they rest on, what would change them, and whom to send to."""
    found = line.prognosis
    sections = [Section(title="Can it be reversed?", blocks=tuple(_reversible(found)))]
    if found.causes:
        sections.append(Section(title="Causes", blocks=tuple(_causes(found))))
    if found.would_change:
        ask = Points(lines=tuple(question(line, code) for code in found.would_change))
        sections.append(Section(title="Would change the answer", blocks=(ask,)))
    if found.referrals:
        sections.append(Section(title="Refer", blocks=(_referrals(found),)))
    return framed(line, "prognose", sections, found.unreviewed)


def _reversible(found: Prognosis) -> Iterator[Block]:
    best = f"{found.overall}, at best {found.best_achievable}"
    yield Text(words=f"Class {best}. Window: {found.window}.", lead=True)
    for answer in found.answers:
        title = f"{answer.about.capitalize()} (grade {answer.grade}): {answer.record}"
        yield Call(tone="note", title=title, lines=(f"To the patient: “{answer.says}”",))
    for reason in found.exceptions:
        yield Call(tone="caution", title=reason.says)
    if found.review_on:
        yield Text(words=f"Review on {day(found.review_on)}: no change by then reopens the causes.")


def _causes(found: Prognosis) -> Iterator[Block]:
    for cause in found.causes:
        active = {True: "active", False: "not active", None: "activity not known"}[cause.active]
        rows = [
            ("How sure", f"{cause.certainty}, {active}; {cause.reason.says}"),
            ("Class", f"{cause.reversibility}, if mended {cause.best_achievable}"),
            ("Window", cause.window),
            ("Refer to", f"{cause.refer_to} ({HOW_SOON[cause.urgency]})"),
            ("Grade", cause.grade),
        ]
        if cause.modifiers:
            rows.append(("Changed by", "; ".join(m.says for m in cause.modifiers)))
        yield Text(words=cause.name, lead=True)
        yield Facts(rows=rows)


def _referrals(found: Prognosis) -> Grid:
    rows = tuple((r.to, HOW_SOON[r.urgency], r.why, ", ".join(r.ask_for)) for r in found.referrals)
    return Grid(head=("To", "When", "Why", "Ask for"), rows=rows)
