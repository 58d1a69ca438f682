"""What safety says and what would open it is in names and plain words, never in codes."""

import re

import pytest

from care.plan.steady import KNOWLEDGE, approval, read
from surefoot.care.plan.safety.book import rules_of
from surefoot.terms import Technique

CODE = re.compile(r"\b[A-Z]{2,}_[A-Z_0-9]+\b|\brf_\w+|\b[a-z]+_[a-z_]+\b")
TAG = re.compile(r" rules out [A-Z_0-9]+(?: \([^)]*\))?: ")


def sentences():
    """Every sentence of every rule; the tag stands in an exclusion as the reference writes it."""
    rules = rules_of(KNOWLEDGE)
    for rule in (*rules.bars, *rules.guards):
        yield from (TAG.sub(": ", rule.says), rule.changes)
    yield from (guard.asks for guard in rules.guards)
    yield from (part for note in rules.notes for part in note.parts)


def test_no_rule_speaks_in_codes():
    assert {says for says in sentences() if CODE.search(says)} == set()


def test_a_level_of_supervision_is_said_in_words():
    assert {says for says in sentences() if "supervision level" in says.lower()} == set()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("HF_STABLE", "Nothing, as long as it is there."),
        ("IMPLANT_CARDIAC", "Nothing, as long as it is there."),
        ("WOUND_OTHER", "When it is no longer found: Other open wound or exit site."),
        ("CHARCOT_ACTIVE", "Reopen after documented remission."),
        ("BP_160", "Take the reading again."),
    ],
)
def test_an_end_is_promised_only_of_what_ends(code, says):
    assert KNOWLEDGE.conditions[code].lifted_by == says


def reasons(technique: Technique, **told) -> list[str]:
    return [each.says for each in read(**told).techniques[technique].reasons]


def test_who_approved_what_the_reading_of_the_day_bars_is_told_so():
    given = approval("TACHY_100", "aerobic", by="Dr Ruiz")
    told = reasons(Technique.AEROBIC, present=["TACHY_100"], approvals=[given])
    assert told == [
        "Resting heart rate 100 or more: approved by Dr Ruiz on 1 June 2026, "
        "but the reading of the day bars it."
    ]


@pytest.mark.parametrize("changes", [{"by": " "}, {"reason": ""}, {"technique": "strength"}])
def test_an_approval_without_a_name_or_for_something_else_is_not_told(changes):
    given = approval(**{"condition": "TACHY_100", "technique": "aerobic", **changes})
    told = reasons(Technique.AEROBIC, present=["TACHY_100"], approvals=[given])
    assert told == ["Resting heart rate 100 or more: the reading of the day bars it."]


def test_of_several_conditions_the_strictest_is_told_first():
    told = reasons(Technique.AQUATIC, present=["OH", "ULCER_FOOT"])
    assert told[0] == "Open foot ulcer: an absolute contraindication."
