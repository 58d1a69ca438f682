"""A phone that lets its patient in by fingerprint, face or PIN."""

from typing import ClassVar

from django.db import models

from surefoot.clinic.models.patient import Patient
from surefoot.clinic.models.practice import Clinic


class PatientPasskey(models.Model):
    """The public half of a passkey; the other one never leaves the phone, so nothing is sealed."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="passkeys")
    mark = models.CharField(max_length=64, unique=True)  # SHA-256 of the credential's id, in hex
    credential = models.TextField()  # WebAuthn's attested credential data, base64url
    counter = models.BigIntegerField(default=0)  # of its signatures; phones that share one say 0
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    taken_away_at = models.DateTimeField(null=True)

    class Meta:
        """A counter counts up from nothing."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(counter__gte=0), name="passkey_counter_counts"
            ),
        ]

    def __str__(self) -> str:
        return f"passkey {self.pk}"
