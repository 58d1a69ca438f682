"""How a patient is found from a few letters, a birth date or a phone number, slips forgiven.

A name is folded to plain small letters. Each word gives marks: all its beginnings of four and of
five letters with one letter left out, or none. Two words whose beginnings differ by one slip (a
letter wrong, missing, too many, or two changed over) share a mark, so a slip is found by equality
in an index (symmetric deletion, after Garbe's SymSpell). What is found is then measured.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

MARKED = (4, 5)  # letters of a beginning
SHORT_PHONE = 4  # digits: fewer find half the town
_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What somebody typed, read: words of a name, the days it can mean, the digits of a phone."""

    words: tuple[str, ...] = ()
    born_on: tuple[date, ...] = ()
    digits: str = ""


def read(typed: str) -> Sought:
    """Read what was typed; a day that could be two days (03/04) is both."""
    days: tuple[date, ...] = ()
    rest = typed
    for found in _DAY.finditer(typed):
        if meant := tuple(_days(*(int(part) for part in found.groups()))):
            days += meant
            rest = rest.replace(found.group(), " ")
    digits = re.sub(r"\D", "", rest)
    if len(digits) >= SHORT_PHONE:
        rest = re.sub(r"[\d+()./-]", " ", rest)
    else:
        digits = ""
    words = tuple(word for word in folded(rest) if not word.isdigit())
    return Sought(words=words, born_on=tuple(dict.fromkeys(days)), digits=digits)


def _days(first: int, second: int, third: int) -> Iterator[date]:
    """Year first, day first, month first: what is a day at all."""
    for year, month, day in (
        (first, second, third),
        (third, second, first),
        (third, first, second),
    ):
        if year >= 1880 and 1 <= month <= 12 and 1 <= day <= 31:
            try:
                yield date(year, month, day)
            except ValueError:  # 31 April
                continue


def folded(name: str) -> list[str]:
    """The words of a name in plain small letters: "Díaz-Núñez" is diaz and nunez."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"\w+", kept)


def marks(word: str) -> set[int]:
    """The marks of a word of at least four letters; fewer letters are found as they are."""
    return {
        _mark(length, part)
        for length in MARKED
        if len(word) >= length
        for part in {word[:length], *_without_one(word[:length])}
    }


def marks_of_typed(word: str) -> set[int]:
    """The marks one of which a meant word has, if one slip was made in the beginning."""
    length = min(len(word), MARKED[-1])
    if length < MARKED[0]:
        return set()
    begin = word[:length]
    return {_mark(length, part) for part in {begin, *_without_one(begin)}}


def _without_one(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _mark(length: int, part: str) -> int:
    """63 bits, so that every database keeps it as a number."""
    digest = blake2b(f"{length}/{part}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def slips(typed: str, word: str) -> int:
    """How many slips lie between what was typed and the best beginning of a word.

    Optimal string alignment: wrong, missing and extra letters, and neighbours changed over.
    """
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(typed, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(word, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return min(row)


def forgiven(typed: str) -> int:
    """So many slips are forgiven: one from four letters on, two from eight."""
    return 0 if len(typed) < MARKED[0] else 1 if len(typed) < 8 else 2
