"""The arithmetic of classes: which is worse, how far a class moves, where it is held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor
from typing import cast

from surefoot.knowledge.schema.causes import Klass, ReversibilityClass

UNKNOWN: Klass = "RU"
SELF_LIMITING: Klass = "RS"


@dataclass(frozen=True, slots=True)
class Scale:
    """The order of the classes: R0 < R1 < R2 < R3 < R4 = RS; RU stands apart."""

    ranks: Mapping[Klass, int]

    @classmethod
    def of(cls, classes: Mapping[str, ReversibilityClass]) -> "Scale":
        """The order as the knowledge has it."""
        ranked = {cast(Klass, key): row.rank for key, row in classes.items()}
        return cls({key: rank for key, rank in ranked.items() if rank is not None})

    def worst(self, classes: Iterable[Klass]) -> Klass:
        """The worst of several; RU only where nothing else is known.

        Of two that rank alike the one is told that does not promise to heal by itself.
        """
        known = [klass for klass in classes if klass in self.ranks]
        if not known:
            return UNKNOWN
        return min(known, key=lambda klass: (self.ranks[klass], klass == SELF_LIMITING))

    def lower(self, klass: Klass, other: Klass | None) -> Klass:
        """The lower of two; a class that stands apart holds nothing down and is not moved."""
        if other is None or klass not in self.ranks or other not in self.ranks:
            return klass
        return other if self.ranks[other] < self.ranks[klass] else klass

    def moved(self, klass: Klass, by: float, best: Klass, least: Klass) -> Klass:
        """A class shifted within `least` and `best`: half classes fall to the worse side.

        What starts below `least` is never lifted to it.
        """
        rank = floor(self.ranks[klass] + by)
        if rank >= self.ranks[best]:
            return best
        rank = max(rank, min(self.ranks[least], self.ranks[klass]))
        return next(key for key, at in self.ranks.items() if at == rank)

    def is_better(self, klass: Klass, other: Klass) -> bool:
        """Whether a class is truly better than another; what stands apart is neither."""
        return klass in self.ranks and other in self.ranks and self.ranks[klass] > self.ranks[other]
