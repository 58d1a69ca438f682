"""The people of the demo: readable files, all four types, one emergency, one without a plan."""

from pathlib import Path

import pytest

from exchange.documents import KNOWLEDGE
from surefoot.care.line import LineOfCare
from surefoot.exchange import case_file
from surefoot.terms import NeuropathyType, Urgency

FOLDER = Path(__file__).parents[2] / "examples"
FILES = {path.stem: path for path in sorted(FOLDER.glob("*.json"))}


def line(name: str) -> LineOfCare:
    return LineOfCare(case_file.read(FILES[name], KNOWLEDGE), KNOWLEDGE)


@pytest.mark.parametrize("name", FILES)
def test_an_example_is_read_without_a_problem(name: str) -> None:
    assert case_file.problems(FILES[name], KNOWLEDGE) == ()


@pytest.mark.parametrize("name", FILES)
def test_an_example_fits_on_a_screen_across(name: str) -> None:
    lines = FILES[name].read_text(encoding="utf-8").splitlines()
    long = [text for text in lines if len(text) > 100 and '"story"' not in text]
    assert all('"says"' in text or '"words"' in text for text in long)


def test_there_are_at_least_six_different_people() -> None:
    people = {line(name).case.person.name for name in FILES}
    assert len(people) == len(FILES) >= 6


def test_all_four_types_are_among_them() -> None:
    assert {kind for name in FILES for kind in line(name).diagnosis.types} == set(NeuropathyType)


def test_one_of_them_is_an_emergency() -> None:
    assert Urgency.U0 in {line(name).contact.urgency for name in FILES}
