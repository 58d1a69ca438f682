"""How the solver is run: settings, limits, and what its answer is worth."""

from dataclasses import dataclass
from time import perf_counter

from ortools.sat.python import cp_model

UNIT = 100  # solver units in 0.001 SMD: fine enough, and numbers stay small
QUARTERS = 4  # objectives are counted in quarters: a third technique counts a quarter
ANSWERED = ("OPTIMAL", "FEASIBLE")

type Values = tuple[int, ...]  # of all variables of a model, in its order


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Settings of one search. Deterministic time makes the answer the same on every machine."""

    seed: int = 0
    gap: float = 0.0
    deterministic_s: float = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found: status, value and bound in 0.001 SMD, and how long it took."""

    status: str  # OPTIMAL, FEASIBLE, INFEASIBLE, UNKNOWN
    value: float
    bound: float
    seconds: float
    values: Values = ()

    @property
    def has_answer(self) -> bool:
        """Whether there is a plan to read."""
        return self.status in ANSWERED


def search(model: cp_model.CpModel, limits: Limits) -> tuple[cp_model.CpSolver, Found]:
    """Run one search within its limits."""
    solver = cp_model.CpSolver()
    settings = solver.parameters
    settings.random_seed = limits.seed
    settings.num_workers = 1
    settings.linearization_level = 2
    settings.relative_gap_limit = limits.gap
    settings.max_deterministic_time = limits.deterministic_s
    begun = perf_counter()
    status = solver.status_name(solver.solve(model))
    seconds = perf_counter() - begun
    unit, answered = QUARTERS * UNIT, status in ANSWERED
    return solver, Found(
        status=status,
        value=solver.objective_value / unit if answered else 0.0,
        bound=solver.best_objective_bound / unit if status != "INFEASIBLE" else 0.0,
        seconds=seconds,
        values=tuple(solver.response_proto.solution) if answered else (),
    )
