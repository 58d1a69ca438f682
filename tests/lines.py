"""The lines of care of the stories. A plan takes seconds: it is solved once a run, whoever asks."""

from __future__ import annotations

import hashlib
import os
import pickle
import time
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from stories import knowledge as in_force
from stories import stories
from surefoot.care.case import Case
from surefoot.care.line import LineOfCare
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.exchange import case_file
from surefoot.knowledge.schema.whole import Knowledge

SHARED: list[Path] = []  # where the workers of one run leave what they have worked out
EXAMPLES = Path(__file__).parents[1] / "examples"
PATIENCE_S = 60  # for what another worker is working out; then it is worked out here too


class KeptLine(LineOfCare):
    """A line of care whose plan another worker may have solved."""

    def __init__(self, case: Case, knowledge: Knowledge, **how: Any) -> None:
        """Only what the knowledge in force says is kept."""
        super().__init__(case, knowledge, **how)
        self._is_kept = knowledge is in_force()

    @cached_property
    def plan(self) -> PlanOfCare | NoSafePlan:
        """Step 5."""
        if not self._is_kept:
            return super().plan
        return kept(self.key, lambda: super(KeptLine, self).plan)

    @property
    def key(self) -> str:
        """The same for the same question by the knowledge in force."""
        asked = repr((self.case, self.seed, self.explains))
        return hashlib.sha256(asked.encode()).hexdigest()


def kept[T](name: str, make: Callable[[], T]) -> T:
    """What is made once a run: here, or by another worker, who is waited for."""
    if not SHARED:
        return make()
    file, lock = SHARED[0] / f"{name}.pickle", SHARED[0] / f"{name}.lock"
    try:
        lock.touch(exist_ok=False)
    except FileExistsError:
        end = time.monotonic() + PATIENCE_S
        while lock.exists() and not file.exists() and time.monotonic() < end:
            time.sleep(0.05)
    if file.exists():
        found: T = pickle.loads(file.read_bytes())  # noqa: S301 - our own file
        return found
    try:
        found = make()
    except BaseException:
        lock.unlink(missing_ok=True)  # nobody waits for what does not come
        raise
    part = file.with_suffix(f".{os.getpid()}")
    part.write_bytes(pickle.dumps(found))
    part.replace(file)
    return found


def solve_together(names: Iterable[str]) -> None:
    """The plans of all of these; what another worker has begun comes last."""
    left = [line(name) for name in names]
    while left:
        free = next((one for one in left if not _is_begun(one)), left[0])
        _ = free.plan
        left.remove(free)


def _is_begun(care: KeptLine) -> bool:
    return bool(SHARED) and (SHARED[0] / f"{care.key}.lock").exists()


@cache
def line(name: str) -> KeptLine:
    """The line of care of one story; each step is worked out once, when it is asked for."""
    story = next(one for one in stories() if one.name == name)
    return KeptLine(story.case(in_force()), in_force())


@cache
def example(name: str) -> KeptLine:
    """The line of care of one of the people of the demo, by the name of the file."""
    content = (EXAMPLES / f"{name}.json").read_bytes()
    return KeptLine(case_file.read(content, in_force()), in_force())
