"""What can therapy do? The plan with all that was left out, and its second reading."""

from collections.abc import Sequence

from surefoot.care.check.broken import Broken
from surefoot.care.summary import therapist_page
from surefoot.care.summary.page import Call, Grid, Page, Section, Text
from surefoot.command.line import LineOfCare
from surefoot.command.pages.frame import framed


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
    return framed(line, "plan", sections, getattr(line.plan, "unreviewed", ()))


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
