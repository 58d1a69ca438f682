"""A case file by its name, as the line of care that is worked out for it."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from surefoot.care.line import LineOfCare
from surefoot.command.screen import progress
from surefoot.terms import SurefootError

if TYPE_CHECKING:  # loaded when it is needed: `--help` must not wait for the knowledge
    from surefoot.care.case import Case


def line_of(file: Path, folder: Path | None, today: date | None, seed: int) -> LineOfCare:
    """Read the case file by the knowledge in force, or by that in `folder`."""
    from surefoot.exchange import case_file
    from surefoot.exchange.case_file.parse import parse
    from surefoot.knowledge.load import load

    with progress("Reading the case"):
        content = _content(file)
        parse(content)  # what is no document at all is refused before anything is loaded
        knowledge = load(folder) if folder else load()
        case = case_file.read(content, knowledge)
    return LineOfCare(_on(case, today), knowledge, seed=seed, progress=progress)


def _content(file: Path) -> bytes:
    """What stands in the file, or comes through the pipe when it is called `-`."""
    from surefoot.exchange.case_file.parse import MOST_BYTES, load_file

    return sys.stdin.buffer.read(MOST_BYTES + 1) if file == Path("-") else load_file(file)


def _on(case: "Case", today: date | None) -> "Case":
    """The same case looked at on another day, which cannot lie before what is in it."""
    if today is None:
        return case
    latest = max((fact.on for fact in case.facts), default=case.person.born_on)
    if today < latest:
        raise SurefootError(
            f"On {today} nobody could have known what was found on {latest}.",
            f"Give a --today of {latest} or later, or none.",
        )
    return replace(case, today=today)
