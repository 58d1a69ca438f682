"""What is kept out is not asked for on the same page."""

import pytest

from care.plan.planned import line
from care.plan.steady import KNOWLEDGE, read
from surefoot.care.plan.safety.ground import fits
from surefoot.terms import Setting


def barred(need: str, **state: object) -> set[str]:
    """The exercises a must-have names and that are out."""
    (found,) = (each for each in read(**state).requirements if each.id == need)
    return {reason.says.partition(":")[0] for reason in found.barred}


@pytest.mark.parametrize(
    ("state", "named"),
    [
        ({"present": ["PAD_CLAUD"]}, False),  # here it is open
        (
            {"present": ["PAD_CLAUD", "LOPS"], "lops": True},
            False,
        ),  # it is never meant for numb feet
        ({"present": ["PAD_CLAUD", "PAD_CLTI"]}, False),  # nor where the limb is in danger
        ({"present": ["PAD_CLAUD", "DVT_SUSPECT"]}, True),  # here it only waits
    ],
)
def test_walking_into_pain_is_named_as_kept_out_only_where_it_may_be_meant(state, named):
    assert ("AE007" in barred("MI13", must_mi13=True, **state)) is named


@pytest.mark.parametrize(
    ("condition", "says", "exercise", "other"),
    [
        ("OH", "480 mL", "AU005", "BT001"),
        ("OH", "stockings", "AU006", "BT001"),
        ("OH", "counter-pressure", "AU001", "BT001"),
        ("PAD_CLAUD", "cycling", "AE003", "FC001"),
    ],
)
def test_an_instruction_of_one_exercise_stands_with_that_exercise(condition, says, exercise, other):
    (part,) = (i for i in KNOWLEDGE.conditions[condition].instructions if says in i.says)

    def concerns(name: str) -> bool:
        row = KNOWLEDGE.exercises[name]
        return any(fits(s, row, Setting.CLINIC) for s in part.about)

    assert concerns(exercise)
    assert not concerns(other)


def test_a_leg_in_danger_is_laid_and_its_heel_kept_safe_whatever_is_planned():
    parts = KNOWLEDGE.conditions["PAD_CLTI"].instructions
    assert all(not p.about for p in parts if "heel" in p.says or "elevation" in p.says)


@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        ("cts-pregnant", "wrist straight", "elbow"),
        ("ulnar-violinist", "elbow from bending", "wrist straight"),
        ("seizures-and-the-pool", "only with somebody in the house", "A splint every night"),
    ],
)
def test_the_night_splint_is_the_one_of_the_nerve_and_waits_with_seizures(name, said, unsaid):
    notes = " ".join(line(name).plan.watch)
    assert said in notes
    assert unsaid not in notes


@pytest.mark.parametrize(
    ("name", "waits"), [("oh-cook-faint-in-queue", True), ("fixed-pulse-cardiology-clear", False)]
)
def test_a_heart_nerve_without_an_answer_is_told_why_home_waits(name, waits):
    told = " ".join(line(name).plan.watch)
    assert ("nothing is trained at home alone" in told) is waits
