"""Step 1. First contact: does anything have to happen now, before any plan?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from surefoot.care.case import Case, Review
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.policy import ReviewRule
from surefoot.knowledge.schema.red_flags import RedFlag, RedFlagLevel
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.knowledge.values import in_words
from surefoot.terms import Reason, Urgency

PLACES_SAID = ("left", "right")

type Door = Literal["accept", "accept_restricted", "redirect", "emergency"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedFlag:
    """A red flag that fires: what was found, how urgent, what to say and do."""

    id: str  # "rf_ces"
    urgency: Urgency
    suspect: str
    do: str  # for the therapist
    say: str  # for the patient, in large type
    restricts: tuple[str, ...]  # what may not be planned: tags, techniques, "all", "all_but_advice"
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFlag:
    """A red flag not yet settled: the most urgent it could be, and what to ask."""

    id: str
    could_be: Urgency
    ask: tuple[str, ...]  # codes of findings; empty while a gate is still to be asked
    gates: tuple[str, ...] = ()  # unanswered gates that would close it: asked first


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The answer to the first contact. U0 and U1 stop everything; U2 allows advice only."""

    made_on: date
    knowledge: str
    door: Door
    urgency: Urgency
    raised: tuple[RaisedFlag, ...]  # most urgent first
    reviewed: tuple[str, ...]  # flags that would fire, but a valid review covers them
    open: tuple[OpenFlag, ...]  # most urgent first
    unreviewed: tuple[str, ...]  # statements relied on that no clinician has signed
    out_of_scope: tuple[Reason, ...] = ()  # what this software does not cover, and where to send
    contradictions: tuple[Reason, ...] = ()  # "no" was answered, and something else shows it


def first_contact(findings: Findings, case: Case, knowledge: Knowledge) -> Contact:
    """What has to happen now: the red flags that fire, those reviewed, and those still open."""
    raised: list[RaisedFlag] = []
    reviewed: list[str] = []
    still_open: list[OpenFlag] = []
    for row in knowledge.red_flags.values():
        urgency = findings.urgency(row.id)
        if urgency is None:
            still_open.append(_open(findings, row))
        elif urgency is Urgency.NONE:
            continue
        elif _is_reviewed(findings, case, knowledge, row):
            reviewed.append(row.id)
        else:
            raised.append(_raise(findings, knowledge, row, urgency))
    raised.sort(key=lambda flag: flag.urgency)
    still_open.sort(key=lambda flag: flag.could_be)
    urgency = min((flag.urgency for flag in raised), default=Urgency.NONE)
    out_of_scope = _out_of_scope(findings, knowledge)
    return Contact(
        made_on=findings.today,
        knowledge=knowledge.version,
        door=_door(knowledge, urgency, out_of_scope),
        urgency=urgency,
        raised=tuple(raised),
        reviewed=tuple(reviewed),
        open=tuple(still_open),
        out_of_scope=out_of_scope,
        contradictions=findings.contradictions(),
        unreviewed=_unreviewed(knowledge, raised, reviewed),
    )


def reviewed_flags(findings: Findings, case: Case, knowledge: Knowledge) -> frozenset[str]:
    """The red flags that would fire, and that a review covers which is valid today."""
    named = {r.red_flag for r in case.reviews if r.red_flag in knowledge.red_flags}
    rows = (knowledge.red_flags[each] for each in named)
    return frozenset(row.id for row in rows if _is_reviewed(findings, case, knowledge, row))


def _raise(findings: Findings, knowledge: Knowledge, row: RedFlag, urgency: Urgency) -> RaisedFlag:
    level = _level(row, urgency)
    found = ", ".join(dict.fromkeys(_present(findings, knowledge, row))) or "see its findings"
    return RaisedFlag(
        id=row.id,
        urgency=urgency,
        suspect=row.suspect,
        do=level.do,
        say=level.say,
        restricts=level.restricts,
        reason=Reason(
            says=f"{_sentence(row.says)}: {found}.",
            statement=row.id,
            findings=findings.basis(row.id),
            changes=_what_would_change(findings, knowledge, row, urgency),
            grade=row.grade,
        ),
    )


def _present(findings: Findings, knowledge: Knowledge, row: RedFlag) -> Iterator[str]:
    """What was found, in words: present signs by name, measured ones with value, unit and place."""
    for slot in findings.grounds(row.id):
        code, _, place = slot.partition("@")
        value = findings.in_slot(slot)
        finding = knowledge.findings[code]
        where = f" ({place.replace('_', ' ')})" if place in PLACES_SAID else ""
        if value is True:
            yield f"{finding.says}{where}"
        elif value is not None and value is not False:
            colon = "" if isinstance(value, float | int) else ":"
            yield f"{finding.says}{where}{colon} {in_words(knowledge, finding, value)}"


def _level(row: RedFlag, urgency: Urgency) -> RedFlagLevel:
    """What is done at this urgency; the next more urgent one where the row has none of it."""
    fitting = [level for level in row.levels if Urgency.read(level.urgency) <= urgency]
    return fitting[-1] if fitting else row.levels[0]


def _what_would_change(
    findings: Findings, knowledge: Knowledge, row: RedFlag, urgency: Urgency
) -> str:
    """Who may lift it; and which answers could make it less urgent than it counts now."""
    rule = _review_rule(knowledge, urgency)
    lifts = rule.says if rule else ""
    missing = findings.missing(row.id)
    if not missing:
        return lifts
    names = ", ".join(knowledge.findings[code].says for code in missing)
    return f"{lifts} It counts as the more urgent while not known: {names}.".strip()


def _open(findings: Findings, row: RedFlag) -> OpenFlag:
    gates = findings.open_gates(row.id)
    return OpenFlag(
        id=row.id,
        could_be=findings.could_be(row.id),
        gates=gates,
        ask=() if gates else findings.missing(row.id),
    )


def _door(knowledge: Knowledge, urgency: Urgency, out_of_scope: tuple[Reason, ...]) -> Door:
    word = "none" if urgency is Urgency.NONE else urgency.name
    opens: Door = next(row.opens for row in knowledge.contact_doors.values() if row.urgency == word)
    return "redirect" if opens == "accept" and out_of_scope else opens


def _out_of_scope(findings: Findings, knowledge: Knowledge) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            says=row.says,
            statement=row.id,
            changes=f"Send the person to {row.send_to}.",
            grade=row.grade,
        )
        for row in knowledge.scope_rules.values()
        if findings.holds(row.when)
    )


def _is_reviewed(findings: Findings, case: Case, knowledge: Knowledge, row: RedFlag) -> bool:
    """Whether somebody entitled to has looked at this finding, as it is now, not too long ago.

    The urgency counts by what was found: an answer that is missing raised the first alarm, it does
    not undo what the physician said about it.
    """
    urgency = findings.shown_urgency(row.id)
    rule = _review_rule(knowledge, urgency)
    if rule is None:
        return False
    return any(
        review.red_flag == row.id
        and _is_valid(review, rule, findings.today)
        and review.urgency <= urgency
        and not _is_new_since(findings, knowledge, row, review.on)
        for review in case.reviews
    )


def _review_rule(knowledge: Knowledge, urgency: Urgency) -> ReviewRule | None:
    rules = knowledge.review_rules.values()
    return next((rule for rule in rules if urgency.name in rule.urgencies), None)


def _is_valid(review: Review, rule: ReviewRule, today: date) -> bool:
    """By a named person in a role that may lift it, with an answer, and not expired."""
    age = (today - review.on).days
    in_time = age >= 0 and (rule.days is None or age <= rule.days)
    named = bool(review.by.strip()) and bool(review.says.strip())
    return in_time and named and review.role in rule.roles


def _is_new_since(findings: Findings, knowledge: Knowledge, row: RedFlag, on: date) -> bool:
    """Whether what carries the flag now began, or got worse, after that day.

    What was on record that day decides; where nothing was, the review is taken to be about what is
    there now, unless the findings say themselves that they began later.
    """
    then = findings.as_of(on)
    now = findings.grounds(row.id)
    before = then.urgency(row.id)
    if before is Urgency.NONE:
        return True
    if before is not None and not set(now) <= set(then.grounds(row.id)):
        return True
    told = dict.fromkeys([*now, *findings.recorded_slots(row.id)])
    return any(
        _began_after(findings, then, knowledge, slot, on, carries=slot in now) for slot in told
    )


def _began_after(
    findings: Findings, then: Findings, knowledge: Knowledge, slot: str, on: date, *, carries: bool
) -> bool:
    """Whether one finding shows, by its own record, that it began after that day.

    A count of days is looked at wherever the flag reads it; all else only where it carries it.
    """
    value = findings.in_slot(slot)
    fresh = knowledge.fresh_findings.get(f"fresh/{slot.partition('@')[0]}")
    days_since = (findings.today - on).days
    if fresh and fresh.counts_per_day and isinstance(value, int | float):
        return value / fresh.counts_per_day < days_since
    if not carries:
        return False
    if isinstance(value, date):
        return value > on
    newly_present = value is True and then.in_slot(slot) is False
    recent = fresh and fresh.within_days is not None and days_since > fresh.within_days
    return newly_present or (value is True and bool(recent))


def _unreviewed(
    knowledge: Knowledge, raised: list[RaisedFlag], reviewed: list[str]
) -> tuple[str, ...]:
    relied_on = [*(flag.id for flag in raised), *reviewed]
    return tuple(one for one in relied_on if not knowledge.red_flags[one].grade.is_reviewed)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
