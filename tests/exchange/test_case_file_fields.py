"""Every slip in a case file has one clear message: the field, what is wrong, how to mend it."""

from typing import Any

import pytest

from exchange.documents import KNOWLEDGE, SHORTEST, document, only, person, places, told
from surefoot.exchange import case_file
from surefoot.exchange.case_file import CaseProblems


def clinic(**parts: Any) -> dict[str, Any]:
    return {**SHORTEST["clinic"], **parts}


def test_the_shortest_file_has_no_problem() -> None:
    assert told() == ()


@pytest.mark.parametrize("name", ["surefoot", "person", "today", "clinic"])
def test_what_must_be_there_is_named_when_it_is_missing(name: str) -> None:
    problem = only(**{name: None})
    assert problem.path == ""
    assert problem.says == f"`{name}` is missing."


@pytest.mark.parametrize(
    ("sections", "path"),
    [
        ({"surefoot": 2}, "surefoot"),
        ({"surefoot": "1"}, "surefoot"),
        ({"person": []}, "person"),
        ({"person": "Ada"}, "person"),
        ({"person": person(sex="f")}, "person.sex"),
        ({"person": person(name="")}, "person.name"),
        ({"person": person(name="   ")}, "person.name"),
        ({"person": person(name=7)}, "person.name"),
        ({"person": person(age=66)}, "person.age"),
        ({"story": ["a"]}, "story"),
        ({"symptoms": {"pain": True}}, "symptoms.pain"),
        ({"symptoms": {"pain": "yes"}}, "symptoms.pain.state"),
        ({"symptoms": {"pains": "present"}}, "symptoms.pains"),
        ({"symptoms": {"pain": {"state": "present", "severity": 11}}}, "symptoms.pain.severity"),
        ({"symptoms": {"pain": {"state": "present", "severity": 4.5}}}, "symptoms.pain.severity"),
        ({"symptoms": {"pain": {"state": "present", "severity": True}}}, "symptoms.pain.severity"),
        ({"symptoms": {"pain": {"state": "present", "course": "bad"}}}, "symptoms.pain.course"),
        ({"symptoms": {"pain": {"state": "present", "sites": ["toe"]}}}, "symptoms.pain.sites[0]"),
        ({"symptoms": {"pain": {"state": "absent", "severity": 3}}}, "symptoms.pain"),
        ({"gates": {"diabetes": "yes"}}, "gates.diabetes"),
        ({"gates": {"diabetis": True}}, "gates.diabetis"),
        ({"gates": {"rest": True}}, "gates.rest"),
        ({"goals": [{"words": "Walk.", "domain": "walking", "priority": 1}]}, "goals[0].domain"),
        ({"goals": [{"words": "Walk.", "domain": "function", "priority": 0}]}, "goals[0].priority"),
        ({"goals": {"words": "Walk."}}, "goals"),
        ({"clinic": clinic(settings=["gym"])}, "clinic.settings[0]"),
        ({"clinic": clinic(visit_min=5)}, "clinic.visit_min"),
        ({"clinic": clinic(skills=["yoga"])}, "clinic.skills[0]"),
        ({"clinic": clinic(pool_temperature=33)}, "clinic.pool_temperature"),
        (
            {"clinic": clinic(pool_temperature={"value": 33, "unit": "K"})},
            "clinic.pool_temperature.unit",
        ),
        ({"equipment": {"gym": {"has": ["chair"]}}}, "equipment.gym"),
        ({"equipment": {"home": {"has": ["chairs"]}}}, "equipment.home.has[0]"),
        (
            {"equipment": {"home": {"has": ["chair"], "has_not": ["chair"]}}},
            "equipment.home.has_not",
        ),
        ({"days_per_week": 8}, "days_per_week"),
        ({"falls": [{"injury": "c_minor"}]}, "falls[0]"),
        ({"falls": [{"on": "2026-05-09", "injury": "minor"}]}, "falls[0].injury"),
        ({"instruments": [{"code": "PHQ", "items": {}}]}, "instruments[0].code"),
        ({"instruments": [{"code": "PHQ2", "items": {"q3": 1}}]}, "instruments[0].items.q3"),
        ({"instruments": [{"code": "PHQ2", "items": {"q1": 4}}]}, "instruments[0].items.q1"),
        ({"instruments": [{"code": "PHQ2", "items": {"q1": None}}]}, "instruments[0].items.q1"),
        (
            {"instruments": [{"code": "PHQ2", "items": {"q1": 1}, "protocol": {"mood": "x"}}]},
            "instruments[0].protocol.mood",
        ),
        (
            {"approvals": [{"condition": "OHS", "technique": "balance", "by": "A", "reason": "b"}]},
            "approvals[0].condition",
        ),
        (
            {
                "reviews": [
                    {
                        "red_flag": "rf_cess",
                        "by": "Dr A",
                        "role": "physician",
                        "says": "Seen.",
                        "urgency": "U0",
                    }
                ]
            },
            "reviews[0].red_flag",
        ),
        ({"unknown_section": {}}, "unknown_section"),
        ({"goals": [{"words": "Walk.", "domain": "function", "priority": 1}] * 501}, "goals"),
        ({"clinic": clinic(pool_temperature=[33])}, "clinic.pool_temperature"),
        ({"clinic": clinic(pool_temperature={"degrees": 33})}, "clinic.pool_temperature.degrees"),
        ({"equipment": {"home": []}}, "equipment.home"),
        ({"instruments": [{"code": "PHQ2", "items": []}]}, "instruments[0].items"),
        (
            {"instruments": [{"code": "PHQ2", "items": {"q1": 1}, "protocol": "x"}]},
            "instruments[0].protocol",
        ),
    ],
)
def test_a_slip_of_shape_names_its_field(sections: dict[str, Any], path: str) -> None:
    problem = only(**sections)
    assert problem.path == path
    assert problem.says.endswith(".")
    assert problem.fix


@pytest.mark.parametrize(
    ("section", "answer", "path"),
    [
        ("findings", {"unsteady": "true"}, "findings.unsteady"),
        ("findings", {"unsteady": 1}, "findings.unsteady"),
        ("findings", {"unsteady": None}, "findings.unsteady"),
        ("findings", {"unsteady": []}, "findings.unsteady"),
        ("findings", {"unsteady": [[True]]}, "findings.unsteady[0]"),
        ("findings", {"foot_drop": None}, "findings.foot_drop"),
        ("findings", {"unsteady": {"on": "2026-01-01"}}, "findings.unsteady"),
        ("findings", {"unsteady": {"value": True, "side": "left"}}, "findings.unsteady.side"),
        ("findings", {"unsteady": {"left": True}}, "findings.unsteady.left"),
        ("findings", {"unsteady": {"at": ["heel"]}}, "findings.unsteady.at"),
        ("findings", {"unsteady": {"value": True, "unit": "kg"}}, "findings.unsteady.unit"),
        ("findings", {"unsteady": {"value": True, "note": "x"}}, "findings.unsteady.note"),
        ("findings", {"foot_drop": True}, "findings.foot_drop"),
        ("findings", {"foot_drop": {"left": "yes"}}, "findings.foot_drop.left"),
        ("findings", {"foot_drop": {"value": True}}, "findings.foot_drop.side"),
        ("findings", {"foot_drop": {"value": True, "side": "up"}}, "findings.foot_drop.side"),
        ("findings", {"foot_drop": {"both": True, "left": True}}, "findings.foot_drop"),
        ("findings", {"foot_drop": {"at": ["heel"]}}, "findings.foot_drop.at"),
        ("findings", {"foot_drop": {"on": "2026-01-01"}}, "findings.foot_drop"),
        ("findings", {"mrc_hip_flexion": 5}, "findings.mrc_hip_flexion"),
        ("findings", {"mrc_hip_flexion": {"both": 6}}, "findings.mrc_hip_flexion.both"),
        ("findings", {"reflex_ankle": {"both": "gone"}}, "findings.reflex_ankle.both"),
        ("findings", {"oedema_grade": {"both": 2}}, "findings.oedema_grade.both"),
        ("findings", {"numbness": ["great_toe_lft"]}, "findings.numbness.at[0]"),
        ("findings", {"numbness": {"left": True}}, "findings.numbness.left"),
        ("findings", {"numbness": {"on": "2026-01-01"}}, "findings.numbness"),
        (
            "findings",
            {"numbness": {"at": ["heel"], "elsewhere": True}},
            "findings.numbness.elsewhere",
        ),
        (
            "findings",
            {"numbness": {"at": ["heel"], "not_at": ["heel_left"]}},
            "findings.numbness.not_at",
        ),
        ("findings", {"numbness": "feet"}, "findings.numbness"),
        ("findings", {"equip_chair": True}, "findings.equip_chair"),
        ("findings", {"equip_chair": {"gym": True}}, "findings.equip_chair.gym"),
        ("findings", {"time_to_worst": "quickly"}, "findings.time_to_worst"),
        ("measurements", {"tug_s": "12"}, "measurements.tug_s"),
        ("measurements", {"tug_s": True}, "measurements.tug_s"),
        ("measurements", {"tug_s": -1}, "measurements.tug_s"),
        ("measurements", {"tug_s": 301}, "measurements.tug_s"),
        ("measurements", {"tug_s": {"value": 9, "unit": "kg"}}, "measurements.tug_s.unit"),
        ("measurements", {"tug_s": {"value": 9, "unit": 1}}, "measurements.tug_s.unit"),
        ("labs", {"hba1c_pct": 7.2}, "labs.hba1c_pct"),
        ("labs", {"hba1c_pct": {"value": 7.2}}, "labs.hba1c_pct"),
        ("labs", {"hba1c_pct": {"value": 7.2, "unit": "mg"}}, "labs.hba1c_pct.unit"),
        ("labs", {"hba1c_pct": {"value": 72, "unit": "%"}}, "labs.hba1c_pct"),
        ("labs", {"hba1c_pct": {"value": 7.2, "unit": "mmol/mol"}}, "labs.hba1c_pct"),
        ("findings", {"bmi": 31}, "findings.bmi"),
        ("findings", {"rf_ces": "U0"}, "findings.rf_ces"),
        ("conditions", {"age_a": 66}, "conditions.age_a"),
        ("conditions", {"sex_at_birth": "female"}, "conditions.sex_at_birth"),
        ("findings", {"drug_insulin": "current"}, "findings.drug_insulin"),
        ("findings", {"on": "yesterday"}, "findings.on"),
    ],
)
def test_a_slip_in_an_answer_names_its_field(
    section: str, answer: dict[str, Any], path: str
) -> None:
    problem = only(**{section: answer})
    assert problem.path == path
    assert problem.fix


@pytest.mark.parametrize(
    "unusable",
    [
        {"measurements": {"tug_s": 10**13}},
        {"measurements": {"tug_s": -(10**13)}},
        {"clinic": clinic(visit_min=10**13)},
    ],
)
def test_numbers_far_out_of_this_world_are_refused(unusable: dict[str, Any]) -> None:
    assert only(**unusable).fix


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("hba1c", "hba1c_pct"),
        ("unsteaddy", "unsteady"),
        ("vibration", "vibration_toe"),
        ("mrc_ankle_dorsiflex", "mrc_ankle_dorsiflexion"),
        ("foot_ulcer", "foot_ulcer_open"),
    ],
)
def test_an_unknown_code_is_answered_with_the_nearest_known_ones(word: str, near: str) -> None:
    problem = only(findings={word: True})
    assert problem.path == f"findings.{word}"
    assert f"`{near}`" in problem.fix


def test_a_code_nothing_is_near_to_is_answered_with_where_to_look() -> None:
    assert "surefoot case explain" in only(findings={"qqqqq": True}).fix


def test_a_derived_code_is_computed_and_never_given() -> None:
    problem = only(findings={"symptom_pain": True})
    assert problem.says == "`symptom_pain` is computed, not given."


def test_all_problems_are_told_at_once_and_in_the_order_of_the_document() -> None:
    sections: dict[str, Any] = {
        "symptoms": {"touch": "absent", "pain": {"state": "maybe"}},
        "findings": {"zzz": True, "touch_pain": ["heel_left"], "unsteady": 3, "bmi": 30},
        "labs": {"hba1c_pct": 7},
        "goals": [{"words": "Walk.", "domain": "function", "priority": 1}, {"priority": 99}],
    }
    assert places(**sections) == [
        "symptoms.pain.state",
        "findings.zzz",
        "findings.touch_pain.at",
        "findings.unsteady",
        "findings.bmi",
        "labs.hba1c_pct",
        "goals[1]",
        "goals[1]",
        "goals[1].priority",
    ]


def test_the_error_shows_every_problem_and_says_that_nothing_was_read() -> None:
    import json

    data = json.dumps(document(findings={"zzz": True, "unsteady": 3})).encode()
    with pytest.raises(CaseProblems) as caught:
        case_file.read(data, KNOWLEDGE)
    error = caught.value
    assert len(error.problems) == 2
    assert "The case file has 2 problems." in error.says
    assert "findings.zzz" in error.says
    assert "findings.unsteady" in error.says
    assert error.fix == "Nothing was read."


def test_a_message_never_repeats_more_than_a_line_of_what_was_written() -> None:
    found = told(findings={"x" * 250: True, "time_to_worst": "y" * 250, "a\x1b[2Jb": True})
    assert len(found) == 3
    assert all(len(str(problem)) < 400 for problem in found)
    assert all("\x1b" not in str(problem) for problem in found)


def test_both_sides_may_be_told_as_not_done_at_once() -> None:
    assert told(measurements={"grip_kg": {"value": "unable", "on": "2026-10-01"}}) == ()
