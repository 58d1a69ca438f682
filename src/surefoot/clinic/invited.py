"""The page behind an invitation's link: choose a password, then set up the second factor."""

from allauth.account.internal.flows.login import perform_password_login, record_authentication
from allauth.account.models import Login
from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from surefoot.clinic import invitations
from surefoot.clinic.invitations import Offer
from surefoot.clinic.models import Account
from surefoot.clinic.seat import MEMBER


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(label=gettext_lazy("Password"), max_length=200, strip=False)
    again = forms.CharField(label=gettext_lazy("Once more"), max_length=200, strip=False)

    def __init__(self, found: Offer, told: dict[str, str] | None = None) -> None:
        """The rules look at whose password it is."""
        super().__init__(told)
        self.owner = found.account or Account(email=found.row.email, name=found.row.name)

    def clean_password(self) -> str:
        """What the clinic's rules take for a password."""
        validate_password(self.cleaned_data["password"], self.owner)
        return str(self.cleaned_data["password"])

    def clean(self) -> dict[str, object]:
        """Both alike."""
        told = super().clean() or {}
        if "password" in told and told.get("again") != told["password"]:
            self.add_error("again", _("This is not the same as the password above."))
        return told


@sensitive_post_parameters()
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link is for, and the form that uses it up."""
    found = invitations.offer(token)
    answer = _join(request, token) if found.is_known_elsewhere else _choose(request, token, found)
    add_never_cache_headers(answer)
    return answer


def _choose(request: HttpRequest, token: str, found: Offer) -> HttpResponse:
    """The password of an account that this clinic alone knows, or that is new."""
    form = PasswordForm(found, request.POST.dict() if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        member = invitations.accept(token, form.cleaned_data["password"])
        request.session.flush()  # whoever was signed in on this machine before is not any more
        request.session[MEMBER] = member.pk
        email = {"email": member.account.email}
        # The second factor is set up next: nobody is asked at once for what they just chose.
        record_authentication(request, member.account, method="password", reauthenticated=True)
        answer: HttpResponse = perform_password_login(request, email, Login(user=member.account))
        return answer
    told = {"offer": found, "form": form, "rules": password_validators_help_texts()}
    return render(request, "invitation/password.html", told)


def _join(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody with an account elsewhere joins under their own name, signed in."""
    found = invitations.offer(token)
    is_theirs = request.user.is_authenticated and request.user == found.account
    if request.method == "POST" and is_theirs:
        member = invitations.accept(token, None, signed_in=found.account)
        request.session.cycle_key()
        request.session[MEMBER] = member.pk
        return redirect("today")
    return render(request, "invitation/join.html", {"offer": found, "is_theirs": is_theirs})
