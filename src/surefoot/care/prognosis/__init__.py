"""Step 4. Can it be reversed? Cause and extent of damage, in three separate answers."""

from surefoot.care.prognosis.foresee import cause_results, foresee
from surefoot.care.prognosis.records import Answer, Cause, Certainty, Prognosis, Referral

__all__ = [
    "Answer",
    "Cause",
    "Certainty",
    "Prognosis",
    "Referral",
    "cause_results",
    "foresee",
]
