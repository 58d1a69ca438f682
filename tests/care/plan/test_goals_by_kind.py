"""Which measure fits which goal, and on which day it is taken."""

from dataclasses import replace
from datetime import date

import pytest

from care.plan.planned import asked, line
from surefoot.care.case import Goal
from surefoot.care.examination.core_set import gates
from surefoot.care.plan import PlanOfCare
from surefoot.care.plan.goals import NOT_MEASURED, TARGET_LATER, goals, kinds_of, retests
from surefoot.care.plan.records import PlannedGoal
from surefoot.terms import Domain

DAY = date(2026, 11, 2)
SCALE = "Patient-Specific Functional Scale"
BY_HELPER = "The goal, rated 0-10 by the helper"


def judged(name: str, words: str, domain: str, by: date | None = None) -> PlannedGoal:
    care = line(name)
    goal = Goal(words=words, domain=Domain(domain), priority=1, by=by)
    (found,) = goals(replace(care.case, goals=(goal,)), care.concluded, care.knowledge, DAY, 12)
    return found


@pytest.mark.parametrize(
    ("name", "words", "domain", "measure"),
    [
        ("cidp-on-treatment", "Walk to work.", "function", "6-minute walk"),
        ("low-vision-eighty-six", "Walk to the shop.", "independence",
         "Usual walking speed, 10 m"),
        ("dsp-baker-market", "Get up from a low chair.", "function", "30-second chair stand"),
        ("dsp-baker-market", "Button my shirt.", "function", SCALE),
        ("ninety-one-still-gardening", "Get up from my knees.", "independence",
         "30-second chair stand"),
        ("bone-metastasis", "Get up from the chair.", "function", SCALE),  # a leg bone at risk
        ("cmt-carpenter-hands", "Hold a chisel.", "function", SCALE),  # no gain is promised there
        ("cts-severe-cook", "Hold a knife.", "function", SCALE),  # a wasted thumb, before surgery
        ("sfn-dry-eyes-allodynia", "Bear the bed sheet.", "pain", "Pain from light touch, 0-10"),
        ("oxaliplatin-third-course", "Lose no more feeling.", "nerve",
         "10-g monofilament (IWGDF, 3 sites)"),
        ("bppv-turning-in-bed", "Hang my washing.", "fall_risk", SCALE),  # no head turns there
        ("gbs-recovery-wheelchair", "Stand up at the sink.", "independence", SCALE),
        ("dementia-with-daughter", "Walk to church.", "function", BY_HELPER),
        ("dementia-with-daughter", "Dress alone.", "independence", BY_HELPER),
    ],
)  # fmt: skip
def test_a_goal_is_judged_by_what_it_is_about(name, words, domain, measure):
    assert judged(name, words, domain).measure == measure


@pytest.mark.parametrize(
    ("words", "domain", "target"),
    [
        ("Keep the foot quiet.", "protection",
         "no new ulcer and a look at the feet on 6 of 7 days or more"),
        ("Lose no more feeling.", "nerve", "felt at no fewer places than at the start"),
    ],
)  # fmt: skip
def test_a_goal_to_keep_something_says_what_is_kept(words, domain, target):
    assert judged("charcot-in-remission", words, domain).target == target


def test_without_a_size_of_change_the_start_is_what_is_compared_with():
    care = line("charcot-in-remission")
    rows = care.knowledge.goal_measures
    bare = {k: r.model_copy(update={"change": "", "aim": ""}) for k, r in rows.items()}
    knowledge = care.knowledge.model_copy(update={"goal_measures": bare})
    goal = Goal(words="Mine.", domain=Domain.PROTECTION, priority=1)
    case = replace(care.case, goals=(goal,))
    (found,) = goals(case, care.concluded, knowledge, DAY, 12)
    assert found.target == "no worse than at the start"


@pytest.mark.parametrize(
    ("name", "domain"),
    [("ulcer-under-foot-team", "function"), ("charcot-in-cast", "independence"),
     ("charcot-in-cast", "fall_risk"), ("ulcer-under-foot-team", "fall_risk")],
)  # fmt: skip
def test_a_foot_that_may_bear_nothing_is_not_tested_on_it(name, domain):
    assert judged(name, "Mine.", domain).measure == SCALE


@pytest.mark.parametrize(
    ("by", "due"),
    [
        (date(2026, 12, 24), date(2026, 12, 24)),
        (date(2027, 1, 25), date(2027, 1, 25)),
        (date(2027, 5, 1), date(2027, 1, 25)),  # what lies behind the course is judged at its end
        (date(2026, 11, 2), date(2027, 1, 25)),
        (None, date(2027, 1, 25)),
    ],
)
def test_the_day_a_goal_names_counts_where_it_lies_in_the_course(by, due):
    assert judged("canvas-organist", "Play the organ.", "function", by).due_on == due


@pytest.mark.parametrize(
    ("name", "called_for"), [("cidp-on-treatment", True), ("dsp-baker-market", False)]
)
def test_an_inflamed_nerve_is_judged_by_its_own_scale(name, called_for):
    care = line(name)
    assert care.concluded.holds(care.knowledge.retests["retest/irods"].when) is called_for


STANDING = {
    "10-metre walk, usual and fast",
    "30-second chair stand (CDC)",
    "4-Stage Balance Test",
    "Timed Up and Go",
    "modified Clinical Test of Sensory Interaction on Balance",
}


def measured(name: str) -> set[str]:
    made = asked(name)
    found = retests(made.person.findings, made.person.knowledge, (), DAY)
    return {measure for retest in found for measure in retest.measures}


@pytest.mark.parametrize("name", ["charcot-in-cast", "ulcer-under-foot-team"])
def test_no_standing_test_for_a_foot_that_may_bear_nothing(name):
    assert not STANDING & measured(name)
    state = {g.id: g for g in gates(asked(name).person.findings, asked(name).person.knowledge)}
    assert state["gate/standing-foot"].closed is True


def test_a_foot_that_is_sound_is_tested_standing():
    assert measured("dsp-baker-market") >= STANDING
    made = asked("dsp-baker-market")
    state = {g.id: g for g in gates(made.person.findings, made.person.knowledge)}
    assert state["gate/standing-foot"].closed is False


def test_what_nothing_calls_for_is_not_asked_again():
    assert "Pain, Enjoyment, General activity (PEG)" not in measured("canvas-organist")
    assert "Pain, Enjoyment, General activity (PEG)" in measured("sfn-developer-prediabetes")
    assert "Orthostatic vitals" not in measured("cts-severe-cook")
    assert "Fall diary and injury class" not in measured("cts-severe-cook")
    assert "Fall diary and injury class" in measured("dsp-baker-market")
    assert "Grip strength" in measured("cts-severe-cook")
    assert "6-minute walk" in measured("cidp-on-treatment")


def test_who_cannot_follow_two_steps_fills_in_no_form():
    tests = measured("dementia-with-daughter")
    assert not {SCALE, "Patient Health Questionnaire-2", "Generalised Anxiety Disorder-2"} & tests
    assert "modified Clinical Test of Sensory Interaction on Balance" not in tests
    assert "Timed Up and Go" in tests


@pytest.mark.parametrize("name", ["cts-severe-cook", "dsp-baker-market"])
def test_every_goal_is_measured_on_its_day_and_nothing_after_the_last_visit(name):
    plan = line(name).plan
    assert isinstance(plan, PlanOfCare)
    last = max(retest.on for retest in plan.retests)
    assert {goal.due_on for goal in plan.goals} == {last}
    week, visit = max((w.number, v.day) for w in plan.weeks for v in w.visits)
    assert (last - plan.starts_on).days == 7 * (week - 1) + visit - 1


def planned(measure: str, due: date) -> PlannedGoal:
    return PlannedGoal(
        words="Mine.", domain=Domain.FUNCTION, measure=measure, baseline="", target="", due_on=due
    )


@pytest.mark.parametrize(
    ("measure", "on", "added"),
    [
        ("30-second chair stand", date(2026, 12, 2), ()),  # measured that day with all the rest
        ("30-second chair stand", date(2026, 12, 24), ("30-second chair stand (CDC)",)),
        ("Berg Balance Scale", date(2026, 12, 2), ("Berg Balance Scale",)),
        ("Patient-Specific Functional Scale", date(2026, 12, 2), ()),
    ],
)
def test_what_judges_a_goal_is_taken_on_its_day_and_only_once(measure, on, added):
    made = asked("dsp-baker-market")
    found = retests(
        made.person.findings, made.person.knowledge, (), DAY, planned=[planned(measure, on)]
    )
    mine = [r.measures for r in found if r.on == on and r.why.startswith("The goals")]
    assert mine == ([added] if added else [])


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Swim my lengths again.", {"pool"}),
        ("Walk three lengths in the pool.", {"pool"}),  # water, not the road
        ("Walk to the shop.", {"walking"}),
        ("Get out of the house every day.", {"walking"}),
        ("Walk to the tram before sunrise.", {"walking", "dark"}),
        ("Climb the Wildspitze.", {"mountain"}),
        ("Climb the stairs to my flat.", {"rising"}),
        ("Climb to the third floor.", {"rising"}),
        ("Climb into the cab.", {"rising"}),
        ("Climb the stairs without holding on with both hands.", {"rising"}),
        ("Feel the pedals when I drive.", {"driving"}),
        ("Feel the pedals of my bike.", {"cycling"}),
        ("Cycle to work.", {"cycling", "work"}),
        ("Play the Christmas service.", {"hand"}),
        ("Play boules with the men.", {"game"}),
        ("Walk the children to the playground.", {"walking"}),
        ("Hold a chisel.", {"hand"}),
        ("Hold the baby safely.", set()),  # no training of the grip
        ("Set a balance wheel.", {"fine_hand"}),
        ("Cook a meal standing up.", {"standing"}),
        ("Stand up from a chair.", {"rising"}),
        ("Dance tango again.", {"dancing"}),
        ("Dig my allotment.", {"digging"}),
        ("Finish a night shift.", {"work"}),
        ("Sleep until six.", {"sleep"}),
    ],
)
def test_what_a_goal_is_about_is_what_the_person_said(words, kinds):
    goal = Goal(words=words, domain=Domain("function"), priority=1)
    found = kinds_of(goal, line("cidp-on-treatment").knowledge)
    assert found == {f"goal_kind/{kind}" for kind in kinds}


@pytest.mark.parametrize(
    "words",
    ["Swim my lengths.", "Finish a night shift.", "Dig my allotment.", "Cook standing up."],
)
def test_what_no_test_measures_the_person_rates(words):
    """Neither chair stands nor the walk of six minutes tell of it."""
    assert judged("cidp-on-treatment", words, "function").measure == SCALE
    assert judged("dsp-baker-market", words, "function").measure == SCALE


@pytest.mark.parametrize(("weeks", "is_set"), [(2, False), (3, True)])
def test_a_course_of_two_weeks_sets_no_dated_target(weeks, is_set):
    care = line("bppv-turning-in-bed")
    (found,) = goals(care.case, care.concluded, care.knowledge, DAY, weeks)
    assert (found.target != TARGET_LATER) is is_set
    assert is_set or found.baseline == NOT_MEASURED
