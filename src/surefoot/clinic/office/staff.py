"""Who works here: invited by a link, in another role, or gone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from surefoot.clinic import sent
from surefoot.clinic.access import NotAllowedError, Right, Role
from surefoot.clinic.frame import ROLES
from surefoot.clinic.invitations import invite
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import practice
from surefoot.terms import SurefootError


@needs(Right.MANAGE_STAFF)
def staff(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The list; a link for somebody new is shown once, to be copied."""
    link = ""
    if request.method == "POST":
        try:
            link = _done(request, seat)
        except NotAllowedError:
            raise
        except SurefootError as why:
            messages.error(request, f"{why.says} {why.fix}")
        if not link:
            return redirect("staff")
    told = {"members": practice.members(seat.store), "roles": ROLES.items(), "link": link}
    return render(request, "manager/staff.html", told)


def _done(request: HttpRequest, seat: Seat) -> str:
    told = request.POST
    if told.get("do") == "invite":
        path = invite(seat, told.get("email", ""), told.get("name", "")[:200], told.get("role", ""))
        return request.build_absolute_uri(path)
    number = sent.a_number(told.get("member")) or 0
    if told.get("do") == "leave":
        practice.leave(seat.store, number, seat.today)
    elif told.get("do") == "role" and told.get("role") in Role.staff():
        practice.change_role(seat.store, number, Role(told["role"]))
    else:
        raise SurefootError(_("Nothing was asked for."), _("Open the page again."))
    return ""
