"""One test: its form, the score while one types, the draft, and keeping it."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from surefoot.care.examination import AnswersError, SafetyEvent
from surefoot.care.line import LineOfCare
from surefoot.clinic.access import Right
from surefoot.clinic.actions import keep_examination
from surefoot.clinic.actions.keep_examination import Room
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import AlreadyKeptError, drafts
from surefoot.clinic.therapist import conflict, scored
from surefoot.clinic.therapist.due import after, room
from surefoot.clinic.therapist.shown import fields_of, protocol_of
from surefoot.clinic.therapist.sitting import Sitting, given
from surefoot.clinic.therapist.typed import Fault, Typed, entry_of
from surefoot.clinic.transaction import of_clinic

FORM = "therapist/examination_form.html"
TO_MEND = 400  # something in it is to be mended; what was typed is still there
ONCE, SEEN = "once", "seen"


@needs(Right.ADD_ENTRY)
def measure(request: HttpRequest, seat: Seat, patient: UUID, test: str) -> HttpResponse:
    """The form with its draft; sent, it is kept once."""
    sitting = Sitting(seat, patient, test)
    if request.method == "POST":
        with of_clinic(seat.clinic.pk):  # looked at and kept at once: nobody comes in between
            return _send(request, sitting)
    draft = drafts.mine(seat.store, patient, sitting.draft) if sitting.is_open else None
    if draft is None:
        return _page(request, sitting, sitting.read(sitting.prefilled()), once=uuid4().hex)
    told = {"saved_at": draft.saved_at}
    return _page(request, sitting, sitting.read(draft.content), once=draft.once, more=told)


def _send(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    sent = given(request)
    once = sent.get(ONCE, "")[:64] or uuid4().hex
    typed = sitting.read(sent)
    faults = _faults(sitting, typed)
    if faults:
        more = {"faults": faults}
        return _page(request, sitting, typed, once=once, more=more, status=TO_MEND)
    seat = sitting.seat
    versions = conflict.others(
        seat.store, sitting.patient, sitting.form, sitting.draft, typed, sitting.since
    )
    if versions and sent.get(SEEN) != conflict.seen(versions):
        return _both(request, sitting, typed, once, versions)
    try:
        kept = keep_examination.keep(
            seat.store,
            sitting.patient,
            entry_of(sitting.form, typed),
            Room(today=seat.today, means=seat.means, knowledge=sitting.knowledge),
            form=sitting.draft,
            once=once,
        )
    except AlreadyKeptError:
        return _onward(request, sitting, (), sitting.line)
    except AnswersError as wrong:
        more = {"faults": {"": Fault(in_english=str(wrong), fix=_("Mend one of the two records."))}}
        return _page(request, sitting, typed, once=once, more=more, status=TO_MEND)
    return _onward(request, sitting, kept.events, kept.line)


def _faults(sitting: Sitting, typed: Typed) -> dict[str, Fault]:
    """Everything that keeps a form from being kept."""
    if not sitting.is_open:
        return {"": Fault(says=_("This test is not open now."), fix=_("The reason stands above."))}
    if typed.faults:
        return dict(typed.faults)
    if typed.is_empty:
        says = _("Nothing was answered.")
        return {"": Fault(says=says, fix=_("Give an answer, or say why there is none."))}
    found = sitting.score(typed) if sitting.form.code else None
    if isinstance(found, AnswersError):
        return {
            one.field if sitting.form.field(one.field) else "": Fault(
                in_english=f"{one.says} {one.fix}"
            )
            for one in found.problems
        }
    return {}


def _onward(
    request: HttpRequest, sitting: Sitting, events: tuple[SafetyEvent, ...], line: LineOfCare
) -> HttpResponse:
    """Where it goes on: to what is due next; a safety event is shown on the list first."""
    messages.success(request, _("%(name)s is kept.") % {"name": sitting.form.name})
    later = room(line.examination, line.case, sitting.knowledge)
    follows = after(later.parts(), sitting.slug)
    if events or follows is None:
        return redirect("examination", sitting.patient)
    return redirect("measure", sitting.patient, follows.slug)


@needs(Right.ADD_ENTRY)
def score_now(request: HttpRequest, seat: Seat, patient: UUID, test: str) -> HttpResponse:
    """What the answers come to so far. Nothing is kept."""
    sitting = Sitting(seat, patient, test)
    typed = sitting.read(given(request))
    alarms = [one.key for one in sitting.form.fields if one.is_alarm]
    told = _scored(sitting, typed) | {"alarms": alarms}
    return render(request, f"{FORM}#score", told)


@needs(Right.ADD_ENTRY)
def draft(request: HttpRequest, seat: Seat, patient: UUID, test: str) -> HttpResponse:
    """Keep what is typed so far, or take the draft away."""
    sitting = Sitting(seat, patient, test)
    sent = given(request)
    if request.method != "POST" or not sitting.is_open:
        return redirect("measure", patient, sitting.form.slug)
    if "drop" in sent:
        drafts.drop(seat.store, patient, sitting.draft)
        return redirect("measure", patient, sitting.form.slug)
    typed = sitting.read(sent)
    at, _events = sitting.save_draft(typed, sent.get(ONCE, "")[:64] or uuid4().hex)
    if not request.headers.get("HX-Request"):
        return redirect("measure", patient, sitting.form.slug)
    return render(request, f"{FORM}#saved", {"saved_at": at, "patient": patient})


def _scored(sitting: Sitting, typed: Typed) -> dict[str, object]:
    """For the fragment: the score, or the faults between the answers."""
    told: dict[str, object] = {"unread": len(typed.faults), "form": sitting.form}
    if not sitting.form.code or typed.is_empty:
        return told
    found = sitting.score(typed)
    if isinstance(found, AnswersError):
        return told | {"problems": found.problems}
    return told | {"scored": scored.scored(found, sitting.past(typed), sitting.knowledge)}


def _page(
    request: HttpRequest,
    sitting: Sitting,
    typed: Typed,
    *,
    once: str,
    more: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    told = {
        "patient": sitting.patient,
        "person": sitting.line.case.person,
        "form": sitting.form,
        "test": sitting.test,
        "parts": sitting.room.parts(),
        "done": sitting.room.done_today(),
        "follows": after(sitting.room.parts(), sitting.slug),
        "typed": typed,
        "today": sitting.seat.today,
        "once": once,
        "past": sitting.past(typed),
        **_scored(sitting, typed),
        **(more or {}),
    }
    faults = told.get("faults", typed.faults if typed.raw else {})
    told["faults"] = faults
    told["fields"] = fields_of(sitting.form, typed.raw, dict(typed.faults) | _mapping(faults))
    told["protocol"] = protocol_of(sitting.form, typed.raw)
    return render(request, FORM, told, status=status)


def _mapping(faults: object) -> dict[str, Fault]:
    return dict(faults) if isinstance(faults, Mapping) else {}


def _both(
    request: HttpRequest,
    sitting: Sitting,
    typed: Typed,
    once: str,
    versions: tuple[conflict.Other, ...],
) -> HttpResponse:
    """Both versions, before anything is kept; what was typed is kept as a draft."""
    sitting.save_draft(typed, once)
    told = {
        "patient": sitting.patient,
        "person": sitting.line.case.person,
        "form": sitting.form,
        "versions": [(one, conflict.rows(sitting.form, typed.raw, one.raw)) for one in versions],
        "typed": typed,
        "once": once,
        "seen": conflict.seen(versions),
    }
    return render(request, "therapist/examination_conflict.html", told, status=409)
