"""A plan on paper and as a page to print: for the person, the therapist and the referrer."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from surefoot.care.line import LineOfCare
from surefoot.care.summary import patient_page, progress_page, referral_letter, therapist_page
from surefoot.care.summary.page import Page
from surefoot.clinic import errors
from surefoot.clinic.access import Right
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import plans
from surefoot.clinic.therapist.chart import as_it_stands
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange.pages import as_html, as_pdf
from surefoot.terms import SurefootError, Urgency

# These pages carry their style inside, so that they can be kept; nothing in them can run.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@needs(Right.READ_CHART)
def patient_pdf(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """The person's own page with the exercises, of the version that was signed."""
    page = _for_the_person(seat, patient)
    return _pdf(page, "plan") if page else _not_signed(request)


@needs(Right.READ_CHART)
def patient_html(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """The same as a page to print or to keep."""
    page = _for_the_person(seat, patient)
    if page is None:
        return _not_signed(request)
    return HttpResponse(as_html(page), headers={"Content-Security-Policy": POLICY})


@needs(Right.READ_CHART)
def therapist_pdf(_request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """The chart with the newest plan."""
    line = _line(seat, patient, "therapist")
    return _pdf(therapist_page(as_it_stands(line, plans.in_use(seat.store, patient))), "chart")


@needs(Right.READ_CHART)
def progress_pdf(_request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """What was measured again, for the person."""
    return _pdf(progress_page(as_it_stands(_line(seat, patient, "progress"))), "progress")


@needs(Right.READ_CHART)
def progress_html(_request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """The same as a page to print or to keep."""
    page = progress_page(as_it_stands(_line(seat, patient, "progress")))
    return HttpResponse(as_html(page), headers={"Content-Security-Policy": POLICY})


@needs(Right.READ_CHART)
def letter_pdf(_request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """The letter to the referrer, with the plan that was signed."""
    line = _line(seat, patient, "letter")
    signed = plans.approved(seat.store, patient)
    return _pdf(referral_letter(as_it_stands(line, signed[1] if signed else None)), "letter")


def _for_the_person(seat: Seat, patient: UUID) -> Page | None:
    """None where nothing is signed: what nobody has approved is handed to nobody.

    Nor is what the rules of today speak against. While something urgent is up the page says that
    alone, so it is handed out.
    """
    line = _line(seat, patient, "patient")
    signed = plans.approved(seat.store, patient)
    if signed and line.contact.urgency > Urgency.U1 and line.broken(signed[1]):
        raise SurefootError(
            _("The rules of today speak against the plan that was signed. It is not handed out."),
            _("Look at the plan, propose a fresh one, and sign that."),
        )
    return patient_page(as_it_stands(line, signed[1])) if signed else None


def _line(seat: Seat, patient: UUID, paper: str) -> LineOfCare:
    """The line of care of today; that a paper was made of it is on record."""
    with of_clinic(seat.clinic.pk):
        line = seat.line(patient)
        seat.store.tell("print paper", patient, {"paper": paper})
        return line


def _pdf(page: Page, name: str) -> HttpResponse:
    shown = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    answer = HttpResponse(as_pdf(page), content_type="application/pdf", headers=shown)
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _not_signed(request: HttpRequest) -> HttpResponse:
    return errors.refused(
        request,
        _("No plan is approved yet, so there is nothing to hand out."),
        _("Approve and sign the plan first."),
        status=HTTPStatus.BAD_REQUEST,
    )
