"""Who asks for an appointment waits at the front desk until somebody decides."""

from datetime import date
from uuid import uuid4

import pytest

from surefoot.clinic.access import NotAllowedError, Role
from surefoot.clinic.models import AuditEvent, ContactRequest
from surefoot.clinic.store import AlreadyKeptError, contacts
from surefoot.clinic.store.contacts import Wish
from surefoot.terms import SurefootError

MIA = Wish(
    name="Mia Lang", born_on=date(1950, 2, 3), phone="0170 77", language="es", about="numb feet"
)


def ask(practice, wish=MIA, once="a", clinic=None):
    at = practice.clock()
    return contacts.ask(clinic or practice.here, wish, ring=practice.ring, at=at, once=once)


def test_what_was_asked_waits_at_the_front_desk(practice):
    code = ask(practice)
    found = contacts.waiting(practice.staff(Role.FRONT_DESK))
    assert [(one.id, one.wish) for one in found] == [(code, MIA)]
    assert b"0170" not in bytes(ContactRequest.objects.get().content)


def test_who_waits_longest_comes_first(practice):
    codes = [ask(practice, once=once) for once in ("a", "b", "c")]
    assert [one.id for one in contacts.waiting(practice.staff())] == codes


def test_a_request_sent_twice_waits_once(practice):
    ask(practice)
    with pytest.raises(AlreadyKeptError):
        ask(practice)
    assert len(contacts.waiting(practice.staff())) == 1


def test_who_is_accepted_is_a_patient_and_waits_no_more(practice):
    store = practice.staff(Role.FRONT_DESK)
    patient = contacts.accept(store, ask(practice))
    who = store.identity(patient)
    assert (who.name, who.born_on, who.language) == (MIA.name, MIA.born_on, "es")
    assert who.contact == {"phone": "0170 77"}
    assert contacts.waiting(store) == ()


def test_who_is_sent_elsewhere_is_no_patient_and_the_reason_is_sealed(practice):
    store = practice.staff(Role.FRONT_DESK)
    contacts.redirect(store, ask(practice), "needs a dentist")
    row = ContactRequest.objects.get()
    assert (row.patient, contacts.waiting(store)) == (None, ())
    assert b"dentist" not in bytes(row.reason)


def test_sending_somebody_elsewhere_needs_a_reason(practice):
    code = ask(practice)
    with pytest.raises(SurefootError, match="reason"):
        contacts.redirect(practice.staff(), code, " ")
    assert len(contacts.waiting(practice.staff())) == 1


@pytest.mark.parametrize("again", [contacts.accept, lambda s, c: contacts.redirect(s, c, "x")])
def test_a_request_is_decided_once(practice, again):
    code = ask(practice)
    contacts.accept(practice.staff(), code)
    with pytest.raises(SurefootError, match="already"):
        again(practice.staff(), code)


@pytest.mark.parametrize("decide", [contacts.accept, lambda s, c: contacts.redirect(s, c, "x")])
def test_a_request_to_another_clinic_is_not_there(practice, decide):
    code = ask(practice)
    there = practice.staff(clinic=practice.there)
    assert contacts.waiting(there) == ()
    for wrong in (code, uuid4()):
        with pytest.raises(NotAllowedError):
            decide(there, wrong)


def test_no_patient_and_no_administrator_reads_or_decides(practice):
    code = ask(practice)
    for store in (practice.patient(practice.rosa), practice.staff(Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowedError):
            contacts.waiting(store)
        with pytest.raises(NotAllowedError):
            contacts.accept(store, code)


def test_asking_and_deciding_are_on_record(practice):
    contacts.accept(practice.staff(Role.FRONT_DESK), ask(practice))
    actions = list(AuditEvent.objects.order_by("number").values_list("action", flat=True))
    assert actions.index("ask for visit") < actions.index("accept contact")
