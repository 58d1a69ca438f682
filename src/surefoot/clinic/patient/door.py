"""The way in for a patient: the link they were sent, and their birth date."""

import hashlib
from collections.abc import Mapping
from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from surefoot.clinic.patient import intake, passkeys, throttle
from surefoot.clinic.patient.links import LASTS_S, Holder, holder
from surefoot.clinic.patient.seat import PATIENT, PatientSeat, come_in, needs_patient, row_of
from surefoot.clinic.patient.throttle import place
from surefoot.clinic.seat import address
from surefoot.clinic.store import visits

TRIES = 5  # wrong birth dates for one patient or one link in an hour
TRIES_OF_A_LINK = 20  # wrong ones in its whole life: then it has ended
TRIES_FROM_A_PLACE = 30  # with whatever links, in an hour: a waiting room shares one address


def my_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the birth date: the same page, and the same no, whatever the link is."""
    told: dict[str, object] = {"months": MONTHS.items()}
    if request.method != "POST":
        return render(request, "patient/door.html", told)
    who = holder(token)
    mark = throttle.take(f"link/{_key(token, who)}", most=TRIES)
    here = mark and throttle.take(f"link-from/{place(address(request))}", most=TRIES_FROM_A_PLACE)
    if not here:
        told["says"] = _("That was tried too often. Wait an hour, or call your clinic.")
        return render(request, "patient/door.html", told, status=HTTPStatus.TOO_MANY_REQUESTS)
    life = who and throttle.take(f"life/{_digest(token)}", most=TRIES_OF_A_LINK, seconds=LASTS_S)
    row = who and row_of(who)
    if who and life and row and birth_date(request.POST) == row.born_on:
        throttle.give_back(mark, here, life)
        come_in(request, who)
        rotate_token(request)
        return redirect("my_home")
    told["says"] = _("This link and this date do not go together, or the link has ended.")
    told["sent"] = request.POST
    return render(request, "patient/door.html", told, status=HTTPStatus.FORBIDDEN)


def my_door(request: HttpRequest) -> HttpResponse:
    """Nobody is in: how to come in again."""
    return render(request, "patient/outside.html", {"by_passkey": passkeys.is_offered()})


def leave(request: HttpRequest) -> HttpResponse:
    """The end of a patient's session, on a phone that others use too."""
    if request.method == "POST" and PATIENT in request.session:
        request.session.flush()
    return redirect("my_door")


@needs_patient
def my_home(request: HttpRequest, seat: PatientSeat) -> HttpResponse:
    """The patient's own page: what waits for them."""
    here = intake.standing(seat)
    coming = [v for v in visits.of_patient(seat.store, seat.patient) if v.starts_at >= seat.now]
    told = {
        "name": seat.name,
        "visit": min(coming, key=lambda visit: visit.starts_at, default=None),
        "clinic": seat.clinic,
        "urgent": here.urgent,
        "begun": bool(here.progress.sheets),
        "done": here.next is None,
        "passkeys": seat.clinic.patient_passkeys,
    }
    return render(request, "patient/home.html", told)


def birth_date(sent: Mapping[str, str]) -> date | None:
    """A day in three fields; None where it is no day."""
    try:
        year, month, day = (int(sent.get(part, "")[:4]) for part in ("year", "month", "day"))
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _key(token: str, who: Holder | None) -> str:
    """A patient's links count together; what is no link counts by itself."""
    return who.patient.hex if who else _digest(token)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
