"""The linear relaxation: never below any answer, none where parts do not fit, linear or refused."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from surefoot.care.plan.solve.linear import linear, relaxed, whole
from surefoot.care.plan.solve.search import QUARTERS, UNIT

TOLERANCE = 1e-6


@st.composite
def programs(draw):
    """A few whole numbers, a few sums that stay between two ends, and prices."""
    count = draw(st.integers(1, 4))
    tops = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    factors = st.lists(st.integers(-4, 4), min_size=count, max_size=count)
    ends = st.tuples(st.integers(-6, 6), st.integers(-6, 6)).map(sorted)
    rows = draw(st.lists(st.tuples(factors, ends), max_size=4))
    return tops, rows, draw(factors), draw(st.integers(-50, 50))


def model_of(tops, rows, prices, offset):
    """The same as a model, with its variables."""
    model = cp_model.CpModel()
    variables = [model.new_int_var(0, top, "") for top in tops]
    for factors, (low, high) in rows:
        model.add_linear_constraint(summed(factors, variables), low, high)
    model.maximize(summed(prices, variables) + offset)
    return model


def summed(factors, values):
    return sum(f * v for f, v in zip(factors, values, strict=True))


def answers(tops, rows):
    """Every answer, by trying all."""
    for values in product(*(range(top + 1) for top in tops)):
        if all(low <= summed(factors, values) <= high for factors, (low, high) in rows):
            yield values


@given(programs())
def test_no_answer_exceeds_the_bound_and_none_is_lost(program):
    tops, rows, prices, offset = program
    found = list(answers(tops, rows))
    guide = relaxed(linear(model_of(tops, rows, prices, offset)))
    if guide is None:
        assert not found
        return
    for values in found:
        assert (summed(prices, values) + offset) / (QUARTERS * UNIT) <= guide.bound + TOLERANCE


@given(programs())
def test_its_parts_keep_every_rule_and_are_worth_the_bound(program):
    tops, rows, prices, offset = program
    guide = relaxed(linear(model_of(tops, rows, prices, offset)))
    if guide is None:
        return
    for value, top in zip(guide.values, tops, strict=True):
        assert -TOLERANCE <= value <= top + TOLERANCE
    for factors, (low, high) in rows:
        assert low - TOLERANCE <= summed(factors, guide.values) <= high + TOLERANCE
    worth = (summed(prices, guide.values) + offset) / (QUARTERS * UNIT)
    assert worth == pytest.approx(guide.bound, abs=TOLERANCE)


def test_one_sided_and_exact_sums_are_kept():
    model = cp_model.CpModel()
    one, two = (model.new_int_var(0, 9, "") for _ in range(2))
    model.add(one + two == 5)
    model.add(2 * one <= 7)
    model.maximize(one)
    guide = relaxed(linear(model))
    assert guide is not None
    assert guide.values == pytest.approx((3.5, 1.5))
    assert guide.bound == pytest.approx(3.5 / (QUARTERS * UNIT))


def test_where_not_even_parts_fit_there_is_no_relaxation():
    model = cp_model.CpModel()
    parts = [model.new_bool_var("") for _ in range(3)]
    model.add(sum(parts) >= 4)
    model.maximize(sum(parts))
    assert relaxed(linear(model)) is None


def test_a_rule_that_can_never_hold_leaves_none():
    model = cp_model.CpModel()
    model.maximize(model.new_bool_var(""))
    model.add(False)
    assert relaxed(linear(model)) is None


def test_a_rule_that_always_holds_changes_nothing():
    model = cp_model.CpModel()
    model.maximize(400 * model.new_bool_var(""))
    model.add(True)
    guide = relaxed(linear(model))
    assert guide is not None and guide.bound == pytest.approx(1.0)


@pytest.mark.parametrize("bend", ["product", "only_if", "one_of"])
def test_what_is_not_linear_is_refused(bend):
    model = cp_model.CpModel()
    one, two, three = (model.new_bool_var("") for _ in range(3))
    if bend == "product":
        model.add_multiplication_equality(three, [one, two])
    elif bend == "only_if":
        model.add(one + two == 2).only_enforce_if(three)
    else:
        model.add_exactly_one(one, two, three)
    model.maximize(three)
    with pytest.raises(ValueError, match="Not linear"):
        relaxed(linear(model))


def test_a_choice_with_a_no_in_it_is_refused_and_never_misread():
    model = cp_model.CpModel()
    one, two = (model.new_bool_var("") for _ in range(2))
    model.add_bool_or(one, ~two)
    model.maximize(two)
    with pytest.raises(ValueError, match="negative"):
        relaxed(linear(model))


def test_a_number_that_may_not_take_every_value_between_its_ends_is_relaxed_to_all():
    model = cp_model.CpModel()
    dose = model.new_int_var_from_domain(cp_model.Domain.from_values([0, 4, 10]), "")
    model.add(dose <= 7)
    model.maximize(dose)
    guide = relaxed(linear(model))
    assert guide is not None and guide.values == pytest.approx((7.0,))


@given(programs())
def test_of_whole_answers_the_best_is_found(program):
    tops, rows, prices, offset = program
    yes_or_no = tuple(min(top, 1) for top in tops)
    every = list(answers(yes_or_no, rows))
    program = linear(model_of(yes_or_no, rows, prices, offset))
    found = whole(program, range(len(tops)), {}, gap=0.0, nodes=1000)
    assert found.has_answer is bool(every)
    if every:
        best = max(summed(prices, values) + offset for values in every) / (QUARTERS * UNIT)
        assert found.value == pytest.approx(best, abs=TOLERANCE)
        assert found.value <= found.bound + TOLERANCE
        assert found.values in every


def test_what_is_closed_is_not_chosen():
    model = cp_model.CpModel()
    one, two = model.new_bool_var(""), model.new_bool_var("")
    model.maximize(3 * one + two)
    found = whole(linear(model), [one.index, two.index], {one.index: 0}, gap=0.0, nodes=10)
    assert found.values == (0, 1)
