"""People for the tests of the diagnosis, told fact by fact."""

from datetime import date

from surefoot.care.case import Case, ClinicMeans, Fact, NotDone, Person, Value
from surefoot.care.diagnosis import Diagnosis, diagnose
from surefoot.care.findings import Findings
from surefoot.knowledge.load import load
from surefoot.terms import Side

TODAY = date(2026, 6, 1)
KNOWLEDGE = load()
LEG = ("hip_flexion", "knee_extension", "ankle_dorsiflexion", "ankle_plantarflexion")
LEG = (*LEG, "toe_extension")
ARM = ("shoulder_abduction", "elbow_flexion", "wrist_extension", "finger_abduction")
ARM = (*ARM, "thumb_abduction")


def fact(code: str, value: Value = True, side: Side | None = None, site: str | None = None) -> Fact:
    """One answer, given today."""
    return Fact(code=code, value=value, on=TODAY, side=side, site=site)


def both(code: str, value: Value = True) -> tuple[Fact, ...]:
    """The same on the left and on the right."""
    return tuple(fact(code, value, side) for side in Side)


def one(code: str, value: Value = True, other: Value = False) -> tuple[Fact, ...]:
    """`value` on the left, `other` on the right."""
    return (fact(code, value, Side.LEFT), fact(code, other, Side.RIGHT))


def strength(legs: int = 5, arms: int = 5, **left: int) -> tuple[Fact, ...]:
    """All key muscles on both sides; a named muscle is as weak as said, on the left only."""
    facts: list[Fact] = []
    for names, grade in ((LEG, legs), (ARM, arms)):
        for name in names:
            here = left.get(name, grade)
            facts += one(f"mrc_{name}", float(here), float(grade))
    return tuple(facts)


def reflexes(
    ankle: str = "normal", knee: str = "normal", biceps: str = "normal"
) -> tuple[Fact, ...]:
    """Ankle, knee and biceps jerks, the same on both sides."""
    said = {"reflex_ankle": ankle, "reflex_knee": knee, "reflex_biceps": biceps}
    return tuple(f for code, value in said.items() for f in both(code, value))


def feeling(
    vibration: str = "normal", pin: str = "normal", position: str = "normal", mono: float = 3
) -> tuple[Fact, ...]:
    """Vibration, pin, position and the 10 g monofilament (sites felt of 3 tries) at both feet."""
    said: dict[str, Value] = {
        "vibration_toe": vibration,
        "pin_toe": pin,
        "position_toe": position,
        "mono_hallux_correct": mono,
        "mono_mth1_correct": mono,
        "mono_mth5_correct": mono,
    }
    return tuple(f for code, value in said.items() for f in both(code, value))


def lying_and_standing(
    fall: float = 0, rise: float = 10, pulse: float = 70, lying: float = 130
) -> tuple[Fact, ...]:
    """Blood pressure and pulse lying and after 1 and 3 minutes standing."""
    said = {
        "sbp_supine": lying,
        "dbp_supine": 80,
        "hr_supine": pulse,
        "sbp_stand_1": lying - fall,
        "dbp_stand_1": 80 - fall / 4,
        "hr_stand_1": pulse + rise,
        "sbp_stand_3": lying - fall,
        "dbp_stand_3": 80 - fall / 4,
        "hr_stand_3": pulse + rise,
        "hr_rest": pulse,
    }
    regular = (fact("rhythm_not_sinus_or_paced", False), fact("drug_beta_blocker", "never"))
    return (*(fact(code, float(value)) for code, value in said.items()), *regular)


def case(*facts: Fact, profile: str = "mixed", not_done: tuple[NotDone, ...] = ()) -> Case:
    """A person of 60 with these answers and no others."""
    return Case(
        person=Person(id="told", name="Told", born_on=date(1966, 1, 1)),
        today=TODAY,
        facts=facts,
        not_done=not_done,
        means=ClinicMeans(profile=profile),
    )


def findings(*facts: Fact) -> Findings:
    """What follows from these answers."""
    return Findings(case(*facts), KNOWLEDGE)


def diagnosed(
    *facts: Fact, profile: str = "mixed", not_done: tuple[NotDone, ...] = ()
) -> Diagnosis:
    """The diagnosis of a person with these answers."""
    person = case(*facts, profile=profile, not_done=not_done)
    return diagnose(Findings(person, KNOWLEDGE), person, KNOWLEDGE)
