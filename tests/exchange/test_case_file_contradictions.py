"""Answers of a case file that cannot both be true, and those that only look so."""

from typing import Any

import pytest

from exchange.documents import only, person, told


@pytest.mark.parametrize(
    ("sections", "path", "says"),
    [
        (
            {"findings": {"unsteady": True}, "conditions": {"unsteady": False}},
            "conditions.unsteady",
            "contradicts `findings.unsteady`",
        ),
        (
            {"findings": {"unsteady": True}, "conditions": {"unsteady": True}},
            "conditions.unsteady",
            "same answer stands at `findings.unsteady`",
        ),
        (
            {"measurements": {"tug_s": [9, 11]}},
            "measurements.tug_s[1]",
            "contradicts `measurements.tug_s[0]`",
        ),
        (
            {"findings": {"foot_drop": [{"left": True}, {"left": False, "right": False}]}},
            "findings.foot_drop[1].left",
            "contradicts",
        ),
        (
            {"findings": {"unsteady": ["unable", True]}},
            "findings.unsteady[1]",
            "contradicts",
        ),
        (
            {"symptoms": {"weakness": "absent"}, "findings": {"trips_over_toes": True}},
            "findings.trips_over_toes",
            "`symptoms.weakness` says absent",
        ),
        (
            {"symptoms": {"pain": "absent"}, "findings": {"pain_burning": ["heel_left"]}},
            "findings.pain_burning.at",
            "`symptoms.pain` says absent",
        ),
        (
            {"gates": {"heart": False}, "conditions": {"heart_failure": True}},
            "conditions.heart_failure",
            "`gates.heart` says no",
        ),
        (
            {"gates": {"rest": False}, "conditions": {"diabetes_type": "type2"}},
            "conditions.diabetes_type",
            "`gates.rest` says no to diabetes",
        ),
        (
            {"falls": [], "findings": {"falls_12mo": 2}},
            "findings.falls_12mo",
            "`falls` says this already",
        ),
        (
            {
                "measurements": {
                    "sbp_rest": {"value": 80, "unit": "mmHg"},
                    "dbp_rest": {"value": 120, "unit": "mmHg"},
                }
            },
            "measurements.sbp_rest",
            "not above the diastolic",
        ),
        (
            {"person": person(sex="male"), "conditions": {"pregnant": True}},
            "conditions.pregnant",
            "`person.sex` says male",
        ),
        (
            {"conditions": {"diabetes_years": 68}},
            "conditions.diabetes_years",
            "longer than the person has lived",
        ),
    ],
)
def test_answers_that_cannot_both_be_true_are_told(
    sections: dict[str, Any], path: str, says: str
) -> None:
    problem = only(**sections)
    assert problem.path == path
    assert says in problem.says


@pytest.mark.parametrize(
    "sections",
    [
        {"findings": {"unsteady": [{"value": True, "on": "2026-01-01"}, False]}},
        {"findings": {"foot_drop": {"left": True, "right": False}}},
        {"symptoms": {"weakness": "not_sure"}, "findings": {"trips_over_toes": True}},
        {"symptoms": {"weakness": "present"}, "findings": {"trips_over_toes": False}},
        {
            "symptoms": {"weakness": "absent"},
            "findings": {"trips_over_toes": {"value": True, "on": "2024-01-01"}},
        },
        {"gates": {"diabetes": False}, "conditions": {"diabetes_type": "none"}},
        {"gates": {"falls": True, "rest": False}, "falls": [{"on": "2026-05-05"}]},
        {"falls": [], "findings": {"falls_12mo": {"value": 2, "on": "2024-05-01"}}},
        {"conditions": {"diabetes_years": 66}},
        {"person": person(sex="other"), "conditions": {"pregnant": True}},
    ],
)
def test_answers_that_can_both_be_true_are_left_alone(sections: dict[str, Any]) -> None:
    assert told(**sections) == ()
