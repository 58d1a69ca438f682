"""The package: whatever the program reads beside its modules is packed with it."""

import tomllib
from pathlib import PurePath

from house.tree import ROOT, tracked

PACKAGE = ROOT / "src" / "surefoot"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKED = SETTINGS["tool"]["setuptools"]["package-data"]["surefoot"]
ONLY_FOR_READERS = {".md"}


def test_every_file_that_is_no_module_is_packed():
    beside = [
        PurePath(path.relative_to(PACKAGE))
        for path in tracked()
        if path.is_relative_to(PACKAGE) and path.suffix not in {".py", *ONLY_FOR_READERS}
    ]
    patterns = [pattern.removeprefix("**/") for pattern in PACKED]
    left = [str(file) for file in beside if not any(file.match(each) for each in patterns)]
    assert (left, len(beside) > 50) == ([], True)


def test_what_the_release_needs_is_in_the_lock_of_the_demo():
    needed = {name.split(">")[0] for name in SETTINGS["project"]["dependencies"]}
    lock = (ROOT / "requirements-demo.lock").read_text(encoding="utf-8")
    assert {name for name in needed if f"\n{name}==" not in f"\n{lock}"} == set()
