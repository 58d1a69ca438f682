"""A whole practice: the clinic, who works there, and its patients."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched

from surefoot.clinic import audit
from surefoot.clinic.access import Role
from surefoot.clinic.generate.names import named
from surefoot.clinic.generate.roster import roster
from surefoot.clinic.generate.writing import Staff, write
from surefoot.clinic.keys import KeyRing
from surefoot.clinic.models import Account, Clinic, KeptEntry, Member, Patient
from surefoot.clinic.transaction import of_clinic
from surefoot.exchange.people.dice import Random, dice
from surefoot.terms import SurefootError

SLUG = "invented"
AT_ONCE = 500  # patients in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: the same always gives the same people and histories."""

    patients: int
    seed: int
    today: date
    deep: int = 0  # entries of the first patient; 0: as many as others have
    password: str | None = None  # of every account; None: nobody can sign in yet


def open_clinic(wanted: Wanted, *, add: bool = False) -> Staff:
    """A clinic with staff in every role; beside others only where that is wanted."""
    others = Clinic.objects.count()
    if others and not add:
        raise SurefootError(
            "This database already holds a clinic.",
            "Name another folder or database; --add puts an invented clinic beside it.",
        )
    slug = SLUG
    while Clinic.objects.filter(slug=slug).exists():
        others += 1
        slug = f"{SLUG}-{others}"
    clinic = Clinic.objects.create(name="Invented Practice", slug=slug)
    with of_clinic(clinic.pk):
        audit.begin(clinic.pk)
    members = _employ(clinic, wanted)
    return Staff(
        clinic=clinic.pk,
        front_desk=members[Role.FRONT_DESK],
        therapists=members[Role.THERAPIST],
    )


def fill(wanted: Wanted, staff: Staff, ring: KeyRing) -> Iterator[int]:
    """Write the patients, and say after each transaction how many there are."""
    done = 0
    people = roster(wanted.seed, wanted.patients, until=wanted.today, deep=wanted.deep)
    for some in batched(people, AT_ONCE):
        write(some, staff, ring)
        done += len(some)
        yield done


def _employ(clinic: Clinic, wanted: Wanted) -> dict[Role, list[int]]:
    """As many as such a practice needs, by role."""
    rng = dice(f"{wanted.seed}/staff")
    members: dict[Role, list[int]] = {}
    for role, many in (
        (Role.MANAGER, 1),
        (Role.ADMINISTRATOR, 1),
        (Role.THERAPIST, min(40, max(2, wanted.patients // 300))),
        (Role.FRONT_DESK, min(8, max(1, wanted.patients // 2000))),
    ):
        members[role] = [
            _hire(rng, clinic, role, number, wanted.password) for number in range(1, many + 1)
        ]
    return members


def _hire(rng: Random, clinic: Clinic, role: Role, number: int, password: str | None) -> int:
    name, _ = named(rng, rng.choice(("female", "male")))
    email = f"{role.replace('_', '-')}{number}@{clinic.slug}.example"
    account = Account.objects.create_user(email=email, name=name, password=password)
    return Member.objects.create(clinic=clinic, account=account, role=role).pk


def counted(staff: Staff) -> dict[str, object]:
    """What there is in the clinic now, for who asked for it."""
    clinic = Clinic.objects.get(pk=staff.clinic)
    with of_clinic(staff.clinic):
        return {
            "clinic": clinic.name,
            "slug": clinic.slug,
            "patients": Patient.objects.filter(clinic=clinic).count(),
            "entries": KeptEntry.objects.filter(clinic=clinic).count(),
            "staff": list(
                Account.objects.filter(memberships__clinic=clinic)
                .order_by("pk")
                .values_list("email", flat=True)
            ),
        }
