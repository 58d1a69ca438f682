"""Change a plan by hand: the next version where every hard rule holds, else why not, in place."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from surefoot.care.case import Approval
from surefoot.care.entry import Entry
from surefoot.care.line import LineOfCare
from surefoot.care.plan.changes import Edit, Unfit, Version
from surefoot.care.revise import approvals_for, revised
from surefoot.clinic.access import Right
from surefoot.clinic.merged import together
from surefoot.clinic.store import Store, plans
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a named clinician says to open a relative contraindication."""

    by: str
    reason: str


def change(store: Store, patient: UUID, number: int, edit: Edit, line: LineOfCare) -> int | Unfit:
    """The number of the next version, or why the change cannot be made."""
    version = plans.content(store, patient, number)
    made = revised(line, version, edit)
    if isinstance(made, Unfit):
        return made
    return _keep(store, patient, number, made)


def change_with_approval(
    store: Store,
    patient: UUID,
    number: int,
    edit: Edit,
    opening: Opening,
    line: LineOfCare,
) -> int | Unfit:
    """The same where an approval is needed: the approval is kept only with the change it opens."""
    if not opening.reason.strip():
        raise SurefootError(_("Nothing is said of why."), _("Give the reason of the approval."))
    exercise = edit.instead or edit.exercise
    asked = approvals_for(
        line, exercise, edit.setting, by=opening.by, reason=opening.reason.strip()
    )
    version = plans.content(store, patient, number)
    case = replace(line.case, approvals=(*line.case.approvals, *asked))
    made = revised(LineOfCare(case, line.knowledge), version, edit)
    if isinstance(made, Unfit):
        return made
    return _keep(store, patient, number, made, approvals=asked)


def _keep(
    store: Store,
    patient: UUID,
    number: int,
    made: Version,
    *,
    approvals: tuple[Approval, ...] = (),
) -> int:
    """The approval and the version it opens, both or neither."""
    with of_clinic(store.actor.clinic):
        before = next(k for k in plans.listed(store, patient) if k.number == number)
        entry = before.entry
        if approvals:
            # With the version it opens, under its number there: an undone merge takes both along.
            whole = together(store.row(Right.PROPOSE_PLAN, patient))
            there = plans.version_of(whole, number)
            once = f"plan/{there.number}/approval"
            added = store.add(there.patient.code, Entry(approvals=approvals), once=once)
            # An approval for this very change makes the plan no staler than it was.
            entry = entry if before.is_stale else added
        return plans.keep(store, patient, made, after=number, entry=entry, by_hand=True)
