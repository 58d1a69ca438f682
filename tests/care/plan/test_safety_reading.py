"""What is read as a whole: gates, means, must-haves, cap, water, questions, and their reasons."""

import random
from dataclasses import replace
from types import SimpleNamespace

import pytest

from care.plan.steady import (
    EVERYWHERE,
    GOOD,
    HELPED,
    KNOWLEDGE,
    TODAY,
    approval,
    contact,
    fact,
    findings_of,
    on_sides,
    open_at,
    open_slots,
    person,
    read,
)
from surefoot.care.case import ClinicMeans, NotDone
from surefoot.care.findings import Findings
from surefoot.care.plan.safety import assess
from surefoot.care.plan.safety.needs import _cap_reason
from surefoot.terms import Setting, Technique, Urgency

CLINIC, HOME, POOL = Setting.CLINIC, Setting.HOME, Setting.POOL
TALK = {
    name
    for name, row in KNOWLEDGE.exercises.items()
    if "EDU" in row.precaution_tags
    and not {"WB_STAND", "PLANTAR_LOAD", "FLUID_LOAD"} & set(row.precaution_tags)
}
FOOT_CARE = {"FC001", "FC002", "FC003", "FC004"}


def test_a_person_without_any_trouble_may_do_everything():
    reading = read(**HELPED)
    assert reading.gate == "full"
    assert {name for name, item in reading.exercises.items() if not item.settings} == set()
    assert len(reading.exercises) == 242
    assert reading.conditions == reading.unsettled == reading.gate_reasons == ()
    assert {state.state for state in reading.techniques.values()} == {"clear"}
    assert set(reading.techniques) == set(Technique)


@pytest.mark.parametrize("urgency", [Urgency.U0, Urgency.U1])
def test_an_urgent_sign_stops_everything(urgency):
    reading = read(first=contact(urgency))
    assert reading.gate == "stop"
    assert open_slots(reading) == set()
    assert [reason.says for reason in reading.gate_reasons] == ["An urgent sign."]
    assert {item.held for item in reading.exercises.values()} == {"ruled_out"}


PROTECTION = {"OR003", "AU002", "AU003"}  # the brace of a dropped foot; how to get up


def test_a_sign_to_be_seen_in_72_hours_leaves_advice_and_protection():
    reading = read(first=contact(Urgency.U2))
    assert reading.gate == "advice_only"
    opened = {name for name, _ in open_slots(reading)}
    assert opened == TALK | FOOT_CARE | PROTECTION


@pytest.mark.parametrize("urgency", [Urgency.U3, Urgency.U4])
def test_a_milder_sign_restricts_what_it_names(urgency):
    free = read()
    reading = read(first=contact(urgency, restricts=("WB_STAND", "aquatic")))
    assert reading.gate == "full"
    closed = {name for name, _ in open_slots(free)} - {name for name, _ in open_slots(reading)}
    assert closed == {
        name
        for name, row in KNOWLEDGE.exercises.items()
        if "WB_STAND" in row.precaution_tags or row.technique == Technique.AQUATIC
    }


def test_a_restriction_of_all_but_advice_is_one_of_advice_only():
    reading = read(first=contact(Urgency.U3, restricts=("all_but_advice",)))
    assert {n for n, _ in open_slots(reading)} <= TALK | FOOT_CARE | PROTECTION
    assert open_slots(read(first=contact(Urgency.U3, restricts=("all",)))) == set()


def test_before_the_first_examination_a_plan_is_provisional():
    reading = read(ring2_done=False)
    assert reading.gate == "provisional"
    assert reading.gate_reasons[0].statement == "open/provisional"
    for name, place in open_slots(reading):
        row = KNOWLEDGE.exercises[name]
        quiet = row.support in ("lying", "sitting") and row.level == 1
        assert quiet or name in TALK | FOOT_CARE
        assert place != POOL
        assert "WB_STAND" not in row.precaution_tags
    assert {"BT023", "FX011", "FC001", "PE001"} <= {name for name, _ in open_slots(reading)}
    assert reading.exercises["BT001"].held == "unsettled"


MEASURED = ("BP_180", "TACHY_120", "OH_SEVERE", "OH", "CAN", "BP_160", "TACHY_100")


def test_what_the_first_visit_measures_does_not_hold_up_the_provisional_set():
    """Blood pressure not yet known would otherwise close everything but talk."""
    waiting = read(ring2_done=False, unknown=MEASURED)
    assert {"BT023", "FX011", "RT009"} <= {name for name, _ in open_slots(waiting)}
    assert open_slots(waiting) <= open_slots(read(ring2_done=False))
    measured = read(unknown=["BP_180"])
    assert "BT023" not in {name for name, _ in open_slots(measured)}


def test_what_was_to_be_asked_before_holds_up_the_provisional_set_too():
    reading = read(ring2_done=False, unknown=["DVT_SUSPECT"])
    assert {name for name, _ in open_slots(reading)} <= TALK


@pytest.mark.parametrize(
    "missing", ["tug_s", "gait_usual_mps", "cst30_reps", "fsbt_stage", "mctsib_c1_s"]
)
def test_without_the_performance_block_only_supported_exercise_is_open(missing):
    reading = read(**{missing: None})
    for name, _ in open_slots(reading):
        row = KNOWLEDGE.exercises[name]
        supported = row.support in ("lying", "sitting", "hand", "none")
        assert supported or name in {"FC006", "OR001"}
    assert reading.exercises["BT002"].held == "unsettled"
    assert missing in {question.code for question in reading.questions}


def test_a_test_that_could_not_be_done_counts_as_done():
    case = replace(person(), not_done=(NotDone(code="fsbt_stage", why="unable", on=TODAY),))
    reading = assess(findings_of(case, fsbt_stage=None), case, contact(), KNOWLEDGE)
    assert reading.exercises["BT002"].held == "open"


def test_an_unknown_condition_leaves_out_what_it_would_and_asks():
    reading = read(unknown=["IMPLANT_CARDIAC"])
    item = reading.exercises["EM001"]
    assert (item.settings, item.held) == ((), "unsettled")
    assert reading.unsettled == ("IMPLANT_CARDIAC",)
    assert reading.techniques[Technique.TENS].unsettled == ("IMPLANT_CARDIAC",)
    assert reading.exercises["BT001"].held == "open"
    assert all(each.says.startswith("Not known yet") for each in item.against)


def test_an_unknown_precaution_changes_the_item_and_says_that_it_is_not_known():
    said = [m.says for m in read(unknown=["CAN"]).exercises["AE001"].modifications]
    assert any(s.startswith("Not known yet") and "RPE 11-13" in s for s in said)


def test_diabetes_without_eye_status_counts_as_advanced_eye_disease():
    """MI6: unknown = treat as RETINO_PROLIF."""
    unknown, present = read(unknown=["RETINO_PROLIF"]), read(present=["RETINO_PROLIF"])
    for name, row in KNOWLEDGE.exercises.items():
        if {"VALSALVA", "RESIST_HEAVY", "AEROBIC_VIG", "VIBRATION"} & set(row.precaution_tags):
            assert unknown.exercises[name].settings == ()
    assert {name for name, _ in open_slots(unknown)} == {name for name, _ in open_slots(present)}


def test_an_item_waits_for_a_named_approval():
    item = read(present=["NERVE_IRRITABLE"]).exercises["NG001"]
    assert (item.settings, item.held, item.needs_approval) == ((), "needs_approval", True)
    assert item.against[0].changes == (
        "A named approval of nerve gliding in spite of: Irritable nerve."
    )
    opened = read(
        present=["NERVE_IRRITABLE"], approvals=[approval("NERVE_IRRITABLE", "nerve_gliding")]
    ).exercises["NG001"]
    assert opened.held == "open"
    assert not opened.needs_approval
    assert any(m.statement == "safety/NERVE_IRRITABLE" for m in opened.modifications)


@pytest.mark.parametrize("place", list(Setting))
def test_a_place_that_is_not_on_offer_is_closed(place):
    others = tuple(each for each in Setting if each != place)
    assert open_at(read(means=ClinicMeans(settings=others)), place) == set()
    only = read(means=ClinicMeans(settings=(place,)))
    assert {each for _, each in open_slots(only)} == {place}


def test_equipment_nobody_said_is_there_counts_as_missing_at_home():
    nothing = {code for row in KNOWLEDGE.equipment.values() for code in row.codes}
    parts = {"equip_counter", "equip_rail", "equip_chair"}
    recorded = {c for c in KNOWLEDGE.findings if c.startswith("equip_")} | nothing | parts
    reading = read(without=recorded)
    at_home = open_at(reading, HOME)
    assert "RT001" not in at_home
    assert "RT002" not in at_home
    assert {"RT010"} & at_home == set()
    assert {"BT001", "FX001", "FX003"} <= at_home  # a counter, a wall and a towel are ordinary
    assert "RT001" in open_at(reading, CLINIC)
    assert "equip_resistance_band" in {q.code for q in reading.questions}


def test_equipment_somebody_said_is_missing_is_missing():
    gone = [fact("equip_towel", False, site="home")]
    reading = read(facts=gone, without=["equip_towel"])
    assert "FX003" not in open_at(reading, HOME)
    assert "FX003" in open_at(reading, CLINIC)


@pytest.mark.parametrize(
    ("helper", "told", "level"),
    [(False, None, 0), (True, None, 1), (None, None, 0), (False, "2", 2), (True, "0", 1)],
)
def test_the_level_that_can_be_given_at_home(helper, told, level):
    facts = [fact("supervision_available", told, site="home")] if told else []
    reading = read(facts=facts, caregiver_standby=helper, caregiver_trained=helper)
    assert ("BT003" in open_at(reading, HOME)) is (level >= 1)


def test_less_supervision_in_the_clinic_closes_what_needs_more():
    reading = read(facts=[fact("supervision_available", "1", site="clinic")])
    open_items = open_at(reading, CLINIC)
    assert all(KNOWLEDGE.exercises[name].supervision_level <= 1 for name in open_items)
    assert "BT003" in open_items


def test_must_haves_name_their_items_and_say_why_one_is_barred():
    reading = read(present=["LOPS"], must_mi2=True)
    needs = {need.id: need for need in reading.requirements}
    assert list(needs) == ["MI1", "MI2", "MI17", "MI21", "MI22"]
    assert needs["MI2"].exercises == ("FC001", "FC002", "FC004", "SR010")
    assert needs["MI2"].barred == ()
    barred = {need.id: need for need in read(must_mi4=True, compression_barred=True).requirements}[
        "MI4"
    ]
    assert barred.exercises == ("AU002", "AU003", "AU005", "AU008")
    assert barred.barred[0].says.startswith("AU006: ")
    assert barred.barred[0].statement == "limit/compression-arterial"


def test_one_of_several_is_enough_where_the_must_have_says_so():
    need = next(n for n in read(must_mi10=True).requirements if n.id == "MI10")
    assert (need.exercises, need.any_of) == ((), ("OR002", "OR004"))


def test_a_must_have_that_is_not_known_is_not_required():
    assert "MI9" not in {need.id for need in read(must_mi9=None).requirements}


GBS = {"gbs_history": True, "plan_type": "gbs_cidp_recovery"}


@pytest.mark.parametrize(
    ("state", "start", "early", "late", "effort"),
    [
        ({"active": True, "ipaq_met": 900.0, "steps_per_day": 9000.0}, 120, 180, 240, 6),
        ({}, 90, 150, 210, 5),
        ({"plan_stage": "severe"}, 60, 100, 150, 4),
        ({"present": ["CAN"]}, 60, 90, 135, 4),
        ({"present": ["ULCER_FOOT"]}, 30, 60, 90, 4),
        (GBS, 30, 60, 120, 3),
        ({"drug_chemo_now": "current"}, 40, 75, 120, 4),
        ({"facts": on_sides("mrc_knee_extension", *[], value=2.0, other=2.0)}, 30, 60, 100, 3),
        ({"present": ["OH", "ULCER_FOOT"], **GBS}, 30, 60, 90, 3),
    ],
)
def test_the_lowest_cap_of_all_that_fit_counts(state, start, early, late, effort):
    cap = read(**state).cap
    assert (cap.start_min, cap.minutes[0], cap.minutes[3]) == (start, early, early)
    assert (cap.minutes[4], cap.minutes[11], len(cap.minutes)) == (late, late, 12)
    assert cap.effort_max == effort


def test_a_stratum_that_is_not_ruled_out_counts_and_is_asked_about():
    cap = read(unknown=["OH"]).cap
    assert cap.minutes[11] == 135
    assert cap.reason.says.startswith("Not ruled out yet")


@pytest.mark.parametrize(
    ("missing", "changes"),
    [((), "Complete the first examination."), (("sbp_supine",), "Ask: pressure, lying.")],
)
def test_a_cap_nobody_can_be_asked_about_waits_for_the_examination(missing, changes):
    """As where only the stage is unknown, which is concluded and never asked."""
    board = SimpleNamespace(
        findings=SimpleNamespace(holds=lambda when: None),
        missing=lambda switch: missing,
        asked=lambda code: "pressure, lying",
    )
    cap = next(iter(KNOWLEDGE.caps.values()))
    assert _cap_reason(board, cap).changes == changes


def test_the_water_a_person_may_have():
    assert read().pool_temp_c == (28.0, 35.0)
    assert read(pool_temp_max_c=33.0).pool_temp_c == (28.0, 33.0)
    assert read(pool_temp_max_c=None).pool_temp_c is None
    assert read(pool_temp_min_c=32.0, pool_temp_max_c=31.0).pool_temp_c is None
    assert read(means=ClinicMeans(settings=(CLINIC, HOME))).pool_temp_c is None
    assert read(present=["INCONT_BOWEL"]).pool_temp_c is None


def test_questions_come_in_the_order_of_what_they_release():
    reading = read(unknown=["PHOTOSENS", "BP_180", "IMPLANT_CARDIAC"])
    counts = [len(question.releases) for question in reading.questions]
    assert counts == sorted(counts, reverse=True)
    assert all(question.ask and question.releases for question in reading.questions)
    codes = [q.code for q in reading.questions]
    assert len(codes) == len(set(codes))


def test_a_question_releases_only_what_nothing_else_closes():
    reading = read(unknown=["IMPLANT_CARDIAC"], present=["MALIG_LOCAL"])
    released = {name for question in reading.questions for name in question.releases}
    assert "EM001" not in released


def test_the_reading_lists_what_it_relied_on():
    reading = read(present=["LOPS", "VESTIB_CHRONIC"], must_mi2=True)
    assert {"safety/LOPS", "safety/VESTIB_CHRONIC", "MI2"} <= set(reading.statements)
    assert set(reading.unreviewed) <= set(reading.statements)
    assert "safety/LOPS" in reading.unreviewed
    assert "safety/VESTIB_CHRONIC" not in reading.unreviewed


def test_every_reason_names_a_statement_that_exists():
    ids = {row.id for table in (
        KNOWLEDGE.conditions, KNOWLEDGE.safety_limits, KNOWLEDGE.safety_principles,
        KNOWLEDGE.open_sets, KNOWLEDGE.must_haves, KNOWLEDGE.caps,
    ) for row in table.values()}  # fmt: skip
    reading = read(
        present=["LOPS", "OH", "FALLS_HIGH_UNSUP", "ANTICOAG"],
        unknown=["CAN", "PREGNANCY"],
        must_mi8=True,
    )
    assert set(reading.statements) <= ids


def test_a_wound_told_after_the_others_changes_nothing_else():
    """The order of facts and approvals never matters."""
    approvals = [approval("OH_SEVERE", "balance"), approval("EDEMA_2PLUS", "joint_mobilization")]
    facts = [*on_sides("foot_pus", *[]), fact("wound_other_open", True, site="calf_left")]
    present = ["OH_SEVERE", "EDEMA_2PLUS", "WOUND_OTHER"]
    first = read(present=present, facts=facts, approvals=approvals)
    case = person(facts=facts, approvals=approvals)
    for seed in range(5):
        rng = random.Random(seed)
        mixed = list(case.facts)
        rng.shuffle(mixed)
        shuffled = replace(case, facts=tuple(mixed), approvals=tuple(reversed(approvals)))
        codes = {KNOWLEDGE.conditions[c].finding: False for c in KNOWLEDGE.conditions}
        codes |= {KNOWLEDGE.conditions[c].finding: True for c in present}
        told = {**GOOD, "caregiver_standby": False, "caregiver_trained": False, **codes}
        findings = Findings(shuffled, KNOWLEDGE).with_results(told)
        assert assess(findings, shuffled, contact(), KNOWLEDGE) == first


def test_the_same_person_gets_the_same_reading():
    assert read(present=["LOPS"], means=EVERYWHERE) == read(present=["LOPS"])


def test_every_word_by_which_a_red_flag_restricts_is_understood():
    known = {"all", "all_but_advice", *KNOWLEDGE.tags, *(each.value for each in Technique)}
    levels = [level for flag in KNOWLEDGE.red_flags.values() for level in flag.levels]
    assert {word for level in levels for word in level.restricts} <= known


def test_equipment_that_is_known_to_be_missing_is_not_asked_for():
    gone = [fact("equip_foam_pad", False, site="home")]
    asked = {q.code for q in read(facts=gone, without=["equip_foam_pad"], **HELPED).questions}
    assert "equip_foam_pad" not in asked
    unsaid = {q.code for q in read(without=["equip_foam_pad"], **HELPED).questions}
    assert "equip_foam_pad" in unsaid


def test_the_severest_reason_against_comes_first():
    """Ruled out, then not to be had, then not known, then what an approval would open."""
    helpless = [fact("supervision_available", "0", site=place.value) for place in Setting]
    reading = read(unknown=["BONE_METS"], present=["FEVER", "BP_160"], facts=helpless)
    kinds = {"safety/FEVER": 0, "safety/BP_160": 0, "safety/reading/supervision": 1,
             "safety/BONE_METS": 2}  # fmt: skip
    several = 0
    for item in reading.exercises.values():
        found = [kinds[each.statement] for each in item.against if each.statement in kinds]
        assert found == sorted(found)
        several += len(set(found)) == 3
    assert several > 10
