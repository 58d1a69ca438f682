"""Founding a clinic, and looking one up by the name the machine knows it by."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.text import slugify

from surefoot.clinic import audit
from surefoot.clinic.access import Role
from surefoot.clinic.models import Clinic, Member
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

NUMBER = re.compile(r"\+?[0-9][0-9 ]{0,18}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a clinic begins with."""

    name: str
    time_zone: str
    language: str = "en"
    ambulance: str = ""  # the number it is called by there; none is guessed

    def __post_init__(self) -> None:
        """The zone is one there is, and the number one that can be called."""
        if self.ambulance and not NUMBER.fullmatch(self.ambulance):
            raise SurefootError(
                f"{self.ambulance!r} is no number to call.", "Write it as 112 or 911."
            )
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise SurefootError(
                f"There is no time zone {self.time_zone!r}.",
                "Write it as Europe/Madrid or America/Chicago.",
            ) from None


@dataclass(frozen=True, slots=True)
class Founded:
    """A clinic, and the link of its first manager."""

    clinic: Clinic
    link: str


def found(wanted: Wanted, manager: Callable[..., str]) -> Founded:
    """The first clinic of a database, with a link for its first manager: all of it or nothing.

    `manager` makes the link; it is `invitations.invite` with the person filled in.
    """
    with transaction.atomic():
        if Clinic.objects.exists():
            raise SurefootError(
                "This database already holds a clinic.",
                "A new link: surefoot invite ADDRESS. Another clinic: another SUREFOOT_HOME.",
            )
        clinic = Clinic.objects.create(
            name=wanted.name,
            slug=slugify(wanted.name)[:50] or "clinic",
            time_zone=wanted.time_zone,
            language=wanted.language,
            ambulance=wanted.ambulance,
        )
        with of_clinic(clinic.pk):
            audit.begin(clinic.pk)
        return Founded(clinic, manager(clinic, role=Role.MANAGER))


def clinic_of(slug: str | None) -> Clinic:
    """The clinic of that name, or the only one there is."""
    every = list(Clinic.objects.order_by("pk"))
    named = [one for one in every if slug in (None, one.slug)]
    if len(named) != 1:
        raise SurefootError(
            f"There is no clinic {slug!r}." if slug else "There are several clinics.",
            f"Name one with --clinic: {', '.join(one.slug for one in every)}.",
        )
    return named[0]


def role_of(
    clinic: Clinic, email: str, name: str | None, role: str | None
) -> tuple[str, Role | str]:
    """Under which name and in which role: those somebody has, or those that are given."""
    row = Member.objects.select_related("account").filter(
        clinic=clinic, account__email=email.strip().lower()
    )
    member = row.first()
    if member is not None:
        return name or member.account.name, role or member.role
    if not (name and role):
        raise SurefootError(
            f"Nobody with the address {email} works at {clinic.name}.",
            f"Mend the address, or say who they are: --name NAME --role {'|'.join(Role.staff())}.",
        )
    return name, role
