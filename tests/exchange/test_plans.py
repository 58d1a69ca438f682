"""Plans are kept without loss, and what is no plan is refused."""

from dataclasses import fields

import msgspec
import pytest

from lines import line
from surefoot.care.plan.changes import Edit, Unfit, Version
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.exchange import plans
from surefoot.exchange.plans import _Document
from surefoot.terms import Reason, Setting, SurefootError

NAMES = ("cts-severe-cook", "phone-call-only", "cauda-equina", "ulcer-new-no-pulses")
EDIT = Edit(kind="dose", exercise="ST001", setting=Setting.HOME, from_week=3, sets=2, minutes=4.5)


@pytest.fixture(scope="module")
def answers():
    """What is proposed for the people of some stories."""
    return {name: line(name).plan for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_is_read_back_as_it_was(answers, name):
    version = Version(answer=answers[name])
    assert plans.read(plans.write(version)) == version


def test_the_stories_hold_both_kinds_of_answer_and_a_whole_course(answers):
    assert {type(answer) for answer in answers.values()} == {PlanOfCare, NoSafePlan}
    assert answers["cts-severe-cook"].gate == "full"


def test_what_was_changed_by_hand_is_kept_with_what_no_longer_fits(answers):
    unfit = Unfit(edit=EDIT, reasons=(Reason(says="No.", statement="x"),), needs_approval=True)
    version = Version(answer=answers["phone-call-only"], edits=(EDIT,), unfit=(unfit,))
    assert plans.read(plans.write(version)) == version


def test_the_same_plan_is_the_same_bytes(answers):
    content = plans.write(Version(answer=answers["cts-severe-cook"]))
    assert plans.write(plans.read(content)) == content


@pytest.mark.parametrize("kind", [PlanOfCare, NoSafePlan])
def test_a_plan_that_lacks_a_field_is_refused_rather_than_filled_up(answers, kind):
    answer = next(a for a in answers.values() if isinstance(a, kind))
    document = msgspec.json.decode(plans.write(Version(answer=answer)))
    part = document["plan" if kind is PlanOfCare else "none"]
    for name in [field.name for field in fields(kind)]:
        fewer = {**document, ("plan" if kind is PlanOfCare else "none"): {**part}}
        del fewer["plan" if kind is PlanOfCare else "none"][name]
        with pytest.raises(SurefootError, match=name):
            plans.read(msgspec.json.encode(fewer))


def test_every_part_of_a_version_is_kept():
    names = {field.name for field in fields(Version)}
    assert names - {"answer"} == set(_Document.__struct_fields__) - {"shape", "plan", "none"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no plan"),
        (b"\xff", "no plan"),
        (b'{"shape":"surefoot-plan/1"}', "a plan or a reasoned no"),
        (b'{"shape":"surefoot-plan/1","plan":{},"none":{}}', "not both"),
        (b'{"shape":"surefoot-plan/1","mood":1}', "mood"),
        (b'{"shape":"surefoot-plan/9","plan":{}}', "surefoot-plan/9"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_reason(content, said):
    with pytest.raises(SurefootError, match=said):
        plans.read(content)
