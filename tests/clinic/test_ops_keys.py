"""Keys are rotated while everything still opens, and what stopped half-way goes on."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from clinic.machine import Machine
from surefoot.care.entry import Entry
from surefoot.clinic import audit, in_force, resealing
from surefoot.clinic.keys import read_ring
from surefoot.clinic.models import Account, AuditEvent, KeptEntry
from surefoot.clinic.sealed_columns import COLUMNS, OPEN
from surefoot.clinic.transaction import of_clinic


@pytest.fixture
def told(practice, monkeypatch):
    """A patient with an entry and its correction, and a therapist with an app."""
    store = practice.staff()
    first = store.add(practice.rosa, Entry(), once="one")
    store.correct(practice.rosa, first, Entry(), reason="the wrong foot", once="two")
    monkeypatch.setattr(in_force, "ring", lambda: practice.ring)
    TOTP.activate(Account.objects.get(email="therapist@here.example"), "JBSWY3DPEHPK3PXP")
    return practice


def test_every_sealed_column_is_known_to_the_rotation():
    every = {
        f"{model._meta.db_table}.{field.name}"
        for model in apps.get_app_config("clinic").get_models()
        for field in model._meta.fields
        if isinstance(field, models.BinaryField)
    }
    assert every == {column.place for column in COLUMNS} | OPEN


def test_after_a_rotation_everything_is_sealed_with_the_new_key_and_opens(told):
    fresh = told.ring.rotated()
    before = {row.pk: bytes(row.content) for row in KeptEntry.objects.all()}
    *_, done = resealing.reseal(fresh)
    assert done >= len(before) + 4  # contacts of three patients, a reason, an app
    assert set(resealing.in_use()) == {fresh.current}
    told.ring = fresh
    assert told.staff().identity(told.rosa).contact == {"phone": "+34 600 111 222"}
    with of_clinic(told.here.pk):
        now = {row.pk: bytes(row.content) for row in KeptEntry.objects.all()}
    assert now.keys() == before.keys()
    assert not set(now.values()) & set(before.values())
    secret = Authenticator.objects.get().data["secret"]
    assert bytes.fromhex(secret.removeprefix("sealed:")).startswith(b"k002:")
    assert [row.name for row in told.staff().find("600111222")] == ["Rosa Díaz"]


def test_the_new_key_alone_opens_what_was_sealed_anew(told):
    fresh = told.ring.rotated()
    list(resealing.reseal(fresh))
    alone = type(fresh)(keys={"k002": fresh.keys["k002"]}, current="k002")
    with of_clinic(told.here.pk):
        row = KeptEntry.objects.select_related("patient").exclude(reason=b"").get()
    about = f"patient/{row.patient.code}/reason/{row.once}"
    assert alone.open(bytes(row.reason), about) == b"the wrong foot"


def test_what_stopped_half_way_goes_on(told, monkeypatch):
    monkeypatch.setattr(resealing, "AT_ONCE", 1)
    fresh = told.ring.rotated()
    steps = resealing.reseal(fresh)
    while next(steps) < 2:
        pass
    steps.close()
    left = resealing.in_use()
    assert set(left) == {"k001", "k002"}
    *_, done = resealing.reseal(fresh)
    assert done == left["k001"]
    assert set(resealing.in_use()) == {"k002"}


def test_history_is_guarded_again_afterwards(told):
    list(resealing.reseal(told.ring.rotated()))
    with pytest.raises(IntegrityError), of_clinic(told.here.pk), transaction.atomic():
        KeptEntry.objects.update(once="three")


def test_a_rotation_is_on_record_and_the_chain_holds(told):
    resealing.tell(told.ring, 7)
    with of_clinic(told.here.pk):
        event = AuditEvent.objects.filter(clinic=told.here).latest("number")
        faults = audit.verify(told.here.pk)
    assert (event.who, event.action, event.about) == (
        "machine", "rotate keys", {"key": "k001", "rows": 7},
    )  # fmt: skip
    assert faults == ()


def test_a_dropped_key_never_gives_its_number_to_another(told):
    third = told.ring.rotated().rotated()
    kept = third.without({"k001", "k002", "k003"})
    assert set(kept.keys) == {"k001", "k003"}  # the first finds phone numbers, the last seals
    assert kept.rotated().current == "k004"


@pytest.mark.skipif(connection.vendor == "postgresql", reason="it is a machine with SQLite")
def test_a_key_is_dropped_two_rotations_after_its_own_and_the_doctor_is_content(tmp_path):
    """A worker that began under k002 may still save with it while k003 is taken into use."""
    machine = Machine(tmp_path / "home")
    machine.run("generate", "--patients", 5)
    assert machine.run("keys", "rotate", "--json")["current"] == "k002"
    again = machine.run("keys", "rotate", "--drop", "--json")
    assert (again["current"], again["idle"]) == ("k003", [])
    assert set(read_ring(machine.home / "keys.json").keys) == {"k001", "k002", "k003"}
    third = machine.run("keys", "rotate", "--drop", "--json")
    assert (third["current"], third["idle"], third["dropped"]) == ("k004", ["k002"], True)
    said = machine.run("doctor", status=2)
    assert "3 in " in said
    assert "TO DO  backup" in said
    assert said.count("TO DO") == 1
