"""The intake on a phone: one page after another, kept as it goes, stopped by what cannot wait."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from surefoot.care.case import Case
from surefoot.care.contact import first_contact
from surefoot.care.findings import Findings
from surefoot.care.intake import Problem, Step, Urgent, next_step, shown_of, whole_step
from surefoot.clinic import in_force, sent
from surefoot.clinic.actions.answer import Page, answer
from surefoot.clinic.patient.replies import ADD_ROW, replies_of
from surefoot.clinic.patient.seat import PatientSeat, needs_patient
from surefoot.clinic.patient.shown import Shown
from surefoot.clinic.store import AlreadyKeptError, notices
from surefoot.clinic.store import intake as kept
from surefoot.clinic.store.intake import Progress
from surefoot.terms import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a patient stands in the intake."""

    seat: PatientSeat
    case: Case
    progress: Progress
    urgent: Urgent | None  # what nobody has acted on yet

    @property
    def next(self) -> Step | None:
        """The questions that are asked now; None when everything was asked."""
        return next_step(self.case, in_force.knowledge(), self.progress.said, self.seat.language)

    def sheet(self, number: int) -> Step:
        """A page that was sent before, with those of its questions that still matter."""
        sheet = self.progress.sheets[number]
        step = self.whole(sheet.step)
        asked = tuple(one for one in step.questions if one.id in sheet.questions)
        return replace(step, questions=asked)

    def whole(self, step: str) -> Step:
        """Every question of a step that matters."""
        knowledge, language = in_force.knowledge(), self.seat.language
        return whole_step(step, self.case, knowledge, self.progress.said, language)


def standing(seat: PatientSeat) -> Standing:
    """Read from what is kept, each time anew."""
    knowledge = in_force.knowledge()
    case = kept.case(seat.store, seat.patient, seat.today, seat.means)
    contact = first_contact(Findings(case, knowledge), case, knowledge)
    open_flags = notices.pressing(contact, kept.handled(seat.store, seat.patient))
    return Standing(
        seat=seat,
        case=case,
        progress=kept.progress(seat.store, seat.patient),
        urgent=shown_of(open_flags, knowledge, seat.language),
    )


@needs_patient
def intake(request: HttpRequest, seat: PatientSeat) -> HttpResponse:
    """What comes now: what cannot wait, the next page, or the end."""
    here = standing(seat)
    if here.urgent and here.urgent.stops:
        return _stop(request, here)
    step = here.next
    if step is None:
        return render(request, "patient/intake_done.html", _done(here))
    return redirect("my_intake_step", step=step.id)


@needs_patient
def intake_step(request: HttpRequest, seat: PatientSeat, step: str) -> HttpResponse:
    """One page: asked, kept, or answered again."""
    if request.method == "POST":
        return _take(request, seat, step)
    here = standing(seat)
    number = _number(here, request.GET.get("page", ""))
    if number is not None and here.progress.sheets[number].step == step:
        return _ask(request, here, here.sheet(number))
    if here.urgent and here.urgent.stops:
        return _stop(request, here)
    now = here.next
    if now is None or now.id != step:
        return redirect("my_intake")
    return _ask(request, here, now)


def _number(here: Standing, told: str) -> int | None:
    """The number of a page that was sent before; None for one that is not there."""
    number = sent.a_number(told)
    return number if number is not None and number < len(here.progress.sheets) else None


def _take(request: HttpRequest, seat: PatientSeat, step: str) -> HttpResponse:
    here = standing(seat)
    asked = request.POST.getlist("asked")
    whole = here.whole(step)
    shown = replace(whole, questions=tuple(one for one in whole.questions if one.id in asked))
    replies = replies_of(shown.questions, request.POST)
    if request.POST.get(ADD_ROW):
        return _ask(request, here, shown, given=replies, more=request.POST[ADD_ROW])
    page = Page(
        step=step,
        questions=tuple(one.id for one in shown.questions),
        replies=replies,
        once=request.POST.get("once", ""),
    )
    try:
        problems = answer(
            seat.store, seat.patient, page,
            today=seat.today, means=seat.means,
            knowledge=in_force.knowledge(), language=seat.language,
        )  # fmt: skip
    except AlreadyKeptError:
        problems = ()
    if problems:
        return _ask(request, here, shown, given=replies, problems=problems)
    return redirect(_after(request, standing(seat)))


def _after(request: HttpRequest, here: Standing) -> str:
    """The page behind the one that was answered again; else what comes now, what stops it first."""
    number = _number(here, request.POST.get("page", ""))
    stops = here.urgent is not None and here.urgent.stops
    if number is None or stops or number + 1 >= len(here.progress.sheets):
        return reverse("my_intake")
    return _link(here, number + 1)


def _ask(
    request: HttpRequest,
    here: Standing,
    step: Step,
    *,
    given: dict[str, object] | None = None,
    problems: tuple[Problem, ...] = (),
    more: str = "",
) -> HttpResponse:
    sent = request.GET if request.method == "GET" else request.POST
    number = _number(here, sent.get("page", ""))
    shown = _shown(step, here.progress.replies if given is None else given, problems, more)
    told = {
        "step": step,
        "shown": shown,
        "problems": problems,
        "number": number,
        "once": secrets.token_urlsafe(24),
        "back": _back(here, number),
        "bars": [(n, n <= step.number) for n in range(1, step.of + 1)],
        "has_map": any(one.question.kind == "body_map" for one in shown),
        "urgent": here.urgent,
        "clinic": here.seat.clinic,
    }
    status = HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK
    return render(request, "patient/intake_step.html", told, status=status)


def _shown(
    step: Step, replies: Mapping[str, object], problems: tuple[Problem, ...], more: str
) -> list[Shown]:
    wrong = {one.question: one for one in problems}
    return [
        Shown(
            question=one, reply=replies.get(one.id), problem=wrong.get(one.id), more=one.id == more
        )
        for one in step.questions
    ]


def _back(here: Standing, number: int | None) -> str:
    before = len(here.progress.sheets) if number is None else number
    return (
        _link(here, before - 1) if 0 < before <= len(here.progress.sheets) else reverse("my_home")
    )


def _link(here: Standing, number: int) -> str:
    sheet = here.progress.sheets[number]
    return f"{reverse('my_intake_step', args=[sheet.step])}?page={number}"


def _stop(request: HttpRequest, here: Standing) -> HttpResponse:
    """What to do now; the clinic has them on its list already."""
    sheets = here.progress.sheets
    mend = _link(here, len(sheets) - 1) if sheets else ""
    told = {
        "urgent": here.urgent,
        "clinic": here.seat.clinic,
        "mend": mend,
        # Where an ambulance has to be called, no larger button leads to the clinic.
        "is_ambulance": here.urgent is not None and here.urgent.urgency is Urgency.U0,
    }
    return render(request, "patient/urgent.html", told)


def _done(here: Standing) -> dict[str, object]:
    """Each step with the way back to its first page."""
    first: dict[str, int] = {}
    for number, sheet in enumerate(here.progress.sheets):
        first.setdefault(sheet.step, number)
    steps = [(here.whole(step).title, _link(here, number)) for step, number in first.items()]
    return {"steps": steps, "clinic": here.seat.clinic, "urgent": here.urgent}
