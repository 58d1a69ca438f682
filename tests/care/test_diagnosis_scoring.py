"""The dependence rule, the caps and the probability of one pattern (causes 0 and 1.4)."""

from dataclasses import replace
from itertools import pairwise
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.told import KNOWLEDGE
from surefoot.care.diagnosis.grouping import combine
from surefoot.care.diagnosis.lines import Answer, Line
from surefoot.care.diagnosis.reading import weigh
from surefoot.care.diagnosis.scale import scale_of
from surefoot.care.diagnosis.score import score
from surefoot.knowledge.schema.patterns import COLUMNS
from surefoot.terms import Grade, SurefootError

SCALE = {profile: scale_of(KNOWLEDGE, profile) for profile in ("mixed", "diabetes")}
MIXED = SCALE["mixed"]
SCORING = MIXED.scoring
ITEMS = sorted({answer.id for answer in MIXED.lines})
STATES = st.dictionaries(st.sampled_from(ITEMS), st.booleans(), max_size=40)
SIZE = dict(zip((1, 2, 3), (1.6, 3.0, 8.0), strict=True))


def line(ratio: float, name: str = "", weight: int | None = None) -> Line:
    """A line that bears on the first column only."""
    size = log(SIZE[abs(weight)]) if weight else abs(log(ratio))
    return Line(
        answer=Answer(name or f"{ratio}/{weight}", "positive"),
        says="A line",
        findings=(),
        group="L",
        figures=(ratio,),
        logs=(log(ratio),),
        sizes=(round(size, 9),),
        weights=(weight,),
        grade=Grade.B,
        sources=("gk",),
    )


def combined(*lines: Line) -> float:
    return exp(combine(lines, 0, SCORING).before_cap)


def probabilities(states, profile="mixed"):
    found = score(weigh(states, SCALE[profile]), SCALE[profile])
    return {pattern: weighed.probability for pattern, weighed in found.patterns.items()}


@pytest.mark.parametrize(
    ("ratios", "total"),
    [
        ((7.6,), 7.6),
        ((7.6, 3.2), 7.6 * sqrt(3.2)),
        ((3.2, 7.6), 7.6 * sqrt(3.2)),
        ((8.0, 3.0, 3.0), 8 * sqrt(3)),
        ((8.0, 0.33), 8 * sqrt(0.33)),
        ((0.125, 3.0), 0.125 * sqrt(3)),
        ((0.3, 0.35), 0.3 * sqrt(0.35)),
        ((8.0, 0.125), 1.0),
        ((8.0, 0.125, 3.0), 3.0),
        ((8.0, 8.0, 0.125), 8.0),
        ((8.0, 8.0, 0.125, 0.125), 1.0),
        ((8.0, 0.125, 3.0, 1.6), 3 * sqrt(1.6)),
    ],
)
def test_the_strongest_counts_whole_the_next_half_and_equal_opposites_strike_out(ratios, total):
    lines = [line(ratio, f"{number}") for number, ratio in enumerate(ratios)]
    assert combined(*lines) == pytest.approx(total, rel=1e-12)


def test_two_and_minus_two_strike_out_although_a_third_is_written_0_33():
    assert combined(line(3.0, weight=2), line(0.33, weight=-2)) == 1.0
    assert combined(line(3.0, weight=2), line(0.33, weight=-2), line(1.6, weight=1)) == 1.6


def test_each_line_says_how_it_counted():
    lines = (line(7.6), line(3.2), line(1.95), line(1.6, weight=1), line(0.63, weight=-1))
    grouped = combine(lines, 0, SCORING)
    assert dict(zip([each.figures[0] for each in grouped.lines], grouped.shares, strict=True)) == {
        7.6: "whole",
        3.2: "half",
        1.95: "none",
        1.6: "struck",
        0.63: "struck",
    }


WEIGHTED = st.lists(
    st.one_of(
        st.sampled_from([(3, 8.0), (2, 3.0), (1, 1.6), (-1, 0.63), (-2, 0.33), (-3, 0.125)]),
        st.tuples(st.none(), st.sampled_from([7.6, 3.2, 1.95, 0.3, 0.35, 0.42, 10.0, 0.1])),
    ),
    max_size=8,
)


def as_lines(told):
    return [line(ratio, f"{n}", weight) for n, (weight, ratio) in enumerate(told)]


@given(WEIGHTED, st.randoms(use_true_random=False))
def test_the_order_of_lines_never_matters(told, rng):
    lines = as_lines(told)
    shuffled = rng.sample(lines, len(lines))
    assert combine(lines, 0, SCORING) == combine(shuffled, 0, SCORING)


@given(WEIGHTED, st.sampled_from([(3, 8.0), (2, 3.0), (1, 1.6), (None, 7.6), (None, 1.95)]))
def test_a_line_for_never_lowers_its_group(told, more):
    before = combine(as_lines(told), 0, SCORING).before_cap
    after = combine(as_lines([*told, more]), 0, SCORING).before_cap
    assert after >= before - 1e-12


@given(WEIGHTED, st.sampled_from([(-3, 0.125), (-2, 0.33), (-1, 0.63), (None, 0.3)]))
def test_a_line_against_never_raises_its_group(told, more):
    before = combine(as_lines(told), 0, SCORING).before_cap
    after = combine(as_lines([*told, more]), 0, SCORING).before_cap
    assert after <= before + 1e-12


@pytest.mark.parametrize("profile", ["mixed", "diabetes"])
def test_no_single_line_counts_more_than_ten_or_less_than_a_tenth(profile):
    for each in SCALE[profile].lines.values():
        assert all(log(0.1) <= weight <= log(10) for weight in each.logs)


def test_a_published_26_6_counts_as_ten():
    on_off = SCALE["diabetes"].lines[Answer("t_vib_onoff", "positive")]
    assert on_off.figures[0] == 26.6
    assert on_off.logs[0] == log(10)


@given(STATES)
def test_no_group_counts_more_than_ten_or_less_than_a_tenth(states):
    found = score(weigh(states, MIXED), MIXED)
    for weighed in found.patterns.values():
        assert all(0.1 <= group.likelihood_ratio <= 10 for group in weighed.groups)


@given(STATES)
def test_odds_are_prior_odds_times_the_groups(states):
    found = score(weigh(states, MIXED), MIXED)
    for weighed in found.patterns.values():
        odds = weighed.prior / (1 - weighed.prior)
        for group in weighed.groups:
            odds *= group.likelihood_ratio
        assert weighed.probability == pytest.approx(odds / (1 + odds), rel=1e-12)


@pytest.mark.parametrize("profile", ["mixed", "diabetes"])
@given(states=STATES)
def test_counting_all_groups_at_once_agrees_with_the_plain_rule(profile, states):
    scale = SCALE[profile]
    read = weigh(states, scale)
    totals = scale.tally.totals(scale.tally.count(read.lines))
    for number, group in enumerate(scale.groups):
        for column in range(len(COLUMNS)):
            lines = [
                each
                for each, muted in read.lines
                if each.group == group and each.logs[column] and column not in muted
            ]
            plain = combine(lines, column, scale.scoring).before_cap
            assert totals[number, column] == pytest.approx(
                min(max(plain, log(0.1)), log(10)), abs=1e-12
            )


@pytest.mark.parametrize("profile", ["mixed", "diabetes"])
def test_one_size_and_sign_has_one_weight_so_that_striking_out_is_clear(profile):
    scale = SCALE[profile]
    signs = {}
    for each in scale.lines.values():
        for weight, size in zip(each.logs, each.sizes, strict=True):
            if weight:
                assert signs.setdefault((size, weight > 0), weight) == weight


@given(STATES, st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(states, rng):
    keys = rng.sample(sorted(states), len(states))
    shuffled = {key: states[key] for key in keys}
    assert probabilities(states) == probabilities(shuffled)
    assert weigh(states, MIXED) == weigh(shuffled, MIXED)


@given(STATES, st.sets(st.sampled_from(ITEMS)))
def test_what_was_not_asked_changes_nothing(states, unasked):
    more = {**{key: None for key in unasked}, **states}
    assert probabilities(more) == probabilities(states)


@given(STATES, st.sampled_from([row.id for row in KNOWLEDGE.pattern_findings.values()]))
def test_a_finding_that_is_absent_carries_no_weight_unless_its_own_row_says_so(states, finding):
    states = {key: value for key, value in states.items() if key != finding}
    assert probabilities({**states, finding: False}) == probabilities(states)


# Where two rows exclude each other the one that stays may weigh less for a pattern; where a
# published figure takes the place of a weight it may be the smaller one.
REPLACING = {"f08", "f12", "f13", "f30", "a28"}
PLAIN = [row.id for row in KNOWLEDGE.pattern_findings.values() if row.id not in REPLACING]


@given(STATES, st.sampled_from(PLAIN))
def test_a_finding_for_a_pattern_never_lowers_it(states, finding):
    states = {key: value for key, value in states.items() if key != finding}
    before, after = probabilities(states), probabilities({**states, finding: True})
    for pattern, weight in KNOWLEDGE.pattern_findings[finding].weights.items():
        if weight > 0:
            assert after[pattern] >= before[pattern] - 1e-12
        if weight < 0:
            assert after[pattern] <= before[pattern] + 1e-12


@given(STATES)
def test_the_range_holds_the_probability_and_shrinks_to_it_when_all_is_asked(states):
    open_items = frozenset(set(ITEMS) - set(states))
    read = weigh(states, MIXED, still_open=open_items)
    for weighed in score(read, MIXED).patterns.values():
        assert weighed.low - 1e-12 <= weighed.probability <= weighed.high + 1e-12
    for weighed in score(weigh(states, MIXED), MIXED).patterns.values():
        assert weighed.low == pytest.approx(weighed.probability, abs=1e-12)
        assert weighed.high == pytest.approx(weighed.probability, abs=1e-12)


@pytest.mark.parametrize(
    ("told", "kept", "dropped"),
    [
        (("f12", "f13"), "f12", "f13"),
        (("f08", "f13"), "f08", "f13"),
        (("f30", "a28"), "f30", "a28"),
    ],
)
def test_of_two_findings_that_exclude_each_other_one_counts(told, kept, dropped):
    read = weigh(dict.fromkeys(told, True), MIXED)
    assert [each.answer.id for each, _ in read.lines] == [kept]
    assert dropped not in {each.answer.id for each, _ in read.lines}
    assert len(read.left_out) == 1


@pytest.mark.parametrize(
    ("states", "pattern", "replaced"),
    [
        ({"f16": True, "t_vib_mixed": True}, "DSP", "f16"),
        ({"a16": True, "t_vib_mixed": False}, "DSP", "a16"),
        ({"f28": True, "t_aj_any": True}, "DSP", "f28"),
        ({"a28": True, "t_aj_abs": False}, "DSP", "a28"),
        ({"f30": True, "t_aj_abs": False}, "DSP", "f30"),
        ({"f33": True, "t_noh_ratio": True}, "AUT", "f33"),
    ],
)
def test_a_published_figure_replaces_the_weight_in_its_column_only(states, pattern, replaced):
    read = weigh(states, MIXED)
    muted = {each.answer.id: columns for each, columns in read.lines}
    assert muted[replaced] == {COLUMNS.index(pattern)}
    alone = probabilities({replaced: True})
    for other in COLUMNS:
        if other != pattern:
            assert probabilities(states)[other] == pytest.approx(alone[other])


def test_vibration_that_is_normal_does_not_replace_a_monofilament_that_is_not():
    read = weigh({"f16": True, "t_vib_mixed": False}, MIXED)
    assert {each.answer.id: columns for each, columns in read.lines} == {
        "f16": frozenset(),
        "t_vib_mixed": frozenset(),
    }


def test_of_several_figures_for_one_reflex_the_strongest_counts():
    absent = weigh({"t_aj_any": True, "t_aj_abs": True}, MIXED)
    present = weigh({"t_aj_any": False, "t_aj_abs": False}, MIXED)
    assert [each.figures[0] for each, _ in absent.lines] == [7.6]
    assert [each.figures[0] for each, _ in present.lines] == [0.3]


def test_a_diabetes_clinic_takes_its_own_figure_although_the_other_one_is_stronger():
    states = {"t_vib_timed": False, "t_vib_mixed": False}
    ratios = {
        profile: [each.figures[0] for each, _ in weigh(states, SCALE[profile]).lines]
        for profile in SCALE
    }
    assert ratios == {"mixed": [0.35], "diabetes": [0.51]}


def test_the_profile_chooses_between_26_6_and_3_2():
    states = {"t_vib_onoff": True, "t_vib_mixed": True}
    odds = {}
    for profile, scale in SCALE.items():
        (only,) = score(weigh(states, scale), scale).patterns["DSP"].groups
        odds[profile] = only.likelihood_ratio
    assert odds == {"mixed": pytest.approx(3.2), "diabetes": 10}


def test_an_unknown_profile_is_refused_with_the_known_ones():
    with pytest.raises(SurefootError, match="diabetes, mixed"):
        scale_of(KNOWLEDGE, "hospital")


def test_the_same_knowledge_has_one_scale_and_another_one_its_own():
    other = KNOWLEDGE.model_copy()
    assert scale_of(KNOWLEDGE, "mixed") is MIXED
    assert scale_of(other, "mixed") is not MIXED


def test_priors_and_bands_are_read_from_the_knowledge():
    priors = KNOWLEDGE.conventions["convention/priors"]
    changed = priors.model_copy(update={"numbers": {**priors.numbers, "DSP": 0.30}})
    conventions = {**KNOWLEDGE.conventions, priors.id: changed}
    other = scale_of(KNOWLEDGE.model_copy(update={"conventions": conventions}), "mixed")
    assert replace(SCORING, priors=other.scoring.priors) == other.scoring
    assert score(weigh({}, other), other).patterns["DSP"].probability == pytest.approx(0.30)


def test_with_nothing_asked_every_probability_is_its_prior():
    expected = dict(zip(COLUMNS, SCORING.priors, strict=True))
    assert probabilities({}) == {key: pytest.approx(value) for key, value in expected.items()}


@given(STATES)
def test_expected_information_is_never_negative_and_never_more_than_the_doubt_there_is(states):
    found = score(weigh(states, MIXED), MIXED)
    assert np.isfinite(found.bits).all()
    doubt = []
    for weighed in found.patterns.values():
        p = min(max(weighed.probability, 1e-15), 1 - 1e-15)
        doubt.append(-(p * log(p) + (1 - p) * log(1 - p)) / log(2))
    assert (found.bits >= 0).all()
    assert (found.bits <= np.array(doubt) + 1e-9).all()


def question(name):
    return next(n for n, q in enumerate(MIXED.prospect.questions) if q.row.id == name)


def test_two_published_ratios_give_back_sensitivity_and_false_positives():
    # t_phalen: sensitivity 0.57 and specificity 0.67 were printed as LR 1.7 and 0.64.
    number, focal = question("ask/phalen"), COLUMNS.index("FOC")
    assert MIXED.prospect.hits[number, focal] == pytest.approx(0.57, abs=0.01)
    assert MIXED.prospect.leak[number] == pytest.approx(1 - 0.67, abs=0.011)


def test_a_finding_without_published_figures_is_taken_as_symmetric():
    number = question("ask/feet-first")
    assert MIXED.prospect.hits[number, 0] == pytest.approx(8 / 9)
    assert MIXED.prospect.leak[number] == pytest.approx(1 / 9)


def test_a_question_on_a_group_at_its_cap_tells_nothing_more():
    states = {"f06": True, "f13": True, "t_aj_abs": True, "t_vib_mixed": True}
    found = score(weigh(states, MIXED), MIXED)
    number = question("ask/monofilament")
    before = score(weigh({}, MIXED), MIXED).bits[number, 0]
    assert found.bits[number, 0] < before / 10


def test_lines_are_ordered_strongest_first():
    grouped = combine([line(r, f"{n}") for n, r in enumerate((1.6, 8, 0.2, 3))], 0, SCORING)
    sizes = [abs(each.logs[0]) for each in grouped.lines]
    assert all(first >= second for first, second in pairwise(sizes))
