"""What is asked next: of the person what a person can tell, of the therapist what still tells."""

from dataclasses import replace
from functools import cache

import pytest

from lines import line
from surefoot.care.diagnosis import NextTest
from surefoot.care.summary import Chart, patient_page
from surefoot.care.summary.questions import asked_of_the_person, asks
from surefoot.exchange.pages import as_text

VITAMIN = NextTest(
    code="b6_mg_per_day", codes=("b6_mg_per_day",), ask="Ask about vitamin B6.", bits=2.0,
    settles=("DSP",), who="patient", statement="ask/drugs",
)  # fmt: skip
FEET = replace(VITAMIN, code="x", codes=("x",), ask="Look at the feet.", statement="ask/myopathy")


@cache
def chart(name: str, *, with_plan: bool = True) -> Chart:
    care = line(name)
    return Chart(
        case=care.case,
        contact=care.contact,
        examination=care.examination,
        diagnosis=care.diagnosis,
        prognosis=care.prognosis,
        plan=care.plan if with_plan else None,
        knowledge=care.knowledge,
    )


def lines(one: Chart) -> list[str]:
    return [line for block in asks(one) for line in block.lines]


def test_on_the_telephone_nothing_is_asked_that_has_to_be_measured():
    call = chart("phone-call-only")
    codes = {q.code for q in call.plan.questions if q.who == "patient"}
    assert {"foot_temp_excess_c", "symptoms_while_standing_test"} <= codes
    asked = list(asked_of_the_person(call))
    assert asked[:2] == ["Does the room spin?", "Is your memory or thinking worse?"]
    assert "How much hotter is the spot than on the other foot?" not in asked
    assert "Where?" not in asked
    assert asked[0] in as_text(patient_page(call))


def test_before_the_first_examination_the_therapist_asks_what_the_person_can_tell():
    call = chart("phone-call-only")
    assert lines(call)[:3] == list(asked_of_the_person(call))[:3]
    assert "holds back" not in " ".join(lines(call))


def test_nobody_measures_for_a_stocking_that_nobody_wants():
    told = " ".join(lines(chart("mimic-lumbar-stenosis")))
    assert "pressure (releases" not in told


@pytest.mark.parametrize(("is_sure", "order"), [(True, [1, 0]), (False, [0, 1])])
def test_another_cause_is_looked_for_last_where_a_confirmed_one_explains_it(is_sure, order):
    one = chart("low-sugar-at-the-door", with_plan=False)
    tests = (VITAMIN, FEET)
    causes = tuple(
        cause if is_sure else replace(cause, certainty="likely") for cause in one.prognosis.causes
    )
    changed = replace(
        one,
        diagnosis=replace(one.diagnosis, next_tests=tests),
        prognosis=replace(one.prognosis, causes=causes),
    )
    assert lines(changed) == [tests[n].ask for n in order]


def test_pupils_are_looked_at_only_where_something_autonomic_was_told():
    one = chart("cleaner-plain-words", with_plan=False)
    assert "pupil_abnormal" not in {c for t in one.diagnosis.next_tests for c in t.codes}
