"""Approve a version, or set it aside. What the rules of today forbid cannot be signed."""

from uuid import UUID

from django.utils.translation import gettext as _

from surefoot.care.check import Broken
from surefoot.care.line import LineOfCare
from surefoot.care.plan.records import PlanOfCare
from surefoot.clinic.models import PlanDecision
from surefoot.clinic.store import Store, plans
from surefoot.terms import SurefootError


def approve(store: Store, patient: UUID, number: int, line: LineOfCare) -> tuple[Broken, ...]:
    """Sign a version; where the second reading of today finds fault it is not, and this is why.

    A plan made before something urgent was found breaks the rule of the door, so it is refused too.
    """
    answer = plans.content(store, patient, number).answer
    if not isinstance(answer, PlanOfCare):
        raise SurefootError(_("There is no plan in this version."), _("Do first what it says."))
    broken = line.broken(answer)
    if not broken:
        plans.decide(store, patient, number, PlanDecision.APPROVED)
    return broken


def set_aside(store: Store, patient: UUID, number: int, *, reason: str) -> None:
    """Say that a version is not to be followed, and why."""
    plans.decide(store, patient, number, PlanDecision.SET_ASIDE, reason=reason)
