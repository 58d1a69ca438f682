"""A patient is found by what people type, with the slips they make."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.clinic.finding import Sought, folded, forgiven, marks, marks_of_typed, read, slips

NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=12)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Rosa Díaz-Núñez", ["rosa", "diaz", "nunez"]),
        ("O'Brien", ["o", "brien"]),
        ("Jürgen Weiß", ["jurgen", "weiss"]),
        ("Łukasz Ørsted", ["lukasz", "orsted"]),
        ("Иван Петров", ["иван", "петров"]),
        ("山田 太郎", ["山田", "太郎"]),
        ("  ", []),
    ],
)
def test_a_name_is_folded_to_plain_words(name, words):
    assert folded(name) == words


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("dia ro", Sought(words=("dia", "ro"))),
        ("4.3.1951", Sought(born_on=(date(1951, 3, 4), date(1951, 4, 3)))),
        ("1951-03-04", Sought(born_on=(date(1951, 3, 4),))),
        ("31/12/1950", Sought(born_on=(date(1950, 12, 31),))),
        ("12/31/1950", Sought(born_on=(date(1950, 12, 31),))),
        ("31.4.1950 rosa", Sought(words=("rosa",), digits="3141950")),
        ("rosa 04.03.1951", Sought(words=("rosa",), born_on=(date(1951, 3, 4), date(1951, 4, 3)))),
        ("+34 600 111 222", Sought(digits="34600111222")),
        ("(0170) 55-1", Sought(digits="0170551")),
        ("123", Sought()),
        ("", Sought()),
    ],
)
def test_what_was_typed_is_read(typed, sought):
    assert read(typed) == sought


@pytest.mark.parametrize(
    ("typed", "word", "count"),
    [
        ("mar", "martinez", 0),
        ("matr", "martinez", 1),  # changed over
        ("mrtin", "martinez", 1),  # missing
        ("maartin", "martinez", 1),  # too many
        ("nartin", "martinez", 1),  # wrong
        ("nratin", "martinez", 2),
        ("gonzales", "gonzalez", 1),
        ("smith", "jones", 5),
    ],
)
def test_slips_are_counted_against_the_beginning_of_a_word(typed, word, count):
    assert slips(typed, word) == count


@given(NAMES, st.data())
def test_one_slip_in_the_beginning_leaves_a_mark_in_common(word, data):
    at = data.draw(st.integers(0, 3))
    letter = data.draw(st.sampled_from("abcxyz"))
    typed = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word,
            ]
        )
    )
    typed = typed[: data.draw(st.integers(4, max(4, len(typed))))]
    if len(typed) >= 4:
        assert marks(word) & marks_of_typed(typed)
        assert slips(typed, word) <= 1


@given(NAMES)
def test_a_word_has_few_marks(word):
    assert len(marks(word)) <= 11
    assert all(0 <= mark < 2**63 for mark in marks(word))


@pytest.mark.parametrize(
    ("typed", "count"), [("mar", 0), ("mart", 1), ("martine", 1), ("m" * 8, 2)]
)
def test_short_words_forgive_nothing(typed, count):
    assert forgiven(typed) == count
    assert bool(marks_of_typed(typed)) is (count > 0)
