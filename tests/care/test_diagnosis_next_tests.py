"""What to ask or measure next: what is open, and tells the patterns apart best."""

from dataclasses import replace
from datetime import date

from care.told import KNOWLEDGE, TODAY, diagnosed, fact
from care.typical import TYPICAL, WORKED_EXAMPLE
from surefoot.care.case import NotDone


def test_what_to_ask_next_is_open_ordered_and_of_different_themes():
    found = diagnosed(*WORKED_EXAMPLE)
    bits = [test.bits for test in found.next_tests]
    assert len(bits) == 8
    assert bits == sorted(bits, reverse=True)
    rows = [KNOWLEDGE.pattern_questions[test.statement] for test in found.next_tests]
    assert len({row.theme for row in rows}) == 8
    known = {f.code for f in WORKED_EXAMPLE}
    assert not known & {test.code for test in found.next_tests}
    assert all(test.settles for test in found.next_tests)


def test_less_is_proposed_when_little_is_left_to_tell():
    every = {code for row in KNOWLEDGE.pattern_questions.values() for code in row.findings}
    kept = {"romberg_eo_s", "romberg_ec_s", "wandering_fingers", "position_toe"}
    why = tuple(NotDone(code=code, why="declined", on=TODAY) for code in sorted(every - kept))
    asked = diagnosed(*WORKED_EXAMPLE, not_done=why).next_tests
    assert {test.statement for test in asked} <= {
        "ask/position", "ask/pin-temperature", "ask/sensory-exam", "ask/feet-free",
    }  # fmt: skip
    assert "ask/position" in {test.statement for test in asked}
    nothing = tuple(NotDone(code=code, why="declined", on=TODAY) for code in sorted(every))
    assert diagnosed(*WORKED_EXAMPLE, not_done=nothing).next_tests == ()


def test_what_could_not_be_done_today_is_not_proposed_again():
    first = diagnosed(*WORKED_EXAMPLE).next_tests[0]
    why = tuple(NotDone(code=code, why="unable", on=TODAY) for code in first.codes)
    again = diagnosed(*WORKED_EXAMPLE, not_done=why).next_tests
    assert first.statement not in {test.statement for test in again}
    earlier = tuple(replace(each, on=date(2026, 5, 1)) for each in why)
    assert diagnosed(*WORKED_EXAMPLE, not_done=earlier).next_tests[0] == first


def test_sitting_blood_pressure_is_proposed_only_where_lying_could_not_be_done():
    asked = {test.statement for test in diagnosed(*WORKED_EXAMPLE).next_tests}
    codes = KNOWLEDGE.pattern_questions["ask/lying-standing"].findings
    why = tuple(NotDone(code=code, why="unable", on=TODAY) for code in codes)
    instead = {test.statement for test in diagnosed(*WORKED_EXAMPLE, not_done=why).next_tests}
    assert "ask/sit-stand" not in asked
    assert "ask/sit-stand" in instead


def test_tests_done_outside_are_flagged():
    told = (*TYPICAL, fact("pain_burning", True, site="great_toe_left"))
    for test in diagnosed(*told).next_tests:
        assert test.external == (test.who == "lab")
        assert test.external == test.ask.startswith("External")
