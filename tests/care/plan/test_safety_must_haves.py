"""By when, how often and with what a must-have is kept, as the reference words it."""

import pytest

from care.plan.steady import KNOWLEDGE
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
