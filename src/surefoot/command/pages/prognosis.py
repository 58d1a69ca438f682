"""Can it be reversed? Three answers, their causes, what would change them, whom to send to."""

from collections.abc import Iterator

from surefoot.care.line import LineOfCare
from surefoot.care.prognosis import Cause, Prognosis
from surefoot.care.summary.chart import sentence, upper_first
from surefoot.care.summary.limits import spoken
from surefoot.care.summary.page import Block, Call, Facts, Grid, Page, Points, Section, Text
from surefoot.command.pages.frame import framed, how_soon, question
from surefoot.knowledge.values import day


def prognosis_page(line: LineOfCare) -> Page:
    """Three answers, the causes they rest on, what would change them, and whom to send to."""
    found = line.prognosis
    sections = [Section(title="Can it be reversed?", blocks=tuple(_reversible(found)))]
    if found.causes:
        sections.append(Section(title="Causes", blocks=tuple(_causes(line, found))))
    if found.would_change:
        ask = Points(lines=tuple(question(line, code) for code in found.would_change))
        sections.append(Section(title="Would change the answer", blocks=(ask,)))
    if found.referrals:
        sections.append(Section(title="Refer", blocks=(_referrals(line, found),)))
    return framed(line, "prognose", sections, found.unreviewed)


def _reversible(found: Prognosis) -> Iterator[Block]:
    best = f"{found.overall}, at best {found.best_achievable}"
    window = found.window or "not known"
    yield Text(words=f"Class {best}. Window: {window}.", lead=True)
    for answer in found.answers:
        title = f"{answer.about.capitalize()} (grade {answer.grade}): {answer.record}"
        yield Call(tone="note", title=title, lines=(f"To the patient: “{answer.says}”",))
    for reason in found.exceptions:
        yield Call(tone="caution", title=reason.says)
    if found.review_on:
        yield Text(words=f"Review on {day(found.review_on)}: no change by then reopens the causes.")


def _causes(line: LineOfCare, found: Prognosis) -> Iterator[Block]:
    """Those that count in full; those that were excluded in one line."""
    for cause in found.causes:
        if cause.certainty != "excluded":
            yield Text(words=upper_first(cause.name), lead=True)
            yield Facts(rows=tuple(_told(line, cause)))
    excluded = [cause.name for cause in found.causes if cause.certainty == "excluded"]
    if excluded:
        yield Text(words=f"Excluded: {', '.join(excluded)}.")


def _told(line: LineOfCare, cause: Cause) -> Iterator[tuple[str, str]]:
    active = {True: "active", False: "not active", None: "activity not known"}[cause.active]
    yield "How sure", f"{cause.certainty}, {active}; {cause.reason.says}"
    yield "Class", f"{cause.reversibility}, if mended {cause.best_achievable}"
    yield "Window", cause.window
    if cause.modifiers:
        yield "Changed by", " ".join(sentence(spoken(one.says)) for one in cause.modifiers)
    if cause.refer_to:
        yield "Refer to", f"{cause.refer_to} ({how_soon(line, cause.urgency)})"
    yield "Grade", cause.grade


def _referrals(line: LineOfCare, found: Prognosis) -> Grid:
    rows = tuple(
        (upper_first(r.to), how_soon(line, r.urgency), r.why, ", ".join(r.ask_for))
        for r in found.referrals
    )
    return Grid(head=("To", "When", "Why", "Ask for"), rows=rows)
