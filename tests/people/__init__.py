"""Invented people for tests, benches and campaigns: the same seed always gives the same people.

`generate` makes clinically plausible ones, picture by picture, as the product does; `wild` makes
anything the vocabulary allows. No real person stands behind any of them.
"""

from surefoot.exchange.people.dice import dice
from surefoot.exchange.people.person import generate, invent

from .wild import wild

__all__ = ["dice", "generate", "invent", "wild"]
