"""Before somebody is a patient: what they ask for; and how far a patient is in the intake."""

import uuid
from typing import ClassVar

from django.db import models

from surefoot.clinic.models.patient import Patient
from surefoot.clinic.models.practice import Clinic, Member

_OPEN = models.Q(decided_at=None, decided_by=None, patient=None, reason=b"")
_DECIDED = models.Q(decided_at__isnull=False, decided_by__isnull=False) & (
    models.Q(patient__isnull=False, reason=b"") | models.Q(patient=None) & ~models.Q(reason=b"")
)


class ContactRequest(models.Model):
    """Somebody asks for an appointment: a patient only once the front desk has accepted it."""

    code = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    born_on = models.DateField()
    language = models.CharField(max_length=10, default="en")
    content = models.BinaryField()  # sealed JSON: phone, e-mail, what it is about
    once = models.CharField(max_length=64)  # a token of the form: sent twice, kept once
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    patient = models.OneToOneField(
        Patient, null=True, on_delete=models.PROTECT, related_name="asked_as"
    )
    reason = models.BinaryField(default=b"")  # sealed: why they were sent elsewhere

    class Meta:
        """It waits, or somebody accepted it, or somebody said why not."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(name=""), name="contact_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(born_on__gte="1880-01-01"), name="contact_birth_is_plausible"
            ),
            models.UniqueConstraint(fields=["clinic", "once"], name="contact_once_a_form"),
            models.CheckConstraint(condition=_OPEN | _DECIDED, name="contact_waits_or_is_decided"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["clinic", "asked_at"],
                condition=models.Q(decided_at=None),
                name="contact_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.name


class IntakeSaid(models.Model):
    """How a patient answered each question of the intake: what was skipped leaves no entry."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.OneToOneField(Patient, on_delete=models.PROTECT, related_name="+")
    content = models.BinaryField()  # sealed JSON: question -> yes, no, skipped and so on
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"intake of {self.patient_id}"
