"""The procedure, step by step: from causes and extent of damage to three answers."""

from collections.abc import Iterator, Mapping, Sequence

from surefoot.care.case import Case, Value
from surefoot.care.diagnosis import Diagnosis
from surefoot.care.findings import Findings
from surefoot.care.prognosis.certainty import AT_LEAST_LIKELY, Judged, judge
from surefoot.care.prognosis.classes import Scale
from surefoot.care.prognosis.clock import Clock, read_clock
from surefoot.care.prognosis.records import Cause, Prognosis
from surefoot.care.prognosis.recovery import Recovery, recoveries
from surefoot.care.prognosis.referrals import LABS, missing_checks, referrals, sent_to
from surefoot.care.prognosis.seen import Seen
from surefoot.care.prognosis.shifts import notes
from surefoot.care.prognosis.windows import coasting, first_sign, plateau, review_on, window
from surefoot.care.prognosis.wording import Outlook, answers
from surefoot.knowledge.schema.causes import Klass, Notice
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason, Urgency

NOT_SUGGESTED = "not_suggested"
"""What a cause is called of which nothing speaks and that no test rules out."""

_ORDER = ("confirmed", "likely", "possible", "excluded")


def foresee(
    findings: Findings, diagnosis: Diagnosis, case: Case, knowledge: Knowledge
) -> Prognosis:
    """Can it be reversed? The eight steps of causes 2.5."""
    seen = Seen.of(findings, diagnosis, case, knowledge)
    judged = judge(seen)  # step 1
    found = recoveries(seen, judged)  # steps 2 and 3
    counted = tuple(one for one in found if one.judged.counts)
    scale = Scale.of(knowledge.reversibility_classes)
    overall = scale.worst(one.klass for one in counted)  # step 4
    best = scale.worst(one.if_fixed for one in counted)
    deciding = tuple(one for one in counted if one.klass == overall)
    outlook = Outlook(klass=overall, best=best, deciding=deciding)
    pictured = _pictured(seen, counted, scale)
    clock = read_clock(seen)
    exceptions = tuple(_exceptions(seen, counted, clock))
    causes = _causes(seen, judged, found)
    return Prognosis(
        made_on=case.today,
        knowledge=knowledge.version,
        overall=overall,
        best_achievable=best,
        causes=causes,
        answers=answers(
            seen, outlook, _pictured(seen, counted, scale), counted, _plain_tests(seen)
        ),
        window=window(deciding),  # step 6
        review_on=review_on(seen, (*deciding, *pictured.deciding)),
        would_change=tuple(dict.fromkeys(_would_change(seen, found, clock))),  # step 7
        exceptions=exceptions,
        referrals=referrals(seen, found, clock),
        unreviewed=_unreviewed(seen, found, overall, exceptions),
        not_suggested=_not_suggested(knowledge, judged),
    )


def _pictured(seen: Seen, counted: Sequence[Recovery], scale: Scale) -> Outlook:
    """The outlook of what the person came with: by the causes that paint a likely pattern.

    A disease on file that has not touched the nerves which are ill does not speak for them, nor
    where an event of its own explains all that it could; where none paints it, all of them speak.
    """
    fits = seen.knowledge.prognosis_rules["prognosis/certainty"].numbers["pattern_fits"]
    likely = {p.pattern for p in seen.diagnosis.patterns if p.probability >= fits}
    paints = {
        one.judged.cause.id: painted
        for one in counted
        if (painted := likely & set(one.judged.cause.patterns) - set(seen.diagnosis.explained))
    }
    behind = {
        other
        for one in counted
        for other in one.judged.cause.speaks_before
        if paints.get(other) and paints[other] <= paints.get(one.judged.cause.id, set())
    }
    told = paints.keys() - behind
    fitting = [one for one in counted if one.judged.cause.id in told] or counted
    worst = scale.worst(one.klass for one in fitting)
    return Outlook(
        klass=worst,
        best=scale.worst(one.if_fixed for one in fitting),
        deciding=tuple(one for one in fitting if one.klass == worst),
    )


def cause_results(prognosis: Prognosis) -> Mapping[str, Value]:
    """What the rules of later steps read: every cause, how many there are, and the class."""
    results: dict[str, Value] = dict.fromkeys(prognosis.not_suggested, NOT_SUGGESTED)
    results |= {cause.finding: cause.certainty for cause in prognosis.causes}
    counted = [c for c in prognosis.causes if c.certainty in AT_LEAST_LIKELY]
    results["causes_active_count"] = float(len(counted))
    results["reversibility_class"] = prognosis.overall
    return results


def _not_suggested(knowledge: Knowledge, judged: Sequence[Judged]) -> tuple[str, ...]:
    told = {one.cause.id for one in judged}
    return tuple(row.finding for row in knowledge.causes.values() if row.id not in told)


def _causes(seen: Seen, judged: Sequence[Judged], found: Sequence[Recovery]) -> tuple[Cause, ...]:
    """All causes: the surest first, active ones before those that are dealt with."""
    recovery = {one.judged.cause.id: one for one in found}
    rows = [_cause(seen, one, recovery.get(one.cause.id)) for one in judged]
    return tuple(sorted(rows, key=lambda c: (_ORDER.index(c.certainty), c.active is False)))


def _cause(seen: Seen, judged: Judged, recovery: Recovery | None) -> Cause:
    cause, outcome = judged.cause, judged.outcome
    sent = sent_to(seen, recovery) if recovery else ()
    sign = first_sign(recovery) if recovery else outcome.first_sign_months
    end = plateau(recovery) if recovery else outcome.plateau_months
    return Cause(
        id=cause.id,
        name=cause.name,
        certainty=judged.certainty,
        active=recovery.active if recovery else False,
        reversibility=recovery.klass if recovery else outcome.base,
        best_achievable=recovery.if_fixed if recovery else outcome.best,
        window=window([recovery]) if recovery else "",
        first_sign_months=sign[1] if sign else None,
        plateau_months=end[1] if end else None,
        modifiers=_moved_by(recovery) if recovery else (),
        refer_to="; ".join(to for to, _ in sent),
        urgency=sent[0][1] if sent else Urgency.NONE,
        grade=str(outcome.grade),
        reason=judged.reason,
        finding=cause.finding,
        evidence=outcome.evidence,
        course=outcome.course,
    )


def _moved_by(recovery: Recovery) -> tuple[Reason, ...]:
    return (*(shift.reason for shift in recovery.shifts), *recovery.holds)


def _exceptions(seen: Seen, counted: Sequence[Recovery], clock: Clock | None) -> Iterator[Reason]:
    """What makes the course differ from what it looks like."""
    yield from coasting(seen, counted)
    for one in counted:
        outcome = one.judged.outcome
        if outcome.notice:
            yield seen.reason(outcome.notice, outcome)
        if outcome.advice and not outcome.refer:
            yield seen.reason(f"{one.judged.cause.name}: {outcome.advice}", outcome)
    if clock:
        yield clock.reason
    for fact in seen.knowledge.cause_facts.values():
        if fact.when and seen.holds(fact.when):
            for notice in fact.notices:
                if seen.holds(notice.when):
                    yield seen.reason(_with_values(seen, notice), fact, [notice.when])
    yield from notes(seen, tuple(one.judged for one in counted))


def _with_values(seen: Seen, notice: Notice) -> str:
    measured = [code for code in notice.values if seen.facts(code)]
    return f"{notice.says} ({seen.told(measured)})" if measured else notice.says


def _plain_tests(seen: Seen) -> tuple[str, ...]:
    """The tests that would tell, in the patient's words."""
    labs = seen.knowledge.cause_facts[LABS]
    plain = [check.plain for check in missing_checks(seen, labs)]
    return tuple(dict.fromkeys(plain))


def _would_change(seen: Seen, found: Sequence[Recovery], clock: Clock | None) -> Iterator[str]:
    """What is not known and could change the answer; what is asked in a minute comes first."""
    counted = [one for one in found if one.judged.counts]
    for one in counted:
        if one.active is None:
            yield from seen.missing([one.judged.cause.treated_when])
    yield from clock.missing if clock else ()
    for fact in seen.knowledge.cause_facts.values():
        for check in missing_checks(seen, fact):
            yield check.codes[0]
    for one in found:
        if one.judged.certainty != "confirmed":
            yield from (code for code in one.judged.cause.tests if not seen.facts(code))
    for one in counted:
        yield from seen.missing([one.judged.cause.better_when])
    if counted:
        yield from seen.diagnosis.extent_missing
        yield from _missing_for_shifts(seen)


def _missing_for_shifts(seen: Seen) -> Iterator[str]:
    for modifier in seen.knowledge.modifiers.values():
        if modifier.works_by == "duration" and seen.day(modifier.findings[0]) is None:
            yield modifier.findings[0]
        if modifier.works_by == "shift":
            yield from (
                code
                for code in modifier.findings
                if not seen.facts(code) and seen.holds(modifier.when) is None
                if not seen.knowledge.findings[code].is_derived
            )


def _unreviewed(
    seen: Seen, found: Sequence[Recovery], overall: Klass, exceptions: Sequence[Reason]
) -> tuple[str, ...]:
    """The statements relied on that no clinician has signed."""
    counted = [one for one in found if one.judged.counts]
    reasons = [*exceptions]
    ids: dict[str, bool] = {}
    for one in counted:
        ids[one.judged.cause.id] = one.judged.cause.grade.is_reviewed
        ids[one.judged.outcome.id] = one.judged.outcome.grade.is_reviewed
        reasons += _moved_by(one)
    ids |= {reason.statement: reason.grade.is_reviewed for reason in reasons}
    row = seen.knowledge.reversibility_classes[overall]
    ids[row.id] = row.grade.is_reviewed
    for rule in seen.knowledge.prognosis_rules.values():
        if counted and not rule.when:
            ids[rule.id] = rule.grade.is_reviewed
    return tuple(key for key, reviewed in ids.items() if not reviewed)
