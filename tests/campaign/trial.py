"""Runs the safety tests against a copy of the project with one fault in it."""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from campaign.mutate import Mutant

type Fate = Literal["killed", "does not load", "too slow", "alive"]

ROOT = Path(__file__).parents[2]
PACKAGE = "src/surefoot"
SECOND_ENTRY = "tests/knowledge/test_second_entry.py"
SAFETY = "tests/care/plan/test_safety_*.py"
LIKELIEST = {  # by kind of fault or by module: where it is most likely found
    "matrix": "second_entry",
    "tags": "second_entry",
    "rules": "edges",
    "exclusions": "filters",
    "limits": "limits",
    "reading": "edges_of_the_rules",
    "needs": "edges_of_caps",
    "board": "reading",
    "cells": "cells",
    "filters": "filters",
    "ground": "filters",
    "judge": "reading",
    "logic": "table",
    "switches": "edges_of_the_rules",
    "techniques": "cells",
    "waiting": "edges_of_the_first_visit",
}
LIMIT_S = 240  # of processor time: on a busy machine nothing passes for found that is only waiting
PATIENCE = 20  # times as long by the clock, for a fault that waits for ever
TESTS_FAILED = 1

IN_TURN = """
import resource, sys, pytest

resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1]) + 5))

class Spread:
    def pytest_collection_modifyitems(self, items):
        items[:] = [item for first in range(9) for item in items[first::9]]

for files in sys.argv[2:]:
    plain = ["-x", "-q", "--tb=no", "-p", "no:xdist", "-p", "no:cov"]
    if code := pytest.main([*plain, *files.split()], plugins=[Spread()]):
        sys.exit(int(code))
"""
"""The likeliest file, then the others, in one process; of many alike every ninth comes first."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a mutant, and which test killed it."""

    mutant: Mutant
    fate: Fate
    by: str = ""


class Workshop:
    """A copy of source and tests as they are now, from which each faulty copy is made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._whole = folder / "whole"
        for part in ("src", "tests"):
            shutil.copytree(ROOT / part, self._whole / part)
        shutil.copy2(ROOT / "pyproject.toml", self._whole)

    @property
    def package(self) -> Path:
        """The copied package, without a fault."""
        return self._whole / PACKAGE

    def run_whole(self) -> subprocess.CompletedProcess[str]:
        """The safety tests on the copy without a fault; it also compiles the knowledge."""
        return self._run(self._whole, [" ".join(self.tests())], LIMIT_S)

    def try_out(self, mutant: Mutant, number: int) -> Trial:
        """The safety tests on a copy with one fault."""
        copy = self._folder / f"mutant-{number}"
        shutil.copytree(self._whole, copy, copy_function=os.link)
        at_fault = copy / PACKAGE / mutant.file
        try:
            at_fault.unlink()  # else the fault would be written into the whole copy, too
            at_fault.write_text(mutant.text(), encoding="utf8")
            word = at_fault.stem if mutant.kind == "code" else mutant.kind
            first, *others = self.tests(LIKELIEST.get(word, "edges_of_the_rules"))
            return _judged(mutant, self._run(copy, [first, " ".join(others)], LIMIT_S))
        except subprocess.TimeoutExpired:
            return Trial(mutant, "too slow")
        finally:
            shutil.rmtree(copy, ignore_errors=True)

    def tests(self, likeliest: str = "") -> list[str]:
        """The files that hold the safety rules, one of them first."""
        found = sorted(self._whole.glob(SAFETY), key=lambda path: path.stat().st_size)
        names = [SECOND_ENTRY, *(path.relative_to(self._whole).as_posix() for path in found)]
        ends = f"_{likeliest}.py"
        return sorted(names, key=lambda name: not name.endswith(ends))

    def _run(self, copy: Path, stages: list[str], limit_s: int) -> subprocess.CompletedProcess[str]:
        # Compiled knowledge is named after its bytes, and each copy keeps its own.
        own = {"XDG_CACHE_HOME": str(copy / "cache"), "PYTHONPATH": str(copy / "src")}
        kept = {name: value for name, value in os.environ.items() if name[:8] != "SUREFOOT"}
        return subprocess.run(
            [sys.executable, "-c", IN_TURN, str(limit_s), *stages],
            cwd=copy,
            env={**kept, **own},
            capture_output=True,
            text=True,
            timeout=limit_s * PATIENCE,
            check=False,
        )


def _judged(mutant: Mutant, done: subprocess.CompletedProcess[str]) -> Trial:
    if done.returncode == 0:
        return Trial(mutant, "alive")
    if done.returncode == -signal.SIGXCPU:
        return Trial(mutant, "too slow")
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    fate: Fate = "killed" if done.returncode == TESTS_FAILED else "does not load"
    return Trial(mutant, fate, failed[0] if failed else done.stderr[-200:])
