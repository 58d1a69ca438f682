"""The tree of a rule: what is left of an expression once it has been read and checked."""

from collections.abc import Iterator
from dataclasses import dataclass

type Node = Constant | Name | Not | And | Or | Compare | Arithmetic | Call


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a word or a truth value written into the rule."""

    value: bool | float | str


@dataclass(frozen=True, slots=True)
class Name:
    """A finding, by its code."""

    code: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values side by side: < <= > >= == !=."""

    op: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers taken together: + - * / **."""

    op: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A word of the rule language with its parts; `named` holds `U0=...` and the like."""

    function: str
    parts: tuple["Node", ...]
    named: tuple[tuple[str, "Node"], ...] = ()


def parts_of(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in the order they are written."""
    match node:
        case Constant() | Name():
            return ()
        case Not(part):
            return (part,)
        case And(parts) | Or(parts):
            return parts
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return (left, right)
        case Call(_, parts, named):
            return (*parts, *(part for _, part in named))


def names_in(node: Node) -> Iterator[str]:
    """The codes a rule reads, in the order they are written; one that is read twice comes twice."""
    if isinstance(node, Name):
        yield node.code
    for part in parts_of(node):
        yield from names_in(part)
