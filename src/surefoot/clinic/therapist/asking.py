"""A questionnaire handed over: one question a screen, for the person to answer themselves.

Each answer goes into the draft of whoever handed the tablet over; nothing is kept before they do.
"""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from surefoot.clinic.access import Right
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import drafts
from surefoot.clinic.therapist.form import Field
from surefoot.clinic.therapist.shown import shown_field
from surefoot.clinic.therapist.sitting import Sitting, given
from surefoot.clinic.therapist.typed import ANSWER, WHY

PAGE = "therapist/examination_ask.html"


@needs(Right.ADD_ENTRY)
def ask(request: HttpRequest, seat: Seat, patient: UUID, test: str, number: int) -> HttpResponse:
    """One question; behind the last one the tablet is given back."""
    sitting = Sitting(seat, patient, test)
    fields = sitting.form.fields
    if not (sitting.form.for_patients and sitting.is_open):
        return redirect("measure", patient, sitting.form.slug)
    if not 1 <= number <= len(fields) + 1:
        raise Http404
    kept = drafts.mine(seat.store, patient, sitting.draft)
    content = dict(kept.content) if kept else sitting.prefilled()
    told: dict[str, object] = {"patient": patient, "form": sitting.form, "number": number}
    if number > len(fields):
        return render(request, PAGE, told | {"is_over": True})
    field = fields[number - 1]
    if request.method == "POST":
        content = _answered(content, field, given(request))
        typed = sitting.read(content)
        _at, events = sitting.save_draft(typed, kept.once if kept else uuid4().hex)
        mine = [event for event in events if event.item == field.key]
        if mine:  # said at once; the questions go on behind it
            return render(request, PAGE, told | {"events": mine, "after": number + 1})
        if field.key in typed.faults:
            shown = shown_field(field, number, content, typed.faults[field.key])
            return render(request, PAGE, told | _shown(sitting, shown), status=400)
        return redirect("ask", patient, test, number + 1)
    return render(request, PAGE, told | _shown(sitting, shown_field(field, number, content)))


def _shown(sitting: Sitting, one: object) -> dict[str, object]:
    return {"one": one, "of": len(sitting.form.fields)}


def _answered(content: dict[str, str], field: Field, sent: dict[str, str]) -> dict[str, str]:
    """The draft with one more answer; going on without one says nothing."""
    answer, why = f"{ANSWER}{field.key}", f"{WHY}{field.key}"
    rest = {name: said for name, said in content.items() if name not in (answer, why)}
    if sent.get("decline"):
        return rest | {why: "declined"}
    said = sent.get(answer, "").strip()
    return rest | {answer: said} if said else rest
