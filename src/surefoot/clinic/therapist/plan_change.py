"""A line of the plan changed by hand, and at once what the rules say of it, in place."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from surefoot.care.plan.changes import Edit, EditKind, Unfit
from surefoot.care.revise import approvals_for
from surefoot.care.summary.limits import plain
from surefoot.clinic import sent
from surefoot.clinic.access import Right
from surefoot.clinic.actions import change_plan
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import plans
from surefoot.clinic.therapist.plan_shown import Shown
from surefoot.terms import Setting, SurefootError

KINDS: dict[str, EditKind] = {k: k for k in ("remove", "dose", "swap", "add", "pin")}
REFUSED = 422
MOST_DIGITS = 4  # of a dose or a week


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What was not done, why, and what would change it; the form as it was sent."""

    edit: Edit
    exercise: str
    setting: str
    name: str
    reasons: tuple[tuple[str, str], ...]
    may_be_approved: bool
    is_in_line: bool  # the line it is about is on the screen


@needs(Right.PROPOSE_PLAN)
def change(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """Make one change: the next version, or a refusal beside the line."""
    number = _number(request.POST, "version") or 0
    shown = Shown(seat=seat, patient=patient, wanted=number or None)
    if request.method != "POST":
        return render(request, "therapist/plan.html", {"patient": patient, "shown": shown})
    if shown.plan is None:
        raise SurefootError(_("There is no such version."), _("Open the plan again."))
    edit = _edit(request.POST)
    try:
        found = _change(request, shown, number, edit)
    except plans.NewerVersionError as newer:
        messages.warning(request, f"{newer.says} {newer.fix}")
        return redirect("plan", patient)
    if isinstance(found, Unfit):
        told = {"patient": patient, "shown": shown, "refused": _refused(shown, found)}
        return render(request, "therapist/plan.html", told, status=REFUSED)
    messages.info(
        request,
        _("Version %(n)d is kept. Every hard rule holds. Where a week would have grown too fast,"
          " later doses were lowered: compare the versions.") % {"n": found},
    )  # fmt: skip
    return redirect("plan", patient)


def _change(request: HttpRequest, shown: Shown, number: int, edit: Edit) -> int | Unfit:
    store, patient, line = shown.seat.store, shown.patient, shown.line
    if "approve" not in request.POST:
        return change_plan.change(store, patient, number, edit, line)
    opening = change_plan.Opening(
        by=shown.seat.member.account.name, reason=request.POST.get("reason", "")
    )
    return change_plan.change_with_approval(store, patient, number, edit, opening, line)


def _refused(shown: Shown, found: Unfit) -> Refused:
    edit, chart = found.edit, shown.chart
    wanted = edit.instead or edit.exercise
    row = chart.knowledge.exercises.get(wanted)
    lines = {(line.exercise, line.setting) for line in shown.lines}
    opens = found.needs_approval and bool(
        approvals_for(shown.line, wanted, edit.setting, by="?", reason="?")
    )
    return Refused(
        edit=edit,
        exercise=edit.exercise,
        setting=str(edit.setting),
        name=row.name if row else wanted,
        reasons=tuple((plain(r.says, chart), plain(r.changes, chart)) for r in found.reasons),
        may_be_approved=opens,
        is_in_line=(edit.exercise, edit.setting) in lines,
    )


def _edit(told: QueryDict) -> Edit:
    """The change a form asks for; what is left empty stays as it is."""
    setting, kind = told.get("setting", ""), told.get("kind", "")
    if setting not in set(Setting) or kind not in KINDS:
        raise SurefootError(_("This change is not known here."), _("Open the plan again."))
    return Edit(
        kind=KINDS[kind],
        exercise=told.get("exercise", ""),
        setting=Setting(setting),
        from_week=_number(told, "from_week") or 1,
        instead=told.get("instead", "") if kind == "swap" else "",
        sets=_number(told, "sets"),
        reps=_number(told, "reps"),
        minutes=_number(told, "minutes"),
        sessions=_number(told, "sessions"),
    )


def _number(told: QueryDict, name: str) -> int | None:
    """A whole number of 1 or more; None where nothing was typed."""
    typed = told.get(name, "").strip()
    if not typed:
        return None
    number = sent.a_number(typed, digits=MOST_DIGITS)
    if not number:
        raise SurefootError(
            _("“%(typed)s” is not a whole number of 1 or more.") % {"typed": typed[:20]},
            _("Type a number like 3."),
        )
    return number
