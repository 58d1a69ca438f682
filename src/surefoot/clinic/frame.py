"""What every page needs beside its own content: who works where, and where they can go."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from surefoot.clinic.access import Right, Role


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the bar: a page, its icon, and the right it is open to."""

    name: Promise
    url: str
    icon: str
    right: Right


PLACES = (
    Place(gettext_lazy("Today"), "today", "today", Right.FIND_PATIENTS),
    Place(gettext_lazy("Patients"), "patients", "people", Right.FIND_PATIENTS),
    Place(gettext_lazy("Day"), "this_day", "calendar", Right.FIND_PATIENTS),
    Place(gettext_lazy("Who asked"), "contacts_in", "message", Right.READ_CONTACT),
    Place(gettext_lazy("Manager"), "office", "list", Right.MANAGE_CLINIC),
)

ROLES = {
    Role.MANAGER: gettext_lazy("manager"),
    Role.THERAPIST: gettext_lazy("therapist"),
    Role.FRONT_DESK: gettext_lazy("front desk"),
    Role.ADMINISTRATOR: gettext_lazy("administrator (sees no patient)"),
}
"""The roles of staff, in words."""


def frame(request: HttpRequest) -> dict[str, object]:
    """For templates: `seat`, `places` with the one that is open, `is_demo`."""
    seat = getattr(request, "seat", None)
    here = request.resolver_match.url_name if request.resolver_match else ""
    places = [
        {"name": p.name, "href": reverse(p.url), "icon": p.icon, "is_here": p.url == here}
        for p in PLACES
        if seat and seat.may(p.right)
    ]
    return {"seat": seat, "places": places, "is_demo": settings.DEMO}
