"""The manager's pages: means and licences, staff, the audit, the export, the knowledge."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from django.conf import settings

from care.said import say
from clinic.test_desk_papers import pdf
from surefoot.care.entry import Entry
from surefoot.clinic.access import NotAllowedError, Role
from surefoot.clinic.in_force import signatures_file
from surefoot.clinic.kept.write import LAST
from surefoot.clinic.models import AuditEvent, Clinic, Member
from surefoot.clinic.seat import means_of
from surefoot.clinic.store import Identity, merges, papers
from surefoot.clinic.store import practice as clinics
from surefoot.clinic.store.sheet import table
from surefoot.exchange import case_file, signatures
from surefoot.knowledge.load import load
from surefoot.terms import Setting, SurefootError

PAGES = ["", "staff/", "audit/", "export/", "knowledge/"]
MEANS = {
    "phone": "555 0143", "ambulance": "112", "settings": ["clinic", "pool"],
    "rooms": "Room 1\n\n Room  2 \nRoom 1",
    "visit_min": "30", "visits_per_week_max": "2", "visits_max": "", "profile": "diabetes",
    "skills": ["balance"], "licensed": [],
}  # fmt: skip


@pytest.fixture
def manager(screens):
    """The manager, at work."""
    return screens.staff(Role.MANAGER)


def text(answer):
    return answer.content.decode()


def here(practice):
    return Clinic.objects.get(pk=practice.here.pk)


@pytest.mark.parametrize("role", Role.staff())
@pytest.mark.parametrize("page", PAGES)
def test_the_managers_pages_are_open_to_managers_alone(screens, role, page):
    client = screens.staff(role)
    expected = 200 if role is Role.MANAGER else 403
    assert client.get(f"/manager/{page}").status_code == expected
    if role is not Role.MANAGER:
        assert client.post(f"/manager/{page}").status_code == 403
        assert 'href="/manager/"' not in text(client.get("/today/"))


def test_the_means_are_kept_as_the_line_of_care_reads_them(manager, practice):
    assert manager.post("/manager/", MEANS).status_code == 302
    means = means_of(here(practice))
    assert (means.settings, means.rooms) == ((Setting.CLINIC, Setting.POOL), ("Room 1", "Room 2"))
    assert (means.visit_min, means.visits_per_week_max, means.visits_max) == (30, 2, None)
    assert (means.profile, means.skills, here(practice).phone) == (
        "diabetes", ("balance",), "555 0143",
    )  # fmt: skip
    assert here(practice).ambulance == "112"
    assert 'value="555 0143"' in text(manager.get("/manager/"))


@pytest.mark.parametrize(
    "wrong",
    [{"visit_min": "9"}, {"visit_min": "181"}, {"visits_per_week_max": "0"}, {"settings": []},
     {"settings": ["moon"]}, {"skills": ["magic"]}, {"licensed": ["none"]}, {"profile": "x"},
     {"phone": ""}, {"visits_max": "0"}, {"ambulance": ""}, {"ambulance": "none"}],
)  # fmt: skip
def test_means_that_cannot_be_are_refused_on_the_page(manager, practice, wrong):
    assert manager.post("/manager/", {**MEANS, **wrong}).status_code == 200
    assert here(practice).means == {}


def test_a_licence_is_confirmed_for_a_slotted_instrument(manager, practice):
    slots = [one for one in load().instruments.values() if one.wording == "slot"]
    assert slots
    manager.post("/manager/", {**MEANS, "licensed": [slots[0].id]})
    assert means_of(here(practice)).licensed == (slots[0].id,)


def test_the_last_backup_is_said(manager):
    assert "No backup is on record." in text(manager.get("/manager/"))
    file = settings.HOME / LAST
    file.write_text(json.dumps({"at": datetime(2026, 5, 31, 22, tzinfo=UTC).isoformat()}))
    try:
        assert "31 May 2026" in text(manager.get("/manager/"))
        file.write_text("{")
        assert "No backup is on record." in text(manager.get("/manager/"))
    finally:
        file.unlink()


def test_somebody_is_invited_by_a_link_that_is_shown_once(manager):
    told = {"do": "invite", "name": "Ines", "email": "ines@here.example", "role": "therapist"}
    assert "http://localhost/invitation/" in text(manager.post("/manager/staff/", told))
    assert "/invitation/" not in text(manager.get("/manager/staff/"))
    assert "is not an e-mail address" in text(
        manager.post("/manager/staff/", {**told, "email": "x"}, follow=True)
    )


def test_a_role_is_changed_and_somebody_leaves(manager, practice):
    member = practice.members[practice.here.pk, Role.THERAPIST]
    manager.post("/manager/staff/", {"do": "role", "member": member, "role": "front_desk"})
    assert Member.objects.get(pk=member).role == "front_desk"
    manager.post("/manager/staff/", {"do": "leave", "member": member})
    assert Member.objects.get(pk=member).left_on is not None


@pytest.mark.parametrize("deed", [{"do": "leave"}, {"do": "role", "role": "therapist"}])
def test_the_last_manager_stays(manager, practice, deed):
    member = practice.members[practice.here.pk, Role.MANAGER]
    said = text(manager.post("/manager/staff/", {**deed, "member": member}, follow=True))
    assert "last manager" in said
    assert Member.objects.get(pk=member).role == "manager"
    assert Member.objects.get(pk=member).left_on is None


def test_of_two_managers_one_may_leave(practice):
    store = practice.staff(Role.MANAGER)
    other = practice.members[practice.here.pk, Role.THERAPIST]
    clinics.change_role(store, other, Role.MANAGER)
    clinics.leave(store, practice.members[practice.here.pk, Role.MANAGER], practice.clock().date())
    with pytest.raises(SurefootError, match="last manager"):
        clinics.leave(store, other, practice.clock().date())


def test_nobody_of_another_clinic_is_touched(practice, manager):
    stranger = practice.members[practice.there.pk, Role.THERAPIST]
    answer = manager.post("/manager/staff/", {"do": "leave", "member": stranger})
    assert answer.status_code == 403
    with pytest.raises(NotAllowedError):
        clinics.change_role(practice.staff(Role.MANAGER), stranger, Role.MANAGER)


def test_the_audit_is_read_by_patient_member_and_day(manager, practice):
    practice.staff(Role.FRONT_DESK).identity(practice.omar)
    front = practice.members[practice.here.pk, Role.FRONT_DESK]
    for query in (f"patient={practice.omar}", f"member={front}", "day=2026-06-01"):
        assert "read contact" in text(manager.get(f"/manager/audit/?{query}"))
    for query in (f"patient={practice.rosa}", "member=999", "day=2026-06-02"):
        assert "read contact" not in text(manager.get(f"/manager/audit/?{query}"))
    assert manager.get("/manager/audit/?patient=x&member=-1&day=0&before=1e9").status_code == 200
    assert "read audit" in AuditEvent.objects.values_list("action", flat=True)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2200-01-02", "1999-12-31"])
def test_a_day_that_no_clinic_has_is_left_out_of_what_is_asked_of_the_audit(manager, day):
    answer = manager.get(f"/manager/audit/?day={day}")
    assert answer.status_code == 200
    assert f'value="{day}"' not in text(answer)


def test_the_audit_goes_on_a_page_at_a_time(manager, practice):
    for _ in range(105):
        practice.staff().identity(practice.omar)
    there = text(manager.get("/manager/audit/"))
    before = there.split("before=")[1].split('"')[0]
    assert f"<td>{int(before)}</td>" in there
    rest = text(manager.get(f"/manager/audit/?before={before}"))
    assert f"<td>{int(before)}</td>" not in rest
    assert f"<td>{int(before) - 1}</td>" in rest


def test_the_chain_is_checked_on_the_page(manager, practice):
    assert "The chain holds" in text(manager.post("/manager/audit/", follow=True))


def test_the_audit_of_another_clinic_is_not_in_it(manager, practice):
    practice.staff(clinic=practice.there).identity(practice.lena)
    answer = manager.get("/manager/audit/?as=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert str(practice.lena) not in {row["patient"] for row in rows}
    assert [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
     ("a=1", "a=1"),
     (-1.5, "-1.5"), (None, ""), ("", ""), ('a"b', 'a"b'), ("a\nb", "a\nb")],
)  # fmt: skip
def test_a_cell_that_would_calculate_is_a_text(cell, written):
    found = csv.reader(io.StringIO(table([["first", cell]]).decode("utf-8-sig"), newline=""))
    assert next(found) == ["first", written]


def unzipped(answer):
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def rows_of(archive, name):
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))


def test_the_export_holds_everything_of_this_clinic_in_open_formats(manager, practice):
    again = practice.staff().register(
        Identity(name="=Rosa", born_on=practice.clock().date(), contact={})
    )
    practice.staff().add(practice.rosa, Entry(story="burning", facts=say("tug_s=12")), once="a")
    practice.staff().add(again, Entry(facts=say("cst30_reps=8")), once="a")
    merges.merge(practice.staff(), practice.rosa, again)
    paper = papers.add(practice.staff(), practice.omar, "a.pdf", pdf(), once="a")
    archive = unzipped(manager.post("/manager/export/"))
    assert archive.testzip() is None
    names = archive.namelist()
    assert f"cases/{again}.json" not in names
    assert not [name for name in names if str(practice.lena) in name]
    assert archive.read(f"papers/{practice.omar}/{paper}.pdf") == pdf()
    case = case_file.read(archive.read(f"cases/{practice.rosa}.json"), load())
    assert {fact.code for fact in case.facts} >= {"tug_s", "cst30_reps"}
    assert {row["name"] for row in rows_of(archive, "patients.csv")} == {
        "Rosa Díaz", "Omar Haddad", "'=Rosa",
    }  # fmt: skip
    assert len(rows_of(archive, "entries.csv")) == 2
    assert [row["merged"] for row in rows_of(archive, "merges.csv")] == [str(again)]
    assert "export everything" in {row["action"] for row in rows_of(archive, "audit.csv")}


def test_no_page_is_an_export_until_it_is_asked_for(manager):
    manager.get("/manager/export/")
    assert "export everything" not in AuditEvent.objects.values_list("action", flat=True)


def test_knowledge_is_signed_with_name_and_day_and_waits_no_more(manager, practice):
    file = signatures_file(here(practice).slug)
    file.unlink(missing_ok=True)  # another test's clinic of the same name may have signed
    there = text(manager.get("/manager/knowledge/"))
    name = there.split('name="statement" value="')[1].split('"')[0]
    try:
        manager.post("/manager/knowledge/", {"statement": [name], "note": "read"})
        (kept,) = signatures.kept(file)
        assert (kept.statement, kept.by, kept.note) == (name, "manager", "read")
        assert f'value="{name}"' not in text(manager.get("/manager/knowledge/"))
        assert "Nothing was ticked." in text(manager.post("/manager/knowledge/", follow=True))
        said = manager.post("/manager/knowledge/", {"statement": ["caps/none"]}, follow=True)
        assert "Nothing to sign: caps/none." in text(said)
        assert len(signatures.kept(file)) == 1
    finally:
        file.unlink(missing_ok=True)
