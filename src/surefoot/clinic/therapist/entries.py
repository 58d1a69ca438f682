"""What was known when: the entries of a patient, and mending one with a reason."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from surefoot.care.entry import Entry
from surefoot.care.examination import AnswersError
from surefoot.clinic import in_force
from surefoot.clinic.access import NotAllowedError, Right
from surefoot.clinic.actions import keep_examination
from surefoot.clinic.actions.keep_examination import Room
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import AlreadyKeptError, history
from surefoot.clinic.store.history import Kept
from surefoot.clinic.therapist.form import Form, findings_form
from surefoot.clinic.therapist.shown import fields_of, protocol_of
from surefoot.clinic.therapist.singles import AT_ONCE, findings_in, only, to_choose, with_singles
from surefoot.clinic.therapist.sitting import form_named, given
from surefoot.clinic.therapist.typed import Fault, Typed, answers_of, raw_of, read
from surefoot.clinic.therapist.words import Said, why_replaced
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError

FINDINGS = "findings"  # the part of an entry that is its single findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing an entry says, and whether it can be mended here."""

    slug: str
    name: Said
    is_form: bool


@needs(Right.READ_CHART)
def entries(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """Every entry, the latest first; what was mended says by what and why."""
    knowledge = in_force.knowledge()
    kept = history.of(seat.store, patient)
    told = {
        "patient": patient,
        "name": seat.store.case(patient, seat.today, seat.means).person.name,
        "entries": [
            (one, why_replaced(one.reason), parts_of(one.entry, knowledge)) for one in kept
        ],
        "may_mend": seat.may(Right.CORRECT_ENTRY),
    }
    return render(request, "therapist/entries.html", told)


def parts_of(entry: Entry, knowledge: Knowledge) -> tuple[Part, ...]:
    """What an entry speaks of, in a line each."""
    found = [
        Part(
            slug=one.instrument.lower(),
            name=Said(knowledge.instruments[one.instrument].name, is_english=True),
            is_form=True,
        )
        for one in entry.answers
        if one.instrument in knowledge.instruments
    ]
    count = len(entry.facts) + len(entry.not_done)
    if count:
        name = Said(_("Findings: %(n)s") % {"n": count})
        found.append(Part(slug=FINDINGS, name=name, is_form=True))
    others = (
        (entry.story, _("Story")),
        (entry.symptoms, _("Symptoms")),
        (entry.medicines is not None, _("Medicines")),
        (entry.falls is not None, _("Falls")),
        (entry.goals is not None, _("Goals")),
        (entry.reviews, _("Reviews of red flags")),
        (entry.approvals, _("Approvals")),
        (entry.gates, _("Screening questions")),
    )
    found += [Part(slug="", name=Said(name), is_form=False) for there, name in others if there]
    return tuple(found)


@needs(Right.CORRECT_ENTRY)
def correct(request: HttpRequest, seat: Seat, patient: UUID, entry: int, part: str) -> HttpResponse:
    """The form of a part of an entry as it was kept; sent with a reason it stands in its place."""
    kept = history.one(seat.store, patient, entry)
    knowledge = in_force.knowledge()
    person = seat.store.case(patient, seat.today, seat.means).person
    form = _form(kept, part, knowledge, person.sex)
    if not form.code and len(form.fields) > AT_ONCE:
        chosen = only(form, request.GET.getlist("code") if "mend" in request.GET else ())
        if not chosen.fields:  # nobody mends what they did not see
            return _choose(request, patient, kept, form)
        form = chosen
    told: dict[str, object] = {"patient": patient, "kept": kept, "form": form}
    if request.method != "POST":
        typed = read(form, raw_of(form, kept.entry), seat.today, born_on=person.born_on)
        return _page(request, form, typed, told | {"once": uuid4().hex})
    sent = given(request)
    typed = read(form, sent, seat.today, born_on=person.born_on)
    reason = sent.get("reason", "").strip()[:1000]
    once = sent.get("once", "")[:64] or uuid4().hex
    faults = _faults(typed, reason) or _keep(
        seat, patient, kept, mended(kept.entry, form, typed), reason=reason, once=once
    )
    if faults:
        told |= {"once": once, "reason": reason, "faults": faults}
        return _page(request, form, typed, told, status=400)
    messages.success(request, _("The correction is kept. What stood there before stays on record."))
    return redirect("entries", patient)


def _faults(typed: Typed, reason: str) -> dict[str, Fault]:
    """What is to be mended before it can be kept."""
    faults = dict(typed.faults)
    if not reason:
        says = _("A correction needs a reason.")
        faults["reason"] = Fault(says=says, fix=_("Say what was wrong."))
    return faults


def _keep(
    seat: Seat, patient: UUID, kept: Kept, entry: Entry, *, reason: str, once: str
) -> dict[str, Fault]:
    """Keep it; what speaks against it, if anything. Sent twice is kept once."""
    room = Room(today=seat.today, means=seat.means, knowledge=in_force.knowledge())
    try:
        keep_examination.correct(
            seat.store, patient, kept.number, entry, room, reason=reason, once=once
        )
    except AlreadyKeptError:
        return {}
    except NotAllowedError:
        raise
    except AnswersError as wrong:
        return {"": Fault(in_english=str(wrong))}
    except SurefootError as wrong:
        return {"": Fault(says=wrong.says, fix=wrong.fix)}
    return {}


def _form(kept: Kept, part: str, knowledge: Knowledge, sex: str | None) -> Form:
    """The form of a part that the entry has; 404 for one it has not."""
    if not any(one.slug == part and one.is_form for one in parts_of(kept.entry, knowledge)):
        raise Http404
    if part != FINDINGS:
        found = form_named(part, knowledge, sex)
        if found is None:
            raise Http404
        return found
    return findings_form(FINDINGS, findings_in(kept.entry, knowledge), knowledge)


def mended(entry: Entry, form: Form, typed: Typed) -> Entry:
    """The entry with one part as it was now typed; all else of it stays."""
    if form.code:
        mine = answers_of(form, typed)
        answers = tuple(mine if one.instrument == form.code else one for one in entry.answers)
        return replace(entry, answers=answers)
    return with_singles(entry, form, typed)


def _choose(request: HttpRequest, patient: UUID, kept: Kept, form: Form) -> HttpResponse:
    """Which of many findings are to be mended; while somebody types, only the list."""
    typed, chosen = request.GET.get("q", "")[:100], request.GET.getlist("code")
    found = to_choose(form, raw_of(form, kept.entry), chosen=chosen, typed=typed)
    told = {"patient": patient, "kept": kept, "typed": typed, "found": found}
    page = "therapist/entry_choose.html"
    return render(request, f"{page}#found" if request.headers.get("HX-Request") else page, told)


def _page(
    request: HttpRequest, form: Form, typed: Typed, told: dict[str, object], *, status: int = 200
) -> HttpResponse:
    faults = told.get("faults", typed.faults)
    told["faults"] = faults
    told["typed"] = typed
    told["fields"] = fields_of(form, typed.raw, typed.faults)
    told["protocol"] = protocol_of(form, typed.raw)
    return render(request, "therapist/entry_correct.html", told, status=status)
