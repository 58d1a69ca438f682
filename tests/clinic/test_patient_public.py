"""The clinic's page for everybody, and asking for an appointment."""

import pytest

from clinic.practice import ROSA
from clinic.spoken import TEMPLATES, msgids
from reading import grade
from surefoot.clinic.access import Role
from surefoot.clinic.models import ContactRequest
from surefoot.clinic.patient.public import ASKS_AN_HOUR
from surefoot.clinic.store import contacts

MIA = {
    "name": "Mia Lang", "day": "3", "month": "2", "year": "1950", "phone": "0170 77",
    "language": "es", "about": "numb feet", "once": "a",
}  # fmt: skip


def ask(client, **told):
    return client.post("/c/here/ask/", {**MIA, **told})


def test_the_page_says_what_neuropathy_is_and_where_that_comes_from(screens):
    page = screens.anybody().get("/c/here/").content.decode()
    for word in ("What is neuropathy?", "Peripheral", "Autonomic", "Proximal", "Focal",
                 "Can it be reversed?", "Training in water", "Work on soft tissue",
                 "Moving stiff joints", "Stretching", "Balance training",
                 "Ask for an appointment", "DN4-Spain2013"):  # fmt: skip
        assert word in page, word
    assert (
        page.count("<li>Do you")
        + page.count("<li>Is any")
        + page.count("<li>Are you")
        + (page.count("<li>Does"))
        == 9
    )


@pytest.mark.parametrize(
    "text", sorted(one for one in msgids(TEMPLATES[:-2]) if len(one.split()) > 5)
)
def test_what_patients_read_is_of_grade_six_at_most(text):
    assert grade(text) <= 6


def test_a_clinic_that_is_not_there_is_not_there(screens):
    for path in ("", "ask/", "asked/"):
        assert screens.anybody().get(f"/c/nowhere/{path}").status_code == 404


def test_who_asks_waits_at_the_front_desk_of_that_clinic(screens, practice):
    client = screens.anybody()
    answer = ask(client)
    assert (answer.status_code, answer.url) == (302, "/c/here/asked/")
    assert "We have your request" in client.get(answer.url).content.decode()
    (one,) = contacts.waiting(practice.staff(Role.FRONT_DESK))
    assert (one.wish.name, one.wish.phone, one.wish.about) == ("Mia Lang", "0170 77", "numb feet")
    assert (str(one.wish.born_on), one.wish.language) == ("1950-02-03", "es")
    assert contacts.waiting(practice.staff(clinic=practice.there)) == ()


def test_a_form_sent_twice_waits_once(screens, practice):
    client = screens.anybody()
    assert [ask(client).status_code for _ in range(2)] == [302, 302]
    assert ContactRequest.objects.count() == 1


@pytest.mark.parametrize("name", ["Mia\tLang", " Mia  Lang\n", "Mia\u00a0Lang"])
def test_a_name_that_was_pasted_is_kept_so_that_it_can_be_accepted(screens, practice, name):
    assert ask(screens.anybody(), name=name).status_code == 302
    store = practice.staff(Role.FRONT_DESK)
    (one,) = contacts.waiting(store)
    assert store.identity(contacts.accept(store, one.id)).name == "Mia Lang"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"name": " "}, {"name": "x" * 201}, {"name": "a\x00b"}, {"phone": ""},
        {"name": "a\x01b"}, {"name": "Ana\u202eP"},
        {"email": "no", "phone": ""}, {"day": "31"}, {"day": ""}, {"year": "1899"},
        {"year": "2999"}, {"month": "x"}, {"language": "xx"}, {"about": ""}, {"about": "x" * 201},
        {"once": "x" * 65},
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_not_kept(screens, practice, wrong):
    answer = ask(screens.anybody(), **wrong)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not ContactRequest.objects.exists()


def test_what_was_written_stays_in_the_form(screens, practice):
    page = ask(screens.anybody(), phone="").content.decode()
    assert 'value="Mia Lang"' in page and 'value="1950"' in page


@pytest.mark.parametrize("told", [{"phone": "", "email": "mia@lang.example"}, {"year": "1900"}])
def test_one_way_to_reach_somebody_is_enough_and_nobody_is_too_old(screens, practice, told):
    assert ask(screens.anybody(), **told).status_code == 302


def test_one_address_cannot_fill_the_list(screens, practice):
    client = screens.anybody()
    codes = [ask(client, once=str(n)).status_code for n in range(ASKS_AN_HOUR + 2)]
    assert codes == [302] * ASKS_AN_HOUR + [429] * 2
    elsewhere = client.post("/c/here/ask/", {**MIA, "once": "b"}, REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 302


def test_asking_tells_nobody_whether_somebody_is_a_patient(screens, practice):
    born = ROSA.born_on
    told = {"day": born.day, "month": born.month, "year": born.year}
    known = ask(screens.anybody(), name=ROSA.name, once="x", **told)
    unknown = ask(screens.anybody(), once="y")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
