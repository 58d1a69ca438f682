"""The intake through its forms says what the core says, stops for what cannot wait, keeps once."""

import re

import pytest

from care.intake_replies import KNOWLEDGE, answered, like
from clinic.phones import Form, come_in, fill, page_now, post, sent, step_of
from clinic.practice import ROSA
from stories import stories
from surefoot.care.case import Case, Person
from surefoot.care.entry import entry_of
from surefoot.care.intake import next_step
from surefoot.clinic.models import AuditEvent, KeptEntry, Notice
from surefoot.clinic.seat import means_of
from surefoot.clinic.store import Identity, intake, notices

STORIES = [story.case(KNOWLEDGE) for story in stories()]


def registered(practice, case):
    who = Identity(
        name="Nora Feld", born_on=case.person.born_on, sex=case.person.sex or "", contact={}
    )
    return practice.staff().register(who)


def own(practice, patient, today):
    store = practice.patient(patient)
    return intake.case(store, patient, today, means_of(practice.here))


def today(practice):
    from django.utils import timezone

    return timezone.localdate()


def walk(client, practice, patient, answer, *, most=60):
    """Answer page after page until the intake ends or stops; the pages that were sent."""
    pages = []
    day = today(practice)
    for _ in range(most):
        shown = page_now(client)
        step = step_of(shown)
        if not step:
            return pages, shown
        said = intake.progress(practice.patient(patient), patient).said
        core = next_step(own(practice, patient, day), KNOWLEDGE, said)
        fields = sent(core.questions, shown.content.decode(), answer)
        assert fields.getlist("asked") == [one.id for one in core.questions]
        kept = post(client, step, fields)
        assert kept.status_code == 302, kept.content.decode()
        pages.append((step, fields))
    raise AssertionError("the intake does not end")


def saying(**told):
    word = {"yes_no_not_sure": "no", "many": ["none"]}
    return lambda question: told.get(question.id, word.get(question.kind))


@pytest.mark.parametrize("case", STORIES[::9], ids=lambda case: case.person.id)
def test_the_whole_intake_through_the_forms_is_what_the_core_says(screens, practice, case):
    patient = registered(practice, case)
    client = come_in(screens, patient, case.person.born_on)
    day = today(practice)
    person = Person(id=str(patient), name="Nora Feld", born_on=case.person.born_on,
                    sex=case.person.sex, language="en")  # fmt: skip
    alike = like(case)

    def answer(question):
        reply = alike(question)
        return str(reply)[:7] if question.kind == "date_about" and reply else reply

    pages = []
    for _ in range(60):
        state = intake.progress(practice.patient(patient), patient)
        core = next_step(own(practice, patient, day), KNOWLEDGE, state.said)
        if core is None:
            break
        number = len(state.sheets)
        shown = page_now(client)
        step = step_of(shown) or core.id
        if not step_of(shown):  # it stopped: somebody at the clinic looks at it, and it goes on
            for one in Notice.objects.filter(patient__code=patient, closed_at=None):
                notices.close(practice.staff(), patient, one.red_flag, done="called")
            shown = page_now(client)
        assert step_of(shown) == core.id
        fields = sent(core.questions, shown.content.decode(), answer)
        kept = post(client, step, fields)
        assert kept.status_code == 302, kept.content.decode()
        assert len(intake.progress(practice.patient(patient), patient).sheets) == number + 1
        pages.append(step)
    means = means_of(practice.here)
    expected = answered(Case(person=person, today=day, means=means), answer)
    assert entry_of(own(practice, patient, day)) == entry_of(expected.case)
    assert intake.progress(practice.patient(patient), patient).said == expected.said
    assert KeptEntry.objects.filter(patient__code=patient).count() == len(expected.steps)


def test_what_cannot_wait_is_shown_at_once_and_stands_on_the_list_of_today(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    told = saying(gate_sudden_change="yes", more_sudden_change=["speech_sudden_change"])
    pages, end = walk(client, practice, practice.rosa, told)
    page = end.content.decode()
    assert "stopscreen" in page and "Get help now" in page
    assert [step for step, _ in pages] == ["now"] * len(pages)
    assert "Rosa Díaz" in screens.staff().get("/today/").content.decode()
    flags = notices.still_open(practice.staff())
    assert [one.patient for one in flags] == [practice.rosa]
    actions = list(AuditEvent.objects.order_by("number").values_list("action", flat=True))
    assert "add entry" in actions


def test_the_ambulance_comes_first_on_the_stop_screen_and_the_clinic_after_it(screens, practice):
    practice.here.phone, practice.here.ambulance = "+1 555 0100", "1 12"
    practice.here.save()
    client = come_in(screens, practice.rosa, ROSA.born_on)
    told = saying(gate_sudden_change="yes", more_sudden_change=["speech_sudden_change"])
    page = walk(client, practice, practice.rosa, told)[1].content.decode()
    calls = re.findall(r'class="btn (\w+)" href="tel:([+\d]+)"', page)
    assert calls == [("big", "112"), ("line", "+15550100")]


def test_without_a_number_of_the_ambulance_the_stop_screen_has_its_words_alone(screens, practice):
    practice.here.phone = "+1 555 0100"
    practice.here.save()
    assert practice.here.ambulance == ""  # a clinic of anywhere: none is guessed
    client = come_in(screens, practice.rosa, ROSA.born_on)
    told = saying(gate_sudden_change="yes", more_sudden_change=["speech_sudden_change"])
    page = walk(client, practice, practice.rosa, told)[1].content.decode()
    assert re.findall(r'class="btn (\w+)" href="tel:([+\d]*)"', page) == [("line", "+15550100")]
    assert '<p class="number">Call an ambulance now</p>' in page


def test_the_intake_waits_until_somebody_has_acted_and_then_goes_on(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    told = saying(gate_sudden_change="yes", more_sudden_change=["speech_sudden_change"])
    walk(client, practice, practice.rosa, told)
    assert "stopscreen" in client.get("/me/intake/now/", follow=True).content.decode()
    for one in Notice.objects.filter(patient__code=practice.rosa):
        notices.close(practice.staff(), practice.rosa, one.red_flag, done="sent to hospital")
    assert step_of(page_now(client)) != ""
    walk(client, practice, practice.rosa, saying())
    assert not Notice.objects.filter(patient__code=practice.rosa, closed_at=None).exists()


def test_a_mistake_can_be_mended_and_the_clinic_still_calls(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    told = saying(gate_sudden_change="yes", more_sudden_change=["speech_sudden_change"])
    pages, end = walk(client, practice, practice.rosa, told)
    last = f"/me/intake/now/?page={len(pages) - 1}"
    assert last in end.content.decode()
    fields = Form(client.get(last).content.decode()).fields
    assert fields.getlist("q.more_sudden_change") == ["speech_sudden_change"]
    fields.setlist("q.more_sudden_change", ["none"])
    post(client, "now", fields)
    assert "stopscreen" not in page_now(client).content.decode()
    facts = own(practice, practice.rosa, today(practice)).facts
    assert [f.value for f in facts if f.code == "speech_sudden_change"] == [False]
    assert notices.still_open(practice.staff())


def first_page(client):
    shown = page_now(client)
    return step_of(shown), Form(shown.content.decode()).fields


def filled(fields, practice, word="no"):
    step = next_step(own(practice, practice.rosa, today(practice)), KNOWLEDGE, {})
    for question in step.questions:
        fill(fields, question, {"yes_no_not_sure": word}.get(question.kind))
    return fields


def test_a_page_sent_twice_is_kept_once(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    step, fields = first_page(client)
    for _ in range(2):
        assert post(client, step, filled(fields, practice)).status_code == 302
    assert KeptEntry.objects.filter(patient__code=practice.rosa).count() == 1


def test_a_page_that_the_browser_went_back_to_and_that_is_sent_anew_counts_as_it_is_now(
    screens, practice
):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    step, fields = first_page(client)
    post(client, step, filled(fields.copy(), practice, "not_sure"))
    post(client, step, filled(fields.copy(), practice, "no"))
    case = own(practice, practice.rosa, today(practice))
    assert case.gates and not any(case.gates.values())
    assert KeptEntry.objects.filter(patient__code=practice.rosa).count() == 2


def test_who_comes_back_goes_on_where_they_stopped(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    step, fields = first_page(client)
    post(client, step, filled(fields, practice))
    before = Form(page_now(client).content.decode()).fields.getlist("asked")
    again = come_in(screens, practice.rosa, ROSA.born_on)
    assert Form(page_now(again).content.decode()).fields.getlist("asked") == before != []


def test_going_back_shows_what_was_answered(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    step, fields = first_page(client)
    post(client, step, filled(fields, practice))
    assert f"/me/intake/{step}/?page=0" in page_now(client).content.decode()
    back = Form(client.get(f"/me/intake/{step}/?page=0").content.decode()).fields
    assert {back[f"q.{one}"] for one in back.getlist("asked")} == {"no"}


def test_what_was_answered_can_be_taken_back(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    step, fields = first_page(client)
    post(client, step, filled(fields, practice))
    back = Form(client.get(f"/me/intake/{step}/?page=0").content.decode()).fields
    for one in back.getlist("asked"):
        back[f"q.{one}"] = "rather_not_say"
    post(client, step, back)
    assert own(practice, practice.rosa, today(practice)).gates == {}
    said = intake.progress(practice.patient(practice.rosa), practice.rosa).said
    assert set(said.values()) == {"rather_not_say"}


def test_what_is_to_be_mended_is_said_beside_the_question_and_nothing_is_kept(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    step, fields = first_page(client)
    one = fields.getlist("asked")[0]
    fields[f"q.{one}"] = "perhaps"
    answer = post(client, step, fields)
    assert answer.status_code == 400
    assert f'id="p-{one}"' in answer.content.decode()
    assert not KeptEntry.objects.filter(patient__code=practice.rosa).exists()


JUNK = [
    {},
    {"asked": "nothing"},
    {"asked": ["gate_sudden_change", "body_map", "medicines", "goals"], "q.body_map": "x"},
    {"asked": "gate_sudden_change", "q.gate_sudden_change": "\x00" * 50, "once": "\x00"},
    {"asked": "gate_sudden_change", "page": "99999", "q.gate_sudden_change": "no"},
    {"asked": "gate_sudden_change", "page": "-1", "add_row": "goals"},
    {"asked": "gate_sudden_change", "q.gate_sudden_change.rather": "1"},
    {"once": "x" * 5000, "asked": "gate_sudden_change", "q.gate_sudden_change": "yes"},
]


@pytest.mark.parametrize("step", ["now", "feelings", "medicines", "goals", "nowhere"])
@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_junk_is_never_our_fault(screens, practice, step, junk):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    assert client.post(f"/me/intake/{step}/", junk).status_code < 500
    for page in ("0", "99", "-1", "x", "²"):
        assert client.get(f"/me/intake/{step}/", {"page": page}).status_code < 500


def test_every_kind_of_question_says_what_is_wrong_with_junk(screens, practice):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    walk(client, practice, practice.rosa, saying(group_pain="yes"))
    for step in KNOWLEDGE.intake_steps:
        asked = [one.id for one in KNOWLEDGE.intake_questions.values() if one.step == step]
        for value in ("-1", "x" * 9000, "<script>", "1e99", "💥"):
            told = {"asked": asked, "once": value}
            for one in asked:
                for part in ("", ".year", ".count", ".0.name", ".0.words", ".left", ".whole"):
                    told[f"q.{one}{part}"] = value
            assert client.post(f"/me/intake/{step}/", told).status_code < 500
