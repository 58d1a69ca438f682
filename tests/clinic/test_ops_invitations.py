"""Invitations: a link works once, for a week, and never for somebody another clinic trusts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from surefoot.clinic.access import NotAllowedError, Role
from surefoot.clinic.invitations import LASTS, SpentError, accept, end_links, invite, offer
from surefoot.clinic.models import Account, AuditEvent, Invitation, Member
from surefoot.clinic.seat import Seat
from surefoot.clinic.store import practice as clinics

PASSWORD = "seven grey herons at dusk"  # noqa: S105 — of nobody
AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


def at(moment):
    """A clock that stands."""
    return lambda: moment


def token_of(link):
    """What the link carries."""
    return link.removeprefix("/invitation/").removesuffix("/")


@pytest.fixture
def link(practice):
    """A therapist is invited to the clinic."""
    return invite(practice.here, "Nora@Here.Example", "Nora Lind", Role.THERAPIST, now=at(AT))


def seat(practice, role):
    """Somebody of the clinic at work."""
    member = Member.objects.get(pk=practice.members[practice.here.pk, role])
    return Seat(member=member, now=AT, where="")


def test_an_invitation_makes_the_account_and_the_membership(practice, link):
    member = accept(token_of(link), PASSWORD, now=at(AT))
    assert (member.clinic, member.role, member.account.name) == (
        practice.here,
        Role.THERAPIST,
        "Nora Lind",
    )
    assert member.account.email == "nora@here.example"
    assert member.account.check_password(PASSWORD)


def test_an_invitation_works_once(practice, link):
    accept(token_of(link), PASSWORD, now=at(AT))
    with pytest.raises(SpentError):
        accept(token_of(link), "another long password", now=at(AT))
    assert Account.objects.get(email="nora@here.example").check_password(PASSWORD)


@pytest.mark.parametrize(("age", "works"), [(LASTS - timedelta(seconds=1), True), (LASTS, False)])
def test_an_invitation_ends_after_seven_days(practice, link, age, works):
    if works:
        assert offer(token_of(link), now=at(AT + age)).row.email == "nora@here.example"
        return
    with pytest.raises(SpentError):
        offer(token_of(link), now=at(AT + age))


def test_a_made_up_link_and_a_spent_one_get_the_same_answer(practice, link, screens):
    Invitation.objects.update(used_at=AT)
    spent = screens.anybody().get(link)
    forged = screens.anybody().get("/invitation/made-up/")
    assert (spent.status_code, forged.status_code) == (400, 400)
    assert spent.content == forged.content


def test_the_table_does_not_hold_what_the_link_carries(practice, link):
    row = Invitation.objects.get(email="nora@here.example")
    assert token_of(link) not in {str(value) for value in vars(row).values()}
    with pytest.raises(SpentError):
        offer(row.token, now=at(AT))


def test_a_newer_link_ends_the_older_one(practice, link):
    later = at(AT + timedelta(minutes=1))
    newer = invite(practice.here, "nora@here.example", "Nora Lind", Role.THERAPIST, now=later)
    with pytest.raises(SpentError):
        offer(token_of(link), now=later)
    assert offer(token_of(newer), now=later).account is None


def test_only_a_manager_invites(practice):
    link = invite(seat(practice, Role.MANAGER), "a@here.example", "A", Role.FRONT_DESK)
    assert link.startswith("/invitation/")
    for role in (Role.THERAPIST, Role.FRONT_DESK, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowedError):
            invite(seat(practice, role), "b@here.example", "B", Role.MANAGER)


def test_inviting_and_joining_are_on_record(practice, link):
    member = accept(token_of(link), PASSWORD, now=at(AT))
    events = AuditEvent.objects.filter(clinic=practice.here).order_by("-number")[:2]
    assert [(one.who, one.action) for one in events] == [
        (f"member/{member.pk}", "join"),
        ("machine", "invite"),
    ]


def test_a_link_gives_a_new_password_to_an_account_and_keeps_its_role(practice):
    email = "therapist@here.example"
    link = invite(practice.here, email, "T", Role.MANAGER, now=at(AT))
    member = accept(token_of(link), PASSWORD, now=at(AT))
    assert member.pk == practice.members[practice.here.pk, Role.THERAPIST]
    assert member.role == Role.THERAPIST
    assert Account.objects.get(email=email).check_password(PASSWORD)


def test_nobody_sets_the_password_of_somebody_another_clinic_trusts(practice, screens):
    email = "therapist@there.example"
    link = invite(practice.here, email, "T", Role.THERAPIST)
    owner = Account.objects.get(email=email)
    before = owner.password
    with pytest.raises(NotAllowedError):
        accept(token_of(link), PASSWORD)
    stranger = screens.anybody()
    answer = stranger.post(link, {"password": PASSWORD, "again": PASSWORD})
    assert b"Sign in with it" in answer.content
    owner.refresh_from_db()
    assert owner.password == before
    theirs = screens.staff(clinic=practice.there)
    assert theirs.post(link).status_code == 302
    assert Member.objects.filter(account=owner, clinic=practice.here, left_on=None).exists()


def test_whoever_left_does_not_come_back_with_an_old_link(practice):
    email = "therapist@here.example"
    link = invite(practice.here, email, "T", Role.THERAPIST, now=at(AT))
    Member.objects.filter(account__email=email).update(left_on=date(2026, 6, 2))
    with pytest.raises(SpentError):
        accept(token_of(link), PASSWORD, now=at(AT + timedelta(days=2)))
    again = invite(practice.here, email, "T", Role.THERAPIST, now=at(AT + timedelta(days=3)))
    assert accept(token_of(again), PASSWORD, now=at(AT + timedelta(days=3))).left_on is None


def test_whoever_left_does_not_come_back_with_a_link_of_the_same_day(practice):
    email, number = "therapist@here.example", practice.members[practice.here.pk, Role.THERAPIST]
    link = invite(practice.here, email, "T", Role.THERAPIST, now=at(AT))
    clinics.leave(practice.staff(Role.MANAGER), number, AT.date())
    with pytest.raises(SpentError):
        accept(token_of(link), PASSWORD, now=practice.clock)
    assert Member.objects.get(pk=number).left_on == AT.date()
    again = invite(practice.here, email, "T", Role.THERAPIST, now=practice.clock)
    assert accept(token_of(again), PASSWORD, now=practice.clock).left_on is None


def test_links_can_be_ended(practice, link):
    end_links(practice.here, "nora@here.example", AT + timedelta(hours=1))
    with pytest.raises(SpentError):
        offer(token_of(link), now=at(AT + timedelta(hours=1)))


@pytest.mark.parametrize(
    ("typed", "again", "why"),
    [
        ("short", "short", "too short"),
        ("password1234", "password1234", "too common"),
        ("nora@here.example", "nora@here.example", "too similar"),
        (PASSWORD, PASSWORD + "!", "not the same"),
        ("", "", "required"),
    ],
)
def test_a_weak_password_is_refused_and_the_link_still_works(practice, screens, typed, again, why):
    link = invite(practice.here, "nora@here.example", "Nora Lind", Role.THERAPIST)
    client = screens.anybody()
    answer = client.post(link, {"password": typed, "again": again})
    assert why in answer.content.decode()
    assert not Account.objects.filter(email="nora@here.example").exists()
    assert client.get(link).status_code == 200


def test_who_joins_is_signed_in_and_led_to_the_second_factor(practice, screens):
    link = invite(practice.here, "nora@here.example", "Nora Lind", Role.THERAPIST)
    client = screens.anybody()
    answer = client.post(link, {"password": PASSWORD, "again": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/account/second-factor/totp/activate/"
    assert answer.status_code == 200


def test_a_new_password_does_not_step_over_the_second_factor(practice, screens):
    account = Account.objects.get(email="therapist@here.example")
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    link = invite(practice.here, account.email, "T", Role.THERAPIST)
    client = screens.anybody()
    answer = client.post(link, {"password": PASSWORD, "again": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/account/second-factor/authenticate/"
    assert client.get("/today/").status_code == 302


def test_a_form_without_its_token_is_refused(practice, link):
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert client.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 403
