"""When it is our fault: keep what helps to mend it, show no traceback, say how to report it."""

import hashlib
import os
import sys
import traceback
from pathlib import Path

from surefoot import __version__


def record(error: BaseException) -> str:
    """The lines a person sees. The same fault always has the same number."""
    number = _number(error)
    path = _keep(number, error)
    where = f"What we need to mend it is in {path}." if path else "It could not be kept in a file."
    return (
        f"surefoot: this is our fault, not yours. Incident {number}.\n{where}\n"
        "Read it before you send it (it may quote the case file), then report it as SECURITY.md "
        "and CONTRIBUTING.md say."
    )


def _number(error: BaseException) -> str:
    """A short digest of where it happened, without anything a patient said."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(f.filename).name}:{f.name}:{f.lineno}" for f in frames]
    text = "\n".join([__version__, type(error).__name__, *places])
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _keep(number: str, error: BaseException) -> Path | None:
    """Write the fault where only this user can read it; failing to do so is not a second fault."""
    base = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")  # noqa: PTH111 — Path.home() raises without a home
    path = Path(base) / "surefoot" / "incidents" / f"{number}.txt"
    text = "".join(traceback.format_exception(error))
    head = f"Surefoot {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(head + text, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
    return path
