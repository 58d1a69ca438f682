"""The application as somebody signed in sees it: through its addresses, without a browser."""

from django.test import Client

from surefoot.clinic import in_force
from surefoot.clinic.access import Role
from surefoot.clinic.models import Member
from surefoot.clinic.seat import MEMBER, SECOND


class Screens:
    """One client a role, signed in with a second factor, in the practice of the tests."""

    def __init__(self, practice, patch) -> None:
        """The keys of the practice are the keys of the machine."""
        self.practice = practice
        patch.setattr(in_force, "ring", lambda: practice.ring)

    def staff(self, role: Role = Role.THERAPIST, clinic=None) -> Client:
        """Somebody of a role at work."""
        clinic = clinic or self.practice.here
        member = Member.objects.get(pk=self.practice.members[clinic.pk, role])
        client = Client(SERVER_NAME="localhost")
        client.force_login(member.account)
        session = client.session
        session[SECOND], session[MEMBER] = True, member.pk
        session.save()
        return client

    @staticmethod
    def anybody() -> Client:
        """Somebody who is not signed in."""
        return Client(SERVER_NAME="localhost")
