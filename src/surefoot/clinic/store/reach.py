"""How a patient is called and reached, changed; and who may be the same person."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from uuid import UUID

from surefoot.clinic import audit, index
from surefoot.clinic.access import Right, demand
from surefoot.clinic.models import Patient
from surefoot.clinic.store.patients import Identity, Store
from surefoot.clinic.transaction import of_clinic

OWN = ("name", "born_on", "sex", "language")
PARTS = ("phone", "email", "address", "emergency")


def alike(store: Store, name: str, born_on: date) -> tuple[index.Found, ...]:
    """Who was born on the same day and has a name like it: perhaps the same person."""
    return alike_each(store, [(name, born_on)])[0]


def alike_each(store: Store, people: Sequence[tuple[str, date]]) -> list[tuple[index.Found, ...]]:
    """The same for many, in one event: each event holds up whoever writes another."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.FIND_PATIENTS)
        if not people:
            return []
        found = index.alike(store.actor.clinic, people)
        about = {"shown": len({one.code for each in found for one in each})}
        audit.record(store.actor, "find patients", at=store.now(), about=about)
        return found


def change(
    store: Store, patient: UUID, who: Identity, *, parts: Collection[str] = (*OWN, *PARTS)
) -> None:
    """Other contact data in these parts: what else `who` says may be older than what is kept.

    The audit says which parts were changed, and nothing of what they say.
    """
    with of_clinic(store.actor.clinic):
        row = _held(store.row(Right.CHANGE_CONTACT, patient))
        contact = json.loads(store.opened(row.contact, row.code, "contact"))
        changed = [part for part in _changed(row, contact, who) if part in parts]
        if not changed:
            return
        for part in set(changed) & set(OWN):
            setattr(row, part, getattr(who, part))
        contact |= {part: told for part, told in who.contact.items() if part in changed}
        row.contact = store.sealed(json.dumps(contact), row.code, "contact")
        row.save(update_fields=[*OWN, "contact"])
        index.enter(row, contact.get("phone", ""), store.ring)
        store.tell("change contact", row.code, {"changed": ", ".join(changed)})


def _held(row: Patient) -> Patient:
    """The row as it is now, which nobody else changes until this is over."""
    return Patient.objects.select_for_update(no_key=True).get(pk=row.pk)


def _changed(row: Patient, contact: dict[str, str], who: Identity) -> Iterator[str]:
    yield from (part for part in OWN if getattr(row, part) != getattr(who, part))
    yield from (part for part, told in who.contact.items() if contact.get(part, "") != told)
