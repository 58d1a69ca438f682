"""The front desk's days: of which day a visit can be, who keeps it when it is moved, who waits."""

import re
from datetime import UTC, date, datetime

import pytest

from clinic.practice import ROSA
from clinic.test_desk_screens import give, page, text
from clinic.test_query_counts import asked
from surefoot.clinic.access import Role
from surefoot.clinic.models import Account, AuditEvent, Member, Visit
from surefoot.clinic.store import contacts, papers


@pytest.fixture(autouse=True)
def june(monkeypatch):
    """The day of the tests."""
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", lambda: at)


@pytest.fixture
def desk(screens):
    """The front desk."""
    return screens.staff(Role.FRONT_DESK)


@pytest.mark.parametrize(
    ("day", "is_kept"),
    [("0026-05-10", False), ("1999-12-31", False), ("2000-01-01", True), ("2200-01-01", True),
     ("2200-01-02", False), ("9999-12-31", False)],
)  # fmt: skip
def test_a_visit_is_on_a_day_of_the_clinic(desk, practice, day, is_kept):
    said = text(give(desk, practice, day=day))
    assert ("This year cannot be meant" in said) is not is_kept
    assert Visit.objects.count() == is_kept


def choosing(page):
    """Whom a browser would choose of the form's therapists: the one marked, or else the first."""
    options = re.findall(r'<option value="(\d*)"( selected)?>', page.split('name="therapist"')[1])
    return next((value for value, chosen in options if chosen), options[0][0])


def test_whoever_has_a_visit_keeps_it_when_two_have_one_name(desk, practice):
    give(desk, practice)
    Account.objects.filter(email__endswith="@here.example").update(name="Kim")
    visit = Visit.objects.get()
    for role in (Role.MANAGER, Role.THERAPIST):
        visit.therapist_id = practice.members[practice.here.pk, role]
        visit.save()
        there = text(desk.get(f"/patients/{practice.rosa}/visits/{visit.pk}/"))
        assert choosing(there) == str(visit.therapist_id)


def test_who_has_left_is_not_replaced_unasked(desk, practice):
    give(desk, practice)
    visit = Visit.objects.get()
    Member.objects.filter(pk=visit.therapist_id).update(left_on=date(2026, 6, 1))
    where = f"/patients/{practice.rosa}/visits/{visit.pk}/"
    assert choosing(text(desk.get(where))) == ""
    told = {"do": "move", "day": "2026-06-03", "time": "11:30", "therapist": ""}
    assert "With: This field is required." in text(desk.post(where, told))
    assert Visit.objects.get().starts_at == visit.starts_at
    manager = practice.members[practice.here.pk, Role.MANAGER]
    assert desk.post(where, {**told, "therapist": manager}).status_code == 302
    assert Visit.objects.get().therapist_id == manager


def test_a_visit_is_not_moved_to_the_year_26(desk, practice):
    give(desk, practice)
    visit = Visit.objects.get()
    told = {"do": "move", "day": "0026-05-10", "time": "10:00", "therapist": visit.therapist_id}
    where = f"/patients/{practice.rosa}/visits/{visit.pk}/"
    assert "This year cannot be meant" in text(desk.post(where, told))
    assert Visit.objects.get().starts_at == visit.starts_at


@pytest.mark.parametrize(("day", "is_kept"), [("0026-05-10", False), ("2000-01-01", True)])
def test_a_consent_is_of_a_day_of_the_clinic(desk, practice, day, is_kept):
    told = {"do": "agree", "kind": "sharing", "given": "yes", "once": "a", "on": day}
    said = text(desk.post(page(practice), told, follow=True))
    assert ("This year cannot be meant" in said) is not is_kept
    assert len(papers.consents(practice.staff(), practice.rosa)) == is_kept


def asking(practice, many):
    """So many strangers more, each with the name and birth date of somebody on file."""
    for number in range(many):
        wish = contacts.Wish(name=f"Rosa Díaz {number:02}", born_on=ROSA.born_on, about="feet")
        contacts.ask(practice.here, wish, ring=practice.ring, at=practice.clock(),
                     once=f"{practice.clock.at}")  # fmt: skip


def test_who_asked_is_a_page_at_a_time_that_asks_as_little_for_many_as_for_one(desk, practice):
    asking(practice, 1)
    few = asked(desk, "/contacts/")
    asking(practice, contacts.PAGE)
    before = AuditEvent.objects.count()
    assert len(asked(desk, "/contacts/")) == len(few)
    assert AuditEvent.objects.count() - before == 2 * 2  # read twice: who asked, who is like them
    there = text(desk.get("/contacts/"))
    assert f"{contacts.PAGE + 1} wait" in there
    assert there.count("May be on file already") == contacts.PAGE
    rest = text(desk.get("/contacts/" + there.split('href="/contacts/')[-1].split('"')[0]))
    assert "The next 25" in there
    assert rest.count("May be on file already") == 1
    assert "The next 25" not in rest


def test_today_tells_the_front_desk_who_asked_without_their_names(screens, desk, practice):
    assert "Nobody waits" in text(desk.get("/today/"))
    asking(practice, 2)
    there = text(desk.get("/today/"))
    assert "2 wait" in there
    assert "the first since 1 Jun 09:00" in there
    assert "Rosa Díaz 0" not in there
    assert "Who asked for an appointment" not in text(screens.staff().get("/today/"))
