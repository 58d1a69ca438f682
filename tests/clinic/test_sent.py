"""What somebody typed, read: a number, a day, a name, or none."""

from datetime import date

import pytest

from surefoot.clinic.access import Role
from surefoot.clinic.sent import a_day, a_name, a_number

LONG = "9" * 5000  # more digits than Python reads
NO_NUMBERS = ["", None, "-1", "1.0", "1e9", " 1", "²", "٣", "x", "9" * 18, LONG]


@pytest.mark.parametrize(
    ("typed", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 17, 10**17 - 1)]
)
def test_a_whole_number_is_read(typed, number):
    assert a_number(typed) == number


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_no_database_keeps_as_a_number_is_none(typed):
    assert a_number(typed) is None


def test_a_number_has_at_most_the_digits_it_may_have():
    assert (a_number("9999", digits=4), a_number("10000", digits=4)) == (9999, None)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2000-01-01", date(2000, 1, 1)), ("2200-01-01", date(2200, 1, 1)), ("1999-12-31", None),
        ("2200-01-02", None), ("0026-05-10", None), ("9999-12-31", None), ("2026-02-30", None),
        ("", None), ("x", None),
    ],
)  # fmt: skip
def test_a_day_is_one_of_the_clinic_or_none(typed, day):
    assert a_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Mia\tLang", "Mia Lang"), (" Mia \n Lang ", "Mia Lang"), ("Díaz", "Díaz"),
     ("a\x01b", None), ("Ana\u202eP", None)],
)  # fmt: skip
def test_a_name_is_one_line_of_what_can_be_read(typed, name):
    assert a_name(typed) == name


@pytest.mark.parametrize("told", ["", "٣", "9" * 17, LONG])
def test_a_number_that_nobody_has_is_refused_and_never_breaks_a_page(screens, practice, told):
    own = f"/patients/{practice.rosa}"
    staff, manager = screens.staff(), screens.staff(Role.MANAGER)
    answers = [
        manager.post("/manager/staff/", {"do": "leave", "member": told}),
        manager.get("/manager/audit/", {"member": told, "before": told}),
        staff.post("/account/clinic/", {"member": told}),
        staff.get(f"{own}/plan/", {"version": told}),
        staff.get(f"{own}/plan/compare/", {"before": told, "after": told}),
        staff.get(f"{own}/examination/findings-{told[:300]}/"),
        staff.post(f"{own}/contact/", {"do": "take away", "number": told}),
    ]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
