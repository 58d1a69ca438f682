"""The example to start from, and what a case file says in words."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exchange.documents import KNOWLEDGE, told
from surefoot.exchange import case_file
from surefoot.terms import SurefootError


def test_the_example_is_read_without_a_problem() -> None:
    assert case_file.problems(case_file.example().encode(), KNOWLEDGE) == ()


@pytest.mark.parametrize("today", [date(2026, 11, 2), date(2027, 3, 1), date(2026, 2, 28)])
def test_a_new_case_is_read_without_a_problem_on_any_day(today: date) -> None:
    text = case_file.new_case(KNOWLEDGE, today)
    case = case_file.read(text.encode(), KNOWLEDGE)
    assert case.today == today
    assert case.person.born_on == date(1958, 3, 14)


def test_a_new_case_shows_every_section() -> None:
    shown = set(json.loads(case_file.new_case(KNOWLEDGE, date(2026, 11, 2))))
    schema = case_file.schema(KNOWLEDGE)
    assert set(schema["properties"]) - shown == {"approvals", "reviews"}


def test_a_case_is_explained_in_words() -> None:
    case = case_file.read(case_file.example().encode(), KNOWLEDGE)
    parts = {part.title: part.lines for part in case_file.explain(case, KNOWLEDGE)}
    assert parts["Person"] == ("Rosa Delgado, 68 years, female, baker, now retired; on 2026-11-02",)
    assert "1. Walk to the market on Saturday and carry my own bag home." in parts["Goals"]
    assert any(line.startswith("numbness: present, 6 of 10") for line in parts["Symptoms"])
    assert any("(unsteady)" in line for line in parts["Found"])
    assert "Timed Up and Go: 13.9 seconds (tug_s)" in parts["Measured"]
    assert "metformin" in parts["Medicines"]
    assert "Not answered yet" not in parts


def test_questions_that_are_open_are_explained_as_open() -> None:
    document = json.loads(case_file.example())
    document["gates"] = {"heart": False}
    document["conditions"].pop("heart_disease_known")
    case = case_file.read(json.dumps(document).encode(), KNOWLEDGE)
    parts = {part.title: part.lines for part in case_file.explain(case, KNOWLEDGE)}
    assert len(parts["Not answered yet"]) == len(KNOWLEDGE.gates) - 1


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("hba1c_pct", "A number, 3 to 20 %. The unit must be told: % or mmol/mol."),
        ("reflex_ankle", "One of: absent, reduced, normal, brisk."),
        ("unsteady", "true, false, or left out."),
        ("mrc_hip_flexion", "One value each side."),
        ("numbness", "One answer each site."),
        ("last_faint_on", "A day."),
        ("bmi", "Computed, never given."),
        ("age_a", "Written as `person.born_on`."),
        ("diabetes", "Do you have diabetes or kidney disease?"),
        ("great_toe", "On the body map: great_toe_left, great_toe_right."),
        ("person.born_on", "The day of birth (needed)."),
        ("medicines.stopped", "The day it was stopped; left out while it is taken."),
        ("reviews[0].urgency", "How urgent the flag was when they looked (needed)."),
    ],
)
def test_a_word_is_explained(word: str, says: str) -> None:
    assert says in case_file.explain_word(word, KNOWLEDGE).lines


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("gates", "heart: Do you have heart disease"),
        ("medicines", "dose: how much, how often"),
        ("symptoms.pain", "severity: how bad in the last week, 0 to 10"),
        ("equipment.home.has", "One of: counter, "),
        ("person.sex", "One of: female, male, other."),
    ],
)
def test_a_field_is_explained_with_what_may_stand_in_it(field: str, line: str) -> None:
    lines = case_file.explain_word(field, KNOWLEDGE).lines
    assert any(each.startswith(line) for each in lines), lines


def test_every_code_gate_and_site_can_be_explained() -> None:
    for word in (*KNOWLEDGE.findings, *KNOWLEDGE.gates, *KNOWLEDGE.sites):
        assert case_file.explain_word(word, KNOWLEDGE).lines


def test_an_unknown_word_is_answered_with_the_nearest() -> None:
    with pytest.raises(SurefootError) as caught:
        case_file.explain_word("vibration_to", KNOWLEDGE)
    assert "vibration_toe" in caught.value.fix
    with pytest.raises(SurefootError):
        case_file.explain_word("person.shoe", KNOWLEDGE)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("monofilament", "mono8_wrong: 10 g monofilament, dorsum of hallux, wrong of 8"),
        ("foot ulcer", "foot_ulcer_open: open foot wound or ulcer"),
        ("ULCER FOOT", "foot_ulcer_open: open foot wound or ulcer"),
        ("diabet", "diabetes_type: diabetes"),
    ],
)
def test_words_of_the_field_lead_to_the_codes_about_them(words: str, line: str) -> None:
    assert line in case_file.explain_word(words, KNOWLEDGE).lines


def test_a_word_of_many_codes_says_how_many_more_there_are() -> None:
    *shown, more = case_file.explain_word("foot", KNOWLEDGE).lines
    assert len(shown) == 12
    assert re.fullmatch(r"and \d+ more: another word beside it finds fewer", more)


def test_a_computed_code_is_named_as_one_after_those_that_can_be_given() -> None:
    lines = case_file.explain_word("foot ulcer", KNOWLEDGE).lines
    computed = [line.endswith("(computed, never given)") for line in lines]
    assert computed == sorted(computed)
    assert [KNOWLEDGE.findings[line.split(":")[0]].rule is not None for line in lines] == computed
    only = case_file.explain_word("protective sensation", KNOWLEDGE).lines
    assert "lops: loss of protective sensation (computed, never given)" in only


@pytest.mark.parametrize("word", ["", "  ", "oot", "xyzzy", "."])
def test_a_word_that_begins_no_word_is_not_found(word: str) -> None:
    with pytest.raises(SurefootError, match="has no word"):
        case_file.explain_word(word, KNOWLEDGE)


HOW_TO = (Path(__file__).parents[2] / "docs/how-to/write-a-case-file.md").read_text("utf-8")


def test_what_the_how_to_shows_can_be_read() -> None:
    shown: dict[str, Any] = {}
    for block in re.findall(r"```toml\n(.*?)```", HOW_TO, flags=re.DOTALL):
        shown |= tomllib.loads(block)
    assert {"person", "gates", "symptoms", "medicines", "falls", "reviews"} <= set(shown)
    text = json.dumps(shown, default=str)
    assert [str(p) for p in case_file.problems(text.encode(), KNOWLEDGE)] == []


def test_every_answer_the_how_to_shows_can_be_read() -> None:
    answers = re.findall(r"`(\w+ = [^`.]+(?:\.\d+[^`]*)?)`", HOW_TO.split("## Medicines")[0])
    assert len(answers) >= 9
    for answer in answers:
        sections = {"findings": tomllib.loads(answer)}
        assert [str(p) for p in told(**json.loads(json.dumps(sections, default=str)))] == [], answer
