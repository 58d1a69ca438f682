"""Taking an earlier release of the knowledge out of the project's own history."""

import io
import subprocess
import tarfile
import tomllib
from pathlib import Path

from surefoot.knowledge.load import FOLDER
from surefoot.terms import SurefootError


def take_out(version: str, into: Path) -> Path:
    """Write release `version` below `into`, and say where; only a clone knows its history."""
    commit = _commit_of(version)
    packed = _git("archive", "--format=tar", commit, ".")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")
    return into


def _commit_of(version: str) -> str:
    """The last commit at which the knowledge called itself `version`."""
    for commit in _git("log", "--format=%H", "--", ".").decode().split():
        text = _git("show", f"{commit}:./release.toml").decode()
        if tomllib.loads(text).get("version") == version:
            return commit
    raise SurefootError(
        f"There is no release {version} of the knowledge in this clone.",
        "Name a release of CHANGELOG.md, or a folder.",
    )


def _git(*words: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 — git with words of our own
            ["git", "-C", str(FOLDER), *words],  # noqa: S607 — the git of the PATH is the user's
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        raise SurefootError(
            "The history of the knowledge cannot be read here.", "Name a folder to compare with."
        ) from None
    return done.stdout
