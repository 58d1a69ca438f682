"""Finding statements: by id, by words, and what rests on them."""

import re

import pytest

from surefoot.knowledge.find import by_id, everything, nearest, search, used_by
from surefoot.knowledge.load import FOLDER, load
from surefoot.knowledge.schema.whole import TABLES

KNOWLEDGE = load()


@pytest.mark.parametrize("name", ["gk", "sources/gk"])
def test_a_row_is_found_by_its_id_alone_or_with_its_table(name):
    assert [(one.table, one.id) for one in by_id(KNOWLEDGE, name)] == [("sources", "gk")]


def test_every_statement_is_found_by_the_id_that_records_cite():
    lost = [
        one.statement
        for one in list(everything(KNOWLEDGE))[::97]
        if one not in by_id(KNOWLEDGE, one.statement)
    ]
    assert lost == []


def test_every_row_is_found_by_table_and_id():
    lost = [
        f"{one.table}/{one.id}"
        for one in list(everything(KNOWLEDGE))[::97]
        if one not in by_id(KNOWLEDGE, f"{one.table}/{one.id}")
    ]
    assert lost == []


def test_an_unknown_id_finds_nothing_but_its_neighbours():
    assert by_id(KNOWLEDGE, "age_aa") == ()
    assert nearest(KNOWLEDGE, "age_aa")[0] == "age_a"


def test_a_source_is_used_by_what_cites_it():
    (source,) = by_id(KNOWLEDGE, "sources/policy")
    cites = {
        (one.table, one.id)
        for one in everything(KNOWLEDGE)
        if "policy" in getattr(one.row, "sources", ())
    }
    assert {(link.table, link.id) for link in used_by(KNOWLEDGE, source)} == cites


def test_every_word_has_to_occur():
    both = {(one.table, one.id) for one in search(KNOWLEDGE, ["foot", "ulcer"])}
    one = {(one.table, one.id) for one in search(KNOWLEDGE, ["ulcer"])}
    assert both < one
    assert search(KNOWLEDGE, ["ulcer", "zzzz"]) == ()


def test_the_exact_id_comes_first_and_case_does_not_matter():
    assert search(KNOWLEDGE, ["AGE_A"])[0].id == "age_a"


def test_the_questions_for_a_clinician_name_statements_that_exist():
    page = (FOLDER.parents[2] / "docs/decisions/for-a-clinician.md").read_text(encoding="utf-8")
    lines = re.findall(r"^- \*\*Statements\.\*\*(.*(?:\n  .*)*)", page, re.MULTILINE)
    named = [
        name for line in lines for name in re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", line))
    ]
    tables = {table.field for table in TABLES}
    assert len(lines) == len(re.findall(r"^### ", page, re.MULTILINE))
    assert [name for name in named if name not in tables and not by_id(KNOWLEDGE, name)] == []
