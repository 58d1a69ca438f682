"""One's own account: the clinics one works in, and how one signs in."""

from allauth.account.views import password_change
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from surefoot.clinic import sent
from surefoot.clinic.access import Role
from surefoot.clinic.frame import ROLES
from surefoot.clinic.models import Account
from surefoot.clinic.seat import MEMBER, chosen, memberships
from surefoot.terms import SurefootError


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and the ways to the second factor, the password and the sessions."""
    member = chosen(request)
    told = {
        "member": member,
        "role": ROLES[Role(member.role)] if member else "",
        "clinics": memberships(request),
    }
    return render(request, "account/account.html", told)


@login_required
def choose_clinic(request: HttpRequest) -> HttpResponse:
    """In which clinic one works now."""
    if request.method == "POST":
        wanted = sent.a_number(request.POST.get("member"))
        member = get_object_or_404(memberships(request), pk=wanted)
        request.session.cycle_key()
        request.session[MEMBER] = member.pk
        return redirect("today")
    clinics = [(member, ROLES[Role(member.role)]) for member in memberships(request)]
    return render(request, "account/choose_clinic.html", {"clinics": clinics})


@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password in place of the one there is; who has none yet gets one by a link alone."""
    owner = Account.objects.get(email=request.user.get_username())
    if not owner.has_usable_password():
        raise SurefootError(
            _("You have no password yet."), _("Ask the manager of your clinic for a link.")
        )
    answer: HttpResponse = password_change(request)
    return answer
