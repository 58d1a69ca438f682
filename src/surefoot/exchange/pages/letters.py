"""Letters that no typeface at hand can show: a PDF that anybody can read (PDF/UA) holds none.

Typst names the first of them it meets and gives no PDF. It is then set as "?", with the letters of
its script that are as sure to lack, and tried again: a name in such a script is not shown, but the
plan is. What steers or joins letters and shows nothing is left out from the beginning.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import typst

STANDS_IN = "?"
TRIES = 60
SILENT = ("Cc", "Cf", "Cs", "Co", "Cn")
_SAID = re.compile(r'the text `?"(.*)"`? could not be displayed', re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
# Far from Latin, Greek and Cyrillic one that lacks speaks for its script.
SCRIPTS = ((0x2E80, 0xFB00), (0x1F000, 0x110000))
NEAR, SIGNS, PAGE = 0x0590, 0x1E00, 0x100


def in_letters_at_hand(told: Any, compiled: Callable[[Any], bytes]) -> bytes:  # noqa: ANN401 — plain data of any depth
    """What `compiled` makes of plain data, without the letters it says it cannot show."""
    lacking: tuple[range, ...] = ()
    for _ in range(TRIES):
        try:
            return compiled(_without(told, lacking))
        except typst.TypstError as why:
            found = _SAID.search(str(why))
            fresh = [_script(code) for code in _codes(found[1])] if found else []
            if not fresh:
                raise
            lacking = (*lacking, *fresh)
    raise ValueError("more letters lack than a page of words can hold")


def _without(told: Any, lacking: Sequence[range]) -> Any:  # noqa: ANN401 — as above
    if isinstance(told, str):
        return told if told.isascii() and told.isprintable() else _text(told, lacking)
    if isinstance(told, Mapping):
        return {key: _without(value, lacking) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_without(one, lacking) for one in told]
    return told


def _text(told: str, lacking: Sequence[range]) -> str:
    kept = []
    for letter in unicodedata.normalize("NFC", told):
        if letter in "\n\t":
            kept.append(letter)
        elif unicodedata.category(letter) not in SILENT:
            kept.append(STANDS_IN if any(ord(letter) in some for some in lacking) else letter)
    return "".join(kept)


def _codes(said: str) -> list[int]:
    """The letters of the message; those nobody could read stand there as numbers."""
    plain = _CODE.sub(lambda code: chr(int(code[1], 16)), said)
    return [ord(letter) for letter in plain if not letter.isascii()]


def _script(code: int) -> range:
    for first, end in SCRIPTS:
        if first <= code < end:
            return range(first, end)
    if NEAR <= code < SIGNS:
        return range(code // PAGE * PAGE, (code // PAGE + 1) * PAGE)
    return range(code, code + 1)
