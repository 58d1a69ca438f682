"""Measures things side by side in one run, in CPU seconds, so that only their ratio counts."""

import statistics
import time
from collections.abc import Callable, Mapping


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of this process for one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def side_by_side(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median CPU seconds of each, taken in turn so that a busy minute hits all alike."""
    for work in works.values():
        work()  # first call: imports, caches, compiled rules
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(cpu_seconds(work))
    return {name: statistics.median(times) for name, times in taken.items()}


def at_most(goal: str, what: str, measured: float, limit: float, unit: str = "x") -> bool:
    """Print one line of the result and say whether the goal is met."""
    return _line(goal, what, f"{measured:,.2f}", f"at most {limit:g} {unit}", measured <= limit)


def at_least(goal: str, what: str, measured: float, limit: float, unit: str) -> bool:
    """As `at_most`, for a rate that has to be reached."""
    return _line(goal, what, f"{measured:,.0f}", f"at least {limit:,.0f} {unit}", measured >= limit)


def _line(goal: str, what: str, measured: str, aim: str, met: bool) -> bool:
    print(f"{goal}  {what:<50} {measured:>12}  ({aim})  {'met' if met else 'NOT MET'}")
    return met
