"""An answer of the intake that is given again takes along what followed from the one before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from care.intake_replies import KNOWLEDGE, like
from clinic.phones import Form, come_in, post
from clinic.practice import ROSA
from clinic.test_patient_intake import saying, walk
from stories import stories
from surefoot.care.case import ClinicMeans, Symptom
from surefoot.care.entry import entry_of
from surefoot.care.intake import next_step
from surefoot.clinic.actions.answer import Page, answer
from surefoot.clinic.actions.follow_up import REASON
from surefoot.clinic.models import AuditEvent, KeptEntry
from surefoot.clinic.store import history, intake, merges, notices

TODAY, MEANS = date(2026, 6, 1), ClinicMeans()
STORIES = [story.case(KNOWLEDGE) for story in stories()]


def case(practice, who, day=TODAY):
    return intake.case(practice.patient(who), who, day, MEANS)


def progress(practice, who):
    return intake.progress(practice.patient(who), who)


def send(practice, who, step, replies, once, day=TODAY):
    """One page, as the form sends it."""
    page = Page(step=step, questions=tuple(replies), replies=replies, once=once)
    told = {"today": day, "means": MEANS, "knowledge": KNOWLEDGE, "language": "en"}
    assert answer(practice.patient(who), who, page, **told) == ()


def as_sent(question, reply):
    if question.kind == "body_map" and reply:
        return [f"{paint}:{zone}" for paint, zones in reply.items() for zone in zones]
    return str(reply)[:7] if question.kind == "date_about" and reply else reply


def go_on(practice, who, replying, day=TODAY):
    """Answer whatever is still asked; no page stops anybody here."""
    for number in range(80):
        step = next_step(case(practice, who, day), KNOWLEDGE, progress(practice, who).said)
        if step is None:
            return
        replies = {one.id: as_sent(one, replying(one)) for one in step.questions}
        send(practice, who, step.id, replies, f"{day}/{number}/{step.id}", day)
    raise AssertionError("the intake does not end")


def say_again(practice, who, question, reply, day=TODAY):
    """Go back to the page of a question and answer that one otherwise."""
    here = progress(practice, who)
    sheet = next(one for one in here.sheets if question in one.questions)
    replies = {one: here.replies.get(one) for one in sheet.questions} | {question: reply}
    send(practice, who, sheet.step, replies, f"again {question} {reply} {day}", day)


def of(case, code):
    return [fact.value for fact in case.facts if fact.code == code]


SUDDEN = saying(
    gate_sudden_change="yes", more_sudden_change=["speech_sudden_change"], sudden_gone="yes"
)


def test_what_followed_a_yes_is_taken_back_by_the_no_and_so_is_what_followed_from_that(practice):
    rosa = practice.rosa
    go_on(practice, rosa, SUDDEN)
    before = case(practice, rosa)
    assert of(before, "speech_sudden_change") == of(before, "sudden_deficit_gone_24h") == [True]
    say_again(practice, rosa, "gate_sudden_change", "no")
    after = case(practice, rosa)
    assert after.gates["sudden_change"] is False
    assert of(after, "speech_sudden_change") == of(after, "sudden_deficit_gone_24h") == []
    assert of(after, "face_arm_sudden_weak") == []
    said = progress(practice, rosa).said
    assert not {"more_sudden_change", "sudden_gone"} & (
        set(said) | set(progress(practice, rosa).replies)
    )
    assert said["gate_sudden_change"] == "no"


def test_what_was_taken_back_stays_on_record_with_why_and_is_in_the_audit(practice):
    rosa = practice.rosa
    go_on(practice, rosa, SUDDEN)
    many = KeptEntry.objects.count()
    say_again(practice, rosa, "gate_sudden_change", "no")
    kept = history.of(practice.staff(), rosa)
    gone = [one for one in kept if one.reason == REASON]
    assert len(gone) == KeptEntry.objects.count() - many - 1 >= 1
    by_number = {one.number: one for one in kept}
    told = [fact.code for one in gone for fact in by_number[one.instead_of].entry.facts]
    assert {"speech_sudden_change", "sudden_deficit_gone_24h"} <= set(told)
    events = AuditEvent.objects.filter(action="correct entry", patient=str(rosa))
    assert {e.about["instead of"] for e in events} >= {one.instead_of for one in gone}
    assert {event.who for event in events} == {f"patient/{rosa}"}


def test_an_urgent_answer_that_was_given_stays_on_the_urgent_list(practice):
    rosa = practice.rosa
    go_on(practice, rosa, SUDDEN)
    before = notices.still_open(practice.staff())
    assert [one.patient for one in before] == [rosa]
    say_again(practice, rosa, "gate_sudden_change", "no")
    assert notices.still_open(practice.staff()) == before


def test_a_yes_after_all_is_asked_about_anew(practice):
    rosa = practice.rosa
    go_on(practice, rosa, SUDDEN)
    say_again(practice, rosa, "gate_sudden_change", "no")
    assert next_step(case(practice, rosa), KNOWLEDGE, progress(practice, rosa).said) is None
    say_again(practice, rosa, "gate_sudden_change", "yes")
    step = next_step(case(practice, rosa), KNOWLEDGE, progress(practice, rosa).said)
    assert [one.id for one in step.questions] == ["more_sudden_change"]
    go_on(practice, rosa, SUDDEN)
    assert of(case(practice, rosa), "sudden_deficit_gone_24h") == [True]


HURTS = next(
    story
    for story in STORIES
    if {one.group for one in story.symptoms if one.present} >= {"pain", "numbness"}
)


def symptom(case, group):
    return next(one for one in case.symptoms if one.group == group)


def test_a_symptom_that_is_denied_after_all_is_gone_with_its_places_and_the_other_is_not(practice):
    rosa, day = practice.rosa, HURTS.today
    go_on(practice, rosa, like(HURTS), day)
    before = case(practice, rosa, day)
    assert symptom(before, "pain").sites
    say_again(practice, rosa, "group_pain", "no", day)
    after = case(practice, rosa, day)
    assert symptom(after, "pain") == Symptom(group="pain", present=False)
    assert symptom(after, "numbness") == symptom(before, "numbness")
    assert not [one for one in progress(practice, rosa).said if one.startswith("pain_")]


@pytest.mark.parametrize("story", STORIES[::6], ids=lambda case: case.person.id)
def test_a_page_that_says_the_same_again_changes_no_other(practice, story):
    rosa, day = practice.rosa, story.today
    go_on(practice, rosa, like(story), day)
    many = KeptEntry.objects.count()
    first = [one.questions[0] for one in progress(practice, rosa).sheets]
    for number, question in enumerate(first, 1):
        before = case(practice, rosa, day)
        reply = progress(practice, rosa).replies[question]
        say_again(practice, rosa, question, reply, day)
        assert entry_of(case(practice, rosa, day)) == entry_of(before)
        assert KeptEntry.objects.count() == many + number


CHANGES = [
    (story, question)
    for story in STORIES[::9]
    for question in ("gate_sudden_change", "group_pain", "group_numbness")
]


@pytest.mark.parametrize(("story", "question"), CHANGES)
def test_who_changes_an_answer_ends_where_who_gave_it_at_first_does(practice, story, question):
    """The oracle is somebody else, who answers like that from the beginning."""
    day, alike = story.today, like(story)
    go_on(practice, practice.rosa, alike, day)
    was = progress(practice, practice.rosa).replies.get(question)
    other = "no" if was == "yes" else "yes"

    def changed(one):
        return other if one.id == question else alike(one)

    say_again(practice, practice.rosa, question, other, day)
    go_on(practice, practice.rosa, changed, day)
    twin = practice.staff().register(replace(ROSA, name="Twin"))
    go_on(practice, twin, changed, day)
    assert told(case(practice, practice.rosa, day)) == told(case(practice, twin, day))
    assert progress(practice, practice.rosa).said == progress(practice, twin).said


def told(case):
    """What a case says, in whatever order it was told."""
    entry = entry_of(case)
    return replace(
        entry, facts=frozenset(entry.facts),
        symptoms=frozenset(replace(one, sites=frozenset(one.sites)) for one in entry.symptoms),
    )  # fmt: skip


def test_what_the_clinic_has_corrected_in_the_meantime_stays_as_the_clinic_has_it(practice):
    rosa = practice.rosa
    go_on(practice, rosa, SUDDEN)
    wrong = next(
        one
        for one in history.of(practice.staff(), rosa)
        if any(fact.code == "speech_sudden_change" for fact in one.entry.facts)
    )
    mended = replace(wrong.entry, facts=tuple(f for f in wrong.entry.facts if f.value is True))
    number = practice.staff().correct(rosa, wrong.number, mended, reason="on the phone", once="c")
    say_again(practice, rosa, "gate_sudden_change", "no")
    assert of(case(practice, rosa), "speech_sudden_change") == [True]
    assert next(one for one in history.of(practice.staff(), rosa) if one.number == number).counts


def test_pages_that_still_hold_keep_the_day_on_which_they_were_answered(practice):
    rosa, later = practice.rosa, TODAY + timedelta(days=3)
    go_on(practice, rosa, SUDDEN)
    before = {fact for fact in case(practice, rosa, later).facts}
    many = KeptEntry.objects.count()
    say_again(practice, rosa, "gate_sudden_change", "not_sure", later)
    assert KeptEntry.objects.count() == many + 1
    assert {fact for fact in case(practice, rosa, later).facts} == before
    say_again(practice, rosa, "gate_sudden_change", "no", later)
    after = set(case(practice, rosa, later).facts)
    assert after < before
    assert {fact.on for fact in after} == {TODAY}


def test_a_page_that_is_sent_twice_after_the_change_is_kept_once(practice):
    rosa = practice.rosa
    go_on(practice, rosa, SUDDEN)
    say_again(practice, rosa, "gate_sudden_change", "no")
    many = KeptEntry.objects.count()
    say_again(practice, rosa, "gate_sudden_change", "no")
    assert KeptEntry.objects.count() == many


def test_a_yes_that_comes_back_on_the_same_form_after_a_no_counts(practice):
    rosa, form = practice.rosa, "one form"
    question = "gate_sudden_change"
    for reply in ("yes", "no", "yes"):
        send(practice, rosa, "now", {question: reply}, form)
        assert progress(practice, rosa).said[question] == reply
    assert case(practice, rosa).gates["sudden_change"] is True


def test_a_red_flag_that_comes_back_on_the_same_form_is_put_on_the_list_again(practice):
    rosa, more = practice.rosa, "more_sudden_change"
    send(practice, rosa, "now", {"gate_sudden_change": "yes"}, "first")
    for reply in (["speech_sudden_change"], ["none"], ["speech_sudden_change"]):
        for flag in (
            one for found in notices.still_open(practice.staff()) for one in found.red_flags
        ):
            notices.close(practice.staff(), rosa, flag, done="called")
        send(practice, rosa, "now", {more: reply}, "second")
    assert [one.patient for one in notices.still_open(practice.staff())] == [rosa]


def test_a_page_that_was_taken_back_counts_when_its_old_form_is_sent_again(practice):
    rosa, more = practice.rosa, {"more_sudden_change": ["speech_sudden_change"]}
    send(practice, rosa, "now", {"gate_sudden_change": "yes"}, "first")
    send(practice, rosa, "now", more, "second")
    send(practice, rosa, "now", {"gate_sudden_change": "no"}, "first")
    assert of(case(practice, rosa), "speech_sudden_change") == []
    send(practice, rosa, "now", {"gate_sudden_change": "yes"}, "first")
    send(practice, rosa, "now", more, "second")
    assert of(case(practice, rosa), "speech_sudden_change") == [True]


def test_an_urgent_answer_on_a_page_that_was_gone_back_to_is_shown_before_the_next(
    screens, practice
):
    client = come_in(screens, practice.rosa, ROSA.born_on)
    walk(client, practice, practice.rosa, saying(gate_sudden_change="yes"))
    sheets = progress(practice, practice.rosa).sheets
    number = next(n for n, one in enumerate(sheets) if "more_sudden_change" in one.questions)
    assert number + 1 < len(sheets)
    where = f"/me/intake/now/?page={number}"
    fields = Form(client.get(where).content.decode()).fields
    fields.setlist("q.more_sudden_change", ["speech_sudden_change"])
    sent = post(client, "now", fields)
    assert "stopscreen" in client.get(sent.url, follow=True).content.decode()


@pytest.fixture
def again(practice):
    """Rosa, registered a second time."""
    return practice.staff().register(replace(ROSA, name="Rosa Dias"))


def test_who_was_merged_goes_on_where_they_stopped_under_the_other_record(practice, again):
    go_on(practice, again, SUDDEN)
    was = progress(practice, again)
    assert progress(practice, practice.rosa).sheets == []
    number = merges.merge(practice.staff(), practice.rosa, again)
    assert progress(practice, practice.rosa) == was
    assert next_step(case(practice, practice.rosa), KNOWLEDGE, was.said) is None
    say_again(practice, practice.rosa, "gate_sudden_change", "no")
    assert of(case(practice, practice.rosa), "speech_sudden_change") == []
    merges.undo(practice.staff(), practice.rosa, number)
    assert progress(practice, practice.rosa).sheets == []
    assert not KeptEntry.objects.filter(patient__code=practice.rosa).exists()
    assert progress(practice, again).said["gate_sudden_change"] == "no"
    assert of(case(practice, again), "speech_sudden_change") == []


def test_what_is_answered_under_each_record_stays_there(practice, again):
    go_on(practice, practice.rosa, saying())
    mine = progress(practice, practice.rosa)
    number = merges.merge(practice.staff(), practice.rosa, again)
    say_again(practice, again, "group_pain", "yes")
    go_on(practice, again, saying(group_pain="yes"))
    both = progress(practice, again)
    assert both == progress(practice, practice.rosa)
    assert both.said["group_pain"] == "yes" and len(both.sheets) > len(mine.sheets)
    merges.undo(practice.staff(), practice.rosa, number)
    kept = progress(practice, practice.rosa)
    added = progress(practice, again)
    assert added.sheets and kept.said | added.said == both.said
    assert {one.first for one in kept.sheets} | {one.first for one in added.sheets} == {
        one.first for one in both.sheets
    }
    assert {one.first for one in kept.sheets} == {one.first for one in mine.sheets}


def test_a_flag_that_was_acted_on_under_the_other_record_stops_nobody(practice, again):
    go_on(practice, again, SUDDEN)
    for flag in notices.still_open(practice.staff())[0].red_flags:
        notices.close(practice.staff(), again, flag, done="called")
    acted_on = intake.handled(practice.patient(again), again)
    assert acted_on and intake.handled(practice.patient(practice.rosa), practice.rosa) == {}
    number = merges.merge(practice.staff(), practice.rosa, again)
    assert intake.handled(practice.patient(practice.rosa), practice.rosa) == acted_on
    merges.undo(practice.staff(), practice.rosa, number)
    assert intake.handled(practice.patient(practice.rosa), practice.rosa) == {}
