"""Linear programs with whole numbers, answered by HiGHS through scipy."""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

STATUS = {0: "OPTIMAL", 1: "LIMIT", 2: "INFEASIBLE"}

type Terms = list[tuple[float, int]]  # factor and column


@dataclass(slots=True, kw_only=True)
class Program:
    """A linear program with whole numbers, under construction; it maximises."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    worth: list[float] = field(default_factory=list)
    rows: list[tuple[Terms, float, float]] = field(default_factory=list)
    fixed: float = 0.0  # worth that no choice changes

    def add(self, high: float, *, whole: bool = False, worth: float = 0.0) -> int:
        """A new number between 0 and `high`."""
        self.low.append(0.0)
        self.high.append(high)
        self.whole.append(whole)
        self.worth.append(worth)
        return len(self.low) - 1

    def pick(self, worth: float = 0.0) -> int:
        """A new yes or no."""
        return self.add(1, whole=True, worth=worth)

    def row(self, terms: Terms, *, least: float = -np.inf, most: float = np.inf) -> None:
        """A sum that stays between two ends."""
        self.rows.append((terms, least, most))

    def set(self, column: int, value: float) -> None:
        """Close a question."""
        self.low[column] = self.high[column] = value

    def solve(self, seconds: float, gap: float) -> tuple[str, np.ndarray | None, float | None]:
        """Status, the best answer and the bound of all answers."""
        at = [n for n, (terms, _, _) in enumerate(self.rows) for _ in terms]
        column = [c for terms, _, _ in self.rows for _, c in terms]
        factor = [f for terms, _, _ in self.rows for f, _ in terms]
        matrix = csr_matrix((factor, (at, column)), shape=(len(self.rows), len(self.low)))
        ends = [(least, most) for _, least, most in self.rows]
        found = milp(
            -np.array(self.worth),
            integrality=np.array(self.whole, dtype=int),
            bounds=Bounds(self.low, self.high),
            constraints=LinearConstraint(matrix, *np.array(ends).T),
            options={"time_limit": seconds, "mip_rel_gap": gap},
        )
        bound = None if found.mip_dual_bound is None else self.fixed - found.mip_dual_bound
        return STATUS.get(found.status, "UNKNOWN"), found.x, bound


def times(factor: float, terms: Terms) -> Terms:
    return [(factor * f, c) for f, c in terms]
