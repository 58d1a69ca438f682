"""The people the journeys are about: registered, told of, and planned for as far as each needs.

Imported once Django is set up, in the process of `journeys.seed`.
"""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from journeys.seed import BORN_ON
from surefoot.care.case import ClinicMeans
from surefoot.care.entry import entry_of
from surefoot.clinic import in_force, invitations
from surefoot.clinic.access import Role
from surefoot.clinic.actions import decide_plan
from surefoot.clinic.actions.keep_examination import Room, keep
from surefoot.clinic.actions.propose_plan import propose_plan
from surefoot.clinic.generate.day import furnish
from surefoot.clinic.generate.examples import Reception, case_on
from surefoot.clinic.generate.writing import Staff
from surefoot.clinic.models import Clinic, Member
from surefoot.clinic.patient.links import link_for
from surefoot.clinic.store import Identity, papers, plan_requests, visits
from surefoot.clinic.transaction import of_clinic
from surefoot.command.people import PEOPLE
from surefoot.terms import Setting

MEANS = ClinicMeans(
    settings=(Setting.CLINIC, Setting.HOME, Setting.POOL), rooms=("Room 1", "Room 2", "Pool")
)
VIOLINIST = PEOPLE / "nadia-numb-little-finger.json"  # her plan is solved within a second
LOOSE = "hypermobile"  # with it, moving a stiff joint needs a named approval
LOOSE_ASKED = "bone_or_operation"
NEWCOMER = "newcomer@invented.example"


def now() -> datetime:
    return datetime.now(UTC)


def reception(clinic: Clinic) -> Reception:
    """Who receives them."""
    members = Member.objects.filter(clinic=clinic).order_by("pk")
    staff = Staff(
        clinic=clinic.pk,
        front_desk=[one.pk for one in members if one.role == Role.FRONT_DESK],
        therapists=[one.pk for one in members if one.role == Role.THERAPIST],
    )
    room = Room(today=now().date(), means=MEANS, knowledge=in_force.knowledge())
    return Reception(staff=staff, ring=in_force.ring(), room=room, now=now)


def welcome(clinic: Clinic) -> dict[str, object]:
    """Everybody, and where to find them."""
    furnish(clinic.pk, MEANS, "UTC")
    Clinic.objects.filter(pk=clinic.pk).update(phone="202-555-0100")
    there = reception(clinic)
    people = {"violinist": violinist(there, "Nadia Volkova")}
    people["planned"] = planned(there, "Elena Petrova")
    people["signed"] = signed(there, "Katya Orlova")
    for who, name, language in (
        ("urgent", "Marisol Vega", "en"),
        ("spanish", "Lucía Ortega", "es"),
        ("answers", "Ana Lima", "en"),
        ("phone", "Ines Prado", "en"),
    ):
        people[who] = registered(there, name, language)
    desk = there.store(Role.FRONT_DESK, there.staff.front_desk[0])
    at = invitations.invite(clinic, NEWCOMER, "New Comer", Role.THERAPIST)
    return {
        "people": {who: str(code) for who, code in people.items()},
        "links": {who: link_for(desk, people[who]) for who in ("urgent", "answers", "phone")},
        "invitation": at,
        "things": things(there, people["signed"]),
    }


def registered(there: Reception, name: str, language: str) -> UUID:
    """Somebody who has told nothing yet."""
    desk = there.store(Role.FRONT_DESK, there.staff.front_desk[0])
    who = Identity(name=name, born_on=BORN_ON, sex="female", language=language, contact={})
    with of_clinic(there.staff.clinic):
        return desk.register(who)


def violinist(there: Reception, name: str) -> UUID:
    """A violinist with a numb little finger and loose joints, examined."""
    patient = registered(there, name, "en")
    case = case_on(VIOLINIST, there.room.today, there.room.knowledge)
    facts = tuple(replace(one, value=True) if one.code == LOOSE else one for one in case.facts)
    gates = {**case.gates, LOOSE_ASKED: True}
    entry = entry_of(replace(case, facts=facts, gates=gates))
    with of_clinic(there.staff.clinic):
        keep(therapist(there), patient, entry, there.room, form="", once=name)
    return patient


def planned(there: Reception, name: str) -> UUID:
    """The same with a first version of the plan."""
    patient = violinist(there, name)
    number, _ = plan_requests.ask(therapist(there), patient)
    propose_plan(
        there.staff.clinic, number,
        ring=there.ring, knowledge=there.room.knowledge, now=now, says=lambda _: None,
    )  # fmt: skip
    return patient


def signed(there: Reception, name: str) -> UUID:
    """The same with a plan that was signed."""
    patient = planned(there, name)
    store = therapist(there)
    line = there.room.line(store, patient)
    assert decide_plan.approve(store, patient, 1, line) == ()
    return patient


def things(there: Reception, patient: UUID) -> dict[str, object]:
    """One of everything that has a page of its own, by the parameter of its address."""
    desk = there.store(Role.FRONT_DESK, there.staff.front_desk[0])
    at = now().replace(hour=16, minute=0, second=0, microsecond=0)
    with of_clinic(there.staff.clinic):
        visit = visits.give(desk, patient, there.staff.therapists[0], at, minutes=45)
        papers.add(desk, patient, "letter.pdf", b"%PDF-1.7\n%%EOF\n", once="letter")
        agreed = {"given": True, "on": there.room.today, "once": "agreed"}
        papers.consent(desk, patient, papers.Agreed.TREATMENT, **agreed)
    return {"visit": visit, "day": f"{at:%Y-%m-%d}"}


def therapist(there: Reception):
    """The store of one who treats."""
    return there.store(Role.THERAPIST, there.staff.therapists[0])
