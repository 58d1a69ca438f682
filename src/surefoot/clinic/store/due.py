"""Where each person of a day stands: what the tables say of them without their case.

One question a table for all of them together, and one event of the audit. Who was merged stands as
the one who is kept, with the rows of both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max

from surefoot.care.case import Case, ClinicMeans
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.clinic import audit
from surefoot.clinic.access import Right, demand
from surefoot.clinic.merged import everybody_merged
from surefoot.clinic.models import (
    Clinic,
    KeptEntry,
    KeptPlan,
    Notice,
    Patient,
    PlanDecision,
    PlanRequest,
    Visit,
)
from surefoot.clinic.store.patients import Store
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange import plans


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of one person before their case is read."""

    is_urgent: bool = False  # a sign stands on the urgent list
    is_told: bool = False  # something was told or found
    no_plan: NoSafePlan | None = None  # the newest answer, where nothing was told since
    is_proposing: bool = False  # a plan is being worked out
    is_waiting: bool = False  # the newest answer is a plan that nobody has decided on
    plan: PlanOfCare | None = None  # that one; else the newest that was approved
    starts: tuple[datetime, ...] = ()  # of their visits until the end of the day, not called off
    rows: tuple[Patient, ...] = ()


@dataclass(frozen=True, slots=True)
class _Version:
    """One row of the plans without its content."""

    pk: int
    is_plan: bool
    entry: int
    decided: str | None


def standings(store: Store, patients: Iterable[UUID], today: date) -> Mapping[UUID, Standing]:
    """Where these people stand on this day; who is not of the clinic is left out."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.READ_CHART)
        people = _people(store.actor.clinic, patients)
        found = _Tables(store, people, today).standings()
        if found:  # at the end: nobody waits for this event's place in the chain meanwhile
            audit.record(store.actor, "read chart", at=store.now(), about={"shown": len(found)})
        return found


def case(store: Store, standing: Standing, today: date, means: ClinicMeans) -> Case:
    """The case of one of them, in a transaction of its own; the audit was told of it before."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.READ_CHART)
        return store.case_of_rows(list(standing.rows), today, means)


def _people(clinic: int, codes: Iterable[UUID]) -> list[list[Patient]]:
    """The rows of each person, the one that is kept first."""
    kept = Patient.objects.filter(clinic_id=clinic, code__in=set(codes))
    people = {row.pk: [row] for row in kept}
    into = {pk: who.pk for pk, who in everybody_merged(clinic).items() if who.pk in people}
    for row in Patient.objects.filter(pk__in=into).order_by("pk") if into else ():
        people[into[row.pk]].append(row)
    return list(people.values())


class _Tables:
    """The rows of all these people, each table asked once."""

    def __init__(self, store: Store, people: list[list[Patient]], today: date) -> None:
        """The contents of plans are opened only where they count, visits only where plans are."""
        self.store, self.people = store, people
        self.keys = [row.pk for rows in people for row in rows]
        mine = {"patient__in": self.keys}
        open_now = Notice.objects.filter(**mine, closed_at=None)
        self.urgent = set(open_now.values_list("patient", flat=True))
        entries = KeptEntry.objects.filter(**mine).values_list("patient")
        self.entries: dict[int, int] = dict(entries.annotate(newest=Max("pk")))
        asked = PlanRequest.objects.filter(**mine, done_at=None)
        self.asked = set(asked.values_list("patient", flat=True))
        self.versions: dict[int, list[_Version]] = {}
        columns = ("patient", "pk", "is_plan", "entry", "decision__decided")
        for patient, *version in KeptPlan.objects.filter(**mine).values_list(*columns):
            self.versions.setdefault(patient, []).append(_Version(*version))
        self.answers = self._opened()
        courses = [one for one in self.answers.values() if isinstance(one, PlanOfCare)]
        self.starts = self._visits(min(one.starts_on for one in courses), today) if courses else {}

    def standings(self) -> dict[UUID, Standing]:
        """One for each person, by the code of the row that is kept."""
        return {rows[0].code: self._standing(rows) for rows in self.people}

    def _standing(self, rows: Sequence[Patient]) -> Standing:
        keys = [row.pk for row in rows]
        counts = self._counts(rows)
        answer = self.answers[counts.pk] if counts else None
        return Standing(
            is_urgent=not self.urgent.isdisjoint(keys),
            is_told=self._newest_entry(rows) > 0,
            no_plan=answer if isinstance(answer, NoSafePlan) else None,
            is_proposing=not self.asked.isdisjoint(keys),
            is_waiting=counts is not None and counts.is_plan and counts.decided is None,
            plan=answer if isinstance(answer, PlanOfCare) else None,
            starts=tuple(sorted(at for key in keys for at in self.starts.get(key, ()))),
            rows=tuple(rows),
        )

    def _newest_entry(self, rows: Sequence[Patient]) -> int:
        return max(self.entries.get(row.pk, 0) for row in rows)

    def _counts(self, rows: Sequence[Patient]) -> _Version | None:
        """The newest version while it is an answer; else the newest that was approved.

        A plan is one until it is decided on, "no safe plan" until something else is told.
        """
        found = [one for row in rows for one in self.versions.get(row.pk, ())]
        found.sort(key=lambda one: one.pk)
        entry = self._newest_entry(rows)
        for last in found[-1:]:
            if last.decided is None and (last.is_plan or last.entry >= entry):
                return last
        signed = (one for one in reversed(found) if one.decided == PlanDecision.APPROVED)
        return next(signed, None)

    def _opened(self) -> dict[int, PlanOfCare | NoSafePlan]:
        """The answers that count, by their rows."""
        keys = [one.pk for rows in self.people if (one := self._counts(rows))]
        rows = KeptPlan.objects.filter(pk__in=keys).select_related("patient") if keys else ()
        found = {}
        for row in rows:
            told = self.store.opened(row.content, row.patient.code, f"plan/{row.number}")
            found[row.pk] = plans.read(told.encode()).answer
        return found

    def _visits(self, since: date, today: date) -> dict[int, list[datetime]]:
        """From a day until the end of this one, by the clinic's clock."""
        zone = ZoneInfo(Clinic.objects.get(pk=self.store.actor.clinic).time_zone)
        begins = datetime.combine(since, time(), zone)
        ends = datetime.combine(today + timedelta(days=1), time(), zone)
        rows = Visit.objects.filter(patient__in=self.keys, called_off_at=None)
        rows = rows.filter(starts_at__gte=begins, starts_at__lt=ends)
        found: dict[int, list[datetime]] = {}
        for patient, at in rows.values_list("patient", "starts_at"):
            found.setdefault(patient, []).append(at.astimezone(zone))
        return found
