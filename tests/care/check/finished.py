"""A small finished plan for a person with numb feet and a high fall risk, laid out by hand.

It does not come from the planner, so that a change there cannot hide a fault here. Only what an
item has to say of itself is taken from the reading of safety.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from care.plan.steady import (
    ALONE,
    EVERYWHERE,
    KNOWLEDGE,
    TODAY,
    contact,
    fact,
    findings_of,
    person,
)
from surefoot.care.case import Case
from surefoot.care.findings import Findings
from surefoot.care.plan.records import (
    Billing,
    HomeProgramme,
    PlannedGoal,
    PlannedItem,
    PlanOfCare,
    Proof,
    Requirement,
    Retest,
    TechniqueChoice,
    Visit,
    VisitPart,
    Week,
)
from surefoot.care.plan.safety import assess
from surefoot.terms import Domain, Setting, Side, Technique

WEEKS = 4
PRESENT = ("FALLS_HIGH_UNSUP", "LOPS")
RESULTS = {**ALONE, "must_mi2": True, "needs_temperature": False}
MEASURED = (  # the first visit is over: what the steady person has not told yet
    *(fact(code, value, side) for code, value in
      (("vibration_toe", "normal"), ("position_toe", "normal"), ("reflex_ankle", "normal"))
      for side in Side),
    *(fact(f"{what}_{when}", normal) for what, normal in
      (("sbp", 125.0), ("dbp", 78.0), ("hr", 70.0)) for when in ("supine", "stand_1", "stand_3")),
)  # fmt: skip
CASE: Case = person(means=EVERYWHERE, facts=MEASURED)
FINDINGS: Findings = findings_of(CASE, present=PRESENT, **RESULTS)
READING = assess(FINDINGS, CASE, contact(), KNOWLEDGE)
DAYS = {1: (6,), 2: (2, 5), 4: (2, 3, 5, 6)}  # at home, by how often a week
BEGUN_AT_HOME = ("AE008", "RT014", "TC001")  # and practised in no visit
LIFTED = 10.0  # minutes of the aerobic item in week 1; the others keep theirs


def item(exercise: str, setting: Setting, minutes: float, sessions: int = 1) -> PlannedItem:
    """An item of the library as it would be planned, whether it may be or not."""
    row, allowed = KNOWLEDGE.exercises[exercise], READING.exercises[exercise]
    talk = {"EDU", "COMPRESSION"} & {*row.precaution_tags}
    training = row.technique != Technique.FOOT_CARE and not talk
    return PlannedItem(
        exercise=exercise,
        technique=row.technique,
        setting=setting,
        level=row.level,
        sets=row.sets,
        reps=min(row.reps, 8) if row.reps else None,
        hold_s=row.hold_s,
        continuous_min=row.continuous_min,
        minutes=minutes,
        sessions=sessions,
        days=DAYS[sessions] if training and setting == Setting.HOME else (),
        effort_max=3,
        intensity=row.intensity_target,
        supervision=allowed.supervision.get(setting, row.supervision_level),
        modifications=allowed.modifications,
        progress="",
        regress="",
        is_training=training,
    )


def at_home(exercise: str, minutes: float = 5.0, sessions: int = 1) -> PlannedItem:
    return item(exercise, Setting.HOME, minutes, sessions)


def in_clinic(exercise: str, minutes: float = 4.0) -> PlannedItem:
    return item(exercise, Setting.CLINIC, minutes)


def part(phase: str, minutes: float, items: Iterable[PlannedItem] = ()) -> VisitPart:
    return VisitPart(phase=phase, minutes=minutes, items=tuple(items), says="")


def visit(number: int, week: int) -> Visit:
    talk = part("education", 8.0, [in_clinic("SR010", 8.0)])
    parts = (
        part("pre_check", 3.0),
        part("warm_up", 5.0),
        part("balance", 8.0, [in_clinic("BT001"), in_clinic("BT028")]),
        part("strength", 6.0, [in_clinic("RT009", 6.0)]),
        part("cool_down", 5.0),
        replace(talk, shown=BEGUN_AT_HOME if number == 1 else ()),
    )
    billing = Billing(
        minutes={"97112": 8, "97535": 8},
        medicare_units={"97112": 1},
        ama_units={"97112": 1, "97535": 1},
    )
    return Visit(
        number=number,
        week=week,
        day=1 if number % 2 else 4,
        setting=Setting.CLINIC,
        minutes=35.0,
        parts=parts,
        billing=billing,
    )


def week(number: int) -> Week:
    home = HomeProgramme(
        week=number,
        days=3,
        minutes_a_day=9.0,
        exercises=(
            at_home("AE008", LIFTED + number - 1, 2),
            at_home("RT014", 5.0),
            at_home("TC001", 1.0, 2),
        ),
        self_care=(at_home("FC001", 3.0, 7), at_home("FC002", 1.0, 7), at_home("FC004", 5.0, 7)),
    )
    visits = (visit(2 * number - 1, number), visit(2 * number, number))
    return Week(number=number, visits=visits, home=home, training_min=53.0 + 2 * number, cap_min=60)


def plan() -> PlanOfCare:
    """Four weeks with two visits each, and three exercises at home."""
    spent = {
        Technique.BALANCE: 64.0,
        Technique.STRENGTH: 68.0,
        Technique.AEROBIC: 92.0,
        Technique.TAI_CHI: 8.0,
    }
    return PlanOfCare(
        made_on=TODAY,
        starts_on=TODAY,
        knowledge=KNOWLEDGE.version,
        gate="full",
        type_and_stage="distal, mild",
        goals=(
            PlannedGoal(
                words="Walk to the market.",
                domain=Domain.FUNCTION,
                measure="TUG",
                baseline="9 s",
                target="8 s",
                due_on=TODAY + timedelta(weeks=WEEKS),
            ),
        ),
        visits_per_week=(2,) * WEEKS,
        weeks=tuple(week(number) for number in range(1, WEEKS + 1)),
        techniques=tuple(_choice(name, minutes) for name, minutes in spent.items()),
        left_out=(),
        conditions=PRESENT,
        requirements=tuple(
            Requirement(id=need.id, says=need.says, exercises=need.exercises, barred=(),
                        reason=need.reason)
            for need in READING.requirements
        ),
        education=(),
        stop_signs=tuple(sign.patient for sign in KNOWLEDGE.stop_signs.values()),
        watch=(),
        referrals=(),
        retests=(Retest(on=TODAY + timedelta(days=30), measures=("TUG",), why="day 30"),),
        questions=(),
        alternatives=(),
        binding=(),
        sensitive=(),
        lifted=(),
        certainty="",
        proof=Proof(status="by hand", value=0, bound=0, gap=0, seconds=0, seed=0),
        statements=(),
        unreviewed=(),
    )  # fmt: skip


def _choice(technique: Technique, minutes: float) -> TechniqueChoice:
    return TechniqueChoice(
        technique=technique, minutes=minutes, share=0, asked_share=0, effect={}, dose_note="",
        why=(),
    )  # fmt: skip
