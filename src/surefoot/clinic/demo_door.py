"""The one door without a second factor: the demo on somebody's own machine.

It is open only where all of this holds: the server was started as a demo, its home was made by the
demo and holds invented people alone, no TLS or host name says that others are served, and the
request came from this machine itself, past no proxy.
"""

import ipaddress
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

MARK = "demo"  # a file in the home that only `surefoot demo` writes
PASSED_ON = frozenset({"X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP", "Via"})


def is_open(request: HttpRequest) -> bool:
    """Whether this request may go on without a second factor."""
    if not settings.DEMO or settings.HTTPS or settings.HOSTS:
        return False
    return is_demo(settings.HOME) and is_from_here(request)


def is_demo(home: Path) -> bool:
    """Whether the demo made this home."""
    return (home / MARK).is_file()


def is_from_here(request: HttpRequest) -> bool:
    """Whether this very machine asks, with nobody between."""
    if PASSED_ON & set(request.headers):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
