"""The patient stories run through the whole line, and together they cover what can happen."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from expectations import (
    techniques_in,
    told_of_contact,
    told_of_diagnosis,
    told_of_plan,
    told_of_prognosis,
)
from lines import line, solve_together
from stories import Story, knowledge, stories
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.summary import patient_page
from surefoot.care.summary.home_care import caution
from surefoot.exchange import case_file
from surefoot.exchange.pages import as_text
from surefoot.terms import NeuropathyType, SymptomGroup, Technique, Urgency

STORIES = {story.name: story for story in stories()}
STEPS = {
    "contact": told_of_contact,
    "diagnosis": told_of_diagnosis,
    "prognosis": told_of_prognosis,
    "plan": told_of_plan,
}


def result(name: str, step: str) -> Any:
    """The record of a step."""
    return getattr(line(name), step)


def expected() -> list[tuple[str, str]]:
    return [(name, step) for name, story in STORIES.items() for step in story.expect]


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_a_case_file_without_a_fault(name: str) -> None:
    assert [str(problem) for problem in case_file.problems(STORIES[name].text, knowledge())] == []


@pytest.mark.parametrize(("name", "step"), expected())
def test_the_line_of_care_answers_as_the_story_says(name: str, step: str) -> None:
    assert STEPS[step](result(name, step), STORIES[name].expect[step]) == []


CODES = re.compile(r"\b(?:\w*_\w*|[A-Z]{2}\d{3}|(?:U|R|E|MI|PR)\d+|RS|RU)\b")


@cache
def inner_words() -> frozenset[str]:
    """Names that only this program uses: of patterns, conditions, tags, values like type2."""
    own = knowledge()
    values = {v for f in own.findings.values() for v in f.enum_values if not v.isalpha()}
    names = {*own.conditions, *own.tags, *own.patterns, *own.causes, *own.techniques}
    told = (*names, *values)
    return frozenset(one for one in told if not one.isdigit() and not re.fullmatch("[a-z]+", one))


@pytest.mark.parametrize("name", STORIES)
def test_no_inner_code_reaches_the_patients_page(name: str) -> None:
    care = line(name)
    text = as_text(patient_page(care.chart), width=400)
    assert CODES.findall(text) == []
    assert set(re.findall(r"[\w-]+", text)) & inner_words() == set()


# What changes an item at home without a word to the person, and why.
TOLD_TO_THE_THERAPIST_ONLY = {
    "limit/balance-poor-guard": "who stands by is said of each item that needs somebody",
    "limit/cognition-caregiver": "who stands by is said of each item that needs somebody",
    "limit/cognition-one-to-one": "it is about the clinic and the pool",
    "safety/DEPRESSION": "nothing is done differently at home; the therapist keeps in touch",
}


@pytest.mark.parametrize("name", STORIES)
def test_what_changes_an_item_at_home_is_told_to_the_person(name: str) -> None:
    care = line(name)
    plan = care.plan
    weeks = plan.weeks if isinstance(plan, PlanOfCare) else ()
    items = [i for week in weeks for i in (*week.home.exercises, *week.home.self_care)]
    said = {reason.statement for item in items for reason in item.modifications}
    silent = {statement for statement in said if not caution(care.chart, statement)}
    assert silent <= {*TOLD_TO_THE_THERAPIST_ONLY}


def test_there_are_enough_stories_and_each_says_why() -> None:
    assert len(STORIES) >= 60
    assert all(len(story.why) > 40 and story.title for story in STORIES.values())
    assert len({story.title for story in STORIES.values()}) == len(STORIES)


def people() -> list[Story]:
    return list(STORIES.values())


def test_the_people_differ_in_age_sex_and_work() -> None:
    cases = [story.case(knowledge()) for story in people()]
    ages = [case.today.year - case.person.born_on.year for case in cases]
    assert min(ages) <= 25
    assert max(ages) >= 90
    sexes = [case.person.sex for case in cases]
    assert 0.35 < sexes.count("female") / len(sexes) < 0.65
    assert len({case.person.work for case in cases}) >= 50
    assert len({goal.words for case in cases for goal in case.goals}) >= 80


# What the stories cover together


def every(step: str) -> list[Any]:
    """The records of one step, over all stories."""
    if step == "plan":
        solve_together(STORIES)
    return [result(name, step) for name in STORIES]


def test_every_type_and_every_pattern_is_likely_in_some_story() -> None:
    diagnoses = every("diagnosis")
    assert {kind for one in diagnoses for kind in one.types} == set(NeuropathyType)
    likely = {
        score.pattern for one in diagnoses for score in one.patterns if score.band == "likely"
    }
    assert likely == set(knowledge().patterns)


def test_every_group_of_symptoms_is_present_in_some_story() -> None:
    told = [symptom for story in people() for symptom in story.case(knowledge()).symptoms]
    assert {symptom.group for symptom in told if symptom.present} == set(SymptomGroup)


def test_every_urgency_comes_out_somewhere() -> None:
    # No red flag asks for a routine letter: U4 is an urgency of referrals.
    contacts = {one.urgency for one in every("contact")}
    assert contacts == set(Urgency) - {Urgency.U4}
    referrals = {refer.urgency for one in every("prognosis") for refer in one.referrals}
    assert Urgency.U4 in referrals


def test_every_fact_of_life_holds_in_some_story() -> None:
    held = {
        row.id
        for name in STORIES
        for row in knowledge().lifestyle.values()
        if line(name).asked.holds(row.when)
    }
    assert held == set(knowledge().lifestyle)


# The condition or medicine of the safety matrix, the mix or the picture that a story was to show.
SHOWN = {
    "chemotherapy now": 'drug_chemo_now == "current"',
    "Guillain-Barre or CIDP": "any_of(gbs_history, ncs_demyelinating)",
    "Charcot-Marie-Tooth": "gene_cmt",
    "a median nerve": "any_side(nerve_median_cts)",
    "an ulnar nerve": "any_side(nerve_ulnar_elbow)",
    "a peroneal nerve": "any_side(nerve_peroneal)",
    "a radial nerve": "any_side(nerve_radial_spiral)",
    "a tibial nerve": "any_side(nerve_tibial_tts)",
    "a nerve of the thigh": "any_side(nerve_lateral_femoral_cutaneous)",
    "a facial nerve": "any_side(nerve_facial)",
    "an eye nerve": "any_side(nerve_oculomotor)",
    "a fall of pressure": "cond_oh",
    "a severe fall of pressure": "cond_oh_severe",
    "a foot ulcer": "cond_ulcer_foot",
    "an active Charcot foot": "cond_charcot_active",
    "a Charcot foot at rest": "cond_charcot_inactive",
    "a narrowed leg artery": "cond_pad_claud",
    "critical ischaemia": "cond_pad_clti",
    "pregnancy": "cond_pregnancy",
    "a mind that cannot follow": "cond_cog_severe",
    "low vision": "low_vision",
    "no transport": "no_transport",
    "no equipment": "no_equipment",
    "fear of water": "cond_water_fear",
    "living alone": "lives_alone",
    "a caregiver": "caregiver_standby",
    "a visit cap": "cost_or_visit_cap",
    "insulin": "cond_insulin_su",
    "few platelets": "cond_plt_30_50",
    "few white cells": "cond_neutropenia",
    "a pacemaker": "cond_implant_cardiac",
    "a blood thinner": "cond_anticoag",
    "thin bones": "cond_osteoporosis",
    "bone metastasis": "cond_bone_mets",
    "dialysis": "cond_nephro_adv",
    "heart failure": "cond_hf_stable",
    "bleeding-prone eyes": "cond_retino_prolif",
    "seizures": "cond_seizure",
    "loose joints": "cond_hypermobile",
    "a recent operation": "cond_surgery_recent",
    "spinning": "cond_vestib_acute",
    "an inner ear that fails": "cond_vestib_chronic",
    "skin that burns in light": "cond_photosens",
    "low mood": "cond_depression",
    "a fast pulse": "cond_tachy_100",
    "no sweat": "cond_heat_anhidrosis",
    "pressure too high": "cond_bp_180",
    "sugar too low": "cond_glu_lt70",
}


@pytest.mark.parametrize("what", SHOWN)
def test_the_stories_show(what: str) -> None:
    assert any(line(name).asked.holds(SHOWN[what]) for name in STORIES)


def test_some_story_is_known_from_the_phone_only() -> None:
    assert any(line(name).asked.unmeasured() for name in STORIES)


def plans() -> list[PlanOfCare]:
    return [plan for plan in every("plan") if isinstance(plan, PlanOfCare)]


def test_the_techniques_are_in_some_plan_and_out_of_another() -> None:
    full = [plan for plan in plans() if plan.gate == "full"]
    chosen = [set(techniques_in(plan)) for plan in full]
    everywhere = {str(technique) for technique in Technique}
    assert {name for names in chosen for name in names} == everywhere
    assert {name for names in chosen for name in everywhere - names} == everywhere


def test_every_must_have_is_asked_for_in_some_plan() -> None:
    asked = {requirement.id for plan in plans() for requirement in plan.requirements}
    assert asked == set(knowledge().must_haves)


def test_most_stories_end_in_a_full_plan_and_some_in_none() -> None:
    assert sum(plan.gate == "full" for plan in plans()) >= 45
    assert {plan.gate for plan in plans()} == {"full", "provisional", "advice_only"}
    assert sum(isinstance(plan, NoSafePlan) for plan in every("plan")) >= 8


def test_no_week_of_any_plan_is_above_its_cap() -> None:
    above = [
        (plan.type_and_stage, week.number, week.training_min, week.cap_min)
        for plan in plans()
        for week in plan.weeks
        if week.training_min > week.cap_min + 1e-6
    ]
    assert above == []


def test_every_plan_keeps_every_hard_rule() -> None:
    every("plan")
    broken = {
        name: [str(one) for one in line(name).broken(plan)]
        for name in STORIES
        if isinstance(plan := line(name).plan, PlanOfCare)
    }
    assert {name: found for name, found in broken.items() if found} == {}
