"""Step 3. What is it? The therapist's classification, never a medical diagnosis."""

from surefoot.care.diagnosis.classify import diagnose, type_results
from surefoot.care.diagnosis.extent import regrowth
from surefoot.care.diagnosis.records import (
    Band,
    Diagnosis,
    Evidence,
    GroupTotal,
    NamedNerve,
    NextTest,
    PatternScore,
    Regrowth,
    Share,
    TellApart,
)

__all__ = [
    "Band",
    "Diagnosis",
    "Evidence",
    "GroupTotal",
    "NamedNerve",
    "NextTest",
    "PatternScore",
    "Regrowth",
    "Share",
    "TellApart",
    "diagnose",
    "regrowth",
    "type_results",
]
