"""The verb `docs`: write the generated pages, or say which are stale."""

from argparse import Namespace
from pathlib import Path

from surefoot.command import reference
from surefoot.command.answer import ANSWERED, INPUT_WRONG, Answer
from surefoot.knowledge import load
from surefoot.terms import SurefootError


def docs(asked: Namespace) -> Answer:
    """Write the pages; with --check, only compare."""
    folder = asked.folder or _of_the_clone()
    knowledge = load.load(asked.knowledge or load.FOLDER)
    if not asked.check:
        written = reference.write(folder, knowledge)
        says = "".join(f"wrote {path}\n" for path in written) or "Every page is as it should be."
        return Answer(kind="docs", body={"written": written}, page=lambda: says)
    found = reference.stale(folder, knowledge)
    lines = "".join(f"{one.path}: {one.why}\n" for one in found)
    says = lines + "Run ./sf docs." if found else "Every generated page is as it should be."
    return Answer(
        kind="docs",
        body={"stale": found},
        page=lambda: says,
        status=INPUT_WRONG if found else ANSWERED,
    )


def _of_the_clone() -> Path:
    """docs/ beside src/; an installed package has none."""
    folder = Path(__file__).parents[3] / "docs"
    if not folder.is_dir():
        raise SurefootError("There is no docs folder here.", "Name one with --folder.")
    return folder
