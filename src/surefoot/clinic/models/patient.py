"""A patient of one clinic: who they are. What was told and found stands in their entries."""

import uuid
from typing import ClassVar

from django.db import models

from surefoot.clinic.models.practice import Clinic


class Patient(models.Model):
    """Name and birth date are read by the search; how to reach the person is sealed."""

    code = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)  # as others know it
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
        indexes: ClassVar = [
            models.Index(fields=["clinic", "name"], name="patient_by_name"),
            models.Index(fields=["clinic", "born_on"], name="patient_by_birth"),
        ]

    def __str__(self) -> str:
        return self.name


class NameWord(models.Model):
    """One word of a patient's name in plain small letters: found by how it begins."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+", db_index=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="words")
    word = models.BinaryField(max_length=240)  # bytes sort alike in every database

    class Meta:
        """Read in the order of the words."""

        indexes: ClassVar = [
            models.Index(fields=["clinic", "word", "patient"], name="word_by_beginning")
        ]

    def __str__(self) -> str:
        return bytes(self.word).decode()


class NameMark(models.Model):
    """One mark of a word of a patient's name: found by whoever made a slip in it."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+", db_index=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    mark = models.BigIntegerField()

    class Meta:
        """Equal marks stand together."""

        indexes: ClassVar = [
            models.Index(fields=["clinic", "mark", "patient"], name="mark_by_number")
        ]

    def __str__(self) -> str:
        return str(self.mark)


class PhoneTrace(models.Model):
    """A mark of the last digits of a phone number, which is sealed itself."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+", db_index=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    trace = models.CharField(max_length=32)

    class Meta:
        """Equal traces stand together."""

        indexes: ClassVar = [
            models.Index(fields=["clinic", "trace", "patient"], name="trace_by_digits")
        ]

    def __str__(self) -> str:
        return self.trace
