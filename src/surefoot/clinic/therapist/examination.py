"""The examination: what is due in its two blocks, what is done, what safety keeps shut."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from surefoot.clinic.access import Right
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import drafts
from surefoot.clinic.therapist.due import Test, after
from surefoot.clinic.therapist.sitting import Sitting

FOUND = 12  # tests shown for what somebody typed


@needs(Right.READ_CHART)
def examination(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """The list; any other test is found by its name."""
    sitting = Sitting(seat, patient, "")
    asked = request.GET.get("q", "").strip()[:60]
    parts = sitting.room.parts()
    told = {
        "patient": patient,
        "person": sitting.line.case.person,
        "today": seat.today,
        "parts": parts,
        "done": sitting.room.done_today(),
        "next": after(parts, ""),
        "gates": [gate for gate in sitting.examination.gates if gate.closed],
        "begun": _begun(sitting),
        "asked": asked,
        "found": named(sitting, asked),
        "events": sitting.examination.events,
    }
    page = "therapist/examination.html"
    return render(request, f"{page}#found" if request.headers.get("HX-Request") else page, told)


def named(sitting: Sitting, asked: str) -> list[Test]:
    """The tests whose name or code holds what was typed; none before anything is."""
    words = asked.casefold().split()
    if not words:
        return []
    codes = [
        one.id
        for one in sitting.knowledge.instruments.values()
        if all(word in f"{one.name} {one.id} {one.says}".casefold() for word in words)
    ]
    # Whoever types a name wants it before those that only mention it.
    codes.sort(key=lambda code: words[0] not in sitting.knowledge.instruments[code].name.casefold())
    return [sitting.room.test(code) for code in codes[:FOUND]]


def _begun(sitting: Sitting) -> list[tuple[str, str]]:
    """Forms with a draft: slug and name."""
    prefix = "examination/"
    slugs = [
        form.removeprefix(prefix)
        for form in drafts.begun(sitting.seat.store, sitting.patient, prefix)
    ]
    instruments = sitting.knowledge.instruments
    return [
        (slug, instruments[slug.upper()].name if slug.upper() in instruments else slug)
        for slug in slugs
    ]
