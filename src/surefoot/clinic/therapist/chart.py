"""The chart: everything that is known of one person, on one page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from surefoot.care.line import LineOfCare
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.summary import Chart, therapist_page
from surefoot.clinic.access import Right
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import papers, plans, visits
from surefoot.clinic.therapist.due import count_due

COMING = 3  # visits that are named; the front desk's page has all


@needs(Right.READ_CHART)
def chart(request: HttpRequest, seat: Seat, patient: UUID) -> HttpResponse:
    """What is it, can it be reversed, the plan, what may not be done, and where it hurts."""
    line = seat.line(patient)
    page = therapist_page(as_it_stands(line, plans.in_use(seat.store, patient)))
    due = count_due(line.examination)
    told = {"patient": patient, "case": line.case, "page": page, "due": due}
    told |= {"papers": papers.listed(seat.store, patient), **_visits(seat, patient)}
    return render(request, "therapist/chart.html", told)


def _visits(seat: Seat, patient: UUID) -> dict[str, object]:
    """When they come next, and when they were here last."""
    every = visits.of_patient(seat.store, patient)
    coming = sorted((one for one in every if one.starts_at >= seat.now), key=lambda v: v.starts_at)
    been = [one for one in every if one.starts_at < seat.now]
    return {"coming": coming[:COMING], "been": max(been, key=lambda v: v.starts_at, default=None)}


def as_it_stands(line: LineOfCare, plan: PlanOfCare | NoSafePlan | None = None) -> Chart:
    """What the entries say today; a plan is only ever one that was asked for."""
    return Chart(
        case=line.case,
        contact=line.contact,
        examination=line.examination,
        diagnosis=line.diagnosis,
        prognosis=line.prognosis,
        plan=plan,
        knowledge=line.knowledge,
        signed=line.signed,
    )
