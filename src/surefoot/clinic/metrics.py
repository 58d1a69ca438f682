"""How many requests were answered and in what time, counted by all workers together.

Each process counts into a file of its own that the others can read; whoever is asked adds them up.
Nothing tells of a person: there are no addresses, names or paths in it.
"""

import mmap
import os
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

FOLDER = "counters"
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
BOUNDS_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
MICRO = 1_000_000
SLOTS = len(CLASSES) + len(BOUNDS_S) + 2  # … the slower ones, and all microseconds
_SHAPE = struct.Struct(f"<{SLOTS}Q")


class Counters:
    """What one process has counted."""

    def __init__(self, file: Path) -> None:
        """A fresh file; what an earlier process of the same number counted stays in it."""
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(handle, _SHAPE.size)
        self.room = mmap.mmap(handle, _SHAPE.size)
        os.close(handle)
        self.lock = threading.Lock()

    def count(self, status: int, seconds: float) -> None:
        """One answer more."""
        slower = sum(seconds > bound for bound in BOUNDS_S)
        with self.lock:
            told = list(_SHAPE.unpack_from(self.room))
            told[min(max(status // 100, 1), 5) - 1] += 1
            told[len(CLASSES) + slower] += 1
            told[-1] += int(seconds * MICRO)
            _SHAPE.pack_into(self.room, 0, *told)


_mine: dict[int, Counters] = {}


def begin(home: Path) -> None:
    """Count from zero: the server starts."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    for old in folder.glob("*.count"):
        old.unlink()


def count(home: Path, status: int, seconds: float) -> None:
    """Count an answer of this process, where there is a place to count."""
    process = os.getpid()
    if process not in _mine:
        if not (home / FOLDER).is_dir():
            return
        _mine[process] = Counters(home / FOLDER / f"{process}.count")
    _mine[process].count(status, seconds)


def total(home: Path) -> tuple[int, ...]:
    """All that was counted since the server started."""
    told = [_SHAPE.unpack(file.read_bytes()) for file in (home / FOLDER).glob("*.count")]
    return tuple(map(sum, zip(*told, strict=True))) if told else (0,) * SLOTS


def page(home: Path, gauges: dict[str, tuple[str, float]]) -> str:
    """Everything in the text format of Prometheus, version 0.0.4."""
    return "\n".join([*_answers(total(home)), *_gauges(gauges), ""])


def _answers(told: tuple[int, ...]) -> Iterator[str]:
    yield "# HELP surefoot_answers_total Requests that were answered, by class of status."
    yield "# TYPE surefoot_answers_total counter"
    for name, many in zip(CLASSES, told, strict=False):
        yield f'surefoot_answers_total{{status="{name}"}} {many}'
    yield "# HELP surefoot_answer_seconds How long the answers took."
    yield "# TYPE surefoot_answer_seconds histogram"
    so_far = 0
    for bound, many in zip((*BOUNDS_S, "+Inf"), told[len(CLASSES) : -1], strict=True):
        so_far += many
        yield f'surefoot_answer_seconds_bucket{{le="{bound}"}} {so_far}'
    yield f"surefoot_answer_seconds_sum {told[-1] / MICRO:.6f}"
    yield f"surefoot_answer_seconds_count {so_far}"


def _gauges(gauges: dict[str, tuple[str, float]]) -> Iterator[str]:
    for name, (says, value) in gauges.items():
        yield f"# HELP surefoot_{name} {says}"
        yield f"# TYPE surefoot_{name} gauge"
        yield f"surefoot_{name} {value:g}"
