"""Three-valued logic as truth tables: what is known decides as soon as it can."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.said import TODAY
from surefoot.care.rules import kleene, levels, numbers
from surefoot.care.rules.sheet import Past, Sheet

T, F, U = True, False, None
THREE = (T, F, U)
SHEET = Sheet(TODAY, Past((), {}, None))


def holds(rule):
    return rule(SHEET)


def of(*values):
    return [kleene.constant(value) if value is not None else kleene.unknown for value in values]


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, T, F, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, T, U, T),
        (U, F, F, U),
        (U, U, U, U),
    ],
)
def test_and_or(left, right, both, either):
    assert holds(kleene.both((), of(left, right))) is both
    assert holds(kleene.either((), of(left, right))) is either


@pytest.mark.parametrize(("part", "opposite"), [(T, F), (F, T), (U, U)])
def test_not(part, opposite):
    assert holds(kleene.opposite(of(part)[0])) is opposite


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [(T, T, F), (T, F, T), (F, F, F), (T, U, U), (F, U, U), (U, U, U)],
)
def test_exactly_one(left, right, one):
    assert holds(kleene.exactly_one(*of(left, right))) is one
    assert holds(kleene.exactly_one(*of(right, left))) is one


@pytest.mark.parametrize(
    ("count", "parts", "enough"),
    [
        (2, (T, T, U), T),
        (2, (T, U, F), U),
        (2, (T, F, F), F),
        (2, (U, U, F), U),
        (2, (U, F, F), F),
        (1, (U, U, T), T),
        (3, (T, T, U), U),
    ],
)
def test_at_least(count, parts, enough):
    assert holds(kleene.at_least(count, of(*parts))) is enough


@pytest.mark.parametrize(
    ("parts", "found"), [((T, U), T), ((F, U), F), ((U, U), U), ((F, F), F), ((U, T), T)]
)
def test_any_tested_counts_those_that_were_tested(parts, found):
    assert holds(kleene.any_tested(of(*parts))) is found


@pytest.mark.parametrize(
    ("test", "opener", "there"),
    [
        (T, F, T),
        (F, T, F),
        (U, T, U),
        (U, F, F),
        (U, U, U),
        (T, U, T),
        (F, U, F),
    ],
)
def test_where_needed_asks_only_where_something_calls_for_it(test, opener, there):
    assert holds(kleene.where_needed(*of(test, opener))) is there


@pytest.mark.parametrize(("part", "known", "counted"), [(T, T, T), (F, T, F), (U, F, F)])
def test_known_and_if_tested(part, known, counted):
    assert holds(kleene.is_known(of(part)[0])) is known
    assert holds(kleene.if_tested(of(part)[0])) is counted


@pytest.mark.parametrize(
    ("op", "left", "right", "answer"),
    [
        ("<", 2.0, 3.0, T),
        ("<", 3.0, 3.0, F),
        ("<=", 3.0, 3.0, T),
        (">", 3.0, 3.0, F),
        (">=", 3.0, 3.0, T),
        ("==", "brisk", "brisk", T),
        ("!=", "brisk", "normal", T),
        ("<", None, 3.0, U),
        (">=", 3.0, None, U),
        ("==", None, "brisk", U),
    ],
)
def test_a_comparison_is_unknown_while_one_side_is(op, left, right, answer):
    assert holds(kleene.compare(op, *of(left, right))) is answer


@pytest.mark.parametrize(
    ("parts", "level"),
    [
        ((("U0", T), ("U2", T)), "U0"),
        ((("U0", F), ("U2", T)), "U2"),
        ((("U0", U), ("U2", T)), "U0"),  # unknown = the more urgent
        ((("U0", U), ("U2", F)), U),
        ((("U0", F), ("U2", F)), "none"),
        ((("U0", F), ("U2", U)), U),
        ((("U3", U), ("U2", T)), "U2"),  # what is less urgent does not raise
        ((("U1", U), ("U0", T)), "U0"),
        ((("U1", U), ("U0", U), ("U2", T)), "U0"),
    ],
)
def test_urgency(parts, level):
    named = [(word, of(value)[0]) for word, value in parts]
    assert holds(levels.urgency(named)) == level


@pytest.mark.parametrize(
    ("values", "worst"),
    [
        (("U2", "none"), "U2"),
        (("none", "none"), "none"),
        (("U0", None), "U0"),
        (("U2", None), U),
        (("none", None), U),
        (("U3", "U1", "U2"), "U1"),
    ],
)
def test_worst_urgency(values, worst):
    assert holds(levels.worst_urgency(of(*values))) == worst


@pytest.mark.parametrize(
    ("parts", "default", "first"),
    [
        ((("a", T), ("b", T)), None, "a"),
        ((("a", F), ("b", T)), None, "b"),
        ((("a", U), ("b", T)), None, None),
        ((("a", F), ("b", F)), "c", "c"),
        ((("a", F), ("b", F)), None, None),
        ((("a", F), ("b", U)), "c", None),
    ],
)
def test_first_true_stops_at_the_first_unknown(parts, default, first):
    named = [(word, of(value)[0]) for word, value in parts]
    rule = levels.first_true(named, of(default)[0] if default else None)
    assert holds(rule) == first


def test_numbers_are_unknown_while_one_part_is():
    assert holds(numbers.smallest(of(2.0, None))) is None
    assert holds(numbers.smallest(of(2.0, 1.0))) == 1.0
    assert holds(numbers.largest(of(2.0, 5.0))) == 5.0
    assert holds(numbers.total(of(2.0, True, False))) == 3.0
    assert holds(numbers.total(of(2.0, None))) is None
    assert holds(numbers.difference(*of(2.0, 5.0))) == 3.0
    assert holds(numbers.arithmetic("/", *of(6.0, 0.0))) is None
    assert holds(numbers.arithmetic("-", *of(6.0, 4.0))) == 2.0
    assert holds(kleene.first_known(of(None, 4.0, 5.0))) == 4.0
    assert holds(kleene.count_true(of(T, U, F, T))) == 2.0


def test_a_limit_that_does_not_apply_is_left_out():
    limits = [
        numbers.where(*of(35.0, True)),
        numbers.where(*of(31.0, False)),
        numbers.where(*of(33.0, True)),
    ]
    assert holds(numbers.smallest(limits)) == 33.0
    assert holds(numbers.smallest([*limits, numbers.where(*of(30.0, None))])) is None


@given(st.lists(st.sampled_from(THREE), min_size=1, max_size=6))
def test_what_is_decided_stays_decided_when_more_is_known(parts):
    """Every way of filling in the unknown parts agrees with what was decided without them."""
    decided_and = holds(kleene.both((), of(*parts)))
    decided_or = holds(kleene.either((), of(*parts)))
    decided_two = holds(kleene.at_least(2, of(*parts)))
    for filled in itertools.product(*[(T, F) if part is None else (part,) for part in parts]):
        assert decided_and in (None, all(filled))
        assert decided_or in (None, any(filled))
        assert decided_two in (None, sum(filled) >= 2)
