"""A patient of one clinic: who they are. What was told and found stands in their entries."""

import uuid
from typing import ClassVar

from django.db import models

from surefoot.clinic.models.practice import Clinic


class Patient(models.Model):
    """Name and birth date are read by the search; how to reach the person is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patients")
    name = models.CharField(max_length=200)
    born_on = models.DateField()
    sex = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=10, default="en")
    contact = models.BinaryField()  # sealed JSON: phone, e-mail, address, whom to call
    registered_at = models.DateTimeField()

    class Meta:
        """The list is by name within a clinic."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(name=""), name="patient_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(sex__in=["", "female", "male", "other"]),
                name="patient_sex_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(born_on__gte="1880-01-01"), name="patient_birth_is_plausible"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["clinic", "name"], name="patient_by_name")]

    def __str__(self) -> str:
        return self.name
