"""Makes small faults in Python modules, one at a time."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from campaign.mutate import Mutant

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
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
TAKEN_TOGETHER: dict[type[ast.operator], type[ast.operator]] = {
    ast.Sub: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
EXCHANGED = {"any": "all", "min": "max", "one_of": "all_of", "on": "off"}
EXCHANGED |= {other: name for name, other in EXCHANGED.items()}


def in_code(package: Path, file: str) -> Iterator[Mutant]:
    """Every single-fault variant of a module: what it compares, joins, filters, counts and does.

    Left out is what is no rule: type annotations, decorators, and what only a type checker reads.
    """
    text = (package / file).read_text(encoding="utf8")
    tree = ast.parse(text)
    left_out = {id(part) for node in ast.walk(tree) for part in _no_rule(node)}
    within = {id(part): f.name for f in ast.walk(tree) if _is_function(f) for part in ast.walk(f)}
    for number, node in enumerate(ast.walk(tree)):
        for place, (_, what) in enumerate(() if id(node) in left_out else _variants(node)):
            said = f"{within.get(id(node), 'module')}: {what}"
            yield Mutant("code", file, said, _with_variant(text, number, place))


def _with_variant(text: str, number: int, place: int) -> Callable[[], str]:
    """The module with one node exchanged for one of its variants."""

    def changed_text() -> str:
        changed = ast.parse(text)
        target = list(ast.walk(changed))[number]
        other = list(_variants(target))[place][0]
        whole = _Exchange(target, other).visit(changed)
        return ast.unparse(ast.fix_missing_locations(whole))

    return changed_text


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef)


class _Exchange(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, node: ast.AST, other: ast.AST) -> None:
        self.node, self.other = node, other

    def visit(self, node: ast.AST) -> ast.AST:
        return self.other if node is self.node else self.generic_visit(node)


def _no_rule(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that decide nothing when the program runs."""
    parts: list[ast.AST | None] = [node] if _is_for_reading_only(node) else []
    if isinstance(node, ast.FunctionDef):
        parts += [*node.decorator_list, node.returns, node.args, *node.type_params]
    elif isinstance(node, ast.ClassDef):
        parts += [*node.decorator_list, *node.bases]
    elif isinstance(node, ast.AnnAssign):
        parts.append(node.annotation)
    for part in parts:
        if part is not None:
            yield from ast.walk(part)


def _is_for_reading_only(node: ast.AST) -> bool:
    """A name for a type, what only a type checker runs, or a docstring."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return docstring or isinstance(node, ast.TypeAlias)


def _variants(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Each other node that could stand in the place of this one, and what it changes."""
    short = " ".join(ast.unparse(node).split())[:70] if hasattr(node, "lineno") else ""
    for other, what in _expressions(node):
        yield other, f"`{short}` {what}"
    for other, what in _statements(node):
        yield other, f"`{short}` {what}"
    if isinstance(node, ast.comprehension):
        for place, test in enumerate(node.ifs):
            rest = [each for n, each in enumerate(node.ifs) if n != place]
            fewer = ast.comprehension(node.target, node.iter, rest, node.is_async)
            yield fewer, f"`if {ast.unparse(test)[:70]}` dropped"


def _expressions(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node, ast.Compare):
        yield from _compared(node)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.BoolOp(other, node.values), f"joined by {type(other).__name__.lower()}"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand, "without its not"
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body), "turned round"
    elif isinstance(node, ast.BinOp) and type(node.op) in TAKEN_TOGETHER:
        joined = TAKEN_TOGETHER[type(node.op)]()
        yield ast.BinOp(node.left, joined, node.right), f"with {type(joined).__name__}"
    elif isinstance(node, ast.Name) and node.id in EXCHANGED:
        yield ast.Name(EXCHANGED[node.id], node.ctx), f"becomes {EXCHANGED[node.id]}"
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value), f"becomes {not node.value}"
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield ast.Constant(node.value + 1), f"becomes {node.value + 1}"


def _compared(node: ast.Compare) -> Iterator[tuple[ast.AST, str]]:
    for place, op in enumerate(node.ops):
        if type(op) in COMPARED:
            swapped = COMPARED[type(op)]()
            ops = [swapped if n == place else each for n, each in enumerate(node.ops)]
            what = f"with {type(swapped).__name__} at {place + 1}"
            yield ast.Compare(node.left, ops, node.comparators), what


def _statements(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node, ast.If):
        yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse), "turned round"
    elif isinstance(node, ast.Expr | ast.AugAssign) and not _is_for_reading_only(node):
        yield ast.Pass(), "left out"
    elif isinstance(node, ast.Continue):
        yield ast.Break(), "becomes break"
