"""The truth table of addresses: every visitor at every door, really asked for."""

import pytest
from django.urls import reverse

from clinic.addresses import (
    ABOUT,
    FILLS,
    NEVER_METHODS,
    OUTCOMES,
    TABLE,
    Door,
    addresses,
    disagreements,
    listed,
    outcome,
    rows,
)
from clinic.phones import come_in, day
from clinic.practice import LENA, OMAR, ROSA
from surefoot.clinic.access import RIGHTS, Right, Role
from surefoot.clinic.models import Member
from surefoot.clinic.patient.links import link_for
from surefoot.clinic.seat import MEMBER

ROWS = rows()
VISITORS = list(ROWS[0].expected)


def wanted(address):
    """About whom an address has to be tried."""
    if "patient" in address.parameters:
        return ABOUT
    return ("nobody",) if address.parameters else ("-",)


@pytest.fixture
def door(screens):
    """The practice of the tests with one of everything."""
    return Door(screens)


def test_every_address_has_its_rows():
    missing = []
    for address in addresses().values():
        for about in wanted(address):
            for method in ("GET", "POST"):
                there = [r for r in ROWS if (r.name, r.about) == (address.name, about)]
                if not any(method in row.methods for row in there):
                    missing.append(f"{address.name}\t{about}\t{method}\t{address.right}")
    assert not missing, (
        f"Addresses without their row in {TABLE.name}. Add them, with a cell for each of "
        f"{', '.join(VISITORS)} (what may stand there: {', '.join(OUTCOMES)}):\n"
        + "\n".join(missing)
    )


def test_every_parameter_of_an_address_has_a_value():
    unknown = {p: a.name for a in addresses().values() for p in a.parameters if p not in FILLS}
    assert not unknown, f"Add these parameters to FILLS of addresses.py: {unknown}"


def test_every_row_has_its_address_and_says_what_can_be_said():
    known = addresses()
    assert [row.name for row in ROWS if row.name not in known] == []
    assert {cell for row in ROWS for cell in row.expected.values()} <= set(OUTCOMES)
    assert {row.right for row in ROWS} <= {"-", *map(str, Right)}


def test_a_view_asks_for_the_right_that_is_written():
    known = addresses()
    assert {(row.name, row.right) for row in ROWS} == {
        (row.name, known[row.name].right) for row in ROWS
    }


@pytest.mark.parametrize("role", Role.staff())
def test_the_table_lets_in_who_holds_the_right(role):
    """Of one's own clinic; a page that asks for no right shows no patient."""
    for row in ROWS:
        if row.right != "-" and row.about in ("-", "own"):
            let_in = row.expected[str(role)] != "refused"
            assert let_in is (role in RIGHTS[Right(row.right)]), row.name


def test_a_page_of_a_patient_is_refused_alike_for_none_and_for_anothers():
    of_patients = {name for name, one in addresses().items() if "patient" in one.parameters}
    for row in ROWS:
        if row.name in of_patients and row.right != "-" and row.about in ("other", "nobody"):
            assert {row.expected[str(role)] for role in Role.staff()} == {"refused"}, row.name


def test_everybody_is_answered_as_the_table_says(door):
    assert list(disagreements(door, ROWS)) == []


KNOCKING = ("stranger", *map(str, Role.staff()))


def test_no_page_takes_another_method_from_whoever_knocks_next(door):
    assert list(taken(door, lambda number: [KNOCKING[number % len(KNOCKING)]])) == []


@pytest.mark.campaign
@pytest.mark.parametrize("visitor", KNOCKING)
def test_no_page_takes_another_method(door, visitor):
    assert list(taken(door, lambda _: [visitor])) == []


def taken(door, who):
    """The pages that take what they should not; who knocks may differ from page to page."""
    for number, address in enumerate(listed()):
        path = door.path(address, "own")
        for method in NEVER_METHODS:
            for visitor in who(number):
                if (came := outcome(door.knock(visitor, method, path))) != "no-method":
                    yield f"{method} {address.name} as {visitor}: {came}"


def test_a_refusal_says_the_same_for_none_and_for_anothers(door):
    for address in listed():
        if "patient" in address.parameters:
            said = [
                door.knock("therapist", "GET", door.path(address, about)).content
                for about in ("other", "nobody")
            ]
            assert said[0] == said[1], address.name


def test_nobody_sits_down_on_anothers_chair(screens, practice):
    client = screens.staff(Role.FRONT_DESK)
    theirs = practice.members[practice.here.pk, Role.MANAGER]
    assert client.post(reverse("choose_clinic"), {"member": theirs}).status_code == 404
    session = client.session
    session[MEMBER] = theirs  # as if somebody had found a way to write it
    session.save()
    assert outcome(client.get(reverse("today"))) == "choose"


@pytest.mark.parametrize("told", ["", "clinic", "a\x00b", "-1", "²", "٣", "1.5", "9" * 30])
def test_what_is_no_membership_is_no_chair(screens, told):
    answer = screens.staff().post(reverse("choose_clinic"), {"member": told})
    assert answer.status_code == 404


@pytest.mark.parametrize("visitor", ["link in hand", "link ended", "patient", "patient away"])
def test_no_patient_is_shown_another(door, visitor):
    names = [OMAR.name, LENA.name] + [ROSA.name] * (visitor != "patient")
    shown = []
    for address in listed():
        for about in ("own", "other") if address.parameters else ("own",):
            page = door.knock(visitor, "GET", door.path(address, about)).content.decode()
            shown += [(address.name, about, name) for name in names if name in page]
    assert shown == []


def test_at_the_link_of_another_a_patient_stays_who_they_are(screens, practice):
    rosa = come_in(screens, practice.rosa, ROSA.born_on)
    link = link_for(practice.staff(), practice.omar)
    assert rosa.post(link, day(ROSA.born_on)).status_code == 403
    assert ROSA.name in rosa.get(reverse("my_home")).content.decode()
    assert rosa.post(link, day(OMAR.born_on)).status_code == 302
    page = rosa.get(reverse("my_home")).content.decode()
    assert OMAR.name in page and ROSA.name not in page


def test_who_leaves_is_out_at_the_next_page(screens, practice):
    client = screens.staff()
    assert client.get(reverse("today")).status_code == 200
    mine = practice.members[practice.here.pk, Role.THERAPIST]
    Member.objects.filter(pk=mine).update(left_on="2026-05-31")
    assert outcome(client.get(reverse("today"))) == "choose"
