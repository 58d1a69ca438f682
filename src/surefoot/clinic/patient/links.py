"""The link of a patient: it leads to their own pages, with their birth date, for 30 days."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.urls import reverse

from surefoot.clinic.access import Right
from surefoot.clinic.store import Store
from surefoot.clinic.transaction import of_clinic

SALT = "the link of a patient"
LASTS_S = 30 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whom a link is for."""

    clinic: int
    patient: UUID


def link_for(store: Store, patient: UUID) -> str:
    """The path of a new link, for staff to hand to the patient; it is on record who made it."""
    with of_clinic(store.actor.clinic):
        row = store.row(Right.CHANGE_CONTACT, patient)
        store.tell("make link", row.code)
        told = {"c": store.actor.clinic, "p": row.code.hex}
        return reverse("my_link", args=[signing.dumps(told, salt=SALT)])


def holder(token: str) -> Holder | None:
    """Whom a link is for; None where it was not made here, was changed or has ended."""
    try:
        told = signing.loads(token, salt=SALT, max_age=LASTS_S)
        return Holder(clinic=int(told["c"]), patient=UUID(hex=told["p"]))
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None
