"""The audit: who read or changed what, and whether somebody changed the record of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from surefoot.clinic import sent
from surefoot.clinic.access import Right
from surefoot.clinic.models import AuditEvent
from surefoot.clinic.office.deeds import ABOUT, DEEDS
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import practice, trail
from surefoot.clinic.store.everything import audit_rows
from surefoot.clinic.store.sheet import table


@needs(Right.READ_AUDIT)
def audit_trail(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The latest events first; as CSV; or, asked to, whether the chain holds."""
    if request.method == "POST":
        faults = trail.verify(seat.store)
        for fault in faults[:20]:
            messages.error(request, f"{fault.number}: {fault.says}")
        if not faults:
            messages.success(request, _("The chain holds: no event was changed or removed."))
        return redirect("audit_trail")
    wanted = _wanted(request.GET)
    if request.GET.get("as") == "csv":
        answer = HttpResponse(table(audit_rows(seat.store, wanted)), content_type="text/csv")
        answer["Content-Disposition"] = 'attachment; filename="audit.csv"'
        return answer
    events = trail.page(seat.store, wanted)
    names = {f"member/{one.pk}": one.account.name for one in practice.members(seat.store)}
    rest = request.GET.copy()
    rest.pop("before", None)
    told = {
        "events": [(event, names.get(event.who, event.who), *_words(event)) for event in events],
        "members": practice.members(seat.store),
        "wanted": wanted,
        "rest": rest.urlencode(),
        "more": events[-1].number if len(events) == trail.PAGE else None,
    }
    return render(request, "manager/trail.html", told)


def _words(event: AuditEvent) -> tuple[object, list[tuple[object, object]]]:
    """What was done, and about what; a word of a later version stands as it was kept."""
    about = [(ABOUT.get(key, key), value) for key, value in event.about.items()]
    return DEEDS.get(event.action, event.action), about


def _wanted(told: QueryDict) -> trail.Wanted:
    """What was asked for; what is none of a patient, member, day or number is left out."""
    return trail.Wanted(
        patient=_patient(told.get("patient", "")),
        member=sent.a_number(told.get("member")),
        day=sent.a_day(told.get("day", "")),
        before=sent.a_number(told.get("before")),
    )


def _patient(told: str) -> str:
    try:
        return str(UUID(told.strip()))
    except ValueError:
        return ""
