"""The linear relaxation of a model: what would be best if exercises could be done in parts.

Its value bounds the model's, and what it leaves at zero is seldom in a good plan.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack

from surefoot.care.plan.solve.search import QUARTERS, UNIT

FAR = 10**15  # beyond this a bound of a constraint is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """The value of every variable, between 0 and 1 where the model chooses, and the bound."""

    values: tuple[float, ...]
    bound: float  # 0.001 SMD
    seconds: float


def relaxed(model: cp_model.CpModel) -> Relaxed | None:
    """The best answer in parts; None if there is none. All constraints must be linear."""
    begun = perf_counter()
    rows, lower, upper = _rows(model)
    tied, capped, floored = lower == upper, upper < FAR, lower > -FAR
    goal = model.proto.objective
    price = np.zeros(rows.shape[1])
    price[list(goal.vars)] = list(goal.coeffs)
    found = linprog(
        price,
        A_ub=vstack([rows[capped & ~tied], -rows[floored & ~tied]]),
        b_ub=np.concatenate([upper[capped & ~tied], -lower[floored & ~tied]]),
        A_eq=rows[tied],
        b_eq=lower[tied],
        bounds=[_ends(variable.domain) for variable in model.proto.variables],
        method="highs-ds",
    )
    if found.x is None or found.fun is None:
        return None
    # A model that maximises is kept as one that minimises.
    bound = -(found.fun + goal.offset) / (QUARTERS * UNIT)
    return Relaxed(values=tuple(found.x), bound=bound, seconds=perf_counter() - begun)


def _rows(model: cp_model.CpModel) -> tuple[csr_matrix, np.ndarray, np.ndarray]:
    """The constraints as a matrix with a lower and an upper end for each row."""
    at, column, factor, ends = [], [], [], []
    for number, (variables, factors, low, high) in enumerate(_linear(model)):
        at += [number] * len(variables)
        column += variables
        factor += factors
        ends.append((low, high))
    shape = (len(ends), len(model.proto.variables))
    lower, upper = np.array(ends, dtype=float).reshape(-1, 2).T
    return csr_matrix((factor, (at, column)), shape=shape), lower, upper


def _ends(domain: Iterable[int]) -> tuple[int, int]:
    values = list(domain)
    return values[0], values[-1]


def _linear(
    model: cp_model.CpModel,
) -> Iterator[tuple[list[int], list[int], float, float]]:
    for constraint in model.proto.constraints:
        if constraint.has_bool_or():  # how a rule is kept that holds always or never
            literals = list(constraint.bool_or.literals)
            yield literals, [1] * len(literals), 1, FAR
            continue
        if not constraint.has_linear() or constraint.enforcement_literal:
            raise ValueError(f"Not linear: {constraint}")
        linear = constraint.linear
        if linear.vars:
            yield list(linear.vars), list(linear.coeffs), *_ends(linear.domain)
