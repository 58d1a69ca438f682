"""What somebody may not do, and what a person can mend, as pages instead of tracebacks."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from surefoot.clinic import errors
from surefoot.clinic.access import NotAllowedError
from surefoot.terms import SurefootError

METHODS = ("GET", "HEAD", "POST")


class RefusalsMiddleware:
    """A refusal of the store or of a step of care is an answer with its reason."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """`answer` is the rest of the application."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """No page takes another method than these; a view need not remember to say so."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.answer(request)

    def process_exception(self, request: HttpRequest, why: Exception) -> HttpResponse | None:
        """The page of a refusal; anything else is our fault and goes on."""
        if isinstance(why, NotAllowedError):
            return errors.not_open(request)
        if isinstance(why, SurefootError):
            return errors.refused(request, why.says, why.fix, status=HTTPStatus.BAD_REQUEST)
        return None
