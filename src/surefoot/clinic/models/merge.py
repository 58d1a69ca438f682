"""Two patients that are one person: said, and taken back, without moving anything."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from surefoot.clinic.models.patient import Patient
from surefoot.clinic.models.practice import Clinic, Member


class PatientMerge(models.Model):
    """`merged` is the same person as `kept`, until somebody undoes it."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="merged_into")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Nobody is merged into two, or into themselves."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="merge_into_one"
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_is_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | (~Q(undone_at=None) & ~Q(undone_by=None)),
                name="merge_undone_by_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kept"], condition=Q(undone_at=None), name="merge_in_force")
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} is {self.kept_id}"
