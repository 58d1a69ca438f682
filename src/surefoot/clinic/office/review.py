"""The knowledge that no clinician has signed yet, and signing it."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from surefoot.clinic import audit, in_force
from surefoot.clinic.access import Right
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange import signatures
from surefoot.knowledge import review as reviews
from surefoot.knowledge.patient_texts import ENGLISH
from surefoot.terms import SurefootError

PAGE = 50


@needs(Right.MANAGE_CLINIC)
def review(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What waits, table by table; what is ticked is signed with one's name and the day."""
    if request.method == "POST":
        try:
            _sign(request, seat)
        except SurefootError as why:  # the knowledge speaks English
            messages.error(request, f"{why.says} {why.fix}", extra_tags=ENGLISH)
        return redirect(request.get_full_path())
    kept = signatures.kept(in_force.signatures_file(seat.clinic.slug))
    waiting = reviews.to_sign(in_force.knowledge(), kept)
    tables = [(name, len(list(ones))) for name, ones in groupby(waiting, key=lambda w: w.table)]
    asked = request.GET.get("table", "") or (tables[0][0] if tables else "")
    told = {
        "tables": tables,
        "table": asked,
        "waiting": [one for one in waiting if one.table == asked][:PAGE],
        "many": len(waiting),
        "kept": len(kept),
        "version": in_force.knowledge().version,
    }
    return render(request, "manager/review.html", told)


def _sign(request: HttpRequest, seat: Seat) -> None:
    names = request.POST.getlist("statement")
    if not names:
        messages.error(request, _("Nothing was ticked. Tick what you have read and stand by."))
        return
    by = seat.member.account.name
    note = request.POST.get("note", "").strip()[:1000]
    made = reviews.sign(in_force.knowledge(), names, by=by, on=seat.today, note=note)
    signatures.add(in_force.signatures_file(seat.clinic.slug), made)
    with of_clinic(seat.clinic.pk):
        store = seat.store
        about = {"statements": len(made)}
        audit.record(store.actor, "sign knowledge", at=store.now(), about=about)
