"""The examination: scores beside findings, what is due, what has to wait, who must be told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from care.examination.scored import KNOWLEDGE, answers, numbered, yes_to
from surefoot.care.case import Answers, Case, ClinicMeans, Fact, NotDone, Person
from surefoot.care.examination import Examination, examine
from surefoot.care.findings import Findings
from surefoot.terms import Side, SurefootError

TODAY = date(2026, 6, 1)
ANNA = Person(id="p1", name="Anna", born_on=date(1956, 3, 4), sex="female")


def fact(
    code: str, value: float | str | bool, *, on: date = TODAY, side: Side | None = None
) -> Fact:
    return Fact(code=code, value=value, on=on, side=side)


def examined(*given: Answers | Fact | NotDone, today: date = TODAY, **more) -> Examination:
    case = Case(
        person=more.get("person", ANNA),
        today=today,
        facts=tuple(one for one in given if isinstance(one, Fact)),
        not_done=tuple(one for one in given if isinstance(one, NotDone)),
        answers=tuple(one for one in given if isinstance(one, Answers)),
        means=ClinicMeans(licensed=more.get("licensed", ())),
    )
    return examine(case, Findings(case, KNOWLEDGE), KNOWLEDGE)


def on(day: date, code: str, items: dict) -> Answers:
    return answers(code, items, on=day)


VITALS = {
    "sbp_supine": 130, "dbp_supine": 80, "sbp_1": 128, "dbp_1": 79, "sbp_3": 127, "dbp_3": 78,
    "symptoms": False,
}  # fmt: skip


def test_a_score_becomes_a_finding_of_its_day() -> None:
    found = examined(on(TODAY, "PHQ9", numbered(2, 1, 2, 3, 1, 1, 1, 0, 1)))
    assert found.findings.value("phq9_score") == 12
    assert found.findings.value("phq9_item9") == 1
    assert found.findings.value("phq2_score") == 3
    assert found.knowledge == KNOWLEDGE.version


def test_a_score_of_one_side_becomes_a_finding_of_that_side() -> None:
    pressures = {"brachial_right": 125, "brachial_left": 120, "pt_left": 100, "pt_right": 120}
    found = examined(on(TODAY, "ABI", pressures))
    assert found.findings.on_side("abi", Side.LEFT) == 0.8
    assert found.findings.on_side("abi", Side.RIGHT) == 0.96
    assert found.findings.truth("pad") is True


def test_rules_over_time_read_scores_of_several_days() -> None:
    early = on(TODAY - timedelta(days=60), "NPRS", {"average": 7})
    late = on(TODAY, "NPRS", {"average": 4})
    found = examined(early, late)
    assert found.findings.holds("fall_in(nprs_average, 90) >= 3") is True


def test_a_test_recorded_as_a_finding_is_scored_too() -> None:
    found = examined(fact("tug_s", 13.6))
    tug = found.latest("TUG")
    assert (tug.main.value, tug.main.as_total) == (13.6, True)
    assert "TUG/high-risk" in [one.statement for one in tug.raised]


def test_a_test_recorded_by_its_parts_is_scored_too() -> None:
    vitals = {"sbp_supine": 130, "dbp_supine": 80, "symptoms_while_standing_test": True}
    vitals |= {"sbp_stand_1": 105, "dbp_stand_1": 75, "sbp_stand_3": 110, "dbp_stand_3": 75}
    found = examined(*[fact(code, value) for code, value in vitals.items()])
    assert found.latest("OH").main.value == "symptomatic_OH"
    assert found.findings.value("oh_class") == "symptomatic_OH"


def test_an_alarm_is_raised_by_a_recorded_item_too() -> None:
    (event,) = examined(fact("phq9_item9", 2)).events
    assert (event.severity, event.item) == ("emergency", "q9")


def test_only_the_latest_answers_raise_an_alarm() -> None:
    then = on(TODAY - timedelta(days=90), "PHQ9", {"q9": 3})
    now = on(TODAY, "PHQ9", {"q9": 0})
    assert examined(then, now).events == ()


def test_foot_risk_is_read_from_the_findings() -> None:
    sites = ("mono_hallux_correct", "mono_mth1_correct", "mono_mth5_correct")
    felt = [fact(code, 3, side=side) for code in sites for side in Side]
    lost = [replace(one, value=1) if one.code == sites[0] else one for one in felt]
    signs = ("foot_ulcer_open", "foot_deformity", "pulses_absent")
    looked = [fact(code, False, side=side) for code in signs for side in Side]
    more = [fact("ulcer_history", False), fact("amputation_history", False)]
    more += [fact("kidney_failure_dialysis", False), fact("egfr", 80), fact("pad_known", False)]
    more += [fact(code, 1.1, side=side) for code in ("abi", "tbi") for side in Side]
    assert examined(*felt, *looked, *more).latest("IWGDF").main.value == "0"
    assert examined(*lost, *looked, *more).latest("IWGDF").main.value == "1"


def test_unknown_inputs_of_the_foot_risk_are_shown_as_a_range() -> None:
    found = examined(fact("ulcer_history", True)).latest("IWGDF")
    assert found.state == "incomplete"
    assert found.possible["category"] == ("active", "3")


def test_every_fault_of_every_instrument_is_told_at_once() -> None:
    with pytest.raises(SurefootError) as caught:
        examined(on(TODAY, "PHQ9", {"q1": 9}), on(TODAY, "PEG", {"q2": 11, "q8": 1}))
    assert all(part in caught.value.says for part in ("PHQ9", "q1", "PEG", "q2", "q8"))


def test_a_record_at_odds_with_the_answers_of_the_day_is_a_fault() -> None:
    with pytest.raises(SurefootError, match="phq9_score"):
        examined(on(TODAY, "PHQ9", numbered(*[1] * 9)), fact("phq9_score", 12))


def test_a_record_that_only_was_rounded_agrees() -> None:
    pressures = {"brachial_right": 136, "brachial_left": 130, "pt_right": 124, "pt_left": 130}
    found = examined(on(TODAY, "ABI", pressures), fact("abi", 0.91, side=Side.RIGHT))
    assert found.findings.on_side("abi", Side.RIGHT) == 0.91


def test_an_unlicensed_questionnaire_is_kept_but_not_scored() -> None:
    sheet = on(TODAY, "ISI", numbered(*[2] * 7))
    assert examined(sheet).latest("ISI").state == "not_licensed"
    assert examined(sheet).findings.value("isi_score") is None
    assert examined(sheet, licensed=("ISI",)).findings.value("isi_score") == 14


def test_the_first_visit_has_two_blocks_in_the_order_of_the_room() -> None:
    found = examined()
    safety, performance = found.blocks
    assert [one.measure for one in safety.due] == [f"core/{n}" for n in (3, 8, 9, 11, 10)]
    assert [one.measure for one in performance.due] == [f"core/{n}" for n in (12, 16, 13, 14, 15)]
    assert (safety.minutes, performance.minutes) == (29, 17)
    assert (safety.complete, performance.complete) == (False, False)
    assert [one.measure for one in found.at_home] == [f"core/{n}" for n in (1, 2, 4, 5, 6, 7)]
    assert found.seated_only


def test_diabetes_adds_the_toe_pressure_and_its_minutes() -> None:
    (safety, _) = examined(fact("diabetes_type", "type2")).blocks
    circulation = next(one for one in safety.due if one.measure == "core/11")
    assert (circulation.instruments, circulation.minutes) == (("ABI", "TBI"), 9)
    assert safety.minutes == 32


PERFORMANCE = (
    on(TODAY, "TUG", {"trial_1": 11}),
    on(TODAY, "W10M", {"usual_1": 9}),
    on(TODAY, "CST30", {"stands": 12, "arms_used": False}),
    on(TODAY, "FSBT", {"side_by_side": 10, "semi_tandem": 10, "tandem": 4}),
    on(TODAY, "MCTSIB", {"c1_1": 30, "c2_1": 30, "c3_1": 30, "c4_1": 30}),
)


def test_the_performance_block_opens_work_on_the_feet() -> None:
    found = examined(*PERFORMANCE)
    assert found.blocks[1].due == ()
    assert not found.seated_only


def test_what_a_person_was_unable_to_do_is_not_asked_for_again() -> None:
    unable = answers("TUG", {}, on=TODAY, not_done={"trial_1": "unable"})
    found = examined(unable, *PERFORMANCE[1:])
    assert not found.seated_only
    assert found.latest("TUG").state == "unable"


def test_an_instrument_may_be_held_by_a_longer_one() -> None:
    home = {one.measure: one for one in examined(on(TODAY, "PHQ9", numbered(*[0] * 9))).at_home}
    assert home["core/7"].instruments == ("GAD2",)


def test_a_positive_short_form_asks_for_the_long_one() -> None:
    home = {one.measure: one for one in examined(on(TODAY, "PHQ2", numbered(2, 1))).at_home}
    assert home["core/7"].instruments == ("GAD2", "PHQ9")


def test_the_safety_screen_of_the_examination_asks_for_single_signs() -> None:
    (safety, _) = examined(*[fact("reflex_knee", "normal", side=side) for side in Side]).blocks
    screen = next(one for one in safety.due if one.measure == "core/8")
    assert screen.instruments == ("MNSIQ", "MNSIE")
    assert "reflex_knee" not in screen.findings
    assert {"mrc_toe_extension", "mrc_ankle_dorsiflexion", "position_toe"} <= set(screen.findings)


@pytest.mark.parametrize(
    ("days_since_first", "days_since_last", "due"),
    [
        (27, 27, False),
        (28, 28, True),
        (28, 7, False),
        (28, 8, True),
        (56, 28, True),
        (83, 27, False),
    ],
)
def test_the_timed_tests_fall_due_by_their_weeks(
    days_since_first: int, days_since_last: int, due: bool
) -> None:
    days = {TODAY - timedelta(days=days_since_first), TODAY - timedelta(days=days_since_last)}
    found = examined(*[on(day, "TUG", {"trial_1": 11}) for day in days])
    measures = {one.measure: one for one in found.blocks[1].due}
    assert ("core/12" in measures) is due
    if due:
        assert measures["core/12"].since is not None
        assert measures["core/12"].why in ("week 4 re-test", "week 8 re-test")


def test_pain_is_asked_at_every_visit() -> None:
    yesterday = TODAY - timedelta(days=1)
    home = {one.measure: one.why for one in examined(on(yesterday, "NPRS", {"average": 3})).at_home}
    assert home["core/1"] == "every visit"
    home = [one.measure for one in examined(on(TODAY, "NPRS", {"average": 3})).at_home]
    assert "core/1" not in home


def test_sensory_tests_are_not_repeated_before_12_weeks() -> None:
    eleven_weeks = on(TODAY - timedelta(weeks=11), "MNSIQ", yes_to({1}, 15))
    twelve_weeks = on(TODAY - timedelta(weeks=12), "MNSIQ", yes_to({1}, 15))
    for sheet, due in ((eleven_weeks, False), (twelve_weeks, True)):
        screen = next(one for one in examined(sheet).blocks[0].due if one.measure == "core/8")
        assert ("MNSIQ" in screen.instruments) is due


@pytest.mark.parametrize(
    ("changed", "standing", "eyes_closed"),
    [
        ({}, False, False),
        ({"sbp_1": 105}, False, False),  # a fall of 25 without symptoms
        ({"sbp_1": 105, "symptoms": True}, True, True),
        ({"sbp_1": 98, "symptoms": True}, True, True),  # severe by symptoms
        ({"sbp_3": 89}, True, True),  # severe by pressure
        ({"sbp_1": None, "sbp_3": None, "dbp_1": None, "dbp_3": None}, None, None),
    ],
)
def test_standing_tests_wait_for_the_pressure(
    changed: dict, standing: bool | None, eyes_closed: bool | None
) -> None:
    found = examined(on(TODAY, "OH", {**VITALS, **changed}))
    gates = {one.id: one for one in found.gates}
    assert gates["gate/standing"].closed is standing
    assert gates["gate/eyes-closed"].closed is eyes_closed
    assert gates["gate/pool"].closed is eyes_closed
    assert {"TUG", "BBS", "W6M"} <= set(gates["gate/standing"].instruments)
    assert gates["gate/standing"].needs == "OH"
    assert "MCTSIB" in gates["gate/eyes-closed"].instruments
    assert "TUG" not in gates["gate/eyes-closed"].instruments


def test_a_wound_keeps_out_of_the_pool_and_off_the_walk() -> None:
    wound = [fact("foot_ulcer_open", side is Side.LEFT, side=side) for side in Side]
    closed = {one.id for one in examined(*wound).gates if one.closed}
    assert {"gate/pool-wound", "gate/walk-ulcer", "gate/lunge", "gate/cuff"} <= closed


def test_what_rests_on_policy_is_named_for_review() -> None:
    found = examined(on(TODAY, "OH", {**VITALS, "sbp_3": 89}))
    assert "gate/standing" in found.unreviewed
    assert "OH" in found.unreviewed


def test_age_is_that_of_the_day_of_the_answers() -> None:
    birthday = replace(ANNA, born_on=date(1961, 6, 1))
    before = on(TODAY - timedelta(days=1), "STAYIND", yes_to({1}, 12))
    assert examined(before, person=birthday).latest("STAYIND").limits != ()
    assert (
        examined(on(TODAY, "STAYIND", yes_to({1}, 12)), person=birthday).latest("STAYIND").limits
        == ()
    )


def test_the_same_case_gives_the_same_examination() -> None:
    given = (on(TODAY, "OH", VITALS), fact("tug_s", 12.5), *PERFORMANCE[1:])
    one, other = examined(*given), examined(*reversed(given))
    assert one.scores == other.scores
    assert one.blocks == other.blocks


FOOT = ("appearance", "ulcer", "reflex", "vibration")


@pytest.mark.parametrize(
    ("reflex", "points"), [("normal", 0), ("brisk", 0), ("reduced", 0.5), ("absent", 1)]
)
def test_an_ankle_jerk_as_it_was_found_counts_in_the_mnsi(reflex: str, points: float) -> None:
    """`reduced` is "present only with reinforcement" in the vocabulary; a brisk jerk is there."""
    facts = [fact("reflex_ankle", reflex, side=side) for side in Side]
    facts += [fact("vibration_toe", "normal", side=side) for side in Side]
    facts += [fact("foot_ulcer_open", False, side=side) for side in Side]
    told = {f"{part}_{side}": {"reflex": points}.get(part, 0) for part in FOOT for side in Side}
    found = examined(*facts, on(TODAY, "MNSIE", told)).findings
    assert found.value("mnsi_exam_score") == 2 * points
    assert found.on_side("reflex_ankle", Side.LEFT) == reflex


@pytest.mark.parametrize(
    ("reflex", "points"), [("normal", 0), ("brisk", 0), ("reduced", 1), ("absent", 2)]
)
def test_an_ankle_jerk_as_it_was_found_is_the_answer_to_the_reflex_test(reflex, points) -> None:
    found = examined(*[fact("reflex_ankle", reflex, side=side) for side in Side])
    (score,) = [one for one in found.scores if one.instrument == "REFL"]
    assert score.main is not None
    assert score.main.value == points
    assert found.findings.on_side("reflex_ankle", Side.RIGHT) == reflex


def test_a_brisk_jerk_and_an_absent_one_on_the_same_day_are_at_odds() -> None:
    brisk = [fact("reflex_ankle", "brisk", side=side) for side in Side]
    with pytest.raises(SurefootError, match="reflex_ankle"):
        examined(*brisk, on(TODAY, "REFL", {"right": 2, "left": 0}))
    agreed = examined(*brisk, on(TODAY, "REFL", {"right": 0, "left": 0}))
    assert agreed.findings.on_side("reflex_ankle", Side.RIGHT) == "brisk"


def test_every_word_of_a_finding_is_an_answer_to_the_item_it_is() -> None:
    for instrument in KNOWLEDGE.instruments.values():
        for item in (one for one in instrument.items if one.words):
            told = {*item.words.values(), *item.also}
            words = KNOWLEDGE.findings[item.finding].enum_values or ("yes", "no")
            assert told == set(words), (instrument.id, item.id)
            assert set(item.also.values()) <= set(item.words), (instrument.id, item.id)
