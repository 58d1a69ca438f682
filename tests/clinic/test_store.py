"""What is kept comes back as it was, for those it belongs to, and only ever once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import Error

import people
from care.said import say
from clinic.practice import LENA, OMAR, ROSA
from surefoot.care.case import ClinicMeans
from surefoot.care.entry import Entry, entry_of
from surefoot.clinic.access import NotAllowedError, Role
from surefoot.clinic.keys import new_ring
from surefoot.clinic.models import KeptEntry, Patient
from surefoot.clinic.store import AlreadyKeptError, Store
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

TODAY = date(2026, 6, 1)
MEANS = ClinicMeans()


def facts(practice, who):
    return practice.staff().case(who, TODAY, MEANS).facts


def test_a_patient_is_who_was_registered(practice):
    assert practice.staff().identity(practice.rosa) == ROSA
    assert practice.staff(Role.FRONT_DESK).identity(practice.omar) == OMAR


@pytest.mark.parametrize("case", list(people.generate(90, 6)), ids=lambda case: case.person.id)
def test_a_case_comes_back_whole(practice, case):
    practice.staff().add(practice.rosa, entry_of(case), once="a")
    found = practice.staff().case(practice.rosa, case.today, case.means)
    assert entry_of(found) == entry_of(case)
    assert (found.person.name, found.person.born_on) == (ROSA.name, ROSA.born_on)


def test_entries_of_one_patient_are_not_in_the_chart_of_another(practice):
    practice.staff().add(practice.rosa, Entry(facts=say("tug_s=12")), once="a")
    assert facts(practice, practice.omar) == ()


def test_a_form_that_is_sent_twice_counts_once(practice):
    store = practice.staff()
    store.add(practice.rosa, Entry(facts=say("tug_s=12")), once="a")
    with pytest.raises(AlreadyKeptError):
        store.add(practice.rosa, Entry(facts=say("tug_s=13")), once="a")
    assert facts(practice, practice.rosa) == say("tug_s=12")


def test_a_correction_counts_and_the_mistake_stays_on_record(practice):
    store = practice.staff()
    wrong = store.add(practice.rosa, Entry(facts=say("tug_s=72")), once="a")
    store.correct(practice.rosa, wrong, Entry(facts=say("tug_s=12")), reason="typed", once="b")
    assert facts(practice, practice.rosa) == say("tug_s=12")
    assert KeptEntry.objects.filter(patient__code=practice.rosa).count() == 2


def test_a_late_correction_does_not_outdo_what_was_said_after_the_mistake(practice):
    store = practice.staff()
    wrong = store.add(practice.rosa, Entry(facts=say("tug_s=72")), once="a")
    store.add(practice.rosa, Entry(facts=say("tug_s=11")), once="b")
    store.correct(practice.rosa, wrong, Entry(facts=say("tug_s=12")), reason="typed", once="c")
    assert facts(practice, practice.rosa) == say("tug_s=11")


def test_two_who_correct_the_same_entry_do_not_overwrite_each_other(practice):
    store = practice.staff()
    wrong = store.add(practice.rosa, Entry(facts=say("tug_s=72")), once="a")
    store.correct(practice.rosa, wrong, Entry(facts=say("tug_s=12")), reason="typed", once="b")
    with pytest.raises(SurefootError, match="in the meantime"):
        store.correct(practice.rosa, wrong, Entry(), reason="typed", once="c")
    assert facts(practice, practice.rosa) == say("tug_s=12")


def test_a_correction_needs_a_reason_and_an_entry_of_that_patient(practice):
    store = practice.staff()
    mine = store.add(practice.rosa, Entry(), once="a")
    with pytest.raises(SurefootError, match="reason"):
        store.correct(practice.rosa, mine, Entry(), reason=" ", once="b")
    with pytest.raises(NotAllowedError):
        store.correct(practice.omar, mine, Entry(), reason="typed", once="b")


def test_a_patient_of_another_clinic_is_not_there(practice):
    other = practice.lena
    assert practice.staff(clinic=practice.there).identity(other) == LENA
    for ask in (
        lambda store: store.identity(other),
        lambda store: store.case(other, TODAY, MEANS),
        lambda store: store.add(other, Entry(), once="a"),
        lambda store: store.correct(other, 1, Entry(), reason="x", once="a"),
    ):
        with pytest.raises(NotAllowedError):
            ask(practice.staff(Role.MANAGER))


def test_what_is_sealed_cannot_be_read_in_the_table_nor_under_another_key(practice):
    practice.staff().add(practice.rosa, Entry(story="my feet burn"), once="a")
    row = KeptEntry.objects.get(patient__code=practice.rosa)
    assert b"burn" not in bytes(row.content)
    store = practice.staff()
    store.correct(practice.rosa, row.pk, Entry(), reason="Mrs Vogt, not Mrs Díaz", once="b")
    assert b"Vogt" not in bytes(KeptEntry.objects.get(supersedes=row).reason)
    assert b"600" not in bytes(Patient.objects.get(code=practice.rosa).contact)
    stranger = Store(actor=practice.staff().actor, ring=new_ring(), now=practice.clock)
    with pytest.raises(SurefootError, match="changed, or belongs to another row"):
        stranger.case(practice.rosa, TODAY, MEANS)


def test_contact_data_copied_to_another_patient_does_not_open(practice):
    contact = Patient.objects.get(code=practice.rosa).contact
    Patient.objects.filter(code=practice.omar).update(contact=contact)
    with pytest.raises(SurefootError, match="another row"):
        practice.staff().identity(practice.omar)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_entry(practice, change):
    practice.staff().add(practice.rosa, Entry(), once="a")
    rows = KeptEntry.objects.filter(patient__code=practice.rosa)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        rows.update(reason=b"x") if change == "update" else rows._raw_delete(rows.db)


def test_the_database_refuses_an_entry_across_two_clinics(practice):
    with of_clinic(practice.there.pk):
        stranger = Patient.objects.get(code=practice.lena).pk
    practice.staff().find("rosa")  # the rows of this clinic again
    with pytest.raises(Error, match=r"two clinics|row-level security"), transaction.atomic():
        KeptEntry.objects.create(
            clinic=practice.here, patient_id=stranger, made_at=practice.clock(),
            content=b"", once="x",
        )  # fmt: skip
