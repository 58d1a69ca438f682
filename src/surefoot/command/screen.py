"""The screen behind a stream: how wide, in colour or not, in UTF-8, and what is waited for."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

WIDEST = 100
IN_A_PIPE = 88


@dataclass(frozen=True, slots=True)
class Screen:
    """How wide lines may be, and whether colour is wanted."""

    width: int = IN_A_PIPE
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO) -> "Screen":
        """What `stream` is; a pipe gets a fixed width and no colour."""
        if not stream.isatty():
            return cls()
        width = min(WIDEST, max(40, shutil.get_terminal_size().columns))
        # no-color.org: any value but the empty one switches colour off
        return cls(width, not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale; a character nobody can encode never stops an answer."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@contextmanager
def progress(says: str) -> Iterator[None]:
    """Say on the terminal what is being waited for; silent in pipes, gone when done."""
    if not sys.stderr.isatty():
        yield
        return
    print(f"\r\033[K{says} …", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
