"""Properties of the evaluator: hiding answers, shuffling them, and adding one more finding."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.said import ADULT, KNOWLEDGE, TODAY
from surefoot.care.case import Case, Fact, Symptom, Value
from surefoot.care.findings import Findings
from surefoot.care.rules import rules_of
from surefoot.knowledge.rules import Call, names_in, parts_of
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.terms import Side, SymptomGroup, Urgency

BOOK = rules_of(KNOWLEDGE).book
RECORDED = [f for f in KNOWLEDGE.findings.values() if not f.is_derived and f.who != "derived"]
DERIVED = [f.id for f in KNOWLEDGE.findings.values() if f.is_derived and f.side == "none"]
CONDITIONS = [code for code in KNOWLEDGE.findings if code.startswith("cond_")]
# Words that look at whether something was asked at all: hiding an answer may change what they say.
# They stand for tests of ring 3, for tests a clinic may never have, and for reasons that excuse.
ASKEDNESS = frozenset(
    (
        "known",
        "if_tested",
        "any_tested",
        "where_needed",
        "first_known",
        "newest_known",
        "count_true",
    )
)


def words_in(node) -> set[str]:
    found = {node.function} if isinstance(node, Call) else set()
    return found.union(*map(words_in, parts_of(node)))


# What closes without an answer: by what was measured, or where a gate is not asked at all.
CLOSED = {code for row in KNOWLEDGE.closings.values() for code in row.closes}
CLOSED |= {code for row in KNOWLEDGE.gates.values() if row.asked_when for code in row.closes}


def rests_on_askedness(code: str, seen: dict[str, bool] = {}) -> bool:  # noqa: B006 - a memo
    if code not in seen:
        tree = BOOK.tree(code)
        seen[code] = tree is not None and (
            code in CLOSED
            or bool(words_in(tree) & ASKEDNESS)
            or any(map(rests_on_askedness, set(names_in(tree))))
        )
    return seen[code]


SOUND = [code for code in DERIVED if not rests_on_askedness(code)]
FLAGS = list(KNOWLEDGE.red_flags)


def some_value(finding: Finding, rng: random.Random) -> Value:
    if finding.value_type == "three_valued":
        return rng.random() < 0.3
    if finding.value_type == "enum":
        return rng.choice(finding.enum_values)
    if finding.value_type == "date":
        return TODAY.replace(year=TODAY.year - rng.randrange(3))
    if finding.value_type == "text":
        return "words"
    low, high = finding.min or 0.0, finding.max or 100.0
    return round(rng.uniform(low, high), 1)


def some_facts(rng: random.Random, share: float) -> list[Fact]:
    facts = []
    for finding in RECORDED:
        if rng.random() > share:
            continue
        if finding.side == "left_right":
            for side in Side:
                value = some_value(finding, rng)
                facts.append(Fact(code=finding.id, value=value, on=TODAY, side=side))
        elif finding.side == "per_site":
            facts.append(Fact(code=finding.id, value=rng.random() < 0.3, on=TODAY))
        else:
            facts.append(Fact(code=finding.id, value=some_value(finding, rng), on=TODAY))
    return facts


def told(facts: list[Fact], **more: object) -> Findings:
    return Findings(Case(person=ADULT, today=TODAY, facts=tuple(facts), **more), KNOWLEDGE)


def test_most_rules_do_not_depend_on_what_was_asked():
    assert len(SOUND) >= 250


@given(st.integers(0, 10_000))
@settings(max_examples=40)
def test_hiding_answers_never_changes_what_was_decided(seed):
    rng = random.Random(seed)
    facts = some_facts(rng, 0.9)
    full = told(facts)
    less = told([fact for fact in facts if rng.random() > 0.4])
    changed = [code for code in SOUND if less.value(code) not in (None, full.value(code))]
    # A red flag may be more urgent for want of an answer; everything else stays.
    raised = [code for code in changed if code in FLAGS]
    assert changed == raised
    assert all(less.urgency(code) < full.urgency(code) for code in raised)


@given(st.integers(0, 10_000))
@settings(max_examples=40)
def test_hiding_an_answer_somebody_has_to_give_never_makes_a_flag_less_urgent(seed):
    """Only a test nobody calls for, or a sign nobody looked at, may be missed by not being told."""
    rng = random.Random(seed)
    facts = some_facts(rng, 0.9)
    full = told(facts)
    hidden = rng.choice(facts)
    less = told([fact for fact in facts if fact.code != hidden.code])
    for flag in FLAGS:
        now, before = less.urgency(flag), full.urgency(flag)
        if now is not None and before is not None and now > before:
            assert hidden.code in excused(flag), (flag, hidden.code)


def excused(flag: str) -> set[str]:
    """The findings a flag reads only where they were tested, or only where something opens them."""
    return set(_excused(BOOK.tree(flag)))


def _excused(node):
    if isinstance(node, Call) and node.function in ASKEDNESS:
        yield from BOOK.recorded_in(node)
    if not isinstance(node, Call) and not parts_of(node):
        for code in names_in(node):
            tree = BOOK.tree(code)
            if tree is not None:
                yield from _excused(tree)
    for part in parts_of(node):
        yield from _excused(part)


@given(st.integers(0, 10_000))
@settings(max_examples=25)
def test_the_order_of_facts_never_matters(seed):
    rng = random.Random(seed)
    facts = some_facts(rng, 0.5)
    facts += [
        Fact(code="hr_rest", value=90.0, on=TODAY),
        Fact(code="hr_rest", value=80.0, on=TODAY),
    ]
    shuffled = facts.copy()
    rng.shuffle(shuffled)
    one, other = told(facts), told(shuffled)
    assert [one.value(code) for code in DERIVED] == [other.value(code) for code in DERIVED]
    assert [one.missing(code) for code in FLAGS] == [other.missing(code) for code in FLAGS]


# Findings that say "less": with them something is milder, older or explained.
REASSURING = frozenset(
    (
        "sudden_deficit_gone_24h",
        "chest_pain_gone_5min",
        "known_stable_angina",
        "cauda_items_2wk_to_3mo",
        "cauda_items_over_3mo",
        "nerve_pressure_history",
        "foot_swelling_explained",
        "bp_high_lying_only",
        "palsy_improving",
        "spine_pain_long_known",
        "lung_disease_known",
        "repeated_pressure_palsies",
        "nerve_median_cts",
        "nerve_ulnar_elbow",
        "foot_ulcer_open",
        "charcot_remission_documented",
        "can_walk",
    )
)
ALARMING = [f for f in RECORDED if f.value_type == "three_valued" and f.id not in REASSURING]


@given(st.integers(0, 10_000), st.sampled_from(ALARMING))
@settings(max_examples=150)
def test_one_more_positive_finding_never_lowers_an_urgency(seed, extra):
    rng = random.Random(seed)
    facts = [fact for fact in some_facts(rng, 0.4) if fact.code != extra.id]
    sides = Side if extra.side == "left_right" else (None,)
    more = [Fact(code=extra.id, value=True, on=TODAY, side=side) for side in sides]
    none = [Fact(code=extra.id, value=False, on=TODAY, side=side) for side in sides]
    absent, present = told(facts + none), told(facts + more)
    for flag in FLAGS:
        before, after = absent.urgency(flag), present.urgency(flag)
        if before is not None and before is not Urgency.NONE:
            assert after is not None, (flag, extra.id)
            assert after <= before, (flag, extra.id, before, after)


@given(st.integers(0, 10_000), st.sampled_from(list(KNOWLEDGE.gates)))
@settings(max_examples=60)
def test_a_gate_never_hides_what_was_found(seed, gate):
    """Answering "no" settles what was open; what the facts alone raised stays raised."""
    rng = random.Random(seed)
    facts = some_facts(rng, 0.4)
    without, with_gate = told(facts), told(facts, gates={gate: False})
    for code in CONDITIONS:
        if without.truth(code) is True:
            assert with_gate.truth(code) is True, code
    for flag in FLAGS:
        if without.shown_urgency(flag) is not Urgency.NONE:
            assert with_gate.urgency(flag) is not Urgency.NONE, flag


@given(st.sampled_from(list(SymptomGroup)), st.integers(0, 10_000))
@settings(max_examples=40)
def test_a_denied_group_never_hides_a_part_that_was_found(group, seed):
    rng = random.Random(seed)
    facts = some_facts(rng, 0.3)
    denied = told(facts, symptoms=(Symptom(group=group, present=False),))
    row = next(row for row in KNOWLEDGE.symptom_groups.values() if row.group == group)
    if told(facts).truth(row.summary) is True:
        assert denied.truth(row.summary) is True


@pytest.mark.parametrize("code", DERIVED)
def test_nothing_is_decided_about_a_person_of_whom_nothing_is_known(code):
    """Not asked is never absent: a decision here rests on the age, or on a rule that says so."""
    told_nothing = told([])
    value = told_nothing.value(code)
    if value not in (None, False) and code not in ("must_mi1", "compression_barred"):
        assert "age_a" in BOOK.recorded_in(BOOK.tree(code)) or rests_on_askedness(code), value
