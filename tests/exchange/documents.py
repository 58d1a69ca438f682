"""Small case files for the tests: a shortest one, and ways to change it."""

import json
from copy import deepcopy
from typing import Any

from surefoot.exchange import case_file
from surefoot.exchange.case_file import Problem
from surefoot.knowledge.load import load

KNOWLEDGE = load()

SHORTEST: dict[str, Any] = {
    "surefoot": 1,
    "person": {"id": "p1", "name": "Ada Brandt", "born_on": "1960-05-17", "sex": "female"},
    "today": "2026-11-02",
    "clinic": {
        "settings": ["clinic", "home"],
        "visit_min": 45,
        "visits_per_week_max": 2,
        "profile": "mixed",
    },
}


def document(**sections: Any) -> dict[str, Any]:
    """The shortest case file with these sections in it, or None to leave one out."""
    changed = deepcopy(SHORTEST) | sections
    return {name: part for name, part in changed.items() if part is not None}


def person(**parts: Any) -> dict[str, Any]:
    """The person of the shortest document, with some answers changed or added."""
    return {**SHORTEST["person"], **parts}


def told(**sections: Any) -> tuple[Problem, ...]:
    """The problems of the shortest case file with these sections."""
    return case_file.problems(json.dumps(document(**sections)).encode(), KNOWLEDGE)


def places(**sections: Any) -> list[str]:
    """The fields that have a problem, in the order they are told."""
    return [problem.path for problem in told(**sections)]


def only(**sections: Any) -> Problem:
    """The one problem there is."""
    found = told(**sections)
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]
