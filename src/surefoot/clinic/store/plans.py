"""Plans of care: versions that are only ever added, what was decided of them, and who asked.

A version is known by its place among all of a person. Of somebody who was merged these are the
versions of both, in the order they were made; in its row each keeps the number it was given there,
and the audit names that one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from surefoot.care.plan.changes import Version
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.clinic import audit
from surefoot.clinic.access import Right, demand
from surefoot.clinic.merged import changed_at, everybody_merged, together
from surefoot.clinic.models import (
    KeptEntry,
    KeptPlan,
    Member,
    Patient,
    PlanDecision,
    PlanRequest,
)
from surefoot.clinic.store.patients import Store
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange import plans
from surefoot.terms import SurefootError


class NewerVersionError(SurefootError):
    """Somebody kept another version, or decided, since this screen was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided of a version, signed and dated."""

    decided: str  # approved or set_aside
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One version without its content."""

    number: int
    made_at: datetime
    made_by: str  # empty: the solver
    entry: int  # the newest entry it was made from
    knowledge: str
    is_plan: bool
    is_stale: bool  # something was told or found since, or somebody was merged or was not the same
    decision: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A plan that waits for somebody to decide, or a request for the solver."""

    patient: UUID
    name: str
    since: datetime
    number: int | None  # of the version to decide on; None: it is being worked out


def newest_entry(row: Patient) -> int:
    """The number of the newest entry of a patient; 0 without any."""
    return _newest(together(row))


def _newest(whole: Sequence[Patient]) -> int:
    found = KeptEntry.objects.filter(patient__in=whole).aggregate(newest=Max("pk"))
    return int(found["newest"] or 0)


def keep(
    store: Store, patient: UUID, version: Version, *, after: int, entry: int, by_hand: bool
) -> int:
    """Keep the version that follows `after`; refused where another has come between.

    A change by hand stands where the version is that it changes: an undone merge takes both along.
    """
    with of_clinic(store.actor.clinic):
        row = store.row(Right.PROPOSE_PLAN, patient)
        whole = _held(together(row))
        if _versions(whole).count() != after:
            raise _newer()
        if by_hand and after:
            row = version_of(whole, after).patient
        number = _versions([row]).count() + 1
        kept = KeptPlan(
            clinic_id=store.actor.clinic,
            patient=row,
            number=number,
            made_at=store.now(),
            made_by_id=store.actor.member if by_hand else None,
            entry=entry,
            knowledge=version.answer.knowledge,
            is_plan=isinstance(version.answer, PlanOfCare),
            content=store.sealed(plans.write(version).decode(), row.code, f"plan/{number}"),
        )
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError as taken:
            raise _newer() from taken
        store.tell("change plan" if by_hand else "propose plan", row.code, {"version": number})
        return after + 1


def last_number(row: Patient) -> int:
    """The number of the newest version; 0 without any."""
    return _versions(together(row)).count()


def version_of(whole: Sequence[Patient], number: int) -> KeptPlan:
    """The row of one version of a person."""
    found = _versions(whole)[number - 1 : number].first() if number > 0 else None
    if found is None:
        raise SurefootError(_("There is no such version."), _("Open the plan again."))
    return found


def _versions(whole: Sequence[Patient]) -> QuerySet[KeptPlan]:
    """All of a person in the order they were made: the first is number 1."""
    return KeptPlan.objects.filter(patient__in=whole).select_related("patient").order_by("pk")


def _held(whole: list[Patient]) -> list[Patient]:
    """One at a time where several rows count together: no number of theirs could be refused."""
    if len(whole) > 1:
        rows = Patient.objects.select_for_update(no_key=True)
        list(rows.filter(pk__in=[row.pk for row in whole]).order_by("pk"))
    return whole


def listed(store: Store, patient: UUID) -> tuple[Kept, ...]:
    """Every version of a patient's plan, the newest first."""
    with of_clinic(store.actor.clinic):
        whole = together(store.row(Right.READ_CHART, patient))
        rows = list(_versions(whole).select_related("made_by__account", "decision__by__account"))
        stale = _stale(rows, whole) if rows else set()
        found = [_kept(store, one, n, one.pk in stale) for n, one in enumerate(rows, 1)]
        return tuple(reversed(found))


def content(store: Store, patient: UUID, number: int) -> Version:
    """One version as it was kept."""
    with of_clinic(store.actor.clinic):
        found = version_of(together(store.row(Right.READ_CHART, patient)), number)
        code, number = found.patient.code, found.number
        store.tell("read plan", code, {"version": number})
        return plans.read(store.opened(found.content, code, f"plan/{number}").encode())


def in_use(store: Store, patient: UUID) -> PlanOfCare | NoSafePlan | None:
    """The newest answer that was not set aside; None where nobody has asked."""
    number = next((one.number for one in listed(store, patient) if _is_open(one)), None)
    return None if number is None else content(store, patient, number).answer


def approved(store: Store, patient: UUID) -> tuple[int, PlanOfCare] | None:
    """The newest version that was signed: what the person is given."""
    for one in listed(store, patient):
        if one.decision and one.decision.decided == PlanDecision.APPROVED:
            answer = content(store, patient, one.number).answer
            return (one.number, answer) if isinstance(answer, PlanOfCare) else None
    return None


def _is_open(one: Kept) -> bool:
    return one.decision is None or one.decision.decided == PlanDecision.APPROVED


def decide(store: Store, patient: UUID, number: int, decided: str, *, reason: str = "") -> None:
    """Approve a version, or set it aside with a reason; of two who decide at once one does."""
    with of_clinic(store.actor.clinic):
        whole = _held(together(store.row(Right.APPROVE_PLAN, patient)))
        found = version_of(whole, number)
        if decided == PlanDecision.SET_ASIDE and not reason.strip():
            raise SurefootError(_("Nothing is said of why."), _("Say why the plan is set aside."))
        if _versions(whole).count() != number:
            raise _newer()
        code, number = found.patient.code, found.number
        decision = PlanDecision(
            clinic_id=store.actor.clinic,
            plan=found,
            decided=decided,
            by=Member.objects.get(pk=store.actor.member or 0),
            at=store.now(),
        )
        if reason.strip():
            decision.reason = store.sealed(reason.strip(), code, f"plan/{number}/reason")
        try:
            with transaction.atomic():
                decision.save(force_insert=True)
        except IntegrityError as twice:
            raise NewerVersionError(
                _("Somebody has decided about this version in the meantime."),
                _("Look at the plan again."),
            ) from twice
        action = "approve plan" if decided == PlanDecision.APPROVED else "set plan aside"
        store.tell(action, code, {"version": number})


def to_do(store: Store) -> tuple[Waiting, ...]:
    """What waits in the clinic: plans to decide on and requests, the longest first."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.APPROVE_PLAN)
        found = list(_waiting(store.actor.clinic))
        if found:
            audit.record(
                store.actor, "read plans to do", at=store.now(), about={"shown": len(found)}
            )
        return tuple(sorted(found, key=lambda one: one.since))


def _waiting(clinic: int) -> Iterator[Waiting]:
    """Who was merged waits as the one who is kept, with the versions of both."""
    here = KeptPlan.objects.filter(clinic_id=clinic)
    undecided = list(here.filter(is_plan=True, decision=None).select_related("patient"))
    asked = PlanRequest.objects.filter(clinic_id=clinic, done_at=None).select_related("patient")
    requests = list(asked)
    if not undecided and not requests:
        return
    kept = everybody_merged(clinic)
    newest = _newest_of_each(here, kept)
    for plan in undecided:
        who = kept.get(plan.patient_id, plan.patient)
        last, number = newest[who.pk]
        if last == plan.pk:
            yield Waiting(patient=who.code, name=who.name, since=plan.made_at, number=number)
    for one in requests:
        who = kept.get(one.patient_id, one.patient)
        yield Waiting(patient=who.code, name=who.name, since=one.asked_at, number=None)


def _newest_of_each(
    here: QuerySet[KeptPlan], kept: Mapping[int, Patient]
) -> Mapping[int, tuple[int, int]]:
    """For each person the row of their newest version, and its number."""
    found: dict[int, tuple[int, int]] = {}
    of_row = here.values("patient").annotate(last=Max("pk"), many=Count("pk"))
    for row, last, many in of_row.values_list("patient", "last", "many"):
        who = kept[row].pk if row in kept else row
        other, before = found.get(who, (0, 0))
        found[who] = max(last, other), many + before
    return found


def _stale(rows: list[KeptPlan], whole: list[Patient]) -> set[int]:
    """The versions that rest on less, or on more, than what is known of the person now."""
    newest = _newest(whole)
    stale = {one.pk for one in rows if newest > one.entry}
    if changed := changed_at(whole):
        read = zip(rows, _read_at(rows), strict=True)
        stale |= {one.pk for one, at in read if at < changed}
    return stale


def _read_at(rows: list[KeptPlan]) -> Iterator[datetime]:
    """At the latest when the case was read that each version rests on.

    The solver reads after somebody asked, and thinks for a while; a change by hand rests on what
    the version before it in the same row did.
    """
    requests = PlanRequest.objects.filter(plan__in=rows).values_list("plan_id", "asked_at")
    asked = dict(requests)
    at: dict[int, datetime] = {}
    for one in rows:
        if one.made_by_id is None or one.patient_id not in at:
            at[one.patient_id] = asked.get(one.pk, one.made_at)
        yield at[one.patient_id]


def _kept(store: Store, one: KeptPlan, number: int, is_stale: bool) -> Kept:
    decision = getattr(one, "decision", None)
    return Kept(
        number=number,
        made_at=one.made_at,
        made_by=one.made_by.account.name if one.made_by else "",
        entry=one.entry,
        knowledge=one.knowledge,
        is_plan=one.is_plan,
        is_stale=is_stale,
        decision=_decision(store, one, decision) if decision else None,
    )


def _decision(store: Store, one: KeptPlan, found: PlanDecision) -> Decision:
    about = f"plan/{one.number}/reason"
    said = found.reason and store.opened(found.reason, one.patient.code, about)
    return Decision(decided=found.decided, by=found.by.account.name, at=found.at, reason=said or "")


def _newer() -> NewerVersionError:
    return NewerVersionError(
        _("There is a newer version of this plan. Nothing was changed."),
        _("Look at the newest version, then decide."),
    )
