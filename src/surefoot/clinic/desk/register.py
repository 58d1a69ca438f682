"""A new patient: who could be the same person is shown before anybody is registered."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from surefoot.clinic.access import Right
from surefoot.clinic.desk.forms import PersonForm, person_form
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import reach

REGISTERED = "registered"  # in the session: the last form that made a patient, and whom


@needs(Right.REGISTER_PATIENT)
def new_patient(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Name, birth date and how to reach somebody; a form sent twice registers once."""
    if request.method != "POST":
        form = person_form(today=seat.today, initial={"language": seat.clinic.language})
        return _page(request, form, secrets.token_hex(16))
    form = person_form(request.POST, today=seat.today)
    once = request.POST.get("once", "")[:64]
    last = request.session.get(REGISTERED, {})
    if once and last.get("once") == once:
        return redirect("contact", last["patient"])
    if not form.is_valid():
        return _page(request, form, once)
    who = form.who
    known = reach.alike(seat.store, who.name, who.born_on)
    if known and "sure" not in request.POST:
        return _page(request, form, once, known)
    patient = seat.store.register(who)
    request.session[REGISTERED] = {"once": once, "patient": str(patient)}
    return redirect("contact", patient)


def _page(request: HttpRequest, form: PersonForm, once: str, known: object = ()) -> HttpResponse:
    told = {"form": form, "once": once, "known": known}
    return render(request, "desk/new_patient.html", told)
