"""A clinic, and who works there."""

from typing import ClassVar

from django.db import models

from surefoot.clinic.access import Role


class Clinic(models.Model):
    """One practice. Every row of patient data belongs to exactly one."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    language = models.CharField(max_length=10, default="en")
    phone = models.CharField(max_length=40, blank=True)  # what patients are told to ring
    ambulance = models.CharField(max_length=20, blank=True)  # in an emergency; "" is not told
    patient_passkeys = models.BooleanField(default=False)  # patients may come in by one
    means = models.JSONField(default=dict)  # care.case.ClinicMeans: rooms, skills, visit length

    class Meta:
        """A clinic without a name could not be told from another."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(name=""), name="clinic_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """An account at work in a clinic, in one role; a person may work in several clinics."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="members")
    account = models.ForeignKey(
        "clinic.Account", on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role.staff()])
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        """One membership a clinic; nobody becomes a patient of their own staff list."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "account"], name="member_once_a_clinic"),
            models.CheckConstraint(
                condition=models.Q(role__in=[r.value for r in Role.staff()]),
                name="member_has_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}, {self.role}"
