"""Finding a patient: by a few letters, a birth date or a phone number; else the list."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from surefoot.clinic.access import Right
from surefoot.clinic.seat import Seat, needs

PAGE = 50


@needs(Right.FIND_PATIENTS)
def patients(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Whom somebody means; without words, everybody by name, a page at a time."""
    typed = request.GET.get("q", "").strip()[:100]
    if typed:
        found = seat.store.find(typed, most=PAGE)
        more = ""
    else:
        found = seat.store.listed(after=_last(request), most=PAGE)
        more = str(found[-1].code) if len(found) == PAGE else ""
    told = {"typed": typed, "found": found, "more": more, "may_read": seat.may(Right.READ_CHART)}
    page = "desk/patients.html#list" if request.headers.get("HX-Request") else "desk/patients.html"
    return render(request, page, told)


def _last(request: HttpRequest) -> UUID | None:
    """The one who ended the page before; an address somebody made up begins the list anew."""
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None
