"""Models of linear constraints as arrays, answered in parts (HiGHS) or in whole numbers (SCIP).

The answer in parts (the linear relaxation) bounds every other one, and what it leaves at zero is
seldom in a good plan.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)
from ortools.sat.python import cp_model
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, diags, vstack

from surefoot.care.plan.solve.search import QUARTERS, UNIT, Found, Values

FAR = 10**15  # beyond this a bound of a constraint is none
# Two rounds of cuts: more of them take longer than the answers they lead to are worth.
SETTINGS = """limits/gap = {gap}
limits/nodes = {nodes}
separating/maxrounds = 0
separating/maxroundsroot = 2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A model as arrays: rows between two ends, variables between two ends, prices to minimise."""

    rows: csr_matrix
    lower: np.ndarray
    upper: np.ndarray
    least: np.ndarray
    most: np.ndarray
    price: np.ndarray
    offset: float

    def worth(self, cost: float) -> float:
        """What a sum of prices is worth, in 0.001 SMD; a model that maximises is kept negated."""
        return -(cost + self.offset) / (QUARTERS * UNIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """The value of every variable, between 0 and 1 where the model chooses, and the bound."""

    values: tuple[float, ...]
    bound: float  # 0.001 SMD


def linear(model: cp_model.CpModel) -> Linear:
    """The arrays of a model; ValueError if a constraint is not linear."""
    at, column, factor, ends = [], [], [], []
    for number, (variables, factors, low, high) in enumerate(_linear(model)):
        at += [number] * len(variables)
        column += variables
        factor += factors
        ends.append((low, high))
    goal = model.proto.objective
    domains = np.array([_ends(v.domain) for v in model.proto.variables], dtype=float).reshape(-1, 2)
    price = np.zeros(len(domains))
    price[list(goal.vars)] = list(goal.coeffs)
    rows = csr_matrix((np.array(factor, dtype=float), (at, column)), (len(ends), len(domains)))
    lower, upper = np.array(ends, dtype=float).reshape(-1, 2).T
    # Rows of one size: else what is whole in one row is not in another, to the last digit.
    size = np.maximum(1.0, abs(rows).max(axis=1).toarray().ravel())
    return Linear(
        rows=csr_matrix(diags(1 / size) @ rows),
        lower=np.where(lower > -FAR, lower / size, -np.inf),
        upper=np.where(upper < FAR, upper / size, np.inf),
        least=domains[:, 0],
        most=domains[:, 1],
        price=price,
        offset=goal.offset,
    )


def relaxed(program: Linear) -> Relaxed | None:
    """The best answer in parts; None if there is none."""
    rows, lower, upper = program.rows, program.lower, program.upper
    tied = lower == upper
    capped, floored = np.isfinite(upper) & ~tied, np.isfinite(lower) & ~tied
    found = linprog(
        program.price,
        A_ub=vstack([rows[capped], -rows[floored]]),
        b_ub=np.concatenate([upper[capped], -lower[floored]]),
        A_eq=rows[tied],
        b_eq=lower[tied],
        bounds=np.column_stack([program.least, program.most]).tolist(),
        method="highs-ds",
    )
    if found.x is None or found.fun is None:
        return None
    return Relaxed(values=tuple(found.x), bound=program.worth(found.fun))


def whole(
    program: Linear,
    counts: Iterable[int],
    fixed: Mapping[int, int],
    *,
    gap: float,
    nodes: int,
    start: Values = (),
) -> Found:
    """The best answer found in whole numbers; its limits are the same on every machine.

    Variables that `counts` are whole, others such as minutes need not be; `fixed` ones keep their
    value. `gap` is the share of the value that may be missing, `nodes` how far the search may
    branch, `start` an answer to begin with.
    """
    begun = perf_counter()
    solver = ModelSolverHelper("scip")
    solver.set_solver_specific_parameters(SETTINGS.format(gap=gap, nodes=nodes))
    solver.solve(_asked(program, sorted(counts), fixed, start))
    seconds = perf_counter() - begun
    if not solver.has_solution():
        status = "INFEASIBLE" if solver.status() == SolveStatus.INFEASIBLE else "UNKNOWN"
        return Found(status=status, value=0.0, bound=0.0, seconds=seconds)
    value = program.worth(solver.objective_value())
    bound = program.worth(solver.best_objective_bound())
    return Found(
        status="OPTIMAL" if value >= bound - gap * abs(bound) else "FEASIBLE",
        value=value,
        bound=bound,
        seconds=seconds,
        values=tuple(round(x) for x in solver.variable_values()),
    )


def _asked(
    program: Linear, counts: Iterable[int], fixed: Mapping[int, int], start: Values
) -> ModelBuilderHelper:
    """The program as the solver of whole numbers takes it."""
    least, most = program.least.copy(), program.most.copy()
    places, values = list(fixed), list(fixed.values())
    least[places], most[places] = values, values
    asked = ModelBuilderHelper()
    fill: Any = asked.fill_model_from_sparse_data  # its stub misnames arrays
    fill(least, most, program.price, program.lower, program.upper, program.rows)
    for index in counts:
        asked.set_var_integrality(index, True)
        if start:
            asked.add_hint(index, start[index])
    return asked


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
        row = constraint.linear
        yield list(row.vars), list(row.coeffs), *_ends(row.domain)
