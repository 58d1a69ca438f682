"""The dependence rule for every group and pattern at once, on counts of lines by what they weigh.

The table of counts has one cell for each group, each pattern and each weight that any line can
have, heaviest first; the last cell is empty and stands for "none". The plain version of the same
rule is `grouping.combine`; the tests hold the two together.
"""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from surefoot.care.diagnosis.lines import Line, Scoring
from surefoot.knowledge.schema.patterns import COLUMNS

type Floats = NDArray[np.float64]
type Counts = NDArray[np.int16]
type Indices = NDArray[np.intp]

_EVERY = np.arange(len(COLUMNS))


class Tally:
    """The weights of one set of lines, laid out for counting."""

    def __init__(self, lines: Sequence[Line], groups: Sequence[str], scoring: Scoring) -> None:
        """Lay out every weight that occurs in `lines`."""
        weights = sorted(
            {pair for line in lines for pair in zip(line.logs, line.sizes, strict=True) if pair[0]},
            key=lambda pair: (-abs(pair[0]), pair[0]),
        )
        self.none = len(weights)
        self._log = np.array([weight for weight, _ in weights] + [0.0])
        self._opposite = np.array([_opposite(pair, weights) for pair in weights] + [self.none])
        self._share = scoring.next_share
        self._low, self._high = map(log, scoring.caps)
        self._shape = (len(groups), len(COLUMNS), self.none + 1)
        cells = {pair: number for number, pair in enumerate(weights)}
        self._number = {line.answer: number for number, line in enumerate(lines)}
        self._group = np.array([groups.index(line.group) for line in lines], dtype=np.intp)
        self._cells = np.array(
            [
                [cells.get(pair, self.none) for pair in zip(line.logs, line.sizes, strict=True)]
                for line in lines
            ],
            dtype=np.intp,
        )

    def group(self, line: Line) -> int:
        """The number of the group that a line belongs to."""
        return int(self._group[self._number[line.answer]])

    def count(self, lines: Sequence[tuple[Line, frozenset[int]]]) -> Counts:
        """The table of counts for lines, each with the columns in which it is muted.

        Of shape groups x patterns x weights.
        """
        numbers = [self._number[line.answer] for line, _ in lines]
        cells = self._cells[numbers]
        for row, (_, muted) in enumerate(lines):
            if muted:
                cells[row, list(muted)] = self.none
        return self._counted(np.zeros(self._shape, dtype=np.int16), self._group[numbers], cells)

    def extremes(self, choices: Sequence[Sequence[Line]]) -> tuple[Indices, Indices, Indices]:
        """For each choice of lines its group, and the cells of the least and the most it weighs."""
        numbers = [[self._number[line.answer] for line in lines] for lines in choices]
        cells = [self._cells[of] for of in numbers]
        groups = np.array([self._group[of[0]] for of in numbers], dtype=np.intp)
        least = np.array([self._outermost(each, self._log <= 0) for each in cells])
        most = np.array([self._outermost(each, self._log >= 0) for each in cells])
        return groups, least, most

    def add(self, counts: Counts, groups: Indices, cells: Indices) -> Counts:
        """The counts with more cells counted, one row of them for each group named."""
        return self._counted(counts.copy(), groups, cells)

    def _outermost(self, cells: Indices, wanted: NDArray[np.bool_]) -> Indices:
        """In each column the heaviest of some cells that has the wanted sign."""
        outermost: Indices = np.where(wanted[cells], cells, self.none).min(axis=0)
        return outermost

    def _counted(self, counts: Counts, groups: Indices, cells: Indices) -> Counts:
        np.add.at(counts, (groups[:, None], _EVERY, cells), 1)
        counts[..., self.none] = 0
        return counts

    def totals(self, counts: Counts) -> Floats:
        """ln of the likelihood ratio of each group in each pattern, after the cap.

        The strongest whole and the next one half; counts of shape ... x weights give the shape ...
        Source: convention/dependence-rule.
        """
        flat = counts.reshape(-1, self.none + 1)
        rows = np.arange(len(flat))
        left = flat - np.minimum(flat, flat.take(self._opposite, axis=1))
        there = left > 0
        there[:, self.none] = True
        first = there.argmax(axis=1)
        there[rows, first] = (left[rows, first] > 1) | (first == self.none)
        second = there.argmax(axis=1)
        total = self._log[first] + self._share * self._log[second]
        capped: Floats = np.minimum(np.maximum(total, self._low), self._high)
        return capped.reshape(counts.shape[:-1])


def _opposite(pair: tuple[float, float], weights: Sequence[tuple[float, float]]) -> int:
    """Where the weight of equal size and opposite sign stands; "none" if there is none."""
    for number, (weight, size) in enumerate(weights):
        if size == pair[1] and weight * pair[0] < 0:
            return number
    return len(weights)
