"""Who sits at the screen: the member, the clinic they work in now, and their store.

A view is open to those whose role holds the right it names; `access` says which. Whether the
patient it is about is theirs is asked by the store, again and for each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Concatenate
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from surefoot.care.case import ClinicMeans
from surefoot.care.line import LineOfCare
from surefoot.clinic import demo_door, in_force
from surefoot.clinic.access import RIGHTS, Actor, NotAllowedError, Right, Role
from surefoot.clinic.models import Clinic, Member
from surefoot.clinic.store import Store

MEMBER = "member"  # in the session: the membership somebody works under now
SECOND = "second_factor"  # in the session: this account has one

type View[**P] = Callable[Concatenate[HttpRequest, Seat, P], HttpResponse]
type Seated[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One member at work, at one moment."""

    member: Member
    now: datetime
    where: str

    @property
    def clinic(self) -> Clinic:
        """The clinic they work in now."""
        return self.member.clinic

    @property
    def role(self) -> Role:
        """In what way."""
        return Role(self.member.role)

    @property
    def today(self) -> date:
        """The day it is at the clinic."""
        return self.now.astimezone(ZoneInfo(self.clinic.time_zone)).date()

    @property
    def means(self) -> ClinicMeans:
        """What the clinic can offer."""
        return means_of(self.clinic)

    @property
    def store(self) -> Store:
        """What they may read and write."""
        actor = Actor(
            clinic=self.clinic.pk, role=self.role, member=self.member.pk, where=self.where
        )
        return Store(actor=actor, ring=in_force.ring(), now=timezone.now)

    def line(self, patient: UUID) -> LineOfCare:
        """The line of care of a patient as it stands; what the clinic has signed is signed."""
        case = self.store.case(patient, self.today, self.means)
        line = LineOfCare(case, in_force.knowledge())
        line.signed = in_force.signed(self.clinic.slug)
        return line

    def may(self, right: Right) -> bool:
        """Whether their role holds a right."""
        return self.role in RIGHTS[right]


def means_of(clinic: Clinic) -> ClinicMeans:
    """The means a manager has entered; what was not entered is as in `ClinicMeans`."""
    return msgspec.convert(clinic.means, ClinicMeans)


def needs[**P](right: Right) -> Callable[[View[P]], Seated[P]]:
    """Open a view to members whose role holds `right`; it is handed their seat."""

    def guarded(view: View[P]) -> Seated[P]:
        @wraps(view)
        def seated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not _has_second_factor(request):
                return redirect("mfa_activate_totp")
            member = chosen(request)
            if member is None:
                return redirect("choose_clinic")
            seat = Seat(member=member, now=timezone.now(), where=address(request))
            request.seat = seat  # type: ignore[attr-defined]  # the frame of the page shows it
            if not seat.may(right):
                raise NotAllowedError(
                    "This is not open to you.", "Ask the manager of your clinic if it should be."
                )
            with timezone.override(ZoneInfo(seat.clinic.time_zone)):  # times as the clinic's clock
                answer = view(request, seat, *args, **kwargs)
            add_never_cache_headers(answer)  # no patient in the cache of a shared computer
            return answer

        seated.right = right  # type: ignore[attr-defined]  # the truth table of addresses reads it
        return seated

    return guarded


def memberships(request: HttpRequest) -> QuerySet[Member]:
    """Where whoever is signed in works now; nowhere for a stranger."""
    mine = Member.objects.select_related("clinic", "account").filter(left_on=None)
    return mine.filter(account__pk=request.user.pk or 0)


def chosen(request: HttpRequest) -> Member | None:
    """The membership in use: the one that was chosen, or the only one there is."""
    mine = memberships(request)
    if wanted := request.session.get(MEMBER):
        return mine.filter(pk=wanted).first()
    only = list(mine[:2])
    return only[0] if len(only) == 1 else None


def address(request: HttpRequest) -> str:
    """Where a request came from, as the audit keeps it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _has_second_factor(request: HttpRequest) -> bool:
    """Looked up once a session; taking the last factor away ends all sessions."""
    if not request.session.get(SECOND):
        if demo_door.is_open(request):
            return True
        request.session[SECOND] = bool(is_mfa_enabled(request.user))
    return bool(request.session[SECOND])
