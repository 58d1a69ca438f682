"""One fault of each kind planted into a finished plan, or into the person it was made for.

The second reading has to find each, and to name the rule. Without a fault it finds none.
"""

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import surefoot.care.check as second_reading
from care.check.finished import (
    CASE,
    FINDINGS,
    MEASURED,
    PRESENT,
    RESULTS,
    at_home,
    in_clinic,
    item,
    plan,
)
from care.plan.steady import KNOWLEDGE, fact, findings_of, on_sides, person
from surefoot.care.case import NotDone
from surefoot.care.check import Broken, check
from surefoot.care.plan.records import PlannedItem, PlanOfCare
from surefoot.terms import Setting, Side, Technique

PLAN = plan()
FIRST = "weeks.0.visits.0."
HOME = "weeks.0.home."
LIST = f"{HOME}exercises"
ITEM = f"{LIST}.0."
BALANCE = f"{FIRST}parts.2.items"


def put(record, path: str, value):
    """A record with one part of it exchanged; a function makes the new part from the old."""
    head, _, rest = path.partition(".")
    old = record[int(head)] if isinstance(record, tuple) else getattr(record, head)
    new = put(old, rest, value) if rest else value(old) if isinstance(value, Callable) else value
    if isinstance(record, tuple):
        return tuple(new if n == int(head) else each for n, each in enumerate(record))
    return replace(record, **{head: new})


def named(broken: tuple[Broken, ...], rule: str, words: str) -> bool:
    """Whether a fault of this rule is found, in these words."""
    return any(each.rule == rule and words in each.says for each in broken)


def also(exercise: str, setting: Setting = Setting.HOME, **changes):
    """One more item in a list."""
    return lambda items: (*items, replace(item(exercise, setting, 1.0), **changes))


def twice(value):
    return value * 2


def daily(_item: PlannedItem) -> PlannedItem:
    """Heavy work at home on each of four days."""
    return at_home("RT023", 4.0, 4)


def the_day_after(week):
    """Heavy work in the visit of day 4, and for the same muscles at home on day 5."""
    visit = put(week, "visits.1.parts.2.items.0", in_clinic("RT011"))
    return put(visit, "home.exercises.1", replace(at_home("RT014"), days=(5,)))


def pool_visit(visit):
    """A visit that is held in the pool, and whose item does not say how."""
    swim = replace(item("AQ001", Setting.POOL, 4.0), supervision=2, modifications=())
    return put(replace(visit, setting=Setting.POOL), "parts.2.items.0", swim)


def a_thirteenth_week(weeks):
    numbers = range(1, 14)
    return tuple(replace(weeks[min(n, 4) - 1], number=n) for n in numbers)


def test_a_plan_without_a_fault_is_found_whole():
    assert check(PLAN, CASE, FINDINGS, KNOWLEDGE) == ()


PLANTED = [
    # what is planted, where in the plan, how, the rule that has to be named, and words of the fault
    ("an exercise nobody wrote", f"{ITEM}exercise", "XX999", "library", "There is no exercise"),
    ("another technique", f"{ITEM}technique", Technique.BALANCE, "library", "Not the technique"),
    ("a level of its own", f"{ITEM}level", 2, "library", "Not the technique or level"),
    ("too often", f"{ITEM}sessions", 9, "library", "9 times a week, at most 5."),
    ("minutes below nothing", f"{ITEM}minutes", -7.0, "library", "is no dose"),
    ("no number of minutes", f"{ITEM}minutes", float("nan"), "library", "is no dose"),
    ("no sets", f"{ITEM}sets", 0, "library", "is no dose"),
    ("a pool item in a room", BALANCE, also("AQ001", Setting.CLINIC), "setting",
     "Not an item for clinic."),
    ("a clinic item at home", f"{ITEM}setting", Setting.CLINIC, "setting",
     "is for clinic, and listed elsewhere."),
    ("less supervision than it needs", BALANCE,
     also("BT049", Setting.CLINIC, supervision=0), "supervision",
     "Supervision 0, the item needs 2."),
    ("a helper nobody has", f"{ITEM}supervision", 2, "supervision",
     "Needs supervision 2; at home there is 0."),
    ("an excluded tag", LIST, also("SR004"), "safety/LOPS", "INSENSATE_RISK is excluded."),
    ("home where nobody is by", LIST, also("BT010"), "safety/FALLS_HIGH_UNSUP", "is excluded."),
    ("free standing with nobody by", BALANCE,
     also("BT002", Setting.CLINIC, supervision=0), "limit/falls-clinic-guard",
     "somebody stands by"),
    ("too hard for home", LIST, also("BT011"), "limit/falls-home-level", "level 1-2 only"),
    ("no word on a change", f"{ITEM}modifications", (), "safety/LOPS",
     "does not say what is done differently."),
    ("no word on an instruction", "weeks.0.visits.0", pool_visit, "limit/pool-one-to-one",
     "Does not say: One to one in the water."),
    ("one to one that is not given", "weeks.0.visits.0", pool_visit, "limit/pool-one-to-one",
     "In the pool one to one"),
    ("too many minutes", f"{ITEM}minutes", 500.0, "cap", "1035 training minutes, at most 90."),
    ("too many minutes a day", f"{ITEM}minutes", 40.0, "home", "min a day, at most 20."),
    ("growth of more than a tenth", f"weeks.2.{ITEM[8:]}minutes", twice, "PR1", ": more than 10%."),
    ("a jump of two levels", f"weeks.1.{BALANCE[8:]}", also("BT019", Setting.CLINIC), "PR3",
     "balance goes from level 2 to 4."),
    ("too much effort", f"{ITEM}effort_max", 9, "cap", "Effort 9, at most 5."),
    ("heavy work on four days", f"{LIST}.1", daily, "recovery/heavy", "gluteals: heavy work on"),
    ("heavy work the day after a visit", "weeks.0", the_day_after, "recovery/heavy",
     "quadriceps: heavy work on two days in a row."),
    ("never shown before it is done at home", "weeks.0.visits.0.parts.5.shown", (), "MI1",
     "Was shown in no visit before."),
    ("six exercises", f"weeks.3.{LIST[8:]}", twice, "home", "6 exercises, at most 5."),
    ("four in the first week", LIST, also("AE008"), "home", "4 exercises, at most 3."),
    ("more than a page", f"{HOME}self_care", lambda found: found * 3, "home",
     "12 lines on the page."),
    ("more often than on its days", f"{LIST}.0.sessions", 3, "home", "AE008: 3 times on 2 days."),
    ("days out of order", f"{LIST}.0.days", (5, 2), "home",
     " are not days of a week in their order."),
    ("an eighth day", f"{LIST}.0.days", (2, 8), "home", "are not days of a week in their order."),
    ("days nobody named", f"{HOME}days", 1, "home", "Says 1 days, names 3."),
    ("home on the day of a visit", f"{LIST}.0.days", (2, 4), "home",
     "Training at home on the day of a visit: [4]"),
    ("harder after two weeks at a high fall risk", f"weeks.2.{BALANCE[8:]}",
     also("BT011", Setting.CLINIC), "pace/slow", "balance gets harder after 2 weeks, not 4."),
    ("no day of rest", f"{HOME}days", 5, "home", "5 days and 2 visits: rest"),
    ("weeks out of order", "weeks.3.number", 7, "sum", "The weeks are numbered"),
    ("a thirteenth week", "weeks", a_thirteenth_week, "sum", "The weeks are numbered"),
    ("visits out of order", "weeks.3.visits.0.number", 30, "sum", "The visits are numbered"),
    ("another sum of the week", "weeks.2.training_min", twice, "sum", "Says 118 min, holds 59."),
    ("another sum of a technique", "techniques.0.minutes", twice, "sum", "Says 128 min, holds 64."),
    ("another count of visits", "visits_per_week", (3,) * 4, "sum", "Says (3, 3, 3, 3), holds"),
    ("another length of a visit", f"{FIRST}minutes", 30.0, "sum", "Parts add up to 35 of 30 min."),
    ("a part that is too short", f"{FIRST}parts.2.minutes", 1.0, "sum", "balance holds 8 of 1"),
    ("parts in another order", f"{FIRST}parts", lambda parts: parts[::-1], "session",
     "Out of order: education, cool_down"),
    ("no warm-up", f"{FIRST}parts", lambda parts: (parts[0], *parts[2:]), "MI1", "No warm-up."),
    ("no cool-down", f"{FIRST}parts.4.phase", "flexibility", "MI1", "No cool-down."),
    ("no checks before", f"{FIRST}parts.0.phase", "warm_up", "MI1", "No pre-check."),
    ("training that does not count", f"{ITEM}is_training", False, "sum",
     "Is training, and not counted as such."),
    ("foot care that counts", f"{HOME}self_care.0.is_training", True, "sum",
     "Is no training, and counted as such."),
    ("a unit too many", f"{FIRST}billing.medicare_units", {"97112": 9}, "billing",
     "16 timed minutes give 1 Medicare units, not 9."),
    ("a unit too few by code", f"{FIRST}billing.ama_units", {}, "billing", "min give 1 AMA units."),
    ("a must-have not named", "requirements", lambda found: found[1:], "MI1", "Does not name MI1"),
    ("no goal", "goals", (), "MI1", "Without a goal."),
    ("no date to measure again", "retests", (), "MI1", "Without a re-test date."),
    ("a stop sign left out", "stop_signs", lambda signs: signs[1:], "MI1",
     "Without all stop signs."),
    ("more than advice", "gate", "advice_only", "open/advice-only", "advice and protection only"),
    ("more than the first steps", "gate", "provisional", "open/provisional", "everything else"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "rule", "words"),
                         [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED])  # fmt: skip
def test_a_fault_of_the_plan_is_found_and_named(path, value, rule, words):
    found = check(put(PLAN, path, value), CASE, FINDINGS, KNOWLEDGE)
    assert named(found, rule, words), found


def without(*exercises: str) -> PlanOfCare:
    """The plan with these left out wherever they stand."""
    found = PLAN
    for number, week in enumerate(PLAN.weeks):
        for where in ("exercises", "self_care"):
            kept = tuple(i for i in getattr(week.home, where) if i.exercise not in exercises)
            found = put(found, f"weeks.{number}.home.{where}", kept)
    return found


@pytest.mark.parametrize("name", ["FC001", "FC002", "FC004"])
def test_a_required_item_that_is_left_out_is_named(name):
    found = check(without(name), CASE, FINDINGS, KNOWLEDGE)
    assert named(found, "MI2", f"{name} is missing.")


def test_a_plan_does_not_excuse_itself():
    """It says that safety forbids an item which safety does not forbid."""
    needs = tuple(
        replace(need, exercises=(), barred=(replace(need.reason, says="FC002: out."),))
        for need in PLAN.requirements
    )
    excused = replace(without("FC002"), requirements=needs)
    assert named(check(excused, CASE, FINDINGS, KNOWLEDGE), "MI2", "FC002 is missing.")


def test_what_safety_itself_forbids_is_not_missing():
    """Extra water for low blood pressure, and a heart that may not have it."""
    asked = FINDINGS.with_results({"must_mi4": True})
    assert named(check(PLAN, CASE, asked, KNOWLEDGE), "MI4", "AU005 is missing.")
    barred = asked.with_results({"cond_hf_stable": True})
    assert not named(check(PLAN, CASE, barred, KNOWLEDGE), "MI4", "AU005 is missing.")


def test_one_of_several_that_will_do_has_to_be_there():
    asked = FINDINGS.with_results({"must_mi13": True})
    assert not named(check(PLAN, CASE, asked, KNOWLEDGE), "MI13", "None of")
    assert named(check(without("AE008"), CASE, asked, KNOWLEDGE), "MI13", "None of AE007")


CHANGED = [
    # what is different about the person, how it is known, the rule, and words of the fault
    ("a sign of U0", {"rf_ces": "U0"}, "contact", "U0: no plan at all."),
    ("a sign of U2", {"rf_ulcer": "U2"}, "contact", "U2: advice and protection only."),
    ("a sign that restricts", {"rf_ulcer": "U2"}, "rf_ulcer", "WB STAND waits for its review."),
    ("a first visit that is not over", {"sbp_supine": None}, "gate", "Full plan without"),
    ("a condition that forbids", {"cond_dvt_suspect": True}, "safety/DVT_SUSPECT", ": never."),
    ("a condition nobody settled", {"cond_dvt_suspect": None}, "safety/DVT_SUSPECT", ": never."),
    ("one that needs approval", {"cond_neutropenia": True}, "safety/NEUTROPENIA",
     "not without approval."),
    ("all that is active is out", {"cond_fever": True}, "safety/FEVER", "is excluded."),
    ("glucose of 350", {"glucose_now_mgdl": 350.0}, "limit/glucose-350", "no session"),
    ("a stratum with a lower cap", {"cond_ulcer_foot": True}, "cap",
     "training minutes, at most 30."),
    ("a must-have that begins to apply", {"must_mi5": True}, "MI5", "Does not name MI5"),
    ("nobody who walks", {"can_walk": False}, "limit/cannot-walk-home", "nothing standing at home"),
    ("standing unguarded before walking", {"can_walk": False}, "limit/cannot-walk-guard",
     "only with hands-on guarding"),
    ("feet nobody can see", {"low_vision": True}, "limit/low-vision-feet", ""),
    ("a life without gear", {"no_equipment": True}, "life/no_equipment", "body weight"),
    ("less time at home", {"minutes_per_day_available": 5.0}, "home", "min a day, at most 5."),
    ("more than 80 years", {"age_a": 80.0}, "home", "3 exercises, at most 2."),
    ("no transport", {"no_transport": True}, "life/no_transport", "2 visits, at most 1."),
    ("five visits are paid for", {"visits_allowed": 5.0}, "visits", "8 visits, at most 5."),
    ("dialysis on days of training", {"dialysis_days": "tue_thu_sat"}, "life/dialysis_tue_thu_sat",
     "on the other days"),
]  # fmt: skip


@pytest.mark.parametrize(("results", "rule", "words"),
                         [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED])  # fmt: skip
def test_a_plan_that_no_longer_suits_the_person_is_found(results, rule, words):
    found = check(PLAN, CASE, FINDINGS.with_results(results), KNOWLEDGE)
    assert named(found, rule, words), found


MEANS = [
    # what the clinic has, the rule, and words of the fault
    ("no home visits any more", {"settings": (Setting.CLINIC,)}, "setting",
     "home cannot be offered."),
    ("nobody who teaches balance", {"skills": (Technique.STRENGTH,)}, "skills",
     "Nobody here delivers balance."),
    ("shorter visits", {"visit_min": 30}, "visits", "35 min, visits last 30."),
    ("one visit a week", {"visits_per_week_max": 1}, "visits", "2 visits, at most 1."),
    ("five visits in all", {"visits_max": 5}, "visits", "8 visits, at most 5."),
]  # fmt: skip


@pytest.mark.parametrize(("means", "rule", "words"),
                         [row[1:] for row in MEANS], ids=[row[0] for row in MEANS])  # fmt: skip
def test_a_plan_that_the_clinic_cannot_offer_is_found(means, rule, words):
    case = replace(CASE, means=replace(CASE.means, **means))
    found = check(PLAN, case, FINDINGS, KNOWLEDGE)
    assert named(found, rule, words), found


FACTS = [
    # what was found today, the rule, and words of the fault
    ("a knee of MRC 2", on_sides("mrc_knee_extension", *Side, value=2.0),
     "limit/pr11-under-3-knee_extension", "under MRC 3"),
    ("an assistant in the clinic", [fact("supervision_available", "0", site="clinic")],
     "supervision", "Needs supervision 1; at clinic there is 0."),
    ("no towel", [fact("equip_chair", False, site="home")], "equipment", "No chair there."),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "rule", "words"),
                         [row[1:] for row in FACTS], ids=[row[0] for row in FACTS])  # fmt: skip
def test_a_plan_that_does_not_fit_what_was_found_is_found(facts, rule, words):
    gone = {each.code for each in facts}
    case = person(facts=(*MEASURED, *facts), without=gone)
    found = check(PLAN, case, findings_of(case, present=PRESENT, **RESULTS), KNOWLEDGE)
    assert named(found, rule, words), found


def test_an_operated_hip_is_not_bent_past_the_right_angle():
    reaching = put(PLAN, BALANCE, also("BT023", Setting.CLINIC))
    for site, broken in (("hip_right", True), ("knee_front_right", False)):
        operated = [fact("surgery_6wk_site", False), fact("surgery_6wk_site", True, site=site)]
        case = person(facts=(*MEASURED, *operated), without={"surgery_6wk_site"})
        findings = findings_of(case, present=(*PRESENT, "SURGERY_RECENT"), **RESULTS)
        found = check(reaching, case, findings, KNOWLEDGE)
        assert named(found, "limit/hip-precautions", "right angle") is broken


def test_a_weak_muscle_gets_sets_of_eight():
    weak = person(facts=(*MEASURED, *on_sides("mrc_knee_extension", *Side, value=3.0)))
    findings = findings_of(weak, present=PRESENT, **RESULTS)
    longer = put(PLAN, f"{LIST}.1.reps", 9)
    words = "9 repetitions with a weak muscle, at most 8."
    assert not named(check(PLAN, weak, findings, KNOWLEDGE), "PR11", words)
    assert named(check(longer, weak, findings, KNOWLEDGE), "PR11", words)
    assert not named(check(longer, CASE, FINDINGS, KNOWLEDGE), "PR11", words)


def test_until_the_performance_block_is_done_nobody_stands_freely():
    freely = put(PLAN, BALANCE, also("BT002", Setting.CLINIC))
    undone = FINDINGS.with_results({"fsbt_stage": None})
    assert not named(check(freely, CASE, FINDINGS, KNOWLEDGE), "open/performance", "")
    assert not named(check(PLAN, CASE, undone, KNOWLEDGE), "open/performance", "")
    assert named(check(freely, CASE, undone, KNOWLEDGE), "open/performance", "hand-supported")
    for why, waits in (("unable", False), ("declined", True)):
        case = replace(CASE, not_done=(NotDone(code="fsbt_stage", why=why, on=CASE.today),))
        assert named(check(freely, case, undone, KNOWLEDGE), "open/performance", "") is waits


def test_with_a_fall_in_pressure_most_of_each_week_is_seated_or_lying():
    upright = put(PLAN, f"{BALANCE}.0.minutes", 60.0)
    fainting = FINDINGS.with_results({"cond_oh": True})
    assert not named(check(PLAN, CASE, fainting, KNOWLEDGE), "MI4", "upright")
    assert not named(check(upright, CASE, FINDINGS, KNOWLEDGE), "MI4", "upright")
    words = "74 of 111 min upright; 60% seated or lying."
    assert named(check(upright, CASE, fainting, KNOWLEDGE), "MI4", words)


def sentences() -> set[str]:
    """The longest constant part of each sentence that the second reading can say."""
    found = set()
    for path in Path(str(second_reading.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            said = _said(node)
            parts = [p.value for p in ast.walk(said) if isinstance(p, ast.Constant)] if said else []
            found |= {max((p for p in parts if isinstance(p, str)), key=len, default="")}
    return found - {""}


def _said(node: ast.AST) -> ast.AST | None:
    """What a node says of a fault, if it says anything."""
    named = isinstance(node, ast.keyword) and node.arg == "says"
    kept = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "says"
    alone = isinstance(node, ast.Yield) and isinstance(node.value, ast.JoinedStr)
    return node.value if named or kept or alone else None


TOLD = [row[-1] for table in (PLANTED, CHANGED, MEANS, FACTS) for row in table]
TOLD += ["FC002 is missing.", "None of AE007", "9 repetitions with a weak muscle, at most 8."]
TOLD += ["74 of 111 min upright; 60% seated or lying."]


@pytest.mark.parametrize("sentence", sorted(sentences()))
def test_each_thing_the_second_reading_can_say_has_a_planted_fault(sentence):
    assert any(words in sentence or sentence.strip() in words for words in TOLD)


@pytest.mark.parametrize(("exercises", "care", "faulty"), [(1, 9, False), (2, 7, True)])
def test_one_exercise_has_its_line_beside_whatever_care_is_needed(exercises, care, faulty):
    few = put(PLAN, LIST, lambda found: found[:exercises])
    made = put(few, f"{HOME}self_care", lambda found: (found * 3)[:care])
    told = [each.says for each in check(made, CASE, FINDINGS, KNOWLEDGE)]
    assert (f"{exercises + care} lines on the page." in told) is faulty
