"""The floors goals are measured against: the smallest work of the same kind, in the same run."""

import random

import typst
from ortools.sat.python import cp_model


def plan_sized_solve() -> int:
    """60 items of 5 levels, 60 conflicts, 8 domains, one minute cap: solved to proven optimum."""
    draw = random.Random(7)
    model = cp_model.CpModel()
    items = [[model.new_bool_var("") for _ in range(5)] for _ in range(60)]
    for levels in items:
        model.add_at_most_one(levels)
    for _ in range(60):
        one, other = draw.sample(range(60), 2)
        model.add(sum(items[one]) + sum(items[other]) <= 1)
    minutes = [[draw.randint(2, 6) * (level + 1) for level in range(5)] for _ in range(60)]
    worth = [[draw.randint(5, 40) * (level + 2) for level in range(5)] for _ in range(60)]
    flat = [(i, level) for i in range(60) for level in range(5)]
    model.add(sum(minutes[i][x] * items[i][x] for i, x in flat) <= 150)
    model.maximize(sum(worth[i][x] * items[i][x] for i, x in flat))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return int(solver.solve(model))


def smallest_pdf() -> bytes:
    """The smallest typst document, compiled from scratch."""
    pdf = typst.compile(b"Hello", format="pdf")
    assert isinstance(pdf, bytes)
    return pdf
