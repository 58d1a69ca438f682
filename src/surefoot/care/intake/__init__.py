"""Step 0. What a patient is asked before the first visit: only what matters, saved as it goes."""

from surefoot.care.intake.entries import entry_from
from surefoot.care.intake.records import (
    Choice,
    Problem,
    Question,
    Said,
    Step,
    Taken,
    Urgent,
    Zone,
)
from surefoot.care.intake.steps import is_complete, minutes, next_step, whole_step
from surefoot.care.intake.urgent import shown_of, urgent

__all__ = [
    "Choice",
    "Problem",
    "Question",
    "Said",
    "Step",
    "Taken",
    "Urgent",
    "Zone",
    "entry_from",
    "is_complete",
    "minutes",
    "next_step",
    "shown_of",
    "urgent",
    "whole_step",
]
