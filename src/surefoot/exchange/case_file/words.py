"""Words of the knowledge that stand in a case file: red flags, conditions, the pool's warmth."""

from dataclasses import dataclass
from typing import Any

from surefoot.exchange.case_file.amounts import amount
from surefoot.exchange.case_file.messages import Path
from surefoot.exchange.case_file.shape import Desk, Word, named, opened
from surefoot.exchange.case_file.vocabulary import Vocabulary

POOL_TEMPERATURE = "pool_temp_c"


@dataclass(frozen=True, slots=True)
class RedFlag:
    """The id of a red flag."""

    def read(self, value: object, path: Path, desk: Desk) -> str | None:
        """The id."""
        return Word(desk.vocabulary.red_flags).read(value, path, desk)

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """An enumeration."""
        return Word(vocabulary.red_flags).schema(vocabulary)


@dataclass(frozen=True, slots=True)
class Condition:
    """The code of a condition of the safety matrix."""

    def read(self, value: object, path: Path, desk: Desk) -> str | None:
        """The code."""
        return Word(desk.vocabulary.conditions).read(value, path, desk)

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """An enumeration."""
        return Word(vocabulary.conditions).schema(vocabulary)


@dataclass(frozen=True, slots=True)
class PoolTemperature:
    """How warm the pool is: a number and its unit."""

    def read(self, value: object, path: Path, desk: Desk) -> float | None:
        """Degrees Celsius."""
        finding = desk.vocabulary.findings[POOL_TEMPERATURE]
        if not isinstance(value, dict):
            return amount(finding, value, None, path, desk)
        if not opened(value, path, desk):
            return None
        if not all(named(name, ("value", "unit"), path, desk) for name in value):
            return None
        return amount(finding, value.get("value"), value.get("unit"), path, desk)

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """A number, or a number with its unit."""
        number = {"type": "number"}
        told = {
            "type": "object",
            "properties": {"value": number, "unit": {"type": "string"}},
            "required": ["value"],
            "additionalProperties": False,
        }
        return {"anyOf": [number, told]}
