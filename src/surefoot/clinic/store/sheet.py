"""A table as a file that every spreadsheet opens and none of them calculates."""

import csv
import io
from collections.abc import Iterable, Sequence

type Cell = str | int | float | bool | None
STEERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table(rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV in UTF-8 that every spreadsheet opens; a cell that would calculate is a text there.

    It has an apostrophe in front, and so has one that begins with apostrophes and then like it: who
    takes one away from each of these has every text as it was.
    """
    file = io.StringIO(newline="")
    csv.writer(file).writerows([[_plain(cell) for cell in row] for row in rows])
    return "\ufeff".encode() + file.getvalue().encode()


def _plain(cell: Cell) -> Cell:
    steers = isinstance(cell, str) and cell.lstrip("'").startswith(STEERS)
    return f"'{cell}" if steers else cell
