"""What a row links to is read from the names of its fields, also inside rows within the row."""

from collections.abc import Mapping
from datetime import date
from typing import get_args

import pytest
from pydantic import Field

from surefoot.knowledge.links import (
    NOT_LINKS,
    OF_TABLE,
    Link,
    codes_in,
    is_rule,
    leaves,
    links_of,
    tables_of,
    target_of,
)
from surefoot.knowledge.load import load
from surefoot.knowledge.schema.statement import Row, Statement
from surefoot.knowledge.schema.whole import TABLES

KNOWLEDGE = load()


class Part(Row):
    """A row within a row."""

    finding: str
    note: str = ""


class Whole(Statement):
    """A row of an invented table."""

    sources_note: str = ""
    findings: tuple[str, ...] = ()
    when: str = ""
    long_when: str = ""
    parts: tuple[Part, ...] = ()
    by_code: Mapping[str, Part] = Field(default_factory=dict)


def row(**fields):
    shared = {"id": "x", "says": "words", "grade": "A", "sources": ("gk",)}
    return Whole(**shared, valid_from=date(2026, 1, 1), **fields)


def links(**fields):
    return [(link.field, link.to_table, link.to_id) for link in links_of("t", "x", row(**fields))]


def test_sources_are_links():
    assert list(links_of("t", "x", row())) == [Link("t", "x", "sources", "sources", "gk")]


def test_findings_are_links_wherever_they_stand():
    found = links(
        findings=("a", "b"), parts=(Part(finding="c", note="d"),), by_code={"k": Part(finding="e")}
    )
    assert [to for _, table, to in found if table == "findings"] == ["a", "b", "c", "e"]


def test_a_rule_links_to_every_code_it_reads_and_to_no_word_of_the_language():
    found = links(when="any_side(x < 3) and not y", long_when="z == 'late'")
    assert [(field, to) for field, table, to in found if table == "findings"] == [
        ("when", "x"),
        ("when", "y"),
        ("long_when", "z"),
    ]


def test_a_successor_links_to_a_row_of_its_own_table():
    assert ("replaces", "t", "w") in links(replaces="w")


@pytest.mark.parametrize(
    ("rule", "codes"),
    [("a", ["a"]), ("a and (b or c > 2)", ["a", "b", "c"]), ("at(x, 'feet')", ["x"]), ("a b", [])],
)
def test_codes_of_a_rule(rule, codes):
    assert sorted(codes_in(rule)) == codes


@pytest.mark.parametrize(
    ("field", "holds"), [("rule", True), ("when", True), ("long_when", True), ("whenever", False)]
)
def test_which_names_hold_rules(field, holds):
    assert is_rule(field) is holds


def test_leaves_are_words_with_the_innermost_field():
    found = [(leaf.field, leaf.word) for leaf in leaves(row(parts=(Part(finding="c"),)))]
    assert ("finding", "c") in found
    assert ("says", "words") in found


@pytest.mark.parametrize(
    ("field", "table"),
    [
        ("sources", "sources"),
        ("source", "sources"),
        ("finding", "findings"),
        ("codes", "findings"),
        ("bar_exercises", "exercises"),
        ("except_exercises", "exercises"),
        ("tags_any", "tags"),
        ("need_tags_any", "tags"),
        ("equipment", "equipment"),
        ("says", None),
        ("sources_note_long", None),
    ],
)
def test_the_name_of_a_field_says_what_it_holds(field, table):
    assert target_of(field) == table


@pytest.mark.parametrize(("table", "field"), sorted(NOT_LINKS))
def test_every_exception_is_still_needed(table, field):
    model = next(one.model for one in TABLES if one.field == table)
    assert field in _fields_of(model)
    assert is_rule(field) or target_of(field)


def _fields_of(model):
    found = set(model.model_fields)
    for inner in model.model_fields.values():
        for part in _models_in(inner.annotation):
            found |= _fields_of(part)
    return found


def _models_in(annotation):
    if isinstance(annotation, type) and issubclass(annotation, Row):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


NO_LINK = {
    ("conditions", "code"),  # its own key
    ("equipment", "name"),
    ("intake_urgencies", "urgency"),  # its own key
    ("site_regions", "place"),
    ("sites", "place"),
    ("nerves", "values"),  # words of the finding beside them
    ("causes", "row"),  # the row of the reference, which is no id of ours
    ("technique_progressions", "holds_for"),
}
"""Fields whose words look like ids and are none of another row."""


def words_of_fields():
    """What stands in each field that is no link: (table, field) -> words."""
    found = {}
    for table, rows in tables_of(KNOWLEDGE):
        for row in rows.values():
            for leaf in leaves(row):
                linked = OF_TABLE.get(table, {}).get(leaf.field) or target_of(leaf.field)
                own = leaf.field in ("id", "says", "grade", "unit", "unit_from", "unit_to")
                if not (linked or own or is_rule(leaf.field) or (table, leaf.field) in NOT_LINKS):
                    found.setdefault((table, leaf.field), set()).add(leaf.word)
    return found


def test_no_field_is_full_of_ids_that_nobody_checks():
    ids = {table: set(rows) for table, rows in tables_of(KNOWLEDGE) if table != "equipment"}
    unchecked = {
        (field, table)
        for field, words in words_of_fields().items()
        for table, known in ids.items()
        if len(words) >= 3 and words <= known and field not in NO_LINK
    }
    assert unchecked == set()


@pytest.mark.parametrize(
    ("word", "names"),
    [("a", ["a"]), ("a|b", ["a", "b"]), ("a=none", ["a"])],
)
def test_a_word_may_name_one_of_two_or_one_with_its_answer(word, names):
    measurement = KNOWLEDGE.measurements["pulses"].model_copy(update={"needs": (word,)})
    links = [link.to_id for link in links_of("measurements", "m", measurement)]
    assert [name for name in links if name in "ab"] == names
