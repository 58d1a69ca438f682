"""The examination on screen: what is due, the forms, live scores, drafts, conflicts, safety."""

import re

import pytest

from clinic.examined import (
    NOW,
    TODAY,
    every_instrument,
    filled,
    keep_answers,
    licensed,
    may_stand,
    second_therapist,
)
from surefoot.care.case import Fact
from surefoot.care.entry import Entry
from surefoot.care.examination import score
from surefoot.care.line import LineOfCare
from surefoot.care.rules.sheet import years_between
from surefoot.clinic import in_force
from surefoot.clinic.access import Role
from surefoot.clinic.models import AuditEvent, Draft, KeptEntry, Notice
from surefoot.clinic.seat import means_of
from surefoot.clinic.therapist.form import form_of
from surefoot.clinic.therapist.typed import answers_of, read

KNOWLEDGE = in_force.knowledge()
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def at_work(monkeypatch):
    """It is the morning of 2 June 2026."""
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", lambda: NOW)


@pytest.fixture
def base(practice):
    """The address of the examination."""
    return f"/patients/{practice.rosa}/examination/"


def case_of(practice):
    return practice.staff().case(practice.rosa, TODAY, means_of(practice.here))


def page_of(client, path):
    return " ".join(words(client.get(path)).split())


def words(answer):
    return answer.content.decode()


def test_the_list_shows_both_blocks_with_their_minutes_and_begins_with_the_first(screens, base):
    page = words(screens.staff().get(base))
    assert "Safety block" in page
    assert "about 29 minutes" in page
    assert "about 17 minutes" in page
    assert f'href="{base}psfs/"' in page


def test_any_other_test_is_found_by_its_name(screens, base):
    page = words(screens.staff().get(f"{base}?q=6-minute", headers=HTMX))
    assert "6-minute walk" in page.lower()
    assert "<html" not in page
    assert "No test has that" in words(screens.staff().get(f"{base}?q=zzzz"))


@pytest.mark.parametrize("code", every_instrument())
def test_each_form_that_is_filled_in_is_kept_with_the_score_of_the_core(
    screens, practice, base, code
):
    licensed(practice, code)
    if code != "OH":
        may_stand(practice)
    client, made = screens.staff(), form_of(KNOWLEDGE.instruments[code], KNOWLEDGE, None)
    assert client.get(f"{base}{made.slug}/").status_code == 200
    sent = filled(made) | {"once": "t1"}
    assert client.post(f"{base}{made.slug}/", sent).status_code == 302
    case = case_of(practice)
    (answers,) = (one for one in case.answers if one.instrument == code)
    assert answers == answers_of(made, read(made, sent, TODAY))
    alone = score(
        answers,
        KNOWLEDGE,
        age_a=years_between(case.person.born_on, TODAY),
        sex=case.person.sex,
        licensed=(code,),
    )
    of_core = LineOfCare(case, KNOWLEDGE).examination.latest(code)
    assert (of_core.state, of_core.main) == (alone.state, alone.main)


def test_the_score_is_shown_while_one_types_and_nothing_is_kept(screens, practice, base):
    keep_answers(practice, "PEG", {"q1": 6, "q2": 7, "q3": 5}, on=TODAY.replace(month=3))
    before = KeptEntry.objects.count()
    page = words(screens.staff().post(f"{base}peg/score/", {"a.q1": 4, "a.q2": 5, "a.q3": 4}))
    assert "4.3" in page
    assert "6.0 → 4.3" in page
    assert "Enough to matter (1), within error (2.2). Measure once more." in page
    assert (KeptEntry.objects.count(), Draft.objects.count()) == (before, 0)


def test_another_protocol_is_told_and_no_change_is_worked_out(screens, practice, base):
    may_stand(practice)
    shoes = {"footwear": "shoes"}
    keep_answers(practice, "TUG", {"trial_1": 15}, on=TODAY.replace(month=3), protocol=shoes)
    client = screens.staff()
    assert 'value="shoes"' in words(client.get(f"{base}tug/"))
    page = words(client.post(f"{base}tug/score/", {"a.trial_1": "12", "p.footwear": "barefoot"}))
    assert "footwear: shoes, then barefoot" in page
    assert "More than the error" not in page


def test_what_cannot_be_is_told_at_the_field_and_what_was_typed_stays(screens, practice, base):
    may_stand(practice)
    before = KeptEntry.objects.count()
    answer = screens.staff().post(
        f"{base}tug/", {"a.trial_1": "400", "a.trial_2": "twelve", "p.pace": "usual", "once": "t"}
    )
    page = words(answer)
    assert answer.status_code == 400
    assert "400 is more than can be. Type a number, 1 to 300 s." in page
    assert "“twelve” is not a number." in page
    assert 'value="400"' in page
    assert 'value="usual"' in page
    assert KeptEntry.objects.count() == before


def test_a_test_before_the_birth_is_told_and_not_kept(screens, base):
    before = KeptEntry.objects.count()
    answer = screens.staff().post(f"{base}peg/", {"a.q1": "4", "on": "0026-05-10", "once": "t"})
    assert answer.status_code == 400
    assert "0026-05-10 is before the birth." in words(answer)
    assert KeptEntry.objects.count() == before


def test_an_empty_form_is_not_kept(screens, base):
    answer = screens.staff().post(f"{base}peg/", {"once": "t"})
    assert answer.status_code == 400
    assert "Nothing was answered." in words(answer)


def test_unable_and_declined_are_on_record_and_untouched_is_not(screens, practice, base):
    screens.staff().post(f"{base}peg/", {"a.q1": "4", "why.q2": "declined", "once": "t"})
    (answers,) = case_of(practice).answers
    assert (answers.items, answers.not_done) == ({"q1": 4}, {"q2": "declined"})


def test_one_tap_declines_a_whole_test(screens, practice, base):
    screens.staff().post(f"{base}peg/", {"whole": "declined", "once": "t"})
    (answers,) = case_of(practice).answers
    assert answers.not_done == {"q1": "declined", "q2": "declined", "q3": "declined"}


def test_single_findings_are_kept_a_side(screens, practice, base):
    client = screens.staff()
    assert "Foot pulses absent, left" in words(client.get(f"{base}findings-9/"))
    client.post(f"{base}findings-9/", {"a.pulses_absent.left": "no", "once": "t"})
    (fact,) = case_of(practice).facts
    assert (fact.code, fact.value, fact.side, fact.on) == ("pulses_absent", False, "left", TODAY)
    assert re.search(
        r"Done today.*Single findings: foot pulses absent.*1 of 1", page_of(client, base)
    )


def test_a_form_sent_twice_is_kept_once_in_one_transaction(screens, practice, base):
    client, sent = screens.staff(), {"a.q1": "4", "a.q2": "5", "a.q3": "4", "once": "same"}
    first, second = (client.post(f"{base}peg/", sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert KeptEntry.objects.filter(patient__code=practice.rosa).count() == 1
    kept = AuditEvent.objects.filter(clinic=practice.here, action="add entry")
    assert kept.count() == 1


def test_a_draft_is_there_after_a_new_sign_in_and_gone_when_sent(screens, base):
    client = screens.staff()
    page = words(client.post(f"{base}peg/draft/", {"a.q1": "7", "once": "d"}, headers=HTMX))
    assert "Draft saved 10:00:00" in page
    again = screens.staff()  # a new session
    page = words(again.get(f"{base}peg/"))
    assert 'value="7" checked' in page
    assert 'name="once" value="d"' in page
    again.post(f"{base}peg/", {"a.q1": "7", "a.q2": "1", "a.q3": "1", "once": "d"})
    assert Draft.objects.count() == 0
    client.post(f"{base}peg/draft/", {"a.q1": "7", "once": "d"}, headers=HTMX)
    assert Draft.objects.count() == 0  # a save that was under way


def test_a_draft_is_sealed_its_own_and_can_be_thrown_away(screens, practice, base):
    client = screens.staff()
    client.post(f"{base}psfs/draft/", {"a.activity_1": "gardening", "once": "d"})
    assert b"gardening" not in bytes(Draft.objects.get().content)
    assert "gardening" not in words(screens.staff(Role.MANAGER).get(f"{base}psfs/"))
    client.post(f"{base}psfs/draft/", {"drop": "1"})
    assert Draft.objects.count() == 0


def test_of_two_therapists_with_one_form_nobody_overwrites_the_other(screens, practice, base):
    mine = screens.staff()
    practice.members[practice.here.pk, Role.THERAPIST] = second_therapist(practice)
    theirs = screens.staff()
    theirs.post(f"{base}peg/draft/", {"a.q1": "2", "once": "b"}, headers=HTMX)
    sent = {"a.q1": "7", "a.q2": "5", "a.q3": "4", "once": "a"}
    answer = mine.post(f"{base}peg/", sent)
    assert answer.status_code == 409
    assert "Second Therapist" in words(answer)
    assert KeptEntry.objects.count() == 0
    seen = re.search('name="seen" value="([0-9a-f]+)"', words(answer))[1]
    assert mine.post(f"{base}peg/", sent | {"seen": "made up"}).status_code == 409
    assert mine.post(f"{base}peg/", sent | {"seen": seen}).status_code == 302
    late = theirs.post(f"{base}peg/", {"a.q1": "2", "a.q2": "2", "a.q3": "2", "once": "b"})
    assert late.status_code == 409
    assert "is kept" in words(late)


def test_item_nine_says_at_once_what_to_do_and_waits_for_no_sending(screens, practice, base):
    client = screens.staff()
    assert "safety" not in words(client.post(f"{base}phq9/score/", {"a.q9": "0"})).lower()
    page = words(client.post(f"{base}phq9/score/", {"a.q9": "1"}))
    assert "hold a structured risk conversation" in page
    assert Notice.objects.count() == 0
    client.post(f"{base}phq9/draft/", {"a.q9": "1", "once": "p"}, headers=HTMX)
    assert list(Notice.objects.values_list("red_flag", "urgency")) == [("PHQ9/item-9", 1)]
    client.post(f"{base}phq9/draft/", {"a.q9": "3", "once": "p"}, headers=HTMX)
    assert list(Notice.objects.values_list("red_flag", "urgency")) == [("PHQ9/item-9", 0)]
    client.post(f"{base}phq9/draft/", {"a.q9": "0", "once": "p"}, headers=HTMX)
    assert Notice.objects.filter(closed_at=None).count() == 1  # never closed by itself


def test_a_kept_item_nine_stands_on_the_urgent_list_of_today(screens, base):
    client = screens.staff()
    sent = {f"a.q{n}": "0" for n in range(1, 9)} | {"a.q9": "1", "once": "p"}
    answer = client.post(f"{base}phq9/", sent)
    assert answer.url == base
    assert "structured risk conversation" in words(client.get(base))
    assert Notice.objects.filter(red_flag="PHQ9/item-9", closed_at=None).count() == 1
    assert "Thoughts of being better off dead" in words(client.get("/today/"))


def test_standing_tests_wait_for_the_pressure_of_today(screens, practice, base):
    client = screens.staff()
    page = words(client.get(f"{base}tug/"))
    assert "Something has to be known first." in page
    assert 'name="a.trial_1"' not in page
    answer = client.post(f"{base}tug/", {"a.trial_1": "12", "once": "t"})
    assert (answer.status_code, KeptEntry.objects.count()) == (400, 0)
    may_stand(practice)
    assert 'name="a.trial_1"' in words(client.get(f"{base}tug/"))


def test_a_closed_gate_does_not_offer_the_test_and_says_why(screens, practice, base):
    may_stand(practice)
    low = {"sbp_supine": 120, "dbp_supine": 80, "sbp_1": 84, "dbp_1": 60, "sbp_3": 82, "dbp_3": 60}
    keep_answers(practice, "OH", low | {"symptoms": True}, once="oh2")
    client = screens.staff()
    page = words(client.get(base))
    assert "Stop standing tests" in page
    assert f'href="{base}tug/"' not in page
    assert 'name="a.trial_1"' not in words(client.get(f"{base}tug/"))


def test_what_is_under_licence_is_neither_shown_nor_scored_without_one(screens, practice, base):
    client = screens.staff()
    page = words(client.get(f"{base}isi/"))
    assert "This is under licence." in page
    assert 'name="a.q1"' not in page
    assert client.post(f"{base}isi/", {"a.q1": "1", "once": "t"}).status_code == 400
    licensed(practice, "ISI")
    assert 'name="a.q1"' in words(client.get(f"{base}isi/"))


def test_handed_over_it_is_one_question_a_screen_and_item_nine_is_answered_at_once(
    screens, practice, base
):
    client = screens.staff()
    page = words(client.get(f"{base}phq9/ask/9/"))
    assert page.count("<fieldset") == 1
    assert "Omar" not in page
    answer = client.post(f"{base}phq9/ask/9/", {"a.q9": "2"})
    assert "Thank you for telling us this." in words(answer)
    assert f"{base}phq9/ask/10/" in words(answer)
    assert Notice.objects.filter(red_flag="PHQ9/item-9").count() == 1
    assert client.post(f"{base}phq9/ask/1/", {"a.q1": "1"}).url == f"{base}phq9/ask/2/"
    assert client.post(f"{base}phq9/ask/2/", {"decline": "1"}).url == f"{base}phq9/ask/3/"
    assert "give the tablet back" in words(client.get(f"{base}phq9/ask/11/"))
    page = words(client.get(f"{base}phq9/"))
    assert page.count(" checked>") == 3
    assert client.get(f"{base}phq9/ask/12/").status_code == 404


def test_records_at_odds_are_told_and_nothing_is_kept(screens, practice, base):
    nine = Fact(code="phq9_item9", value=2, on=TODAY)
    practice.staff().add(practice.rosa, Entry(facts=(nine,)), once="n")
    before = KeptEntry.objects.count()
    sent = {f"a.q{n}": "0" for n in range(1, 10)} | {"once": "p"}
    answer = screens.staff().post(f"{base}phq9/", sent)
    assert answer.status_code == 400
    assert KeptEntry.objects.count() == before


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMINISTRATOR])
def test_the_examination_is_closed_to_who_does_not_treat(screens, base, role):
    client = screens.staff(role)
    for path in ("", "peg/", "peg/ask/1/"):
        assert client.get(f"{base}{path}").status_code == 403
    for path in ("peg/", "peg/score/", "peg/draft/"):
        assert client.post(f"{base}{path}", {"a.q1": "1"}).status_code == 403


def test_a_test_nobody_defined_is_not_there(screens, base):
    client = screens.staff()
    for slug in ("nosuchtest", "findings-1", "findings-x"):
        assert client.get(f"{base}{slug}/").status_code == 404


def test_the_chart_leads_to_the_examination_and_says_how_much_is_due(screens, practice):
    page = words(screens.staff().get(f"/patients/{practice.rosa}/"))
    assert re.search(r"Examine \(\d+ due\)", page)


def test_the_protocol_is_prefilled_as_it_was_and_adds_nothing_that_would_differ(
    screens, practice, base
):
    client, march = screens.staff(), TODAY.replace(month=3)
    assert re.search('name="p.language" value="en"', words(client.get(f"{base}peg/")))
    keep_answers(practice, "PEG", {"q1": 6, "q2": 7, "q3": 5}, on=march, protocol={"mode": "asked"})
    page = words(client.get(f"{base}peg/"))
    assert re.search('name="p.mode" value="asked"', page)
    assert re.search('name="p.language" value=""', page)
    answers = {"a.q1": "4", "a.q2": "5", "a.q3": "4"}
    same = words(client.post(f"{base}peg/score/", answers | {"p.mode": "asked"}))
    assert "Same protocol as 2 March 2026" in same
    assert "3 of 3" in same


def test_a_protocol_nobody_recorded_is_not_called_the_same(screens, practice, base):
    keep_answers(practice, "PEG", {"q1": 6, "q2": 7, "q3": 5}, on=TODAY.replace(month=3))
    page = words(screens.staff().post(f"{base}peg/score/", {"a.q1": "4", "a.q2": "5", "a.q3": "4"}))
    assert "Same protocol" not in page
    assert "Not recorded on either day" in page
