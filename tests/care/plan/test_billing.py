"""Units of a visit: the worked examples of the billing map, and both sides of every edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.care.plan.billing import ama_units, medicare_units
from surefoot.knowledge.load import load

KNOWLEDGE = load()
MINUTES = st.dictionaries(
    st.sampled_from(["97110", "97112", "97113", "97116", "97140"]), st.integers(1, 60), max_size=5
)


@pytest.mark.parametrize("row", KNOWLEDGE.billing_examples.values(), ids=lambda row: row.id)
def test_the_worked_examples_come_out(row):
    medicare = medicare_units(row.minutes, KNOWLEDGE)
    assert sum(medicare.values()) == row.medicare_total
    if row.medicare:
        assert medicare == {code: n for code, n in row.medicare.items() if n}
    assert ama_units(row.minutes, KNOWLEDGE) == {code: n for code, n in row.ama.items() if n}


@pytest.mark.parametrize(
    ("minutes", "units"),
    [
        *((7, 0), (8, 1), (22, 1), (23, 2), (37, 2), (38, 3), (52, 3), (53, 4), (67, 4)),
        *((68, 5), (82, 5), (83, 6), (97, 6), (98, 7), (112, 7), (113, 8), (127, 8)),
    ],
)
def test_the_medicare_table_holds_at_both_sides_of_each_edge(minutes, units):
    assert sum(medicare_units({"97110": minutes}, KNOWLEDGE).values()) == units


@given(MINUTES)
def test_medicare_units_follow_the_total_and_no_code_gets_what_it_has_not_earned(minutes):
    units = medicare_units(minutes, KNOWLEDGE)
    total = sum(minutes.values())
    assert sum(units.values()) == (0 if total < 8 else (total - 8) // 15 + 1)
    assert all(minutes[code] // 15 <= n <= minutes[code] // 15 + 1 for code, n in units.items())


@given(MINUTES)
def test_the_order_of_the_codes_does_not_matter(minutes):
    turned = dict(reversed(minutes.items()))
    assert medicare_units(minutes, KNOWLEDGE) == medicare_units(turned, KNOWLEDGE)
    assert ama_units(minutes, KNOWLEDGE) == ama_units(turned, KNOWLEDGE)
