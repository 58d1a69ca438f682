"""How hard a text is to read: the Flesch-Kincaid grade, by a plain count of syllables."""

import re


def grade(text: str) -> float:
    """0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid et al. 1975)."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.!?]+(?=\s|$)", text)))
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    """Groups of vowels; a silent e at the end does not count, "-le" does."""
    word = word.lower().strip("'")
    count = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    if word.endswith(("es", "ed")) and len(word) > 3 and word[-3] not in "aeiouytd" and count > 1:
        count -= 1
    return max(1, count)
