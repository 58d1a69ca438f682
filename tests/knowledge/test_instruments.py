"""The definitions of the instruments: complete, consistent, and honest about their licence."""

import re

import pytest

from surefoot.care.examination.formula import formula, names_in
from surefoot.care.examination.missing import policy
from surefoot.knowledge.load import load
from surefoot.knowledge.schema.instruments import Instrument, Item, Value

KNOWLEDGE = load()
ALL = sorted(KNOWLEDGE.instruments)
OUTSIDE_THE_MASTER_TABLE = {"EXTENT", "PHQ8", "PIN8", "SLEEPNRS", "SOT", "STEADI"}
NEVER_REVIEWED = {"gk", "design-rule", "convention", "calc", "policy"}


def test_the_counts_of_the_reference_are_complete() -> None:
    master_rows = {one.master_row for one in KNOWLEDGE.instruments.values()} - {""}
    numbered = [key for key in KNOWLEDGE.sources if re.fullmatch(r"S\d+", key)]
    assert len(master_rows) == 63
    assert len(KNOWLEDGE.instruments) == 63 + 7 + len(OUTSIDE_THE_MASTER_TABLE)
    assert len(KNOWLEDGE.changes) == 50
    assert len(KNOWLEDGE.core_measures) == 16
    assert len(KNOWLEDGE.licences) == 29
    assert len(numbered) == 157
    added = {"retest/walking-distance", "retest/grip", "retest/irods"}
    assert len(KNOWLEDGE.retests.keys() - added) == 11
    assert len(KNOWLEDGE.gait_metrics) == 10
    assert len([one for one in KNOWLEDGE.sway_metrics.values() if one.kind == "time"]) == 12
    assert len([one for one in KNOWLEDGE.instrument_limits if one != "limit/verify"]) == 10
    assert len(KNOWLEDGE.balance_patterns) == 5


def test_two_instruments_of_one_row_have_a_definition_each() -> None:
    pairs = {"SFESI", "FESI", "PHQ2", "PHQ9", "GAD2", "GAD7", "W6M", "W2M", "ABI", "TBI", "ISI"}
    pairs |= {"PSQI", "PGIC", "GROC"}
    assert pairs <= KNOWLEDGE.instruments.keys()
    without_row = {code for code, one in KNOWLEDGE.instruments.items() if not one.master_row}
    assert without_row == OUTSIDE_THE_MASTER_TABLE


def names(one: Instrument) -> set[str]:
    return {"age", "sex"} | {item.id for item in one.items} | {value.id for value in one.values}


@pytest.mark.parametrize("code", ALL)
def test_everything_a_definition_names_is_there(code: str) -> None:
    one = KNOWLEDGE.instruments[code]
    items = {item.id: item for item in one.items}
    values = [value.id for value in one.values]
    assert len(items) == len(one.items)
    assert len(set(values)) == len(values)
    assert one.main in values
    assert one.licence in KNOWLEDGE.licences
    assert not next(value for value in one.values if value.id == one.main).inner
    for item in one.items:
        assert (item.reply or one.reply) in one.replies
        assert item.asked_if.keys() <= items.keys()
        assert not item.label or items[item.label]
    used = {item.reply or one.reply for item in one.items}
    assert used == one.replies.keys()


@pytest.mark.parametrize("code", ALL)
def test_a_value_reads_only_items_and_earlier_values(code: str) -> None:
    one = KNOWLEDGE.instruments[code]
    known = {"age", "sex"} | {item.id for item in one.items}
    for value in one.values:
        assert read_by(value) <= known, value.id
        known.add(value.id)
    for void in one.voids:
        assert names_in(void.when) <= known


def read_by(value: Value) -> set[str]:
    """The names a value is worked out of."""
    parts = {
        *value.of,
        *value.always,
        *value.partners,
        *(part for w in value.weights for part in w),
    }
    for text in (value.formula, *(case.when for case in value.cases)):
        if text:
            formula(text)
            parts |= names_in(text)
    if value.kind in ("sum", "mean", "median", "max", "min"):
        policy(value.missing)
    return parts | ({value.trials} if value.trials else set())


@pytest.mark.parametrize("code", ALL)
def test_every_kind_of_value_has_what_it_needs(code: str) -> None:
    needs = {"formula": "formula", "truth": "formula", "rules": "cases", "norm": "norm",
             "steps": "steps", "goals": "weights"}  # fmt: skip
    for value in KNOWLEDGE.instruments[code].values:
        need = needs.get(value.kind, "of")
        assert getattr(value, need), f"{value.id} has no {need}"
        assert value.kind != "table" or value.slot or value.table


@pytest.mark.parametrize("code", ALL)
def test_a_gate_stands_before_what_it_skips(code: str) -> None:
    seen: set[str] = set()
    for item in KNOWLEDGE.instruments[code].items:
        assert item.asked_if.keys() <= seen
        seen.add(item.id)


@pytest.mark.parametrize("row", KNOWLEDGE.instrument_flags.values(), ids=lambda row: row.id)
def test_a_flag_has_one_condition_over_its_own_instrument(row) -> None:
    one = KNOWLEDGE.instruments[row.instrument]
    edges = [row.at_least, row.above, row.at_most, row.below]
    has_edge = any(edge is not None for edge in edges)
    assert (bool(row.value) and has_edge) != bool(row.when)
    if row.when:
        formula(row.when)
        assert names_in(row.when) <= names(one)
    else:
        assert row.value in names(one)


def test_what_is_read_out_of_an_instrument_belongs_to_one() -> None:
    for table in ("bands", "flags", "alarms", "notes"):
        for row in getattr(KNOWLEDGE, f"instrument_{table}").values():
            assert row.instrument in KNOWLEDGE.instruments, row.id


def findings_of(one: Instrument) -> list[tuple[str, Item | Value]]:
    items = [(item.finding, item) for item in one.items if item.finding]
    return items + [(value.feeds, value) for value in one.values if value.feeds]


@pytest.mark.parametrize("code", ALL)
def test_a_score_feeds_recorded_findings_only_and_on_a_side_where_they_have_one(code: str) -> None:
    for finding, part in findings_of(KNOWLEDGE.instruments[code]):
        entry = KNOWLEDGE.findings[finding]
        assert not entry.is_derived, finding
        assert (entry.side == "left_right") is (part.side is not None), finding


@pytest.mark.parametrize("code", ALL)
def test_what_a_score_feeds_fits_the_finding(code: str) -> None:
    one = KNOWLEDGE.instruments[code]
    for finding, part in findings_of(one):
        entry = KNOWLEDGE.findings[finding]
        if isinstance(part, Value):
            assert entry.value_type == "number", finding
            low, high = part.low, part.high
        else:
            reply = one.replies[part.reply or one.reply]
            if part.words:
                allowed = set(entry.enum_values) | (
                    {"yes", "no"} if not entry.enum_values else set()
                )
                assert set(part.words.values()) <= allowed, finding
                assert set(part.words) <= set(reply.codes), finding
                continue
            if entry.value_type != "number":
                kinds = {"three_valued": "yes_no", "enum": "codes"}
                assert reply.kind == kinds[entry.value_type], finding
                continue
            low, high = reply.low, reply.high
        assert low is None or entry.min is None or low >= entry.min, finding
        assert high is None or entry.max is None or high <= entry.max, finding


@pytest.mark.parametrize("code", ALL)
def test_wording_ships_only_where_the_licence_allows_it(code: str) -> None:
    one = KNOWLEDGE.instruments[code]
    texts = [item.text for item in one.items] + [one.stem]
    if one.licence_class in ("C", "C*"):
        assert one.wording == "slot"
        assert not any(texts)
    elif one.licence_class == "B":
        assert one.wording == "paraphrase"
    else:
        assert one.wording in ("official", "own")
    assert one.wording == "slot" or all(item.text for item in one.items)


def test_the_licence_class_is_that_of_the_register() -> None:
    for code, one in KNOWLEDGE.instruments.items():
        entry = KNOWLEDGE.licences[one.licence]
        # WIfI is class B in the master table and has no line of its own in the register.
        assert one.licence_class == entry.licence_class or code == "WIFI", code


def test_class_a_and_b_wordings_carry_their_attribution() -> None:
    for code, one in KNOWLEDGE.instruments.items():
        if one.wording == "official":
            assert one.attribution, code


CONFIRMED_LOINC = {
    "72514-3", "38208-5", "89423-8", "89422-0", "66247-8", "93125-3", "83144-6", "83172-7",
    "97874-2", "97885-8", "44249-1", "70274-6", "52552-7",
}  # fmt: skip


def test_only_loinc_codes_that_were_seen_are_confirmed() -> None:
    codes = [code for one in KNOWLEDGE.instruments.values() for code in one.loinc]
    assert {one.code for one in codes if one.confirmed} == CONFIRMED_LOINC
    assert {"44261-6", "69737-5", "8460-8", "64098-7"} <= {
        one.code for one in codes if not one.confirmed
    }


def test_what_rests_on_no_opened_source_is_not_called_reviewed() -> None:
    tables = (
        "instruments instrument_bands instrument_flags instrument_alarms instrument_notes norms "
        "licences changes instrument_conventions missing_policies change_classes "
        "instrument_limits core_measures core_blocks core_rules core_gates retests sway_metrics "
        "sensory_ratios balance_patterns sway_notes gait_metrics"
    )
    for table in tables.split():
        for row in getattr(KNOWLEDGE, table).values():
            if NEVER_REVIEWED & set(row.sources):
                assert not row.grade.is_reviewed, f"{table} {row.id}"


def test_norms_of_one_series_do_not_overlap() -> None:
    taken: dict[tuple[str, str, int], str] = {}
    for row in KNOWLEDGE.norms.values():
        for sex in [row.sex] if row.sex else ["female", "male"]:
            for age in range(row.age_low or 0, (row.age_high or 130) + 1):
                key = (row.series, sex, age)
                assert key not in taken, (row.id, taken.get(key))
                taken[key] = row.id


def test_every_series_a_definition_reads_is_there() -> None:
    series = {row.series for row in KNOWLEDGE.norms.values()}
    read = {value.norm for one in KNOWLEDGE.instruments.values() for value in one.values}
    assert read - {""} <= series
