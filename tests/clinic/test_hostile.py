"""Whatever somebody types comes back as it was typed, and is never more than words."""

import re
from datetime import date
from itertools import batched

import pytest
from django.test import Client
from django.urls import reverse

from clinic.addresses import Door, listed
from clinic.headers import is_to_keep
from clinic.hostile import HOSTILE
from clinic.pages_read import PageRead
from surefoot.care.case import ClinicMeans, Goal, Medicine
from surefoot.care.entry import Entry
from surefoot.care.line import LineOfCare
from surefoot.care.summary import therapist_page
from surefoot.clinic import in_force
from surefoot.clinic.access import Role
from surefoot.clinic.store import Identity
from surefoot.clinic.therapist.chart import as_it_stands
from surefoot.exchange.pages.html import as_html
from surefoot.exchange.pages.pdf import as_pdf
from surefoot.terms import Domain, SurefootError

TODAY = date(2026, 6, 1)
TOGETHER = 50  # strings on one page
SOME = list(batched(HOSTILE, TOGETHER))
PLAIN = tuple(f"Plain {number}" for number in range(len(HOSTILE)))


def said(words, practice, patient, once):
    """An entry in which each string stands wherever a person's own words can stand."""
    goals = tuple(
        Goal(words=one, domain=Domain.FUNCTION, priority=number)
        for number, one in enumerate(words, start=1)
    )
    medicines = tuple(
        Medicine(name=one, classes=(), state="current", on=TODAY, dose=one) for one in words[:10]
    )
    told = Entry(story="\n".join(words), goals=goals, medicines=medicines)
    store = practice.staff()
    number = store.add(patient, told, once=f"{once}-1")
    reason = " ".join(words).strip() or "x"
    store.correct(patient, number, told, reason=reason, once=f"{once}-2")


def squeezed(text):
    """Without what a browser does not show of white space."""
    return re.sub(r"\s+", " ", text)


def same_elements(one, other):
    """Whether two pages are made of the same elements with the same attributes."""
    return (one.elements, one.attributes) == (other.elements, other.attributes)


def test_there_are_three_hundred():
    assert len(HOSTILE) >= 300


@pytest.mark.parametrize("words", SOME, ids=range(len(SOME)))
def test_on_every_page_words_are_words(screens, practice, words):
    door = Door(screens)
    pages = {}
    for kind, told in (("plain", PLAIN[: len(words)]), ("hostile", words)):
        name = next((one for one in told if is_a_name(one)), "Plain")
        who = Identity(name=name, born_on=date(1950, 1, 1), contact={"phone": told[0]})
        door.patients["own"] = practice.staff().register(who)
        said(told, practice, door.patients["own"], kind)
        for one in listed():
            if "patient" in one.parameters:
                answer = door.knock("therapist", "GET", door.path(one, "own"))
                if answer.headers.get("Content-Type", "").startswith("text/html"):
                    assert answer.status_code != 500, one.name
                    pages[one.name, kind] = PageRead(answer.content.decode())
                    if is_to_keep(answer) and answer.status_code == 200:  # its style is inside
                        pages[one.name, kind].wrong.remove("<style> inside the page")
    for name, kind in pages:
        read = pages[name, kind]
        assert read.wrong == [], name
        assert same_elements(read, pages[name, "plain"]), (name, kind)
    shown = squeezed(pages["chart", "hostile"].text)
    assert [one for one in words if squeezed(one).strip() not in shown] == []


def is_a_name(text):
    """What the store takes for a name."""
    return bool(text.strip()) and len(text) <= 200 and not re.search(r"[\x00-\x1f\x7f-\x9f]", text)


def test_every_name_stands_in_the_list_as_it_was_told(screens, practice):
    names = [one for one in HOSTILE if is_a_name(one)]
    for one in names:
        practice.staff().register(Identity(name=one, born_on=date(1950, 1, 1), contact={}))
    client, seen, path = screens.staff(Role.FRONT_DESK), "", reverse("patients")
    for _ in range(len(names)):  # a list that goes round in a circle ends too
        page = client.get(path).content.decode()
        read = PageRead(page)
        assert read.wrong == []
        assert not {"b", "img", "iframe", "math", "details", "object"} & set(read.elements)
        seen += read.text
        after = re.search(r'class="btn line" href="([^"]*\?after=[^"]*)"', page)
        if after is None:
            break
        path = after[1]
    assert [one for one in names if one.strip() not in seen] == []


def test_what_is_no_name_is_refused_with_a_reason(practice):
    for one in HOSTILE:
        if not is_a_name(one):
            with pytest.raises(SurefootError):
                practice.staff().register(Identity(name=one, born_on=TODAY, contact={}))


def test_every_search_is_answered_and_shown_as_it_was_typed(screens):
    client = screens.staff()
    for one in HOSTILE:
        answer = client.get(reverse("patients"), {"q": one})
        assert answer.status_code == 200, one
        page = answer.content.decode()
        assert PageRead(page).wrong == [], one


def test_every_way_on_is_answered(screens):
    for one in HOSTILE[::3]:
        answer = Client(SERVER_NAME="localhost").get(reverse("account_login"), {"next": one})
        assert answer.status_code == 200, one
        assert PageRead(answer.content.decode()).wrong == [], one


@pytest.mark.parametrize("words", SOME, ids=range(len(SOME)))
def test_a_file_of_a_chart_is_made_of_the_same_elements(practice, words):
    read = []
    for kind, told in (("plain", PLAIN[: len(words)]), ("hostile", words)):
        patient = practice.staff().register(
            Identity(name="Nina", born_on=date(1950, 1, 1), contact={})
        )
        said(told, practice, patient, kind)
        case = practice.staff().case(patient, TODAY, ClinicMeans())
        page = therapist_page(as_it_stands(LineOfCare(case, in_force.knowledge())))
        read.append(PageRead(as_html(page)))
        if kind == "hostile":
            assert as_pdf(page).startswith(b"%PDF-")
    assert same_elements(*read)


def test_contact_data_come_back_as_they_were_told(practice):
    for one in HOSTILE:
        who = Identity(name="Nina", born_on=TODAY, contact={"address": one, "email": one})
        patient = practice.staff().register(who)
        assert practice.staff().identity(patient).contact == who.contact
