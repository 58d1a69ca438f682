"""How we write: sizes, names, docstrings, and a reason beside everything silenced."""

import ast
import re
from collections.abc import Iterator

import pytest

from house.tree import python

SOURCE = dict(python("src"))
EVERY = SOURCE | dict(python("tests")) | dict(python("bench"))
NO_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "process", "misc"}
SILENCED = re.compile(r"#\s*(?:noqa|type: ignore|pragma: no cover)[^#\n]*")
REASON = re.compile(r"(?:—|--| - |#|\bbecause\b)\s*\S")


def _functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _public(inside: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """Functions, classes and their methods whose name does not begin with an underscore."""
    for node in inside.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


@pytest.mark.parametrize("name", EVERY)
def test_a_module_has_at_most_400_lines(name):
    """Tests too: a rule's test is found by the name of its file."""
    assert len(EVERY[name].splitlines()) <= 400


@pytest.mark.parametrize("name", SOURCE)
def test_a_function_has_at_most_40_lines(name):
    long = [f.name for f in _functions(SOURCE[name]) if f.end_lineno - f.lineno >= 40]
    assert long == []


@pytest.mark.parametrize("name", SOURCE)
def test_a_module_says_what_it_is_for(name):
    assert ast.get_docstring(ast.parse(SOURCE[name]))


@pytest.mark.parametrize("name", SOURCE)
def test_what_other_modules_may_use_says_what_is_true(name):
    silent = [each.name for each in _public(ast.parse(SOURCE[name])) if not ast.get_docstring(each)]
    assert silent == []


@pytest.mark.parametrize("name", SOURCE)
def test_a_module_is_named_after_something_in_the_clinic(name):
    parts = {part.removesuffix(".py") for part in name.split("/")}
    assert parts & NO_NAMES == set()


@pytest.mark.parametrize("name", EVERY)
def test_what_is_silenced_carries_its_reason(name):
    bare = []
    lines = EVERY[name].splitlines()
    for number, line in enumerate(lines, start=1):
        found = SILENCED.search(line)
        if found and not REASON.search(line[found.start() + 2 :]):
            bare.append(f"{number}: {line.strip()}")
    assert bare == []


@pytest.mark.parametrize("name", SOURCE)
def test_nothing_is_left_unfinished(name):
    words = re.findall(r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b", SOURCE[name])
    assert words == []
