"""Generated pages: written once they are the same again, and a change of any is seen."""

import re

import pytest

from surefoot.command import arguments, reference
from surefoot.command.main import main
from surefoot.command.manual import stories
from surefoot.command.manual.markdown import cell, line, table
from surefoot.knowledge.load import load
from surefoot.knowledge.schema.whole import TABLES


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("clone") / "docs"
    made.mkdir()
    reference.write(made, load())
    return made


def test_every_table_has_a_page_with_every_row(folder):
    knowledge = load()
    for each in TABLES:
        text = (folder / "reference" / "knowledge" / f"{each.field}.md").read_text(encoding="utf-8")
        rows = re.findall(r"^- \*\*`(.+?)`\*\*", text, re.MULTILINE)
        assert rows == list(getattr(knowledge, each.field)), each.field


@pytest.mark.parametrize(
    ("page", "tables"),
    [
        (
            "safety.md",
            ("red_flags", "conditions", "safety_limits", "must_haves", "caps", "tags"),
        ),
        ("techniques.md", ("techniques", "exercises")),
        ("instruments.md", ("instruments",)),
        ("case-file.md", ("gates", "sites")),
    ],
)
def test_a_page_by_subject_leaves_out_no_row_of_its_tables(folder, page, tables):
    """A therapist looks up a subject, not a table."""
    told = (folder / "reference" / page).read_text(encoding="utf-8")
    named = {"caps": "stratum", "conditions": "code", "techniques": "technique"}
    names = [
        str(getattr(row, named.get(table, "id")))
        for table in tables
        for row in getattr(load(), table).values()
    ]
    assert [name for name in names if name not in told] == []


def test_every_verb_stands_on_the_page_of_commands(folder):
    text = (folder / "reference" / "commands.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[:-2] == list(arguments.described(arguments.build()))


def test_what_was_written_is_not_stale(folder):
    assert reference.stale(folder, load()) == ()


def test_a_changed_a_missing_and_an_old_page_are_named(folder, tmp_path, capsys):
    changed = folder / "reference" / "commands.md"
    gone = folder / "reference" / "techniques.md"
    old = folder / "reference" / "knowledge" / "forgotten.md"
    changed.write_text("by hand", encoding="utf-8")
    gone.unlink()
    old.write_text("no table any more", encoding="utf-8")
    assert main(["docs", "--check", "--folder", str(folder)]) == 2
    said = capsys.readouterr().out
    assert "reference/commands.md: stale" in said
    assert "reference/techniques.md: missing" in said
    assert "reference/knowledge/forgotten.md: no longer generated" in said
    assert main(["docs", "--folder", str(folder)]) == 0
    assert not old.exists()
    assert main(["docs", "--check", "--folder", str(folder)]) == 0


@pytest.mark.parametrize(
    ("words", "written"),
    [("a | b", "a \\| b"), ("two\nlines", "two lines"), ("", "")],
)
def test_a_cell_stays_a_cell(words, written):
    assert cell(words) == written


def test_words_of_the_knowledge_are_never_markup():
    assert line("a*b_c <i> [x](y) `z`") == "a\\*b\\_c \\<i> \\[x](y) \\`z\\`"


def test_a_table_has_one_line_a_row():
    assert table(("A", "B"), [("1", "2")]) == "| A | B |\n| --- | --- |\n| 1 | 2 |\n"


def test_every_story_is_told_in_the_manual(folder):
    text = (folder / "reference" / "stories.md").read_text(encoding="utf-8")
    files = [file for file in stories.FOLDER.glob("*.toml") if file.name != "blocks.toml"]
    assert text.count("\n## ") == len(files) > 0
