"""A person made for a test of the prognosis: what was found, and how probable each pattern is."""

from collections.abc import Mapping
from datetime import date, timedelta

from surefoot.care.case import Case, Fact, Person, Value
from surefoot.care.diagnosis import Diagnosis, NamedNerve, PatternScore
from surefoot.care.findings import Findings
from surefoot.care.prognosis import Cause, Prognosis, foresee
from surefoot.knowledge.load import load
from surefoot.terms import Reason, Side

TODAY = date(2026, 6, 1)
KNOWLEDGE = load()


def days_ago(days: int) -> date:
    """A day before the day of the test."""
    return TODAY - timedelta(days=days)


def fact(code: str, value: Value, on: date | None = None, **more: object) -> Fact:
    """One answer; sides and sites by the name behind an @: `pin_toe@left`."""
    code, _, place = code.partition("@")
    if place in ("left", "right"):
        more["side"] = Side(place)
    elif place:
        more["site"] = place
    return Fact(code=code, value=value, on=on or TODAY, **more)


def facts(**told: Value) -> tuple[Fact, ...]:
    """Answers of today; `wrist_drop__left=True` for a side or a site."""
    return tuple(fact(code.replace("__", "@"), value) for code, value in told.items())


def drug(
    code: str,
    state: str = "current",
    *,
    started: int | None = None,
    stopped: int | None = None,
) -> Fact:
    """A class of medicine with its days, counted back from today."""
    return Fact(
        code=code,
        value=state,
        on=TODAY,
        started_on=None if started is None else days_ago(started),
        stopped_on=None if stopped is None else days_ago(stopped),
    )


def case_of(*told: Fact, born: date = date(1976, 1, 1), today: date = TODAY) -> Case:
    """A case that holds these answers and nothing else."""
    return Case(person=Person(id="p", name="P", born_on=born), today=today, facts=told)


def diagnosis_of(
    extent: str | None = None,
    nerves: tuple[NamedNerve, ...] = (),
    today: date = TODAY,
    **patterns: float,
) -> Diagnosis:
    """A diagnosis with these probabilities and no other."""
    return Diagnosis(
        made_on=today,
        knowledge=KNOWLEDGE.version,
        summary="",
        types=(),
        patterns=tuple(_score(code, chance) for code, chance in patterns.items()),
        criteria=(),
        nerves=nerves,
        mimics=(),
        extent=extent,
        extent_reasons=(),
        next_tests=(),
        cannot_tell=(),
        unreviewed=(),
    )


def _score(code: str, chance: float) -> PatternScore:
    band = "likely" if chance >= 0.6 else "possible" if chance >= 0.2 else "unlikely"
    return PatternScore(
        pattern=code,
        name=code,
        types=(),
        prior=0.2,
        probability=chance,
        low=chance,
        high=chance,
        band=band,
        evidence_for=(),
        evidence_against=(),
    )


def nerve(extent: str) -> NamedNerve:
    """A named nerve of that grade."""
    reason = Reason(says="", statement="n_peroneal")
    return NamedNerve(
        id="n_peroneal", name="peroneal", side="left", reason=reason, tell_apart="", extent=extent
    )


def foretold(
    *told: Fact,
    patterns: Mapping[str, float] | None = None,
    extent: str | None = None,
    nerves: tuple[NamedNerve, ...] = (),
    born: date = date(1976, 1, 1),
    today: date = TODAY,
) -> Prognosis:
    """The prognosis of a person of whom this is known. A person is 50 unless told otherwise."""
    case = case_of(*told, born=born, today=today)
    diagnosis = diagnosis_of(extent, nerves, today, **(patterns or {}))
    return foresee(Findings(case, KNOWLEDGE), diagnosis, case, KNOWLEDGE)


def cause_in(prognosis: Prognosis, key: str) -> Cause | None:
    """One cause of a prognosis; None where it is not suggested."""
    return next((cause for cause in prognosis.causes if cause.id == key), None)


def certainty(key: str, *told: Fact, **how: object) -> str | None:
    """How sure a cause is."""
    found = cause_in(foretold(*told, **how), key)
    return found.certainty if found else None


FULL_STRENGTH = (
    *facts(weakness=False, trouble_stairs_or_chair=False, trips_over_toes=False),
    *(fact(f"{code}@{side}", False) for code in ("foot_drop", "wrist_drop") for side in Side),
    *(
        fact(f"mrc_{muscle}@{side}", 5.0)
        for muscle in (
            "hip_flexion",
            "knee_extension",
            "ankle_dorsiflexion",
            "ankle_plantarflexion",
            "toe_extension",
        )
        for side in Side
    ),
)
"""Nobody weak: asked, and every key muscle of the legs tested."""

WEAK = facts(weakness__shin_outer_left=True)


def treated(days: int) -> tuple[Fact, ...]:
    """The main cause was dealt with so many days ago."""
    return facts(cause_treated=True, cause_treated_on=days_ago(days))


def began(days: int) -> Fact:
    """The symptoms began so many days ago."""
    return fact("symptom_onset_on", days_ago(days))


def klass(key, *told, **how):
    """The class as things stand, and if the cause were dealt with."""
    found = cause_in(foretold(*told, **how), key)
    assert found is not None
    return found.reversibility, found.best_achievable
