"""The compiled copy of the knowledge: never stale, never trusted when damaged, never needed."""

import shutil

import pytest

from surefoot.knowledge import load
from surefoot.knowledge.load import COPIES_KEPT, FOLDER, fingerprint


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    load.load.cache_clear()
    yield tmp_path / "cache" / "surefoot"
    load.load.cache_clear()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "knowledge"
    shutil.copytree(FOLDER, made, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return made


def copies(cache):
    return sorted(cache.glob("*.json"))


def again(folder):
    load.load.cache_clear()
    return load.load(folder)


def test_the_copy_says_what_the_files_say(cache, folder):
    first = load.load(folder)
    assert len(copies(cache)) == 1
    assert again(folder) == first == load.read(folder)


def test_any_changed_byte_makes_another_copy(cache, folder):
    before = fingerprint(folder)
    for path in ("findings.csv", "release.toml", "sources/own.toml"):
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write("\n")
        after = fingerprint(folder)
        assert after != before
        before = after


def test_a_changed_statement_is_seen_at_once(cache, folder):
    load.load(folder)
    path = folder / "wordings.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('says = "', 'says = "New: ', 1))
    assert sum(row.says.startswith("New: ") for row in again(folder).wordings.values()) == 1


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """A folder of knowledge that was loaded once, what was in it, and the copy that was kept."""
    folder, home = tmp_path_factory.mktemp("whole") / "knowledge", tmp_path_factory.mktemp("home")
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(home))
        first = again(folder)
    (copy,) = copies(home / "surefoot")
    return folder, first, copy


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00" * 40, None])
def test_a_damaged_copy_is_rebuilt(cache, compiled, damage):
    folder, first, whole = compiled
    cache.mkdir(parents=True)
    copy = cache / whole.name
    copy.write_bytes(whole.read_bytes()[:-100] if damage is None else damage)
    assert again(folder) == first
    assert copy.stat().st_size > 1000


def test_a_place_that_cannot_be_written_is_no_reason_to_fail(tmp_path, folder, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert again(folder).version == load.version_of(folder)
    load.load.cache_clear()


def test_only_a_few_copies_are_kept(cache, folder):
    cache.mkdir(parents=True)
    for number in range(COPIES_KEPT + 3):
        (cache / f"knowledge-{number}.json").write_text("old")
    load.load(folder)
    assert len(copies(cache)) == COPIES_KEPT
    assert (cache / f"knowledge-{fingerprint(folder)}.json").is_file()
