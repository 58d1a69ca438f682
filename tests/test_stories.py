"""The patient stories run through the whole line, and together they cover what can happen."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from expectations import told_of_contact, told_of_diagnosis, told_of_plan, told_of_prognosis
from stories import Story, knowledge, stories
from surefoot.command.line import LineOfCare
from surefoot.exchange import case_file

STORIES = {story.name: story for story in stories()}
STEPS = {
    "contact": told_of_contact,
    "diagnosis": told_of_diagnosis,
    "prognosis": told_of_prognosis,
    "plan": told_of_plan,
}


@cache
def line(name: str) -> LineOfCare:
    """The line of care of one story; each step is worked out once, when it is asked for."""
    return LineOfCare(STORIES[name].case(knowledge()), knowledge())


def result(name: str, step: str) -> Any:
    """The record of a step, or why there is none yet."""
    try:
        return getattr(line(name), step)
    except (NotImplementedError, ImportError) as error:
        return error


def expected() -> list[tuple[str, str]]:
    return [(name, step) for name, story in STORIES.items() for step in story.expect]


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_a_case_file_without_a_fault(name: str) -> None:
    assert [str(problem) for problem in case_file.problems(STORIES[name].text, knowledge())] == []


@pytest.mark.parametrize(("name", "step"), expected())
def test_the_line_of_care_answers_as_the_story_says(name: str, step: str) -> None:
    record = result(name, step)
    if isinstance(record, Exception):
        pytest.skip(f"{step} has not landed: {record}")
    assert STEPS[step](record, STORIES[name].expect[step]) == []


def test_there_are_enough_stories_and_each_says_why() -> None:
    assert len(STORIES) >= 60
    assert all(len(story.why) > 40 and story.title for story in STORIES.values())
    assert len({story.title for story in STORIES.values()}) == len(STORIES)


def people() -> list[Story]:
    return list(STORIES.values())


def test_the_people_differ_in_age_sex_and_work() -> None:
    cases = [story.case(knowledge()) for story in people()]
    ages = [case.today.year - case.person.born_on.year for case in cases]
    assert min(ages) <= 25
    assert max(ages) >= 90
    sexes = [case.person.sex for case in cases]
    assert 0.35 < sexes.count("female") / len(sexes) < 0.65
    assert len({case.person.work for case in cases}) >= 50
    assert len({goal.words for case in cases for goal in case.goals}) >= 80
