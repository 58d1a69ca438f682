"""Who asked for an appointment: accepted as a patient, or sent where they are helped."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from surefoot.clinic.access import NotAllowedError, Right
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import contacts, reach
from surefoot.terms import SurefootError


@needs(Right.READ_CONTACT)
def contacts_in(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The list; who may be on file already is said before somebody is accepted."""
    if request.method == "POST":
        try:
            return _decided(request, seat)
        except NotAllowedError:
            raise
        except SurefootError as why:
            messages.error(request, f"{why.says} {why.fix}")
            return redirect("contacts_in")
    return render(request, "desk/contacts.html", _page(request, seat))


def _page(request: HttpRequest, seat: Seat) -> dict[str, object]:
    some = contacts.waiting(seat.store, after=_code(request.GET.get("after", "")))
    known = reach.alike_each(seat.store, [(one.wish.name, one.wish.born_on) for one in some])
    return {
        "waiting": list(zip(some, known, strict=True)),
        "many": contacts.queue(seat.store).many,
        "after": some[-1].id if len(some) == contacts.PAGE else None,
        "page": contacts.PAGE,
    }


def _code(told: str) -> UUID | None:
    try:
        return UUID(told)
    except ValueError:
        return None


def _decided(request: HttpRequest, seat: Seat) -> HttpResponse:
    who = _code(request.POST.get("contact", ""))
    if who is None:
        raise SurefootError(_("Nobody was chosen."), _("Open the list again."))
    if request.POST.get("do") == "accept":
        patient = contacts.accept(seat.store, who)
        messages.success(request, _("Accepted. Make their link below and send it."))
        return redirect("contact", patient)
    contacts.redirect(seat.store, who, request.POST.get("reason", "")[:2000])
    return redirect("contacts_in")
