"""The clinic's file of signatures: read for the pages, added to when somebody signs."""

import os
from collections.abc import Sequence
from pathlib import Path

from surefoot.knowledge import review as reviews
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError


def kept(path: Path) -> tuple[reviews.Signature, ...]:
    """The signatures in the file; none where there is no file yet."""
    try:
        return reviews.read_signatures(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise SurefootError(f"{path} cannot be read: {error}.", "Mend or move it.") from None


def signed(path: Path, knowledge: Knowledge) -> frozenset[str]:
    """The ids, as records cite them, of statements whose signature still counts.

    An id that two tables share counts as signed only when both statements are.
    """
    if not path.exists():
        raise SurefootError(f"There is no file {path}.", "Name the clinic's file of signatures.")
    waiting = {one.statement for one in reviews.to_sign(knowledge, kept(path))}
    every = [(name, row.id) for name, row in reviews.unreviewed(knowledge)]
    still = {key for name, key in every if name in waiting}
    return frozenset({key for _, key in every} - still)


def add(path: Path, made: Sequence[reviews.Signature]) -> None:
    """Add signatures to the file; a line once written is never touched again."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(_end_of_line(path) + reviews.write_signatures(made))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        says = f"{path} cannot be written: {error.strerror}."
        raise SurefootError(says, "Name a file in a folder you may write.") from None


def _end_of_line(path: Path) -> str:
    """What the last line still lacks: an editor may have saved it without its end."""
    return "" if path.read_bytes()[-1:] in (b"", b"\n") else "\n"
