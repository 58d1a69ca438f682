"""Step 2. Formulas of instruments: arithmetic and three-valued conditions over their answers.

The same words as the rules of the findings, over the names of one instrument: its items, its
earlier values, `age`, `sex` and `unknown`. A formula is unknown while a part it needs is.
"""

import ast
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import cast

from surefoot.care.case import Value
from surefoot.care.examination.rounding import settled
from surefoot.care.rules import Sheet, kleene, numbers
from surefoot.care.rules.kleene import Rule
from surefoot.terms import SurefootError

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_SUMS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}


@lru_cache(maxsize=4096)
def formula(text: str) -> Rule:
    """The formula as a function of a sheet; a faulty one says what it cannot read."""
    return _made(_tree(text))


@lru_cache(maxsize=4096)
def names_in(text: str) -> frozenset[str]:
    """The names a formula reads, its own words left out."""
    nodes = [node for node in ast.walk(_tree(text)) if isinstance(node, ast.Name)]
    return frozenset(node.id for node in nodes) - _WORDS.keys() - {"unknown"}


def _tree(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise SurefootError(f"The formula {text!r} cannot be read: {error.msg}.") from None


def _made(node: ast.expr) -> Rule:
    rule = _leaf(node) or _joined(node)
    if rule is None:
        raise SurefootError(f"{ast.unparse(node)!r} means nothing in a formula.")
    return rule


def _leaf(node: ast.expr) -> Rule | None:
    match node:
        case ast.Name(id="unknown"):
            return kleene.unknown
        case ast.Name(id=name):
            return kleene.read(name)
        case ast.Constant(value=bool() | int() | float() | str() as value):
            return kleene.constant(value)
    return None


def _joined(node: ast.expr) -> Rule | None:
    match node:
        case ast.BoolOp():
            return _both_or_either(node)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return kleene.opposite(_made(part))
        case ast.BinOp() if type(node.op) in _SUMS:
            return numbers.arithmetic(_SUMS[type(node.op)], _made(node.left), _made(node.right))
        case ast.Compare():
            return _compared(node)
        case ast.Call(func=ast.Name(id=word), args=parts, keywords=[]) if word in _WORDS:
            return _WORDS[word](parts)
    return None


def _both_or_either(node: ast.BoolOp) -> Rule:
    join = kleene.both if isinstance(node.op, ast.And) else kleene.either
    return join((), tuple(_made(part) for part in node.values))


def _compared(node: ast.Compare) -> Rule:
    parts = [node.left, *node.comparators]
    ops = [_COMPARISONS[type(op)] for op in node.ops]
    pairs = zip(parts, ops, parts[1:], strict=False)
    rules = tuple(_pair(op, left, right) for left, op, right in pairs)
    return rules[0] if len(rules) == 1 else kleene.both((), rules)


def _limit(op: str, name: str, limit: Value) -> Rule:
    """A name against a fixed value: what most conditions are, in one step."""
    compared = kleene.OPERATORS[op]

    def holds(sheet: Sheet) -> bool | None:
        value = sheet.get(name)
        if value is None:
            return None
        return compared(settled(value) if isinstance(value, float) else value, limit)

    return holds


def _pair(op: str, left: ast.expr, right: ast.expr) -> Rule:
    if isinstance(left, ast.Name) and isinstance(right, ast.Constant) and left.id != "unknown":
        return _limit(op, left.id, cast(Value, right.value))
    return kleene.compare(op, _clean(left), _clean(right))


def _clean(node: ast.expr) -> Rule:
    """A part of a comparison: a number without the noise of its fractions."""
    rule = _made(node)
    if isinstance(node, ast.Constant):
        return rule

    def clean(sheet: Sheet) -> Value | None:
        value = rule(sheet)
        return settled(value) if isinstance(value, float) else value

    return clean


def _all(parts: Sequence[ast.expr]) -> tuple[Rule, ...]:
    return tuple(_made(part) for part in parts)


def _at_least(parts: Sequence[ast.expr]) -> Rule:
    count, *rest = parts
    if not (isinstance(count, ast.Constant) and isinstance(count.value, int)):
        raise SurefootError("at_least begins with a whole number.")
    return kleene.at_least(count.value, _all(rest))


def _when(parts: Sequence[ast.expr]) -> Rule:
    """The second where the first holds, else the third; unknown while the first is."""
    holds, yes, no = _all(parts)

    def chosen(sheet: Sheet) -> Value | None:
        answer = holds(sheet)
        if answer is None:
            return None
        return yes(sheet) if answer else no(sheet)

    return chosen


_WORDS: dict[str, Callable[[Sequence[ast.expr]], Rule]] = {
    "any_of": lambda parts: kleene.either((), _all(parts)),
    "all_of": lambda parts: kleene.both((), _all(parts)),
    "at_least": _at_least,
    "count_true": lambda parts: kleene.count_true(_all(parts)),
    "known": lambda parts: kleene.is_known(_made(parts[0])),
    "first_known": lambda parts: kleene.first_known(_all(parts)),
    "when": _when,
    "min_of": lambda parts: numbers.smallest(_all(parts)),
    "max_of": lambda parts: numbers.largest(_all(parts)),
}
