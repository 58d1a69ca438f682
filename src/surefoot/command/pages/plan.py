"""What can therapy do? The plan with its reasons, and its second reading."""

from collections.abc import Sequence

from surefoot.care.check.broken import Broken
from surefoot.care.line import LineOfCare
from surefoot.care.summary import therapist_page
from surefoot.care.summary.page import Call, Grid, Page, Section, Text
from surefoot.command.pages.frame import framed

NOT_OF_THE_PLAN = {
    "What is it?",
    "Can it be reversed?",
    "Evidence for and against",
    "Causes",
    "Story and symptoms",
}


def plan_page(line: LineOfCare) -> Page:
    """The plan as on the therapist's page, with all that stands behind it."""
    whole = therapist_page(line.chart)
    kept = [s for s in whole.sections if s.title not in NOT_OF_THE_PLAN]
    sections = sorted(kept, key=_rank)
    return framed(line, "plan", sections, getattr(line.plan, "unreviewed", ()))


def _rank(section: Section) -> int:
    """What is urgent, then whom to write to; the rest in its order."""
    return 0 if section.place == "top" else 1 if section.title == "Refer" else 2


def check_page(line: LineOfCare, broken: Sequence[Broken]) -> Page:
    """Either that every hard rule is kept, or each one that is not."""
    title = "Second reading"
    if not broken:
        kept = Text(words="The plan keeps every hard rule.", lead=True)
        return framed(line, "check", [Section(title=title, blocks=(kept,))])
    count = f"{len(broken)} hard rule{'s are' if len(broken) > 1 else ' is'} broken."
    rows = tuple((one.where, one.says, one.rule) for one in broken)
    grid = Grid(head=("Where", "What", "Rule"), rows=rows)
    return framed(
        line, "check", [Section(title=title, blocks=(Call(tone="urgent", title=count), grid))]
    )
