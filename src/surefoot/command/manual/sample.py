"""The sample in the README: the first person of the demo, as the demo shows her."""

import re
from pathlib import Path

from surefoot.care.line import LineOfCare
from surefoot.care.summary.page import Page
from surefoot.command.demo import card
from surefoot.command.people import PEOPLE
from surefoot.exchange.case_file import read
from surefoot.exchange.pages import as_text
from surefoot.knowledge.schema.whole import Knowledge

PERSON = PEOPLE / "rosa-numb-burning-feet.json"
_BETWEEN = re.compile(r"(?<=<!-- sample -->\n).*?(?=<!-- /sample -->)", re.DOTALL)


def with_sample(readme: str, knowledge: Knowledge) -> str:
    """The README with the sample between its marks made anew."""
    made = f"```\n{sample(knowledge, PERSON)}```\n"
    return _BETWEEN.sub(lambda _: made, readme)


def sample(knowledge: Knowledge, file: Path) -> str:
    """One person in some lines, without the title of a page."""
    line = LineOfCare(read(file, knowledge), knowledge)
    page = Page(
        reader="therapist",
        title="",
        subtitle="",
        made_on=line.case.today,
        sections=tuple(card(line)),
        foot=(),
    )
    return as_text(page, width=92).lstrip("\n")
