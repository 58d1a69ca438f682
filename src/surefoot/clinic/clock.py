"""Times by the reader's own clock: twelve hours or twenty-four, as in their part of the world."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.dateformat import format as written

# Where English or Spanish counts to twelve (CLDR 48). Nobody is guessed: a browser that names no
# region is shown twenty-four.
_TWELVE = (
    "AE AG AR AS AU BB BM BO BS CA CL CO CR CU CY DM DO EC ER FJ FM GD GH GM GT GU GY HK HN "
    "IN JM KI KN KY LC LR LS MH MO MP MW MX MY NA NI NZ PA PE PG PH PK PR PW PY SB SD SG SL "
    "SS SV SZ TC TO TT UM US UY VC VE VG VI VU WS ZM"
)
TWELVE = frozenset(_TWELVE.split())
_counts_to_twelve: ContextVar[bool] = ContextVar("counts_to_twelve", default=False)


class ClockMiddleware:
    """The region is that of the language a browser asks for first, "en-US" or "es-PR"."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """`answer` is the rest of the application."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read it before the page is made."""
        kept = _counts_to_twelve.set(region(request.headers.get("Accept-Language", "")) in TWELVE)
        try:
            return self.answer(request)
        finally:
            _counts_to_twelve.reset(kept)


def region(asked: str) -> str:
    """The region of the first language of an Accept-Language header; "" where it names none."""
    first = asked.split(",", 1)[0].split(";", 1)[0].strip()
    parts = first.split("-")[1:]
    return next((part.upper() for part in parts if len(part) == 2 and part.isalpha()), "")


def clock(at: datetime) -> str:
    """The hour and minute of a time that is in the reader's zone already: "15:30" or "3:30 PM"."""
    return written(at, "g:i A" if _counts_to_twelve.get() else "H:i")
