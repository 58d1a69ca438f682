"""What a weak muscle may be loaded with, and how fast the recovered are capped."""

import pytest

from care.plan.planned import asked, line
from care.plan.steady import fact, person
from surefoot.care.findings import Findings
from surefoot.care.plan.candidates import _too_weak
from surefoot.knowledge.load import load
from surefoot.terms import Side

KNOWLEDGE = load()


class Someone:
    """As much of a person as the rule for weak muscles asks about."""

    def __init__(self, **grades: int) -> None:
        facts = [fact(code, g, side) for code, g in grades.items() for side in Side]
        self.findings, self.knowledge = Findings(person(facts=facts), KNOWLEDGE), KNOWLEDGE


@pytest.mark.parametrize(
    ("exercise", "grade", "out"),
    [
        ("RT002", 2, True),
        ("RT002", 3, True),  # a band is more than the foot itself
        ("RT002", 4, False),
        ("RT004", 3, False),
        ("RT004", 2, True),
    ],
)
def test_at_grade_3_a_muscle_lifts_no_more_than_its_own_part(exercise, grade, out):
    someone = Someone(mrc_ankle_plantarflexion=grade)
    assert (_too_weak(KNOWLEDGE.exercises[exercise], someone) is not None) is out


@pytest.mark.parametrize("name", ["cmt-carpenter-hands", "cmt-student-ankles"])
def test_no_band_for_a_muscle_of_grade_3_is_planned(name):
    care = line(name)
    assert care.broken(care.plan) == ()
    banned = {*KNOWLEDGE.progression_rules["PR11"].bar_equipment}
    for week in care.plan.weeks:
        done = [i for v in week.visits for part in v.parts for i in part.items]
        for item in (*done, *week.home.exercises):
            row = KNOWLEDGE.exercises[item.exercise]
            known = [care.concluded.on_side(m, s) for m in row.muscles for s in Side]
            if row.technique == "strength" and any(g is not None and g <= 3 for g in known):
                assert banned.isdisjoint(row.equipment)


def stratum(name: str, **changed: object) -> bool | None:
    return line(name).concluded.with_results(changed).truth("stratum_gbs_cidp")


def test_stable_for_half_a_year_and_walking_is_no_recovery_any_more():
    assert stratum("cidp-on-treatment") is False
    assert line("cidp-on-treatment").concluded.truth("stratum_moderate_75_or_deconditioned") is True
    assert asked("cidp-on-treatment").person.safety.cap.start_min == 60


@pytest.mark.parametrize(
    ("code", "value", "holds"),
    [
        ("w6m_m", 300.0, False),
        ("w6m_m", 299.0, True),
        ("w6m_m", None, True),
        ("mrc_min_leg", 4.0, False),
        ("mrc_min_leg", 3.0, True),
        ("gbs_cidp_progressing", True, True),
        ("gbs_cidp_progressing", None, True),
        ("relapse_cidp_gbs", True, True),
    ],
)
def test_whoever_is_not_clearly_stable_keeps_the_cap_of_recovery(code, value, holds):
    assert stratum("cidp-on-treatment", **{code: value}) is holds


def test_early_recovery_keeps_its_cap():
    assert stratum("gbs-recovery-wheelchair") is True
    assert asked("gbs-recovery-wheelchair").person.safety.cap.start_min == 30


def test_calves_that_stop_the_walk_do_not_make_a_person_deconditioned():
    found = line("pad-claudication-diabetes").concluded
    assert found.value("w6m_m") < 300
    assert found.truth("deconditioned") is False
    sound = found.with_results({"legs_hurt_walking": False, "cond_pad_claud": False})
    assert sound.truth("deconditioned") is True
