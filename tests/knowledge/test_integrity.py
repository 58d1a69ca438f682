"""The check finds every kind of fault, all at once, and the release has none.

Every fault is planted into one copy of the release, so that none may hide another.
"""

import inspect
import shutil
from collections.abc import Iterator
from functools import cache

import pytest

from surefoot.knowledge import integrity
from surefoot.knowledge.load import FOLDER
from surefoot.knowledge.schema.whole import TABLES

ROW = """
[[wordings]]
id = "fault/{name}"
says = "words"
grade = "unreviewed"
sources = ["gk"]
valid_from = 2026-01-01
"""


def row(name: str, *, before: str = "", after: str = "", more: str = "") -> str:
    """A wording with one value changed, or with more in it."""
    text = ROW.format(name=name)
    assert text.count(before)
    return (text.replace(before, after) if before else text) + more


BROKEN_WORDINGS = "".join(
    [
        row("no_words", before='"words"', after='""'),
        row("unknown_key", more='colour = "blue"\n'),
        row("no_source", before='["gk"]', after="[]"),
        row("lost_source", before='["gk"]', after='["Nobody1999"]'),
        row("no_grade", before='"unreviewed"', after='"splendid"'),
        row("no_day", before="2026-01-01", after='"some day"'),
        row("rounded_up", before='"unreviewed"', after='"A"'),
        row("ends_early", more="valid_to = 2025-01-01\n"),
        row("successor", before="2026-01-01", after="2026-06-01")
        + 'replaces = "fault/rounded_up"\n',
        row("lost_ancestor", more='replaces = "fault/nobody"\n'),
        row("circle_a", more='replaces = "fault/circle_b"\n'),
        row("circle_b", more='replaces = "fault/circle_a"\n'),
        row("twice"),
        row("twice"),
    ]
)

REPLACED = {
    "findings.csv": [
        (",a,0,120,", ",a,120,0,"),
        ("vital,number,cm,50,230,", "vital,number,cubit,50,230,"),
    ],
    "units.csv": [(",%,mmol/mol,10.929,-23.497,", ",%,furlong,10.929,-23.497,")],
    "criteria.toml": [('\nwhen = "dspn_possible"', '\nwhen = "dspn_possible or moonlight"')],
    "causes.toml": [('\nask_for = ["', '\nask_for = ["moonlight", "')],
    "nerves.toml": [('\nfinding = "nerve_median_cts"', '\nfinding = "moonlight"')],
    "value_words.csv": [("type2,type 2\n", "")],
    "red_flags.toml": [("\nasked_first = true", '\nasked_first = "now and then"')],
}
"""File -> what is written instead of what, once each."""

RULES = {
    "rule_names_nothing": "any_of(chest_pain, moonlight)",
    "rule_not_ended": "chest_pain and",
    "rule_gives_a_number": "age_a + 1",
    "rule_has_sides": "foot_ulcer_open",
    "rule_calls": "open(chest_pain)",
    "rule_beyond_range": "age_a > 500",
    "rule_on_itself": "rule_on_another",
    "rule_on_another": "rule_on_itself",
}
"""Derived yes-or-no findings that are added, each with a fault in its rule."""

EXPECTED = {
    "fault/no_words": "says: String should have at least 3 characters",
    "fault/unknown_key": "colour: Extra inputs are not permitted",
    "fault/no_source": "sources: Value should have at least 1 item",
    "fault/lost_source": "sources names Nobody1999, which is not in sources.",
    "fault/no_grade": "grade: Input should be ",
    "fault/no_day": "valid_from: Input should be a valid date",
    "fault/rounded_up": "is graded A but rests on gk; grade it unreviewed.",
    "fault/ends_early": "ends before it begins.",
    "fault/successor": "replaces fault/rounded_up, which has not ended by 2026-06-01.",
    "fault/lost_ancestor": "replaces names fault/nobody, which is not in wordings.",
    "fault/circle_a": "replaces itself in the end.",
    "fault/twice": "stands twice; keep one.",
    "age_a": "min 120.0 is above max 0.0.",
    "height_cm": "the unit cubit is not known.",
    "diabetes_type": "type2 has no words in value_words.",
    "hba1c_pct/%": "the unit furlong is not known.",
    "c_dspn_possible": "when, column 18: moonlight is no finding.",
    "dm1": "ask_for names moonlight, which is not in findings.",
    "n_median_cts": "finding names moonlight, which is not in findings.",
    "rf_asc": "asked_first: Input should be a valid boolean",
    "rule_names_nothing": "rule, column 20: moonlight is no finding.",
    "rule_not_ended": "rule, column 1: cannot be read: invalid syntax.",
    "rule_gives_a_number": "rule, column 1: gives a number, not three_valued.",
    "rule_has_sides": "rule, column 1: gives left_right where none is said.",
    "rule_calls": "rule, column 1: open is no word of the rule language.",
    "rule_beyond_range": "rule, column 1: 500 lies outside age_a",
    "rule_on_itself": "rule, column 1: rests on itself: rule_on_itself -> rule_on_another ->",
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """A copy of the release with one fault of each kind in it."""
    folder = tmp_path_factory.mktemp("broken") / "knowledge"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for name, pairs in REPLACED.items():
        text = (folder / name).read_text(encoding="utf-8")
        for before, after in pairs:
            assert before in text, before
            text = text.replace(before, after, 1)
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / "wordings.toml").open("a", encoding="utf-8") as file:
        file.write(BROKEN_WORDINGS)
    (folder / "findings_broken.csv").write_text(
        "id,says,kind,value_type,who,rule,grade,sources,valid_from\n"
        + "".join(
            f'{code},a fault,derived,three_valued,derived,"{rule}",unreviewed,gk,2026-01-01\n'
            for code, rule in RULES.items()
        ),
        encoding="utf-8",
    )
    (folder / "education.toml").write_text("[[topics]\n", encoding="utf-8")
    (folder / "gaps.toml").unlink()
    (folder / "sources" / "extra.toml").write_text(
        '[[sources]]\nid = "Unread2026"\nreference = "Nobody cites this."\n', encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def found(broken):
    return integrity.check(broken)


@pytest.fixture(scope="module")
def rows(broken):
    """The rows of the broken copy, as far as they can be read."""
    return {table.field: dict(integrity._read(table, broken, [])) for table in TABLES}


@cache
def release():
    return integrity.check(FOLDER)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_kind_of_fault_is_named(found, name):
    said = [fault.says for fault in found.faults if fault.id == name]
    assert any(says.startswith(EXPECTED[name]) for says in said), said


CHECKS = [
    name
    for name, check in inspect.getmembers(integrity, inspect.isfunction)
    if check.__annotations__.get("return") == Iterator[integrity.Fault]
    and list(check.__annotations__) == ["rows", "return"]
]


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_of_the_rows_finds_a_fault_that_was_planted(rows, name):
    faults = list(getattr(integrity, name)(rows))
    assert {fault.id for fault in faults} & set(EXPECTED)


def test_the_checks_of_the_rows_are_all_here():
    assert CHECKS == ["_dates", "_grades", "_ranges", "_rules", "_units", "_words"]


def test_a_file_that_cannot_be_read_is_a_fault_and_hides_no_other(found):
    said = [fault.says for fault in found.faults if fault.file == "education.toml"]
    assert [says.startswith("cannot be read: ") for says in said] == [True]


def test_a_file_that_is_missing_is_a_fault(found):
    assert [f.says for f in found.faults if f.table == "gaps"] == ["there is no file gaps.toml."]


def test_a_source_nobody_cites_is_told_and_breaks_nothing(found):
    assert found.unused_sources == ("Unread2026",)


def test_the_release_is_whole():
    assert release().faults == ()
    assert release().unused_sources == ()


def test_reviewed_and_unreviewed_add_up():
    assert all(c.reviewed + c.unreviewed == c.statements <= c.rows for c in release().counts)


def test_no_table_is_empty():
    assert [count.table for count in release().counts if count.rows == 0] == []
