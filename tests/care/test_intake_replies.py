"""From replies to an entry: what is recorded, what is not, and what is to be mended."""

from datetime import date
from functools import cache
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.intake_replies import KNOWLEDGE, Sent, answered, bare, like
from care.test_intake import ADA, STORIES, TODAY, saying
from surefoot.care.case import Case, Fact, Goal
from surefoot.care.entry import Entry, case_of
from surefoot.care.findings import Findings
from surefoot.care.intake import Problem, Question, Step, Taken, entry_from, whole_step
from surefoot.terms import Domain, Side, SymptomGroup

LEFT = Side.LEFT


@cache
def everything() -> Sent:
    """The whole intake of somebody who has everything."""
    gates = dict.fromkeys(KNOWLEDGE.gates, "yes")
    told = {f"gate_{gate}": word for gate, word in gates.items()}
    groups = {f"group_{row.group}": "yes" for row in KNOWLEDGE.symptom_groups.values()}
    both = {
        "pain_parts": ["pain_burning", "pain_stabbing"],
        "numbness_parts": ["numbness", "tingling"],
        "weakness_parts": ["foot_drop@left"],
        "more_diabetes": ["kidney_failure_dialysis"],
        "more_heart": ["chest_pain"],
        "more_sudden_change": ["vision_sudden_loss"],
        "more_food_and_drink": ["vomiting"],
    }
    return answered(ADA, saying(**told, **groups, **both))


def step_with(question: str) -> Step:
    """A step that asks one question, put as it is put to somebody who has everything."""
    sent = everything()
    step = KNOWLEDGE.intake_questions[question].step
    whole = whole_step(step, sent.case, KNOWLEDGE, sent.said)
    one = tuple(each for each in whole.questions if each.id == question)
    return Step(**{name: getattr(whole, name) for name in Step.__slots__} | {"questions": one})


STEPS = {
    name: step_with(name)
    for name in KNOWLEDGE.intake_questions
    if name not in ("gate_water", "more_water", "pool")
}


def take(question: str, reply: object, case: Case = ADA, said=None) -> Taken:
    taken = entry_from(STEPS[question], {question: reply}, case, KNOWLEDGE, said or {})
    assert isinstance(taken, Taken), taken
    return taken


def refuse(question: str, reply: object) -> Problem:
    found = entry_from(STEPS[question], {question: reply}, ADA, KNOWLEDGE, {})
    assert isinstance(found, tuple) and len(found) == 1, found
    assert found[0].says and found[0].fix and found[0].question == question
    return found[0]


def test_every_question_can_be_put():
    assert all(len(step.questions) == 1 for step in STEPS.values())


@pytest.mark.parametrize("question", STEPS)
@pytest.mark.parametrize("reply", [None, "", "  ", [], {}, "rather_not_say"])
def test_what_is_skipped_or_kept_back_leaves_nothing(question, reply):
    taken = take(question, reply)
    assert taken.entry == Entry()
    assert taken.said == {question: reply if reply == "rather_not_say" else "skipped"}


@pytest.mark.parametrize("question", [q for q in STEPS if STEPS[q].questions[0].choices])
def test_each_option_that_is_shown_records_something(question):
    for choice in STEPS[question].questions[0].choices:
        kind = STEPS[question].questions[0].kind
        name = f"{choice.id}@left" if choice.sides else choice.id
        reply = {"many": [name], "choice": name, "falls": {"worst": name}}.get(kind)
        if reply:
            assert take(question, reply).entry != Entry()


@pytest.mark.parametrize(
    ("word", "gates"), [("yes", {"heart": True}), ("no", {"heart": False}), ("not_sure", {})]
)
def test_a_gate_is_yes_or_no_and_not_sure_is_neither(word, gates):
    taken = take("gate_heart", word)
    assert taken.entry == Entry(gates=gates)
    assert taken.said == {"gate_heart": word}


def test_a_list_that_was_answered_says_no_to_what_was_not_picked():
    facts = take("more_clot_or_bleeding", ["calf_swelling_new@left"]).entry.facts
    told = {(fact.code, fact.side): fact.value for fact in facts}
    assert told == {
        ("calf_swelling_new", Side.LEFT): True,
        ("calf_swelling_new", Side.RIGHT): False,
        ("dvt_confirmed", Side.LEFT): False,
        ("dvt_confirmed", Side.RIGHT): False,
        ("bleeding_disorder", None): False,
    }
    assert {fact.value for fact in take("more_heart", "none").entry.facts} == {False}


def test_what_is_at_home_is_recorded_for_the_home():
    facts = take("gear", ["equip_chair"]).entry.facts
    assert {fact.site for fact in facts} == {"home"}
    assert [fact.code for fact in facts if fact.value] == ["equip_chair"]


def test_a_number_of_drinks_becomes_grams():
    assert take("alcohol", "10").entry.facts == (
        Fact(code="alcohol_g_per_wk", value=140.0, on=TODAY),
    )


def test_a_number_with_sides_is_told_side_by_side():
    assert take("drop_days", {"left": "20", "right": ""}).entry.facts == (
        Fact(code="drop_onset_days", value=20.0, on=TODAY, side=LEFT),
    )


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024", date(2024, 7, 1)),
        ("2024-02", date(2024, 2, 15)),
        ("2024-02-29", date(2024, 2, 29)),
        ({"year": "2024", "month": "2", "day": ""}, date(2024, 2, 15)),
        ("2026", date(2026, 6, 2)),
        ("2026-11-02", TODAY),
        ("1960", date(1960, 9, 2)),
    ],
)
def test_about_when_is_the_middle_of_what_was_told(said, day):
    (symptom,) = take("pain_since", said).entry.symptoms
    assert symptom.since == day


WRONG = [
    ("gate_heart", "maybe", "not_an_answer"),
    ("gate_heart", 7, "not_an_answer"),
    ("more_heart", ["chest_pain", "none"], "none_and_more"),
    ("more_clot_or_bleeding", ["calf_swelling_new"], "not_an_answer"),
    ("minutes_a_day", "ten", "not_a_number"),
    ("minutes_a_day", "12.5", "not_a_number"),
    ("minutes_a_day", "1,000", "not_a_number"),
    ("minutes_a_day", "-1", "out_of_range"),
    ("minutes_a_day", "601", "out_of_range"),
    ("days_a_week", "8", "out_of_range"),
    ("pain_severity", "11", "out_of_range"),
    ("pain_since", "last year", "not_a_day"),
    ("pain_since", "2024-13", "not_a_day"),
    ("pain_since", "2025-02-29", "not_a_day"),
    ("pain_since", {"year": "", "month": "3"}, "not_a_day"),
    ("pain_since", "2026-11-03", "not_yet"),
    ("pain_since", "1959", "before_birth"),
    ("story", "x" * 4001, "too_long"),
    ("body_map", {"pain": ["tail"]}, "not_an_answer"),
    ("body_map", ["big_toe_left"], "not_an_answer"),
    ("medicines", ["metfromin"], "unknown_medicine"),
    ("medicines", ["metformin"] * 41, "too_many"),
    ("medicines", {"list": ["metformin"], "whole": "none"}, "none_and_more"),
    ("falls_told", {"count": "some"}, "not_a_number"),
    ("goals", [{"words": "Walk"}], "no_domain"),
    ("goals", [{"domain": "pain"}], "not_an_answer"),
    ("goals", [{"words": "Walk", "domain": "pain"}] * 6, "too_many"),
    ("time_to_worst", "soon", "not_an_answer"),
]


@pytest.mark.parametrize(("question", "reply", "problem"), WRONG)
def test_a_wrong_answer_is_named_with_a_way_to_mend_it(question, reply, problem):
    assert refuse(question, reply).id == problem


@pytest.mark.parametrize("reply", ["0", "600", " 20 ", 20, 20.0])
def test_the_edges_of_a_range_are_in_it(reply):
    assert take("minutes_a_day", reply).entry.facts[0].value == float(str(reply).strip())


def test_one_wrong_answer_holds_back_the_step_and_each_is_named():
    step = STEPS["minutes_a_day"]
    both = Step(
        **{name: getattr(step, name) for name in Step.__slots__}
        | {"questions": (*step.questions, *STEPS["days_a_week"].questions)}
    )
    found = entry_from(both, {"minutes_a_day": "x", "days_a_week": "9"}, ADA, KNOWLEDGE, {})
    assert [problem.question for problem in found] == ["minutes_a_day", "days_a_week"]


def test_a_problem_is_told_in_the_patients_language():
    spanish = whole_step("life", ADA, KNOWLEDGE, {}, "es")
    found = entry_from(spanish, {"days_a_week": "9"}, ADA, KNOWLEDGE, {})
    assert found[0].fix == "Escriba un número de 0 a 7."


def painting(**told):
    words = {"group_numbness": "yes", "body_map": {"numb": ["big_toe_left", "seat"]}}
    return answered(ADA, saying(**{**words, **told}))


def test_painted_zones_are_sites_of_the_group_and_of_its_only_kind():
    case = painting(numbness_parts=["numbness"]).case
    (symptom,) = [one for one in case.symptoms if one.group == SymptomGroup.NUMBNESS]
    assert symptom.sites == ("great_toe_left", "saddle")
    findings = Findings(case, KNOWLEDGE)
    assert findings.at_site("numbness", "great_toe_left") is True
    assert findings.at_site("numbness", "heel_left") is False
    assert findings.at_site("tingling", "great_toe_left") is False


@pytest.mark.parametrize(("word", "there"), [("yes", True), ("no", None), ("not_sure", None)])
def test_two_kinds_are_at_every_place_only_if_the_person_says_so(word, there):
    told = painting(numbness_parts=["numbness", "tingling"], numbness_same_places=word)
    findings = Findings(told.case, KNOWLEDGE)
    assert findings.at_site("tingling", "great_toe_left") is there
    assert findings.truth("symptom_numbness") is True


def test_a_list_of_medicines_settles_all_classes_only_if_whole_and_known():
    known = take("medicines", {"list": ["Metformin "], "whole": "all"}).entry
    assert [one.name for one in known.medicines or ()] == ["Metformin"]
    told = {fact.code: fact.value for fact in known.facts}
    assert told["drug_metformin"] == "current" and told["drug_anticoagulant"] == "never"
    strange = {"name": "Zzyx", "as_written": "yes"}
    unknown = take("medicines", {"list": ["metformin", strange], "whole": "all"}).entry
    assert "never" not in {fact.value for fact in unknown.facts}
    part = take("medicines", "metformin").entry
    assert "never" not in {fact.value for fact in part.facts}
    none = take("medicines", {"whole": "none"}).entry
    assert none.medicines == () and {fact.value for fact in none.facts} == {"never"}


def test_goals_keep_their_words_and_their_order():
    told = [{"words": " Dance ", "domain": "function"}, {"words": "Sleep", "domain": "pain"}]
    assert take("goals", told).entry.goals == (
        Goal(words="Dance", domain=Domain.FUNCTION, priority=1),
        Goal(words="Sleep", domain=Domain.PAIN, priority=2),
    )


def test_a_group_that_is_denied_keeps_no_details():
    sent = answered(ADA, saying(group_pain="yes", pain_severity="7"))
    again = whole_step("feelings", sent.case, KNOWLEDGE, sent.said)
    taken = entry_from(again, {"group_pain": "no"}, sent.case, KNOWLEDGE, sent.said)
    (symptom,) = taken.entry.symptoms
    assert (symptom.present, symptom.severity) == (False, None)


def truths(sent: Sent) -> dict[str, object]:
    findings = Findings(sent.case, KNOWLEDGE)
    return {
        code: findings.value(code) for code, row in KNOWLEDGE.findings.items() if row.side == "none"
    }


def resent(sent: Sent, order: list[int]) -> Sent:
    other = Sent(person=sent.person)
    for number in order:
        other.send(sent.steps[number], sent.replies[number])
    return other


@pytest.mark.parametrize("case", STORIES[::6], ids=lambda case: case.person.id)
def test_the_order_in_which_steps_were_sent_does_not_matter(case):
    sent = answered(bare(case), like(case))
    before = truths(sent)
    for seed in range(3):
        order = list(range(len(sent.steps)))
        Random(seed).shuffle(order)
        assert truths(resent(sent, order)) == before


def test_places_kinds_and_whether_they_agree_may_come_in_any_order():
    sent = painting(numbness_parts=["numbness", "tingling"], numbness_same_places="yes")
    at = [i for i, step in enumerate(sent.steps) if step.id in ("feelings", "where")]
    for order in permutations(at):
        findings = Findings(resent(sent, list(order)).case, KNOWLEDGE)
        assert findings.at_site("tingling", "great_toe_left") is True


def test_a_step_sent_twice_says_the_same():
    sent = painting(numbness_parts=["numbness"])
    order = [number for number in range(len(sent.steps)) for _ in (1, 2)]
    assert truths(resent(sent, order)) == truths(sent)


@pytest.mark.parametrize("case", STORIES, ids=lambda case: case.person.id)
def test_nothing_is_recorded_that_the_person_did_not_say(case):
    sent = answered(bare(case), like(case))
    told = {(fact.code, fact.side, fact.site): fact.value for fact in case.facts}
    for fact in sent.case.facts:
        row = KNOWLEDGE.findings[fact.code]
        if fact.value is True and row.side != "per_site":
            assert told.get((fact.code, fact.side, fact.site)) is True, fact


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["yes", "none", "all", "2024-02", "pain", "big_toe_left", "chest_pain"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["list", "whole", "name", "words", "domain", "count", "left", "pain"])
            | st.text(max_size=5),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@given(st.sampled_from(sorted(STEPS)), JUNK)
def test_no_reply_crashes_and_none_records_what_was_not_said(name, junk):
    question: Question = STEPS[name].questions[0]
    taken = entry_from(STEPS[name], {name: junk, "other": junk}, ADA, KNOWLEDGE, {})
    if isinstance(taken, tuple):
        assert [problem.question for problem in taken] == [name]
        return
    row = KNOWLEDGE.intake_questions[name]
    mine = {word.partition("=")[0] for option in row.options for word in option.findings}
    mine |= {row.finding, *row.findings, "falls_12mo", "fell_past_year"}
    codes = {fact.code for fact in taken.entry.facts}
    assert codes <= mine or question.kind == "medicines"
    case_of(ADA.person, TODAY, ADA.means, [taken.entry])
