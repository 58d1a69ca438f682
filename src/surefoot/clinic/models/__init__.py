"""The tables, one noun a file; what can be a constraint is a constraint."""

from surefoot.clinic.models.account import Account
from surefoot.clinic.models.audit import AuditEvent, AuditHead
from surefoot.clinic.models.contact import ContactRequest, IntakeSaid
from surefoot.clinic.models.desk import Draft, Invitation, Notice, Visit
from surefoot.clinic.models.entry import KeptEntry
from surefoot.clinic.models.merge import PatientMerge
from surefoot.clinic.models.papers import Consent, Document
from surefoot.clinic.models.passkey import PatientPasskey
from surefoot.clinic.models.patient import NameMark, NameWord, Patient, PhoneTrace
from surefoot.clinic.models.plan import KeptPlan, PlanDecision, PlanRequest
from surefoot.clinic.models.practice import Clinic, Member

__all__ = [
    "Account",
    "AuditEvent",
    "AuditHead",
    "Clinic",
    "Consent",
    "ContactRequest",
    "Document",
    "Draft",
    "IntakeSaid",
    "Invitation",
    "KeptEntry",
    "KeptPlan",
    "Member",
    "NameMark",
    "NameWord",
    "Notice",
    "Patient",
    "PatientMerge",
    "PatientPasskey",
    "PhoneTrace",
    "PlanDecision",
    "PlanRequest",
    "Visit",
]
