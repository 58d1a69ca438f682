"""The patient stories: read from `tests/cases`, run through the line of care, and compared.

A story is a TOML file: `title`, `why`, `shows` (what it was written to show), `otherwise` (blocks
of `blocks.toml` that fill in what goes without saying), `[case]` (the case file) and `[expect.*]`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from surefoot.care.case import Case
from surefoot.exchange import case_file
from surefoot.knowledge.load import load
from surefoot.knowledge.schema.whole import Knowledge

FOLDER = Path(__file__).parent / "cases"
BLOCKS = "blocks.toml"
KEYS = {"title", "why", "shows", "otherwise", "today", "case", "expect"}
DAY = "2026-11-02"


@dataclass(frozen=True, slots=True)
class Story:
    """One person, why the story is told, and what must come out."""

    name: str
    title: str
    why: str
    shows: tuple[str, ...]
    document: Mapping[str, Any]
    expect: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def text(self) -> bytes:
        """The whole case file, blocks included, as JSON."""
        return json.dumps(self.document, default=str, ensure_ascii=False).encode()

    def case(self, knowledge: Knowledge) -> Case:
        """The case as the line of care takes it."""
        return case_file.read(self.text, knowledge)


def knowledge() -> Knowledge:
    """The knowledge in force."""
    return load()


@cache
def stories() -> tuple[Story, ...]:
    """Every story, by the name of its file."""
    return tuple(_stories())


def _stories() -> Iterator[Story]:
    blocks = tomllib.loads((FOLDER / BLOCKS).read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.toml")):
        if path.name != BLOCKS:
            yield _story(path, blocks)


def _story(path: Path, blocks: Mapping[str, Any]) -> Story:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(raw) <= KEYS, f"{path.name}: unknown keys {set(raw) - KEYS}"
    document: dict[str, Any] = {"surefoot": 1, "today": raw.get("today", DAY)}
    document = _filled(raw["case"], document)
    for name in raw.get("otherwise", ()):
        document = _filled(document, blocks[name])
    document.setdefault("person", {}).setdefault("id", path.stem)
    return Story(
        name=path.stem,
        title=raw["title"],
        why=raw["why"],
        shows=tuple(raw.get("shows", ())),
        document=document,
        expect=raw.get("expect", {}),
    )


def _filled(told: Mapping[str, Any], block: Mapping[str, Any]) -> dict[str, Any]:
    """What is told, and from the block what is not told: section by section, code by code."""
    filled = dict(told)
    for name, part in block.items():
        if name not in filled:
            filled[name] = part
        elif isinstance(part, Mapping) and isinstance(filled[name], Mapping) and _is_open(name):
            filled[name] = _filled(filled[name], part)
    return filled


def _is_open(name: str) -> bool:
    """A section may be filled up; an answer that is told stands as it is."""
    sections = {"gates", "symptoms", "findings", "measurements", "labs", "conditions"}
    return name in sections | {"lifestyle", "equipment", "clinic", "person"}
