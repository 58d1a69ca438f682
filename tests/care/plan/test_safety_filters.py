"""Every tag a condition excludes, and what a guard, a gentle grade or shallow water keeps open."""

from functools import cache

import pytest

from care.plan.filters import EXCLUSIONS, PLAIN, QUALIFIED, carrying, hits, spared
from care.plan.steady import HELPED, KNOWLEDGE, approval, fact, read
from surefoot.care.plan.records import SafetyReading
from surefoot.terms import Setting


def test_the_filters_name_308_tags_of_which_115_are_qualified():
    assert len(EXCLUSIONS) == 312
    assert len(QUALIFIED) == 115
    assert len({(code, word) for code, word, _ in EXCLUSIONS}) == 308


@cache
def with_only(code: str) -> SafetyReading:
    """The reading of a person with this one condition."""
    return read(present=[code])


@pytest.mark.parametrize(("code", "word"), PLAIN)
def test_an_excluded_tag_closes_every_item_that_carries_it(code, word):
    reading = with_only(code)
    meant = carrying(word) if word.isupper() and word in KNOWLEDGE.tags else None
    if meant is None:
        meant = set() if word == "HEAD_DOWN" else set(KNOWLEDGE.exercises) - spared(word)
    assert {name for name in KNOWLEDGE.exercises if hits(reading, name, code, word)} == meant
    assert all(reading.exercises[name].settings == () for name in meant)


@pytest.mark.parametrize(
    ("state", "deep_only"),
    [
        ({"nyha_class": "II", "heart_ef_pct": 25.0}, True),
        ({"nyha_class": "III"}, False),
        ({"nyha_class": "IV"}, False),
        ({"heart_ef_pct": 24.0}, False),
        ({"nyha_class": None}, False),
        ({"heart_ef_pct": None}, False),
    ],
)
def test_with_a_weak_heart_the_water_reaches_the_waist_at_most_or_nobody(state, deep_only):
    reading = read(present=["HF_STABLE"], **state)
    closed = {n for n in carrying("IMMERSION") if hits(reading, n, "HF_STABLE", "IMMERSION")}
    waist = {n for n in carrying("IMMERSION") if KNOWLEDGE.exercises[n].water_depth == "waist"}
    assert closed == carrying("IMMERSION") - (waist if deep_only else set())
    assert waist


def test_every_item_with_a_grade_of_its_own_tells_its_usual_and_its_highest_one():
    for row in KNOWLEDGE.exercises.values():
        if {"JOINT_MOB", "NECK"} & set(row.precaution_tags):
            assert row.joint_grade is not None
            assert row.joint_grade_max is not None


def test_grade_iii_to_iv_begins_at_three():
    for row in KNOWLEDGE.conditions.values():
        for each in row.exclusions:
            assert each.from_joint_grade == (3 if "grade III-IV" in each.qualifier else None), (
                row.id
            )


FOOT_JOINTS = {"JM003", "JM004", "JM005", "JM006"}  # "I-II first; III-IV only for stiffness"
ALL_JOINTS = FOOT_JOINTS | {"JM009"}  # hip: "I-II for pain, III for stiffness"


@pytest.mark.parametrize(
    ("code", "gentle"),
    [
        ("LOPS", FOOT_JOINTS),
        ("CHARCOT_INACTIVE", FOOT_JOINTS),
        ("PLT_30_50", ALL_JOINTS),
        ("PLT_20_30", ALL_JOINTS),
        ("HYPERMOBILE", ALL_JOINTS),
        ("GBS_ACUTE", ALL_JOINTS),
    ],
)
def test_gentle_grades_are_asked_for_where_an_item_may_go_further(code, gentle):
    """Not of items that are gentle anyway, and not of those a named approval let go further."""
    reading = read(present=[code], approvals=[approval(code, "joint_mobilization")])
    told = {
        name
        for name, item in reading.exercises.items()
        if any("Grade I-II only" in each.says for each in item.modifications)
    }
    assert told == gentle
    assert all(reading.exercises[name].settings == (Setting.CLINIC,) for name in gentle)
    assert (Setting.CLINIC in reading.exercises["JM002"].settings) is (code == "LOPS")


def test_supervision_is_asked_for_where_a_tag_is_out_only_without_it():
    reading = read(present=["FALLS_HIGH_UNSUP"], **HELPED)
    item = reading.exercises["BT010"]
    assert item.supervision == {Setting.CLINIC: 1, Setting.HOME: 1}
    assert read(**HELPED).exercises["BT010"].supervision == {Setting.CLINIC: 0, Setting.HOME: 0}


IN_WORDS = {"unsupervised": 1, "unless contact guard": 2}
GUARDED = [
    (code, word, IN_WORDS[said]) for (code, word), said in QUALIFIED.items() if said in IN_WORDS
]


@pytest.mark.parametrize(("code", "word", "needed"), GUARDED)
@pytest.mark.parametrize("given", range(4))
def test_a_tag_that_is_out_without_a_guard_is_open_with_that_guard_and_no_less(
    code, word, needed, given
):
    there = [fact("supervision_available", str(given), site=place.value) for place in Setting]
    reading = read(present=[code], facts=there)
    alone = {n for n in carrying(word) if KNOWLEDGE.exercises[n].supervision_level < needed}
    closed = {n for n in carrying(word) if hits(reading, n, code, word)}
    assert closed == (alone if given < needed else set())


def test_what_a_guard_or_another_way_keeps_open_is_about_no_part_of_the_body():
    """A guard stands by the whole person; the table knows no guard for one limb."""
    for row in KNOWLEDGE.conditions.values():
        for each in row.exclusions:
            instruction = each.keeps_open and each.from_joint_grade is None
            if each.supervision is not None or instruction:
                assert not each.area, row.id
