"""The published schema accepts what is read and refuses what is not, as far as a schema can."""

import json
from pathlib import Path
from typing import Any

import pytest

from exchange.documents import KNOWLEDGE, document
from exchange.structure import faults
from people import generate
from stories import stories
from surefoot.exchange import case_file
from surefoot.exchange.case_file.schema import DIALECT
from surefoot.exchange.case_file.vocabulary import TOLD_ELSEWHERE, Vocabulary

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docs" / "reference" / "case-file.schema.json"
SCHEMA = case_file.schema(KNOWLEDGE)


def fits(value: Any) -> list[str]:
    return faults(value, SCHEMA, SCHEMA)


def test_the_published_schema_is_the_one_of_this_knowledge() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == case_file.schema_text(KNOWLEDGE)


def test_it_says_which_dialect_it_is_written_in() -> None:
    assert SCHEMA["$schema"] == DIALECT == "https://json-schema.org/draft/2020-12/schema"


def test_every_reference_in_it_resolves() -> None:
    text = json.dumps(SCHEMA)
    names = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
    assert names == set(SCHEMA["$defs"])


def test_it_holds_every_code_a_case_file_may_hold() -> None:
    vocabulary = Vocabulary.of(KNOWLEDGE)
    codes = set(SCHEMA["$defs"]["answers_by_code"]["properties"]) - {"on"}
    recorded = {finding.id for finding in vocabulary.recorded}
    assert codes == recorded - set(vocabulary.medicine_classes) - set(TOLD_ELSEWHERE)


def test_it_accepts_the_example() -> None:
    assert fits(json.loads(case_file.example())) == []


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.name)
def test_it_accepts_every_story(story: Any) -> None:
    assert fits(json.loads(story.text)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.json")), ids=lambda p: p.stem)
def test_it_accepts_every_example_of_the_demo(path: Path) -> None:
    assert fits(json.loads(path.read_text(encoding="utf-8"))) == []


def test_it_accepts_what_a_program_writes() -> None:
    for case in generate(3, 25):
        assert fits(json.loads(case_file.write(case, KNOWLEDGE))) == []


@pytest.mark.parametrize(
    "sections",
    [
        {"surefoot": 2},
        {"today": "2.11.2026"},
        {"today": None},
        {"unknown": 1},
        {"clinic": None},
        {"person": {"id": "p", "name": "A"}},
        {"person": {"id": "p", "name": "A", "born_on": "1960-01-01", "sex": "f"}},
        {"symptoms": {"pain": "yes"}},
        {"symptoms": {"pain": {"severity": 4}}},
        {"gates": {"diabetes": "yes"}},
        {"gates": {"rest": True}},
        {"findings": {"symptom_pain": True}},
        {"findings": {"unsteady": "true"}},
        {"findings": {"unsteady": None}},
        {"findings": {"unsteady": {"left": True}}},
        {"findings": {"foot_drop": True}},
        {"findings": {"foot_drop": {"side": "left"}}},
        {"findings": {"mrc_hip_flexion": 5}},
        {"findings": {"reflex_ankle": {"both": "gone"}}},
        {"findings": {"numbness": ["great_toe_lft"]}},
        {"findings": {"drug_insulin": "current"}},
        {"findings": {"age_a": 60}},
        {"measurements": {"tug_s": "12"}},
        {"measurements": {"tug_s": 301}},
        {"labs": {"hba1c_pct": 7.2}},
        {"labs": {"hba1c_pct": {"value": 7.2}}},
        {"medicines": [{"name": "x", "class": "drug_x"}]},
        {"equipment": {"home": {"has": ["chairs"]}}},
        {"instruments": [{"code": "PHQ", "items": {}}]},
        {"reviews": [{"red_flag": "rf_x"}]},
        {"days_per_week": 8},
    ],
)
def test_it_refuses_what_the_reader_refuses(sections: dict[str, Any]) -> None:
    told = document(**sections)
    assert fits(told) != []
    assert case_file.problems(json.dumps(told).encode(), KNOWLEDGE) != ()
