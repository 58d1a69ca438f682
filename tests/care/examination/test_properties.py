"""What holds for every instrument and every set of answers."""

import random
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from care.examination.plain import SHEETS
from care.examination.plain.sheet import NOT_APPLICABLE, UNABLE
from care.examination.scored import DAY, KNOWLEDGE, LATER, Items, number, scored
from surefoot.care.examination import Score
from surefoot.care.outcomes import change

# Sums and means in which every item counts in the same direction.
MONOTONE = [
    code
    for code, one in KNOWLEDGE.instruments.items()
    if any(value.id == one.main and value.kind in ("sum", "mean") for value in one.values)
]


@st.composite
def answered(draw: st.DrawFn, codes: list[str] | None = None) -> tuple[str, Items]:
    """An instrument and answers that it takes, with gaps."""
    code = draw(st.sampled_from(codes or sorted(SHEETS)))
    rng = draw(st.randoms(use_true_random=False))
    sheet = SHEETS[code]
    gaps = draw(st.sampled_from([0.0, 0.1, 0.5]))
    chosen = {i: rng.choice(tuple(c)) for i, c in sheet.choices.items() if rng.random() >= gaps}
    plain = {i: a for i, a in chosen.items() if a not in (UNABLE, NOT_APPLICABLE)}
    return code, sheet.prune(plain, None)


@given(answered())
@settings(max_examples=400)
def test_every_value_lies_in_its_range(case: tuple[str, Items]) -> None:
    code, items = case
    found = scored(code, items)
    for value in KNOWLEDGE.instruments[code].values:
        measured = found.values.get(value.id)
        if measured is None or isinstance(measured.value, str | bool):
            continue
        assert value.low is None or measured.value >= value.low - 1e-9
        assert value.high is None or measured.value <= value.high + 1e-9


@given(answered(), st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_the_order_of_the_answers_does_not_matter(
    case: tuple[str, Items], rng: random.Random
) -> None:
    code, items = case
    shuffled = list(items.items())
    rng.shuffle(shuffled)
    assert same(scored(code, items), scored(code, dict(shuffled)))


@given(answered())
@settings(max_examples=200)
def test_not_asked_is_the_same_as_left_out(case: tuple[str, Items]) -> None:
    code, items = case
    open_ones = {item.id: None for item in KNOWLEDGE.instruments[code].items}
    assert same(scored(code, items), scored(code, {**open_ones, **items}))


@given(answered())
@settings(max_examples=200)
def test_the_same_answers_give_the_same_score(case: tuple[str, Items]) -> None:
    code, items = case
    assert scored(code, items, age=70, sex="male") == scored(code, items, age=70, sex="male")


@given(answered(MONOTONE), st.randoms(use_true_random=False))
@settings(max_examples=400)
def test_one_more_missing_answer_never_makes_a_score_known(
    case: tuple[str, Items], rng: random.Random
) -> None:
    code, items = case
    if not items:
        return
    fewer = {item: answer for item, answer in items.items() if item != rng.choice(list(items))}
    before, after = scored(code, items), without_gates(code, fewer)
    if after is not None and before.main is None and not before.values:
        assert after.main is None


def without_gates(code: str, items: Items) -> Score | None:
    """The score, or nothing where a gate is open no longer."""
    return scored(code, SHEETS[code].prune(items, None))


@given(answered(MONOTONE), st.randoms(use_true_random=False))
@settings(max_examples=400)
def test_a_missing_answer_never_counts_more_than_the_worst_answer(
    case: tuple[str, Items], rng: random.Random
) -> None:
    """A gap lies between the least and the most that an answer there could have given."""
    code, items = case
    one = KNOWLEDGE.instruments[code]
    main = next(value for value in one.values if value.id == one.main)
    choices = SHEETS[code].choices
    open_ones = [item for item in main.of if item in choices and item not in items]
    found = scored(code, items)
    if found.main is None or not open_ones or any(item.asked_if for item in one.items):
        return
    filled = []
    for pick in (min, max):
        extreme = {item: pick(a for a in choices[item] if a != UNABLE) for item in open_ones}
        filled.append(number(scored(code, {**items, **extreme})))
    slack = 1 if main.rounding or main.missing.startswith("MEANUP") else 1e-9
    assert min(filled) - slack <= number(found) <= max(filled) + slack


@given(answered(MONOTONE), st.randoms(use_true_random=False))
@settings(max_examples=400)
def test_a_higher_answer_never_turns_the_score_round(
    case: tuple[str, Items], rng: random.Random
) -> None:
    """Every item moves the total one way only, the same way at every level."""
    code, items = case
    one = KNOWLEDGE.instruments[code]
    main = next(value for value in one.values if value.id == one.main)
    if any(item.asked_if or item.points for item in one.items):
        return
    item = rng.choice(list(main.of))
    choices = SHEETS[code].choices.get(item)
    if choices is None or isinstance(choices[0], str):
        return
    ordered = sorted(answer for answer in choices if answer != UNABLE)
    totals = [scored(code, {**items, item: answer}).main for answer in ordered]
    numbers = [total.value for total in totals if total is not None]
    assert numbers in (sorted(numbers), sorted(numbers, reverse=True))


@given(answered(), answered())
@settings(max_examples=300)
def test_a_change_is_mirrored_when_time_runs_backwards(
    one: tuple[str, Items], other: tuple[str, Items]
) -> None:
    code, items = one
    later = SHEETS[code].prune({**items, **other[1]} if other[0] == code else items, None)
    first, then = scored(code, items, on=DAY), scored(code, later, on=LATER)
    back = scored(code, later, on=DAY), scored(code, items, on=LATER)
    forth = change(first, then, KNOWLEDGE)
    for found, mirrored in zip(forth, change(*back, KNOWLEDGE), strict=True):
        if found.improvement is not None and mirrored.improvement is not None:
            assert found.improvement == -mirrored.improvement
        assert "stable" not in f"{found.kind} {found.label} {found.why}"


@given(answered(), st.integers(min_value=1, max_value=400))
@settings(max_examples=200)
def test_equal_answers_never_change(case: tuple[str, Items], days: int) -> None:
    code, items = case
    first = scored(code, items, on=DAY)
    then = scored(code, items, on=DAY + timedelta(days=days))
    for found in change(first, then, KNOWLEDGE):
        assert found.kind in (None, "no_detectable_change")


def same(one: Score, other: Score) -> bool:
    """Equal in everything but the answers themselves."""
    kept = (
        "state",
        "values",
        "bands",
        "flags",
        "raised",
        "missing",
        "possible",
        "events",
        "results",
    )
    return all(getattr(one, name) == getattr(other, name) for name in kept)
