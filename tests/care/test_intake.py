"""The intake: what one person is asked, in which order, in which language."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.intake_replies import KNOWLEDGE, Sent, answered, bare, like
from reading import grade
from stories import stories
from surefoot.care.case import Case, ClinicMeans, Person
from surefoot.care.entry import entry_of
from surefoot.care.intake import is_complete, next_step, whole_step
from surefoot.knowledge.links import tables_of
from surefoot.knowledge.patient_texts import in_language, languages, patient_texts
from surefoot.terms import Setting, SurefootError

TODAY = date(2026, 11, 2)
ADA = Case(person=Person(id="a", name="Ada", born_on=date(1960, 5, 5)), today=TODAY)
MINUTES_MOST = KNOWLEDGE.intake_numbers["minutes_most"].value
STORIES = [story.case(KNOWLEDGE) for story in stories()]
TEXTS = sorted({text for _, _, text in patient_texts(dict(tables_of(KNOWLEDGE)))})


def saying(**told):
    """No to every gate and group, none of every list, unless something else is told."""
    word = {"yes_no_not_sure": "no", "many": "none"}
    return lambda question: told.get(question.id, word.get(question.kind))


def test_there_are_stories_enough():
    assert len(STORIES) >= 60


@pytest.mark.parametrize("case", STORIES, ids=lambda case: case.person.id)
def test_each_story_is_asked_for_ten_minutes_at_most(case):
    sent = answered(bare(case), like(case))
    assert 40 < len(sent.asked) == len(set(sent.asked))
    assert sent.minutes <= MINUTES_MOST


@pytest.mark.parametrize("gate", KNOWLEDGE.gates)
def test_each_gate_is_reached(gate):
    means = ClinicMeans(settings=(Setting.CLINIC, Setting.HOME, Setting.POOL))
    person = Case(person=ADA.person, today=TODAY, means=means)
    assert f"gate_{gate}" in answered(person, saying()).asked


def test_nobody_without_a_pool_is_asked_about_water_and_no_man_whether_he_is_pregnant():
    man = Person(id="b", name="Ben", born_on=date(1980, 1, 1), sex="male")
    asked = answered(Case(person=man, today=TODAY), saying()).asked
    assert "gate_water" not in asked and "pool" not in asked and "gate_pregnancy" not in asked
    woman = Person(id="c", name="Cleo", born_on=date(1980, 1, 1), sex="female")
    assert "gate_pregnancy" in answered(Case(person=woman, today=TODAY), saying()).asked


@pytest.mark.parametrize("row", KNOWLEDGE.symptom_groups.values(), ids=lambda row: row.id)
def test_no_to_a_group_never_asks_its_parts(row):
    others = {f"group_{one.group}": "yes" for one in KNOWLEDGE.symptom_groups.values()}
    sent = answered(ADA, saying(**{**others, f"group_{row.group}": "no"}))
    mine = {
        question.id
        for question in KNOWLEDGE.intake_questions.values()
        if question.group == row.id and question.part != "presence"
    }
    assert mine and not mine & set(sent.asked)
    paints = {
        paint.id for step in sent.steps for question in step.questions for paint in question.paints
    }
    assert row.id not in {KNOWLEDGE.intake_paints[paint].group for paint in paints}


@pytest.mark.parametrize("word", ["yes", "not_sure"])
def test_a_gate_that_is_not_denied_is_followed_up(word):
    assert "more_heart" in answered(ADA, saying(gate_heart=word)).asked


@pytest.mark.parametrize("word", ["no", "", "rather_not_say"])
def test_a_gate_that_is_denied_or_left_out_is_not_followed_up(word):
    assert "more_heart" not in answered(ADA, saying(gate_heart=word)).asked


@pytest.mark.parametrize(("word", "is_asked"), [("not_sure", True), ("rather_not_say", False)])
def test_not_sure_is_asked_on_and_rather_not_is_left_alone(word, is_asked):
    asked = answered(ADA, saying(group_pain=word)).asked
    assert ("pain_severity" in asked) is is_asked


def test_all_yes_asks_no_question_twice_and_ends():
    def yes(question):
        return "yes" if question.kind == "yes_no_not_sure" else None

    sent = answered(ADA, yes)
    assert len(sent.asked) == len(set(sent.asked)) > 90
    assert is_complete(sent.case, KNOWLEDGE, sent.said)


def test_progress_only_goes_forward_and_its_length_stands():
    sent = answered(ADA, saying(group_pain="yes", gate_heart="yes"))
    numbers = [step.number for step in sent.steps]
    assert numbers == sorted(numbers) and numbers[0] == 1 and numbers[-1] == 9
    assert {step.of for step in sent.steps} == {9}
    most = KNOWLEDGE.intake_numbers["questions_at_once"].value
    assert all(0 < len(step.questions) <= most for step in sent.steps)


def test_no_question_reads_what_a_later_one_tells():
    """What waits is asked within its step, so that nobody is sent back."""
    for case in STORIES[:20]:
        numbers = [step.number for step in answered(bare(case), like(case)).steps]
        assert numbers == sorted(numbers)


def test_who_comes_back_goes_on_where_the_intake_stopped():
    sent = answered(ADA, saying())
    half = answered(ADA, saying())
    half.entries, half.said = [], {}
    for step, replies in zip(sent.steps[:5], sent.replies[:5], strict=True):
        half.send(step, replies)
    assert next_step(half.case, KNOWLEDGE, half.said) == sent.steps[5]


def test_what_the_clinic_knows_already_is_not_asked_again():
    known = STORIES[0]
    sent = Sent(person=known, entries=[entry_of(known)])
    asked = answered(known, saying(), sent).asked
    assert not [one for one in asked if one.startswith(("gate_", "group_"))]


def test_a_step_can_be_seen_again_with_all_that_was_answered_in_it():
    sent = answered(ADA, saying(gate_heart="yes"))
    again = whole_step("now", sent.case, KNOWLEDGE, sent.said)
    assert {question.id for question in again.questions} >= {"gate_heart", "more_heart"}
    with pytest.raises(SurefootError, match="no step"):
        whole_step("nowhere", sent.case, KNOWLEDGE, sent.said)


def test_the_intake_speaks_spanish_from_the_first_step_to_the_last():
    assert languages(KNOWLEDGE) == ("en", "es")
    sent = answered(ADA, saying(group_pain="yes"))
    english = next_step(ADA, KNOWLEDGE, {})
    spanish = next_step(ADA, KNOWLEDGE, {}, "es")
    assert english and spanish and spanish.title == "Primero, su seguridad" != english.title
    assert [one.id for one in spanish.questions] == [one.id for one in english.questions]
    assert sent.said["group_pain"] == "yes"


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_that_a_patient_can_see_is_there_in_spanish(text):
    assert in_language(KNOWLEDGE, text, "es")


def test_a_language_without_a_text_says_which():
    with pytest.raises(SurefootError, match="'fr'"):
        in_language(KNOWLEDGE, TEXTS[0], "fr")


def read_whole(question) -> str:
    return ". ".join([question.asks, *(choice.says for choice in question.choices)]) + "."


def test_every_question_reads_at_grade_six_or_below():
    def yes(question):
        return "yes" if question.kind == "yes_no_not_sure" else None

    questions = [question for step in answered(ADA, yes).steps for question in step.questions]
    hard = {one.id: read_whole(one) for one in questions if grade(read_whole(one)) > 6}
    hard |= {one.id: one.why for one in questions if one.why and grade(one.why) > 6}
    assert not hard


def test_titles_leads_and_problems_read_at_grade_six_or_below():
    rows = [*KNOWLEDGE.intake_steps.values(), *KNOWLEDGE.intake_urgencies.values()]
    texts = [row.says + ". " + getattr(row, "lead", getattr(row, "told", "")) for row in rows]
    texts += [f"{row.says} {row.fix}" for row in KNOWLEDGE.intake_problems.values()]
    assert not [text for text in texts if grade(text) > 6]


@given(st.lists(st.sampled_from(["yes", "no", "not_sure", "", "rather_not_say"]), max_size=150))
def test_any_answers_lead_to_an_end_within_the_questions_there_are(words):
    left = list(words)

    def answer(question):
        return left.pop() if question.kind == "yes_no_not_sure" and left else None

    sent = answered(ADA, answer)
    assert len(sent.asked) <= len(KNOWLEDGE.intake_questions)
    assert all(isinstance(sent.said[one], str) for one in sent.asked)
