"""By when, how often and with what a must-have is kept, as the reference words it."""

import pytest

from care.plan.steady import KNOWLEDGE
from care.said import findings
from surefoot.terms import Technique

WORDS = {
    # must-have: what its row has to say beyond the items it names
    "MI2": {"taught_by_visit": 2},  # "taught by visit 2"
    "MI3": {"taught_by_visit": 2},  # "MI2 + ..."
    "MI8": {  # "balance and strength both present >=2 supervised sessions/wk"
        "sessions_per_week_min": 2,
        "techniques": (Technique.BALANCE, Technique.STRENGTH),
    },
    "MI15": {"by_week": 3},  # "PE001 and PE002 in the first 3 weeks"
}
NOTHING = {
    "taught_by_visit": None,
    "by_week": None,
    "sessions_per_week_min": None,
    "techniques": (),
}


@pytest.mark.parametrize("name", KNOWLEDGE.must_haves)
def test_a_must_have_says_by_when_and_how_often(name):
    row = KNOWLEDGE.must_haves[name]
    assert {field: getattr(row, field) for field in NOTHING} == NOTHING | WORDS.get(name, {})


@pytest.mark.parametrize("name", KNOWLEDGE.must_haves)
def test_a_must_have_asks_for_what_has_to_be_done_beside_the_items(name):
    row = KNOWLEDGE.must_haves[name]
    assert row.when == ("True" if name == "MI17" else f"must_{name.lower()}")
    assert row.actions


WIDER = [f"type_{name}" for name in ("dsp", "sfn", "atx", "mot", "prn", "aut", "prx")]


def pressed(**results) -> bool | None:
    """Whether pressure has to be taken off a nerve in somebody planned for as an entrapment."""
    told = {"plan_type": "focal_entrapment", "named_nerves_count": 0.0, "tru_likely": False}
    told |= dict.fromkeys(WIDER, 0.0) | results
    return findings(well=True).with_results(told).truth("must_mi10")


def test_a_pressed_nerve_has_a_name_or_nothing_wider_explains_it():
    assert pressed() is True
    assert pressed(plan_type="peripheral_dpn") is False
    assert pressed(tru_likely=True) is False
    assert pressed(tru_likely=True, named_nerves_count=1.0) is True


@pytest.mark.parametrize("wider", WIDER)
def test_a_wider_pattern_that_is_likely_explains_it(wider):
    assert pressed(**{wider: 0.49}) is True
    assert pressed(**{wider: 0.5}) is False
    assert pressed(**{wider: 0.5}, named_nerves_count=1.0) is True
