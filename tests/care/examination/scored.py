"""Short ways for the tests to score one instrument."""

from datetime import date

from surefoot.care.case import Answers
from surefoot.care.examination import Score, score
from surefoot.knowledge.load import load

type Items = dict[str, float | str | bool | None]

KNOWLEDGE = load()
DAY = date(2026, 3, 1)
LATER = date(2026, 5, 1)


def answers(
    code: str,
    items: Items,
    *,
    on: date = DAY,
    not_done: dict[str, str] | None = None,
    protocol: dict[str, str] | None = None,
) -> Answers:
    return Answers(
        instrument=code, on=on, items=items, not_done=not_done or {}, protocol=protocol or {}
    )


def scored(
    code: str,
    items: Items,
    *,
    on: date = DAY,
    age: int | None = None,
    sex: str | None = None,
    not_done: dict[str, str] | None = None,
    protocol: dict[str, str] | None = None,
) -> Score:
    """The score, as a clinic with every licence gets it."""
    sheet = answers(code, items, on=on, not_done=not_done, protocol=protocol)
    return score(sheet, KNOWLEDGE, age_a=age, sex=sex, licensed=KNOWLEDGE.instruments)


def numbered(*given: float | str | bool | None, prefix: str = "q") -> Items:
    """The answers to items 1, 2, 3 ... in a row."""
    return {f"{prefix}{number}": answer for number, answer in enumerate(given, 1)}


def yes_to(numbers: set[int], count: int) -> Items:
    """Yes to these items, no to all the others."""
    return {f"q{number}": number in numbers for number in range(1, count + 1)}


def label(found: Score, value: str | None = None) -> str | None:
    """What the scale calls the value, the main one unless another is named."""
    wanted = value or KNOWLEDGE.instruments[found.instrument].main
    return next((band.label for band in found.bands if band.value == wanted), None)


def number(found: Score, value: str | None = None) -> float:
    """The number of a value, the main one unless another is named."""
    measured = found.values[value] if value else found.main
    assert measured is not None
    assert isinstance(measured.value, int | float)
    return measured.value
