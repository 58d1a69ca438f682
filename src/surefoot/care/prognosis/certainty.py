"""How sure is each cause: confirmed, likely, possible, excluded, or not suggested at all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from surefoot.care.case import Fact
from surefoot.care.prognosis.history import once_positive
from surefoot.care.prognosis.records import Certainty
from surefoot.care.prognosis.seen import ONSET, Seen, months_after
from surefoot.knowledge.schema.causes import Cause, CauseOutcome
from surefoot.terms import Reason

AT_LEAST_LIKELY: tuple[Certainty, ...] = ("confirmed", "likely")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One cause and how sure it is. `ended_on`: a test has shown since when it is dealt with."""

    cause: Cause
    outcome: CauseOutcome
    certainty: Certainty
    reason: Reason
    ended_on: date | None = None

    @property
    def counts(self) -> bool:
        """Whether it is at least likely."""
        return self.certainty in AT_LEAST_LIKELY


def judge(seen: Seen) -> tuple[Judged, ...]:
    """Every cause of which something can be said, in the order of the knowledge."""
    outcomes = {o.cause: o for o in seen.knowledge.cause_outcomes.values()}
    found = {
        cause.id: judged
        for cause in seen.knowledge.causes.values()
        if (judged := _judge(seen, cause, outcomes[cause.id]))
    }
    counting = {key for key, judged in found.items() if judged.counts}
    standing = (judged for judged in found.values() if _stands(judged, counting))
    return tuple(_beside(judged, counting) for judged in standing)


def _stands(judged: Judged, counting: set[str]) -> bool:
    """Whether no other cause explains the same findings better."""
    others = counting - {judged.cause.id}
    if judged.cause.only_alone and others:
        return False
    return judged.certainty in ("confirmed", "excluded") or not others & set(judged.cause.yields_to)


def _beside(judged: Judged, counting: set[str]) -> Judged:
    """A likely cause is only possible beside one that explains the picture as well."""
    if judged.certainty != "likely" or not counting & set(judged.cause.doubtful_beside):
        return judged
    says = judged.reason.says.replace("Likely", "Possible", 1)
    return replace(judged, certainty="possible", reason=replace(judged.reason, says=says))


def _judge(seen: Seen, cause: Cause, outcome: CauseOutcome) -> Judged | None:
    """Policy 4, from the strongest word to the weakest."""
    doctor = _diagnosis_on_record(seen, cause)
    if doctor and doctor.value is True:
        says = f"Diagnosis of a physician on record, {doctor.on}."
        return _judged(seen, cause, outcome, "confirmed", says)
    if seen.holds(cause.confirmed_when):
        return _by_rules(seen, cause, outcome, "confirmed", [cause.confirmed_when])
    negative = seen.holds(cause.ruled_out_when) is True
    if before := once_positive(seen, cause):
        says = f"Confirmed by {seen.told(before.codes)} on {before.on}."
        ended_on = before.next_on if negative else None
        judged = _judged(seen, cause, outcome, "confirmed", says)
        return replace(judged, ended_on=ended_on)
    rejected = doctor is not None
    if (negative and _recent(seen, cause)) or (doctor and _within(seen, cause, doctor.on)):
        says = f"Ruled out: {seen.told(_asked(seen, cause.tests)) or 'by a physician'}."
        return _judged(seen, cause, outcome, "excluded", says)
    return _from_features(seen, cause, outcome, against=negative or rejected)


def _from_features(
    seen: Seen, cause: Cause, outcome: CauseOutcome, *, against: bool
) -> Judged | None:
    """Likely or possible, from what recognises the cause."""
    timing = _timing(seen, cause)
    strong = [rule for rule in cause.likely_when if seen.holds(rule)]
    enough = timing is not False and _is_strong(cause, strong, timing=timing)
    if enough and not against and _fits(seen, cause):
        return _by_rules(seen, cause, outcome, "likely", strong or list(cause.possible_when))
    weak = [rule for rule in cause.possible_when if seen.holds(rule)]
    if strong or weak:
        return _by_rules(seen, cause, outcome, "possible", [*strong, *weak])
    return None


def _is_strong(cause: Cause, strong: list[str], *, timing: bool | None) -> bool:
    """Whether history or lab point strongly, as far as this cause may be blamed at all."""
    if cause.attribute == "never":
        return False
    if cause.attribute == "with_timing":
        return timing is True
    return bool(strong) or timing is True


def _fits(seen: Seen, cause: Cause) -> bool:
    """Whether a sub-pattern it produces is probable enough, or its own picture is there."""
    least = seen.knowledge.prognosis_rules["prognosis/certainty"].numbers["pattern_fits"]
    return seen.holds(cause.fits_when) is True or any(
        score.pattern in cause.patterns
        and score.probability >= least
        and score.band != "cannot_tell"
        for score in seen.diagnosis.patterns
    )


def _timing(seen: Seen, cause: Cause) -> bool | None:
    """Whether the symptoms began on the medicine, or soon enough after it."""
    onset = seen.day(ONSET) if cause.exposure else None
    if onset is None:
        return None
    answers = [
        _began_on(fact, onset, cause.onset_after_stop_months)
        for fact in seen.facts(cause.exposure)
        if fact.value != "never"
    ]
    if True in answers:
        return True
    return None if None in answers or not answers else False


def _began_on(fact: Fact, onset: date, after_stop_months: float) -> bool | None:
    """The same for one course of the medicine."""
    if fact.started_on and onset < fact.started_on:
        return False
    if fact.stopped_on and onset > months_after(fact.stopped_on, after_stop_months):
        return False
    ended = fact.stopped_on is not None or fact.value == "current"
    return True if fact.started_on and ended else None


def _diagnosis_on_record(seen: Seen, cause: Cause) -> Fact | None:
    """What a physician said of this cause last: True made it, False rejected it."""
    said = seen.facts(cause.diagnosed)
    return said[-1] if said else None


def _recent(seen: Seen, cause: Cause) -> bool:
    """Whether every required test that was done is still valid."""
    days = [seen.facts(code)[-1].on for code in _asked(seen, cause.tests)]
    return all(_within(seen, cause, day) for day in days)


def _within(seen: Seen, cause: Cause, day: date) -> bool:
    """Whether a negative test of that day still holds: for less long in people at risk."""
    numbers = seen.knowledge.prognosis_rules["prognosis/certainty"].numbers
    at_risk = cause.recheck_sooner and any(
        seen.holds(rule) is not False for rule in cause.possible_when
    )
    days = numbers["recheck_sooner_days"] if at_risk else numbers["valid_days"]
    return (seen.today - day).days <= days


def _asked(seen: Seen, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if seen.facts(code))


def _by_rules(
    seen: Seen, cause: Cause, outcome: CauseOutcome, certainty: Certainty, rules: list[str]
) -> Judged:
    """A judgement whose words are the findings that carry it."""
    codes = seen.speaking(rule for rule in rules if seen.holds(rule))
    says = f"{certainty.capitalize()}: {seen.told(codes) or cause.name}."
    return _judged(seen, cause, outcome, certainty, says, codes)


def _judged(
    seen: Seen,
    cause: Cause,
    outcome: CauseOutcome,
    certainty: Certainty,
    says: str,
    codes: tuple[str, ...] = (),
) -> Judged:
    reason = Reason(
        says=says,
        statement=cause.id,
        findings=codes or _asked(seen, cause.tests),
        changes=_changes(seen, cause) if certainty in ("likely", "possible") else "",
        grade=cause.grade,
    )
    return Judged(cause=cause, outcome=outcome, certainty=certainty, reason=reason)


def _changes(seen: Seen, cause: Cause) -> str:
    """Which tests would settle it."""
    open_tests = [code for code in cause.ask_for if not seen.facts(code)]
    names = ", ".join(seen.knowledge.findings[code].says for code in open_tests)
    return f"Not known: {names}." if names else ""
