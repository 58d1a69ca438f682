"""Reads one rule: an expression in, a checked tree out; every fault with its code and column."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from surefoot.knowledge.rules.language import LANGUAGE, Kind, Word
from surefoot.knowledge.rules.tree import (
    And,
    Arithmetic,
    Call,
    Compare,
    Constant,
    Name,
    Node,
    Not,
    Or,
)
from surefoot.knowledge.schema.vocabulary import Finding, Reach
from surefoot.terms import SurefootError

KINDS: dict[str, Kind] = {
    "three_valued": "truth",
    "number": "number",
    "enum": "word",
    "date": "date",
    "text": "text",
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one rule, and where: column 1 is its first character."""

    code: str
    column: int
    says: str

    def __str__(self) -> str:
        """The fault as one line."""
        return f"{self.code}, column {self.column}: {self.says}"


@dataclass(frozen=True, slots=True)
class Read:
    """A part that has been read: its tree, what it gives, and over which part of the body."""

    node: Node
    kind: Kind
    reach: Reach = "none"


def parse_rule(code: str, text: str, vocabulary: Mapping[str, Finding]) -> Node:
    """The checked tree of a rule; a faulty rule raises all its faults at once."""
    read, faults = read_rule(code, text, vocabulary)
    if read is None or faults:
        raise SurefootError(
            "; ".join(map(str, faults)), "Mend the rule; `surefoot knowledge check` lists all."
        )
    return read.node


def read_rule(
    code: str, text: str, vocabulary: Mapping[str, Finding]
) -> tuple[Read | None, tuple[Fault, ...]]:
    """The rule as far as it can be read, with all its faults."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = getattr(error, "offset", None) or 1
        says = error.msg if isinstance(error, SyntaxError) else error
        return None, (Fault(code, column, f"cannot be read: {says}."),)
    reader = _Reader(code, vocabulary)
    read = reader.read(tree.body)
    if code not in vocabulary and read.reach != "none":
        words = "any_side or both_sides" if read.reach == "left_right" else "any_site or at"
        reader.fault(tree.body, f"has {read.reach} answers: say {words}.")
    return read, tuple(reader.faults)


class _Reader:
    """One pass over one rule; faults are collected, and reading goes on."""

    def __init__(self, code: str, vocabulary: Mapping[str, Finding]) -> None:
        self.code = code
        self.vocabulary = vocabulary
        self.faults: list[Fault] = []

    def fault(self, at: ast.expr, says: str) -> None:
        """Note what is wrong and where."""
        self.faults.append(Fault(self.code, at.col_offset + 1, says))

    def read(self, at: ast.expr) -> Read:
        """One part; what may not stand in a rule reads as an unknown truth."""
        match at:
            case ast.Constant(value=bool() | int() | float() | str() as value):
                read = Read(Constant(value), _kind_of(value))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
                read = Read(Constant(-value), "number")
            case ast.UnaryOp(op=ast.Not(), operand=part):
                inner = self._wanted(part, "truth")
                read = Read(Not(inner.node), "truth", inner.reach)
            case ast.Name(id=code):
                read = self._name(at, code)
            case ast.BoolOp(op=op, values=values):
                read = self._both_or_either(op, values)
            case ast.Compare():
                read = self._comparison(at)
            case ast.BinOp():
                read = self._sum(at)
            case ast.Call():
                read = self._call(at)
            case _:
                self.fault(at, f"{type(at).__name__} may not stand in a rule.")
                read = Read(Constant(value=False), "any")
        return read

    def _wanted(self, at: ast.expr, kind: Kind) -> Read:
        """A part that has to give `kind`."""
        read = self.read(at)
        fits = read.kind == kind or "any" in (read.kind, kind)
        # A three-valued finding counts as 1 or 0 in a score.
        if not fits and (read.kind, kind) != ("truth", "number"):
            self.fault(at, f"a {kind} is wanted here, this is a {read.kind}.")
        return read

    def _name(self, at: ast.expr, code: str) -> Read:
        finding = self.vocabulary.get(code)
        if finding is None:
            self.fault(at, f"{code} is no finding.")
            return Read(Name(code), "any")
        return Read(Name(code), KINDS[finding.value_type], finding.side)

    def _join(self, at: ast.expr, reads: list[Read]) -> Reach:
        """Parts with sides and parts without may stand together; sides and sites may not."""
        reaches = {read.reach for read in reads} - {"none"}
        if len(reaches) > 1:
            self.fault(at, "sides and sites cannot be mixed.")
        return reaches.pop() if reaches else "none"

    def _both_or_either(self, op: ast.boolop, values: list[ast.expr]) -> Read:
        reads = [self._wanted(value, "truth") for value in values]
        nodes = tuple(read.node for read in reads)
        node = And(nodes) if isinstance(op, ast.And) else Or(nodes)
        return Read(node, "truth", self._join(values[0], reads))

    def _comparison(self, at: ast.Compare) -> Read:
        """`a < b < c` is `a < b and b < c`."""
        parts = [at.left, *at.comparators]
        reads = [self.read(part) for part in parts]
        pairs: list[Node] = []
        for index, op in enumerate(at.ops):
            left, right = reads[index], reads[index + 1]
            word = _COMPARISONS.get(type(op))
            if word is None:
                self.fault(at, f"{type(op).__name__} may not stand in a rule.")
                continue
            self._check_pair(parts[index], left, right, word)
            pairs.append(Compare(word, left.node, right.node))
        node = pairs[0] if len(pairs) == 1 else And(tuple(pairs))
        return Read(node, "truth", self._join(at, reads))

    def _check_pair(self, at: ast.expr, left: Read, right: Read, op: str) -> None:
        kinds = {left.kind, right.kind} - {"any"}
        if len(kinds) > 1:
            self.fault(at, f"a {left.kind} cannot be compared with a {right.kind}.")
        if op not in ("==", "!=") and kinds & {"word", "truth", "text"}:
            self.fault(at, f"{op} needs numbers or dates.")
        self._check_limit(at, left.node, right.node)
        self._check_limit(at, right.node, left.node)

    def _check_limit(self, at: ast.expr, name: Node, constant: Node) -> None:
        """A word must be one of the finding's; a number must lie within its range."""
        while isinstance(name, Call) and name.function in ("worst_side", "worst_side_high"):
            name = name.parts[0]
        if not (isinstance(name, Name) and isinstance(constant, Constant)):
            return
        finding = self.vocabulary.get(name.code)
        if finding is None:
            return
        value = constant.value
        if isinstance(value, str) and value not in finding.enum_values:
            says = f"{name.code} is never {value!r}; it can be {', '.join(finding.enum_values)}."
            self.fault(at, says)
        if isinstance(value, int | float) and not _within(finding, value):
            self.fault(at, f"{value} lies outside {name.code} ({finding.min} to {finding.max}).")

    def _sum(self, at: ast.BinOp) -> Read:
        op = _ARITHMETIC.get(type(at.op))
        left, right = self._wanted(at.left, "number"), self._wanted(at.right, "number")
        if op is None:
            self.fault(at, f"{type(at.op).__name__} may not stand in a rule.")
            return Read(left.node, "number")
        node = Arithmetic(op, left.node, right.node)
        return Read(node, "number", self._join(at, [left, right]))

    def _call(self, at: ast.Call) -> Read:
        name = at.func.id if isinstance(at.func, ast.Name) else "?"
        word = LANGUAGE.get(name)
        if word is None:
            self.fault(at, f"{name} is no word of the rule language.")
            return Read(Constant(value=False), "any")
        reads = self._call_parts(at, name, word)
        named = self._named_parts(at, word)
        nodes = tuple(read.node for read in reads)
        reach = self._call_reach(at, name, word, [*reads, *(read for _, read in named)])
        node = _simplified(name, nodes, tuple((key, read.node) for key, read in named))
        return Read(node, word.gives, reach)

    def _call_parts(self, at: ast.Call, name: str, word: Word) -> list[Read]:
        kinds = list(word.takes)
        if word.repeats:
            pattern = kinds if name == "choose" else kinds[-1:]
            while len(kinds) < len(at.args):
                kinds += pattern
        if len(kinds) != len(at.args):
            self.fault(at, f"{name} takes {len(kinds)} parts, not {len(at.args)}.")
        reads = [self._wanted(part, kind) for part, kind in zip(at.args, kinds, strict=False)]
        if word.names_only and reads and not isinstance(reads[0].node, Name):
            self.fault(at, f"{name} takes a finding, not an expression.")
        if name == "worst_side_high_is_not" and len(reads) == 2:
            self._check_limit(at, reads[0].node, reads[1].node)
        return reads

    def _named_parts(self, at: ast.Call, word: Word) -> list[tuple[str, Read]]:
        if at.keywords and not word.named:
            self.fault(at, "takes no named parts.")
        levels = self._levels()
        named: list[tuple[str, Read]] = []
        for keyword in at.keywords:
            if keyword.arg is None:
                self.fault(at, "** may not stand in a rule.")
                continue
            if levels and keyword.arg not in (*levels, "default"):
                self.fault(keyword.value, f"{self.code} is never {keyword.arg!r}.")
            kind: Kind = "word" if keyword.arg == "default" else "truth"
            named.append((keyword.arg, self._wanted(keyword.value, kind)))
        return named

    def _levels(self) -> tuple[str, ...]:
        own = self.vocabulary.get(self.code)
        return own.enum_values if own else ()

    def _call_reach(self, at: ast.Call, name: str, word: Word, reads: list[Read]) -> Reach:
        if word.over == "same":
            return self._join(at, reads)
        if not any(read.reach == word.over for read in reads):
            self.fault(at, f"{name} reads {word.over} findings, this is none.")
        return "none"


def _kind_of(value: float | str) -> Kind:
    if isinstance(value, str):
        return "word"
    return "truth" if isinstance(value, bool) else "number"


def _within(finding: Finding, value: float) -> bool:
    low = finding.min if finding.min is not None else float("-inf")
    high = finding.max if finding.max is not None else float("inf")
    return low <= value <= high


def _simplified(name: str, parts: tuple[Node, ...], named: tuple[tuple[str, Node], ...]) -> Node:
    """`any_of` is `or` and `all_of` is `and`, written with commas."""
    if name == "any_of":
        return Or(parts)
    if name == "all_of":
        return And(parts)
    return Call(name, parts, named)
