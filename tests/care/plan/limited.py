"""Whether one of the hard rules beside the matrix closes an exercise, or changes it."""

from typing import Any

from care.plan.steady import KNOWLEDGE, read
from surefoot.care.plan.records import SafetyReading


def limited(reading: SafetyReading, name: str, limit: str) -> bool:
    """Whether a limit closes an exercise somewhere."""
    return any(e.statement == f"limit/{limit}" for e in reading.exercises[name].against)


def asks(reading: SafetyReading, name: str, limit: str) -> bool:
    """Whether a limit asks for an exercise to be done differently."""
    said = reading.exercises[name].modifications
    return any(each.statement == f"limit/{limit}" for each in said)


def told(state: dict[str, Any]) -> SafetyReading:
    """The reading of a steady person in a state."""
    return read(**state)


MUSCLES = {row.id.removeprefix("limit/pr11-under-3-") for row in KNOWLEDGE.safety_limits.values()
           if row.id.startswith("limit/pr11-under-3-")}  # fmt: skip
