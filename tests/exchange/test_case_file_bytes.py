"""What is refused before a case file is even looked into, quickly and in little memory."""

import json
import os
import resource
import tracemalloc
from pathlib import Path

import pytest

from exchange.documents import KNOWLEDGE, SHORTEST, document
from surefoot.exchange import case_file
from surefoot.exchange.case_file import CaseProblems
from surefoot.exchange.case_file.parse import LARGEST, LONGEST_NUMBER, MOST_BYTES, MOST_LEVELS

MEBIBYTE = 1024 * 1024


def refusal(data: bytes) -> str:
    (problem,) = case_file.problems(data, KNOWLEDGE)
    assert problem.path == ""
    assert problem.fix
    return problem.says


def memory_to_refuse(data: bytes) -> int:
    """Bytes taken at the height of reading, beside the data itself."""
    case_file.problems(b"{}", KNOWLEDGE)  # what is made once is not counted
    tracemalloc.start()
    try:
        assert case_file.problems(data, KNOWLEDGE)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_file_of_a_gigabyte_is_refused_by_its_size_and_never_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(1024 * MEBIBYTE)
    tracemalloc.start()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_inblock
    with pytest.raises(CaseProblems, match="longer than 2048 kB"):
        case_file.read(huge, KNOWLEDGE)
    height = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert height < MEBIBYTE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_inblock - before < 100


def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_the_limit() -> None:
    with pytest.raises(CaseProblems, match="longer than"):
        case_file.read(Path("/dev/zero"), KNOWLEDGE)


def test_a_file_of_the_allowed_size_is_read() -> None:
    text = json.dumps(SHORTEST)
    padded = text + " " * (MOST_BYTES - len(text))
    assert case_file.read(padded.encode(), KNOWLEDGE).person.name == "Ada Brandt"
    assert "longer" in refusal((padded + " ").encode())


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(CaseProblems, match="cannot be read"):
        case_file.read(tmp_path / "nobody.json", KNOWLEDGE)


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"findings":{"a":['])
def test_deep_nesting_is_refused_in_little_memory(opening: bytes) -> None:
    data = (b"" if opening.startswith(b"{") else b'{"a":') + opening * 40_000
    assert memory_to_refuse(data) < 8 * MEBIBYTE


def test_closed_deep_nesting_is_refused_too() -> None:
    data = b'{"story":' + b"[" * 500 + b"]" * 500 + b"}"
    assert f"more than {MOST_LEVELS} levels" in refusal(data)


def test_deep_nesting_in_toml_is_refused() -> None:
    assert "levels deep" in refusal(b"a = " + b"[" * 900 + b"]" * 900)
    assert "levels deep" in refusal(b".".join([b"a"] * 400) + b" = 1")


def test_a_million_keys_are_refused_in_little_memory() -> None:
    data = b"{" + b",".join(b'"k%d":1' % number for number in range(1_000_000)) + b"}"
    assert memory_to_refuse(data) < MEBIBYTE


def test_as_many_keys_as_fit_the_size_are_refused_before_they_are_built() -> None:
    data = b"{" + b",".join(b'"%x":1' % number for number in range(180_000)) + b"}"
    assert len(data) <= MOST_BYTES
    assert memory_to_refuse(data) < 3 * MEBIBYTE


def test_the_largest_file_that_passes_the_limits_takes_little_memory() -> None:
    data = b"{" + b",".join(b'"%x":1' % number for number in range(24_000)) + b"}"
    assert memory_to_refuse(data) < 40 * MEBIBYTE


def test_a_nul_byte_is_refused_with_its_place() -> None:
    assert "NUL byte at position 1" in refusal(b'{\0"surefoot": 1}')


def test_bytes_that_are_not_utf8_are_refused_with_their_place() -> None:
    assert "byte 3 cannot be read" in refusal(b'{"a\xff": 1}')


def test_utf16_is_refused() -> None:
    assert refusal('{"surefoot": 1}'.encode("utf-16"))


def test_a_byte_order_mark_is_no_obstacle() -> None:
    data = b"\xef\xbb\xbf" + json.dumps(SHORTEST).encode()
    assert case_file.read(data, KNOWLEDGE).person.id == "p1"


def test_an_empty_file_is_told_what_is_missing() -> None:
    problems = case_file.problems(b"", KNOWLEDGE)
    assert [problem.says for problem in problems] == [
        "`surefoot` is missing.",
        "`person` is missing.",
        "`today` is missing.",
        "`clinic` is missing.",
    ]


@pytest.mark.parametrize("data", [b"[]", b"[1, 2]", b'"text"', b"null", b"7", b"{", b'{"a": 1,}'])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    assert refusal(data)


def test_a_slip_in_json_is_told_by_line_and_column() -> None:
    assert "line 2, column 3" in refusal(b'{"surefoot": 1\n  "today": "2026-11-02"}')


def test_a_slip_in_toml_is_told_by_line() -> None:
    assert "line 2" in refusal(b"surefoot = 1\ntoday = \n")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1" * 5000])
def test_numbers_no_case_can_hold_are_refused_by_field(number: str) -> None:
    text = json.dumps(document(measurements={"tug_s": 77})).replace("77", number)
    (problem,) = case_file.problems(text.encode(), KNOWLEDGE)
    assert problem.path == "measurements.tug_s"
    assert "no number a case can hold" in problem.says
    assert len(problem.says) < 120


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_toml_numbers_no_case_can_hold_are_refused(number: str) -> None:
    text = f"measurements = {{tug_s = {number}}}\nsurefoot = 1\ntoday = 2026-11-02\n"
    found = case_file.problems(text.encode(), KNOWLEDGE)
    assert "measurements.tug_s" in [problem.path for problem in found]


def test_long_numbers_within_reason_are_read() -> None:
    text = json.dumps(document(measurements={"tug_s": 77})).replace("77", "12.500000000000000001")
    case = case_file.read(text.encode(), KNOWLEDGE)
    assert [fact.value for fact in case.facts if fact.code == "tug_s"] == [12.5]
    assert LONGEST_NUMBER > 24 and LARGEST > 1e9


def test_a_name_twice_in_one_object_is_refused_wherever_it_stands() -> None:
    text = json.dumps(document(findings={"unsteady": True}))
    twice = text.replace('"unsteady": true', '"unsteady": true, "unsteady": false')
    (problem,) = case_file.problems(twice.encode(), KNOWLEDGE)
    assert problem.path == "findings.unsteady"
    assert "twice" in problem.says


def test_a_huge_text_is_refused_by_its_length() -> None:
    data = json.dumps(document(story="a" * 1_000_000)).encode()
    (problem,) = case_file.problems(data, KNOWLEDGE)
    assert problem.path == "story"
    assert len(str(problem)) < 200


@pytest.mark.parametrize("text", ["a\\u0000b", "a\\u001b[2Jb", "\\ud800"])
def test_text_that_would_move_the_cursor_is_refused(text: str) -> None:
    data = json.dumps(document(story="here")).replace("here", text).encode()
    (problem,) = case_file.problems(data, KNOWLEDGE)
    assert problem.path == "story"


def test_a_file_of_faults_stops_telling_after_some_hundreds() -> None:
    faults = {f"unknown_{number}": True for number in range(10_000)}
    data = json.dumps(document(findings=faults)).encode()
    assert 400 < len(case_file.problems(data, KNOWLEDGE)) <= 600


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a count of handles, not of paths


def test_reading_leaves_no_file_open(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(SHORTEST))
    before = open_files()
    case_file.read(file, KNOWLEDGE)
    assert open_files() == before
