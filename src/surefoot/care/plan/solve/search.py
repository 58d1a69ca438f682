"""How the solver is run: settings, limits, and what its answer is worth."""

from dataclasses import dataclass
from time import perf_counter

from ortools.sat.python import cp_model

UNIT = 100  # solver units in 0.001 SMD: fine enough, and numbers stay small
QUARTERS = 4  # objectives are counted in quarters: a third technique counts a quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Settings of one search. Deterministic time makes the answer the same on every machine."""

    seed: int = 0
    workers: int = 1
    interleave: bool = False
    gap: float = 0.0
    deterministic_s: float = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found: status, value and bound in 0.001 SMD, and how long it took."""

    status: str  # OPTIMAL, FEASIBLE, INFEASIBLE, UNKNOWN
    value: float
    bound: float
    seconds: float

    @property
    def has_answer(self) -> bool:
        """Whether there is a plan to read."""
        return self.status in ("OPTIMAL", "FEASIBLE")


def search(model: cp_model.CpModel, limits: Limits) -> tuple[cp_model.CpSolver, Found]:
    """Run one search within its limits."""
    solver = cp_model.CpSolver()
    settings = solver.parameters
    settings.random_seed = limits.seed
    settings.num_workers = limits.workers
    settings.interleave_search = limits.interleave
    settings.linearization_level = 2
    settings.relative_gap_limit = limits.gap
    settings.max_deterministic_time = limits.deterministic_s
    begun = perf_counter()
    status = solver.solve(model)
    seconds = perf_counter() - begun
    name = solver.status_name(status)
    if name not in ("OPTIMAL", "FEASIBLE"):
        return solver, Found(status=name, value=0.0, bound=0.0, seconds=seconds)
    unit = QUARTERS * UNIT
    value, bound = solver.objective_value / unit, solver.best_objective_bound / unit
    return solver, Found(status=name, value=value, bound=bound, seconds=seconds)
