"""What is asked next: only the parts that are open, and nothing that does not arise."""

import pytest

from care.told import KNOWLEDGE, both, fact, findings, one, reflexes, strength
from surefoot.care.diagnosis.ahead import to_ask

NOT_WEAK = (
    *(fact(code, False) for code in ("weakness", "trouble_stairs_or_chair", "trips_over_toes")),
    *both("foot_drop", False),
    *both("wrist_drop", False),
)


def asked(*told) -> dict[str, str]:
    """Every question that would be put to a person told like this, were all of them told."""
    rows = KNOWLEDGE.pattern_questions.values()
    said = {row.id: to_ask(row, findings(*told), set(), KNOWLEDGE) for row in rows}
    return {key: ask for key, (ask, codes) in said.items() if codes}


def question(code: str) -> str:
    return KNOWLEDGE.pattern_questions[code].says


def test_a_question_with_nothing_known_is_asked_in_full():
    assert asked()["ask/upper-motor"] == question("ask/upper-motor")


def test_only_the_open_part_of_a_question_is_named():
    told = (*both("babinski", False), *both("clonus", False), *reflexes())
    assert asked(*told)["ask/upper-motor"] == "Test for Hoffmann's sign."


def test_what_tells_too_little_alone_is_not_asked_alone():
    told = (*both("babinski", False), *both("clonus", False), *both("hoffmann", False))
    assert "reflex_jaw_brisk" in KNOWLEDGE.pattern_questions["ask/upper-motor"].findings
    assert "ask/upper-motor" not in asked(*told, *reflexes())


@pytest.mark.parametrize(("kind", "is_asked"), [("none", False), ("type2", True)])
def test_the_years_of_diabetes_are_not_asked_of_who_has_none(kind, is_asked):
    said = asked(fact("diabetes_type", kind)).get("ask/diabetes", "")
    assert ("years" in said) is is_asked


def test_where_diabetes_is_not_known_it_is_asked_about():
    assert asked()["ask/diabetes"] == question("ask/diabetes")


@pytest.mark.parametrize("code", ["charcot_history", "cond_bone_mets"])
def test_nobody_walks_on_the_heels_of_a_foot_or_bone_that_may_break(code):
    told = fact("bone_metastasis") if code == "cond_bone_mets" else one(code)
    told = told if isinstance(told, tuple) else (told,)
    assert "heels" not in asked(*told).get("ask/heel-walk", "")
    assert "Test toe and ankle extension." in asked(*told).get(
        "ask/heel-walk", "Test toe and ankle extension."
    )


def test_heel_walking_is_asked_for_where_the_ankle_is_weak_and_not_where_it_is_strong():
    assert "heels" in asked(*strength(legs=4)).get("ask/heel-walk", "")
    assert "heels" not in asked(*strength()).get("ask/heel-walk", "")


def test_a_lid_that_varies_is_asked_about_where_something_may_be_weak():
    assert "ask/fatigable" in asked()
    assert "ask/fatigable" in asked(fact("weakness", True, site="hand_left"))
    assert "ask/fatigable" in asked(*NOT_WEAK, fact("double_vision_new"))
    assert "ask/fatigable" not in asked(*NOT_WEAK)


def test_pressure_on_a_nerve_is_not_asked_of_who_has_a_weak_face():
    assert "ask/pressure" in asked()
    assert "ask/pressure" not in asked(*one("face_weak_half"))


def test_every_part_belongs_to_its_question():
    for row in KNOWLEDGE.pattern_questions.values():
        assert {code for part in row.parts for code in part.findings} <= {*row.findings}, row.id
