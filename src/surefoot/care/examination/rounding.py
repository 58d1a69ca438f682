"""Step 2. Numbers as they are compared and as they are shown: half up, never half to even."""

import math
from decimal import ROUND_HALF_UP, Decimal

from surefoot.knowledge.schema.instruments import Span

_DIGITS = 9  # far finer than any measurement, far coarser than the noise of a float


def settled(number: float) -> float:
    """The number without the noise of binary fractions, so that 13/3 - 10/3 is 1."""
    return round(number, _DIGITS)


def half_up(number: float, decimals: int = 0) -> Decimal:
    """Rounded to so many decimals; a half goes up, away from zero."""
    unit = Decimal(1).scaleb(-decimals)
    return Decimal(repr(settled(number))).quantize(unit, rounding=ROUND_HALF_UP)


def up(number: float) -> float:
    """The next whole number, unless it is one."""
    return float(math.ceil(settled(number)))


def lies_in(span: Span, number: float) -> bool:
    """Whether the unrounded number lies in the stretch."""
    number = settled(number)
    if span.at_least is not None and number < span.at_least:
        return False
    if span.above is not None and number <= span.above:
        return False
    if span.at_most is not None and number > span.at_most:
        return False
    return span.below is None or number < span.below
