"""What allauth has to know of us: nobody signs up, staff are invited, and how tries are counted.

Tries at an account count together, wherever they come from, so that many who try have no more of
them than one. That alone would let anybody keep its owner out. So tries from where the owner has
signed in lately are counted apart.
"""

import hashlib
import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from surefoot.clinic.models import Account
from surefoot.clinic.patient.throttle import place
from surefoot.clinic.seat import address

USUAL_S = 30 * 24 * 3600  # how long somebody is known at a place


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Accounts come from invitations alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: `clinic/invitations.py` makes accounts."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """No passing "signed in as": the page that follows shows it."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """An IPv4 address told as IPv6 is itself: else all of them would be one house."""
        found = ipaddress.ip_address(super().get_client_ip(request))
        return str(getattr(found, "ipv4_mapped", None) or found)

    def post_login(self, request: HttpRequest, user: Account, **how: object) -> HttpResponse:
        """Every factor they have was right: this is a place of theirs."""
        cache.set(_usual(user.email, request), 1, USUAL_S)
        answer: HttpResponse = super().post_login(request, user, **how)
        return answer

    def _get_login_attempts_cache_key(self, request: HttpRequest, **told: str) -> str:
        key: str = super()._get_login_attempts_cache_key(request, **told)
        usual = _usual(told.get("email", ""), request)
        return f"{key}:{usual}" if cache.get(usual) else key


def _usual(email: str, request: HttpRequest) -> str:
    """The row that says that an account is known at a place; it names neither."""
    both = f"{email.lower()} {place(address(request))}"
    return f"usual/{hashlib.sha256(both.encode()).hexdigest()}"
