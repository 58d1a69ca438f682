"""The people of the examples as patients: registered, examined, and a plan asked for."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from surefoot.care.case import Case
from surefoot.care.entry import Entry
from surefoot.clinic.access import Actor, Role
from surefoot.clinic.actions.keep_examination import Room, keep
from surefoot.clinic.generate.practice import SLUG
from surefoot.clinic.generate.writing import Staff
from surefoot.clinic.keys import KeyRing
from surefoot.clinic.models import Member, Patient
from surefoot.clinic.patient.links import link_for
from surefoot.clinic.store import Identity, Store, plan_requests
from surefoot.clinic.tasks import propose_plan
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange import case_file
from surefoot.knowledge.schema.whole import Knowledge

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FOR_GOOD = frozenset({"born_on"})  # days that do not move with the others
# Somebody who has asked for an appointment and has not told anything yet.
MARISOL = Identity(
    name="Marisol Vega", born_on=date(1961, 5, 14), sex="female", contact={"phone": "202-555-0142"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """Who receives them, in what practice, at what time."""

    staff: Staff
    ring: KeyRing
    room: Room
    now: Callable[[], datetime]

    def store(self, role: Role, member: int) -> Store:
        """What one of the staff may read and write."""
        actor = Actor(clinic=self.staff.clinic, role=role, member=member)
        return Store(actor=actor, ring=self.ring, now=self.now)


def welcome(reception: Reception, files: Iterable[Path]) -> Iterator[UUID]:
    """Register the person of each case file, keep what was found, and ask for a plan."""
    desk = reception.store(Role.FRONT_DESK, reception.staff.front_desk[0])
    therapist = reception.store(Role.THERAPIST, reception.staff.therapists[0])
    for file in sorted(files):
        case = case_on(file, reception.room.today, reception.room.knowledge)
        with of_clinic(reception.staff.clinic):
            patient = desk.register(_identity(case))
            keep(therapist, patient, _entry(case), reception.room, form="", once=file.stem)
            number, _ = plan_requests.ask(therapist, patient)
            propose_plan.enqueue(reception.staff.clinic, number)
        yield patient


def expect(ring: KeyRing, now: Callable[[], datetime]) -> str:
    """Where somebody new answers the questions of the intake: the path of a new link."""
    member = Member.objects.get(account__email=f"front-desk1@{SLUG}.example")
    desk = Store(
        actor=Actor(clinic=member.clinic_id, role=Role.FRONT_DESK, member=member.pk),
        ring=ring,
        now=now,
    )
    with of_clinic(member.clinic_id):
        there = Patient.objects.filter(clinic_id=member.clinic_id, name=MARISOL.name).first()
        return link_for(desk, there.code if there else desk.register(MARISOL))


def case_on(file: Path, day: date, knowledge: Knowledge) -> Case:
    """The case of a file with all its days moved, as if it had been written on this one."""
    told = json.loads(file.read_bytes())
    ahead = day - date.fromisoformat(told["today"])
    return case_file.read(json.dumps(_moved(told, ahead)).encode(), knowledge)


def _moved(told: object, ahead: timedelta) -> object:
    if isinstance(told, dict):
        return {k: v if k in FOR_GOOD else _moved(v, ahead) for k, v in told.items()}
    if isinstance(told, list):
        return [_moved(one, ahead) for one in told]
    if isinstance(told, str) and DAY.fullmatch(told):
        return (date.fromisoformat(told) + ahead).isoformat()
    return told


def _identity(case: Case) -> Identity:
    who = case.person
    return Identity(name=who.name, born_on=who.born_on, sex=who.sex or "", contact={})


def _entry(case: Case) -> Entry:
    """All that was recorded of a person, as one entry."""
    return Entry(**{part.name: getattr(case, part.name) for part in fields(Entry)})
