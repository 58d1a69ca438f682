"""Invitations: the only way to an account, and to a new password for one that exists.

The link carries a random token; the table keeps its SHA-256 alone. It works for a week and once.
Who works in another clinic too is asked to sign in: no manager can set the password of somebody
whom another clinic trusts.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from surefoot.clinic import audit
from surefoot.clinic.access import NotAllowedError, Right, Role
from surefoot.clinic.models import Account, AuditEvent, Clinic, Invitation, Member
from surefoot.clinic.seat import Seat
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

LASTS = timedelta(days=7)
TOKEN = 32  # bytes of chance in a link


class SpentError(SurefootError):
    """The link was used, is too old, was replaced by a newer one, or never existed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a link that still works is for."""

    row: Invitation
    account: Account | None  # who has an account already

    @property
    def is_known_elsewhere(self) -> bool:
        """Another clinic trusts this account, so only its owner may use the link."""
        if self.account is None:
            return False
        return self.account.memberships.exclude(clinic_id=self.row.clinic_id).exists()


def invite(
    by: Seat | Clinic,
    email: str,
    name: str,
    role: Role | str,
    *,
    now: Callable[[], datetime] = timezone.now,
    token: Callable[[int], str] = secrets.token_urlsafe,
) -> str:
    """The path of a link for somebody to join in a role; earlier links of theirs end.

    A clinic invites by itself only from the machine's own command line.
    """
    clinic, made_by, who = _inviter(by)
    email = _address(email)
    role = _role(role)
    if not name.strip():
        raise SurefootError(_("An invitation needs a name."), _("Enter the person's name."))
    carried, at = token(TOKEN), now()
    with of_clinic(clinic.pk):
        end_links(clinic, email, at)
        row = Invitation.objects.create(
            clinic=clinic,
            email=email,
            name=name.strip(),
            role=role,
            token=_digest(carried),
            made_by=made_by,
            made_at=at,
            ends_at=at + LASTS,
        )
        _tell(clinic, who, "invite", at, {"invitation": row.pk, "role": role})
    return reverse("invitation", args=[carried])


def end_links(clinic: Clinic, email: str, at: datetime) -> None:
    """No link sent to this address before works any more."""
    open_ones = Invitation.objects.filter(clinic=clinic, email=email, used_at=None)
    open_ones.filter(made_at__lt=at, ends_at__gt=at).update(ends_at=at)


def offer(carried: str, *, now: Callable[[], datetime] = timezone.now) -> Offer:
    """What the link is for; the same refusal whether it is spent or was made up."""
    row = (
        Invitation.objects.select_related("clinic")
        .filter(token=_digest(carried), used_at=None, ends_at__gt=now())
        .first()
    )
    if row is None or _has_left_since(row):
        raise SpentError(
            _("This link does not work any more."),
            _("A link works once, for seven days. Ask the manager of your clinic for a new one."),
        )
    return Offer(row=row, account=Account.objects.filter(email=row.email).first())


def accept(
    carried: str,
    password: str | None,
    *,
    signed_in: Account | None = None,
    now: Callable[[], datetime] = timezone.now,
) -> Member:
    """Use the link up: the account with this password is a member in the role it names."""
    with transaction.atomic():
        # Two who follow one link at once: the second waits here and finds it used.
        Invitation.objects.select_for_update().filter(token=_digest(carried)).first()
        found = offer(carried, now=now)
        account = _account(found, password, signed_in)
        member = _member(found.row, account)
        found.row.used_at = now()
        found.row.save(update_fields=["used_at"])
        with of_clinic(found.row.clinic_id):
            about: dict[str, int | str] = {"invitation": found.row.pk, "role": member.role}
            _tell(found.row.clinic, f"member/{member.pk}", "join", found.row.used_at, about)
        return member


def _account(found: Offer, password: str | None, signed_in: Account | None) -> Account:
    """The account behind the address, made if need be; its owner decides who else relies on it."""
    if found.is_known_elsewhere:
        if found.account is None or found.account != signed_in:
            raise NotAllowedError(
                _("This invitation is for somebody who has an account already."),
                _("Sign in with the address that was invited, and follow the link again."),
            )
        return found.account
    if password is None:
        raise ValueError("An account of this clinic alone gets a password with its link.")
    if found.account is None:
        return Account.objects.create_user(found.row.email, found.row.name, password)
    found.account.set_password(password)
    found.account.is_active = True
    found.account.save(update_fields=["password", "is_active"])
    return found.account


def _member(row: Invitation, account: Account) -> Member:
    """Somebody at work keeps their role; who comes new or back gets that of the link."""
    member = Member.objects.filter(clinic_id=row.clinic_id, account=account).first()
    if member is None:
        return Member.objects.create(clinic_id=row.clinic_id, account=account, role=row.role)
    if member.left_on is not None:
        member.left_on, member.role = None, row.role
        member.save(update_fields=["left_on", "role"])
    return member


def _has_left_since(row: Invitation) -> bool:
    """Whoever left after the link was made does not come back with it."""
    left = (
        Member.objects.filter(clinic_id=row.clinic_id, account__email=row.email)
        .values_list("left_on", flat=True)
        .first()
    )
    return left is not None and left > _day_of(row)


def _day_of(row: Invitation) -> date:
    return row.made_at.astimezone(ZoneInfo(row.clinic.time_zone)).date()


def _inviter(by: Seat | Clinic) -> tuple[Clinic, Member | None, str]:
    if isinstance(by, Clinic):
        return by, None, "machine"
    if not by.may(Right.MANAGE_STAFF):
        raise NotAllowedError(
            _("This is not open to you."), _("Ask the manager of your clinic if it should be.")
        )
    return by.clinic, by.member, f"member/{by.member.pk}"


def _tell(
    clinic: Clinic, who: str, action: str, at: datetime, about: Mapping[str, int | str]
) -> None:
    event = AuditEvent(clinic_id=clinic.pk, at=at, who=who, action=action, about=about)
    audit.record_all(clinic.pk, [event])


def _address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise SurefootError(
            _("%(typed)s is not an e-mail address.") % {"typed": email or _("Nothing")},
            _("Write it as name@clinic.example."),
        ) from None
    return email


def _role(role: Role | str) -> Role:
    if role not in Role.staff():
        raise SurefootError(
            _("Nobody can be invited as %(role)s.") % {"role": role},
            _("Choose one of: %(roles)s.") % {"roles": ", ".join(Role.staff())},
        )
    return Role(role)


def _digest(carried: str) -> str:
    return hashlib.sha256(carried.encode()).hexdigest()
