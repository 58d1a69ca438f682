"""The days of a case file: real ones, from birth to today, and today itself."""

from datetime import date
from typing import Any

import pytest

from exchange.documents import KNOWLEDGE, person, places, told
from surefoot.exchange import case_file


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-11-03", "after `today`"),
        ("1960-05-16", "before the person was born"),
        ("2026-02-31", "no 2026-02-31 in the calendar"),
        ("2025-02-29", "no 2025-02-29 in the calendar"),
        ("2026-13-01", "no 2026-13-01 in the calendar"),
        ("0000-01-01", "no 0000-01-01 in the calendar"),
        ("02.11.2026", "is not a day"),
        ("2026-11", "is not a day"),
        ("2026-11-02T10:00", "is not a day"),
        ("20261102", "is not a day"),
    ],
)
def test_an_impossible_day_is_refused_everywhere(day: str, says: str) -> None:
    sections: dict[str, Any] = {
        "symptoms": {"pain": {"state": "present", "since": day}},
        "findings": {"unsteady": {"value": True, "on": day}, "last_faint_on": day},
        "medicines": [{"name": "metformin", "started": day}],
        "falls": [{"on": day}],
    }
    found = told(**sections)
    assert [problem.path for problem in found] == [
        "symptoms.pain.since",
        "findings.unsteady.on",
        "findings.last_faint_on",
        "medicines[0].started",
        "falls[0].on",
    ]
    assert all(says in problem.says for problem in found)


@pytest.mark.parametrize("day", ["2026-11-02", "1960-05-17", "2024-02-29"])
def test_days_from_birth_to_today_are_read(day: str) -> None:
    assert told(findings={"unsteady": {"value": True, "on": day}}) == ()


def test_a_test_that_is_due_may_lie_ahead() -> None:
    assert told(labs={"ncs_repeat_due_on": "2027-02-01"}) == ()


def test_a_person_cannot_be_born_after_today() -> None:
    assert places(person=person(born_on="2026-11-03")) == ["person.born_on", "today"]


def test_a_wrong_today_is_told_once_and_does_not_hide_the_rest() -> None:
    found = told(today="2026-02-30", findings={"unsteady": {"value": True, "on": "2026-02-30"}})
    assert [problem.path for problem in found] == ["today", "findings.unsteady.on"]


def test_today_as_a_toml_date_and_as_text_are_the_same() -> None:
    toml = """
        surefoot = 1
        today = 2026-11-02
        person = { id = "p1", name = "Ada", born_on = "1960-05-17" }
        clinic = { settings = ["home"], visit_min = 30, visits_per_week_max = 1, profile = "mixed" }
        [findings]
        unsteady = { value = true, on = 2026-10-01 }
    """
    case = case_file.read(toml.encode(), KNOWLEDGE)
    assert case.today == date(2026, 11, 2)
    assert case.facts[0].on == date(2026, 10, 1)


def test_a_toml_date_with_a_time_is_no_day() -> None:
    toml = b"surefoot = 1\ntoday = 2026-11-02T10:00:00\n"
    found = case_file.problems(toml, KNOWLEDGE)
    assert "today" in [problem.path for problem in found]


def test_a_time_of_day_and_a_huge_number_in_toml_are_refused_by_field() -> None:
    toml = b"measurements = { tug_s = 10:00:00, cst30_reps = 99_000_000_000_000 }"
    found = {problem.path: problem.says for problem in case_file.problems(toml, KNOWLEDGE)}
    assert found["measurements.tug_s"] == "`10:00:00` stands where a number is expected."
    assert "no number a case can hold" in found["measurements.cst30_reps"]
