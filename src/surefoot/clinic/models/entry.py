"""What was told or found at one time, as it was: rows are added, never changed."""

from typing import ClassVar

from django.db import models

from surefoot.clinic.models.patient import Patient
from surefoot.clinic.models.practice import Clinic, Member


class KeptEntry(models.Model):
    """One entry of a patient. A correction is a new row that names the one it stands for."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="entries")
    made_at = models.DateTimeField()
    # None: the person answered for themselves.
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    content = models.BinaryField()  # sealed: exchange.entries
    once = models.CharField(max_length=64)  # a token of the form: sent twice, kept once
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    reason = models.BinaryField(default=b"")  # sealed: why it was corrected

    class Meta:
        """In the order they were made; a correction says why; a form counts once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient", "once"], name="entry_once_a_form"),
            models.CheckConstraint(
                condition=models.Q(supersedes=None) | ~models.Q(reason=b""),
                name="entry_correction_has_a_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["patient", "id"], name="entry_by_patient")]

    def __str__(self) -> str:
        return f"entry {self.pk}"
