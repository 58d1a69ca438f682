"""Taking somebody off the urgent list: what was done, and who was told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from surefoot.care.summary.chart import upper_first
from surefoot.clinic import in_force
from surefoot.clinic.access import NotAllowedError, Right
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.sent import a_number
from surefoot.clinic.store import notices
from surefoot.terms import SurefootError, Urgency


@needs(Right.CLOSE_NOTICE)
def urgent(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """What is open of one patient, the most urgent first, and what was done before."""
    flag, told = request.POST.get("red_flag", "")[:60], request.POST.get("done", "")[:4000]
    if request.method == "POST":
        seen = a_number(request.POST.get("urgency")) or 0
        try:
            notices.close(seat.store, patient, flag, done=told, seen=seen)
            return redirect("urgent", patient)
        except NotAllowedError:
            raise
        except SurefootError as why:
            messages.error(request, f"{why.says} {why.fix}")
    waits, closed = notices.of_patient(seat.store, patient)
    says, does = words()
    soon = {one: how_soon(one) for one in Urgency}
    page = {
        "patient": patient,
        "who": seat.store.identity(patient),
        "waits": [
            (
                one,
                soon[one.urgency],
                says.get(one.red_flag, one.red_flag),
                does.get((one.red_flag, one.urgency), ""),
                told if one.red_flag == flag else "",
            )
            for one in waits
        ],
        "closed": [
            (one, soon[one.urgency], says.get(one.red_flag, one.red_flag)) for one in closed
        ],
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "therapist/urgent.html", page, status=status)


def how_soon(urgency: Urgency) -> str:
    """How soon a physician must know, as the knowledge says it: "Ambulance now"."""
    return upper_first(in_force.knowledge().wordings[f"urgency/{urgency.name}"].says)


def words() -> tuple[dict[str, str], dict[tuple[str, Urgency], str]]:
    """What each flag suspects, and what the therapist does where it is so urgent."""
    known = in_force.knowledge()
    says = {flag.id: flag.suspect for flag in known.red_flags.values()}
    says |= {alarm.id: alarm.says for alarm in known.instrument_alarms.values()}
    does = {
        (flag.id, Urgency.read(level.urgency)): level.do
        for flag in known.red_flags.values()
        for level in flag.levels
    }
    return says, does
