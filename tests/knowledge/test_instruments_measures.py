"""The change table, the core set and its schedule: as the reference has them."""

import pytest

from surefoot.care.rules import rules_of
from surefoot.knowledge.load import load

KNOWLEDGE = load()

# Copied by hand from the change table: MDC95 and MCID as numbers, where it has any.
LIMITS = {
    "NPRS": (2.0, 2.0), "PEG": (2.2, 1.0), "NTSS6": (None, 0.97), "CIPN20_S": (None, 5.9),
    "CIPN20_M": (None, 5.0), "NTX": (None, 3.68), "IRODS": (None, 4), "INCAT": (None, 1),
    "GRIP": (4.0, 5.0), "GRIP_VIG": (None, 8), "MRC_SUM": (None, 2), "HHD_DF": (0.77, None),
    "WBLT_DEG": (4.7, None), "WBLT_CM": (1.9, None), "BBS": (None, 7), "MINIBEST": (3.5, 4),
    "FGA": (None, 4), "DGI": (2.9, None), "SLS": (24.1, None), "TUG": (2.1, None),
    "STS5": (4.5, 2.3), "CST30": (4, None), "W10M_USUAL": (0.13, 0.10), "W6M": (27, 30.5),
    "W2M": (42.5, None), "PSFS": (2.4, 2.7), "LEFS": (10.7, 9), "PHQ9": (None, 5),
    "GAD7": (6, 4), "ABI": (0.15, None),
}  # fmt: skip


def test_the_limits_are_those_of_the_reference() -> None:
    for row in KNOWLEDGE.changes.values():
        assert (row.mdc95, row.mcid) == LIMITS.get(row.code, (None, None)), row.code


def test_unknown_limits_stay_unknown() -> None:
    for row in KNOWLEDGE.changes.values():
        if row.mdc95_text.startswith("null"):
            assert row.mdc95 is None, row.code
        if row.mcid_text.startswith("null"):
            assert row.mcid is None, row.code


def test_every_row_points_at_values_that_exist() -> None:
    without = set()
    for row in KNOWLEDGE.changes.values():
        if not row.instrument:
            without.add(row.code)
            continue
        values = {value.id: value for value in KNOWLEDGE.instruments[row.instrument].values}
        assert set(row.values) <= values.keys(), row.code
        assert not row.mdc95_se or row.mdc95_se in values
    assert without == {"INCAT", "GRIP_VIG", "DGI"}


def test_a_row_and_its_instrument_agree_on_what_is_better() -> None:
    for row in KNOWLEDGE.changes.values():
        if row.instrument and row.better != "none":
            better = KNOWLEDGE.instruments[row.instrument].better
            assert better in (row.better, "none"), row.code


def test_the_core_set_takes_46_minutes_and_49_with_the_toe_pressure() -> None:
    measures = KNOWLEDGE.core_measures.values()
    minutes = sum(one.clinic_min for one in measures)
    extra = sum(more.clinic_min for one in measures for more in one.also)
    assert (minutes, minutes + extra) == (46, 49)
    for block in KNOWLEDGE.core_blocks.values():
        inside = [one for one in measures if one.block == block.id]
        assert sum(one.clinic_min for one in inside) == block.minutes
        assert block.minutes_with_extras <= block.minutes_limit


def test_the_order_in_the_room() -> None:
    for block, order in (("safety", [3, 8, 9, 11, 10]), ("performance", [12, 16, 13, 14, 15])):
        inside = [one for one in KNOWLEDGE.core_measures.values() if one.block == block]
        assert [one.number for one in sorted(inside, key=lambda one: one.place)] == order


def test_the_core_set_needs_no_licence() -> None:
    for measure in KNOWLEDGE.core_measures.values():
        extras = [code for more in measure.also for code in more.instruments]
        for code in (*measure.instruments, *extras):
            assert KNOWLEDGE.instruments[code].licence_class in ("A", "A-", "B", "D"), code


SCHEDULE = {
    "NPRS": [2, 4, 8, 12, 26, 52], "PEG": [2, 4, 8, 12, 26, 52], "PSFS": [4, 8, 12, 26, 52],
    "SFESI": [4, 8, 12, 26, 52], "PHQ2": [4, 12, 26, 52], "GAD2": [4, 12, 26, 52],
    "TUG": [4, 8, 12, 26, 52], "W10M": [4, 8, 12, 26, 52], "CST30": [4, 8, 12, 26, 52],
    "FSBT": [4, 8, 12, 26, 52], "MCTSIB": [4, 8, 12, 26, 52], "OH": [4, 12, 26, 52],
    "MNSIE": [12, 26, 52], "MONO": [12, 26, 52], "MNSIQ": [12, 26, 52], "KATZ": [12, 26, 52],
    "STAYIND": [12, 26, 52], "FALLS": [2, 4, 8, 12, 26, 52], "ABI": [52],
}  # fmt: skip


@pytest.mark.parametrize(("code", "weeks"), SCHEDULE.items())
def test_the_weeks_of_the_re_tests(code: str, weeks: list[int]) -> None:
    measure = next(one for one in KNOWLEDGE.core_measures.values() if code in one.instruments)
    retest = KNOWLEDGE.retests[measure.retest_of.get(code, measure.retest)]
    assert list(retest.weeks) == weeks
    assert code in retest.instruments


def test_mood_is_asked_again_after_two_weeks_only_if_positive() -> None:
    retest = KNOWLEDGE.retests["retest/phq-gad"]
    assert (retest.if_weeks, retest.if_says) == ((2,), "if positive")


def test_rules_over_findings_can_be_read() -> None:
    texts = [gate.when for gate in KNOWLEDGE.core_gates.values()]
    texts += [more.when for one in KNOWLEDGE.core_measures.values() for more in one.also]
    for one in KNOWLEDGE.retests.values():
        texts += [one.every_visit_when, one.if_when]
    for one in KNOWLEDGE.instruments.values():
        texts += [item.reads for item in one.items]
    book = rules_of(KNOWLEDGE).book
    for text in filter(None, texts):
        assert book.expression(text)


def test_every_class_of_change_has_a_label_and_none_says_stable() -> None:
    assert len(KNOWLEDGE.change_classes) == 7
    for row in KNOWLEDGE.change_classes.values():
        assert row.label
        assert "stable" not in row.label


def test_sway_and_gait_metrics_point_at_findings() -> None:
    for row in KNOWLEDGE.sway_metrics.values():
        assert row.finding in KNOWLEDGE.findings
    for row in KNOWLEDGE.gait_metrics.values():
        assert set(row.findings) <= KNOWLEDGE.findings.keys()
    for row in KNOWLEDGE.sensory_ratios.values():
        assert not row.finding or row.finding in KNOWLEDGE.findings
