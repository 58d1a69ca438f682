"""What daily habits need at home: no cuff for lying pumps, nobody for a look round with a list."""

import pytest

from care.plan.steady import ALONE, HELPED, KNOWLEDGE, fact, open_at, read
from surefoot.terms import Setting

HOME = Setting.HOME
NO_CUFF = {
    "facts": [fact("equip_bp_cuff", False, site=HOME.value)],
    "without": ["equip_bp_cuff"],
}


@pytest.mark.parametrize("name", ["AU003", "OR005"])
def test_who_is_alone_without_a_cuff_may_pump_the_ankles_and_look_for_hazards(name):
    alone = read(present=["OH"], **NO_CUFF, **ALONE)
    assert name in open_at(alone, HOME)


def test_getting_up_in_stages_is_practised_with_somebody_by():
    assert "AU002" not in open_at(read(present=["OH"], **NO_CUFF, **ALONE), HOME)
    assert "AU002" in open_at(read(present=["OH"], **NO_CUFF, **HELPED), HOME)


@pytest.mark.parametrize("name", ["AU001", "AU007"])
def test_standing_longer_is_measured_with_a_cuff(name):
    assert "BP cuff" in KNOWLEDGE.exercises[name].equipment
    assert name not in open_at(read(present=["OH"], **NO_CUFF, **HELPED), HOME)


def test_a_severe_fall_of_pressure_still_keeps_the_pumps_from_who_is_alone():
    assert "AU003" not in open_at(read(present=["OH_SEVERE"], **ALONE), HOME)


def test_reflexology_is_the_only_hands_on_work_credited_with_its_trial():
    row = KNOWLEDGE.effects["effect/st_qol"]
    assert row.exercises == ("ST013",)
