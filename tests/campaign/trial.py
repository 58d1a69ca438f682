"""Runs the safety tests against a copy of the project with one fault in it."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from campaign.mutate import Mutant

type Fate = Literal["killed", "does not load", "too slow", "alive"]

ROOT = Path(__file__).parents[2]
PACKAGE = "src/surefoot"
TESTS = ("tests/knowledge/test_second_entry.py", "tests/care/plan")
"""The tests that hold the safety rules; those of the second entry first, for they are quick."""

ONLY = "safety or second_entry"
LIMIT_S = 180
TESTS_FAILED = 1


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
        return self._run(self._whole, LIMIT_S * 2)

    def try_out(self, mutant: Mutant, number: int) -> Trial:
        """The safety tests on a copy with one fault."""
        copy = self._folder / f"mutant-{number}"
        shutil.copytree(self._whole, copy)
        try:
            (copy / PACKAGE / mutant.file).write_text(mutant.text(), encoding="utf8")
            return _judged(mutant, self._run(copy, LIMIT_S))
        except subprocess.TimeoutExpired:
            return Trial(mutant, "too slow")
        finally:
            shutil.rmtree(copy, ignore_errors=True)

    def _run(self, copy: Path, limit_s: float) -> subprocess.CompletedProcess[str]:
        # Compiled knowledge is named after its bytes, and each copy keeps its own.
        own = {"XDG_CACHE_HOME": str(copy / "cache"), "PYTHONPATH": str(copy / "src")}
        kept = {name: value for name, value in os.environ.items() if name[:8] != "SUREFOOT"}
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-k", ONLY, *TESTS],
            cwd=copy,
            env={**kept, **own},
            capture_output=True,
            text=True,
            timeout=limit_s,
            check=False,
        )


def _judged(mutant: Mutant, done: subprocess.CompletedProcess[str]) -> Trial:
    if done.returncode == 0:
        return Trial(mutant, "alive")
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    fate: Fate = "killed" if done.returncode == TESTS_FAILED else "does not load"
    return Trial(mutant, fate, failed[0] if failed else done.stderr[-200:])
