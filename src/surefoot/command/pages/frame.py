"""What the pages of all steps share: the frame around them, urgency and questions in words."""

from collections.abc import Sequence

from surefoot.care.summary.chart import day
from surefoot.care.summary.page import Page, Section
from surefoot.command.line import LineOfCare
from surefoot.terms import Urgency

HOW_SOON = {
    Urgency.U0: "ambulance now",
    Urgency.U1: "same day",
    Urgency.U2: "within 72 hours",
    Urgency.U3: "within 2 weeks",
    Urgency.U4: "routine letter, up to 8 weeks",
    Urgency.NONE: "nothing urgent",
}


def framed(
    line: LineOfCare, verb: str, sections: Sequence[Section], unreviewed: Sequence[str] = ()
) -> Page:
    """The sections under the person's name, with the release and what nobody has signed."""
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


def question(line: LineOfCare, code: str) -> str:
    """The question behind a code, in the words it is put to a person."""
    finding = line.knowledge.findings.get(code)
    return (finding.ask or finding.says) if finding else code


def chance(probability: float) -> str:
    """A probability with two decimals that is never rounded to certainty."""
    if probability >= 0.995:
        return ">0.99"
    return "<0.01" if probability < 0.005 else f"{probability:.2f}"
