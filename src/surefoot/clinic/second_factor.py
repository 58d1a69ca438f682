"""What the second factor rests on: its secret is sealed, and who lost it can begin anew."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils import timezone

from surefoot.clinic import audit, in_force
from surefoot.clinic.models import Account, AuditEvent, Clinic
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

SEALED = "sealed:"  # what was kept before secrets were sealed does not begin like this
ABOUT = "second factor"


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """Secrets of apps and recovery codes are sealed with the keys of the machine."""

    def encrypt(self, text: str) -> str:
        """What the table keeps."""
        return SEALED + in_force.ring().seal(text.encode(), ABOUT).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret."""
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        sealed = bytes.fromhex(encrypted_text.removeprefix(SEALED))
        return in_force.ring().open(sealed, ABOUT).decode()


def forget(clinic: Clinic, email: str) -> None:
    """Take every second factor of an account away; only who keeps the machine can."""
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None or not account.memberships.filter(clinic=clinic).exists():
        raise SurefootError(
            f"Nobody with the address {email} works at {clinic.name}.", "Mend the address."
        )
    with of_clinic(clinic.pk):
        Authenticator.objects.filter(user_id=account.pk).delete()
        event = AuditEvent(
            clinic_id=clinic.pk,
            at=timezone.now(),
            who="machine",
            action="forget second factor",
            about={"account": account.pk},
        )
        audit.record_all(clinic.pk, [event])
