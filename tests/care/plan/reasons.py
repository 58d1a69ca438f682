"""The reason against an exercise, and what is done differently in it."""

from surefoot.care.plan.records import SafetyReading
from surefoot.terms import Reason


def against(reading: SafetyReading, name: str, part: str) -> Reason:
    """The one reason against an exercise that holds these words."""
    (found,) = (each for each in reading.exercises[name].against if part in each.says)
    return found


def changes(reading: SafetyReading, name: str) -> dict[str, str]:
    """What is done differently in an exercise, by statement."""
    return {each.statement: each.says for each in reading.exercises[name].modifications}
