"""Twelve hours or twenty-four: as the browser's region has it, on every page."""

from datetime import UTC, datetime, timedelta

import pytest

from clinic.phones import come_in
from clinic.practice import ROSA
from surefoot.clinic.access import Role
from surefoot.clinic.clock import region
from surefoot.clinic.store import visits
from surefoot.terms import SurefootError

AT = datetime(2050, 6, 1, 15, 30, tzinfo=UTC)
# What CLDR 48 says of each, in English or Spanish.
CLOCKS = [
    ("en-US", "3:30 PM"), ("en-us,en;q=0.9", "3:30 PM"), ("en-AU;q=1", "3:30 PM"),
    ("es-US,es;q=0.8", "3:30 PM"), ("es-MX", "3:30 PM"), ("es-Latn-PR", "3:30 PM"),
    ("en-GB,en-US;q=0.9", "15:30"), ("en-IE", "15:30"), ("es-ES,es", "15:30"), ("en", "15:30"),
    ("es-419", "15:30"), ("", "15:30"), ("*", "15:30"), ("-US", "3:30 PM"), (";;--,", "15:30"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "shown"), CLOCKS)
def test_a_visit_is_at_the_hour_of_the_readers_clock(screens, practice, asked, shown):
    desk, therapist = practice.staff(Role.FRONT_DESK), practice.staff().actor.member
    visits.give(desk, practice.rosa, therapist, AT, minutes=45)
    phone = come_in(screens, practice.rosa, ROSA.born_on)
    page = phone.get("/me/", headers={"Accept-Language": asked}).content.decode()
    assert shown in page.replace("p.m.", "PM")
    staff = screens.staff(Role.FRONT_DESK)
    for path in ("/day/2050-06-01/", f"/patients/{practice.rosa}/contact/"):
        page = staff.get(path, headers={"Accept-Language": asked}).content.decode()
        assert f">{shown}<" in page.replace("p.m.", "PM"), path


def test_one_reader_does_not_set_the_clock_of_the_next(screens, practice):
    desk, therapist = practice.staff(Role.FRONT_DESK), practice.staff().actor.member
    visits.give(desk, practice.rosa, therapist, AT, minutes=45)
    staff = screens.staff(Role.FRONT_DESK)
    staff.get("/day/2050-06-01/", headers={"Accept-Language": "en-US"})
    assert ">15:30<" in staff.get("/day/2050-06-01/").content.decode()
    with pytest.raises(SurefootError, match="16:20 is free"):
        visits.give(desk, practice.omar, therapist, AT + timedelta(minutes=5), minutes=45)


def test_a_region_is_two_letters_of_the_first_language():
    assert region("en-US-x-private") == "US"
    assert region("zh-Hant-TW, en-US") == "TW"
