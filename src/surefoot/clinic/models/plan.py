"""Plans of care as they were proposed, who asked for them, and what was decided of them."""

from typing import ClassVar

from django.db import models

from surefoot.clinic.models.patient import Patient
from surefoot.clinic.models.practice import Clinic, Member


class KeptPlan(models.Model):
    """One version of a patient's plan. It is never changed; an edit is the next version."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()  # 1, 2, 3 … of this patient
    made_at = models.DateTimeField()
    # None: the solver proposed it; a member: they changed the version before.
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    entry = models.PositiveBigIntegerField()  # the newest entry it was made from: staleness
    knowledge = models.CharField(max_length=20)  # the release it rests on
    is_plan = models.BooleanField()  # False: a reasoned "no safe plan"
    content = models.BinaryField()  # sealed: exchange.plans

    class Meta:
        """Numbers are given once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient", "number"], name="plan_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="plan_from_one"),
        ]

    def __str__(self) -> str:
        return f"plan {self.number}"


class PlanDecision(models.Model):
    """What a therapist decided of one version: approved, or set aside with a reason."""

    APPROVED, SET_ASIDE = "approved", "set_aside"

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    plan = models.OneToOneField(KeptPlan, on_delete=models.PROTECT, related_name="decision")
    decided = models.CharField(max_length=10)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.BinaryField(default=b"")  # sealed

    class Meta:
        """One decision a version; setting aside says why."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decided__in=["approved", "set_aside"]),
                name="decision_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(decided="approved") | ~models.Q(reason=b""),
                name="decision_set_aside_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.decided}"


class PlanRequest(models.Model):
    """Somebody asked for a plan to be proposed; the solver works in the background."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    plan = models.ForeignKey(KeptPlan, null=True, on_delete=models.PROTECT, related_name="+")
    incident = models.CharField(max_length=20, blank=True)  # why there is no plan, for us

    class Meta:
        """One open request a patient: asking twice waits for the same answer."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient"],
                condition=models.Q(done_at=None),
                name="plan_request_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None) | ~models.Q(plan=None) | ~models.Q(incident=""),
                name="plan_request_ends_with_something",
            ),
        ]

    def __str__(self) -> str:
        return f"asked {self.asked_at}"
