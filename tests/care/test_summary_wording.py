"""Pages speak to this person: nothing twice, no codes, no words for somebody else."""

import re
from dataclasses import replace
from functools import cache

import pytest

from lines import example
from surefoot.care.plan.records import LeftOut, PlanOfCare
from surefoot.care.plan.safety.book import rules_of
from surefoot.care.summary import Chart, patient_page, therapist_page
from surefoot.care.summary.limits import held_back, plain
from surefoot.exchange.pages import as_text
from surefoot.terms import Grade, Reason, Technique, Urgency

SUGAR = "Check your sugar before you start."


@cache
def chart(name: str = "mei-dizzy-on-standing") -> Chart:
    return example(name).chart


def changed(**parts) -> Chart:
    """Mei's chart with another plan."""
    assert isinstance(chart().plan, PlanOfCare)
    return replace(chart(), plan=replace(chart().plan, **parts))


def told(one: Chart, page=therapist_page) -> str:
    return " ".join(as_text(page(one), width=2000).split())


def test_what_is_to_be_kept_in_mind_is_printed_once_and_none_is_lost():
    lines = tuple(f"Mind the matter of number {n}." for n in range(7))
    said = told(changed(watch=lines))
    assert [line for line in lines if said.count(line) != 1] == []


@pytest.mark.parametrize("code", ["OH", "HYPERMOBILE", "HF_STABLE"])
def test_an_approval_is_asked_for_by_the_name_of_the_condition(code):
    bars = [bar for bar in rules_of(chart().knowledge).bars if bar.statement == f"safety/{code}"]
    asked = {bar.changes for bar in bars if bar.held == "needs_approval"}
    assert asked
    assert [says for says in asked if code in says or plain(says, chart()) != says] == []
    assert all(chart().knowledge.conditions[code].name in says for says in asked)


def test_what_would_open_a_rule_is_printed_as_the_plan_says_it():
    says = "When it is no longer found: Other open wound or exit site."
    reason = Reason(says="x", statement="x", changes=says, grade=Grade.UNREVIEWED)
    left = LeftOut(what="AE001", kind="ruled_out", reason=reason)
    ((_, _, would),) = held_back(chart(), replace(chart().plan, left_out=(left,)))
    assert would == says


def test_a_stored_sign_whose_words_have_changed_is_still_shown():
    signs = (*chart().plan.stop_signs, "You feel as it was once worded.")
    said = as_text(patient_page(changed(stop_signs=signs)), width=2000)
    assert said.count("You feel as it was once worded.") == 2  # in short, and on the sheet


def test_who_is_on_insulin_is_always_told_to_check_the_sugar():
    needs = {need.id for need in chart().plan.requirements}
    assert {"MI4", "MI5"} <= needs  # the first row with words is not the one about sugar
    said = told(chart(), patient_page)
    assert "Get up in steps." in said
    assert SUGAR in said
    soon = replace(chart().contact, urgency=Urgency.U2, raised=raised())
    assert SUGAR in told(replace(chart(), contact=soon), patient_page)
    others = tuple(need for need in chart().plan.requirements if need.id != "MI5")
    assert SUGAR not in told(changed(requirements=others), patient_page)


def raised():
    flags = chart("hanna-numb-between-the-legs").contact.raised
    return tuple(replace(flag, urgency=Urgency.U2) for flag in flags[:1])


@pytest.mark.parametrize(
    ("gap", "told_as"), [(0.25, "proof/feasible/therapist"), (0.26, "proof/open/therapist")]
)
def test_a_search_that_ended_far_too_soon_says_so_without_a_figure(gap, told_as):
    one = changed(proof=replace(chart().plan.proof, status="FEASIBLE", gap=gap))
    assert one.words(told_as).format(gap="25 %") in told(one)
    assert "26 % at most" not in told(one)


def made(one: Chart) -> str:
    """The last section of a plan: what nobody needs to treat."""
    title = "How this plan was worked out, and what is billed"
    (section,) = (s for s in therapist_page(one).sections if s.title == title)
    return " ".join(as_text(replace(therapist_page(one), sections=(section,)), width=2000).split())


def test_the_bill_and_how_near_the_search_came_stand_after_what_is_to_be_done():
    proof = replace(chart().plan.proof, status="FEASIBLE", gap=0.03)
    one = changed(proof=proof, lifted=("Each week has some balance.",))
    for says in ("better by 3 % at most", "Each week has some balance.", "timed units: 97"):
        assert says in made(one)
        assert told(one).count(says) == 1
    last = [s.title for s in therapist_page(one).sections if s.title != "Story and symptoms"][-1]
    assert last.startswith("How this plan was worked out")


def test_units_that_both_rules_count_alike_are_told_once():
    week, *weeks = chart().plan.weeks
    visit, *visits = week.visits

    def billed(medicare: int) -> str:
        bill = replace(visit.billing, medicare_units={"97112": medicare}, ama_units={"97112": 2})
        first = replace(week, visits=(replace(visit, billing=bill), *visits))
        return made(changed(weeks=(first, *weeks)))

    assert "97112 2. The Medicare and the AMA rule agree." in billed(2)
    assert "97112 1 by the Medicare rule, 97112 2 by the AMA rule." in billed(1)


def left(what: str, kind: str, statement: str) -> LeftOut:
    reason = Reason(says=statement, statement=statement, grade=Grade.UNREVIEWED)
    return LeftOut(what=what, kind=kind, reason=reason)


def test_what_nothing_asks_for_is_not_held_back_by_a_rule():
    pelvic = left("PH001", "ruled_out", "limit/pelvic-emptying")
    unasked = left(str(Technique.PELVIC_BOWEL), "not_available", "indication/bladder")
    hand = left("RT010", "unsettled", "indication/hand")
    rule = left("BT001", "ruled_out", "limit/falls-home-level")

    def told_of(*rows: LeftOut) -> list[str]:
        return [why for _, why, _ in held_back(chart(), replace(chart().plan, left_out=rows))]

    both = {"Limit/pelvic-emptying", "Limit/falls-home-level"}
    assert set(told_of(pelvic, hand, rule)) == both
    assert told_of(pelvic, unasked, rule) == ["Limit/falls-home-level"]


def test_what_is_taught_stands_beside_the_items_it_is_taught_with():
    week, *weeks = chart().plan.weeks
    visit, *visits = week.visits
    item = week.home.self_care[0]
    parts = [
        replace(p, items=(item,), says="Stand up in steps") if p.phase == "education" else p
        for p in visit.parts
    ]
    week = replace(week, visits=(replace(visit, parts=tuple(parts)), *visits))
    name = chart().knowledge.exercises[item.exercise].name
    assert f"Stand up in steps; {name}" in told(changed(weeks=(week, *weeks)))


def test_without_visits_nothing_is_done_at_every_visit():
    assert "At every visit" in told(chart())
    assert "At every visit" not in told(changed(visits_per_week=(0, 0)))


def test_a_share_that_is_asked_for_two_techniques_together_says_so():
    first, *rest = chart().plan.techniques
    alone = replace(first, asked_share=0.5, asked_with=())
    both = replace(alone, asked_with=(Technique.GAIT, Technique.ORTHOSIS_DEVICE))
    assert "50 % with" not in told(changed(techniques=(alone, *rest)))
    said = told(changed(techniques=(both, *rest)))
    assert "50 % with walking and splints and aids" in said


def test_a_device_beside_the_training_says_until_when_and_why():
    weeks = chart().plan.weeks
    item = replace(
        weeks[0].home.exercises[0],
        exercise="EM001", technique=Technique.TENS, sessions=7, is_training=False,
    )  # fmt: skip
    for last, until in ((4, ", to week 4"), (len(weeks), "")):
        tried = tuple(
            replace(week, home=replace(week.home, self_care=(item,) * (week.number <= last)))
            for week in weeks
        )
        said = told(changed(weeks=tried))
        assert re.search(rf"Conventional TENS \(80-120 Hz\) .{{1,30}} 7×{until} –", said)
        assert "TENS Used at home beside the training. TENS: for pain, as an adjunct." in said
