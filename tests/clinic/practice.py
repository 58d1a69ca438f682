"""Two small clinics to test with."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from surefoot.clinic import audit
from surefoot.clinic.access import Actor, Role
from surefoot.clinic.keys import KeyRing, new_ring
from surefoot.clinic.models import Account, Clinic, Member
from surefoot.clinic.store import Identity, Store
from surefoot.clinic.transaction import of_clinic

ROSA = Identity(name="Rosa Díaz", born_on=date(1951, 3, 4), contact={"phone": "+34 600 111 222"})
OMAR = Identity(name="Omar Haddad", born_on=date(1968, 11, 30), contact={"phone": "0170 55"})
NOBODY = UUID(int=0)
LENA = Identity(name="Lena Vogt", born_on=date(1940, 1, 1), contact={})


class Clock:
    """A clock that moves a second each time it is looked at."""

    def __init__(self) -> None:
        self.at = datetime(2026, 6, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@dataclass
class Practice:
    """The clinic of the tests, its staff and patients, and one patient of another clinic."""

    here: Clinic
    there: Clinic
    ring: KeyRing
    clock: Clock
    members: dict[tuple[int, Role], int] = field(default_factory=dict)
    rosa: UUID = NOBODY
    omar: UUID = NOBODY
    lena: UUID = NOBODY

    def staff(self, role: Role = Role.THERAPIST, clinic: Clinic | None = None) -> Store:
        """The store of a member."""
        clinic = clinic or self.here
        actor = Actor(clinic=clinic.pk, role=role, member=self.members[clinic.pk, role])
        return Store(actor=actor, ring=self.ring, now=self.clock)

    def patient(self, who: UUID) -> Store:
        """The store of a patient of the clinic."""
        actor = Actor(clinic=self.here.pk, role=Role.PATIENT, patient=who)
        return Store(actor=actor, ring=self.ring, now=self.clock)


def open_practice() -> Practice:
    """Two clinics with staff in every role, and three patients."""
    clinics = [Clinic.objects.create(name=n, slug=n.lower()) for n in ("Here", "There")]
    practice = Practice(*clinics, ring=new_ring(), clock=Clock())
    for clinic in clinics:
        with of_clinic(clinic.pk):
            audit.begin(clinic.pk)
        for role in Role.staff():
            email = f"{role}@{clinic.slug}.example"
            account = Account.objects.create_user(email=email, name=str(role))
            member = Member.objects.create(clinic=clinic, account=account, role=role)
            practice.members[clinic.pk, role] = member.pk
    practice.rosa = practice.staff().register(ROSA)
    practice.omar = practice.staff().register(OMAR)
    practice.lena = practice.staff(clinic=practice.there).register(LENA)
    return practice
