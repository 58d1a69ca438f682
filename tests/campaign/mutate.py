"""Makes small faults in the safety rules, in code and in data, one at a time."""

import ast
import copy
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SWAPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_RELAXED = {"A": "R", "R": "P", "P": "."}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: the file, what was changed, and the whole new text of the file."""

    path: Path
    what: str
    text: str


def in_code(path: Path) -> Iterator[Mutant]:
    """Every single-fault variant of a Python module: comparisons, and/or, not, truth, numbers."""
    tree = ast.parse(path.read_text(encoding="utf8"))
    for number, node in enumerate(ast.walk(tree)):
        for variant, what in _variants(node):
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[number]
            for name, value in variant.items():
                setattr(target, name, value)
            line = getattr(node, "lineno", 0)
            yield Mutant(path, f"line {line}: {what}", ast.unparse(ast.fix_missing_locations(changed)))


def _variants(node: ast.AST) -> Iterator[tuple[dict[str, object], str]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPS:
        swapped = _SWAPS[type(node.ops[0])]()
        yield {"ops": [swapped, *node.ops[1:]]}, f"comparison becomes {type(swapped).__name__}"
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield {"op": other}, f"becomes {type(other).__name__}"
    if isinstance(node, ast.If | ast.IfExp):
        yield {"test": ast.UnaryOp(ast.Not(), node.test)}, "condition turned round"
    if isinstance(node, ast.comprehension) and node.ifs:
        yield {"ifs": node.ifs[1:]}, "filter dropped"
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield {"value": not node.value}, f"{node.value} becomes {not node.value}"
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield {"value": node.value + 1}, f"{node.value} becomes {node.value + 1}"


def in_matrix(path: Path) -> Iterator[Mutant]:
    """Each cell of the safety matrix made one step more lenient."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf8"))))
    for r, row in enumerate(rows[1:], start=1):
        for c, cell in enumerate(row):
            if cell in _RELAXED and c > 0 and len(rows[0][c]) > 1:
                changed = [list(line) for line in rows]
                changed[r][c] = _RELAXED[cell]
                yield Mutant(path, f"{row[0]}/{rows[0][c]}: {cell} becomes {changed[r][c]}", _csv(changed))


def in_tags(path: Path) -> Iterator[Mutant]:
    """Each precaution tag taken off each exercise."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf8"))))
    column = rows[0].index("precaution_tags")
    for r, row in enumerate(rows[1:], start=1):
        tags = row[column].split(";")
        for tag in tags:
            changed = [list(line) for line in rows]
            changed[r][column] = ";".join(t for t in tags if t != tag)
            yield Mutant(path, f"{row[0]}: {tag} taken off", _csv(changed))


def in_rules(path: Path, prefix: str) -> Iterator[Mutant]:
    """Each comparison in the derived rules whose code starts with `prefix`, moved over its edge."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf8"))))
    code, rule = rows[0].index("code"), rows[0].index("rule")
    for r, row in enumerate(rows[1:], start=1):
        if not row[code].startswith(prefix):
            continue
        for match in re.finditer(r"<=|>=|<|>", row[rule]):
            sign = {"<=": "<", ">=": ">", "<": "<=", ">": ">="}[match.group()]
            changed = [list(line) for line in rows]
            changed[r][rule] = row[rule][: match.start()] + sign + row[rule][match.end() :]
            yield Mutant(path, f"{row[code]}: {match.group()} becomes {sign}", _csv(changed))


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
