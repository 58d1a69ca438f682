"""Who read or changed what, in a chain that shows every later change to it."""

from typing import ClassVar

from django.db import models

from surefoot.clinic.models.practice import Clinic


class AuditEvent(models.Model):
    """One reading or writing. The database refuses to change or delete it."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()  # 1, 2, 3 … within the clinic
    at = models.DateTimeField()
    who = models.CharField(max_length=80)  # member/12, patient/…, machine
    action = models.CharField(max_length=60)
    patient = models.CharField(max_length=40, blank=True)  # kept also when the patient is merged
    where = models.CharField(max_length=64, blank=True)  # the address it came from
    about = models.JSONField(default=dict)  # ids only, nothing about anybody's health
    before = models.CharField(max_length=64)  # the seal of the event before
    seal = models.CharField(max_length=64)

    class Meta:
        """Numbers leave no gap and are given once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "number"], name="audit_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="audit_from_one"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["clinic", "patient", "number"], name="audit_by_patient")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class AuditHead(models.Model):
    """The end of a clinic's chain: the row that writers wait for, so that events stay in order."""

    clinic = models.OneToOneField(Clinic, on_delete=models.PROTECT, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.clinic} {self.number}"
