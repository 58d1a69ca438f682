"""What somebody agreed to, and the papers that belong to them."""

from typing import ClassVar

from django.db import models

from surefoot.clinic.models.patient import Patient
from surefoot.clinic.models.practice import Clinic, Member


class Consent(models.Model):
    """Somebody agreed to something, or withdrew it: rows are added, never changed."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=20)  # store.consents.Kind
    given = models.BooleanField()  # False: withdrawn
    on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")  # who wrote it down
    at = models.DateTimeField()
    once = models.CharField(max_length=64)

    class Meta:
        """A form counts once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient", "once"], name="consent_once_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.given}"


class Document(models.Model):
    """A paper somebody brought: name and content are sealed; taken away, it is kept unseen."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=4)  # as its content says: pdf, jpeg, png
    size = models.PositiveIntegerField()  # bytes
    name = models.BinaryField()  # sealed: a name may tell of an illness
    content = models.BinaryField()  # sealed
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    once = models.CharField(max_length=64)
    taken_away_at = models.DateTimeField(null=True)
    taken_away_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """A form counts once; who took a paper away stands beside when."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient", "once"], name="document_once_a_form"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["pdf", "jpeg", "png"]), name="document_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_away_at=None, taken_away_by=None)
                | (~models.Q(taken_away_at=None) & ~models.Q(taken_away_by=None)),
                name="document_taken_away_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.size} bytes"
