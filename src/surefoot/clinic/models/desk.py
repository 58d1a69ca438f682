"""What waits for somebody at the clinic: urgent answers, visits, drafts, invitations."""

from typing import ClassVar

from django.db import models

from surefoot.clinic.models.patient import Patient
from surefoot.clinic.models.practice import Clinic, Member


class Notice(models.Model):
    """A red flag that an answer set off: it stays on the urgent list until somebody has acted."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="notices")
    red_flag = models.CharField(max_length=60)  # its id in the knowledge
    urgency = models.PositiveSmallIntegerField()  # 0 is the most urgent
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    done = models.BinaryField(default=b"")  # sealed: what was done, who was told

    class Meta:
        """One open notice a flag; closing says who did what."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient", "red_flag"],
                condition=models.Q(closed_at=None),
                name="notice_open_once",
            ),
            models.CheckConstraint(condition=models.Q(urgency__lte=4), name="notice_urgency_known"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by=None, done=b"")
                | (~models.Q(closed_at=None) & ~models.Q(closed_by=None) & ~models.Q(done=b"")),
                name="notice_closed_by_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["clinic", "urgency", "raised_at"],
                condition=models.Q(closed_at=None),
                name="notice_open",
            )
        ]

    def __str__(self) -> str:
        return self.red_flag


class Visit(models.Model):
    """Somebody is expected: one patient with one therapist at one time."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="visits")
    therapist = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        """Nobody is in two places at the start of a visit."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["therapist", "starts_at"],
                condition=models.Q(called_off_at=None),
                name="visit_one_a_therapist",
            ),
            models.UniqueConstraint(
                fields=["patient", "starts_at"],
                condition=models.Q(called_off_at=None),
                name="visit_one_a_patient",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=10, minutes__lte=180), name="visit_length"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["clinic", "starts_at"], name="visit_by_time")]

    def __str__(self) -> str:
        return f"{self.patient} {self.starts_at}"


class Draft(models.Model):
    """What somebody has typed into a form and not yet sent: it survives a closed laptop."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    # None: the person fills it in for themselves.
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=80)
    once = models.CharField(max_length=64)  # becomes the entry's token when it is sent
    content = models.BinaryField()  # sealed JSON
    saved_at = models.DateTimeField()

    class Meta:
        """One draft of a form for each person who writes it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient", "member", "form"], name="draft_once"),
            models.UniqueConstraint(
                fields=["patient", "form"], condition=models.Q(member=None), name="draft_once_own"
            ),
        ]

    def __str__(self) -> str:
        return self.form


class Invitation(models.Model):
    """A link by which somebody gets their account in a clinic, or a new password."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    token = models.CharField(max_length=64, unique=True)  # SHA-256 of what the link carries
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """An invitation ends."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("made_at")), name="invitation_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.email
