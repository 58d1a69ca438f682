"""Forms made from definitions: which fields there are, and what becomes of what is typed."""

from datetime import date

import pytest

from clinic.examined import TODAY, every_instrument, filled
from surefoot.care.case import Fact, NotDone
from surefoot.care.entry import Entry
from surefoot.care.examination import Score, score
from surefoot.clinic import in_force
from surefoot.clinic.therapist.form import form_of, form_of_findings
from surefoot.clinic.therapist.typed import answers_of, entry_of, raw_of, read
from surefoot.terms import Side

KNOWLEDGE = in_force.knowledge()


def form(code, sex=None):
    return form_of(KNOWLEDGE.instruments[code], KNOWLEDGE, sex)


@pytest.mark.parametrize("code", every_instrument())
def test_every_definition_is_a_form_whose_answers_are_read_back_as_typed(code):
    made = form(code)
    typed = read(made, filled(made), TODAY)
    assert typed.faults == {}
    assert isinstance(
        score(answers_of(made, typed), KNOWLEDGE, licensed=KNOWLEDGE.instruments), Score
    )
    again = read(made, raw_of(made, entry_of(made, typed)), TODAY)
    assert (again.answers, again.on) == (typed.answers, typed.on)


def test_fields_stand_in_the_order_of_the_definition_with_its_words():
    made = form("TUG")
    assert [(one.key, one.label, one.takes) for one in made.fields] == [
        ("trial_1", "Timed trial 1", "1 to 300 s"),
        ("trial_2", "Timed trial 2", "1 to 300 s"),
    ]
    assert made.is_timed
    assert made.protocol == ("mode", "device", "aid", "footwear", "pace", "rater")


@pytest.mark.parametrize(
    ("code", "key", "kind", "first", "last"),
    [
        ("PEG", "q1", "scale", "0", "10"),
        ("MONO", "hallux_right", "scale", "0", "3"),
        ("PHQ9", "q9", "choice", "0", "3"),
        ("IPTT", "right_1", "choice", "yes", "no"),
    ],
)
def test_what_can_be_tapped_is_not_typed(code, key, kind, first, last):
    field = form(code).field(key) or form(code).fields[0]
    assert (field.kind, field.choices[0].value, field.choices[-1].value) == (kind, first, last)


def test_an_item_for_one_sex_is_asked_of_nobody_else():
    keys = {sex: {one.key for one in form("SAS", sex).fields} for sex in (None, "female", "male")}
    assert keys["female"] | keys["male"] == keys[None]
    assert keys["female"] != keys["male"]


def test_the_question_that_may_call_for_somebody_is_known_before_it_is_answered():
    assert [one.key for one in form("PHQ9").fields if one.is_alarm] == ["q9"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("12,4", None),
        ("12.4", None),
        ("1", None),
        ("300", None),
        ("0.99", "0.99 is less than can be."),
        ("300.1", "300.1 is more than can be."),
        ("twelve", "“twelve” is not a number."),
        ("nan", "“nan” is not a number."),
        ("1e2", "“1e2” is not a number."),
    ],
)
def test_a_number_is_read_or_the_fault_says_how_to_mend_it(typed, says):
    found = read(form("TUG"), {"a.trial_1": typed}, TODAY)
    if says is None:
        assert found.answers == {"trial_1": float(typed.replace(",", "."))}
        return
    assert found.answers == {}
    fault = found.faults["trial_1"]
    assert (fault.says, fault.fix) == (says, "Type a number, 1 to 300 s.")
    assert found.raw["a.trial_1"] == typed


def test_a_count_is_whole():
    field = next(one for one in form("CST30").fields if one.kind == "number")
    found = read(form("CST30"), {f"a.{field.key}": "12.5"}, TODAY)
    assert found.faults[field.key].says == "12.5 is not a whole number."


def test_an_answer_nobody_offered_is_told():
    found = read(form("PEG"), {"a.q1": "11"}, TODAY)
    assert found.faults["q1"].says == "“11” is none of the answers."


def test_a_reason_is_recorded_as_such_and_untouched_is_not_asked():
    typed = {"a.q1": "1", "why.q2": "declined", "why.q3": "not_asked", "why.q4": "made up"}
    found = read(form("PHQ9"), typed, TODAY)
    assert found.answers == {"q1": 1}
    assert found.not_done == {"q2": "declined"}


def test_an_answer_and_a_reason_cannot_both_be():
    found = read(form("PHQ9"), {"a.q1": "1", "why.q1": "unable"}, TODAY)
    assert found.faults["q1"].says == "It has an answer and is marked “unable”."


def test_one_tap_for_the_whole_test_stands_where_nothing_was_answered():
    found = read(form("PEG"), {"a.q1": "4", "whole": "declined"}, TODAY)
    assert found.not_done == {"q2": "declined", "q3": "declined"}
    assert read(form("TUG"), {"whole": "unable"}, TODAY).not_done == {"trial_1": "unable"}
    assert read(form("PEG"), {"whole": "bored"}, TODAY).is_empty


@pytest.mark.parametrize(
    ("typed", "on", "faulty"),
    [
        ("", TODAY, False),
        ("2026-06-01", date(2026, 6, 1), False),
        ("2026-06-02", TODAY, False),
        ("2026-06-03", TODAY, True),
        ("yesterday", TODAY, True),
    ],
)
def test_the_day_is_today_or_earlier(typed, on, faulty):
    found = read(form("PEG"), {"a.q1": "4", "on": typed}, TODAY)
    assert (found.on, "on" in found.faults) == (on, faulty)


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [("1951-03-04", False), ("1951-03-03", True), ("0026-05-10", True), ("2026-06-02", False)],
)
def test_the_day_is_none_before_the_birth(typed, faulty):
    given = {"a.q1": "4", "on": typed}
    found = read(form("PEG"), given, TODAY, born_on=date(1951, 3, 4))
    assert ("on" in found.faults) is faulty
    if faulty:
        assert found.faults["on"].says == f"{typed} is before the birth."


def test_single_findings_have_a_field_a_side_from_the_vocabulary():
    made = form_of_findings(8, KNOWLEDGE)
    labels = {one.key: (one.label, one.kind) for one in made.fields}
    assert labels["mrc_toe_extension.left"] == ("MRC grade, toe extension, left", "number")
    assert labels["reflex_knee.right"] == ("Knee jerk, right", "choice")
    typed = {
        "a.mrc_toe_extension.left": "4",
        "a.babinski.right": "no",
        "a.reflex_knee.left": "brisk",
        "why.hoffmann.left": "unable",
    }
    entry = entry_of(made, read(made, typed, TODAY))
    assert entry == Entry(
        facts=(
            Fact(code="mrc_toe_extension", value=4.0, on=TODAY, side=Side.LEFT),
            Fact(code="reflex_knee", value="brisk", on=TODAY, side=Side.LEFT),
            Fact(code="babinski", value=False, on=TODAY, side=Side.RIGHT),
        ),
        not_done=(NotDone(code="hoffmann", why="unable", on=TODAY, side=Side.LEFT),),
    )
    assert raw_of(made, entry) == typed | {"on": "2026-06-02"}


def test_a_measure_without_single_findings_has_no_form_of_them():
    assert form_of_findings(1, KNOWLEDGE) is None
    assert form_of_findings(99, KNOWLEDGE) is None
