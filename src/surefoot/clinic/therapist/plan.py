"""The plan of care: asked for, looked at line by line, compared, and decided on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from surefoot.care.plan.records import PlanOfCare
from surefoot.care.summary.versions import differences
from surefoot.clinic.access import Right
from surefoot.clinic.actions import decide_plan
from surefoot.clinic.models import PlanDecision
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.sent import a_number
from surefoot.clinic.store import plan_requests, plans
from surefoot.clinic.tasks import propose_plan
from surefoot.clinic.therapist.plan_shown import Shown
from surefoot.clinic.transaction import of_clinic


@needs(Right.READ_CHART)
def plan(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """One version: weeks by techniques, visit by visit, line by line."""
    return _page(request, seat, patient)


def _page(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    shown = Shown(seat=seat, patient=patient, wanted=a_number(request.GET.get("version")))
    return render(request, "therapist/plan.html", {"patient": patient, "shown": shown})


@needs(Right.PROPOSE_PLAN)
def ask(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """Ask for a proposal. Asked from a screen that is older than the newest version: shown that."""
    if request.method != "POST":
        return _page(request, seat, patient)
    with of_clinic(seat.clinic.pk):
        there = plans.listed(seat.store, patient)
        seen = a_number(request.POST.get("version")) or 0
        if seen == (there[0].number if there else 0):
            number, is_new = plan_requests.ask(seat.store, patient)
            if is_new:  # the request and its task are both kept, or neither
                propose_plan.enqueue(seat.clinic.pk, number)
    return redirect("plan", patient)


@needs(Right.READ_CHART)
def wait(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """What is being done, every second; the plan as soon as it is there."""
    shown = Shown(seat=seat, patient=patient, wanted=None)
    if shown.request and shown.request.is_open:
        told = {"patient": patient, "shown": shown}
        return render(request, "therapist/plan_wait.html", told)
    return HttpResponse(headers={"HX-Redirect": reverse("plan", args=[patient])})


@needs(Right.APPROVE_PLAN)
def decide(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """Approve and sign, or set aside with a reason."""
    if request.method != "POST":
        return _page(request, seat, patient)
    number = a_number(request.POST.get("version")) or 0
    shown = Shown(seat=seat, patient=patient, wanted=number)
    try:
        if request.POST.get("decided") == PlanDecision.SET_ASIDE:
            reason = request.POST.get("reason", "")
            decide_plan.set_aside(seat.store, patient, number, reason=reason)
            messages.info(request, _("Version %(n)d is set aside.") % {"n": number})
        elif decide_plan.approve(seat.store, patient, number, shown.line):
            told = {"patient": patient, "shown": shown, "is_refused": True}
            return render(request, "therapist/plan.html", told, status=409)
        else:
            messages.info(request, _("Version %(n)d is approved and signed.") % {"n": number})
    except plans.NewerVersionError as newer:
        messages.warning(request, f"{newer.says} {newer.fix}")
    return redirect("plan", patient)


@needs(Right.READ_CHART)
def compare(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """Two versions: what differs."""
    shown = Shown(seat=seat, patient=patient, wanted=None)
    newest = shown.versions[0].number if shown.versions else 0
    after = a_number(request.GET.get("after")) or newest
    before = a_number(request.GET.get("before")) or max(1, after - 1)
    answers = [
        plans.content(seat.store, patient, number).answer if newest else None
        for number in (before, after)
    ]
    old, new = (one if isinstance(one, PlanOfCare) else None for one in answers)
    found = differences(shown.chart, old, new) if old and new else None
    told = {"patient": patient, "shown": shown, "found": found, "before": before, "after": after}
    parts = found and (
        (_("Minutes over the course"), found.minutes),
        (_("Exercises added or taken out"), found.exercises),
        (_("Doses"), found.doses),
    )
    return render(request, "therapist/plan_compare.html", {**told, "found_parts": parts})
