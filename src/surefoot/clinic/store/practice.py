"""The clinic itself, as its manager changes it: means, phone, who works there."""

from datetime import date

import msgspec
from django.utils.translation import gettext as _

from surefoot.care.case import ClinicMeans
from surefoot.clinic import audit
from surefoot.clinic.access import NotAllowedError, Right, Role, demand
from surefoot.clinic.invitations import end_links
from surefoot.clinic.models import Clinic, Member
from surefoot.clinic.store.patients import Store
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError


def keep_means(
    store: Store, means: ClinicMeans, *, phone: str, ambulance: str, passkeys: bool
) -> None:
    """What the clinic can offer, what patients are told to ring, and how they may come in."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.MANAGE_CLINIC)
        row = Clinic.objects.select_for_update(no_key=True).get(pk=store.actor.clinic)
        row.means, row.phone, row.ambulance = msgspec.to_builtins(means), phone, ambulance
        row.patient_passkeys = passkeys
        row.save(update_fields=["means", "phone", "ambulance", "patient_passkeys"])
        audit.record(store.actor, "change clinic", at=store.now())


def members(store: Store) -> tuple[Member, ...]:
    """Everybody who works or worked here, those who left last."""
    demand(store.actor, Right.MANAGE_STAFF)
    rows = Member.objects.filter(clinic_id=store.actor.clinic).select_related("account")
    return tuple(sorted(rows, key=lambda row: (row.left_on is not None, row.account.name, row.pk)))


def change_role(store: Store, number: int, role: Role) -> None:
    """Another role for somebody who works here."""
    with of_clinic(store.actor.clinic):
        row = _at_work(store, number)
        if role not in Role.staff():
            raise SurefootError(_("Nobody works in that role."), _("Choose one from the list."))
        if row.role == Role.MANAGER and role is not Role.MANAGER:
            _keep_a_manager(store, row)
        row.role = role
        row.save(update_fields=["role"])
        about: dict[str, int | str] = {"member": row.pk, "role": str(role)}
        audit.record(store.actor, "change role", at=store.now(), about=about)


def leave(store: Store, number: int, on: date) -> None:
    """Somebody works here no more: from now on nothing is open to them, no link either."""
    with of_clinic(store.actor.clinic):
        row = _at_work(store, number)
        if row.role == Role.MANAGER:
            _keep_a_manager(store, row)
        row.left_on = on
        row.save(update_fields=["left_on"])
        end_links(row.clinic, row.account.email, store.now())
        audit.record(store.actor, "member left", at=store.now(), about={"member": row.pk})


def _at_work(store: Store, number: int) -> Member:
    """The rows of the staff are locked: of two who end the last two managers one is refused."""
    demand(store.actor, Right.MANAGE_STAFF)
    rows = Member.objects.select_for_update(no_key=True)
    rows = rows.filter(clinic_id=store.actor.clinic, left_on=None)
    row = {row.pk: row for row in rows}.get(number)
    if row is None:
        raise NotAllowedError("Nobody of that name works here.", "Open the list again.")
    return row


def _keep_a_manager(store: Store, row: Member) -> None:
    others = Member.objects.filter(
        clinic_id=store.actor.clinic, left_on=None, role=Role.MANAGER
    ).exclude(pk=row.pk)
    if not others.exists():
        raise SurefootError(
            _("This is the last manager of the clinic."), _("Make somebody else a manager first.")
        )
