"""Signing off whoever has not touched the screen for a while, or lost their second factor."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

SEEN = "seen_at"
EVERY_S = 60  # the session is written at most once a minute, not at each page


class SignOffMiddleware:
    """A session nobody used for `SIGN_OFF_AFTER_S` seconds is over; drafts stay."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """`answer` is the rest of the application."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the time of the last page before this one is made."""
        if request.user.is_authenticated:
            self._look(request)
        answer = self.answer(request)
        add_never_cache_headers(answer)  # of no page anything stays in a shared browser
        return answer

    def _look(self, request: HttpRequest) -> None:
        now = timezone.now().timestamp()
        idle = now - request.session.get(SEEN, now)
        if idle > settings.SIGN_OFF_AFTER_S:
            logout(request)
        elif idle > EVERY_S or SEEN not in request.session:
            request.session[SEEN] = now


def end_without_factor(sender: object, instance: Authenticator, **how: object) -> None:
    """Every session of an account ends with the last of its second factors."""
    account = instance.user_id
    if not Authenticator.objects.filter(user_id=account).exists():
        for session in UserSession.objects.filter(user_id=account):
            session.end()
