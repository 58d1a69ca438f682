"""A day of the clinic: who comes when, and another time for who cannot."""

from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from surefoot.clinic import sent
from surefoot.clinic.access import NotAllowedError, Right
from surefoot.clinic.desk.forms import VisitForm, said, visit_form
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import visits
from surefoot.terms import SurefootError


@needs(Right.FIND_PATIENTS)
def this_day(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The day it is."""
    return _day(request, seat, seat.today)


@needs(Right.FIND_PATIENTS)
def day(request: HttpRequest, seat: Seat, day: str) -> HttpResponse:
    """Any day, with the one before and the one after."""
    found = sent.a_day(day)
    if found is None:
        raise Http404
    return _day(request, seat, found)


def _day(request: HttpRequest, seat: Seat, day: date) -> HttpResponse:
    told = {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "is_today": day == seat.today,
        "visits": visits.of_day(seat.store, day),
        "may_read": seat.may(Right.READ_CHART),
    }
    return render(request, "desk/day.html", told)


@needs(Right.CHANGE_CONTACT)
def visit(request: HttpRequest, seat: Seat, patient: UUID, visit: int) -> HttpResponse:
    """Another time for a visit, or none; where that is taken, it says what is free."""
    there = visits.one(seat.store, patient, visit)
    therapists = visits.therapists(seat.store)
    at = there.starts_at.astimezone(ZoneInfo(seat.clinic.time_zone))
    told = {"day": at.date(), "time": at.time(), "therapist": there.therapist_number}
    form = visit_form(request.POST or None, therapists=therapists, initial=told)
    del form.fields["minutes"]  # a visit keeps its length when it is moved
    if request.method == "POST":
        try:
            _done(request, seat, patient, visit, form)
            return redirect("contact", patient)
        except NotAllowedError:
            raise
        except SurefootError as why:
            messages.error(request, f"{why.says} {why.fix}")
    page = {"patient": patient, "visit": there, "at": at, "form": form}
    return render(request, "desk/visit.html", page)


def _done(request: HttpRequest, seat: Seat, patient: UUID, visit: int, form: VisitForm) -> None:
    if request.POST.get("do") == "call off":
        visits.call_off(seat.store, patient, visit)
        return
    if not form.is_valid():
        raise SurefootError(said(form))
    told = form.cleaned_data
    at = form.starts_at(seat.clinic.time_zone)
    visits.move(seat.store, patient, visit, told["therapist"], at)
