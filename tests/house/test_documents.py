"""The documents: links lead somewhere, decisions are indexed, the README keeps its promises."""

import re

import pytest

from house.tree import ROOT, tracked

PAGES = [p.relative_to(ROOT).as_posix() for p in tracked() if p.suffix == ".md"]
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#[^)]*)?\)")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file(name):
    path = ROOT / name
    links = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if link]
    assert [link for link in links if not (path.parent / link).exists()] == []


PATH = re.compile(r"`((?:[\w-]+/)+(?:[\w-]+\.\w+)?|[\w-]+\.(?:py|toml|csv))`")
FOLDERS = (ROOT, ROOT / "src" / "surefoot", ROOT / "src" / "surefoot" / "knowledge")
# Decisions tell of what was, reference pages are made, and a tutorial names what its reader writes.
OTHERS = ("docs/decisions/", "docs/reference/", "docs/tutorials/")
BY_HAND = [name for name in PAGES if not name.startswith(OTHERS)]


@pytest.mark.parametrize("name", BY_HAND)
def test_every_file_that_a_page_names_is_there(name):
    named = PATH.findall((ROOT / name).read_text(encoding="utf-8"))
    folders = (*FOLDERS, (ROOT / name).parent)
    assert [p for p in named if not any((folder / p).exists() for folder in folders)] == []


def test_every_decision_stands_in_the_index():
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    pages = sorted(p.name for p in folder.glob("*.md") if p.name != "README.md")
    assert [name for name in pages if f"({name})" not in index] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda p: p.stem
)
def test_a_decision_has_its_three_parts(path):
    if path.name not in ("README.md", "dependencies.md"):
        headings = re.findall(r"^## (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings[:3] == ["Context", "Decision", "Consequences"]


def test_the_readme_names_the_two_commands():
    assert re.findall(r"^\./sf (?:demo|test)$", README, re.MULTILINE) == ["./sf demo", "./sf test"]


def test_the_sample_of_the_readme_is_between_its_marks():
    assert README.count("<!-- sample -->") == README.count("<!-- /sample -->") == 1


@pytest.mark.parametrize("folder", ["tutorials", "how-to", "reference", "explanation", "decisions"])
def test_each_kind_of_page_has_an_index(folder):
    assert (ROOT / "docs" / folder / "README.md").is_file()
