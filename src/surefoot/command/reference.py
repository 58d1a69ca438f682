"""The generated pages: which there are, how they are made, and which of them are stale."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from surefoot.command.manual import (
    case_file,
    commands,
    instruments,
    safety,
    statements,
    stories,
    techniques,
)
from surefoot.command.manual.sample import with_sample
from surefoot.knowledge.schema.whole import Knowledge

README = "../README.md"

type Generator = Callable[[Knowledge], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A page that is not what it should be."""

    path: str
    why: str  # "missing", "stale" or "no longer generated"


def pages() -> Mapping[str, Generator]:
    """Every generated page, by its path below docs/."""
    per_table = {
        f"reference/knowledge/{name}.md": partial(statements.one_table, name=name)
        for name in statements.table_pages()
    }
    return {
        "reference/knowledge.md": statements.overview,
        **per_table,
        "reference/commands.md": commands.commands,
        "reference/case-file.md": case_file.case_file,
        "reference/case-file.schema.json": case_file.case_file_schema,
        "reference/instruments.md": instruments.instruments,
        "reference/techniques.md": techniques.techniques,
        "reference/safety.md": safety.safety,
        "reference/stories.md": stories.stories,
    }


def write(folder: Path, knowledge: Knowledge) -> tuple[str, ...]:
    """Write what is missing or stale, remove what is no longer made; say which."""
    made = _made(folder, knowledge)
    found = tuple(_stale(folder, made))
    for one in found:
        path = folder / one.path
        if one.path not in made:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[one.path], encoding="utf-8")
    return tuple(one.path for one in found)


def stale(folder: Path, knowledge: Knowledge) -> tuple[Stale, ...]:
    """The pages that do not say what they would say if they were made now."""
    return tuple(_stale(folder, _made(folder, knowledge)))


def _made(folder: Path, knowledge: Knowledge) -> Mapping[str, str]:
    """Every page as it should be; of the README only the sample is ours."""
    made = {path: make(knowledge) for path, make in pages().items()}
    readme = folder / README
    if readme.is_file():
        made[README] = with_sample(readme.read_text(encoding="utf-8"), knowledge)
    return made


def _stale(folder: Path, made: Mapping[str, str]) -> Iterator[Stale]:
    for path, text in made.items():
        if not (folder / path).is_file():
            yield Stale(path=path, why="missing")
        elif (folder / path).read_text(encoding="utf-8") != text:
            yield Stale(path=path, why="stale")
    for old in sorted((folder / "reference" / "knowledge").glob("*.md")):
        name = old.relative_to(folder).as_posix()
        if name not in made:
            yield Stale(path=name, why="no longer generated")
