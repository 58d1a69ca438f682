"""Records as JSON: the same record gives the same document, and what is not known stays null."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.command.answer import Answer, envelope, plain
from surefoot.terms import Grade, Reason, Technique, Urgency


@dataclass(frozen=True)
class Recorded:
    """A record with one of everything."""

    urgency: Urgency
    on: date
    missing: float | None
    names: frozenset[str]
    minutes: dict[Technique, float]


def test_a_record_becomes_its_fields():
    record = Recorded(
        urgency=Urgency.U2,
        on=date(2026, 11, 30),
        missing=None,
        names=frozenset({"b", "a"}),
        minutes={Technique.AQUATIC: 30.0},
    )
    assert plain(record) == {
        "urgency": "U2",
        "on": "2026-11-30",
        "missing": None,
        "names": ["a", "b"],
        "minutes": {"aquatic": 30.0},
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Grade.UNREVIEWED, "unreviewed"),
        (Urgency.NONE, "NONE"),
        (Path("a/b"), "a/b"),
        (True, True),
        (0, 0),
        ((1, (2,)), [1, [2]]),
    ],
)
def test_plain_values(value, expected):
    assert plain(value) == expected


def test_what_has_no_shape_is_our_mistake():
    with pytest.raises(TypeError, match="object has no JSON shape"):
        plain(object())


def test_the_envelope_names_shape_kind_and_basis():
    given = Answer(kind="plan", body=(), page=str, about={"knowledge": "2026.1"})
    document = envelope(given)
    assert list(document) == ["surefoot", "kind", "program", "knowledge", "answer"]
    assert (document["surefoot"], document["kind"], document["answer"]) == ("1", "plan", [])


@given(st.text(), st.lists(st.text()), st.sampled_from(Grade))
def test_any_reason_survives_the_way_through_json(says, findings, grade):
    reason = Reason(says=says, statement="a/b", findings=tuple(findings), grade=grade)
    document = json.loads(json.dumps(plain(reason)))
    assert Reason(**{**document, "findings": tuple(findings), "grade": Grade(grade)}) == reason
