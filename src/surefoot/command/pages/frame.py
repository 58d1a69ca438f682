"""What the pages of all steps share: the frame around them, urgency and questions in words."""

from collections.abc import Sequence

from surefoot.care.line import LineOfCare
from surefoot.care.summary.chart import many
from surefoot.care.summary.page import Page, Section
from surefoot.knowledge.values import day
from surefoot.terms import Urgency


def framed(
    line: LineOfCare, verb: str, sections: Sequence[Section], unreviewed: Sequence[str] = ()
) -> Page:
    """The sections under the person's name, with the release and what nobody has signed."""
    foot = [f"Knowledge {line.knowledge.version}. Full record: surefoot {verb} FILE --json."]
    unsigned = set(unreviewed) - line.signed
    if unsigned:
        count = many(len(unsigned), "statement")
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


def how_soon(line: LineOfCare, urgency: Urgency) -> str:
    """An urgency in words: "within 72 hours"."""
    return line.knowledge.wordings[f"urgency/{urgency.name}"].says
