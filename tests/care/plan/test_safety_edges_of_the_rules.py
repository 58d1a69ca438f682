"""What several rules make together: must-haves, the weekly cap, and what closes or opens a slot."""

from datetime import timedelta

import pytest

from care.plan.reasons import changes
from care.plan.steady import (
    KNOWLEDGE,
    TODAY,
    approval,
    contact,
    fact,
    open_at,
    open_slots,
    person,
    read,
)
from care.said import person as somebody
from surefoot.care.case import ClinicMeans
from surefoot.care.findings import Findings
from surefoot.care.plan.safety import assess
from surefoot.terms import Setting, SurefootError

CLINIC, HOME, POOL = Setting.CLINIC, Setting.HOME, Setting.POOL


# Must-haves and caps


def test_must_haves_come_in_the_order_of_their_numbers():
    of_all = 17  # holds of everybody, and has no trigger
    triggers = {f"must_mi{number}": True for number in range(1, 21) if number != of_all}
    numbers = [int(need.id.removeprefix("MI")) for need in read(**triggers).requirements]
    assert numbers == sorted(numbers)
    assert numbers[:20] == list(range(1, 21))


def test_a_must_have_rests_on_what_set_it_off():
    case = somebody("mono_mth1_correct@left=1", well=True)
    findings = Findings(case, KNOWLEDGE).with_results({"plan_type": "none", "plan_stage": "mild"})
    needs = {n.id: n for n in assess(findings, case, contact(), KNOWLEDGE).requirements}
    assert needs["MI2"].reason.says == "Required with LOPS or IWGDF >=1."
    assert "mono_mth1_correct" in needs["MI2"].reason.findings
    assert "MI3" not in needs


def test_a_barred_must_have_gives_its_severest_reason():
    reading = read(must_mi4=True, compression_barred=True, present=["PAD_CLTI"])
    need = next(need for need in reading.requirements if need.id == "MI4")
    (reason,) = (each for each in need.barred if each.says.startswith("AU006: "))
    first = reading.exercises["AU006"].against[0]
    assert (reason.says, reason.statement) == (f"AU006: {first.says}", first.statement)
    assert (reason.findings, reason.changes) == (first.findings, first.changes)
    assert "AU006" not in need.exercises
    assert "AU002" in need.exercises


@pytest.mark.parametrize(
    ("present", "in_clinic", "statement"),
    [
        ((), False, "safety/reading/equipment"),
        (("ULCER_FOOT",), False, "safety/reading/equipment"),
        (("ULCER_FOOT",), True, "safety/ULCER_FOOT"),
    ],
)
def test_a_thing_that_would_open_nothing_is_no_reason_why_a_must_have_is_out(
    present, in_clinic, statement
):
    facts = (fact("equip_thermometer", in_clinic, site="clinic"),
             fact("equip_thermometer", False, site="home"))  # fmt: skip
    reading = read(facts=facts, without=["equip_thermometer"], must_mi2=True, present=present)
    need = next(need for need in reading.requirements if need.id == "MI2")
    (reason,) = (each for each in need.barred if each.says.startswith("SR010: "))
    assert reason.statement == statement


def test_one_of_several_leaves_out_what_is_barred():
    need = next(n for n in read(must_mi13=True, present=["TACHY_120"]).requirements
                if n.id == "MI13")  # fmt: skip
    assert need.any_of == ()
    # One of the five is walking into pain, which is not meant for feet nobody tested.
    assert len(need.barred) == 4


def capped(**minutes: tuple[int, int, int]) -> str:
    """The stratum that names the cap, among made-up ones that all fit."""
    row = KNOWLEDGE.caps["cap/can_or_oh"]
    caps = {
        name: row.model_copy(update={
            "id": name, "stratum": name, "when": "True", "start_min": start,
            "ceiling_min_weeks_1_4": early, "ceiling_min_weeks_5_12": late,
        })
        for name, (start, early, late) in minutes.items()
    }  # fmt: skip
    knowledge = KNOWLEDGE.model_copy(update={"caps": caps})
    case = person()
    findings = Findings(case, knowledge).with_results({"ring2_done": True})
    return assess(findings, case, contact(), knowledge).cap.stratum


@pytest.mark.parametrize(
    ("first", "second"),
    [((90, 90, 100), (10, 10, 110)), ((90, 90, 100), (10, 91, 100)), ((9, 90, 100), (10, 90, 100))],
)
def test_the_stratum_with_the_lowest_late_then_early_then_first_minutes_is_named(first, second):
    assert capped(a=first, b=second) == "a"
    assert capped(a=second, b=first) == "b"


def test_no_stratum_that_fits_is_a_fault_of_the_rules():
    row = KNOWLEDGE.caps["cap/can_or_oh"].model_copy(update={"when": "False"})
    knowledge = KNOWLEDGE.model_copy(update={"caps": {row.id: row}})
    case = person()
    findings = Findings(case, knowledge).with_results({"ring2_done": True})
    with pytest.raises(SurefootError, match="No stratum"):
        assess(findings, case, contact(), knowledge)


def test_each_part_of_a_cap_is_the_least_of_all_that_fit():
    cap = read(present=["ULCER_FOOT"], drug_chemo_now="current", plan_stage="mild").cap
    assert cap.stratum == "active foot ulcer/Charcot"
    assert (cap.start_min, cap.minutes, cap.effort_max) == (30, (60,) * 4 + (90,) * 8, 4)


# What closes a slot, when several rules do


def test_the_severest_reason_stands_first_and_names_what_a_slot_is():
    reading = read(present=["IMPLANT_CARDIAC"], unknown=["PREGNANCY"], means=ClinicMeans(
        settings=(HOME,)))  # fmt: skip
    item = reading.exercises["EM001"]
    kinds = [each.statement for each in item.against]
    assert kinds[0] == "safety/IMPLANT_CARDIAC"
    assert item.held == "ruled_out"
    assert not item.needs_approval
    waits = read(present=["NERVE_IRRITABLE"], unknown=["GBS_ACUTE"]).exercises["NG001"]
    assert waits.held == "unsettled"
    assert not waits.needs_approval
    assert waits.against[0].statement == "safety/GBS_ACUTE"


def test_an_item_is_what_its_nearest_place_is():
    """Closed at home for want of a helper, waiting for approval in the clinic."""
    item = read(present=["EDEMA_2PLUS"]).exercises["JM001"]
    assert item.held in ("needs_approval", "ruled_out")
    helped = read(present=["SEIZURE"]).exercises["BT001"]
    assert (helped.held, helped.needs_approval) == ("needs_approval", True)


def test_a_modification_comes_from_the_open_places_only():
    reading = read(present=["FALLS_HIGH_UNSUP"], lives_alone=True)
    at_home = [n for n, i in reading.exercises.items() if i.settings == (CLINIC,)]
    assert at_home
    for name in at_home:
        assert "limit/alone-high-risk" not in changes(reading, name)


def test_an_approval_counts_from_its_day():
    opened = open_slots(read(present=["NERVE_IRRITABLE"], approvals=[
        approval("NERVE_IRRITABLE", "nerve_gliding", on=TODAY)]))  # fmt: skip
    late = approval("NERVE_IRRITABLE", "nerve_gliding", on=TODAY + timedelta(days=1))
    assert open_slots(read(present=["NERVE_IRRITABLE"], approvals=[late])) < opened
    nameless = approval("NERVE_IRRITABLE", "nerve_gliding", by=" ")
    unexplained = approval("NERVE_IRRITABLE", "nerve_gliding", reason=" ")
    for poor in (nameless, unexplained):
        assert open_slots(read(present=["NERVE_IRRITABLE"], approvals=[poor])) < opened


# Muscles that were not graded


@pytest.mark.parametrize(
    "muscle",
    sorted({c for row in KNOWLEDGE.exercises.values() for c in row.muscles}),
)
def test_a_muscle_that_was_not_graded_is_said_nothing_of_but_that(muscle):
    name = muscle.removeprefix("mrc_")
    reading = read(without=[muscle])
    spoken = {r.statement for i in reading.exercises.values() for r in (*i.against,
              *i.modifications)}  # fmt: skip
    assert f"limit/pr11-3-{name}" not in spoken
    key = name in {"hip_abduction", "knee_extension", "ankle_dorsiflexion", "ankle_plantarflexion"}
    assert (f"limit/pr11-under-3-{name}" in spoken) is key


def test_places_without_a_therapist_or_helper_are_alone():
    reading = read()
    assert open_at(reading, HOME)
    assert all(KNOWLEDGE.exercises[n].supervision_level == 0 for n in open_at(reading, HOME))
    for place in (CLINIC, POOL, Setting.COMMUNITY, Setting.TELEHEALTH):
        levels = {KNOWLEDGE.exercises[n].supervision_level for n in open_at(reading, place)}
        all_levels = {row.supervision_level for row in KNOWLEDGE.exercises.values()
                      if place in row.setting}  # fmt: skip
        assert levels == all_levels
