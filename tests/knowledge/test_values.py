"""Values as people read them: plain words for every code, numbers with their unit."""

from datetime import date

import pytest

from surefoot.knowledge.load import load
from surefoot.knowledge.values import in_words

KNOWLEDGE = load()


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("diabetes_type", "type2", "type 2"),
        ("diabetes_type", "other", "another type"),
        ("sex_at_birth", "other", "other"),
        ("drug_metformin", "current", "taken now"),
        ("reflex_ankle", "reduced", "present only with reinforcement"),
        ("reflex_knee", "reduced", "reduced"),
        ("hba1c_pct", 7.25, "7.3 %"),
        ("symptom_onset_on", date(2026, 1, 2), "2 January 2026"),
        ("unsteady", True, "yes"),
        ("unsteady", False, "no"),
    ],
)
def test_a_value_is_said_in_words(code, value, words):
    assert in_words(KNOWLEDGE, KNOWLEDGE.findings[code], value) == words


def test_every_recorded_word_has_words_without_code_and_none_is_idle():
    used = set()
    for finding in KNOWLEDGE.findings.values():
        if finding.is_derived:
            continue
        for value in finding.enum_values:
            assert "_" not in in_words(KNOWLEDGE, finding, value)
            own = f"{finding.id}={value}"
            used.add(own if own in KNOWLEDGE.value_words else value)
    assert used == set(KNOWLEDGE.value_words)
