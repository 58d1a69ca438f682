"""Every unit a finding may come in becomes the vocabulary's own; nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.knowledge.load import load
from surefoot.knowledge.rules import Compare, Constant, Name, parse_rule, parts_of
from surefoot.knowledge.units import convert, said, ucum, units_of, written
from surefoot.terms import SurefootError

KNOWLEDGE = load()


@pytest.mark.parametrize(
    ("code", "value", "unit", "kept"),
    [
        # Written in the reference.
        ("hba1c_pct", 53, "mmol/mol", 7.0),
        ("hba1c_fall_3mo", 22, "mmol/mol", 2.01),
        ("glucose_now_mgdl", 3.9, "mmol/L", 70.3),
        ("glucose_now_mgdl", 13.9, "mmol/L", 250.4),
        ("glucose_now_mgdl", 16.7, "mmol/L", 300.9),
        ("glucose_fasting_mgdl", 7.0, "mmol/L", 126.1),
        ("b12_pgml", 148, "pmol/L", 200.5),
        ("copper_ugdl", 11, "umol/L", 70.1),
        ("blood_lead_ugdl", 1.93, "umol/L", 40.0),
        ("triglycerides_mgdl", 1.7, "mmol/L", 150.6),
        ("vitamin_e_mgl", 11.6, "umol/L", 5.0),
        ("mma_nmoll", 0.4, "umol/L", 400.0),
        ("fr_cm", 6, "in", 15.24),
        ("foot_temp_excess_c", 4, "°F", 2.22),
        ("mip_cmh2o", -30, "negative number", 30.0),
        # Exact by definition.
        ("temp_c", 100.4, "°F", 38.0),
        ("temp_c", 98.6, "F", 37.0),
        ("weight_kg", 165, "lb", 74.84),
        ("height_cm", 70, "in", 177.8),
        ("fvc_ml", 3.5, "L", 3500.0),
        ("anc", 1000, "/uL", 1.0),
        ("alcohol_g_per_wk", 14, "UK units", 112.0),
        ("alcohol_g_per_wk", 2, "US drinks", 28.0),
        ("sbp_rest", 16, "kPa", 120.0),
        ("dbp_supine", 16, "kPa", 120.0),
        ("creatinine_umoll", 1.0, "mg/dL", 88.42),
        ("crp_mgl", 1.0, "mg/dL", 10.0),
        ("gait_usual_mps", 3.6, "km/h", 1.0),
        ("w6m_m", 1000, "ft", 304.8),
        ("potassium_mmoll", 4.0, "mEq/L", 4.0),
        ("hr_rest", 72, "bpm", 72),
        ("sbp_rest", 120, "mmHg", 120),
        ("temp_c", 38.0, "Cel", 38.0),
    ],
)
def test_a_conversion(code, value, unit, kept):
    assert convert(KNOWLEDGE, code, value, unit) == pytest.approx(kept, rel=3e-3)


def test_an_unknown_unit_names_the_known_ones():
    with pytest.raises(SurefootError) as error:
        convert(KNOWLEDGE, "hba1c_pct", 7, "mmol/L")
    assert error.value.says == "'mmol/L' is no unit of hba1c_pct."
    assert error.value.fix == "Known: %, mmol/mol."


def test_a_unit_for_a_finding_without_one_is_refused():
    with pytest.raises(SurefootError, match="has no unit"):
        convert(KNOWLEDGE, "chest_pain", 1, "kg")


def test_an_unknown_finding_names_the_nearest():
    with pytest.raises(SurefootError, match="Did you mean hba1c_pct"):
        convert(KNOWLEDGE, "hba1c_pc", 7, "%")


def test_force_needs_the_body_weight_and_is_not_guessed():
    with pytest.raises(SurefootError, match="Known: N/kg"):
        convert(KNOWLEDGE, "hhd_df_nkg", 12, "kgf")


def test_units_are_written_for_people_and_read_as_people_write_them():
    assert written(KNOWLEDGE, "mm[Hg]") == "mmHg"
    assert ucum(KNOWLEDGE, "mmHg") == "mm[Hg]"
    assert ucum(KNOWLEDGE, "furlong") == "furlong"
    assert units_of(KNOWLEDGE, "hba1c_pct") == ("%", "mmol/mol")


SPELLINGS = [
    (spelling, row.id)
    for row in KNOWLEDGE.unit_words.values()
    for spelling in (row.id, *row.spellings)
]


def test_no_spelling_means_two_units():
    assert len(dict(SPELLINGS)) == len(SPELLINGS)


PAIRS = [
    (row.id, code)
    for row in KNOWLEDGE.conversions.values()
    for code in row.codes
    if KNOWLEDGE.findings[code].unit in (row.unit_from, row.unit_to)
]


@given(st.sampled_from(PAIRS), st.floats(0.01, 1e4))
def test_there_and_back_again(pair, value):
    row = KNOWLEDGE.conversions[pair[0]]
    own = KNOWLEDGE.findings[pair[1]].unit
    other = row.unit_to if own == row.unit_from else row.unit_from
    kept = convert(KNOWLEDGE, pair[1], value, other)
    back = (
        kept * row.factor + row.offset if own == row.unit_from else (kept - row.offset) / row.factor
    )
    assert back == pytest.approx(value)


def test_every_stated_conversion_but_one_leads_to_a_unit_of_the_vocabulary():
    used = {row for row, _ in PAIRS}
    assert set(KNOWLEDGE.conversions) - used == {"hhd_df_nkg/kgf"}


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("hba1c_pct", 7.45695, "7.5 %"),
        ("hba1c_pct", 7.0, "7 %"),
        ("hba1c_pct", 7.25, "7.3 %"),  # half up, not half to even
        ("sbp_rest", 119.99, "120 mmHg"),
        ("tug_s", 12.345, "12.35 seconds"),
        ("gait_usual_mps", 0.8333333333, "0.83 m/s"),
        ("abi", 0.905, "0.91"),
        ("platelets", 120.0, "120 ×10⁹/L"),
        ("steps_per_day", 12500.0, "12500 steps a day"),
        ("tug_dual_cost_pct", -12.25, "-12.3 %"),
    ],
)
def test_a_number_is_said_as_finely_as_its_unit_is_measured(code, value, words):
    assert said(KNOWLEDGE, KNOWLEDGE.findings[code], value) == words


def test_a_limit_of_a_rule_is_never_rounded_away():
    limits = {
        (KNOWLEDGE.findings[name.code].unit, constant.value)
        for finding in KNOWLEDGE.findings.values()
        for name, constant in compared(finding)
        if KNOWLEDGE.findings[name.code].value_type == "number"
    }
    assert len(limits) > 100
    for unit, limit in limits:
        decimals = KNOWLEDGE.unit_words[unit].decimals
        assert round(limit, decimals) == limit, (unit, limit)


def compared(finding):
    """The findings that a rule compares with a number, and that number."""
    if not finding.is_derived:
        return
    waiting = [parse_rule(finding.id, finding.rule, KNOWLEDGE.findings)]
    while waiting:
        node = waiting.pop()
        waiting += parts_of(node)
        match node:
            case Compare(_, Name() as name, Constant() as limit):
                yield name, limit
