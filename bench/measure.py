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


def verdict(goal: str, what: str, measured: float, limit: float, unit: str = "x") -> bool:
    """Print one line of the result and say whether the goal is met."""
    met = measured <= limit
    print(
        f"{goal}  {what:<58} {measured:8.2f} {unit}  (goal {limit:g} {unit})  {'met' if met else 'NOT MET'}"
    )
    return met


def at_least(goal: str, what: str, measured: float, limit: float, unit: str) -> bool:
    """As `verdict`, for a rate that has to be reached."""
    met = measured >= limit
    print(
        f"{goal}  {what:<58} {measured:8,.0f} {unit}  (goal {limit:,.0f} {unit})  {'met' if met else 'NOT MET'}"
    )
    return met
