"""A damaged case file is read or refused with problems; nothing else ever happens."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.documents import KNOWLEDGE, SHORTEST
from people import dice
from stories import stories
from surefoot.exchange import case_file
from surefoot.exchange.case_file import CaseProblems, Problem
from surefoot.exchange.case_file.parse import walk

DOCUMENTS = [SHORTEST, json.loads(case_file.example()), *(json.loads(s.text) for s in stories())]
STRANGE: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    5,
    7.5,
    10**30,
    "",
    " ",
    "unable",
    "absent",
    "never",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "x" * 400,
    "\u0000",
    "e\u0301\u202e",
    [],
    [[]],
    [None],
    [1, "a"],
    {},
    {"value": 1},
    {"value": {"value": 1}},
    {"left": {}, "right": []},
    {"both": "unable"},
    {"at": "feet"},
    {"at": [["feet"]], "elsewhere": 0},
    {"on": 5, "value": []},
    {"unit": "kg"},
    {"class": [], "name": 3},
    {"class": {"a": 1}},
    {"stopped": {}, "never": "x"},
    {"state": {}, "sites": {}},
    {"code": "PHQ9", "items": {"q1": []}},
    {"rest": {}, "has": None},
]


def answer_to(data: bytes) -> tuple[Problem, ...]:
    """The problems of a file; reading it gives a case exactly when there are none."""
    try:
        case_file.read(data, KNOWLEDGE)
    except CaseProblems as error:
        assert error.problems
        for problem in error.problems:
            assert problem.says and problem.fix
            assert str(problem).isprintable()
        return error.problems
    return ()


def damaged(document: Any, seed: int) -> Any:
    """The same document with one value changed, dropped or doubled."""
    rng = dice(seed)
    copy = json.loads(json.dumps(document))
    path = rng.choice([path for path, _ in walk(copy) if path])
    inside = copy
    for part in path[:-1]:
        inside = inside[part]
    kind = rng.randrange(4)
    if kind == 0:
        del inside[path[-1]]
    elif kind == 1 and isinstance(inside, dict):
        inside[rng.choice(["on", "value", "zzz", "", "unit", "left"])] = inside[path[-1]]
    else:
        inside[path[-1]] = rng.choice(STRANGE)
    return copy


@given(st.integers(0, 10**9), st.integers(1, 6))
@settings(max_examples=400)
def test_a_file_damaged_here_and_there_is_read_or_refused(seed: int, times: int) -> None:
    document = DOCUMENTS[seed % len(DOCUMENTS)]
    for time in range(times):
        document = damaged(document, seed + time)
    answer_to(json.dumps(document).encode())


@given(st.integers(0, 10**9))
@settings(max_examples=150)
def test_a_file_cut_or_garbled_in_its_bytes_is_read_or_refused(seed: int) -> None:
    rng = dice(seed)
    data = bytearray(json.dumps(DOCUMENTS[seed % len(DOCUMENTS)]).encode())
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data))
        if rng.random() < 0.3:
            del data[at:]
            data = data or bytearray(b" ")
        else:
            data[at] = rng.randrange(256)
    answer_to(bytes(data))


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_any_bytes_at_all_are_refused(data: bytes) -> None:
    assert answer_to(data)


@given(st.text(alphabet='{}[]":,=\n.#abc123-_ tfn', max_size=120))
@settings(max_examples=300)
def test_anything_that_looks_like_a_document_is_refused(text: str) -> None:
    assert answer_to(text.encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=12,
)
SECTIONS = sorted(case_file.schema(KNOWLEDGE)["properties"])


@given(st.dictionaries(st.sampled_from(SECTIONS), JSON, max_size=4))
@settings(max_examples=300)
def test_sections_of_anything_at_all_are_read_or_refused(sections: dict[str, Any]) -> None:
    answer_to(json.dumps(SHORTEST | sections).encode())


CODES = sorted(KNOWLEDGE.findings)


@given(st.dictionaries(st.sampled_from(CODES), JSON | st.sampled_from(STRANGE), max_size=6))
@settings(max_examples=300)
def test_answers_of_anything_at_all_are_read_or_refused(answers: dict[str, Any]) -> None:
    answer_to(json.dumps(SHORTEST | {"findings": answers}).encode())
