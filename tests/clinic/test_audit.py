"""The audit tells of every reading and writing, and nobody changes it unseen."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from clinic.practice import OMAR
from clinic.test_kill import machine  # noqa: F401 — a fixture
from surefoot.care.case import ClinicMeans
from surefoot.care.entry import Entry
from surefoot.clinic import audit
from surefoot.clinic.access import NotAllowedError, Role
from surefoot.clinic.models import AuditEvent, AuditHead
from surefoot.terms import SurefootError

TODAY, MEANS = date(2026, 6, 1), ClinicMeans()


def told(practice):
    """Who did what with whom in the clinic, oldest first."""
    rows = AuditEvent.objects.filter(clinic=practice.here).order_by("number")
    return [(row.who, row.action, row.patient) for row in rows]


@pytest.fixture
def busy(practice):
    """A clinic in which something was done."""
    store = practice.staff()
    number = store.add(practice.rosa, Entry(story="a"), once="a")
    store.correct(practice.rosa, number, Entry(story="b"), reason="slip", once="b")
    store.case(practice.rosa, TODAY, MEANS)
    store.identity(practice.omar)
    practice.patient(practice.rosa).add(practice.rosa, Entry(story="c"), once="c")
    return practice


def test_every_reading_and_writing_is_told(busy):
    me = f"member/{busy.members[busy.here.pk, Role.THERAPIST]}"
    rosa, omar = str(busy.rosa), str(busy.omar)
    assert told(busy) == [
        (me, "register patient", rosa),
        (me, "register patient", omar),
        (me, "add entry", rosa),
        (me, "correct entry", rosa),
        (me, "read chart", rosa),
        (me, "read contact", omar),
        (f"patient/{rosa}", "add entry", rosa),
    ]


def test_nothing_is_done_that_is_not_told(practice, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="full"):
        practice.staff().add(practice.rosa, Entry(story="a"), once="a")
    with pytest.raises(OSError, match="full"):
        practice.staff().register(replace(OMAR, name="Nobody"))
    monkeypatch.undo()
    assert practice.staff().case(practice.rosa, TODAY, MEANS).story == ""


def test_what_was_refused_leaves_nothing(practice):
    before = len(told(practice))
    with pytest.raises(NotAllowedError):
        practice.staff(Role.FRONT_DESK).case(practice.rosa, TODAY, MEANS)
    with pytest.raises(SurefootError):
        practice.staff().correct(practice.rosa, 0, Entry(), reason="x", once="x")
    assert len(told(practice)) == before


def test_the_audit_holds_nothing_about_anybodys_health(busy):
    for row in AuditEvent.objects.filter(clinic=busy.here):
        assert set(row.about) <= {"entry", "instead of"}
        assert all(isinstance(value, int) for value in row.about.values())


def test_an_untouched_chain_holds_in_each_clinic(busy):
    assert audit.verify(busy.here.pk) == ()
    last = AuditHead.objects.get(clinic=busy.here).seal
    assert audit.verify(busy.here.pk, known=last) == ()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_event(busy, change):
    rows = AuditEvent.objects.filter(clinic=busy.here)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        rows.update(who="nobody") if change == "update" else rows._raw_delete(rows.db)


@pytest.fixture
def unguarded(busy):
    """Somebody with full rights over the database, who has taken the guards away."""
    on = " ON clinic_auditevent" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for event in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER clinic_auditevent_no_{event}{on}")
    return busy


EDITS = {
    "who": {"who": "member/999"},
    "what": {"action": "read contact"},
    "with whom": {"patient": "somebody else"},
    "where": {"where": "10.0.0.1"},
    "about": {"about": {"entry": 4711}},
    "its seal": {"seal": "f" * 64},
    "what it follows": {"before": "f" * 64},
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edited_event_is_found(unguarded, edit):
    AuditEvent.objects.filter(clinic=unguarded.here, number=3).update(**edit)
    assert 3 in {fault.number for fault in audit.verify(unguarded.here.pk)}


@pytest.mark.parametrize("number", [1, 4, 7])
def test_a_removed_event_is_found_at_the_beginning_in_the_middle_and_at_the_end(unguarded, number):
    rows = AuditEvent.objects.filter(clinic=unguarded.here, number=number)
    rows._raw_delete(rows.db)
    assert audit.verify(unguarded.here.pk) != ()


def test_two_events_that_changed_places_are_found(unguarded):
    rows = AuditEvent.objects.filter(clinic=unguarded.here)
    for old, new in ((3, 1000), (4, 3), (1000, 4)):
        rows.filter(number=old).update(number=new)
    assert audit.verify(unguarded.here.pk) != ()


def test_a_chain_made_anew_is_found_by_the_seal_kept_elsewhere(unguarded):
    here = unguarded.here
    kept = AuditHead.objects.get(clinic=here).seal
    before = audit.START
    for row in AuditEvent.objects.filter(clinic=here).order_by("number"):
        row.who, row.before = "member/999", before
        row.seal = before = audit.seal_of(row)
        row.save()
    AuditHead.objects.filter(clinic=here).update(seal=before)
    assert audit.verify(here.pk) == ()
    assert [fault.says for fault in audit.verify(here.pk, known=kept)] == [
        "the seal kept elsewhere is not in the chain"
    ]


def test_what_is_written_during_a_check_waits_for_nothing_and_is_no_fault(machine):  # noqa: F811 — the fixture
    came = subprocess.run(
        [sys.executable, "-m", "clinic.verifying"],
        env=machine.told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert came.stderr == ""
    on_the_page, on_the_machine = map(json.loads, came.stdout.splitlines())
    assert on_the_page == {"faults": [], "written meanwhile": 1, "then": "verify audit"}
    assert on_the_machine == {"faults": [], "written meanwhile": 1, "then": "read contact"}
