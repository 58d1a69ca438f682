"""Which statements speak of which others: read from the names of the fields, for every table.

A field called like a table, or like one row of it (`exercises`, `instrument`), holds ids of that
table; `finding` and `findings` hold codes; `rule` and names ending in `when` hold rules over codes.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from surefoot.knowledge.schema.whole import TABLES, Knowledge

FINDINGS = "findings"
NO_LINKS = frozenset({("findings", "unit")})


@dataclass(frozen=True, slots=True)
class Link:
    """One statement names another: from where, by which field, to what."""

    table: str
    id: str
    field: str
    to_table: str
    to_id: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One word somewhere in a row, with the innermost field it stands in."""

    field: str
    word: str


def links_of(table: str, key: str, row: BaseModel) -> Iterator[Link]:
    """Every link that a row holds, whether or not it leads anywhere."""
    targets = link_fields()
    for leaf in leaves(row):
        if is_rule(leaf.field):
            for code in codes_in(leaf.word):
                yield Link(table, key, leaf.field, FINDINGS, code)
        elif leaf.field in targets and (table, leaf.field) not in NO_LINKS:
            yield Link(table, key, leaf.field, targets[leaf.field], leaf.word)
        elif leaf.field == "replaces":
            yield Link(table, key, leaf.field, table, leaf.word)


def all_links(knowledge: Knowledge) -> Iterator[Link]:
    """Every link of the knowledge."""
    for table, rows in tables_of(knowledge):
        for key, row in rows.items():
            yield from links_of(table, key, row)


def tables_of(knowledge: Knowledge) -> Iterator[tuple[str, Mapping[str, BaseModel]]]:
    """The tables with their rows, in the order they are declared."""
    for table in TABLES:
        yield table.field, getattr(knowledge, table.field)


@cache
def link_fields() -> Mapping[str, str]:
    """Field name -> the table whose ids it holds."""
    found: dict[str, str] = {}
    for table in TABLES:
        found[table.field] = table.field
        found[_one_of(table.field)] = table.field
    return found


def is_rule(field: str) -> bool:
    """Whether a field of this name holds an expression over codes."""
    return field == "rule" or field.endswith("when")


def codes_in(rule: str) -> Iterator[str]:
    """The codes an expression reads, in order; words of the rule language are no codes."""
    try:
        tree = ast.parse(rule.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    words = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in words]
    yield from (name.id for name in sorted(names, key=lambda n: (n.lineno, n.col_offset)))


def leaves(row: BaseModel) -> Iterator[Leaf]:
    """Every word in a row, also inside lists, maps and rows within the row."""
    for name in type(row).model_fields:
        yield from _leaves(name, getattr(row, name))


def _leaves(field: str, value: Any) -> Iterator[Leaf]:  # noqa: ANN401 — whatever a schema holds
    if isinstance(value, BaseModel):
        yield from leaves(value)
    elif isinstance(value, str) and value:
        yield Leaf(field, str(value))
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from _leaves(field, item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(field, key)
            if not isinstance(item, str):
                yield from _leaves(field, item)


def _one_of(table: str) -> str:
    """The name of one row of a table: `causes` -> `cause`, `therapies` -> `therapy`."""
    if table.endswith("ies"):
        return f"{table.removesuffix('ies')}y"
    return table.removesuffix("s")
