"""The tables, one noun a file; what can be a constraint is a constraint."""

from surefoot.clinic.models.account import Account
from surefoot.clinic.models.audit import AuditEvent, AuditHead
from surefoot.clinic.models.entry import KeptEntry
from surefoot.clinic.models.patient import NameMark, NameWord, Patient, PhoneTrace
from surefoot.clinic.models.practice import Clinic, Member

__all__ = [
    "Account",
    "AuditEvent",
    "AuditHead",
    "Clinic",
    "KeptEntry",
    "Member",
    "NameMark",
    "NameWord",
    "Patient",
    "PhoneTrace",
]
