"""Entries are kept without loss, and what is no entry is refused."""

from dataclasses import fields
from datetime import date
from itertools import islice

import msgspec
import pytest

import people
from care.said import say
from surefoot.care.case import Answers, Fact
from surefoot.care.entry import Entry, entry_of
from surefoot.exchange import entries
from surefoot.exchange.entries import _Document, _Fact
from surefoot.terms import SurefootError

CASES = [*islice(people.generate(78, 40), 40), *people.wild(79, 10)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.person.id)
def test_an_entry_is_read_back_as_it_was(case):
    entry = entry_of(case)
    assert entries.read(entries.write(entry)) == entry


def test_a_day_stays_a_day_and_a_text_that_looks_like_one_a_text():
    answers = (Answers(instrument="x", on=date(2026, 1, 1), items={"a": "2026-01-01"}),)
    entry = Entry(facts=say("symptom_onset_on=-20d"), answers=answers)
    assert entries.read(entries.write(entry)) == entry


def test_what_was_not_said_is_not_the_same_as_nothing():
    assert entries.read(entries.write(Entry(falls=None))).falls is None
    assert entries.read(entries.write(Entry(falls=()))).falls == ()


def test_every_part_of_an_entry_and_of_a_fact_is_kept():
    assert {f.name for f in fields(Entry)} == set(_Document.__struct_fields__) - {"shape"}
    assert {f.name for f in fields(Fact)} == set(_Fact.__struct_fields__)


def test_the_same_entry_is_the_same_bytes():
    one, other = Entry(gates={"a": True, "b": False}), Entry(gates={"b": False, "a": True})
    assert entries.write(one) == entries.write(other)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no entry"),
        (b"\xff", "no entry"),
        (b"[]", "no entry"),
        (b'{"shape":"surefoot-entry/1","mood":1}', "mood"),
        (b'{"shape":"surefoot-entry/1","facts":[{"code":"a","value":null,"on":"2026-01-01"}]}',
         "no entry"),
        (b'{"shape":"surefoot-entry/9"}', "surefoot-entry/9"),
    ],
)  # fmt: skip
def test_what_is_no_entry_is_refused_with_a_reason(content, said):
    with pytest.raises(SurefootError, match=said):
        entries.read(content)


def test_the_document_is_plain_json():
    kept = msgspec.json.decode(entries.write(Entry(facts=say("tug_s=12.5"))))
    assert kept["facts"] == [{"code": "tug_s", "value": 12.5, "on": "2026-06-01"}]
