"""The file around a backup: a flipped byte anywhere in it is found before anything is read."""

import gzip
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from surefoot.terms import SurefootError

MAGIC = b"SUREFOOT BACKUP 1 "
FIRST_LINE = len(MAGIC) + 64 + 1
CHUNK = 1 << 20
LONGEST_LINE = 16 * CHUNK


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself."""

    database: str  # sqlite, postgresql
    made_at: str
    program: str
    migrations: list[str]  # "clinic 0001_first" …
    tables: dict[str, str]  # name → SHA-256 of its rows
    rows: dict[str, int]
    seals: dict[str, str]  # slug of a clinic → the last seal of its audit


def seal(told: Told, content: Path, file: Path) -> str:
    """Write the whole file: it is there whole or not at all, for its owner alone. The digest."""
    fresh = file.with_name(f".{file.name}.new")
    digest = hashlib.sha256()
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out, content.open("rb") as inner:
        out.write(b" " * FIRST_LINE)
        line = msgspec.json.encode(told) + b"\n"
        digest.update(line)
        out.write(line)
        while some := inner.read(CHUNK):
            digest.update(some)
            out.write(some)
        out.seek(0)
        out.write(MAGIC + digest.hexdigest().encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
    return digest.hexdigest()


def check(file: Path) -> Told:
    """What is in the file, if not a byte of it has changed since it was written."""
    try:
        with file.open("rb") as inside:
            first = inside.readline(FIRST_LINE)
            digest = hashlib.sha256()
            line = inside.readline(LONGEST_LINE)
            digest.update(line)
            while some := inside.read(CHUNK):
                digest.update(some)
    except OSError as error:
        raise SurefootError(
            f"{file} cannot be read: {error.strerror}.", "Name a file that `surefoot backup` wrote."
        ) from None
    if not first.startswith(MAGIC[:-2]):
        raise SurefootError(
            f"{file} is no backup of Surefoot.", "Name a file that `surefoot backup` wrote."
        )
    if first != MAGIC + digest.hexdigest().encode() + b"\n":
        raise SurefootError(
            f"{file} was changed or is not whole since it was written.",
            "Fetch it again, or take another backup. Nothing was restored.",
        )
    return msgspec.json.decode(line, type=Told)


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """The content as it was before it was packed."""
    with file.open("rb") as inside:
        inside.readline(FIRST_LINE)
        inside.readline(LONGEST_LINE)
        with gzip.open(inside, "rb") as content:
            yield content  # type: ignore[misc]  # a GzipFile reads as any open file does


def pack(source: Path, into: Path) -> None:
    """The same bytes, smaller; the fast way, since a backup is made while others wait."""
    with source.open("rb") as plain, gzip.open(into, "wb", compresslevel=1) as packed:
        shutil.copyfileobj(plain, packed, CHUNK)
