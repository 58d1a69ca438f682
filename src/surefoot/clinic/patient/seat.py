"""A patient at their own phone: who they are, and their store.

A session of a patient and one of the staff are never the same: coming in by a link ends what was
signed in before, and whoever signs in as staff is no patient.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Concatenate
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from surefoot.care.case import ClinicMeans
from surefoot.clinic import in_force
from surefoot.clinic.access import RIGHTS, Actor, Right, Role
from surefoot.clinic.models import Clinic, Patient
from surefoot.clinic.patient.links import Holder
from surefoot.clinic.seat import address, means_of
from surefoot.clinic.store import Store
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

PATIENT = "patient"  # in the session: clinic, code, and when the last page was read
IDLE_S = 2 * 3600

type View[**P] = Callable[Concatenate[HttpRequest, PatientSeat, P], HttpResponse]
type Seated[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientSeat:
    """One patient, at one moment."""

    clinic: Clinic
    patient: UUID
    name: str
    language: str
    now: datetime
    where: str

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
        """What they may read and write: of themselves alone."""
        actor = Actor(
            clinic=self.clinic.pk, role=Role.PATIENT, patient=self.patient, where=self.where
        )
        return Store(actor=actor, ring=in_force.ring(), now=timezone.now)

    def may(self, right: Right) -> bool:
        """Whether patients hold a right."""
        return Role.PATIENT in RIGHTS[right]


def come_in(request: HttpRequest, holder: Holder) -> None:
    """Begin a patient's session; what was signed in before on this machine is over."""
    request.session.flush()
    request.session[PATIENT] = {
        "clinic": holder.clinic,
        "patient": holder.patient.hex,
        "seen": timezone.now().timestamp(),
    }


def needs_patient[**P](view: View[P]) -> Seated[P]:
    """Open a view to a patient who came in by their link; it is handed their seat."""

    @wraps(view)
    def seated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        seat = seated_in(request)
        if seat is None:
            return redirect("my_door")
        translation.activate(seat.language)
        request.LANGUAGE_CODE = seat.language
        try:
            with timezone.override(ZoneInfo(seat.clinic.time_zone)):  # times as the clinic's clock
                answer = view(request, seat, *args, **kwargs)
        except SurefootError as why:
            told = {"says": why.says, "fix": why.fix, "clinic": seat.clinic}
            answer = render(request, "patient/refused.html", told, status=400)
        add_never_cache_headers(answer)  # nobody's answers in the cache of a shared phone
        return answer

    return seated


def seated_in(request: HttpRequest) -> PatientSeat | None:
    """The patient of this session; None for staff, strangers, and who was away for too long."""
    told = request.session.get(PATIENT)
    if not told or request.user.is_authenticated:
        return None
    now = timezone.now()
    if now.timestamp() - told["seen"] > IDLE_S:
        request.session.flush()
        return None
    clinic = Clinic.objects.filter(pk=told["clinic"]).first()
    row = clinic and row_of(Holder(clinic=clinic.pk, patient=UUID(hex=told["patient"])))
    if not clinic or not row:
        return None
    request.session[PATIENT] = {**told, "seen": now.timestamp()}
    return PatientSeat(
        clinic=clinic,
        patient=row.code,
        name=row.name,
        language=language_of(request, row.language),
        now=now,
        where=address(request),
    )


def row_of(holder: Holder) -> Patient | None:
    """The row a link leads to, if its clinic still has it."""
    with of_clinic(holder.clinic):
        return Patient.objects.filter(clinic_id=holder.clinic, code=holder.patient).first()


def language_of(request: HttpRequest, own: str) -> str:
    """What was chosen on this phone; else the patient's own; else what the phone speaks."""
    known = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in known:
        return chosen
    return own if own in known else translation.get_language_from_request(request)
