"""A case file to start from: complete, believable, and readable as it stands."""

import re
from datetime import date
from importlib import resources

from surefoot.exchange.case_file.read import read
from surefoot.knowledge.schema.whole import Knowledge

_BORN = re.compile(r'("born_on": )"[^"]+"')
_DAY = re.compile(r'"(\d{4}-\d{2}-\d{2})"')


def new_case(knowledge: Knowledge, today: date) -> str:
    """One invented person with every section filled in, as of `today`; change what is different.

    The days of the example move along with `today`, so that the file can be read as it stands;
    it is read here once, so a release of the knowledge it does not fit is found at once.
    """
    text = example()
    case = read(text.encode(), knowledge)
    later = today - case.today

    def moved(found: re.Match[str]) -> str:
        return f'"{date.fromisoformat(found[1]) + later}"'

    born_on = f'"{case.person.born_on}"'
    return _BORN.sub(rf"\g<1>{born_on}", _DAY.sub(moved, text))


def example() -> str:
    """The example as it is kept."""
    folder = resources.files("surefoot.exchange.case_file")
    return folder.joinpath("example.json").read_text(encoding="utf-8")
