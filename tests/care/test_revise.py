"""A plan changed by hand: every sum holds, every hard rule holds, and a refusal says why."""

from dataclasses import replace
from functools import cache

import pytest

from lines import line
from stories import knowledge
from surefoot.care.case import Approval
from surefoot.care.line import LineOfCare
from surefoot.care.plan.changes import CHANGED, Edit, Unfit, Version
from surefoot.care.plan.records import PlanOfCare
from surefoot.care.revise import approvals_for, carried_over, revised
from surefoot.terms import Setting, Technique

CLINIC, HOME = Setting.CLINIC, Setting.HOME


@cache
def cook() -> LineOfCare:
    """A cook with severe carpal tunnel, whose course is solved in about a second."""
    return line_of("cts-severe-cook")


def line_of(name: str) -> LineOfCare:
    return line(name)


def edit(kind, exercise, setting=CLINIC, **rest) -> Edit:
    return Edit(kind=kind, exercise=exercise, setting=setting, **rest)


@cache
def roomy() -> PlanOfCare:
    """The cook's plan without its longest strength exercise: each week has room for a change."""
    inside = [i for w in cook().plan.weeks for v in w.visits for p in v.parts for i in p.items]
    strength = [item for item in inside if item.technique == Technique.STRENGTH]
    longest = max(strength, key=lambda item: (item.minutes, item.exercise)).exercise
    version = revised(cook(), Version(answer=cook().plan), edit("remove", longest))
    assert isinstance(version, Version), version
    return version.answer


def after(*edits: Edit) -> PlanOfCare:
    version = Version(answer=roomy())
    for one in edits:
        version = revised(cook(), version, one)
        assert isinstance(version, Version), version
    assert version.edits == edits
    return version.answer


def refused(line: LineOfCare, one: Edit) -> Unfit:
    found = revised(line, Version(answer=line.plan), one)
    assert isinstance(found, Unfit), "it was not refused"
    return found


def items(plan, exercise, setting=CLINIC):
    return [
        item
        for week in plan.weeks
        for item in (
            *(i for v in week.visits for part in v.parts for i in part.items),
            *week.home.exercises,
            *week.home.self_care,
        )
        if (item.exercise, item.setting) == (exercise, setting)
    ]


CHANGES = [
    edit("remove", "FX013"),
    edit("remove", "NG003", HOME),
    edit("dose", "NG003", sets=2),
    edit("dose", "NG003", HOME, sets=1, from_week=6),
    edit("swap", "NG003", instead="NG002"),
    edit("pin", "NG001"),
]


@pytest.mark.parametrize("one", CHANGES, ids=lambda e: f"{e.kind} {e.exercise} {e.setting}")
def test_a_changed_plan_holds_every_hard_rule_and_says_it_was_changed(one):
    plan = after(one)
    assert cook().broken(plan) == ()
    assert plan.proof.status == CHANGED
    assert one.kind != "pin" or plan == roomy()


def test_what_is_taken_out_is_gone_at_that_place_only_and_stands_among_what_was_left_out():
    plan = after(edit("remove", "FX013"))
    assert items(plan, "FX013") == []
    assert items(plan, "FX013", HOME)
    gone = after(edit("remove", "FX013"), edit("remove", "FX013", HOME))
    assert [left.kind for left in gone.left_out if left.what == "FX013"] == ["by_hand"]


def test_a_dose_holds_from_its_week_on_and_its_minutes_follow():
    plan = after(edit("dose", "NG003", sets=2, from_week=3))
    doses = [item.sets for item in items(plan, "NG003")]
    before = [item.sets for item in items(roomy(), "NG003")]
    assert doses[:4] == before[:4]
    assert set(doses[4:]) == {2}
    assert items(plan, "NG003")[-1].minutes < items(roomy(), "NG003")[-1].minutes


def test_what_was_taken_out_can_be_put_in_again():
    plan = after(edit("remove", "NG003"), edit("add", "NG003"))
    assert items(plan, "NG003")
    assert max(v.minutes for w in plan.weeks for v in w.visits) <= cook().case.means.visit_min


def test_a_technique_that_changed_no_longer_claims_its_expected_effect():
    plan = after(edit("dose", "NG003", sets=2))
    changed = next(c for c in plan.techniques if c.technique == "nerve_gliding")
    assert (dict(changed.effect), changed.dose_note != "") == ({}, True)
    assert sum(choice.share for choice in plan.techniques) == pytest.approx(1)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (edit("dose", "NG003", sets=40), "training minutes"),
        (edit("dose", "NG001", HOME, sessions=7), "days"),
        (edit("dose", "AQ001", sets=2), "not in the plan"),
        (edit("add", "NG001"), "already"),
        (edit("swap", "NG003", instead="NG001"), "already"),
        (edit("remove", "NG001"), "gets harder after 2 weeks, not 4"),
        (edit("remove", "NOPE1"), "There is no exercise"),
    ],
)
def test_a_change_that_breaks_a_rule_is_refused_with_the_rule(one, said):
    told = [reason.says for reason in refused(cook(), one).reasons]
    assert any(said in says for says in told), told


def test_too_much_is_refused_with_what_would_change_it():
    found = refused(cook(), edit("dose", "NG003", sets=40))
    assert all(reason.changes.startswith("Less of it") for reason in found.reasons)


def test_what_safety_shuts_does_not_come_in_and_the_reason_says_what_would_change_it():
    line = line_of("cts-severe-cook")
    safe = line.safety.exercises
    shut = next(n for n in sorted(safe) if safe[n].held == "ruled_out" and not safe[n].settings)
    found = refused(line, edit("add", shut))
    assert found.reasons == safe[shut].against
    assert not found.needs_approval


def test_a_must_have_cannot_be_taken_out():
    case = line_of("dsp-baker-market").case
    untested = tuple(f for f in case.facts if not f.code.startswith(("tug", "gait", "sbp")))
    line = LineOfCare(replace(case, facts=untested, answers=()), knowledge())
    found = refused(line, edit("remove", "FC001", HOME))
    assert ["FC001 is missing." in reason.says for reason in found.reasons][:1] == [True]


def test_what_needs_an_approval_opens_by_the_least_that_opens_it():
    line = line_of("sfn-dry-eyes-allodynia")
    asked = approvals_for(line, "NG001", CLINIC, by="Dr B", reason="Settles in ten minutes.")
    assert [(one.condition, one.technique) for one in asked] == [
        ("NERVE_IRRITABLE", "nerve_gliding")
    ]
    assert all(isinstance(one, Approval) and one.on == line.case.today for one in asked)
    opened = LineOfCare(replace(line.case, approvals=asked), line.knowledge)
    assert CLINIC in opened.safety.exercises["NG001"].settings


def test_no_approval_opens_what_is_ruled_out():
    line = cook()
    safe = line.safety.exercises
    shut = next(n for n in sorted(safe) if safe[n].held == "ruled_out" and not safe[n].settings)
    assert approvals_for(line, shut, CLINIC, by="Dr B", reason="Please.") == ()


def test_changes_are_made_again_and_those_that_no_longer_fit_are_told():
    kept, lost = edit("remove", "FX013"), edit("dose", "AQ001", sets=2)
    version = carried_over(cook(), cook().plan, (kept, lost))
    assert version.edits == (kept,)
    assert [one.edit for one in version.unfit] == [lost]
    assert items(version.answer, "FX013") == []
