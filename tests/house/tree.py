"""The project as files: what git tracks, and what Python sees in it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Every tracked file that exists; outside a clone, every file of the folder."""
    try:
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return tuple(p for p in ROOT.rglob("*") if p.is_file() and ".venv" not in p.parts)
    names = done.stdout.decode().split("\0")
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())


def python(folder: str) -> Iterator[tuple[str, str]]:
    """Name and text of each tracked Python file in a folder."""
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(f"{folder}/") and name.endswith(".py"):
            yield name, path.read_text(encoding="utf-8")


@cache
def ids_of_tests() -> frozenset[str]:
    """The ids of all tests as pytest names them, without parameters, read without running them."""
    return frozenset(
        found
        for path in ROOT.glob("tests/**/test_*.py")
        for found in _tests_in(
            path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
        )
    )


def _tests_in(name: str, module: ast.Module) -> Iterator[str]:
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield f"{name}::{node.name}"
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name.startswith("test_"):
                    yield f"{name}::{node.name}::{inner.name}"
