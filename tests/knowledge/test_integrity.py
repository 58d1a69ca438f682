"""The check finds every kind of fault, all at once, and the release has none."""

import shutil
from functools import cache

import pytest

from surefoot.knowledge import integrity
from surefoot.knowledge.load import FOLDER

BROKEN_WORDINGS = """
[[wordings]]
id = "fault/no_words"
says = ""
grade = "unreviewed"
sources = ["gk"]
valid_from = 2026-01-01

[[wordings]]
id = "fault/unknown_key"
says = "words"
grade = "unreviewed"
sources = ["gk"]
valid_from = 2026-01-01
colour = "blue"

[[wordings]]
id = "fault/no_source"
says = "words"
grade = "unreviewed"
sources = []
valid_from = 2026-01-01

[[wordings]]
id = "fault/lost_source"
says = "words"
grade = "unreviewed"
sources = ["Nobody1999"]
valid_from = 2026-01-01

[[wordings]]
id = "fault/rounded_up"
says = "words"
grade = "A"
sources = ["gk"]
valid_from = 2026-01-01

[[wordings]]
id = "fault/ends_early"
says = "words"
grade = "unreviewed"
sources = ["gk"]
valid_from = 2026-01-01
valid_to = 2025-01-01

[[wordings]]
id = "fault/successor"
says = "words"
grade = "unreviewed"
sources = ["gk"]
valid_from = 2026-06-01
replaces = "fault/rounded_up"

[[wordings]]
id = "fault/lost_ancestor"
says = "words"
grade = "unreviewed"
sources = ["gk"]
valid_from = 2026-06-01
replaces = "fault/nobody"

[[wordings]]
id = "fault/circle_a"
says = "words"
grade = "unreviewed"
sources = ["gk"]
valid_from = 2026-01-01
replaces = "fault/circle_b"

[[wordings]]
id = "fault/circle_b"
says = "words"
grade = "unreviewed"
sources = ["gk"]
valid_from = 2026-01-01
replaces = "fault/circle_a"

[[wordings]]
id = "fault/twice"
says = "words"
grade = "unreviewed"
sources = ["gk"]
valid_from = 2026-01-01

[[wordings]]
id = "fault/twice"
says = "words"
grade = "unreviewed"
sources = ["gk"]
valid_from = 2026-01-01
"""
EXPECTED = {
    "fault/no_words": "says: String should have at least 3 characters",
    "fault/unknown_key": "colour: Extra inputs are not permitted",
    "fault/no_source": "sources: Value should have at least 1 item",
    "fault/lost_source": "sources names Nobody1999, which is not in sources.",
    "fault/rounded_up": "is graded A but rests on gk; grade it unreviewed.",
    "fault/ends_early": "ends before it begins.",
    "fault/successor": "replaces fault/rounded_up, which has not ended by 2026-06-01.",
    "fault/lost_ancestor": "replaces names fault/nobody, which is not in wordings.",
    "fault/circle_a": "replaces itself in the end.",
    "fault/twice": "stands twice; keep one.",
    "age_a": "min 120.0 is above max 0.0.",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The release with one fault of each kind in it."""
    folder = tmp_path_factory.mktemp("broken") / "knowledge"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with (folder / "wordings.toml").open("a", encoding="utf-8") as file:
        file.write(BROKEN_WORDINGS)
    findings = folder / "findings.csv"
    text = findings.read_text(encoding="utf-8")
    assert text.count(",a,0.0,120.0,") or text.count(",a,0,120,")
    text = text.replace(",a,0,120,", ",a,120,0,", 1).replace(",a,0.0,120.0,", ",a,120,0,", 1)
    findings.write_text(text, encoding="utf-8")
    (folder / "education.toml").write_text("[[topics]\n", encoding="utf-8")
    (folder / "sources" / "extra.toml").write_text(
        '[[sources]]\nid = "Unread2026"\nreference = "Nobody cites this."\n', encoding="utf-8"
    )
    return integrity.check(folder)


@cache
def release():
    return integrity.check(FOLDER)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_kind_of_fault_is_named(found, name):
    said = [fault.says for fault in found.faults if fault.id == name]
    assert any(says.startswith(EXPECTED[name]) for says in said), said


def test_a_file_that_cannot_be_read_is_a_fault_and_hides_no_other(found):
    said = [fault.says for fault in found.faults if fault.file == "education.toml"]
    assert [says.startswith("cannot be read: ") for says in said] == [True]


def test_a_source_nobody_cites_is_told(found):
    assert "Unread2026" in found.unused_sources


def test_the_release_is_whole():
    assert release().faults == ()


def test_reviewed_and_unreviewed_add_up():
    assert all(c.reviewed + c.unreviewed == c.statements <= c.rows for c in release().counts)


def test_no_table_is_empty():
    assert [count.table for count in release().counts if count.rows == 0] == []
