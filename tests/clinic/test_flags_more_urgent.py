"""A red flag that gets more urgent is another call, also where somebody has acted on the first."""

import re
from dataclasses import replace
from html import escape

import pytest

from care.intake_replies import KNOWLEDGE
from care.said import say
from clinic.phones import come_in
from clinic.practice import ROSA
from clinic.test_patient_intake import saying, today, walk
from surefoot.care.entry import Entry
from surefoot.clinic.actions import keep_examination
from surefoot.clinic.actions.keep_examination import Room
from surefoot.clinic.models import AuditEvent, KeptEntry
from surefoot.clinic.seat import means_of
from surefoot.clinic.store import intake, notices
from surefoot.terms import Urgency

FLAG = "rf_ces"
SAME_DAY = (
    "saddle_numbness cauda_items_2wk_to_3mo !bladder_change_new !bowel_change_new "
    "!sexual_function_change_new !weakness_both_legs_new"
)
AMBULANCE = "bladder_change_new"


@pytest.fixture
def keep(practice):
    """A therapist keeps findings of Rosa."""

    def kept(told):
        day = today(practice)
        room = Room(today=day, means=means_of(practice.here), knowledge=KNOWLEDGE)
        once = f"form {KeptEntry.objects.count()}"
        entry = Entry(facts=tuple(replace(fact, on=day) for fact in say(told)))
        keep_examination.keep(practice.staff(), practice.rosa, entry, room, form="", once=once)

    return kept


def close(practice):
    notices.close(practice.staff(), practice.rosa, FLAG, done="Dr Ames told")


def waiting(practice):
    """How urgent it stands on the list."""
    waits, _ = notices.of_patient(practice.staff(), practice.rosa)
    return [one.urgency for one in waits if one.red_flag == FLAG]


def test_a_flag_on_the_list_stands_there_as_urgent_as_it_became(practice, keep):
    keep(SAME_DAY)
    assert waiting(practice) == [Urgency.U1]
    keep(AMBULANCE)
    assert waiting(practice) == [Urgency.U0]
    assert notices.still_open(practice.staff())[0].urgency is Urgency.U0


def test_a_flag_on_the_list_stays_as_urgent_as_it_was(practice, keep):
    keep(SAME_DAY)
    keep(AMBULANCE)
    keep(f"!{AMBULANCE}")
    assert waiting(practice) == [Urgency.U0]


def test_whoever_saw_it_less_urgent_does_not_close_it_and_keeps_their_words(
    practice, keep, screens
):
    keep(SAME_DAY)
    page = f"/patients/{practice.rosa}/urgent/"
    client = screens.staff()
    as_seen = re.search(r'name="urgency" value="(\d)"', client.get(page).content.decode())
    keep(AMBULANCE)
    told = {"red_flag": FLAG, "urgency": as_seen[1], "done": "Dr Ames told at nine"}
    answer = client.post(page, told)
    assert answer.status_code == 400
    assert "more urgent since the page was opened" in answer.content.decode()
    assert "Dr Ames told at nine</textarea>" in answer.content.decode()
    assert waiting(practice) == [Urgency.U0]
    client.post(page, told | {"urgency": "0"})
    assert waiting(practice) == []


def test_what_to_do_is_what_so_urgent_a_flag_asks_for(practice, keep, screens):
    page, client = f"/patients/{practice.rosa}/urgent/", screens.staff()
    does = {level.urgency: level.do for level in KNOWLEDGE.red_flags[FLAG].levels}
    for told, now, other in ((SAME_DAY, "U1", "U0"), (AMBULANCE, "U0", "U1")):
        keep(told)
        shown = client.get(page).content.decode()
        assert escape(does[now]) in shown
        assert escape(does[other]) not in shown


def test_what_was_acted_on_is_listed_again_as_soon_as_it_is_more_urgent(practice, keep):
    keep(SAME_DAY)
    close(practice)
    keep("tug_s=12")
    assert waiting(practice) == []
    keep(AMBULANCE)
    assert waiting(practice) == [Urgency.U0]


def test_what_was_acted_on_as_an_emergency_and_eased_is_listed_when_it_is_one_again(practice, keep):
    keep(SAME_DAY)
    keep(AMBULANCE)
    close(practice)
    keep(f"!{AMBULANCE}")
    assert waiting(practice) == []
    keep(AMBULANCE)
    assert waiting(practice) == [Urgency.U0]


def test_who_answers_what_makes_it_more_urgent_is_told_to_call_an_ambulance(
    screens, practice, keep
):
    keep(SAME_DAY)
    close(practice)
    assert intake.handled(practice.patient(practice.rosa), practice.rosa) == {FLAG: Urgency.U1}
    client = come_in(screens, practice.rosa, ROSA.born_on)
    signs = ["saddle_numbness", AMBULANCE]
    told = saying(gate_bladder_or_bowel="yes", more_bladder_or_bowel=signs)
    _, end = walk(client, practice, practice.rosa, told)
    assert "stopscreen" in end.content.decode()
    assert "Call an ambulance now." in end.content.decode()
    assert waiting(practice) == [Urgency.U0]
    close(practice)
    assert "stopscreen" not in client.get("/me/intake/", follow=True).content.decode()


def test_who_opens_the_urgent_page_of_a_person_has_read_the_chart(screens, practice):
    screens.staff().get(f"/patients/{practice.rosa}/urgent/")
    events = AuditEvent.objects.filter(action="read chart", patient=str(practice.rosa))
    assert events.count() == 1
