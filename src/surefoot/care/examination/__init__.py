"""Step 2. Examination: validated instruments scored exactly, and what is still to be measured."""

from surefoot.care.examination.examine import examine
from surefoot.care.examination.problems import AnswersError, Problem
from surefoot.care.examination.records import (
    Block,
    Due,
    Examination,
    GateState,
    Measured,
    Named,
    Raised,
    Result,
    SafetyEvent,
    Score,
    Unanswered,
)
from surefoot.care.examination.scoring import score

__all__ = [
    "AnswersError",
    "Block",
    "Due",
    "Examination",
    "GateState",
    "Measured",
    "Named",
    "Problem",
    "Raised",
    "Result",
    "SafetyEvent",
    "Score",
    "Unanswered",
    "examine",
    "score",
]
