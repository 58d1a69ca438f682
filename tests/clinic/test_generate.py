"""An invented practice is what the clinic itself could have written, and the same each time."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from clinic.practice import Clock
from surefoot.care.case import ClinicMeans
from surefoot.care.findings import Findings
from surefoot.care.line import LineOfCare
from surefoot.clinic import audit
from surefoot.clinic.access import Actor, Role
from surefoot.clinic.generate.names import phone, slipped
from surefoot.clinic.generate.practice import AT_ONCE, Wanted, counted, fill, open_clinic
from surefoot.clinic.generate.roster import roster
from surefoot.clinic.keys import new_ring
from surefoot.clinic.models import Account, AuditEvent, KeptEntry, Member, Patient
from surefoot.clinic.store import Store
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange.people.dice import dice
from surefoot.knowledge.load import load
from surefoot.terms import SurefootError

TODAY = date(2026, 11, 2)
WANTED = Wanted(patients=40, seed=7, today=TODAY)
MEANS = ClinicMeans()


class Made:
    """A practice that was generated."""

    def __init__(self, wanted=WANTED, **how):
        self.ring = new_ring()
        self.staff = open_clinic(wanted, **how)
        self.steps = list(fill(wanted, self.staff, self.ring))

    def store(self, role=Role.THERAPIST):
        member = Member.objects.get(clinic=self.staff.clinic, role=role, account__email__contains=1)
        actor = Actor(clinic=self.staff.clinic, role=role, member=member.pk)
        return Store(actor=actor, ring=self.ring, now=Clock())

    def patients(self):
        return list(Patient.objects.filter(clinic=self.staff.clinic).order_by("pk"))


@pytest.fixture
def made(database):
    """Forty people, with their clinic named for the rest of the test."""
    made = Made()
    with of_clinic(made.staff.clinic):
        yield made


def people(**how):
    return list(roster(7, 40, until=TODAY, **how))


def test_the_same_seed_gives_the_same_names_dates_and_histories():
    assert people() == people()
    assert [one.name for one in people()] != [one.name for one in roster(8, 40, until=TODAY)]


def test_the_chain_holds_with_one_event_a_patient_and_an_entry(made):
    assert audit.verify(made.staff.clinic) == ()
    kept = KeptEntry.objects.filter(clinic=made.staff.clinic)
    corrected = kept.exclude(supersedes=None).count()
    rows = AuditEvent.objects.filter(clinic=made.staff.clinic)
    assert Counter(rows.values_list("action", flat=True)) == {
        "register patient": 40,
        "add entry": kept.count() - corrected,
        "correct entry": corrected,
    }
    assert {row.about["entry"] for row in rows if row.about} == set(
        kept.values_list("pk", flat=True)
    )


def test_the_chain_goes_on_where_the_generator_stopped(made):
    some = made.patients()[3]
    made.store().case(some.code, TODAY, MEANS)
    assert audit.verify(made.staff.clinic) == ()


def test_events_are_in_the_order_of_their_time(made):
    at = [row.at for row in AuditEvent.objects.filter(clinic=made.staff.clinic).order_by("number")]
    assert at == sorted(at)
    assert at[-1].date() <= TODAY


def test_the_store_opens_what_was_kept_and_the_line_of_care_reads_it(made):
    knowledge = load()
    for one, row in zip(people(), made.patients(), strict=True):
        case = made.store().case(row.code, TODAY, MEANS)
        assert (case.person.name, case.person.born_on) == (one.name, one.born_on)
        asked = Findings(case, knowledge)
        plain = [finding.id for finding in knowledge.findings.values() if finding.side == "none"]
        assert any(asked.value(code) is not None for code in plain)


def test_a_case_goes_through_the_line_up_to_the_prognosis(made):
    doors = Counter()
    for row in made.patients()[:8]:
        line = LineOfCare(made.store().case(row.code, TODAY, MEANS), load())
        doors[line.contact.door] += 1
        assert {"TUG", "PSFS"} & {score.instrument for score in line.examination.scores}
        assert line.prognosis is not None
    assert doors["accept"] > 0


def test_contact_data_and_reasons_are_sealed_and_open_for_the_store(made):
    for one, row in zip(people(), made.patients(), strict=True):
        assert made.store(Role.FRONT_DESK).identity(row.code).contact == one.contact
        assert one.contact.get("phone", "none").encode() not in bytes(row.contact)
    reasons = KeptEntry.objects.filter(clinic=made.staff.clinic).exclude(supersedes=None)
    assert reasons.count() > 0
    for kept in reasons.select_related("patient"):
        about = f"patient/{kept.patient.code}/reason/{kept.once}"
        assert made.ring.open(kept.reason, about).decode()


def test_everybody_is_found_by_name_birth_date_and_phone(made):
    desk = made.store(Role.FRONT_DESK)
    for one, row in zip(people(), made.patients(), strict=True):
        for typed in (one.name, one.born_on.isoformat(), one.contact.get("phone", one.name)):
            assert row.code in {found.code for found in desk.find(typed, most=60)}, typed


def test_entries_begin_with_what_was_told_and_go_on_as_a_history(made):
    for one, row in zip(people(), made.patients(), strict=True):
        kept = list(KeptEntry.objects.filter(patient=row).order_by("pk"))
        assert [entry.made_at for entry in kept] == [at for at, _ in one.told]
        assert [entry.made_by_id is None for entry in kept[:2]] == [True, False]
        assert row.registered_at < kept[0].made_at
        assert [at for at, _ in one.told] == sorted({at for at, _ in one.told})


def test_histories_differ_as_people_do():
    many = list(roster(7, 200, until=TODAY))
    told = [entry for one in many for _, entry in one.told]
    assert {2, 3, 4, 5, 6} <= {len(one.told) for one in many}
    assert any(entry.entry.medicines is not None for entry in told[2:] if entry.by == "therapist")
    assert any(one.told[n][1].entry.falls for one in many for n in range(2, len(one.told)))
    assert 5 <= sum(entry.instead_of is not None for entry in told) <= 40
    pain = [_pain(one) for one in many if len(_pain(one)) > 1]
    assert any(last < first - 1 for first, *_, last in pain)
    assert any(last >= first for first, *_, last in pain)


def _pain(one):
    """The answers to the pain scale, first to last."""
    answers = [each for _, told in one.told for each in told.entry.answers]
    return [each.items["average"] for each in answers if each.instrument == "NPRS"]


def test_every_answer_is_one_the_instrument_takes():
    for one in roster(7, 60, until=TODAY):
        for _, told in one.told:
            for each in told.entry.answers:
                assert not _faults(each), each


def _faults(answers):
    """Answers outside of what the instrument can be answered with."""
    instrument = load().instruments[answers.instrument]
    items = {item.id: item for item in instrument.items}
    replies = instrument.replies
    wrong = []
    for name, value in answers.items.items():
        reply = replies[items[name].reply or instrument.reply]
        if reply.kind == "codes" and f"{value:g}" not in reply.codes:
            wrong.append(name)
        if reply.kind == "number" and not reply.low <= value <= reply.high:
            wrong.append(name)
    return wrong


def test_some_share_a_name_and_some_are_there_twice():
    many = list(roster(7, 100, until=TODAY))
    names = Counter(one.name for one in many)
    whole = Counter((one.name, one.born_on) for one in many)
    assert max(names.values()) > 1
    assert max(whole.values()) == 2
    days = Counter((one.born_on, one.contact.get("phone")) for one in many)
    assert max(days.values()) > 1


def test_names_come_in_many_scripts_and_lengths():
    names = [one.name for one in roster(7, 300, until=TODAY)]
    assert any(re.search("[\u4e00-\u9fff]", name) for name in names)
    assert any(re.search("[\u0400-\u04ff]", name) for name in names)
    assert min(map(len, names)) <= 4
    assert max(map(len, names)) >= 30


FREE = (
    r"(\(\d{3}\)|\+1 \d{3}|\d{3})[ -]555[ -]?01\d\d",
    r"(07700|\+44 7700) 900\d{3}|020 7946 0\d{3}",
    r"(030|\+49 30) 23125\d{3}|089 99998\d{3}",
    r"06 39 98 \d\d \d\d|\+33 1 99 00 \d\d \d\d",
    r"\(02\) 5550 \d{4}|\+61 3 7010 \d{4}",
)


def test_every_phone_number_is_kept_free_for_fiction():
    rng = dice(1)
    hits = Counter()
    for _ in range(400):
        number = phone(rng)
        hits[[bool(re.fullmatch(free, number)) for free in FREE].index(True)] += 1
    assert len(hits) == len(FREE)


def test_a_slip_leaves_another_name():
    rng = dice(1)
    for name in ("Rosa Díaz", "王 伟", "Ng Li", "María del Carmen Ortiz de Zárate"):
        assert all(slipped(rng, name) != name for _ in range(50))


def test_one_patient_can_have_hundreds_of_entries_and_others_stay_as_they_were():
    deep = people(deep=120)
    assert len(deep[0].told) == 120
    assert deep[0].told[-1][0].date() <= TODAY
    assert deep[1:9] == people()[1:9]


def test_more_than_fit_into_one_transaction_are_written_too(database):
    made = Made(replace(WANTED, patients=AT_ONCE + 1))
    assert made.steps == [AT_ONCE, AT_ONCE + 1]
    with of_clinic(made.staff.clinic):
        assert audit.verify(made.staff.clinic) == ()
        assert len(made.patients()) == AT_ONCE + 1


def test_there_is_staff_in_every_role_and_nobody_can_sign_in(made):
    members = Member.objects.filter(clinic=made.staff.clinic)
    assert {member.role for member in members} == set(Role.staff())
    assert not any(member.account.has_usable_password() for member in members)


FIRST_LINE = "a long enough one"


def test_a_password_that_was_given_lets_the_staff_sign_in(database):
    made = Made(replace(WANTED, patients=1, password=FIRST_LINE))
    accounts = Account.objects.filter(memberships__clinic=made.staff.clinic)
    assert all(account.check_password(FIRST_LINE) for account in accounts)


def test_a_database_with_a_clinic_is_left_alone(practice):
    before = Patient.objects.count()
    with pytest.raises(SurefootError, match="already holds a clinic"):
        open_clinic(WANTED)
    assert Patient.objects.count() == before


def test_where_it_is_wanted_clinics_stand_beside_each_other(practice):
    first = Made(replace(WANTED, patients=3), add=True)
    second = Made(replace(WANTED, patients=3), add=True)
    told = [counted(made.staff) for made in (first, second)]
    assert [one["patients"] for one in told] == [3, 3]
    assert len({one["slug"] for one in told}) == 2
    for made in (first, second):
        with of_clinic(made.staff.clinic):
            assert audit.verify(made.staff.clinic) == ()


def test_nobody_is_kept_when_the_last_of_them_cannot_be(database, monkeypatch):
    def fail(*args):
        raise OSError("the disk is full")

    staff = open_clinic(WANTED)
    monkeypatch.setattr(audit, "record_all", fail)
    with pytest.raises(OSError, match="full"), transaction.atomic():
        next(fill(WANTED, staff, new_ring()))
    with of_clinic(staff.clinic):
        assert not Patient.objects.exists()
        assert not KeptEntry.objects.exists()


def surefoot(home, *words):
    """The command line, in a home and a database of its own."""
    told = {**os.environ, "SUREFOOT_HOME": str(home), "SUREFOOT_DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-m", "surefoot", "generate", *words],
        env=told, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_makes_home_keys_and_tables_and_then_refuses_to_write_again(tmp_path):
    home = tmp_path / "new"
    words = ("--patients", "3", "--seed", "4", "--today", "2026-11-02", "--json")
    done = surefoot(home, *words)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["kind"], answer["answer"]["patients"]) == ("practice_generated", 3)
    assert (home / "keys.json").stat().st_mode & 0o077 == 0
    assert home.stat().st_mode & 0o077 == 0
    keys = (home / "keys.json").read_text()
    again = surefoot(home, *words)
    assert (again.returncode, json.loads(again.stdout)["kind"]) == (2, "refused")
    assert surefoot(home, *words, "--add").returncode == 0
    assert (home / "keys.json").read_text() == keys


@pytest.mark.parametrize("content", [None, "", "\n"], ids=["no file", "empty", "an empty line"])
def test_the_command_takes_no_poor_password(tmp_path, content):
    file = tmp_path / "password"
    if content is not None:
        file.write_text(content)
    done = surefoot(tmp_path / "new", "--patients", "1", "--password-file", str(file))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
