"""Today: who needs somebody at once, who comes, what is due for each of them, what waits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from surefoot.care.line import LineOfCare
from surefoot.clinic import in_force
from surefoot.clinic.access import Right
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import contacts, due, notices, plans, visits
from surefoot.clinic.store.visits import Expected
from surefoot.clinic.therapist.today_due import Coming, Next, urgent

PAGE = "therapist/today.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One visit of the day, as it stands now."""

    visit: Expected
    now: datetime
    next: Next | None  # None: not looked up, or not for whoever looks

    @property
    def has_begun(self) -> bool:
        """Whether it stands before the line of now."""
        return self.visit.starts_at <= self.now

    @property
    def is_past(self) -> bool:
        """Whether its minutes are over."""
        return self.visit.starts_at + timedelta(minutes=self.visit.minutes) <= self.now

    @property
    def is_now(self) -> bool:
        """Whether it goes on."""
        return self.has_begun and not self.is_past


@needs(Right.FIND_PATIENTS)
def today(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The day of the clinic. What needs a case is asked for when the page is there."""
    return render(request, PAGE, _page(seat, visits.of_day(seat.store, seat.today)))


@needs(Right.READ_CHART)
def today_due(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The visits with what is due for each: a part of the page, or all of it without scripts."""
    expected = visits.of_day(seat.store, seat.today)
    found = _next(seat, expected)
    if request.headers.get("HX-Request"):
        return render(request, f"{PAGE}#visits", _day(seat, expected, found))
    return render(request, PAGE, _page(seat, expected, found))


def _page(
    seat: Seat, expected: tuple[Expected, ...], found: Mapping[int, Next] | None = None
) -> dict[str, object]:
    """What patients answered is for those who read charts."""
    urgents = notices.still_open(seat.store) if seat.may(Right.READ_CHART) else ()
    knowledge = in_force.knowledge()
    says = {flag.id: flag.suspect for flag in knowledge.red_flags.values()}
    says |= {alarm.id: alarm.says for alarm in knowledge.instrument_alarms.values()}
    alarmed = {one.patient for one in urgents}
    known = {one.number: urgent(one.patient) for one in expected if one.patient in alarmed}
    waits = found is None and len(known) < len(expected) and seat.may(Right.READ_CHART)
    return {
        **_day(seat, expected, known if found is None else found),
        "today": seat.today,
        "urgent": [(one, [says[f] for f in one.red_flags if f in says]) for one in urgents],
        "visits": expected,
        "is_asking": waits,
        "asked": None if seat.may(Right.READ_CHART) else contacts.queue(seat.store),
        "plans": plans.to_do(seat.store) if seat.may(Right.APPROVE_PLAN) else (),
    }


def _day(
    seat: Seat, expected: tuple[Expected, ...], found: Mapping[int, Next]
) -> dict[str, object]:
    """The visits on both sides of the line that says what time it is."""
    rows = [Row(visit=one, now=seat.now, next=found.get(one.number)) for one in expected]
    return {
        "now": seat.now,
        "begun": [row for row in rows if row.has_begun],
        "to_come": [row for row in rows if not row.has_begun],
        "may_read": seat.may(Right.READ_CHART),
    }


def _next(seat: Seat, expected: tuple[Expected, ...]) -> dict[int, Next]:
    """What is due at each visit, by its number."""
    people = {one.patient: one for one in _coming(seat, expected)}
    known = (one for one in expected if one.patient in people)
    return {one.number: people[one.patient].next(one.starts_at) for one in known}


def _coming(seat: Seat, expected: tuple[Expected, ...]) -> Iterator[Coming]:
    knowledge, day, means = in_force.knowledge(), seat.today, seat.means
    codes = {one.patient for one in expected}
    for code, standing in due.standings(seat.store, codes, day).items():

        @cache
        def line(standing: due.Standing = standing) -> LineOfCare:
            return LineOfCare(due.case(seat.store, standing, day, means), knowledge)

        yield Coming(patient=code, standing=standing, today=day, knowledge=knowledge, line=line)
