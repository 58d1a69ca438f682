"""Step 8. Outcomes: what changed, by how much, and whether the test can tell."""

from surefoot.care.outcomes.change import Change, change
from surefoot.care.outcomes.limits import ChangeClass, Limits, classify

__all__ = ["Change", "ChangeClass", "Limits", "change", "classify"]
