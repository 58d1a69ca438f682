"""One step of the line of care as a page: all of its answer, where the summary shows the top."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from surefoot.care.contact import Contact
from surefoot.care.diagnosis import Diagnosis, Evidence, PatternScore
from surefoot.care.prognosis import Prognosis
from surefoot.care.summary import therapist_page
from surefoot.care.summary.chart import day, number
from surefoot.care.summary.page import (
    Block,
    Call,
    Facts,
    ForAgainst,
    Grid,
    Page,
    Points,
    Section,
    Text,
)
from surefoot.command import records
from surefoot.command.line import LineOfCare
from surefoot.terms import Reason, Urgency

if TYPE_CHECKING:
    from surefoot.care.check import Broken

DOORS = {
    "accept": "Accept: nothing urgent was found.",
    "accept_restricted": "Accept, with restrictions until the flags below are settled.",
    "redirect": "Do not plan yet: a physician has to see this person first.",
    "emergency": "Stop. This is an emergency.",
}
HOW_SOON = {
    Urgency.U0: "ambulance now",
    Urgency.U1: "same day",
    Urgency.U2: "within 72 hours",
    Urgency.U3: "within 2 weeks",
    Urgency.U4: "routine letter, up to 8 weeks",
    Urgency.NONE: "nothing urgent",
}


def contact_page(line: LineOfCare) -> Page:
    """Urgent signs first, then what has not been settled and what to ask for it."""
    contact = line.contact
    sections = [Section(title="First contact", blocks=tuple(_raised(contact)))]
    if contact.open:
        sections.append(Section(title="Not settled yet", blocks=(_open(line, contact),)))
    if contact.reviewed:
        seen = Points(lines=contact.reviewed)
        sections.append(Section(title="Known and reviewed", blocks=(seen,)))
    return _page(line, "contact", sections, contact.unreviewed)


def _raised(contact: Contact) -> Iterator[Block]:
    yield Text(words=f"{DOORS[contact.door]} ({HOW_SOON[contact.urgency]})", lead=True)
    for flag in contact.raised:
        yield Call(
            tone="urgent" if flag.urgency <= Urgency.U1 else "caution",
            title=f"{flag.urgency.name}, {HOW_SOON[flag.urgency]}: {flag.reason.says}",
            lines=(
                f"Think of: {flag.suspect}",
                f"Do: {flag.do}",
                f"Say: “{flag.say}”",
                *([f"Not meanwhile: {', '.join(flag.restricts)}"] if flag.restricts else []),
                f"Rests on {flag.reason.statement}, grade {flag.reason.grade}.",
            ),
        )


def _open(line: LineOfCare, contact: Contact) -> Grid:
    rows = tuple(
        (flag.id, flag.could_be.name, "; ".join(_ask(line, code) for code in flag.ask))
        for flag in contact.open
    )
    return Grid(head=("Flag", "Could be", "Ask"), rows=rows)


def _ask(line: LineOfCare, code: str) -> str:
    """The question behind a code, in the words it is put to a person."""
    finding = line.knowledge.findings.get(code)
    return (finding.ask or finding.says) if finding else code


def examination_page(line: LineOfCare) -> Page:
    """Every score with its basis."""
    blocks = tuple(records.blocks(line.examination, leave_out=("findings", "made_on", "knowledge")))
    return _page(line, "score", [Section(title="Scores", blocks=blocks)])


def diagnosis_page(line: LineOfCare) -> Page:
    """Every pattern on its own scale, with every line of evidence."""
    found = line.diagnosis
    sections = [Section(title="What is it?", blocks=tuple(_classified(found)))]
    sections += [_pattern(score) for score in found.patterns if _is_told(score)]
    if found.next_tests:
        sections.append(Section(title="Ask or test next", blocks=(_next(found),)))
    return _page(line, "diagnose", sections, found.unreviewed)


def _classified(found: Diagnosis) -> Iterator[Block]:
    yield Text(words=found.summary, lead=True)
    if found.cannot_tell:
        yield Call(tone="note", title="Cannot tell yet", lines=found.cannot_tell)
    yield Grid(
        head=("Pattern", "Probability", "Range", "Band"),
        rows=tuple(
            (s.name, f"{s.probability:.2f}", f"{s.low:.2f}–{s.high:.2f}", s.band.replace("_", " "))
            for s in found.patterns
        ),
        numeric=(1, 2),
        note="Each pattern is a yes or no of its own; they occur together and do not add up to 1.",
    )
    for mimic in found.mimics:
        yield Call(tone="caution", title=f"Could be a mimic: {mimic.name}, {mimic.probability:.2f}")
    for nerve in found.nerves:
        title = f"{nerve.name}, {nerve.side}: {nerve.reason.says}"
        yield Call(tone="note", title=title, lines=(nerve.tell_apart,))
    for reason in (*found.criteria, *found.extent_reasons):
        yield _because(reason)


def _is_told(score: PatternScore) -> bool:
    return bool(score.evidence_for or score.evidence_against)


def _pattern(score: PatternScore) -> Section:
    block = ForAgainst(
        in_favour=tuple(map(_weighed, score.evidence_for)),
        against=tuple(map(_weighed, score.evidence_against)),
    )
    return Section(title=score.name, aside=f"starts at {score.prior:.2f}", blocks=(block,))


def _weighed(line: Evidence) -> tuple[str, str]:
    rule = " (rule of thumb)" if line.ordinal else ""
    return f"×{number(line.likelihood_ratio)}", f"{line.says}{rule}"


def _next(found: Diagnosis) -> Grid:
    rows = tuple((t.ask, f"{t.bits:.2f}", t.who, ", ".join(t.settles)) for t in found.next_tests)
    return Grid(head=("Ask or test", "Bits", "Who", "Settles"), rows=rows, numeric=(1,))


def prognosis_page(line: LineOfCare) -> Page:
    """Three answers, the causes they rest on, what would change them, and whom to send to."""
    found = line.prognosis
    sections = [Section(title="Can it be reversed?", blocks=tuple(_reversible(found)))]
    if found.causes:
        sections.append(Section(title="Causes", blocks=tuple(_causes(found))))
    if found.would_change:
        ask = Points(lines=tuple(_ask(line, code) for code in found.would_change))
        sections.append(Section(title="Would change the answer", blocks=(ask,)))
    if found.referrals:
        sections.append(Section(title="Refer", blocks=(_referrals(found),)))
    return _page(line, "prognose", sections, found.unreviewed)


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


def plan_page(line: LineOfCare) -> Page:
    """The plan as on the therapist's page, then all that was left out and all that is missing."""
    top = therapist_page(line.chart)
    not_of_the_plan = {"What is it?", "Can it be reversed?", "Story", "Refer"}
    sections = [s for s in top.sections if s.title not in not_of_the_plan]
    left_out = getattr(line.plan, "left_out", ())
    if left_out:
        rows = tuple((out.what, out.kind.replace("_", " "), out.reason.says) for out in left_out)
        grid = Grid(head=("What", "How", "Why"), rows=rows)
        sections.append(Section(title="Left out", blocks=(grid,)))
    return _page(line, "plan", sections, getattr(line.plan, "unreviewed", ()))


def check_page(line: LineOfCare, broken: "Sequence[Broken]") -> Page:
    """Either that every hard rule is kept, or each one that is not."""
    if not broken:
        kept = Text(words="The plan keeps every hard rule.", lead=True)
        return _page(line, "check", [Section(title="Second reading", blocks=(kept,))])
    count = f"{len(broken)} hard rule{'s are' if len(broken) > 1 else ' is'} broken."
    blocks = (Call(tone="urgent", title=count), *records.blocks(tuple(broken)))
    return _page(line, "check", [Section(title="Second reading", blocks=blocks)])


def _because(reason: Reason) -> Text:
    return Text(words=f"{reason.says} [{reason.statement}, grade {reason.grade}]")


def _page(
    line: LineOfCare, verb: str, sections: Sequence[Section], unreviewed: Sequence[str] = ()
) -> Page:
    foot = [f"Knowledge {line.knowledge.version}. Full record: surefoot {verb} FILE --json."]
    if unreviewed:
        count = f"{len(unreviewed)} statement{'s' * (len(unreviewed) > 1)}"
        foot.append(f"Rests on {count} no clinician has signed: surefoot knowledge review.")
    return Page(
        reader="therapist",
        title=line.case.person.name,
        subtitle=f"Born {day(line.case.person.born_on)}. As of {day(line.case.today)}.",
        made_on=line.case.today,
        sections=tuple(sections),
        foot=tuple(foot),
    )
