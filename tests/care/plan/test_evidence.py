"""From minutes to expected benefit: shrinkage, dose-response, combination."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.care.plan.evidence import (
    Curve,
    at_limit,
    combined,
    curves,
    dose_note,
    expected,
    least_minutes,
    shrunk,
)
from surefoot.knowledge.load import load
from surefoot.terms import Domain, Technique

KNOWLEDGE = load()
# The reference credits walking distance with 0.05 although it reports no effect (see the report).
STATED_OTHERWISE = {"effect/ae_function", "effect/bt_falls"}


class Nothing:
    """Findings of whom nothing is known."""

    def holds(self, rule: str) -> bool | None:
        return None


DPN = curves(Nothing(), KNOWLEDGE, types=["peripheral_dpn"], weeks=12)
MINUTE_CURVES = [curve for curve in DPN if not curve.by_presence]


@pytest.mark.parametrize("row", KNOWLEDGE.effects.values(), ids=lambda row: row.id)
def test_the_published_shrunk_value_follows_from_the_raw_one(row):
    if row.id in STATED_OTHERWISE:
        pytest.skip("stated in the reference, not computed")
    assert shrunk(row, row.raw, KNOWLEDGE) == pytest.approx(row.use, abs=0.0051)


def test_every_row_of_the_effect_table_is_there():
    assert len(KNOWLEDGE.effects) == 48


@pytest.mark.parametrize(
    ("part", "share_of_most"), [(0.0, 0.0), (0.5, 0.55), (1.0, 0.80), (2.0, 0.96)]
)
def test_half_dose_gives_55_percent_full_80_and_double_96(part, share_of_most):
    curve = next(c for c in DPN if c.statement == "effect/bt_function")
    most = KNOWLEDGE.effects["effect/bt_function"].use / 0.798
    assert curve.credit(part * 960) / most == pytest.approx(share_of_most, abs=0.005)


def test_beyond_double_dose_nothing_more_is_credited():
    for curve in MINUTE_CURVES:
        assert curve.credit(1e6) == curve.knots[-1][1]


@given(st.sampled_from(MINUTE_CURVES), st.floats(0, 5000), st.floats(0, 5000))
def test_more_minutes_never_bring_less(curve, one, other):
    low, high = sorted((one, other))
    assert curve.credit(low) <= curve.credit(high) + 1e-12


def test_a_curve_that_does_not_flatten_is_refused():
    with pytest.raises(ValueError, match="saturating"):
        Curve(
            statement="x",
            techniques=(Technique.BALANCE,),
            exercises=(),
            domain=Domain.PAIN,
            knots=((0, 0), (10, 0.1), (20, 0.5)),
            studied_min=10,
            direct=True,
            certainty="L",
        )


@pytest.mark.parametrize(
    ("effects", "together"),
    [([], 0), ([0.2], 0.2), ([0.1, 0.2], 0.25), ([0.4, 0.2, 0.1, 0.1], 0.4 + 0.1 + 0.05)],
)
def test_the_best_counts_full_the_second_half_the_rest_a_quarter(effects, together):
    assert combined(effects, KNOWLEDGE) == pytest.approx(together)


def test_one_technique_counts_once_per_outcome_by_its_most_direct_row():
    falls = [
        c for c in DPN if c.domain == Domain.FALL_RISK and c.techniques == (Technique.BALANCE,)
    ]
    assert [c.statement for c in falls] == ["effect/bt_fear"]
    pain = [c for c in DPN if c.domain == Domain.PAIN and c.techniques == (Technique.AEROBIC,)]
    assert [c.statement for c in pain] == ["effect/ae_pain"]


def test_what_was_measured_in_another_type_counts_three_quarters():
    own = next(c for c in DPN if c.statement == "effect/bt_function")
    others = curves(Nothing(), KNOWLEDGE, types=["cmt"], weeks=12)
    other = next(c for c in others if c.statement == "effect/bt_function")
    assert not other.direct
    assert other.credit(960) == pytest.approx(0.75 * own.credit(960))


def test_effects_of_chemotherapy_neuropathy_are_not_carried_over():
    assert not any("cipn" in c.statement for c in DPN)


def test_light_therapy_earns_no_credit():
    assert not any(Technique.PHOTOBIOMODULATION in c.techniques for c in DPN)


def test_foot_care_items_are_one_technique():
    both = expected(DPN, {}, ["FC001", "FC006"], KNOWLEDGE)
    assert both[Domain.PROTECTION] == pytest.approx(0.32)


def test_limits_of_an_effect_move_the_curve_and_no_interval_moves_nothing():
    curve = next(c for c in DPN if c.statement == "effect/bt_function")
    low = at_limit(curve, "low", KNOWLEDGE, types=["peripheral_dpn"], weeks=12)
    high = at_limit(curve, "high", KNOWLEDGE, types=["peripheral_dpn"], weeks=12)
    assert low is not None and high is not None
    assert low.credit(960) < curve.credit(960) < high.credit(960)
    prior = next(c for c in DPN if c.statement == "effect/rt_function")
    assert at_limit(prior, "low", KNOWLEDGE, types=["peripheral_dpn"], weeks=12) is None


@pytest.mark.parametrize(
    ("technique", "least"),
    [("aerobic", 720), ("balance", 480), ("strength", 320), ("soft_tissue", 120), ("tens", 150)],
)
def test_the_least_dose_that_works(technique, least):
    assert least_minutes(Technique(technique), KNOWLEDGE) == least


def test_a_dose_below_the_one_studied_says_so():
    assert dose_note(266, 720) == "below the dose studied (266 of 720 min)"
    assert dose_note(720, 720) == dose_note(100, None) == dose_note(0, 720) == ""
