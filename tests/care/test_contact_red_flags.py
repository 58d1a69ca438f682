"""Every red flag fires on its written trigger and stays silent one step short of it."""

from datetime import date

import pytest

from care.red_flag_tables import FIRES, SILENT
from care.said import KNOWLEDGE, findings
from surefoot.terms import Urgency

CHILD = date(2012, 1, 1)


def _lines(table):
    return [
        (flag, *([line] if isinstance(line, str) else line))
        for flag, lines in table.items()
        for line in lines
    ]


def _born(flag: str) -> date:
    return CHILD if flag == "rf_child" else date(1976, 1, 1)


def test_there_are_sixty_and_each_has_its_table():
    assert len(KNOWLEDGE.red_flags) == 60
    assert set(FIRES) == set(SILENT) == set(KNOWLEDGE.red_flags)


@pytest.mark.parametrize(("flag", "level", "line"), _lines(FIRES))
def test_it_fires(flag, level, line):
    told = findings(line, well=True, born_on=_born(flag))
    assert told.urgency(flag) is Urgency.read(level), (told.basis(flag), told.missing(flag))


@pytest.mark.parametrize(("flag", "line"), _lines(SILENT))
def test_it_stays_silent_one_step_short(flag, line):
    told = findings(line, well=True, born_on=_born(flag))
    assert told.urgency(flag) in (None, Urgency.NONE), told.basis(flag)


@pytest.mark.parametrize("flag", KNOWLEDGE.red_flags)
def test_it_is_silent_in_a_person_who_is_well(flag):
    assert findings(well=True).value(flag) == "none"


@pytest.mark.parametrize(
    ("flag", "line", "born_on", "level"),
    [
        ("rf_child", "child_walking_delay_or_regression", date(2008, 6, 2), "U2"),
        ("rf_child", "child_walking_delay_or_regression", date(2008, 6, 1), "none"),
        ("rf_eye", "ptosis@left scalp_or_jaw_pain", date(1975, 6, 1), "U1"),
        ("rf_eye", "ptosis@left scalp_or_jaw_pain", date(1975, 6, 2), "U2"),
        ("rf_gca", "headache_new", date(1976, 6, 1), "U1"),
        ("rf_gca", "headache_new", date(1976, 6, 2), "none"),
        ("rf_spfrac", "spinal_pain_midline_after_fall", date(1960, 6, 1), "U1"),
        ("rf_spfrac", "spinal_pain_midline_after_fall", date(1960, 6, 2), "none"),
        ("rf_aaa", "back_pain_sudden_severe collapse", date(1975, 6, 1), "U0"),
        ("rf_aaa", "back_pain_sudden_severe collapse", date(1975, 6, 2), "none"),
        ("rf_aaa", "belly_pain_severe pulsating_belly_mass", date(1960, 1, 1), "U0"),
        ("rf_aaa", "belly_pain_severe leg_sudden_cold_pale@left", date(1960, 1, 1), "U0"),
        ("rf_aaa", "belly_pain_severe limb_numb_or_weak_new", date(1960, 1, 1), "U0"),
        ("rf_aaa", "belly_pain_severe", date(1960, 1, 1), "none"),
        ("rf_aaa", "collapse", date(1960, 1, 1), "none"),
    ],
)
def test_the_age_in_a_red_flag_has_two_sides(flag, line, born_on, level):
    assert findings(line, well=True, born_on=born_on).value(flag) == level


def test_what_the_rule_can_give_has_words_for_therapist_and_patient():
    for flag, row in KNOWLEDGE.red_flags.items():
        fired = {level for level, _ in FIRES[flag]} or {"U0"}
        assert fired == {level.urgency for level in row.levels}, flag
