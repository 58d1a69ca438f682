"""What was known when: the entries of a patient, and mending one with a reason."""

from dataclasses import replace

import pytest

from clinic.examined import NOW, TODAY, keep_answers
from surefoot.care.case import Fact
from surefoot.care.entry import Entry
from surefoot.clinic.access import Role
from surefoot.clinic.models import KeptEntry, Notice
from surefoot.clinic.seat import means_of
from surefoot.clinic.store import history
from surefoot.knowledge.load import load
from surefoot.terms import Side


@pytest.fixture(autouse=True)
def at_work(monkeypatch):
    """It is the morning of 2 June 2026."""
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", lambda: NOW)


@pytest.fixture
def base(practice):
    """The address of the entries."""
    return f"/patients/{practice.rosa}/entries/"


def words(answer):
    return answer.content.decode()


def case_of(practice):
    return practice.staff().case(practice.rosa, TODAY, means_of(practice.here))


def test_every_entry_is_listed_with_who_made_it(screens, practice, base):
    assert "Nothing is on record yet." in words(screens.staff().get(base))
    keep_answers(practice, "PEG", {"q1": 6, "q2": 7, "q3": 5})
    practice.staff(Role.MANAGER).add(practice.rosa, Entry(story="It began."), once="s")
    page = words(screens.staff().get(base))
    assert "Pain, Enjoyment, General activity" in page
    assert "Story" in page
    assert "manager" in page
    assert page.index("Story") < page.index("Enjoyment")  # the latest first


def test_a_correction_stands_in_its_place_and_the_history_shows_both(screens, practice, base):
    number = keep_answers(practice, "PEG", {"q1": 6, "q2": 7, "q3": 5})
    client = screens.staff()
    page = words(client.get(f"{base}{number}/peg/"))
    assert 'value="7" checked' in page
    sent = {"a.q1": "6", "a.q2": "1", "a.q3": "5", "on": "2026-06-02", "once": "c"}
    answer = client.post(f"{base}{number}/peg/", sent | {"reason": "A slip of the finger"})
    assert answer.url == base
    (answers,) = case_of(practice).answers
    assert answers.items == {"q1": 6, "q2": 1, "q3": 5}
    assert answers.on == TODAY
    page = words(client.get(base))
    assert "A slip of the finger" in page
    later = KeptEntry.objects.latest("pk").pk
    assert f"corrected by entry {later}" in page
    assert f"{base}{number}/peg/" not in page
    old = history.one(practice.staff(), practice.rosa, number)
    assert old.entry.answers[0].items == {"q1": 6, "q2": 7, "q3": 5}


def test_a_correction_needs_a_reason_and_readable_answers(screens, practice, base):
    number = keep_answers(practice, "PEG", {"q1": 6, "q2": 7, "q3": 5})
    client = screens.staff()
    for sent in ({"a.q1": "5"}, {"a.q1": "55", "reason": "slip"}):
        answer = client.post(f"{base}{number}/peg/", sent | {"once": "c"})
        assert answer.status_code == 400
    assert "A correction needs a reason." in words(
        client.post(f"{base}{number}/peg/", {"a.q1": "5", "once": "c"})
    )
    assert KeptEntry.objects.count() == 1


def test_a_correction_is_of_no_day_before_the_birth(screens, practice, base):
    number = keep_answers(practice, "PEG", {"q1": 6, "q2": 7, "q3": 5})
    sent = {"a.q1": "5", "on": "1951-03-03", "reason": "slip", "once": "c"}
    answer = screens.staff().post(f"{base}{number}/peg/", sent)
    assert answer.status_code == 400
    assert "1951-03-03 is before the birth." in words(answer)
    assert KeptEntry.objects.count() == 1


def test_of_two_corrections_of_one_entry_the_second_is_told(screens, practice, base):
    number = keep_answers(practice, "PEG", {"q1": 6, "q2": 7, "q3": 5})
    client, sent = screens.staff(), {"a.q1": "1", "reason": "slip"}
    assert client.post(f"{base}{number}/peg/", sent | {"once": "a"}).status_code == 302
    answer = client.post(f"{base}{number}/peg/", sent | {"once": "b"})
    assert "corrected this entry in the meantime" in words(answer)
    assert client.post(f"{base}{number}/peg/", sent | {"once": "a"}).status_code == 302


def test_findings_are_mended_and_the_rest_of_the_entry_stays(screens, practice, base):
    facts = (
        Fact(code="pulses_absent", value=True, on=TODAY, side=Side.LEFT),
        Fact(code="babinski", value=False, on=TODAY, side=Side.RIGHT),
    )
    entry = Entry(story="It began.", facts=facts)
    number = practice.staff().add(practice.rosa, entry, once="f")
    sent = {"a.pulses_absent.left": "no", "a.babinski.right": "no", "on": "2026-06-02"}
    path = f"{base}{number}/findings/"
    answer = screens.staff().post(path, sent | {"reason": "other foot", "once": "c"})
    assert answer.status_code == 302
    case = case_of(practice)
    assert case.story == "It began."
    assert {(f.code, f.value, f.side) for f in case.facts} == {
        ("pulses_absent", False, Side.LEFT),
        ("babinski", False, Side.RIGHT),
    }


def test_a_finding_nobody_touched_keeps_its_day_and_all_that_was_said_of_it(
    screens, practice, base
):
    may = TODAY.replace(month=5)
    facts = (
        Fact(code="drug_statin", value="current", on=may, name="Some statin", dose="20 mg"),
        Fact(code="babinski", value=False, on=may, side=Side.RIGHT),
        Fact(code="hba1c_pct", value=7.0, on=may),
        Fact(code="hba1c_pct", value=8.0, on=TODAY),
        Fact(code="pain_burning", value=True, on=may, site="sole_left"),
    )
    number = practice.staff().add(practice.rosa, Entry(facts=facts), once="f")
    client, path = screens.staff(), f"{base}{number}/findings/"
    page = words(client.get(path))
    assert 'name="a.hba1c_pct"' not in page  # told of two days
    sent = {"a.drug_statin": "current", "why.babinski.right": "unable", "a.babinski.left": "no"}
    client.post(path, sent | {"reason": "not looked at", "once": "c"})
    entry = history.of(practice.staff(), practice.rosa)[0].entry
    assert entry.facts == (
        facts[0],
        *facts[2:],
        Fact(code="babinski", value=False, on=TODAY, side=Side.LEFT),
    )
    (tried,) = entry.not_done
    assert (tried.code, tried.why, tried.on) == ("babinski", "unable", may)


@pytest.fixture
def many(practice):
    """An entry of twenty findings."""
    codes = [f for f, row in load().findings.items() if is_plain(row)][:20]
    facts = tuple(Fact(code=code, value=False, on=TODAY) for code in codes)
    return practice.staff().add(practice.rosa, Entry(facts=facts), once="f"), facts


def is_plain(row):
    return row.value_type == "three_valued" and row.side == "none" and not row.is_derived


def test_of_many_findings_one_chooses_which_are_mended(screens, base, many):
    number, facts = many
    client, path = screens.staff(), f"{base}{number}/findings/"
    page = words(client.get(path))
    assert page.count('name="code"') == len(facts)
    assert 'name="a.' not in page
    page = words(client.get(path, {"code": facts[1].code, "mend": "1"}))
    assert page.count('name="a.') == 2  # yes and no of the one


def test_what_nobody_chose_stands_as_it_was(screens, practice, base, many):
    number, facts = many
    path = f"{base}{number}/findings/?mend=1&code={facts[1].code}"
    sent = {f"a.{facts[1].code}": "yes", f"a.{facts[2].code}": "yes"}  # the second is not asked
    answer = screens.staff().post(path, sent | {"reason": "slip", "once": "c"})
    assert answer.status_code == 302
    entry = history.of(practice.staff(), practice.rosa)[0].entry
    assert entry.facts == (facts[0], replace(facts[1], value=True), *facts[2:])


@pytest.mark.parametrize("chosen", ["", "?mend=1", "?mend=1&code=babinski", "?code=pain_burning"])
def test_without_a_choice_nothing_is_mended(screens, base, many, chosen):
    number, facts = many
    sent = {f"a.{facts[0].code}": "yes", "reason": "slip", "once": "c"}
    answer = screens.staff().post(f"{base}{number}/findings/{chosen}", sent)
    assert 'name="code"' in words(answer)
    assert KeptEntry.objects.count() == 1


def test_a_finding_is_found_by_its_words_and_what_is_ticked_stays(screens, base, many):
    number, facts = many
    name = load().findings[facts[0].code].says
    typed = {"q": name.upper(), "code": facts[-1].code}
    answer = screens.staff().get(f"{base}{number}/findings/", typed, headers={"HX-Request": "true"})
    page = words(answer)
    assert "<h1>" not in page
    assert f'value="{facts[-1].code}" checked' in page
    assert page.index(facts[-1].code) < page.index(facts[0].code)
    assert page.count('name="code"') == 2
    nothing = screens.staff().get(f"{base}{number}/findings/", {"q": "zzz"})
    assert "no finding of that name" in words(nothing)


def test_a_correction_that_needs_somebody_puts_it_on_the_urgent_list(screens, practice, base):
    number = keep_answers(practice, "PHQ9", {f"q{n}": 0 for n in range(1, 10)})
    sent = {f"a.q{n}": "0" for n in range(1, 9)} | {"a.q9": "2", "on": "2026-06-02"}
    screens.staff().post(f"{base}{number}/phq9/", sent | {"reason": "misheard", "once": "c"})
    assert Notice.objects.filter(red_flag="PHQ9/item-9", urgency=0).count() == 1


def test_a_part_that_an_entry_has_not_is_not_there(screens, practice, base):
    number = practice.staff().add(practice.rosa, Entry(story="It began."), once="s")
    assert screens.staff().get(f"{base}{number}/peg/").status_code == 404
    assert screens.staff().get(f"{base}{number}/findings/").status_code == 404


def test_entries_of_others_and_none_get_the_same_refusal(screens, practice, base):
    there = practice.staff(clinic=practice.there)
    theirs = there.add(practice.lena, Entry(story="not yours"), once="x")
    answers = [screens.staff().get(f"{base}{n}/findings/") for n in (theirs, 987_654_321)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMINISTRATOR])
def test_the_history_is_closed_to_who_does_not_treat(screens, base, role):
    assert screens.staff(role).get(base).status_code == 403
