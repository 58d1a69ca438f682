"""Pages for what went wrong: what was kept, one way on, and the incident's number last."""

import logging
import secrets
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

log = logging.getLogger("surefoot.incident")


def refused(request: HttpRequest, says: str, fix: str, *, status: int) -> HttpResponse:
    """A page that says why not, and what to do instead."""
    told = {"says": says, "fix": fix}
    return render(request, "surefoot/refused.html", told, status=status)


def not_open(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same answer whether or not there is something behind the door."""
    return refused(
        request,
        _("This is not open to you."),
        _("Ask the manager of your clinic if it should be."),
        status=HTTPStatus.FORBIDDEN,
    )


def not_there(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No page has this address."""
    return refused(
        request,
        _("There is no such page."),
        _("Go back, or begin at Today."),
        status=HTTPStatus.NOT_FOUND,
    )


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of this session: it was open for too long, or is not ours."""
    return refused(
        request,
        _("This form was open for too long. Nothing was saved."),
        _("Go back, load the page again, and send it once more."),
        status=HTTPStatus.FORBIDDEN,
    )


def our_fault(request: HttpRequest) -> HttpResponse:
    """Something of ours broke: the number is in the log, the person's data are not."""
    number = secrets.token_hex(4)
    log.error("incident %s at %s", number, request.resolver_match and request.resolver_match.route)
    told = {"incident": number}
    return render(request, "surefoot/our_fault.html", told, status=500)
