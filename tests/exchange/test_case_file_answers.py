"""What a case file says becomes facts: dates, sides, sites, units, and what could not be done."""

from datetime import date
from typing import Any

import pytest

from exchange.documents import KNOWLEDGE, document, only, places, told
from surefoot.care.case import Answers, Case, Fall, Medicine, NotDone, Symptom
from surefoot.exchange import case_file
from surefoot.exchange.case_file.falls import facts_of_falls
from surefoot.terms import Side, SymptomGroup

TODAY = date(2026, 11, 2)
LEFT, RIGHT = Side.LEFT, Side.RIGHT


def read(**sections: Any) -> Case:
    import json

    return case_file.read(json.dumps(document(**sections)).encode(), KNOWLEDGE)


def facts(**sections: Any) -> list[tuple[Any, ...]]:
    """(code, value, side, site, day) of each fact, in the order of a case."""
    return [(f.code, f.value, f.side, f.site, f.on) for f in read(**sections).facts]


def test_a_day_that_is_not_said_is_today() -> None:
    assert facts(findings={"unsteady": True}) == [("unsteady", True, None, None, TODAY)]


def test_a_section_may_say_the_day_of_all_its_answers() -> None:
    told_then = {"on": "2026-10-01", "unsteady": True, "trouble_curb": {"value": False}}
    assert {fact[4] for fact in facts(findings=told_then)} == {date(2026, 10, 1)}
    told_then["unsteady"] = {"value": True, "on": "2026-09-01"}
    assert {fact[4] for fact in facts(findings=told_then)} == {date(2026, 9, 1), date(2026, 10, 1)}


def test_what_is_left_out_is_not_asked() -> None:
    assert read().facts == ()
    assert read().symptoms == ()
    assert read().gates == {}


def test_several_days_make_several_facts_oldest_first() -> None:
    weights = [{"value": 70, "unit": "kg"}, {"value": 75, "unit": "kg", "on": "2026-01-01"}]
    assert [(f[1], f[4]) for f in facts(measurements={"weight_kg": weights})] == [
        (75.0, date(2026, 1, 1)),
        (70.0, TODAY),
    ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (False, [(False, LEFT), (False, RIGHT)]),
        ({"left": True}, [(True, LEFT)]),
        ({"left": True, "right": False}, [(True, LEFT), (False, RIGHT)]),
        ({"both": True}, [(True, LEFT), (True, RIGHT)]),
        ({"value": True, "side": "right"}, [(True, RIGHT)]),
        ({"value": False, "side": "both"}, [(False, LEFT), (False, RIGHT)]),
    ],
)
def test_a_finding_with_sides_has_a_fact_a_side(answer: Any, expected: list[Any]) -> None:
    assert [(f[1], f[2]) for f in facts(findings={"foot_drop": answer})] == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (False, [(False, None)]),
        (True, [(True, None)]),
        ([], None),
        (["heel_left"], [(True, "heel_left")]),
        (["heel"], [(True, "heel_left"), (True, "heel_right")]),
        (["saddle"], [(True, "saddle")]),
        ({"at": ["heel_left", "heel"]}, [(True, "heel_left"), (True, "heel_right")]),
        ({"at": ["heel_left"], "elsewhere": False}, [(False, None), (True, "heel_left")]),
        (
            {"at": ["heel_left"], "not_at": ["heel_right"]},
            [(True, "heel_left"), (False, "heel_right")],
        ),
        ({"value": False}, [(False, None)]),
    ],
)
def test_a_finding_with_sites_has_a_fact_a_site(answer: Any, expected: Any) -> None:
    if expected is None:
        assert places(findings={"numbness": answer}) == ["findings.numbness"]
    else:
        assert [(f[1], f[3]) for f in facts(findings={"numbness": answer})] == expected


def test_a_part_of_the_body_stands_for_all_its_sites() -> None:
    feet = {fact[3] for fact in facts(findings={"numbness": ["feet"]})}
    assert len(feet) == 24
    left = {fact[3] for fact in facts(findings={"numbness": ["feet_left"]})}
    assert left == {site for site in feet if str(site).endswith("_left")}


def test_equipment_is_told_by_place() -> None:
    home = {"has": ["chair", "equip_towel"], "has_not": ["bike"]}
    assert [(f[0], f[1], f[3]) for f in facts(equipment={"home": home})] == [
        ("equip_bike", False, "home"),
        ("equip_chair", True, "home"),
        ("equip_towel", True, "home"),
    ]


@pytest.mark.parametrize("rest", [True, False])
def test_the_rest_of_the_equipment_is_there_or_is_not(rest: bool) -> None:
    found = facts(equipment={"clinic": {"has" if not rest else "has_not": ["bike"], "rest": rest}})
    assert len(found) > 70
    assert [fact[0] for fact in found if fact[1] is not rest] == ["equip_bike"]


def test_the_pool_has_a_temperature() -> None:
    means = {**document()["clinic"], "pool_temperature": {"value": 91.4, "unit": "°F"}}
    ((code, value, *_),) = facts(clinic=means)
    assert code == "pool_temp_c"
    assert value == pytest.approx(33.0, abs=0.01)


@pytest.mark.parametrize(
    ("section", "code", "value", "unit", "expected"),
    [
        ("labs", "hba1c_pct", 58, "mmol/mol", 7.457),
        ("labs", "hba1c_pct", 7.5, "%", 7.5),
        ("labs", "b12_pgml", 148, "pmol/L", 200.54),
        ("labs", "glucose_fasting_mgdl", 7.0, "mmol/L", 126.1),
        ("labs", "creatinine_umoll", 1.1, "mg/dL", 97.26),
        ("labs", "haemoglobin_gdl", 109, "g/L", 10.9),
        ("labs", "anc", 700, "/uL", 0.7),
        ("measurements", "temp_c", 101.1, "°F", 38.39),
        ("measurements", "sbp_rest", 25.1, "kPa", 188.27),
        ("measurements", "weight_kg", 150, "lb", 68.04),
        ("lifestyle", "alcohol_g_per_wk", 10, "UK units a week", 80.0),
    ],
)
def test_numbers_are_kept_in_the_unit_of_the_vocabulary(
    section: str, code: str, value: float, unit: str, expected: float
) -> None:
    ((_, kept, *_),) = facts(**{section: {code: {"value": value, "unit": unit}}})
    assert kept == pytest.approx(expected, rel=1e-3)


def test_a_number_alone_is_enough_where_there_is_one_unit() -> None:
    assert facts(measurements={"tug_s": 12})[0][1] == 12.0
    assert facts(measurements={"tug_s": {"value": 12, "unit": "s"}})[0][1] == 12.0


def test_a_missing_unit_is_asked_for_with_those_there_are() -> None:
    problem = only(labs={"hba1c_pct": 7.2})
    assert problem.says == "The unit is missing, and it comes in more than one."
    assert problem.fix == 'Write {"value": 7.2, "unit": "%"}, or "mmol/mol".'


def test_an_unknown_unit_is_answered_with_those_there_are() -> None:
    assert only(labs={"hba1c_pct": {"value": 7, "unit": "mg"}}).fix == "Known: %, mmol/mol."


def test_a_number_out_of_range_is_shown_as_written_with_the_range() -> None:
    says = only(measurements={"temp_c": {"value": 20, "unit": "°F"}}).says
    assert says == "20 °F is out of range: 77 to 113 °F."


@pytest.mark.parametrize("edge", [1, 300])
def test_the_edges_of_a_range_belong_to_it(edge: int) -> None:
    assert told(measurements={"tug_s": edge}) == ()


@pytest.mark.parametrize("why", ["unable", "declined", "not_applicable"])
def test_what_could_not_be_done_is_kept_with_its_reason(why: str) -> None:
    case = read(measurements={"tug_s": why, "grip_kg": {"left": why, "right": 20, "unit": "kg"}})
    assert case.not_done == (
        NotDone(code="grip_kg", why=why, on=TODAY, side=LEFT),
        NotDone(code="tug_s", why=why, on=TODAY),
    )
    assert [fact.code for fact in case.facts] == ["grip_kg"]


def test_a_protocol_stays_with_its_value() -> None:
    case = read(measurements={"tug_s": {"value": 12, "protocol": "with cane"}})
    assert case.facts[0].protocol == "with cane"


def test_symptoms_are_told_in_a_word_or_in_detail() -> None:
    case = read(
        symptoms={
            "bladder": "absent",
            "pain": {
                "state": "present",
                "sites": ["heel"],
                "severity": 6,
                "since": "2026-01-05",
                "course": "worse",
            },
            "touch": "not_sure",
        }
    )
    assert case.symptoms == (
        Symptom(
            group=SymptomGroup.PAIN,
            present=True,
            sites=("heel_left", "heel_right"),
            severity=6,
            since=date(2026, 1, 5),
            course="worse",
        ),
        Symptom(group=SymptomGroup.TOUCH, present=None),
        Symptom(group=SymptomGroup.BLADDER, present=False),
    )


def test_the_rest_of_the_gates_is_no_and_a_doubt_is_no_answer() -> None:
    case = read(gates={"diabetes": True, "heart": "not_sure", "rest": False})
    assert case.gates["diabetes"] is True
    assert "heart" not in case.gates
    assert len(case.gates) == len(KNOWLEDGE.gates) - 1
    assert not any(answer for gate, answer in case.gates.items() if gate != "diabetes")


def test_instruments_keep_answers_and_reasons_apart() -> None:
    case = read(
        instruments=[
            {
                "code": "PHQ9",
                "on": "2026-10-30",
                "items": {"q1": 1, "q2": "skipped", "q3": "declined"},
                "protocol": {"mode": "phone"},
            }
        ]
    )
    assert case.answers == (
        Answers(
            instrument="PHQ9",
            on=date(2026, 10, 30),
            items={"q1": 1, "q2": None},
            not_done={"q3": "declined"},
            protocol={"mode": "phone"},
        ),
    )


@pytest.mark.parametrize(
    ("falls", "count", "worst"),
    [
        ([], 0, "d_none"),
        (["c_minor"], 1, "c_minor"),
        (["c_minor", "a_serious", "d_none"], 3, "a_serious"),
        (["d_none", "b_moderate"], 2, "b_moderate"),
        ([None], 1, None),
        ([None, "b_moderate"], 2, None),
        ([None, "a_serious"], 2, "a_serious"),
    ],
)
def test_falls_are_summed_up(falls: list[str | None], count: int, worst: str | None) -> None:
    listed = [Fall(on=date(2026, 5, 1), injury=injury) for injury in falls]
    summed = {fact.code: fact.value for fact in facts_of_falls(listed, TODAY)}
    assert summed["falls_12mo"] == count
    assert summed["fell_past_year"] is bool(falls)
    assert summed.get("fall_injury_class") == worst


@pytest.mark.parametrize(("day", "count"), [("2025-11-02", 1), ("2025-11-01", 0)])
def test_a_fall_of_more_than_a_year_ago_is_kept_but_not_counted(day: str, count: int) -> None:
    case = read(falls=[{"on": day, "injury": "a_serious"}])
    assert len(case.falls) == 1
    assert [fact.value for fact in case.facts if fact.code == "falls_12mo"] == [count]


def test_a_knock_on_the_head_keeps_its_day() -> None:
    case = read(
        falls=[
            {"on": "2026-10-30", "head_strike": True, "passed_out": False},
            {"on": "2026-10-30", "head_strike": False},
        ]
    )
    knocks = [fact for fact in case.facts if fact.code == "fall_head_strike"]
    assert [(fact.value, fact.on) for fact in knocks] == [(True, date(2026, 10, 30))]


def test_no_list_of_falls_says_nothing_about_falls() -> None:
    assert not [fact for fact in read().facts if "fall" in fact.code]


# Medicines


def classes(*medicines: dict[str, Any], **sections: Any) -> dict[str, Any]:
    case = read(medicines=list(medicines), **sections)
    return {fact.code: fact.value for fact in case.facts}


def test_a_medicine_belongs_to_the_classes_of_its_full_name() -> None:
    assert classes({"name": "metformin"}) == {"drug_metformin": "current"}
    assert classes({"name": "  Insulin   Glargine "}) == {"drug_insulin": "current"}
    assert classes({"name": "Paclitaxel"}) == {
        "drug_taxane": "current",
        "drug_chemo_now": "current",
    }


@pytest.mark.parametrize("name", ["metformine", "glargin", "insulin gl", "mab", "vincristin"])
def test_a_name_that_is_not_known_is_never_guessed(name: str) -> None:
    problem = only(medicines=[{"name": name}])
    assert problem.path == "medicines[0].name"
    assert problem.says == f"The medicine `{name}` is not known."
    assert '"other"' in problem.fix


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    assert "`metformin`" in only(medicines=[{"name": "metformine"}]).fix


def test_an_unknown_name_is_read_with_its_class_or_as_one_of_none() -> None:
    assert classes({"name": "newdrug", "class": "drug_statin"}) == {"drug_statin": "current"}
    case = read(medicines=[{"name": "paracetamol", "class": "other", "dose": "1 g"}])
    assert case.facts == ()
    assert case.medicines == (
        Medicine(name="paracetamol", classes=(), state="current", on=TODAY, dose="1 g"),
    )


def test_a_known_name_keeps_its_classes_whatever_else_is_told() -> None:
    told_more = {"name": "metformin", "class": "drug_lightheaded_medicine"}
    assert set(classes(told_more)) == {"drug_metformin", "drug_lightheaded_medicine"}
    problem = only(medicines=[{"name": "vincristine", "class": "other"}])
    assert problem.path == "medicines[0].class"
    assert "drug_vincristine" in problem.says


@pytest.mark.parametrize(
    ("stopped", "state"),
    [
        (None, "current"),
        ("2026-11-02", "stopped_within_12_months"),
        ("2025-11-03", "stopped_within_12_months"),
        ("2025-11-02", "stopped_over_12_months"),
        ("within_12_months", "stopped_within_12_months"),
        ("over_12_months", "stopped_over_12_months"),
    ],
)
def test_the_day_it_was_stopped_decides_the_state(stopped: str | None, state: str) -> None:
    line = {"name": "nitrofurantoin"} | ({"stopped": stopped} if stopped else {})
    assert classes(line) == {"drug_nitrofurantoin": state}


def test_dates_and_dose_stay_with_the_medicine() -> None:
    line = {"name": "linezolid", "started": "2026-08-01", "stopped": "2026-09-10", "dose": "600 mg"}
    (fact,) = read(medicines=[line]).facts
    assert fact.started_on == date(2026, 8, 1)
    assert fact.stopped_on == date(2026, 9, 10)
    assert fact.dose == "600 mg"
    assert fact.name == "linezolid"


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_medicines_of_a_class_the_one_taken_now_counts(order: int) -> None:
    taken = [{"name": "docetaxel"}, {"name": "paclitaxel", "stopped": "2020-01-01"}][::order]
    assert classes(*taken)["drug_taxane"] == "current"
    stopped = [
        {"name": "docetaxel", "stopped": "2026-06-01"},
        {"name": "paclitaxel", "stopped": "2020-01-01"},
    ][::order]
    (fact,) = [fact for fact in read(medicines=stopped).facts if fact.code == "drug_taxane"]
    assert (fact.value, fact.name) == ("stopped_within_12_months", "docetaxel")


def test_never_is_told_by_class_or_for_all_the_others() -> None:
    assert classes({"class": "drug_insulin", "never": True}) == {"drug_insulin": "never"}
    everything = classes({"name": "metformin"}, no_other_medicines=True)
    assert everything["drug_metformin"] == "current"
    assert set(everything.values()) == {"current", "never"}
    classes_known = {row.id for row in KNOWLEDGE.findings.values() if row.value_type == "enum"}
    assert everything.keys() == {code for code in classes_known if code.startswith("drug_")}


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ([{}], "medicines[0]"),
        ([{"class": "other"}], "medicines[0]"),
        ([{"class": "drug_insuline"}], "medicines[0].class"),
        ([{"name": "metformin", "stop": "2020-01-01"}], "medicines[0].stop"),
        (
            [{"name": "metformin", "started": "2020-01-01", "stopped": "2019-01-01"}],
            "medicines[0].stopped",
        ),
        ([{"class": "drug_insulin", "never": True, "dose": "5"}], "medicines[0]"),
        ([{"class": "drug_metformin", "never": True}, {"name": "metformin"}], "medicines[1]"),
        (["metformin"], "medicines[0]"),
    ],
)
def test_a_slip_in_the_medicines_names_its_line(lines: list[Any], path: str) -> None:
    assert path in places(medicines=lines)
