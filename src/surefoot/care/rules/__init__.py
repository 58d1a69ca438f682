"""Step 0. What follows from what is known: the rules of the vocabulary in three-valued logic."""

from surefoot.care.rules.book import Rulebook, rulebook
from surefoot.care.rules.sheet import Sheet

__all__ = ["Rulebook", "Sheet", "rulebook"]
