"""A patient's own phone as the key: added after the birth date was told, used instead of a link.

WebAuthn is checked by python-fido2. The phone has to know who holds it (fingerprint, face or PIN),
and it finds its passkey without being told a name, so nothing here says who is a patient.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.webauthn import (
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from surefoot.clinic import in_force, sent
from surefoot.clinic.access import Actor, Role
from surefoot.clinic.models import Clinic
from surefoot.clinic.patient import throttle
from surefoot.clinic.patient.links import Holder
from surefoot.clinic.patient.seat import PatientSeat, come_in, needs_patient, row_of
from surefoot.clinic.seat import address
from surefoot.clinic.store import Store, passkeys
from surefoot.terms import SurefootError

ASKED = "passkey"  # in the session: what the phone is to sign, once
TRIES_FROM_A_PLACE = 30  # passkeys that were refused, in an hour
KNOWN = UserVerificationRequirement.REQUIRED


@needs_patient
def my_phones(request: HttpRequest, seat: PatientSeat) -> HttpResponse:
    """The phones that come in without a link: add this one, take one away."""
    if not seat.clinic.patient_passkeys:
        return redirect("my_home")
    if request.method == "POST":
        if number := sent.a_number(request.POST.get("number")):
            passkeys.take_away(seat.store, seat.patient, number)
        else:
            _add(request, seat)
        return redirect("my_phones")
    who = PublicKeyCredentialUserEntity(
        id=_handle(Holder(clinic=seat.clinic.pk, patient=seat.patient)),
        name=seat.name,
        display_name=seat.name,
    )
    options, request.session[ASKED] = _server(request, seat.clinic.name).register_begin(
        who,
        passkeys.credentials(seat.store, seat.patient),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=KNOWN,
    )
    told = {
        "clinic": seat.clinic,
        "phones": passkeys.listed(seat.store, seat.patient),
        "options": {"creation_options": dict(options)},
    }
    return render(request, "patient/phones.html", told)


def _add(request: HttpRequest, seat: PatientSeat) -> None:
    """Keep what this phone signed; nothing is kept of an answer to another question."""
    asked = request.session.pop(ASKED, None)
    try:
        made = _server(request).register_complete(asked, _credential(request))
    except (ValueError, TypeError, KeyError) as wrong:
        raise SurefootError(
            _("This phone could not be added."), _("Try again, or go on with your link.")
        ) from wrong
    if made.credential_data is not None:
        passkeys.add(seat.store, seat.patient, made.credential_data, made.counter)


def my_phone(request: HttpRequest) -> HttpResponse:
    """Come in: GET says what the phone is to sign, POST is what it signed."""
    if not is_offered():
        return redirect("my_door")
    if request.method != "POST":
        options, request.session[ASKED] = _server(request).authenticate_begin(
            user_verification=KNOWN
        )
        return JsonResponse({"request_options": dict(options)})
    mark = throttle.take(
        f"passkey-from/{throttle.place(address(request))}", most=TRIES_FROM_A_PLACE
    )
    who = _signed_by(request) if mark else None
    if who is None:
        told = {"says": _("This passkey did not lead in."), "by_passkey": True}
        return render(request, "patient/outside.html", told, status=403)
    throttle.give_back(mark)
    come_in(request, who)
    rotate_token(request)
    return redirect("my_home")


def is_offered() -> bool:
    """Whether any clinic of this machine lets patients in by passkey."""
    return Clinic.objects.filter(patient_passkeys=True).exists()


def _signed_by(request: HttpRequest) -> Holder | None:
    """Whose phone signed what it was asked; None for every other answer."""
    asked = request.session.pop(ASKED, None)
    try:
        told = AuthenticationResponse.from_dict(_credential(request))
        who = _holder(told.response.user_handle or b"")
        store = _store_of(request, who)
        if not store:
            return None
        known = passkeys.credentials(store, who.patient)
        found = _server(request).authenticate_complete(asked, known, told)
    except (ValueError, TypeError, KeyError):
        return None
    counter = told.response.authenticator_data.counter
    return who if passkeys.used(store, who.patient, found.credential_id, counter) else None


def _store_of(request: HttpRequest, who: Holder) -> Store | None:
    """The store of whoever a passkey names, if their clinic has them and lets them in by it."""
    clinic = Clinic.objects.filter(pk=who.clinic, patient_passkeys=True).first()
    if not clinic or not row_of(who):
        return None
    actor = Actor(clinic=who.clinic, role=Role.PATIENT, patient=who.patient, where=address(request))
    return Store(actor=actor, ring=in_force.ring(), now=timezone.now)


def _handle(who: Holder) -> bytes:
    """What the phone hands back: clinic and code, no name."""
    return f"{who.clinic}.{who.patient.hex}".encode()


def _holder(handle: bytes) -> Holder:
    clinic, _dot, patient = handle.decode().partition(".")
    number = sent.a_number(clinic)
    if number is None:
        raise ValueError(clinic)
    return Holder(clinic=number, patient=UUID(hex=patient))


def _credential(request: HttpRequest) -> Mapping[str, Any]:
    """What the browser sent, as the mapping it should be."""
    told = json.loads(request.POST.get("credential", ""))
    if not isinstance(told, dict):
        raise TypeError(told)
    return told


def _server(request: HttpRequest, name: str = "Surefoot") -> Fido2Server:
    """Checks what phones sign for the host of this address."""
    host = request.get_host().partition(":")[0]
    # Without TLS (the demo, the tests) the library knows no origin, so the host itself is compared.
    here = None if settings.HTTPS else lambda origin: urlsplit(origin).hostname == host
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name=name), verify_origin=here)
