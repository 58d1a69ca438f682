"""Who may do what: the one place that decides. No view, action or query asks anything else."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from surefoot.terms import SurefootError


class Role(StrEnum):
    """In what way somebody has to do with a clinic."""

    MANAGER = "manager"
    THERAPIST = "therapist"
    FRONT_DESK = "front_desk"
    ADMINISTRATOR = "administrator"  # keeps the machine; sees no patient
    PATIENT = "patient"

    @classmethod
    def staff(cls) -> tuple["Role", ...]:
        """The roles of those who work there."""
        return tuple(role for role in cls if role is not cls.PATIENT)


class Right(StrEnum):
    """One thing that may be allowed."""

    FIND_PATIENTS = "find_patients"
    REGISTER_PATIENT = "register_patient"
    READ_CONTACT = "read_contact"  # name, birth date, how to reach the person
    CHANGE_CONTACT = "change_contact"
    READ_CHART = "read_chart"  # whatever was told or found, and what follows from it
    ADD_ENTRY = "add_entry"
    CORRECT_ENTRY = "correct_entry"
    ANSWER_INTAKE = "answer_intake"  # see what is still to be asked, and give an answer again
    ADD_PASSKEY = "add_passkey"  # let a phone come in without a link
    END_PASSKEY = "end_passkey"  # let it come in no more
    PROPOSE_PLAN = "propose_plan"  # ask for one, and change what was proposed
    APPROVE_PLAN = "approve_plan"  # sign it, or set it aside
    CLOSE_NOTICE = "close_notice"  # take somebody off the urgent list
    ADD_DOCUMENT = "add_document"  # reading one needs READ_CHART
    MERGE_PATIENTS = "merge_patients"
    READ_AUDIT = "read_audit"
    MANAGE_STAFF = "manage_staff"
    MANAGE_CLINIC = "manage_clinic"  # its means, licences and knowledge
    EXPORT = "export"  # everything the clinic keeps, at once


_EVERY_STAFF = frozenset({Role.MANAGER, Role.THERAPIST, Role.FRONT_DESK})
_CLINICAL = frozenset({Role.MANAGER, Role.THERAPIST})
RIGHTS: dict[Right, frozenset[Role]] = {
    Right.FIND_PATIENTS: _EVERY_STAFF,
    Right.REGISTER_PATIENT: _EVERY_STAFF,
    Right.READ_CONTACT: _EVERY_STAFF | {Role.PATIENT},
    Right.CHANGE_CONTACT: _EVERY_STAFF,
    Right.READ_CHART: _CLINICAL,
    Right.ADD_ENTRY: _CLINICAL | {Role.PATIENT},
    Right.CORRECT_ENTRY: _CLINICAL,
    Right.ANSWER_INTAKE: frozenset({Role.PATIENT}),
    Right.ADD_PASSKEY: frozenset({Role.PATIENT}),
    Right.END_PASSKEY: _EVERY_STAFF | {Role.PATIENT},
    Right.PROPOSE_PLAN: _CLINICAL,
    Right.APPROVE_PLAN: _CLINICAL,
    Right.CLOSE_NOTICE: _CLINICAL,
    Right.ADD_DOCUMENT: _EVERY_STAFF,
    Right.MERGE_PATIENTS: _EVERY_STAFF,
    Right.READ_AUDIT: frozenset({Role.MANAGER}),
    Right.MANAGE_STAFF: frozenset({Role.MANAGER}),
    Right.MANAGE_CLINIC: frozenset({Role.MANAGER}),
    Right.EXPORT: frozenset({Role.MANAGER}),
}
OWN = frozenset(
    {
        Right.READ_CONTACT,
        Right.ADD_ENTRY,
        Right.ANSWER_INTAKE,
        Right.ADD_PASSKEY,
        Right.END_PASSKEY,
    }
)
"""What a patient may do, each for themselves alone."""


class NotAllowedError(SurefootError):
    """Somebody asked for what is not theirs. It says nothing about what is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody at work: in one clinic, in one role, from one address."""

    clinic: int
    role: Role
    member: int | None = None
    patient: UUID | None = None
    where: str = ""

    def __post_init__(self) -> None:
        """Staff are members; a patient is one patient."""
        if (self.role is Role.PATIENT) != (self.patient is not None):
            raise ValueError("A patient, and only a patient, acts for one patient.")
        if (self.role is Role.PATIENT) != (self.member is None):
            raise ValueError("Staff, and only staff, act as a member.")

    @property
    def name(self) -> str:
        """As the audit writes it."""
        return f"patient/{self.patient}" if self.patient else f"member/{self.member}"


def may(actor: Actor, right: Right, patient: UUID | None = None) -> bool:
    """Whether somebody may do something, with a patient of their own clinic or with none."""
    if actor.role not in RIGHTS[right]:
        return False
    if actor.role is Role.PATIENT:
        return right in OWN and patient is not None and patient == actor.patient
    return True


def demand(actor: Actor, right: Right, patient: UUID | None = None) -> None:
    """Go on only where it is allowed; the same refusal whether or not the patient exists."""
    if not may(actor, right, patient):
        raise NotAllowedError(
            "This is not open to you.", "Ask the manager of your clinic if it should be."
        )
