"""A signature counts for exactly what was signed, and only while it is unchanged."""

from datetime import date

import pytest

from surefoot.knowledge.load import load
from surefoot.knowledge.review import (
    digest,
    read_signatures,
    sign,
    to_sign,
    unreviewed,
    write_signatures,
)
from surefoot.terms import SurefootError

TODAY = date(2026, 11, 30)
KNOWLEDGE = load()
FIRST, ROW = next(iter(unreviewed(KNOWLEDGE)))


def signed(*names):
    return sign(KNOWLEDGE, names, by="A. Okafor, PT", on=TODAY, note="as we do it")


def waiting(signatures, knowledge=KNOWLEDGE):
    return {one.statement: one for one in to_sign(knowledge, signatures)}


def changed(**fields):
    table, _, key = FIRST.partition("/")
    rows = {**getattr(KNOWLEDGE, table), key: ROW.model_copy(update=fields)}
    return KNOWLEDGE.model_copy(update={table: rows})


def test_everything_unreviewed_waits_at_first():
    assert set(waiting(())) == {name for name, _ in unreviewed(KNOWLEDGE)}


def test_nothing_reviewed_waits():
    assert all(not row.grade.is_reviewed for _, row in unreviewed(KNOWLEDGE))


def test_a_signed_statement_no_longer_waits_and_no_other_is_touched():
    assert set(waiting(())) - set(waiting(signed(FIRST))) == {FIRST}


@pytest.mark.parametrize("fields", [{"says": "something else"}, {"sources": ("gk", "calc")}])
def test_a_changed_statement_has_to_be_signed_again(fields):
    found = waiting(signed(FIRST), changed(**fields))
    assert found[FIRST].was_signed
    assert digest(ROW) != found[FIRST].digest


def test_signatures_survive_the_way_through_the_file():
    made = signed(FIRST)
    assert read_signatures(write_signatures(made)) == made


def test_the_file_is_one_line_a_signature():
    text = write_signatures(signed(FIRST, FIRST))
    assert (text.count("\n"), text.endswith("\n")) == (2, True)


def test_a_signature_names_who_when_and_what():
    (one,) = signed(FIRST)
    assert (one.statement, one.by, one.on, one.digest, one.knowledge) == (
        FIRST,
        "A. Okafor, PT",
        TODAY,
        digest(ROW),
        KNOWLEDGE.version,
    )


def test_what_does_not_wait_cannot_be_signed():
    with pytest.raises(SurefootError, match=r"Nothing to sign: no/such, nor/this\."):
        signed("no/such", FIRST, "nor/this")


def test_a_statement_may_be_named_by_the_id_that_records_cite():
    name, row = next((n, r) for n, r in unreviewed(KNOWLEDGE) if n.partition("/")[2] != r.id)
    assert signed(row.id)[0].statement == name


def test_an_id_that_stands_in_several_tables_is_not_guessed():
    with pytest.raises(SurefootError, match="strength stands in several tables"):
        signed("strength")


def test_nobody_cannot_sign():
    with pytest.raises(SurefootError, match="A signature needs a name"):
        sign(KNOWLEDGE, [FIRST], by="  ", on=TODAY)


@pytest.mark.parametrize("line", ["{}", "nonsense", '{"statement": "a"}', "[1]"])
def test_a_damaged_line_is_named_by_its_number(line):
    text = write_signatures(signed(FIRST)) + "\n" + line + "\n"
    with pytest.raises(SurefootError, match="Line 3 of the signatures"):
        read_signatures(text)
