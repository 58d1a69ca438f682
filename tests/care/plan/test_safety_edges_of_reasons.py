"""What a reason of safety says, word for word: what it rests on, and what would change it."""

from dataclasses import replace

from care.plan.reasons import against, changes
from care.plan.steady import HELPED, KNOWLEDGE, contact, fact, read
from care.said import person as somebody
from surefoot.care.case import ClinicMeans
from surefoot.care.findings import Findings
from surefoot.care.plan.safety import assess
from surefoot.terms import Reason, Setting, Technique, Urgency

CLINIC, HOME = Setting.CLINIC, Setting.HOME


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
    assert reason.changes == "Nothing, as long as it is there."
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
    assert (
        said["safety/HF_STABLE"]
        == "Stable heart failure: weight up by more than 2 kg in 1-3 days = hold exercise."
    )
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
    assert against(place, "FX003", "home").says == "Not on offer here: the person's home."
    changes = "Record that it is on offer: the person's home."
    assert against(place, "FX003", "home").changes == changes
    thing = read(facts=[fact("equip_towel", False, site="home")], without=["equip_towel"])
    reason = against(thing, "FX003", "towel")
    assert (reason.says, reason.changes, reason.findings) == (
        "Not on record as there: towel (home).",
        "Record that it is there: towel.",
        ("equip_towel",),
    )
    alone = read(facts=[fact("supervision_available", "1", site="clinic")])
    assert against(alone, "BT049", "more help").says == (
        "Needs more help than can be given (clinic): contact guard."
    )
    assert against(alone, "BT049", "more help").changes == "Contact guard."
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
        ("safety/BP_160", "High blood pressure: the reading of the day bars it."),
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
