"""How somebody is reached, changed by two at once or with a mistake: nothing is undone or lost."""

from datetime import UTC, datetime

import pytest

from clinic.forms_read import Forms
from clinic.practice import OMAR
from clinic.test_desk_screens import give, last, page, text
from surefoot.clinic.access import Role
from surefoot.clinic.models import AuditEvent
from surefoot.clinic.store import reach


@pytest.fixture(autouse=True)
def june(monkeypatch):
    """The day of the tests."""
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", lambda: at)


@pytest.fixture
def desk(screens):
    """The front desk."""
    return screens.staff(Role.FRONT_DESK)


def opened(client, practice):
    """The form of how somebody is reached, as a browser opens it and would send it."""
    return as_shown(client.get(page(practice)))


def as_shown(answer):
    """The same form, as it is on a page that was sent."""
    (form,) = [one for one in Forms(text(answer)).forms if "phone" in one.fields]
    told = {name: sent[-1] for name, sent in form.fields.items() if name}
    return {**told, "sex": "", "language": "en"}  # of what can be chosen


def test_a_page_opened_before_somebody_elses_change_does_not_undo_it(desk, practice):
    stale, fresh = opened(desk, practice), opened(desk, practice)
    desk.post(page(practice), {**fresh, "phone": "600 333 444"})
    assert desk.post(page(practice), {**stale, "address": "Calle Sol 1"}).status_code == 302
    assert last(practice).about == {"changed": "address"}
    kept = practice.staff().identity(practice.rosa).contact
    assert (kept["phone"], kept["address"]) == ("600 333 444", "Calle Sol 1")
    assert "Rosa Díaz" in text(desk.get("/patients/?q=600333444"))


def test_what_is_emptied_is_changed_and_what_was_not_touched_is_not(desk, practice):
    told = opened(desk, practice)
    desk.post(page(practice), {**told, "phone": ""})
    assert last(practice).about == {"changed": "phone"}
    before = AuditEvent.objects.filter(action="change contact").count()
    desk.post(page(practice), told)  # the phone is on this page as it was opened
    assert AuditEvent.objects.filter(action="change contact").count() == before
    assert practice.staff().identity(practice.rosa).contact["phone"] == ""


def test_what_was_typed_stands_beside_its_mistake_and_is_kept_once_it_is_mended(desk, practice):
    told = {**opened(desk, practice), "email": "no", "address": "Calle Sol 1"}
    answer = desk.post(page(practice), told)
    assert answer.status_code == 200
    for there in ("errorlist", 'value="Calle Sol 1"', 'value="no"', "Nothing was changed."):
        assert there in text(answer)
    reach.change(practice.staff(Role.FRONT_DESK), practice.rosa, OMAR, parts=["phone"])
    desk.post(page(practice), {**as_shown(answer), "email": "r@x.example"})
    kept = practice.staff().identity(practice.rosa).contact
    assert kept["phone"] == OMAR.contact["phone"]
    assert (kept["address"], kept["email"]) == ("Calle Sol 1", "r@x.example")


def test_a_visit_and_a_consent_that_could_not_be_kept_are_still_on_the_page(desk, practice):
    give(desk, practice)
    there = text(give(desk, practice, at="10:10"))
    assert 'value="10:10"' in there
    told = {"do": "agree", "kind": "sharing", "given": "no", "on": "2027-06-01", "once": "a"}
    there = text(desk.post(page(practice), told))
    assert 'value="2027-06-01"' in there
    assert '<option value="no" selected>' in there
    assert '<details class="mt-s" open>' in there
