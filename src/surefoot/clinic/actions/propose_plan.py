"""Propose a plan for whoever asked: read, think without holding the database, keep, answer.

However it ends the request is closed: with a version, or with the number of an incident.
"""

import logging
import secrets
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from surefoot.care.case import Case
from surefoot.care.line import LineOfCare
from surefoot.care.plan.changes import Version
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.revise import carried_over
from surefoot.clinic.access import Actor, Role
from surefoot.clinic.keys import KeyRing
from surefoot.clinic.models import Patient, PlanRequest
from surefoot.clinic.seat import means_of
from surefoot.clinic.store import Store, plan_requests, plans
from surefoot.clinic.transaction import of_clinic
from surefoot.knowledge.schema.whole import Knowledge

log = logging.getLogger("surefoot.incident")

type Says = Callable[[str], None]
"""Told of each step: reading, findings, prognosis, plan, check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One request, and everything that is read before the work begins."""

    store: Store
    patient: UUID
    case: Case
    entry: int


def propose_plan(
    clinic: int,
    request: int,
    *,
    ring: KeyRing,
    knowledge: Knowledge,
    now: Callable[[], datetime],
    says: Says,
) -> None:
    """Answer a request; what goes wrong is our fault, and never leaves somebody waiting."""
    store = _store_of(clinic, request, ring, now)
    try:
        job = _read(store, request, says)
        plan_requests.end(store, request, version=_propose(job, knowledge, says))
    except Exception as wrong:
        number = secrets.token_hex(4)
        # Where it broke, not what it said: the words of an error may be a patient's.
        where = "".join(traceback.format_tb(wrong.__traceback__))
        log.error("incident %s, %s while proposing a plan:\n%s", number, type(wrong), where)
        plan_requests.end(store, request, incident=number)


def _store_of(clinic: int, request: int, ring: KeyRing, now: Callable[[], datetime]) -> Store:
    """What whoever asked may read and write; the worker may no more than they."""
    with of_clinic(clinic):
        by = PlanRequest.objects.select_related("asked_by").get(pk=request).asked_by
    actor = Actor(clinic=clinic, role=Role(by.role), member=by.pk, where="worker")
    return Store(actor=actor, ring=ring, now=now)


def _read(store: Store, request: int, says: Says) -> _Job:
    says("reading")
    with of_clinic(store.actor.clinic):
        row = PlanRequest.objects.select_related("patient__clinic").get(pk=request)
        clinic, patient = row.patient.clinic, row.patient.code
        today = store.now().astimezone(ZoneInfo(clinic.time_zone)).date()
        entry = plans.newest_entry(row.patient)
        case = store.case(patient, today, means_of(clinic))
    return _Job(store=store, patient=patient, case=case, entry=entry)


def _propose(job: _Job, knowledge: Knowledge, says: Says) -> int:
    """The number of the new version. No transaction is open while the solver works."""
    line = LineOfCare(job.case, knowledge, progress=_telling(says))
    says("findings")
    _ = line.diagnosis
    says("prognosis")
    _ = line.prognosis
    answer = line.plan
    if isinstance(answer, PlanOfCare):
        says("check")
        _hold_to_the_rules(line, answer)
    return _keep(job, line, answer)


def _hold_to_the_rules(line: LineOfCare, plan: PlanOfCare) -> None:
    """A proposal that the second reading faults is our fault, and is shown to nobody."""
    if broken := line.broken(plan):
        rules = ", ".join(sorted({each.rule for each in broken}))
        raise ValueError(f"the plan breaks {rules}")


def _keep(job: _Job, line: LineOfCare, answer: PlanOfCare | NoSafePlan) -> int:
    """Keep it behind whatever version there is now, with that version's changes made again."""
    with of_clinic(job.store.actor.clinic):
        last = plans.last_number(Patient.objects.get(code=job.patient))
        edits = plans.content(job.store, job.patient, last).edits if last else ()
        version = Version(answer=answer, edits=edits)
        if isinstance(answer, PlanOfCare):
            version = carried_over(line, answer, edits)
        return plans.keep(
            job.store, job.patient, version, after=last, entry=job.entry, by_hand=False
        )


def _telling(says: Says) -> Callable[[str], AbstractContextManager[None]]:
    """The line of care tells of one long piece of work: choosing and dosing."""

    def told(_words: str) -> AbstractContextManager[None]:
        says("plan")
        return nullcontext()

    return told
