"""The pages for people: each command is run as it is written, and answers as the page shows."""

import contextlib
import io
import re
import shlex
import shutil

import pytest

from house.tree import ROOT
from surefoot.command import care, case, demo
from surefoot.command.line import line_of
from surefoot.command.main import main

PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs" / "tutorials").glob("*.md")),
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
    *sorted((ROOT / "docs" / "explanation").glob("*.md")),
]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
VERBS = re.findall(r"^  \./sf (\w+)", (ROOT / "sf").read_text(encoding="utf-8"), re.MULTILINE)
# These take minutes, or stand for a whole run of the house; that the verb exists is enough here.
LONG = {"demo", "serve", "test", "check", "bench", "docs", "lock"}
SLOW = {"--explain"}  # solves many plans; tests/command/test_care_verbs.py runs it


@pytest.fixture(scope="module", autouse=True)
def planned_once():
    """Several commands about the same person on the same day solve her plan once."""
    known = {}

    def of(file, folder, today, seed, read=line_of):
        told = (file.read_bytes() if file.is_file() else file, folder, today, seed)
        return known.get(told) or known.setdefault(told, read(file, folder, today, seed))

    with pytest.MonkeyPatch.context() as patch:
        for verbs in (care, case, demo):
            patch.setattr(verbs, "line_of", of)
        yield


class Reader:
    """Somebody who does what a page says, in a folder and a home of their own."""

    def __init__(self, folder):
        """Begin with the case file that most pages speak of."""
        self.folder = folder
        self.said = ""
        self.ran = 0
        self.run("./sf run case new mine.json --today 2026-11-02")

    def follow(self, page):
        """Write each file, run each command, and look for what the page shows."""
        for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")):
            if kind == "sh":
                self.said = ""
                for line in text.splitlines():
                    self.run(line)
            elif kind == "toml" and text.startswith("# "):
                self.write(text)
            elif kind == "" and self.said and page.parent.name == "tutorials":
                assert "\n".join(map(str.strip, text.splitlines())) in self.said

    def write(self, text):
        """`# anna.toml` begins a file, `# anna.toml, below` goes on with it."""
        name, _, below = text.splitlines()[0].removeprefix("# ").partition(", ")
        if not name.endswith(".toml"):
            return
        with (self.folder / name).open("a" if below else "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, line):
        """One line of a block; what follows `#` is said to the reader."""
        command, _, comment = line.partition("  #")
        words = shlex.split(command.replace("~", "home"))
        if not words or words[0] == "#":
            return
        if words[:2] == ["cp", "-r"]:
            shutil.copytree(ROOT / words[2], self.folder / words[3])
            return
        assert words[0] == "./sf", f"nobody has tried {line!r}"
        assert words[1] in VERBS, f"there is no verb {words[1]!r}"
        if words[1] in LONG or SLOW & set(words):
            return
        into = words.pop() if ">" in words else None
        words = [word for word in words[2:] if word != ">"]
        if words[:2] == ["case", "new"]:
            (self.folder / words[2]).unlink(missing_ok=True)
        status, said = answered(words)
        assert status == (2 if "refused" in comment else 0), f"{line}\n{said}"
        if into:
            (self.folder / into).write_text(said, encoding="utf-8")
        self.said += "\n".join(map(str.strip, said.splitlines())) + "\n"
        self.ran += 1


def answered(words):
    """The exit status, and all that was said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            status = main(words)
        except SystemExit as end:
            status = end.code
    return status or 0, said.getvalue()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_page_can_be_followed_as_it_is_written(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    Reader(tmp_path).follow(page)


def test_the_pages_are_really_followed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reader = Reader(tmp_path)
    reader.follow(ROOT / "docs" / "how-to" / "sign-off.md")
    assert reader.ran >= 5
    assert (tmp_path / "clinic.jsonl").read_text(encoding="utf-8").count("A. Okafor, PT") == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("surefoot plan mine.json", "nobody has tried"),
        ("./sf dance", "no verb 'dance'"),
        ("./sf run case check nobody.json", "nobody.json"),
        ("./sf run plan mine.json --minutes 5", "--minutes"),
    ],
)
def test_a_line_that_does_not_work_is_named(line, why, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError, match=why):
        Reader(tmp_path).run(line)


def test_an_answer_that_the_page_does_not_show_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "tutorials" / "page.md"
    page.parent.mkdir()
    page.write_text(
        "```sh\n./sf run case check mine.json\n```\n\n```\nAll is well.\n```\n", "utf-8"
    )
    with pytest.raises(AssertionError, match="All is well"):
        Reader(tmp_path).follow(page)
