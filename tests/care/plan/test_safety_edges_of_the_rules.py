"""What safety says and asks, word for word, and the order in which it does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from care.plan.steady import (
    HELPED,
    KNOWLEDGE,
    TODAY,
    approval,
    at,
    contact,
    fact,
    findings_of,
    on_sides,
    open_at,
    open_slots,
    person,
    read,
)
from care.said import person as somebody
from surefoot.care.case import ClinicMeans, NotDone
from surefoot.care.findings import Findings
from surefoot.care.plan.records import SafetyReading
from surefoot.care.plan.safety import assess
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety.ground import placements
from surefoot.care.plan.safety.rules import Placing
from surefoot.care.plan.safety.wording import where_to_put_it
from surefoot.knowledge.schema.exercises import Region
from surefoot.terms import Reason, Setting, Side, SurefootError, Technique, Urgency

CLINIC, HOME, POOL = Setting.CLINIC, Setting.HOME, Setting.POOL
LEFT, RIGHT = Side.LEFT, Side.RIGHT


def against(reading: SafetyReading, name: str, part: str) -> Reason:
    """The one reason against an exercise that holds these words."""
    (found,) = (each for each in reading.exercises[name].against if part in each.says)
    return found


def changes(reading: SafetyReading, name: str) -> dict[str, str]:
    """What is done differently in an exercise, by statement."""
    return {each.statement: each.says for each in reading.exercises[name].modifications}


# What a reason says, what it rests on and what would change it


def test_a_condition_that_is_not_known_says_so_and_asks():
    reason = against(read(unknown=["IMPLANT_CARDIAC"]), "EM001", "contraindication")
    assert reason.says == (
        "Not known yet, so counted as so: Pacemaker, ICD or stimulator: "
        "an absolute contraindication (tens)."
    )
    assert reason.statement == "safety/IMPLANT_CARDIAC"
    assert reason.findings == ("implant_cardiac_or_stimulator",)
    assert reason.changes == "Ask: Do you have a pacemaker or other implant?"


def test_a_condition_that_is_known_says_what_lifts_it():
    reading = read(present=["IMPLANT_CARDIAC"])
    reason = against(reading, "EM001", "contraindication")
    assert reason.says == "Pacemaker, ICD or stimulator: an absolute contraindication (tens)."
    assert reason.changes == "When it is no longer found: pacemaker, icd or stimulator."
    assert against(reading, "EM001", "rules out").says == (
        "Pacemaker, ICD or stimulator rules out ELECTRO: Electrical stimulation."
    )
    healed = against(read(present=["CHARCOT_ACTIVE"]), "BT026", "rules out WB_STAND")
    assert healed.changes == "Reopen after documented remission."
    assert against(read(present=["BP_180"]), "BT001", "contraindication").changes == (
        "Take the reading again."
    )
    assert against(read(present=["BP_160"]), "RT001", "closed today").changes == (
        "Take the reading again."
    )
    assert against(read(present=["BP_160"]), "RT023", "rules out RESIST_HEAVY").changes == (
        "Take the reading again."
    )


def test_a_change_names_the_condition_it_comes_from_and_a_hard_limit_speaks_for_itself():
    said = changes(read(present=["HF_STABLE"], low_vision=True, **HELPED), "AE001")
    assert said["safety/HF_STABLE"] == "Stable heart failure: weight gain >2 kg in 1-3 d = hold."
    said = changes(read(cold_sensitive_pool_min_32=True), "AU005")
    assert said["limit/cold-drink"] == "Nothing cold: drink it at room temperature."


def test_a_finding_nobody_is_asked_goes_by_its_name():
    cap = read(unknown=["OH"]).cap
    assert cap.reason.says.startswith("Not ruled out yet: Cardiac autonomic neuropathy or")
    assert cap.reason.findings[:2] == ("sbp_supine", "sbp_stand_1")
    assert cap.reason.changes.startswith("Ask: systolic pressure, lying 5 min, systolic pressure,")
    assert cap.reason.changes.endswith(".")


def test_a_cap_that_is_known_rests_on_what_was_found():
    case = somebody("sbp_stand_1=105", well=True)
    settled = Findings(case, KNOWLEDGE).with_results(
        {"plan_stage": "mild", "plan_type": "none", "cause_gbs": "none", "cause_cidp": "none"}
    )
    cap = assess(settled, case, contact(), KNOWLEDGE).cap
    assert cap.stratum == "CAN or OH"
    assert {"sbp_supine", "sbp_stand_1"} <= set(cap.reason.findings)
    assert not cap.reason.says.startswith("Not ruled out yet")
    assert cap.reason.changes == ""


def test_a_place_a_thing_and_a_helper_say_what_is_missing():
    place = read(means=ClinicMeans(settings=(CLINIC,)))
    assert against(place, "FX003", "home").says == "Not on offer here: home."
    assert against(place, "FX003", "home").changes == "Offer home."
    thing = read(facts=[fact("equip_towel", False, site="home")], without=["equip_towel"])
    reason = against(thing, "FX003", "towel")
    assert (reason.says, reason.changes, reason.findings) == (
        "Not on record as there: towel (home).",
        "Record that it is there: towel.",
        ("equip_towel",),
    )
    alone = read(facts=[fact("supervision_available", "1", site="clinic")])
    assert against(alone, "BT049", "supervision").says == (
        "Needs supervision level 2, more than can be given (clinic)."
    )
    assert against(alone, "BT049", "supervision").changes == "Supervision level 2."
    for reading, name in ((place, "FX003"), (thing, "FX003"), (alone, "BT049")):
        assert HOME not in reading.exercises[name].settings
    assert alone.exercises["BT049"].held == "not_available"


def test_a_sign_that_restricts_says_that_its_review_would_lift_it():
    reading = read(first=contact(Urgency.U3, restricts=("WB_STAND",)))
    assert against(reading, "BT001", "U3").changes == "A review of the sign."


def test_a_stop_is_lifted_by_the_physicians_answer_alone():
    for urgency in (Urgency.U1, Urgency.U2):
        (reason,) = (
            each
            for each in read(first=contact(urgency)).exercises["BT001"].against
            if each.statement in ("safety/reading/medical-stop", "open/advice-only")
        )
        assert reason.changes == "A physician's answer to the urgent sign."


# Sides and sites


def test_what_was_found_on_a_side_is_what_a_reason_rests_on():
    reading = read(
        present=["PREULCER"],
        facts=on_sides("foot_blister", LEFT, RIGHT),
        without=["redness_over_20min"],
    )
    reason = against(reading, "ST008", "lesion site")
    assert reason.findings == ("foot_blister", "callus_with_blood", "foot_temp_excess_c")


@pytest.mark.parametrize("facts", [[], [fact("foot_blister", True, LEFT)]])
def test_a_side_without_an_answer_is_asked_about(facts):
    reading = read(present=["PREULCER"], facts=facts, without=["foot_blister"])
    assert [question.code for question in reading.questions] == ["foot_blister"]
    reason = against(reading, "ST008", "lesion site")
    assert reason.changes == "Ask: Do you have a blister on a foot?"


def test_a_finding_with_both_sides_answered_is_not_asked_again():
    told_both = on_sides("foot_blister", LEFT)
    reading = read(present=["PREULCER"], facts=told_both, without=["callus_with_blood"])
    assert [question.code for question in reading.questions] == ["callus_with_blood"]


def test_a_place_without_an_answer_is_asked_about():
    here = fact("wound_other_open", True, site="calf_left")
    lower = read(present=["WOUND_OTHER"], without=["wound_other_open"], facts=[here])
    reason = against(lower, "ST010", "MANUAL")
    assert reason.findings == ("wound_other_open",)
    assert reason.changes == "Ask: Do you have any other open wound?"
    nowhere_else = read(present=["WOUND_OTHER"], facts=at("wound_other_open", "calf_left"))
    assert not any("MANUAL" in each.says for each in nowhere_else.exercises["ST010"].against)
    assert "wound_other_open" not in {question.code for question in nowhere_else.questions}


def test_the_side_that_is_left_is_named():
    opened = [approval("CHARCOT_ACTIVE", "flexibility")]
    for side, other in ((LEFT, "right"), (RIGHT, "left")):
        facts = on_sides("foot_warm", side)
        reading = read(present=["CHARCOT_ACTIVE"], facts=facts, approvals=opened, **HELPED)
        said = [each.says for each in reading.exercises["FX011"].modifications]
        assert any(f"only on the {other} side" in says for says in said)


@pytest.mark.parametrize(("hurt", "other"), [(LEFT, "right"), (RIGHT, "left")])
def test_the_side_that_is_left_is_told_by_the_limb_and_not_by_the_neck(hurt, other):
    """A median nerve slider works on neck and arm; the neck lies on both sides."""
    board = Board(findings_of(person()), person(), contact(), KNOWLEDGE)
    parts = {"region": (Region.NECK, Region.WRIST)}
    slide = KNOWLEDGE.exercises["NG001"].model_copy(update=parts)
    slider = Placing(
        statement="safety/WOUND_OTHER",
        name="Other open wound",
        clauses=(),
        area="wound",
        placements=placements(slide),
        slots=frozenset(),
        grade=KNOWLEDGE.conditions["WOUND_OTHER"].grade,
    )
    told = where_to_put_it(slider, frozenset({(Region.WRIST, hurt)}), True, board)
    assert told.parts == (f"only on the {other} side",)


def test_a_pad_keeps_off_every_part_that_is_affected():
    reading = read(
        present=["WOUND_OTHER"],
        facts=at("wound_other_open", "spine_midline"),
        approvals=[approval("WOUND_OTHER", "tens")],
    )
    said = changes(reading, "EM001")["safety/WOUND_OTHER"]
    assert "never on left neck, right neck, left trunk, right trunk" in said


# Areas of the body: where each is affected, and both sides of each number

LEG = ("foot", "ankle", "knee", "hip")
ARM = ("shoulder", "elbow", "wrist", "hand")
EVERYWHERE = tuple(region.value for region in Region if region != Region.WHOLE)
AREAS = [
    # area, line, affected on the left, affected on the right
    ("wound", "wound_other_open@calf_left", ("ankle", "knee"), ()),
    ("wound", "exit_site_line", EVERYWHERE, EVERYWHERE),
    ("wound", "", (), ()),
    ("lesion", "foot_blister@left", ("foot",), ()),
    ("lesion", "callus_with_blood@right", (), ("foot",)),
    ("lesion", "redness_over_20min@left", ("foot",), ()),
    ("lesion", "foot_temp_excess_c@left=2.3/-1d foot_temp_excess_c@left=2.3", ("foot",), ("foot",)),
    ("lesion", "foot_temp_excess_c@left=2.3", (), ()),
    ("infection", "athlete_foot@left", ("foot",), ()),
    ("infection", "foot_pus@right", (), ("foot",)),
    ("infection", "skin_infection@hand_palm_left", ("hand", "wrist"), ()),
    ("infected-foot", "athlete_foot@left", (), ()),
    ("infected-foot", "foot_pus@right", (), ("foot",)),
    ("infected-foot", "skin_infection@heel_left", ("foot", "ankle"), ()),
    *(
        row
        for site in ("hallux", "mth1", "mth5")
        for row in (
            ("insensate", f"mono_{site}_correct@left=1", ("foot", "ankle"), ()),
            ("insensate", f"mono_{site}_correct@left=2", (), ()),
        )
    ),
    ("insensate", "vpt_v@right=25 vpt_v@left=10", (), ("foot", "ankle")),
    ("insensate", "vpt_v@right=24.9 vpt_v@left=10", (), ()),
    ("insensate", "ipswich_insensate=2", ("foot", "ankle"), ("foot", "ankle")),
    ("insensate", "ipswich_insensate=1", (), ()),
    *(
        ("charcot", f"{sign}@left", ("foot", "ankle"), ())
        for sign in ("foot_red", "foot_warm", "foot_swollen", "foot_red_warm_swollen")
    ),
    ("charcot", "foot_temp_excess_c@right=2.0", (), ("foot", "ankle")),
    ("charcot", "foot_temp_excess_c@right=1.9", (), ()),
    ("ischaemic-leg", "gangrene@left", LEG, ()),
    ("ischaemic-leg", "abi@left=0.39", LEG, ()),
    ("ischaemic-leg", "abi@left=0.40", (), ()),
    ("ischaemic-leg", "ankle_pressure_mmhg@right=49", (), LEG),
    ("ischaemic-leg", "ankle_pressure_mmhg@right=50", (), ()),
    ("ischaemic-leg", "toe_pressure_mmhg@left=29", LEG, ()),
    ("ischaemic-leg", "toe_pressure_mmhg@left=30", (), ()),
    ("ischaemic-leg", "foot_rest_pain", LEG, LEG),
    ("clot-limb", "dvt_confirmed@right", (), LEG),
    ("fistula-arm", "fistula_arm@left", ARM, ()),
    ("skin", "skin_disease_extensive@hand_palm_right", (), ("hand", "wrist")),
    ("skin", "rash_contagious", EVERYWHERE, EVERYWHERE),
    ("skin", "radiotherapy_in_progress", EVERYWHERE, EVERYWHERE),
    ("fracture", "fracture_recent@hand_palm_left", ("hand", "wrist"), ()),
    ("cancer", "malignancy_site@hand_palm_left", ("hand", "wrist"), ()),
    ("bone-lesion", "bone_metastasis_site@hand_palm_left", ("hand", "wrist"), ()),
    ("bone-lesion", "bone_metastasis bone_metastasis_site@hand_palm_left", ("hand", "wrist"), ()),
    ("bone-lesion", "bone_metastasis", EVERYWHERE, EVERYWHERE),
    ("operation", "surgery_6wk_site@hand_palm_left", ("hand", "wrist"), ()),
    ("operation", "joint_replacement_6mo", EVERYWHERE, EVERYWHERE),
]


@pytest.mark.parametrize(("area", "line", "left", "right"), AREAS)
def test_where_the_body_is_affected(area, line, left, right):
    case = somebody(f"{line} {measured_besides(line)}", well=True)
    board = Board(Findings(case, KNOWLEDGE), case, contact(), KNOWLEDGE)
    for side, affected in ((LEFT, left), (RIGHT, right)):
        found = {r for r in EVERYWHERE if board.ask(f"area|{area}|{r}|{side}") is not False}
        assert found == set(affected), side


def measured_besides(line: str) -> str:
    """What nobody is sure to have is measured here, and what is found somewhere is nowhere else."""
    besides = [] if "ipswich" in line else ["ipswich_insensate=0"]
    for code, normal in (("vpt_v", 10), ("foot_temp_excess_c", 0)):
        besides += [f"{code}@{s}={normal}" for s in Side if f"{code}@{s}" not in line]
    found = {word.split("@")[0] for word in line.split() if "@" in word}
    return " ".join([*besides, *(f"!{c}" for c in found
                     if KNOWLEDGE.findings[c].side == "per_site")])  # fmt: skip


def test_every_area_is_tried():
    assert {area for area, *_ in AREAS} == set(KNOWLEDGE.areas)


# What to ask, in which order, and what it releases


def test_before_the_first_examination_the_plan_names_what_to_measure():
    case = somebody("?reflex_ankle ?tug_s ?cst30_reps ?mrc_knee_extension", well=True)
    findings = Findings(case, KNOWLEDGE)
    reading = assess(findings, case, contact(), KNOWLEDGE)
    assert reading.gate == "provisional"
    (reason,) = reading.gate_reasons
    assert reason.findings == ("reflex_ankle", "mrc_knee_extension", "tug_s")
    assert (reason.changes, reason.statement) == ("The first examination.", "open/provisional")
    first = reading.questions[:3]
    assert {question.code for question in first} == set(reason.findings)
    assert all("BT023" not in question.releases for question in first)
    assert all(len(question.releases) > 100 for question in first)
    by_code = {question.code: question.statement for question in first}
    assert by_code["reflex_ankle"] == "open/provisional"
    assert "cst30_reps" in {
        question.code for question in reading.questions
    }  # the performance block


def test_a_measurement_that_could_not_be_done_is_not_asked_for_again():
    case = somebody("?reflex_ankle ?tug_s ?cst30_reps", well=True)
    unable = (NotDone(code="reflex_ankle", why="unable", on=case.today),)
    case = replace(case, not_done=unable)
    reading = assess(Findings(case, KNOWLEDGE), case, contact(), KNOWLEDGE)
    assert reading.gate_reasons[0].findings == ("tug_s",)


def test_one_side_measured_is_not_measured():
    whole = somebody("?pulses_absent", well=True)
    case = replace(whole, facts=(*whole.facts, replace(
        fact("pulses_absent", False, LEFT), on=whole.today)))  # fmt: skip
    reading = assess(Findings(case, KNOWLEDGE), case, contact(), KNOWLEDGE)
    assert reading.gate_reasons[0].findings == ("pulses_absent",)


def test_the_performance_block_asks_for_each_test_that_was_not_done():
    reading = read(fsbt_stage=None, mctsib_c1_s=None)
    asked = {question.code: question.statement for question in reading.questions}
    assert asked == {"fsbt_stage": "open/performance", "mctsib_c1_s": "open/performance"}
    assert all("BT002" in question.releases for question in reading.questions)
    assert all("BT001" not in question.releases for question in reading.questions)


def test_equipment_is_asked_for_where_nobody_said_whether_it_is_there():
    unsaid = read(without=["equip_resistance_band"])
    (question,) = unsaid.questions
    assert (question.code, question.who) == ("equip_resistance_band", "patient")
    assert question.statement == "safety/reading/equipment"
    assert "RT001" in question.releases
    gone = [fact("equip_resistance_band", False, site=place.value) for place in Setting]
    said = read(facts=gone, without=["equip_resistance_band"])
    assert said.questions == ()
    assert said.exercises["RT001"].held == "not_available"


def test_what_something_known_closes_is_not_asked_about():
    reading = read(unknown=["IMPLANT_CARDIAC"], present=["OSTEOPOROSIS"])
    (question,) = reading.questions
    assert question.code == "implant_cardiac_or_stimulator"
    assert question.releases == ("EM001", "EM002", "PB001")  # vibration is out with thin bones


def test_each_question_names_the_statement_that_asks_first():
    reading = read(unknown=["PHOTOSENS"])
    (question,) = reading.questions[:1]
    assert (question.code, question.statement) == ("drug_photosensitiser", "safety/PHOTOSENS") or (
        question.code,
        question.statement,
    ) == ("photosensitive", "safety/PHOTOSENS")
    assert question.releases == ("PB001",)


def test_questions_that_release_as_much_come_in_the_order_of_their_codes():
    reading = read(unknown=["PHOTOSENS", "IMPLANT_CARDIAC", "ANTICOAG"])
    order = [(-len(question.releases), question.code) for question in reading.questions]
    assert order == sorted(order)
    assert len(order) > 2


# Must-haves and caps


def test_must_haves_come_in_the_order_of_their_numbers():
    triggers = {f"must_mi{number}": True for number in range(1, 17)}
    numbers = [need.id for need in read(**triggers).requirements]
    assert numbers == [f"MI{number}" for number in range(1, 18)]


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


def test_one_of_several_leaves_out_what_is_barred():
    need = next(n for n in read(must_mi13=True, present=["TACHY_120"]).requirements
                if n.id == "MI13")  # fmt: skip
    assert need.any_of == ()
    assert len(need.barred) == 5


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


# The reading as a whole


def test_a_gate_names_the_signs_that_shut_it_and_no_milder_ones():
    first = contact(Urgency.U2)
    mild = replace(first.raised[0], id="rf_mild", urgency=Urgency.U3,
                   reason=Reason(says="A mild sign.", statement="rf_mild"))  # fmt: skip
    both = replace(first, raised=(*first.raised, mild))
    assert [reason.says for reason in read(first=both).gate_reasons] == ["An urgent sign."]


def test_water_of_one_temperature_is_still_a_pool():
    assert read(pool_temp_min_c=32.0, pool_temp_max_c=32.0).pool_temp_c == (32.0, 32.0)
    assert read(pool_temp_min_c=None).pool_temp_c is None


def test_everything_said_is_relied_on():
    reading = read(present=["LOPS", "OH"], unknown=["CAN"], must_mi2=True, must_mi4=True)
    said = {
        *(r for item in reading.exercises.values() for r in (*item.against, *item.modifications)),
        *(r for each in reading.techniques.values() for r in each.reasons),
        *(r for need in reading.requirements for r in (need.reason, *need.barred)),
        reading.cap.reason,
        *reading.gate_reasons,
    }
    assert reading.statements == tuple(sorted({reason.statement for reason in said}))
    weak = {reason.statement for reason in said if not reason.grade.is_reviewed}
    assert reading.unreviewed == tuple(sorted(weak))
    assert {"cap/can_or_oh", "MI4", "safety/OH"} <= set(reading.statements)


def test_a_gate_is_relied_on_too():
    assert "open/provisional" in read(ring2_done=False).statements
    assert "rf_test" in read(first=contact(Urgency.U1)).statements


# Techniques


def test_a_technique_tells_the_conditions_behind_its_state():
    strength = read(present=["OH", "BP_160"]).techniques[Technique.STRENGTH]
    assert strength.state == "relative"
    assert [(r.statement, r.says) for r in strength.reasons] == [
        ("safety/BP_160", "High blood pressure: only with a named approval."),
        ("safety/OH", "Blood pressure falls on standing: with its modification."),
    ]
    absolute = read(present=["ULCER_FOOT"]).techniques[Technique.AQUATIC]
    assert [r.says for r in absolute.reasons] == ["Open foot ulcer: an absolute contraindication."]


def test_a_technique_names_only_what_would_make_it_stricter():
    reading = read(present=["OH"], unknown=["OH_SEVERE", "BP_160", "CAN"])
    assert reading.techniques[Technique.AQUATIC].unsettled == ("OH_SEVERE",)
    assert reading.techniques[Technique.STRENGTH].unsettled == ("BP_160", "OH_SEVERE")
    assert reading.techniques[Technique.TENS].unsettled == ()
    assert reading.unsettled == ("BP_160", "CAN", "OH_SEVERE")


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
