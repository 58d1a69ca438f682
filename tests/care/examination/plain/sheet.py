"""One instrument for the plain scorer: which answers to try, and how they are scored by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

type Given = dict[str, float | str | bool]
type Found = dict[str, float | str | bool | None]

UNABLE = "<unable>"
NOT_APPLICABLE = "<not_applicable>"


@dataclass(frozen=True)
class Sheet:
    """Answers to choose from, item by item, and the plain scoring of a choice."""

    choices: Mapping[str, Sequence[float | str | bool]]
    score: Callable[[Given, int | None, str | None], Found]
    prune: Callable[[Given, str | None], Given] = lambda given, sex: given


def total(given: Given, items: Sequence[str]) -> float | None:
    """The sum, or nothing if one is missing."""
    if any(item not in given for item in items):
        return None
    return sum(float(given[item]) for item in items)


def mean(given: Given, items: Sequence[str], least: int) -> float | None:
    """The mean of those answered, if there are enough."""
    numbers = [float(given[item]) for item in items if item in given]
    return sum(numbers) / len(numbers) if len(numbers) >= least else None


def half_up(number: float, places: int = 0) -> float:
    """Rounded the way people are taught."""
    places_as = Decimal(1).scaleb(-places)
    return float(Decimal(str(round(number, 9))).quantize(places_as, rounding=ROUND_HALF_UP))


def name_of(number: float | None, *steps: tuple[float, str]) -> str | None:
    """The name of the last step whose lower edge is reached."""
    if number is None:
        return None
    found = None
    for edge, name in steps:
        if round(number, 9) >= edge:
            found = name
    return found


def both(left: bool | None, right: bool | None) -> bool | None:
    """Three-valued "and"."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def one_of(*truths: bool | None) -> bool | None:
    """Three-valued "or"."""
    if True in truths:
        return True
    return None if None in truths else False


def reaches(number: float | None, edge: float) -> bool | None:
    """Three-valued "at least"."""
    return None if number is None else round(number, 9) >= edge
