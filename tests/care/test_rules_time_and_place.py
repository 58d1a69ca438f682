"""Sides, sites and days: where something is, since when, and for how long."""

from datetime import timedelta

import pytest

from care.said import KNOWLEDGE, TODAY, findings, person
from surefoot.care.case import Fact
from surefoot.care.findings import Findings
from surefoot.terms import Side


@pytest.mark.parametrize(
    ("line", "any_side", "both_sides", "one_side"),
    [
        ("foot_drop@both", True, True, False),
        ("foot_drop@left !foot_drop@right", True, False, True),
        ("foot_drop@left", True, None, None),
        ("!foot_drop@left", None, False, None),
        ("!foot_drop@both", False, False, False),
        ("", None, None, None),
    ],
)
def test_sides(line, any_side, both_sides, one_side):
    told = findings(line)
    assert told.holds("any_side(foot_drop)") is any_side
    assert told.holds("both_sides(foot_drop)") is both_sides
    assert told.holds("one_side(foot_drop)") is one_side


def test_a_side_can_be_asked_for():
    told = findings("mrc_knee_extension@left=3 mrc_knee_extension@right=5")
    assert told.on_side("mrc_knee_extension", Side.LEFT) == 3
    assert told.holds("worst_side(mrc_knee_extension) == 3") is True
    assert told.holds("worst_side_high(mrc_knee_extension) == 5") is True
    assert told.holds("side_difference(mrc_knee_extension) >= 2") is True
    assert told.holds("worst_side(mrc_hip_flexion) <= 5") is None


def test_an_alarm_on_one_side_does_not_wait_for_the_other():
    told = findings("abi@left=0.3")
    assert told.holds("any_side(abi < 0.40)") is True
    assert told.holds("worst_side(abi) < 0.40") is None


def test_a_finding_with_sides_is_refused_without_one():
    case = person()
    odd = Fact(code="foot_drop", value=True, on=TODAY)
    with pytest.raises(ValueError, match="without a side"):
        Findings(type(case)(person=case.person, today=TODAY, facts=(odd,)), KNOWLEDGE)
    with pytest.raises(ValueError, match="left_right"):
        findings("foot_drop@left").value("foot_drop")


@pytest.mark.parametrize(
    ("line", "anywhere", "feet", "hands"),
    [
        ("numbness@heel_left", True, True, None),
        ("numbness@heel_left !numbness", True, True, False),
        ("!numbness", False, False, False),
        ("numbness", True, None, None),
        ("!numbness@heel_left", None, None, None),
        ("", None, None, None),
    ],
)
def test_sites(line, anywhere, feet, hands):
    told = findings(line)
    assert told.holds("any_site(numbness)") is anywhere
    assert told.holds('at(numbness, "feet")') is feet
    assert told.holds('at(numbness, "hands")') is hands


def test_nowhere_on_a_later_day_ends_what_was_said_before():
    told = findings("numbness@heel_left=yes/-30d !numbness")
    assert told.holds("any_site(numbness)") is False
    still = findings("numbness@heel_left=yes/-30d numbness@arch_left")
    assert still.at_site("numbness", "heel_left") is True


def test_one_place_of_the_body_stands_for_both_its_sides():
    assert findings("weakness@hip_right").holds('at(weakness, "hip")') is True


def test_equipment_is_asked_for_place_by_place():
    told = findings("equip_counter@home !equip_rail@home equip_rail@clinic !equip_counter@clinic")
    assert told.at_site("equip_counter_or_rail", "home") is True
    assert told.at_site("equip_counter_or_rail", "clinic") is True
    assert told.at_site("equip_counter_or_rail", "community") is None


def test_the_latest_answer_counts_and_the_future_does_not():
    told = findings("hr_rest=120/-10d hr_rest=70 temp_c=40/3d")
    assert told.value("hr_rest") == 70
    assert told.value("temp_c") is None
    assert told.as_of(TODAY - timedelta(days=5)).value("hr_rest") == 120


@pytest.mark.parametrize(
    ("line", "rule", "answer"),
    [
        ("last_faint_on=-30d", "days_since(last_faint_on) <= 30", True),
        ("last_faint_on=-31d", "days_since(last_faint_on) <= 30", False),
        ("weight_kg=80/-365d weight_kg=75", "fall_in(weight_kg, 365) >= 5", True),
        ("weight_kg=80/-366d weight_kg=75", "fall_in(weight_kg, 365) >= 5", None),
        ("weight_kg=75", "fall_in(weight_kg, 365) >= 5", None),
        ("weight_kg=70/-20d weight_kg=80/-10d weight_kg=76", "fall_in(weight_kg, 30) == 4", True),
        ("weight_kg=70/-20d weight_kg=76", "fall_in(weight_kg, 30) >= 1", False),
        ("fvc_ml=4000/-30d fvc_ml=2800", "fall_in_pct(fvc_ml, 30) >= 30", True),
        ("fvc_ml=4000/-30d fvc_ml=2801", "fall_in_pct(fvc_ml, 30) >= 30", False),
        ("hr_rest=101/-7d hr_rest=101", "on_visits(hr_rest > 100, 2)", True),
        ("hr_rest=101", "on_visits(hr_rest > 100, 2)", None),
        ("hr_rest=100", "on_visits(hr_rest > 100, 2)", False),
        ("hr_rest=101/-9d hr_rest=90/-7d hr_rest=101", "on_visits(hr_rest > 100, 2)", False),
        ("nprs_now=3/-1d nprs_now=6 nprs_baseline=3/-9d", "nprs_rise_24h >= 1", False),
        ("nprs_now=5/-1d nprs_now=6 nprs_baseline=3/-9d", "nprs_rise_24h >= 2", True),
    ],
)
def test_time(line, rule, answer):
    assert findings(line).holds(rule) is answer


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("foot_temp_excess_c@left=2.3/-1d foot_temp_excess_c@left=2.3", 2),
        ("foot_temp_excess_c@left=2.3/-2d foot_temp_excess_c@left=2.3", 1),
        ("foot_temp_excess_c@left=2.3/-1d foot_temp_excess_c@both=2.2", 0),
        ("foot_temp_excess_c@left=2.3/-1d foot_temp_excess_c@left=2.2", None),
        ("foot_temp_excess_c@left=2.3/-4d foot_temp_excess_c@left=2.3/-3d", 2),
        ("", None),
    ],
)
def test_a_hotspot_counts_days_in_a_row_up_to_the_last_reading(line, days):
    assert findings(line).value("foot_hotspot_days") == days


def test_a_derived_finding_has_a_history_too():
    told = findings("mrc_knee_extension@left=5/-90d mrc_knee_extension@left=4")
    assert told.value("motor_loss_3mo") is True
    assert told.value("motor_loss_4wk") is None
    assert findings("mrc_knee_extension@left=4").value("motor_loss_3mo") is None


@pytest.mark.parametrize(
    ("line", "state", "within"),
    [
        ("drug_taxane=current", "current", True),
        ("drug_taxane=stopped_within_12_months/-364d", "stopped_within_12_months", True),
        ("drug_taxane=stopped_within_12_months/-366d", "stopped_over_12_months", False),
        ("drug_taxane=never", "never", False),
    ],
)
def test_a_stopped_medicine_ages(line, state, within):
    told = findings(line)
    assert told.value("drug_taxane") == state
    assert told.holds("within_12mo(drug_taxane)") is within


def test_days_since_a_stop_need_the_day():
    assert findings("drug_oxaliplatin=stopped_within_12_months/-91d").truth("in_coasting_window")
    assert (
        findings("drug_oxaliplatin=current").holds("days_since_stop(drug_oxaliplatin) > 1") is None
    )


@pytest.mark.parametrize(
    ("line", "pressure", "basis"),
    [
        ("sbp_rest=140 sbp_sitting=150 sbp_supine=185", 140, "sbp_rest"),  # of one day the first
        ("sbp_rest=140/-1d sbp_sitting=150 sbp_supine=185", 150, "sbp_sitting"),
        ("sbp_rest=140/-90d sbp_sitting=150/-90d sbp_supine=185", 185, "sbp_supine"),
        ("sbp_rest=185/-90d sbp_supine=125", 125, "sbp_supine"),
        ("sbp_rest=140/-2d sbp_rest=190 sbp_supine=120/-1d", 190, "sbp_rest"),
        ("sbp_supine=120/-5d", 120, "sbp_supine"),
    ],
)
def test_of_several_readings_the_one_of_the_latest_day_counts(line, pressure, basis):
    told = findings(line)
    assert told.value("sbp_at_rest") == pressure
    assert told.basis("sbp_at_rest") == (basis,)


def test_a_reading_that_a_later_step_supplies_is_of_today():
    told = findings("sbp_rest=140/-1d sbp_sitting=150/-3d").with_results({"sbp_sitting": 170.0})
    assert told.value("sbp_at_rest") == 140  # its day is the day of the fact
    told = findings("sbp_rest=140/-1d").with_results({"sbp_sitting": 170.0})
    assert told.value("sbp_at_rest") == 170
