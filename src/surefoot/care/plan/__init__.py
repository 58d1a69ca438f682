"""Step 5. What can physical therapy do: what is safe, what it brings, which plan, and why."""

from surefoot.care.plan.proposal import propose
from surefoot.care.plan.records import NoSafePlan, PlanOfCare

__all__ = ["NoSafePlan", "PlanOfCare", "propose"]
