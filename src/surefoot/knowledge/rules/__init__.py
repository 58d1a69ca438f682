"""The rules of the derived findings: read with `ast`, checked, never run as Python."""

from surefoot.knowledge.rules.checking import check_rules
from surefoot.knowledge.rules.reading import Fault, parse_rule
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
    names_in,
    parts_of,
)

__all__ = [
    "And",
    "Arithmetic",
    "Call",
    "Compare",
    "Constant",
    "Fault",
    "Name",
    "Node",
    "Not",
    "Or",
    "check_rules",
    "names_in",
    "parse_rule",
    "parts_of",
]
