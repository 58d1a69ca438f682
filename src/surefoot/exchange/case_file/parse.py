"""Bytes into a plain tree, refusing early whatever could not be a person's case file."""

import json
import math
import os
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path as File
from typing import Any, cast

from surefoot.exchange.case_file.messages import CaseProblems, Path, Problem

# A file with every code of the vocabulary, twice, takes about 200 kB; ten times that is refused.
MOST_BYTES = 2 * 1024 * 1024
# Every value needs a comma or colon beside it: this bounds the memory before anything is built.
MOST_MARKS = 50_000
# The document itself is five levels deep.
MOST_LEVELS = 12
# Nothing measured in a person is that large; the limit keeps sums and squares exact enough.
LARGEST = 1e12
# Programs write up to 24 characters for a number; a longer one is an attack or a mistake.
LONGEST_NUMBER = 40

type Tree = dict[str, Any] | list[Any] | str | int | float | bool | None


class Members(dict[str, Any]):
    """The members of an object, and the names that stood in it more than once."""

    repeated: tuple[str, ...] = ()


class Unusable:
    """A number no case can hold: NaN, infinity, or far too many digits."""

    def __init__(self, text: str) -> None:
        """Keep how it was written."""
        self.text = text


def load_file(file: File) -> bytes:
    """The content of `file`; its size is looked at first, and no more than allowed is read."""
    try:
        if os.stat(file).st_size > MOST_BYTES:  # noqa: PTH116 - a path of any kind
            raise _whole_file(*_TOO_LONG)
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise _whole_file(
            f"{file} cannot be read ({error.strerror}).", "Check the name and the rights."
        ) from None
    return data


def parse(data: bytes) -> dict[str, Any]:
    """The document as plain values; what cannot be one is refused with a single problem."""
    text = _text(data)
    read = _json if text.lstrip().startswith("{") else _toml
    try:
        tree = read(text)
    except RecursionError:
        raise _whole_file(*_TOO_DEEP) from None
    if not isinstance(tree, dict):
        raise _whole_file("It is not an object.", "Start with `surefoot case new`.")
    if any(len(path) > MOST_LEVELS for path, _ in walk(tree)):
        raise _whole_file(*_TOO_DEEP)
    return tree


def walk(tree: Tree) -> Iterator[tuple[Path, Any]]:
    """Every value with its path, in document order; stops one level below what is allowed."""
    stack: list[tuple[Path, Any]] = [((), tree)]
    while stack:
        path, value = stack.pop()
        yield path, value
        if len(path) > MOST_LEVELS:
            continue
        if isinstance(value, dict):
            stack.extend(((*path, name), part) for name, part in reversed(value.items()))
        elif isinstance(value, list):
            stack.extend(((*path, at), part) for at, part in reversed(list(enumerate(value))))


_TOO_LONG = (
    f"It is longer than {MOST_BYTES // 1024} kB, which no case file is.",
    "Give one person's case only, without pictures or recordings.",
)
_TOO_DEEP = (
    f"It is nested more than {MOST_LEVELS} levels deep, which no case file is.",
    "Start with `surefoot case new`.",
)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _whole_file(*_TOO_LONG)
    if data.count(b",") + data.count(b":") + data.count(b"=") > MOST_MARKS:
        raise _whole_file(
            f"It has more than {MOST_MARKS} values, which no case file has.",
            "Give one person's case only.",
        )
    if b"\0" in data:
        raise _whole_file(
            f"It has a NUL byte at position {data.index(0)}.", "Save it as plain UTF-8 text."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _whole_file(
            f"It is not UTF-8: byte {error.start} cannot be read.", "Save it as UTF-8."
        ) from None


def _json(text: str) -> Tree:
    try:
        return cast(
            Tree,
            json.loads(
                text,
                object_pairs_hook=_members,
                parse_constant=Unusable,
                parse_float=_number(float),
                parse_int=_number(int),
            ),
        )
    except json.JSONDecodeError as error:
        raise _whole_file(
            f"It is not JSON: {error.msg}, line {error.lineno}, column {error.colno}.",
            "Look for a missing comma, quote or bracket just before that place.",
        ) from None


def _toml(text: str) -> Tree:
    try:
        return tomllib.loads(text, parse_float=_number(float))
    except ValueError as error:  # also an integer with thousands of digits
        raise _whole_file(
            f"It is neither JSON (that begins with a brace) nor TOML: {_line(error)}.",
            "Start with `surefoot case new`.",
        ) from None


def _line(error: ValueError) -> str:
    return str(error).rstrip(".")[:200]


def _members(pairs: list[tuple[str, Any]]) -> Members:
    members = Members(pairs)
    if len(members) < len(pairs):
        times = Counter(name for name, _ in pairs)
        members.repeated = tuple(name for name in members if times[name] > 1)
    return members


def _number(kind: type[int] | type[float]) -> Callable[[str], int | float | Unusable]:
    def read(text: str) -> int | float | Unusable:
        if len(text) > LONGEST_NUMBER:
            return Unusable(text)
        value = kind(text)
        return value if math.isfinite(value) and abs(value) <= LARGEST else Unusable(text)

    return read


def _whole_file(says: str, fix: str) -> CaseProblems:
    return CaseProblems([Problem(path="", says=says, fix=fix)])
