"""Whom to send the person to, how soon, why, and what to ask for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from surefoot.care.prognosis.clock import Clock
from surefoot.care.prognosis.records import Referral
from surefoot.care.prognosis.recovery import Recovery
from surefoot.care.prognosis.seen import ONSET, Seen
from surefoot.knowledge.schema.causes import CauseFact, Check, InCare, Refer, Urgent
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Urgency

LABS = "k_labs_min"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """One reason to send somebody."""

    to: str
    urgency: Urgency
    why: str
    codes: tuple[str, ...]
    words: tuple[str, ...]
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Receiver:
    """Whom one cause sends to. `why`: of its own, instead of the advice and tests of the cause."""

    to: str
    urgency: Urgency
    why: str


def referrals(seen: Seen, found: Sequence[Recovery], clock: Clock | None) -> tuple[Referral, ...]:
    """One referral a receiver, the most urgent first."""
    wishes = [
        *_for_causes(seen, found),
        *_for_facts(seen),
        *_for_labs(seen),
        *_for_clock(seen, clock),
    ]
    by_receiver: dict[str, list[_Wish]] = {}
    for wish in sorted(wishes, key=lambda w: w.urgency):
        by_receiver.setdefault(wish.to, []).append(wish)
    merged = [_merged(to, each) for to, each in by_receiver.items()]
    return tuple(sorted(merged, key=lambda referral: referral.urgency))


def _merged(to: str, wishes: list[_Wish]) -> Referral:
    return Referral(
        to=to,
        urgency=min(wish.urgency for wish in wishes),
        why=" ".join(dict.fromkeys(wish.why for wish in wishes)),
        ask_for=tuple(dict.fromkeys(word for wish in wishes for word in wish.words)),
        codes=tuple(dict.fromkeys(code for wish in wishes for code in wish.codes)),
        statement=wishes[0].statement,
    )


def sent_to(seen: Seen, recovery: Recovery) -> tuple[tuple[str, Urgency], ...]:
    """The receivers of one cause with their urgency, the most urgent first."""
    found = [(each.to, each.urgency) for each in _receivers(seen, recovery)]
    return tuple(sorted(found, key=lambda pair: pair[1]))


def _receivers(seen: Seen, recovery: Recovery) -> Iterator[_Receiver]:
    """Each receiver of one cause; a team that has seen the person only stays informed."""
    for refer in recovery.judged.outcome.refer:
        urgency = _urgency(seen, refer)
        if urgency is None:
            continue
        known = refer.in_care
        if known and _is_in_care(seen, recovery, refer, known):
            later = max(urgency, Urgency.read(known.urgency))
            yield _Receiver(to=known.to or refer.to, urgency=later, why=known.why)
        else:
            yield _Receiver(to=refer.to, urgency=urgency, why=refer.why)


def _is_in_care(seen: Seen, recovery: Recovery, refer: Refer, known: InCare) -> bool:
    """Whether somebody there knows of it, and no sign of its own asks for more."""
    if any(level.when and seen.holds(level.when) for level in refer.levels):
        return False
    if known.when and not seen.holds(known.when):
        return False
    if known.dealt_with and not recovery.dealt_with:
        return False
    return not known.red_flags or bool(seen.reviewed & set(known.red_flags))


def _urgency(seen: Seen, refer: Refer) -> Urgency | None:
    """The first level that holds. Not known counts as the more urgent if a later level holds.

    Signs of a red flag are the exception: the first contact has asked for them, so that what is
    not known here is taken as absent.
    """
    unsettled: Urgency | None = None
    for level in refer.levels:
        holds = seen.holds(level.when) if level.when else True
        if holds:
            return Urgency.read(level.urgency) if unsettled is None else unsettled
        if holds is None and not level.red_flag and unsettled is None:
            unsettled = Urgency.read(level.urgency)
    return None


def _for_causes(seen: Seen, found: Iterable[Recovery]) -> Iterator[_Wish]:
    """Causes that are at least likely, and those that must not wait for certainty."""
    for one in found:
        cause, outcome = one.judged.cause, one.judged.outcome
        if not (one.judged.counts or seen.holds(outcome.suspected_when)):
            continue
        missing = _open(seen, cause.ask_for)
        for each in _receivers(seen, one):
            codes = () if each.why else missing
            why = f"{cause.name} ({one.judged.certainty}). {each.why or outcome.advice}"
            yield _Wish(
                to=each.to,
                urgency=each.urgency,
                why=_sentence(why.strip()),
                codes=codes,
                words=tuple(seen.knowledge.findings[code].says for code in codes),
                statement=outcome.id,
            )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _for_facts(seen: Seen) -> Iterator[_Wish]:
    """First principles that send somebody: a medicine that may be to blame, or what was found."""
    for fact in seen.knowledge.cause_facts.values():
        if fact.id == LABS or not (fact.refer and seen.holds(fact.when)):
            continue
        if fact.exposure and _began_before(seen, fact):
            continue
        for refer in fact.refer:
            urgency = _urgency(seen, refer)
            if urgency is not None:
                why = fact.words["why"].format(names=_medicines(seen, fact))
                yield _Wish(
                    to=refer.to, urgency=urgency, why=why, codes=(), words=(), statement=fact.id
                )


def _began_before(seen: Seen, fact: CauseFact) -> bool:
    """Whether the symptoms are known to be older than the medicine."""
    onset = seen.day(ONSET)
    starts = [f.started_on for f in seen.facts(fact.exposure)]
    if onset is None or not starts:
        return False
    return all(day is not None and onset < day for day in starts)


def _medicines(seen: Seen, fact: CauseFact) -> str:
    names = dict.fromkeys(f.name for f in seen.facts(fact.exposure) if f.name)
    return f" ({', '.join(names)})" if names else ""


def _for_labs(seen: Seen) -> Iterator[_Wish]:
    """The minimum set of laboratory tests, as far as it is missing."""
    fact = seen.knowledge.cause_facts[LABS]
    missing = tuple(missing_checks(seen, fact))
    for refer in fact.refer:
        urgency = _urgency(seen, refer)
        if urgency is None or not missing:
            continue
        yield _Wish(
            to=refer.to,
            urgency=urgency,
            why=fact.words["why"],
            codes=tuple(check.codes[0] for check in missing),
            words=tuple(check.words for check in missing),
            statement=fact.id,
        )


def in_full(referral: Referral, knowledge: Knowledge) -> str:
    """Why somebody is sent there, with the missing laboratory tests by their short names.

    A letter has them in full in its own column.
    """
    fact = knowledge.cause_facts[LABS]
    names = [check.plain for check in fact.checks if check.words in referral.ask_for]
    named = fact.words["named"].format(names=", ".join(names))
    return referral.why.replace(fact.words["why"], named)


def missing_checks(seen: Seen, fact: CauseFact) -> Iterator[Check]:
    """The checks of a first principle that concern this person and were not done."""
    if fact.when and not seen.holds(fact.when):
        return
    for check in fact.checks:
        wanted = not check.when or seen.holds(check.when)
        if wanted and not any(seen.facts(code) for code in check.codes):
            yield check


def _for_clock(seen: Seen, clock: Clock | None) -> Iterator[_Wish]:
    """A nerve that has not reached its muscle in time."""
    if clock is None or not clock.is_late:
        return
    growth = seen.knowledge.extent_rules["extent/reinnervation"].numbers
    months = growth["refer_after_months"]
    for refer in clock.rule.refer:
        level: Urgent = refer.levels[0]
        why = clock.rule.words["late"].format(late=clock.late_on, months=months)
        yield _Wish(
            to=refer.to,
            urgency=Urgency.read(level.urgency),
            why=why,
            codes=(),
            words=(),
            statement=clock.rule.id,
        )


def _open(seen: Seen, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if not seen.facts(code))
