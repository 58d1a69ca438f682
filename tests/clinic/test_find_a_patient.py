"""A patient of the clinic is found as people type, and nobody of another clinic ever."""

from datetime import date

import pytest

from surefoot.clinic import index
from surefoot.clinic.access import NotAllowedError, Role
from surefoot.clinic.models import AuditEvent, NameMark, NameWord, Patient, PhoneTrace
from surefoot.clinic.store import Identity

PEOPLE = {
    "Martina Martínez": (date(1950, 1, 2), "+49 89 1234567"),
    "Martin Sommer": (date(1950, 2, 1), "0171 555 0101"),
    "Marta de la Cruz": (date(1990, 12, 31), ""),
    "Jürgen Weiß": (date(1944, 6, 6), "0171 555 0102"),
    "Siobhán O'Brien": (date(1961, 7, 8), ""),
    "山田 太郎": (date(1955, 5, 5), ""),
}


@pytest.fixture
def full(practice):
    """A clinic with some more people on file, and their namesakes in another."""
    for name, (born_on, phone) in PEOPLE.items():
        who = Identity(name=name, born_on=born_on, contact={"phone": phone})
        practice.staff().register(who)
        practice.staff(clinic=practice.there).register(who)
    practice.staff().find("")  # the rows of this clinic again
    return practice


def names(practice, typed, **how):
    return [found.name for found in practice.staff(Role.FRONT_DESK).find(typed, **how)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ma", ["Marta de la Cruz", "Martin Sommer", "Martina Martínez"]),
        ("mart so", ["Martin Sommer"]),
        ("so mart", ["Martin Sommer"]),
        ("MARTÍNEZ", ["Martina Martínez", "Martin Sommer"]),  # few: then who else is meant
        ("weiss", ["Jürgen Weiß"]),
        ("brien sio", ["Siobhán O'Brien"]),
        ("山田", ["山田 太郎"]),
        ("2.1.1950", ["Martin Sommer", "Martina Martínez"]),  # or 1 February
        ("1950-02-01", ["Martin Sommer"]),
        ("martina 2.1.1950", ["Martina Martínez", "Martin Sommer"]),
        ("martina 1.2.1950 so", ["Martin Sommer"]),
        ("0101", ["Martin Sommer"]),
        ("555 0102", ["Jürgen Weiß"]),
        ("089 1234567", []),  # written with another beginning
        ("1234567", ["Martina Martínez"]),
        # slips
        ("martinz", ["Martin Sommer", "Martina Martínez"]),
        ("wiess", ["Jürgen Weiß"]),
        ("jurgn weis", ["Jürgen Weiß"]),
        ("sommmer", ["Martin Sommer"]),
        ("siobahn obrien", ["Siobhán O'Brien"]),
        ("xyz", []),
        ("", []),
        ("%", []),
        ("_a", []),
    ],
)
def test_people_are_found_as_typed(full, typed, found):
    assert names(full, typed) == found


def test_nobody_of_another_clinic_is_found(full):
    for typed in ("Martin", "Lena Vogt", "1940-01-01", "0101", "lenna"):
        here = {found.code for found in full.staff().find(typed)}
        there = {found.code for found in full.staff(clinic=full.there).find(typed)}
        assert not here & there
    assert names(full, "Lena Vogt") == []


def test_a_list_is_no_longer_than_asked_for(full):
    assert len(names(full, "ma", most=2)) == 2


def test_who_may_not_find_is_refused(full):
    for store in (full.staff(Role.ADMINISTRATOR), full.patient(full.rosa)):
        with pytest.raises(NotAllowedError):
            store.find("rosa")


def test_a_search_is_told_without_what_was_typed(full):
    full.staff().find("1950-02-01")
    last = AuditEvent.objects.filter(clinic=full.here).order_by("-number")[0]
    assert (last.action, last.about) == ("find patients", {"shown": 1})


def test_a_phone_number_cannot_be_read_from_its_traces(full):
    traces = {row.trace for row in PhoneTrace.objects.all()}
    assert traces
    assert not any("5550101" in trace for trace in traces)


def test_who_changes_their_name_is_found_by_the_new_one_only(practice):
    row = Patient.objects.get(code=practice.omar)
    row.name = "Omar Farouk"
    row.save()
    index.enter(row, "", practice.ring)
    assert names(practice, "farouk") == ["Omar Farouk"]
    assert names(practice, "haddad") == names(practice, "haddd") == names(practice, "0170") == []
    assert NameWord.objects.filter(patient=row).count() == 2
    assert NameMark.objects.filter(patient=row).count() == 5 + 11
