"""What speaks for and against each pattern: every row of the reference, none dropped or bent."""

import tomllib
from collections import Counter
from math import inf
from pathlib import Path

import pytest

from surefoot.knowledge import load as loading
from surefoot.knowledge.load import load
from surefoot.knowledge.schema.patterns import COLUMNS
from surefoot.terms import Grade

KNOWLEDGE = load()
FINDINGS = KNOWLEDGE.pattern_findings
TESTS = KNOWLEDGE.bedside_tests


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("patterns", 12),  # causes 1.1
        ("bedside_tests", 41),  # causes 1.2: 38 rows, two of them with two and three tests
        ("criteria", 19),  # causes 1.3: 16 rows, two of them with two and three sets
        ("pattern_findings", 57),  # causes 1.4
        ("overlap_groups", 10),  # causes 1.4, and the pain descriptors of 1.2
        ("nerves", 13),  # causes 1.5: 12 rows, one of them with two nerves
        ("pattern_pairs", 11),  # causes 1.6
        ("extent_grades", 5),  # causes 2.4
        ("small_fibre_grades", 4),
        ("gaps", 12),  # causes 7
    ],
)
def test_no_row_is_dropped(table, rows):
    assert len(getattr(KNOWLEDGE, table)) == rows


def test_every_reference_of_causes_has_a_key():
    path = Path(loading.FOLDER) / "sources" / "causes.toml"
    keys = [row["id"] for row in tomllib.loads(path.read_text(encoding="utf-8"))["sources"]]
    # 109 rows, many with several codes; one more of them, BMJBP-CIDP, is cited nowhere.
    assert len(keys) == len(set(keys)) == 176
    assert {"Callaghan2020", "Gibbons2015", "BMJBP-MNM", "POEMS30", "Zis2018"} <= set(keys)


def test_the_eleven_conventions_of_section_0_are_there():
    section_0 = {
        "source", "evidence", "urgency", "reversibility", "likelihood-ratio", "ordinal-weight",
        "dependence-rule", "published-figure-replaces-weight", "bands", "missing-data",
        "output-form",
    }  # fmt: skip
    assert {f"convention/{name}" for name in section_0} <= KNOWLEDGE.conventions.keys()


def test_the_sum_of_each_column_of_weights():
    sums = {column: sum(row.weights[column] for row in FINDINGS.values()) for column in COLUMNS}
    assert sums == {
        "DSP": -52, "SFN": -42, "ATX": -27, "MOT": -18, "AUT": 7, "PRX": -23,
        "PRN": -18, "FOC": -24, "MPX": -9, "CRN": -38, "MIM": 37,
    }  # fmt: skip


ROW_SUMS = """f01:-3 f02:7 f03:5 f04:-5 f05:-2 f06:-5 f07:4 f08:-6 f09:-6 f10:-8 f11:-3 f12:6 f13:-5
f14:0 f15:-8 f16:-1 f17:-7 f18:-8 f19:2 f20:-4 f21:-4 f22:-11 f23:-8 f24:-8 f25:-10 f26:-7 f27:-1
f28:-2 f29:-7 f30:-3 f31:-3 f32:-14 f33:2 f34:0 f35:-1 f36:0 f37:-16 f38:3 f39:2 f40:5 f41:6 f42:3
f43:-13 f44:1 f45:0 f46:-9 f47:-12 f48:0 f49:-12 f50:-14 f51:-3
a06:-2 a14:-9 a16:-5 a28:-5 a33:-1 a38:-2"""


def test_the_sum_of_each_row_of_weights():
    expected = dict(pair.split(":") for pair in ROW_SUMS.split())
    assert {key: str(sum(row.weights.values())) for key, row in FINDINGS.items()} == expected


GROUPS = {
    "T": "f01 f02 f03 f04 f05",
    "D": "f06 f07 f08 f09 f10 f12 f13 f20 a06",
    "S": "f14 f15 f18 a14",
    "L": "f16 f17 f28 a16 a28",
    "W": "f21 f22 f23 f24 f25 f26 f49 f50",
    "R": "f29 f30 f31 f32",
    "A": "f33 f34 f35 f36 f38 f39 a33 a38",
    "V": "f46 f47",
    "M": "f48",
}
SINGLE = "f11 f19 f27 f37 f40 f41 f42 f43 f44 f45 f51"


def test_findings_that_say_the_same_thing_stand_in_one_group():
    expected = {each: group for group, ids in GROUPS.items() for each in ids.split()}
    expected |= {each: each for each in SINGLE.split()}
    assert {key: row.group for key, row in FINDINGS.items()} == expected


def test_no_weight_of_a_finding_is_called_reviewed():
    assert {row.grade for row in FINDINGS.values()} == {Grade.UNREVIEWED}


COLUMN_OF_GROUP = {"L": ("DSP",), "S": ("SFN",), "A": ("AUT",), "M": ("FOC",), "P": ()}


@pytest.mark.parametrize("test", TESTS.values(), ids=TESTS.keys())
def test_a_figure_counts_only_in_the_column_its_group_was_studied_for(test):
    allowed = COLUMN_OF_GROUP.get(test.group, ())
    if test.id == "t_de_tts":
        # "Healthy controls only: shrink to +2": an ordinal weight for a single nerve.
        assert (test.columns, test.positive_weight, test.positive_lr) == (("FOC",), 2, None)
    else:
        assert set(test.columns) <= set(allowed)
    if not test.columns:
        assert test.why_not


@pytest.mark.parametrize("test", TESTS.values(), ids=TESTS.keys())
def test_of_a_range_the_end_nearest_to_no_weight_counts(test):
    nearest = []
    for used, ends in (
        (test.positive_lr, test.positive_range),
        (test.negative_lr, test.negative_range),
    ):
        if ends and "(" not in test.positive_text:
            nearest.append((used, min(ends, key=lambda end: abs(end - 1))))
    assert all(used == end for used, end in nearest)


def numbers(cell):
    try:
        return float(cell)
    except ValueError:
        return None


CALCULATED = [
    test
    for test in TESTS.values()
    if test.calculated and numbers(test.sensitivity) and numbers(test.specificity)
]


@pytest.mark.parametrize("test", CALCULATED, ids=[test.id for test in CALCULATED])
def test_a_calculated_ratio_follows_from_sensitivity_and_specificity(test):
    sensitivity, specificity = float(test.sensitivity), float(test.specificity)
    ratio = sensitivity / (1 - specificity) if specificity < 1 else inf
    used = {"t_dn4", "t_lanss"}  # shrunk, or without a figure
    if test.id not in used:
        tolerance = 0.4 if test.id == "t_nis" else 0.06  # NIS: see its caveat
        assert test.positive_lr == pytest.approx(ratio, rel=tolerance)
        assert test.negative_lr == pytest.approx((1 - sensitivity) / specificity, rel=0.06)


PROFILES = {
    "diabetes": """t_vib_onoff t_vib_timed t_mono10 t_pin t_vib_range t_sympt_ISD t_mnsi_ex25
        t_mnsi_exB2 t_mnsi_qA3 t_mnsi_T1D t_mnsi_asym t_tcss_asym t_tcss_morph t_nsc t_nis t_compass
        """,
    "mixed": "t_aj_any t_aj_abs t_temp_grad t_vib_mixed t_combo",
}


def test_each_figure_belongs_to_the_people_it_was_found_in():
    found = {key: test.profile for key, test in TESTS.items()}
    expected = dict.fromkeys(TESTS, "both")
    for profile, ids in PROFILES.items():
        expected |= dict.fromkeys(ids.split(), profile)
    assert found == expected


def test_a_test_that_counts_says_what_a_result_means():
    for test in TESTS.values():
        if test.columns and test.positive_when:
            assert test.says_positive
        if test.negative_when and test.negative_lr is not None:
            assert test.says_negative
        if test.columns and not test.positive_when:
            assert test.why_not  # a score without a published cut


def test_what_a_figure_replaces_is_a_finding_with_weight_in_that_column():
    for test in TESTS.values():
        for finding in (*test.replaces_if_positive, *test.replaces_if_negative):
            assert all(FINDINGS[finding].weights[column] for column in test.columns)


def test_every_finding_and_every_test_with_weight_can_be_asked_for():
    asked = Counter(
        each
        for question in KNOWLEDGE.pattern_questions.values()
        for each in (*question.yes, *question.no)
    )
    counting = {key for key, test in TESTS.items() if test.columns and test.positive_when}
    assert (set(FINDINGS) | counting) - set(asked) == {"t_aj_any"}  # asked with t_aj_abs
    assert set(asked) <= set(FINDINGS) | set(TESTS)


def test_muscles_of_nerves_are_findings():
    for nerve in KNOWLEDGE.nerves.values():
        assert set(nerve.muscles) <= KNOWLEDGE.findings.keys()


def test_patterns_name_what_they_go_by():
    by_criteria = [key for key, row in KNOWLEDGE.patterns.items() if row.criteria]
    assert by_criteria == ["TRU"]
    assert set(KNOWLEDGE.patterns) == {*COLUMNS, "TRU"}
    assert all(row.needs for row in KNOWLEDGE.patterns.values())
    surfaced = {key for key, row in KNOWLEDGE.patterns.items() if row.surfaced}
    assert surfaced == {"PRN", "MPX", "ATX", "MIM"}
    assert all(KNOWLEDGE.patterns[key].red_flags for key in surfaced)


def test_priors_are_the_published_defaults():
    assert KNOWLEDGE.conventions["convention/priors"].numbers == {
        "DSP": 0.55, "SFN": 0.15, "ATX": 0.05, "MOT": 0.03, "PRN": 0.02, "AUT": 0.15,
        "PRX": 0.03, "FOC": 0.25, "MPX": 0.02, "CRN": 0.03, "MIM": 0.10,
    }  # fmt: skip


def test_weights_stand_for_the_ratios_of_the_convention():
    assert KNOWLEDGE.conventions["convention/ordinal-weight"].numbers == {
        "3": 8, "2": 3, "1": 1.6, "0": 1, "-1": 0.63, "-2": 0.33, "-3": 0.125,
    }  # fmt: skip
