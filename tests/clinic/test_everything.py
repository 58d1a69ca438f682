"""The export: everything as it was at one moment, and nothing in it calculates in a spreadsheet."""

import csv
import io
import json
import subprocess
import sys
from datetime import date

import pytest

from clinic.examined import keep_answers
from clinic.hostile import HOSTILE
from clinic.planned import planned
from clinic.test_desk_papers import pdf
from clinic.test_kill import machine  # noqa: F401 — a fixture
from surefoot.care.case import ClinicMeans, Fact
from surefoot.care.entry import Entry
from surefoot.clinic.access import NotAllowedError, Role
from surefoot.clinic.models import Member, Notice, Patient
from surefoot.clinic.store import Identity, contacts, notices, papers, plans
from surefoot.clinic.store.everything import files
from surefoot.clinic.store.sheet import STEERS, table
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange import case_file
from surefoot.knowledge.load import load
from surefoot.terms import SurefootError

TODAY = date(2026, 6, 1)


def exported(practice, role=Role.MANAGER, clinic=None):
    store = practice.staff(role, clinic)
    return dict(files(store, load(), ClinicMeans(), TODAY))


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def plain(cell):
    """A cell as it was told: without the apostrophe that keeps it from calculating."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(STEERS) else cell


def test_what_is_written_during_an_export_is_in_none_of_its_files(machine):  # noqa: F811 — the fixture
    came = subprocess.run(
        [sys.executable, "-m", "clinic.exporting"],
        env=machine.told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert came.stderr == ""
    before, after = map(json.loads, came.stdout.splitlines())
    assert before == {"cases": 2, "stories": 0, "patients": 0, "entries": 0, "audit": 0}
    assert after == {"cases": 3, "stories": 2, "patients": 1, "entries": 2, "audit": 2}


def test_decisions_and_notices_are_in_it_as_they_were_written_down(practice):
    store = practice.staff()
    planned(practice)
    plans.decide(store, practice.rosa, 1, "set_aside", reason="=No pool")
    planned(practice, after=1)
    plans.decide(store, practice.rosa, 2, "approved")
    rosa = Patient.objects.get(code=practice.rosa)
    for flag in ("rf_dvt", "rf_cauda_equina"):
        Notice.objects.create(clinic=practice.here, patient=rosa, red_flag=flag, urgency=1,
                              raised_at=practice.clock())  # fmt: skip
    notices.close(store, practice.rosa, "rf_dvt", done="Dr Ames told")
    every = exported(practice)
    decided = [(r["patient"], r["plan"], r["decided"], r["by"], r["reason"])
               for r in rows(every["plan_decisions.csv"])]  # fmt: skip
    who, member = str(practice.rosa), str(store.actor.member)
    assert decided == [
        (who, "1", "set_aside", member, "'=No pool"), (who, "2", "approved", member, ""),
    ]  # fmt: skip
    raised = [(r["patient"], r["red_flag"], r["urgency"], bool(r["closed_at"]), r["closed_by"],
               r["done"]) for r in rows(every["notices.csv"])]  # fmt: skip
    assert raised == [
        (who, "rf_dvt", "1", True, member, "Dr Ames told"),
        (who, "rf_cauda_equina", "1", False, "", ""),
    ]
    with of_clinic(practice.there.pk):
        there = exported(practice, clinic=practice.there)
    assert rows(there["plan_decisions.csv"]) == rows(there["notices.csv"]) == []


def test_one_day_that_cannot_be_keeps_nothing_back(practice):
    early = Fact(code="tug_s", value=12.0, on=date(26, 5, 10))
    practice.staff().add(practice.rosa, Entry(facts=(early,)), once="a")
    keep_answers(practice, "PEG", {"q1": 6, "q2": 7, "q3": 5}, on=TODAY)
    every = exported(practice)
    written = every[f"cases/{practice.rosa}.json"]
    assert b'"0026-05-10"' in written
    with pytest.raises(SurefootError):  # so nothing that is sent may depend on reading it back
        case_file.read(written, load())
    values = {row["instrument"]: row["value"] for row in rows(every["scores.csv"])}
    assert values["PEG"] == "6.0"
    assert "audit.csv" in every


def test_every_number_of_a_member_is_explained(practice):
    left = Member.objects.get(clinic=practice.here, role=Role.FRONT_DESK)
    practice.staff(Role.FRONT_DESK).register(
        Identity(name="Ana", born_on=date(1950, 2, 1), contact={})
    )
    Member.objects.filter(pk=left.pk).update(left_on=TODAY)
    practice.staff().add(practice.rosa, Entry(story="s"), once="a")
    every = exported(practice)
    there = {row["member"]: row for row in rows(every["members.csv"])}
    assert there[str(left.pk)] == {
        "member": str(left.pk), "name": "front_desk", "email": "front_desk@here.example",
        "role": "front_desk", "left_on": "2026-06-01",
    }  # fmt: skip
    assert {row["made_by"] for row in rows(every["entries.csv"])} <= set(there)
    assert {row["email"].partition("@")[2] for row in there.values()} == {"here.example"}


def test_every_paper_is_listed_with_its_name_beside_its_file(practice):
    store = practice.staff()
    number = papers.add(store, practice.rosa, "=Letter.pdf", pdf(), once="a")
    papers.take_away(store, practice.rosa, number)
    every = exported(practice)
    (row,) = rows(every["papers.csv"])
    assert every[row["file"]] == pdf()
    assert (row["patient"], row["paper"], row["name"]) == (
        str(practice.rosa), str(number), "'=Letter",
    )  # fmt: skip
    assert row["added_by"] == row["taken_away_by"] == str(store.actor.member)
    assert row["taken_away_at"]


def test_every_request_for_an_appointment_is_in_it_with_what_became_of_it(practice):
    wish = contacts.Wish(name="=Mia", born_on=date(1950, 2, 3), phone="0170 77", about="numb")
    asked = [
        contacts.ask(practice.here, wish, ring=practice.ring, at=practice.clock(), once=once)
        for once in "abc"
    ]
    patient = contacts.accept(practice.staff(), asked[0])
    contacts.redirect(practice.staff(), asked[1], "a dentist")
    contacts.ask(practice.there, wish, ring=practice.ring, at=practice.clock(), once="d")
    there = rows(exported(practice)["contact_requests.csv"])
    assert {(r["name"], r["born_on"], r["phone"], r["about"]) for r in there} == {
        ("'=Mia", "1950-02-03", "0170 77", "numb")
    }
    member = str(practice.staff().actor.member)
    assert [(r["patient"], r["reason"], r["decided_by"], bool(r["decided_at"])) for r in there] == [
        (str(patient), "", member, True), ("", "a dentist", member, True), ("", "", "", False),
    ]  # fmt: skip


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.FRONT_DESK, Role.ADMINISTRATOR])
def test_nobody_but_a_manager_takes_everything_out(practice, role):
    with pytest.raises(NotAllowedError):
        exported(practice, role)


SHY = ("'", "''", "'=1", "''=1", "'a", "＝1", "＠SUM(1)", "\n=1")


@pytest.mark.parametrize("cell", [*HOSTILE, *SHY], ids=range(len(HOSTILE) + len(SHY)))
def test_a_hostile_text_is_no_formula_and_comes_back_whole(cell):
    content = table([["before", cell, "after"]]).decode("utf-8-sig")
    ((before, there, after),) = csv.reader(io.StringIO(content, newline=""))
    assert (before, plain(there), after) == ("before", cell, "after")
    assert not there.startswith(STEERS)


def test_three_hundred_hostile_texts_leave_the_clinic_as_they_came(practice):
    parts, told = ("phone", "email", "address", "emergency"), {}
    for number in range(0, len(HOSTILE), 4):
        contact = dict(zip(parts, HOSTILE[number : number + 4], strict=False))
        who = Identity(name=f"Somebody {number}", born_on=date(1950, 1, 1), contact=contact)
        told[str(practice.staff().register(who))] = contact
    there = {row["patient"]: row for row in rows(exported(practice)["patients.csv"])}
    assert len(HOSTILE) >= 300
    for code, contact in told.items():
        assert {part: plain(there[code][part]) for part in contact} == contact
        assert not any(there[code][part].startswith(STEERS) for part in contact)
