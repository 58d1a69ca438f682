"""The one reader of the knowledge: files in, one checked and frozen `Knowledge` out."""

import csv
import hashlib
import os
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

import pydantic
from pydantic import ValidationError

from surefoot.knowledge.schema.whole import TABLES, Knowledge, Table
from surefoot.terms import SurefootError

COPIES_KEPT = 4
FOLDER = Path(str(resources.files("surefoot.knowledge")))


@cache
def load(folder: Path = FOLDER) -> Knowledge:
    """The knowledge in `folder`: the compiled copy if it matches every byte, else read anew."""
    digest = fingerprint(folder)
    copy = _cache_folder() / f"knowledge-{digest}.json"
    if copy.is_file():
        try:
            return Knowledge.model_validate_json(copy.read_bytes())
        except ValidationError:
            copy.unlink(missing_ok=True)  # a damaged copy is rebuilt, never trusted
    knowledge = read(folder)
    _keep(copy, knowledge)
    return knowledge


def read(folder: Path = FOLDER) -> Knowledge:
    """The knowledge read from its source files, with every row checked."""
    tables = {table.field: dict(_rows(folder, table)) for table in TABLES}
    return Knowledge.model_validate({"version": version_of(folder), **tables})


def fingerprint(folder: Path = FOLDER) -> str:
    """A digest of every knowledge file, of the schema and of the reader: the copy's name."""
    digest = hashlib.sha256(pydantic.VERSION.encode())
    schema = Path(str(resources.files("surefoot.knowledge.schema")))
    code = [*schema.glob("*.py"), Path(__file__)]
    for path in sorted(p for p in [*folder.rglob("*.toml"), *folder.rglob("*.csv"), *code]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


def _cache_folder() -> Path:
    """Where the compiled copy is kept; a cache, safe to delete at any time."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "surefoot"


def _keep(copy: Path, knowledge: Knowledge) -> None:
    """Write the compiled copy whole or not at all; a read-only home is no reason to fail."""
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        part = copy.with_suffix(f".{os.getpid()}.part")
        part.write_text(knowledge.model_dump_json(), encoding="utf8")
        part.replace(copy)
        _forget_old(copy.parent)
    except OSError:
        return


def _forget_old(folder: Path) -> None:
    """Keep the copies used last: one each for a few releases and clinics side by side."""
    copies = sorted(folder.glob("knowledge-*.json"), key=lambda file: file.stat().st_mtime)
    for old in copies[:-COPIES_KEPT]:
        old.unlink(missing_ok=True)


def version_of(folder: Path) -> str:
    """The release that a folder of knowledge calls itself."""
    release = tomllib.loads((folder / "release.toml").read_text(encoding="utf8"))
    return cast(str, release["version"])


def _rows(folder: Path, table: Table) -> Iterator[tuple[str, Any]]:
    """The rows of one table by id; a row that does not fit says which file and row it is."""
    seen: set[str] = set()
    for path in sorted(folder.glob(table.pattern)):
        for number, raw in enumerate(raw_rows(path, table), start=1):
            try:
                row = table.model.model_validate(raw)
            except ValidationError as error:
                raise SurefootError(
                    f"{path.name}, {table.field} row {number} ({raw.get(table.key)}): {error}",
                    "Mend the row; `surefoot knowledge check` lists every fault.",
                ) from None
            key = str(getattr(row, table.key))
            if key in seen:
                raise SurefootError(f"{path.name}: {table.field} {key} stands twice.", "Keep one.")
            seen.add(key)
            yield key, row


def raw_rows(path: Path, table: Table) -> list[dict[str, Any]]:
    """The rows of one file as they are written, a file's defaults filled in."""
    if path.suffix == ".csv":
        with path.open(encoding="utf8", newline="") as lines:
            return [cast(dict[str, Any], row) for row in csv.DictReader(lines)]
    document = tomllib.loads(path.read_text(encoding="utf8"))
    shared = document.get("defaults", {})
    found = document.get(table.field, [])
    return [{**shared, **row} for row in (found if isinstance(found, list) else [found])]
