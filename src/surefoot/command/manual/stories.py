"""The page of the stories: who they are, why they are told, and what the tests hold them to."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from surefoot.command.manual.markdown import line, page
from surefoot.knowledge.schema.whole import Knowledge

FOLDER = Path(__file__).parents[4] / "tests" / "cases"
_BLOCKS = "blocks.toml"
_STEPS = (
    ("contact", "Contact"),
    ("examination", "Examination"),
    ("diagnosis", "What is it"),
    ("prognosis", "Can it be reversed"),
    ("plan", "Plan"),
)
_LABELS = {
    "in": "holds",
    "out": "leaves out",
    "top": "most probable",
    "no_safe_plan": "no safe plan",
    "raised_includes": "raises",
    "raised": "raises",
}


def stories(knowledge: Knowledge) -> str:
    """Every story of the clone, by its title."""
    told = sorted((_read(file) for file in _files()), key=lambda story: str(story["title"]))
    about = (
        f"{len(told)} invented people. Each runs through the whole line of care whenever the "
        "tests run; what stands under a title has to come out."
    )
    names = _names(knowledge)
    return page("Stories", about, *(_story(story, names) for story in told))


def _files() -> list[Path]:
    return [file for file in FOLDER.glob("*.toml") if file.name != _BLOCKS]


def _read(file: Path) -> Mapping[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _story(story: Mapping[str, Any], names: Mapping[str, str]) -> str:
    lines = [f"## {line(story['title'])}", "", line(story["why"]), ""]
    if story["case"].get("story"):
        lines += [f"> {line(story['case']['story'])}", ""]
    for key, title in _STEPS:
        expected = story.get("expect", {}).get(key)
        if expected:
            lines.append(f"- **{title}:** {'; '.join(_told(expected, names))}.")
    return "\n".join(lines)


def _told(expected: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for key, value in expected.items():
        label = _LABELS.get(key, key.removesuffix("_includes").replace("_", " "))
        yield f"{label} {_words(value, names)}"


def _words(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{_named(k, names)}: {_words(v, names)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_words(one, names) for one in value) or "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _named(str(value), names)


def _named(code: str, names: Mapping[str, str]) -> str:
    """A code with its name beside it, where it has one."""
    name = names.get(code)
    return f"{line(name)} (`{code}`)" if name else line(code.replace("_", " "))


def _names(knowledge: Knowledge) -> Mapping[str, str]:
    return {
        **{code: row.suspect for code, row in knowledge.red_flags.items()},
        **{code: row.name for code, row in knowledge.conditions.items()},
        **{code: row.name for code, row in knowledge.causes.items()},
        **{code: row.name for code, row in knowledge.patterns.items()},
        **{code: row.trigger for code, row in knowledge.must_haves.items()},
    }
