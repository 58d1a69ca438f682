"""Two releases side by side: what came, what went, what changed."""

import shutil

import pytest

from surefoot.knowledge.compare import Field, compare
from surefoot.knowledge.load import FOLDER

OLD = """
[[wordings]]
id = "stays"
says = "the same"
[[wordings]]
id = "goes"
says = "gone"
[[wordings]]
id = "changes"
says = "before"
sources = ["a", "b"]
"""
NEW = """
[[wordings]]
id = "changes"
says = "after"
sources = ["a"]
grade = "A"
[[wordings]]
id = "stays"
says = "the same"
[[wordings]]
id = "comes"
says = "new"
"""


@pytest.fixture
def difference(tmp_path):
    for name, text in (("2026.1", OLD), ("2026.2", NEW)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "wordings.toml").write_text(text)
        (tmp_path / name / "release.toml").write_text(f'version = "{name}"\n')
    return compare(tmp_path / "2026.1", tmp_path / "2026.2")


def test_the_releases_are_named(difference):
    assert (difference.before, difference.after) == ("2026.1", "2026.2")


def test_rows_that_came_and_went(difference):
    assert (difference.added, difference.removed) == (("wordings/comes",), ("wordings/goes",))


def test_a_changed_row_names_each_field_before_and_after(difference):
    (row,) = difference.changed
    assert (row.table, row.id) == ("wordings", "changes")
    assert row.fields == (
        Field(name="says", before="before", after="after"),
        Field(name="sources", before="a, b", after="a"),
        Field(name="grade", before=None, after="A"),
    )


def test_the_order_of_rows_is_no_difference(tmp_path, difference):
    assert not any(row.id == "stays" for row in difference.changed)


def test_a_release_does_not_differ_from_its_copy(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "copy", ignore=shutil.ignore_patterns("*.py"))
    same = compare(FOLDER, tmp_path / "copy")
    assert (same.added, same.removed, same.changed) == ((), (), ())
