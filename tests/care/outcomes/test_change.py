"""Two scores of one instrument: what may be said of the difference, and what may not."""

from datetime import timedelta

import pytest

from care.examination.scored import DAY, KNOWLEDGE, LATER, Items, scored
from surefoot.care.outcomes import Change, Limits, change, classify


def changed(code: str, before: Items, after: Items, **more) -> tuple[Change, ...]:
    """The change between two days, two months apart."""
    protocol, later = more.get("protocol"), more.get("later", more.get("protocol"))
    first = scored(code, before, on=DAY, protocol=protocol)
    then = scored(code, after, on=more.get("on", LATER), protocol=later)
    return change(first, then, KNOWLEDGE)


def one(code: str, before: Items, after: Items, **more) -> Change:
    (found,) = changed(code, before, after, **more)
    return found


@pytest.mark.parametrize(
    ("improvement", "kind"),
    [
        (6.0, "improved_important"), (5.9999, "improved_small"), (4.0, "improved_small"),
        (3.9999, "no_detectable_change"), (0, "no_detectable_change"),
        (-3.9999, "no_detectable_change"), (-4.0, "worsened_small"), (-5.9999, "worsened_small"),
        (-6.0, "worsened_important"),
    ],
)  # fmt: skip
def test_error_below_importance(improvement: float, kind: str) -> None:
    assert classify(improvement, Limits(mdc95=4, mcid=6)) == kind


@pytest.mark.parametrize(
    ("improvement", "kind"),
    [
        (6.0, "improved_important"), (5.9999, "possibly_improved"), (4.0, "possibly_improved"),
        (3.9999, "no_detectable_change"), (-3.9999, "no_detectable_change"),
        (-4.0, "possibly_worsened"), (-5.9999, "possibly_worsened"), (-6.0, "worsened_important"),
    ],
)  # fmt: skip
def test_importance_below_error(improvement: float, kind: str) -> None:
    assert classify(improvement, Limits(mdc95=6, mcid=4)) == kind


@pytest.mark.parametrize(
    ("improvement", "limits", "kind"),
    [
        (50, Limits(mcid=5), "possibly_improved"), (5, Limits(mcid=5), "possibly_improved"),
        (4.9, Limits(mcid=5), "no_detectable_change"), (-5, Limits(mcid=5), "possibly_worsened"),
        (50, Limits(mdc95=5), "improved_small"), (4.9, Limits(mdc95=5), "no_detectable_change"),
        (-5, Limits(mdc95=5), "worsened_small"), (50, Limits(), None), (0, Limits(), None),
        (5, Limits(mdc95=5, mcid=5), "improved_important"),
        (4.9, Limits(mdc95=5, mcid=5), "no_detectable_change"),
    ],
)  # fmt: skip
def test_an_unknown_limit_gives_no_credit(
    improvement: float, limits: Limits, kind: str | None
) -> None:
    assert classify(improvement, limits) == kind


@pytest.mark.parametrize("thirds", range(4, 31))
def test_an_exact_limit_is_reached_whatever_its_binary_fraction(thirds: int) -> None:
    """PEG is a mean of three; 13/3 - 10/3 is 0.9999999999999996 in binary, and 1 in truth."""
    assert classify(thirds / 3 - (thirds - 3) / 3, Limits(mcid=1.0)) == "possibly_improved"


@pytest.mark.parametrize(
    ("before", "after", "kind", "substantial"),
    [
        (7, 4, "improved_important", False), (10, 8, "improved_small", False),  # 20 %
        (6, 4, "improved_important", False), (7, 5, "improved_small", False),  # 28.6 %
        (8, 4, "improved_important", True), (3, 2, "no_detectable_change", False),
        (2, 0, "improved_important", True), (0, 2, "worsened_important", None),
        (10, 7, "improved_important", False), (5, 7, "worsened_important", False),
        (8, 10, "worsened_small", False), (0, 0, "no_detectable_change", None),
    ],
)  # fmt: skip
def test_pain_needs_2_points_and_30_percent(
    before: int, after: int, kind: str, substantial: bool | None
) -> None:
    points, share = changed("NPRS", {"average": before}, {"average": after})
    assert (points.kind, share.reached) == (kind, substantial)
    assert share.kind is None


@pytest.mark.parametrize(
    ("before", "mdc95"), [(24, 5), (25, 7), (34, 7), (35, 5), (44, 5), (45, 4), (56, 4), (0, 5)]
)
def test_the_error_of_the_berg_depends_on_the_baseline(before: int, mdc95: float) -> None:
    assert one("BBS", {"total": before}, {"total": 50}).limits.mdc95 == mdc95


def test_the_error_of_promis_is_that_of_the_raw_score() -> None:
    physical = {"global03": 3, "global06": 3, "global07": 5, "global08r": 3}
    found = changed("PROMIS10", physical, {**physical, "global03": 5})[0]
    assert round(found.limits.mdc95, 1) == 11.4  # 2.77 x 4.1 at raw 12
    assert found.kind == "no_detectable_change"


def test_patients_hear_a_label_and_therapists_see_the_limits() -> None:
    found = one("GAD7", {"total": 13}, {"total": 8})
    assert found.label == "maybe better - needs another measurement"
    assert (found.statement, found.population != "") == ("change/GAD7", True)


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("MNSIQ", {"total": 9}, {"total": 2}), ("DN4", {"total": 7}, {"total": 2}),
        ("NSS", {"total": 9}, {"total": 2}), ("NDS", {"total": 9}, {"total": 2}),
        ("STAYIND", {"total": 9}, {"total": 2}), ("IPTT", {"insensate": 5}, {"insensate": 0}),
        ("IWGDF", {"category": "3"}, {"category": "1"}),
        ("OH", {"class": "severe"}, {"class": "none"}),
        ("STEADI", {"deficits": 3}, {"deficits": 0}), ("WIFI", {"ischaemia": 3}, {"ischaemia": 0}),
    ],
)  # fmt: skip
def test_classifiers_are_states(code: str, before: Items, after: Items) -> None:
    found = one(code, before, after)
    assert (found.kind, found.label) == (None, "")
    assert found.why == "A state, shown as it is: it has no change class."
    assert found.before != found.after


def test_single_leg_stance_has_too_much_error_for_one_person() -> None:
    found = changed("SLS", {"best": 5}, {"best": 45})[0]
    assert (found.kind, found.improvement) == (None, 40)
    assert "Too much error" in found.why


@pytest.mark.parametrize(
    ("code", "value"), [("FR", "reach"), ("MCTSIB", "c2"), ("SFESI", "total"), ("ABC", "score")]
)
def test_without_any_limit_only_the_values_are_shown(code: str, value: str) -> None:
    low = {"SFESI": 8}.get(code, 10)
    found = changed(code, {value: low}, {value: low + 10})[0]
    assert (found.kind, found.before, found.after) == (None, low, low + 10)
    assert found.why == "Neither its error nor what matters is known: values only."


def test_global_impressions_are_anchors_not_changes() -> None:
    assert one("PGIC", {"change": 4}, {"change": 1}).why == "It is itself a judgement of change."
    assert one("GROC", {"change": 0}, {"change": 5}).kind is None


def test_an_instrument_without_a_row_has_values_only() -> None:
    found = one("KATZ", {"total": 3}, {"total": 6})
    assert (found.kind, found.improvement, found.statement) == (None, 3, "")


def test_another_protocol_suppresses_the_class_and_says_why() -> None:
    found = one(
        "TUG",
        {"time": 18},
        {"time": 12},
        protocol={"mode": "clinic", "aid": "none"},
        later={"mode": "clinic", "aid": "cane"},
    )
    assert (found.kind, found.before, found.after, found.improvement) == (None, 18, 12, 6)
    assert found.why == "Not measured the same way (aid: none, then cane): both values, no class."


def test_a_protocol_recorded_on_one_day_only_may_have_differed() -> None:
    found = one("TUG", {"time": 18}, {"time": 12}, protocol={"mode": "clinic"}, later={})
    assert found.kind is None
    assert "mode was recorded on one day only" in found.why


def test_a_protocol_recorded_on_neither_day_is_named() -> None:
    found = one("TUG", {"time": 18}, {"time": 12})
    assert found.kind == "improved_small"
    assert any(note.startswith("Not recorded on either day: mode, device") for note in found.notes)


@pytest.mark.parametrize(
    ("raters", "mdc95"),
    [(("a", "a"), 0.13), (("a", "b"), 0.19), (("a", None), 0.19), ((None, None), 0.13)],
)
def test_another_rater_widens_the_error_of_walking_speed(
    raters: tuple[str | None, str | None], mdc95: float
) -> None:
    protocols = [{"rater": rater} if rater else {} for rater in raters]
    twice = {"usual_1": 11.8, "usual_2": 11.4}
    found = one("W10M", twice, {"usual_1": 10.1, "usual_2": 9.9},
                protocol=protocols[0], later=protocols[1])  # fmt: skip
    assert found.limits.mdc95 == mdc95
    assert found.kind == ("improved_important" if mdc95 == 0.13 else "possibly_improved")


def test_a_single_trial_widens_the_error_of_walking_speed() -> None:
    found = one("W10M", {"usual_1": 11.8, "usual_2": 11.4}, {"usual_1": 10.0})
    assert found.limits.mdc95 == 0.19


def test_above_1_40_a_higher_abi_is_not_better() -> None:
    lower = changed("ABI", {"right": 0.70}, {"right": 0.85})[0]
    above = changed("ABI", {"right": 1.30}, {"right": 1.45})[0]
    assert lower.kind == "improved_small"
    assert (above.kind, above.why) == (None, "Above 1.4 a higher value is not better: no class.")


def test_own_activities_are_compared_on_those_rated_both_times() -> None:
    before = {"a1": 2, "a1_name": "stairs", "a2": 4, "a2_name": "garden", "a3": 6, "a3_name": "bus"}
    after = {"a1": 5, "a1_name": "stairs", "a2": 8, "a2_name": "garden", "a3": 9, "a3_name": "swim"}
    found = one("PSFS", before, after)
    assert (found.before, found.after, found.improvement) == (3, 6.5, 3.5)
    assert found.notes[0] == "Left out of both days: a3."
    assert (found.limits.mdc95, found.kind) == (2.4, "improved_important")


def test_a_single_activity_has_a_wider_error() -> None:
    found = one("PSFS", {"a1": 2}, {"a1": 5})
    assert (found.limits.mdc95, found.kind) == (3.6, "possibly_improved")


def test_activities_that_are_not_known_to_be_the_same_are_not_compared() -> None:
    assert (
        one("PSFS", {"a1": 2}, {"a2": 9}).why
        == "No activity is known to have been rated on both days."
    )
    assert one("PSFS", {"score": 2}, {"score": 9}).kind is None


def test_a_value_missing_on_one_day_gives_no_class() -> None:
    found = one("PHQ9", {"total": 14}, {"q1": 1})
    assert (found.before, found.after, found.kind) == (14, None, None)
    assert found.why == "No value on 2026-05-01 (incomplete)."


def test_the_two_versions_of_the_mnsi_examination_are_never_compared() -> None:
    found = changed("MNSIE", {"total_8": 4}, {"total_10": 2})
    assert [one.kind for one in found] == [None, None]
    assert [(one.value, one.before, one.after) for one in found] == [
        ("total_8", 4, None),
        ("total_10", None, 2),
    ]


def test_a_test_on_the_feet_repeated_within_a_week_asks_for_a_second_baseline() -> None:
    week = DAY + timedelta(days=7)
    notes = one("TUG", {"time": 18}, {"time": 12}, on=week).notes
    assert any("the second is the baseline" in note for note in notes)
    later = one("TUG", {"time": 18}, {"time": 12}, on=week + timedelta(days=1)).notes
    assert not any("baseline" in note for note in later)


def test_two_scores_of_one_instrument_in_order_of_time_are_asked_for() -> None:
    tug, peg = scored("TUG", {"time": 12}), scored("PEG", {"score": 4}, on=LATER)
    with pytest.raises(ValueError, match="one instrument"):
        change(tug, peg, KNOWLEDGE)
    with pytest.raises(ValueError, match="earlier one first"):
        change(tug, tug, KNOWLEDGE)
