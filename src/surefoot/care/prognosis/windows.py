"""When to expect what: the window of a cause, the day to look again, and what runs against it."""

from collections.abc import Iterator, Sequence
from datetime import date

from surefoot.care.prognosis.recovery import Recovery
from surefoot.care.prognosis.seen import ONSET, Seen, months_after
from surefoot.care.prognosis.shifts import ended_on
from surefoot.knowledge.schema.causes import Months
from surefoot.terms import Reason

_WEEKS_A_MONTH = 365.25 / 12 / 7
_DAYS = "days"


def first_sign(recovery: Recovery) -> Months | None:
    """When the first sign of recovery is due, in months."""
    return _slowed(recovery.judged.outcome.first_sign_months, recovery.slower)


def plateau(recovery: Recovery) -> Months | None:
    """When recovery levels off, in months."""
    return _slowed(recovery.judged.outcome.plateau_months, recovery.slower)


def _slowed(months: Months | None, times: float) -> Months | None:
    """Both ends so many times later: recovery through new growth takes longer."""
    return (months[0] * times, months[1] * times) if months else None


def window(found: Sequence[Recovery]) -> str:
    """From the first sign to the plateau, in words; empty where no figure is known."""
    signs = [months for one in found if (months := first_sign(one))]
    ends = [months for one in found if (months := plateau(one))]
    if signs and ends:
        return span(min(low for low, _ in signs), max(high for _, high in ends))
    if signs:
        first = span(min(low for low, _ in signs), max(high for _, high in signs))
        return f"{first} to the first sign"
    return f"up to {span_one(max(high for _, high in ends))}" if ends else ""


def span(low: float, high: float) -> str:
    """A span of months in words: "6 weeks to 12 months"."""
    first, last = span_one(low), span_one(high)
    if first == last:
        return f"about {last}" if first != _DAYS else last
    amount, _, unit = first.partition(" ")
    same_unit = unit.rstrip("s") == last.partition(" ")[2].rstrip("s")
    return f"{amount if same_unit else first} to {last}"


def span_one(months: float) -> str:
    """Months as days, weeks, months or years, whichever reads best."""
    if months < 0.5:
        return _DAYS
    if months < 2:
        return _counted(round(months * _WEEKS_A_MONTH), "week")
    if months <= 24:
        return _counted(round(months), "month")
    return _counted(round(months / 12), "year")


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"


def review_on(seen: Seen, found: Sequence[Recovery]) -> date | None:
    """The first day on which one of the causes that decide has to be looked at again."""
    days = [day for one in found if (day := _review_of(seen, one))]
    return max(min(days), seen.today) if days else None


def _review_of(seen: Seen, recovery: Recovery) -> date | None:
    """First sign + 50 %, or what the row says where no first sign is known."""
    sign = first_sign(recovery)
    times = seen.knowledge.prognosis_rules["prognosis/review"].numbers["of_first_sign"]
    months = sign[1] * times if sign else recovery.judged.outcome.review_months
    return None if months is None else months_after(_clock_starts(seen, recovery), months)


def _clock_starts(seen: Seen, recovery: Recovery) -> date:
    """The day the cause was dealt with; for an event its onset; today while that is not known."""
    if recovery.judged.cause.kind == "event" and recovery.active is False:
        return seen.day(ONSET) or seen.today
    return ended_on(seen, recovery.judged, recovery.dealt_with) or seen.today


def coasting(seen: Seen, found: Sequence[Recovery]) -> Iterator[Reason]:
    """Toxins that may make things worse for a while after they have stopped."""
    fact = seen.knowledge.cause_facts["k_coasting"]
    for one in found:
        months = one.judged.outcome.coasting_months
        if not months or not one.judged.counts or not one.dealt_with:
            continue
        name = one.judged.cause.name
        stopped_on = ended_on(seen, one.judged, one.dealt_with)
        if stopped_on is None:
            says = fact.words["open"].format(name=name, span=span_one(months))
            yield seen.reason(says, fact, changes="Ask for the day it stopped.")
        elif seen.today <= (until := months_after(stopped_on, months)):
            yield seen.reason(fact.words["until"].format(name=name, day=until), fact)


def is_coasting(seen: Seen, found: Sequence[Recovery]) -> bool:
    """Whether a day is known until which things may worsen."""
    return any(not reason.changes for reason in coasting(seen, found))
