"""Which statements speak of which others: read from the names of the fields, for every table.

A field called like a table, or like one row of it (`exercises`, `instrument`), holds ids of that
table, also with a word before or after it (`bar_exercises`, `tags_any`). `finding`, `findings` and
`codes` hold codes of findings; `rule` and names ending in `when` hold rules over such codes.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from surefoot.knowledge.schema.whole import TABLES, Knowledge

FINDINGS = "findings"
OTHER_NAMES = {name: FINDINGS for name in ("codes", "sited", "sided", "muscles")} | {
    "findings_retest": "retests"
}
"""Fields that hold ids of a table under a name of their own, in whatever table they stand."""

OF_TABLE: Mapping[str, Mapping[str, str]] = {
    "areas": {"code": FINDINGS},
    "bedside_tests": {
        "columns": "patterns",
        "replaces_if_negative": "pattern_findings",
        "replaces_if_positive": "pattern_findings",
    },
    "cause_facts": {"exposure": FINDINGS, "values": FINDINGS},
    "cause_outcomes": {
        "base": "reversibility_classes",
        "best": "reversibility_classes",
        "by_extent": "extent_grades",
    },
    "causes": {
        "ask_for": FINDINGS,
        "diagnosed": FINDINGS,
        "doubtful_beside": "causes",
        "exposure": FINDINGS,
        "speaks_before": "causes",
        "tests": FINDINGS,
        "yields_to": "causes",
    },
    "closings": {"closes": FINDINGS},
    "core_blocks": {"after": "core_blocks"},
    "core_measures": {"block": "core_blocks", "instead": "instruments", "retest_of": "instruments"},
    "criteria": {"stronger": "criteria"},
    "exercises": {
        "follows": "techniques",
        "progress_to": "exercises",
        "regress_to": "exercises",
    },
    "extent_needs": {"up_to": "extent_grades"},
    "extent_signs": {"grading": "extent_grades"},
    "gates": {
        "answers": FINDINGS,
        "closes": FINDINGS,
        "closes_unasked": FINDINGS,
        "closes_with": FINDINGS,
        "not_asked": FINDINGS,
    },
    "goal_kinds": {"instead_of": "goal_kinds"},
    "goal_measures": {"kinds": "goal_kinds"},
    "goal_weights": {"code": FINDINGS},
    "instruments": {"feeds": FINDINGS},
    "body_zones": {"places": "site_regions"},
    "intake_paints": {"group": "symptom_groups"},
    "intake_questions": {
        "after_gate": "gates",
        "group": "symptom_groups",
        "step": "intake_steps",
    },
    "lifestyle": {"avoid": "techniques", "prefer": "techniques"},
    "measurements": {"needs": FINDINGS},
    "mixes": {"how": "manners"},
    "modifiers": {"held_at": "reversibility_classes"},
    "must_haves": {"any_of": "exercises", "with_any": "techniques"},
    "nerves": {"place": "site_regions"},
    "openings": {"tests": FINDINGS},
    "patterns": {"explained_by": "patterns"},
    "pattern_exclusions": {"drops": "pattern_findings", "keeps": "pattern_findings"},
    "pattern_pairs": {"left": "patterns", "right": "patterns"},
    "pattern_questions": {
        "after_cause": FINDINGS,
        "fallback_for": FINDINGS,
        "no": "pattern_findings",
        "yes": "pattern_findings",
    },
    "pattern_shortcuts": {"groups": "symptom_groups"},
    "red_flags": {"beside": FINDINGS},
    "share_additions": {"out_of": "techniques"},
    "share_fallbacks": {"to": "techniques"},
    "small_fibre_grades": {"grading": "extent_grades"},
    "symptom_groups": {"parts": FINDINGS, "summary": FINDINGS},
}
"""The same for a name that means something else in another table."""

ALSO = {"tags": "tag_blocks", "pattern_findings": "bedside_tests"}
"""A word of the second table may stand where an id of the first does: it stands for many."""

ALL = "all"
"""Stands for every row of a table and is the id of none."""

NOT_LINKS = frozenset(
    {
        # prose, in the words of the source
        ("lifestyle", "change"),
        ("changes", "rule"),
        ("core_blocks", "when"),
        ("change_classes", "condition"),
        ("instrument_limits", "topic"),
        ("instruments", "equipment"),
        # within an instrument: its own answers, the kind of its wording, a series of norms
        ("instruments", "codes"),
        ("instruments", "when"),
        ("instrument_flags", "when"),
        ("instruments", "wording"),
        ("instruments", "norm"),
    }
)
"""Table and field whose name promises a link or a rule over findings, and that hold neither."""


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
    for leaf in leaves(row):
        if leaf.word == ALL or (table, leaf.field) in NOT_LINKS:
            continue
        if is_rule(leaf.field):
            for code in codes_in(leaf.word):
                yield Link(table, key, leaf.field, FINDINGS, code)
        elif leaf.field == "replaces":
            yield Link(table, key, leaf.field, table, leaf.word)
        elif target := OF_TABLE.get(table, {}).get(leaf.field) or target_of(leaf.field):
            yield from (Link(table, key, leaf.field, target, name) for name in _names(leaf.word))


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
def target_of(field: str) -> str | None:
    """The table whose ids a field of this name holds, if any."""
    if field in OTHER_NAMES:
        return OTHER_NAMES[field]
    tables = {table.field: table.field for table in TABLES}
    singular = {_one_of(table): table for table in tables}
    found = tables.get(field) or singular.get(field)
    if found:
        return found
    words = field.split("_")
    around = ("_".join(words[1:]), "_".join(words[:-1]), "_".join(words[1:-1]))
    return next((tables[part] for part in around if part in tables), None)


def _names(word: str) -> Iterator[str]:
    """The ids in one word: "a|b" names either of two, "a=none" one with the answer it gets."""
    yield from (part.partition("=")[0] for part in word.split("|"))


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
