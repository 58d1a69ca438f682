"""The front desk's page of a person: reaching them, visits, consents, papers. Nothing clinical."""

import secrets
from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from surefoot.clinic import sent
from surefoot.clinic.access import NotAllowedError, Right
from surefoot.clinic.desk.forms import (
    AGREED,
    ConsentForm,
    PersonForm,
    VisitForm,
    contact_form,
    said,
    visit_form,
)
from surefoot.clinic.patient.links import link_for
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.sniff import MOST_BYTES
from surefoot.clinic.store import AlreadyKeptError, merges, papers, passkeys, reach, visits
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

type Deed = Callable[[HttpRequest, Seat, UUID], str]
type Typed = PersonForm | VisitForm | ConsentForm


@needs(Right.READ_CONTACT)
def contact(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """Who somebody is and how to reach them, when they come, what they agreed to and brought."""
    shown: Mapping[str, object] = {}
    if request.method == "POST":
        with of_clinic(seat.clinic.pk):
            seat.store.row(Right.READ_CONTACT, patient)  # the same refusal for none and another's
        deed = DEEDS.get(request.POST.get("do", ""))
        if deed is None:
            raise SurefootError(_("Nothing was asked for."), _("Open the page again."))
        shown = _done(request, seat, patient, deed)
        if not shown:
            return redirect("contact", patient)
    return render(request, "desk/person.html", {**_told(seat, patient), **shown})


def _done(request: HttpRequest, seat: Seat, patient: UUID, deed: Deed) -> Mapping[str, object]:
    """Do it; what the page has to show then: a link, or what was typed and could not be done."""
    try:
        link = deed(request, seat, patient)
    except AlreadyKeptError:
        return {}
    except NotAllowedError:
        raise
    except SurefootError as why:
        messages.error(request, f"{why.says} {why.fix}")
        return _typed(request, seat)
    return {"link": link} if link else {}


def _typed(request: HttpRequest, seat: Seat) -> Mapping[str, Typed]:
    """The form that was sent, by its name on the page; none where only a button was pressed."""
    read = FORMS.get(request.POST.get("do", ""))
    return {read[0]: read[1](request, seat)} if read else {}


def _told(seat: Seat, patient: UUID) -> dict[str, object]:
    store = seat.store
    who = store.identity(patient)
    own = {"name": who.name, "born_on": who.born_on, "sex": who.sex, "language": who.language}
    therapists = visits.therapists(store)
    coming = {"day": seat.today, "minutes": seat.means.visit_min}
    return {
        "patient": patient,
        "who": who,
        "may_read": seat.may(Right.READ_CHART),
        "form": contact_form(today=seat.today, initial={**own, **who.contact}),
        "visits": visits.of_patient(store, patient),
        "now": seat.now,
        "visit_form": visit_form(therapists=therapists, initial=coming),
        "consents": [(AGREED[one.kind], one) for one in papers.consents(store, patient)],
        "consent_form": ConsentForm(initial={"on": seat.today}),
        "papers": papers.listed(store, patient),
        "phones": passkeys.listed(store, patient),
        "merges": merges.of_patient(store, patient),
        "alike": [one for one in reach.alike(store, who.name, who.born_on) if one.code != patient],
        "once": secrets.token_hex(16),
    }


def _change(request: HttpRequest, seat: Seat, patient: UUID) -> str:
    form = _person(request, seat)
    _check(form)
    reach.change(seat.store, patient, form.who, parts=form.changed_data)
    return ""


def _give(request: HttpRequest, seat: Seat, patient: UUID) -> str:
    form = _visit(request, seat)
    _check(form)
    told = form.cleaned_data
    at = form.starts_at(seat.clinic.time_zone)
    visits.give(seat.store, patient, told["therapist"], at, minutes=told["minutes"])
    return ""


def _agree(request: HttpRequest, seat: Seat, patient: UUID) -> str:
    form = _consent(request, seat)
    _check(form)
    told = form.cleaned_data
    if told["on"] > seat.today:
        raise SurefootError(_("Nobody can have said it on a day to come."), _("Check the day."))
    given, kind = told["given"] == "yes", papers.Agreed(told["kind"])
    papers.consent(seat.store, patient, kind, given=given, on=told["on"], once=_once(request))
    return ""


def _add(request: HttpRequest, seat: Seat, patient: UUID) -> str:
    file = request.FILES.get("paper")
    if file is None:
        raise SurefootError(_("No file was chosen."), _("Choose a PDF, JPEG or PNG."))
    content = file.read(MOST_BYTES + 1)
    papers.add(seat.store, patient, file.name or "", content, once=_once(request))
    return ""


def _take_away(request: HttpRequest, seat: Seat, patient: UUID) -> str:
    papers.take_away(seat.store, patient, _number(request))
    return ""


def _end_phone(request: HttpRequest, seat: Seat, patient: UUID) -> str:
    passkeys.take_away(seat.store, patient, _number(request))
    return ""


def _merge(request: HttpRequest, seat: Seat, patient: UUID) -> str:
    try:
        other = UUID(request.POST.get("other", ""))
    except ValueError:
        raise SurefootError(_("Nobody was chosen."), _("Choose who is the same.")) from None
    merges.merge(seat.store, patient, other)
    return ""


def _undo_merge(request: HttpRequest, seat: Seat, patient: UUID) -> str:
    merges.undo(seat.store, patient, _number(request))
    return ""


def _link(request: HttpRequest, seat: Seat, patient: UUID) -> str:
    return request.build_absolute_uri(link_for(seat.store, patient))


def _person(request: HttpRequest, seat: Seat) -> PersonForm:
    return contact_form(request.POST, today=seat.today)


def _visit(request: HttpRequest, seat: Seat) -> VisitForm:
    return visit_form(request.POST, therapists=visits.therapists(seat.store))


def _consent(request: HttpRequest, seat: Seat) -> ConsentForm:
    return ConsentForm(request.POST)


def _check(form: Typed) -> None:
    if not form.is_valid():
        raise SurefootError(said(form), _("Nothing was changed."))


def _once(request: HttpRequest) -> str:
    return request.POST.get("once", "")[:64] or secrets.token_hex(16)


def _number(request: HttpRequest) -> int:
    return sent.a_number(request.POST.get("number")) or 0


FORMS: Mapping[str, tuple[str, Callable[[HttpRequest, Seat], Typed]]] = {
    "change": ("form", _person),
    "give": ("visit_form", _visit),
    "agree": ("consent_form", _consent),
}
DEEDS: Mapping[str, Deed] = {
    "change": _change,
    "give": _give,
    "agree": _agree,
    "add": _add,
    "take away": _take_away,
    "end phone": _end_phone,
    "merge": _merge,
    "undo merge": _undo_merge,
    "link": _link,
}
