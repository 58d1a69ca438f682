"""Chance that is the same every time for the same seed: the one place where it is made."""

from random import Random  # noqa: TID251 — made here from a seed, handed on as an argument

__all__ = ["Random", "dice"]


def dice(seed: int | str) -> Random:
    """Chance that is the same every time for the same seed."""
    return Random(seed)  # noqa: S311 — invented people keep no secret
