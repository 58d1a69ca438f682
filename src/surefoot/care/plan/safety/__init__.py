"""Step 5. Safety: what may not be planned, where, how guarded, how changed, and what must be."""

from surefoot.care.plan.safety.reading import assess

__all__ = ["assess"]
