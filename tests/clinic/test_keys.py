"""What is sealed opens only with its key, about what it was sealed for, and unchanged."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.clinic.keys import KeyRing, new_ring, read_ring, write_ring
from surefoot.terms import SurefootError

RING = new_ring()


@given(st.binary(max_size=300), st.text(max_size=30))
def test_what_is_sealed_opens_again(plain, about):
    assert RING.open(RING.seal(plain, about), about) == plain


def test_the_same_words_are_never_sealed_alike():
    assert RING.seal(b"Rosa", "a") != RING.seal(b"Rosa", "a")


@given(st.integers(0, 45), st.integers(1, 255))
def test_a_changed_byte_is_found(place, change):
    sealed = bytearray(RING.seal(b"a sealed word", "a"))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(SurefootError):
        RING.open(bytes(sealed), "a")


def test_it_opens_only_as_being_about_the_same():
    with pytest.raises(SurefootError, match="belongs to another row"):
        RING.open(RING.seal(b"x", "patient/1/contact"), "patient/2/contact")


def test_an_old_key_still_opens_and_no_longer_seals():
    sealed, ring = RING.seal(b"x", "a"), RING.rotated()
    assert ring.open(sealed, "a") == b"x"
    assert (RING.is_current(sealed), ring.is_current(sealed)) == (True, False)
    assert ring.is_current(ring.seal(b"x", "a"))
    with pytest.raises(SurefootError, match="not on this machine"):
        RING.open(ring.seal(b"x", "a"), "a")


def test_a_trace_finds_equal_words_of_one_kind_and_outlives_a_rotation():
    assert RING.trace("600111", "phone") == RING.rotated().trace("600111", "phone")
    marks = {RING.trace("600111", "phone"), RING.trace("600112", "phone"),
             RING.trace("600111", "name"), new_ring().trace("600111", "phone")}  # fmt: skip
    assert len(marks) == 4


def test_a_file_keeps_the_ring_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "keys.json"
    write_ring(RING.rotated(), path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert set(read_ring(path).keys) == {"k001", "k002"}
    assert read_ring(path).open(RING.seal(b"x", "a"), "a") == b"x"


def test_a_file_that_others_can_read_is_refused(tmp_path):
    path = tmp_path / "keys.json"
    write_ring(RING, path)
    path.chmod(0o644)
    with pytest.raises(SurefootError, match="chmod 600"):
        read_ring(path)


SLIPS = {
    "no JSON": "keys",
    "a list": "[]",
    "no keys": "{}",
    "a key too short": json.dumps({"current": "k001", "keys": {"k001": "00"}}),
    "a key that is no number": json.dumps({"current": "k001", "keys": {"k001": "x" * 64}}),
    "the current one missing": json.dumps({"current": "k002", "keys": {"k001": "0" * 64}}),
}


@pytest.mark.parametrize("content", SLIPS.values(), ids=SLIPS)
def test_a_file_that_is_no_ring_is_refused_with_a_reason(tmp_path, content):
    path = tmp_path / "keys.json"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(SurefootError, match="cannot be read"):
        read_ring(path)


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(SurefootError, match="Set the clinic up first"):
        read_ring(tmp_path / "keys.json")


def test_keys_are_random():
    assert new_ring().keys != new_ring().keys
    assert len(next(iter(new_ring().keys.values()))) == 32
    assert isinstance(KeyRing(keys={"k": os.urandom(32)}, current="k").seal(b"", ""), bytes)
