"""Signing in: throttled, in our own frame, with a second factor nobody steps over."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache

from surefoot.clinic import second_factor
from surefoot.clinic.models import Account

PASSWORD = "seven grey herons at dusk"  # noqa: S105 — of nobody
KEY = "JBSWY3DPEHPK3PXP"
WRONG = {"login": "therapist@here.example", "password": "not the password"}


@pytest.fixture
def therapist(practice):
    """Somebody with a password and an app."""
    cache.clear()
    account = Account.objects.get(email="therapist@here.example")
    account.set_password(PASSWORD)
    account.save()
    yield account
    cache.clear()


def code():
    """What the app shows now."""
    return format_hotp_value(hotp_value(KEY, int(time.time()) // 30))


def sign_in(client, **more):
    """The form of the first step."""
    told = {"login": "therapist@here.example", "password": PASSWORD}
    return client.post("/account/login/", told, **more)


def test_password_and_app_together_open_the_clinic(screens, therapist):
    TOTP.activate(therapist, KEY)
    client = screens.anybody()
    assert sign_in(client).url == "/account/second-factor/authenticate/"
    assert client.get("/today/").status_code == 302
    assert client.post("/account/second-factor/authenticate/", {"code": code()}).status_code == 302
    assert client.get("/today/").status_code == 200


def test_after_five_wrong_passwords_an_account_is_closed_for_a_while_also_to_the_right_one(
    screens, therapist
):
    TOTP.activate(therapist, KEY)
    for _ in range(5):
        assert screens.anybody().post("/account/login/", WRONG).status_code == 200
    answer = sign_in(screens.anybody())
    assert answer.status_code == 200
    assert "Too many" in answer.content.decode()
    elsewhere = sign_in(screens.anybody(), REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 200  # the account, not the address, is closed


def test_one_address_cannot_try_many_accounts(screens, therapist):
    tries = [
        screens.anybody().post(
            "/account/login/", {"login": f"nobody{n}@here.example", "password": "not it either"}
        )
        for n in range(31)
    ]
    assert "Too many" not in tries[0].content.decode()
    assert "Too many" in tries[-1].content.decode()
    TOTP.activate(therapist, KEY)
    assert sign_in(screens.anybody(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_code_works_once(screens, therapist):
    TOTP.activate(therapist, KEY)
    first, second = screens.anybody(), screens.anybody()
    for client in (first, second):
        sign_in(client)
    told = {"code": code()}  # as late as can be: half a minute later it is another one
    for client in (first, second):
        client.post("/account/second-factor/authenticate/", told)
    assert [one.get("/today/").status_code for one in (first, second)] == [200, 302]


def test_the_secret_of_the_app_is_sealed(practice, screens, therapist):
    TOTP.activate(therapist, KEY)
    kept = Authenticator.objects.get(user_id=therapist.pk).data["secret"]
    assert kept.startswith(second_factor.SEALED)
    assert KEY not in kept
    assert second_factor.SecondFactor().decrypt(kept) == KEY


def test_the_picture_for_the_app_needs_no_inline_style_and_no_data_address(screens, therapist):
    client = screens.anybody()
    sign_in(client)
    client.post(
        "/account/confirm/?next=/account/second-factor/totp/activate/", {"password": PASSWORD}
    )
    page = client.get("/account/second-factor/totp/activate/").content.decode()
    assert '<svg role="img"' in page
    assert "data:" not in page
    assert not re.search(r"<[^>]* (style|on\w+)=", page)


@pytest.mark.parametrize(
    "path",
    [
        "/account/login/",
        "/account/",
        "/account/second-factor/",
        "/account/second-factor/webauthn/",
        "/account/password/",
        "/account/sessions/",
        "/account/logout/",
    ],
)
def test_every_page_of_the_account_is_in_our_frame(screens, therapist, path):
    client = screens.anybody() if path.endswith("login/") else screens.staff()
    page = client.get(path).content.decode()
    assert '<main id="main" class="door">' in page
    assert not re.search(r"<[^>]* (style|on\w+)=", page)


@pytest.mark.parametrize(
    "path", ["/account/signup/", "/account/password/reset/", "/accounts/login/"]
)
def test_there_is_no_other_way_to_an_account(screens, path):
    assert screens.anybody().get(path).status_code == 404
