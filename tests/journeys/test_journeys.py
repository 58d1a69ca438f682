"""Coming in and going out, finding a patient: what everybody does, in a real browser."""

import pytest

from journeys.served import WORDS
from journeys.test_examining import slip_in
from journeys.visitor import code


def test_signing_in_takes_a_password_and_a_code(therapist_state, visit):
    visitor = visit(storage_state=therapist_state)
    visitor.page.goto("/today/")
    assert visitor.page.locator("h1").count() == 1
    stranger = visit()
    stranger.page.goto("/today/")
    assert "/account/login/?next=/today/" in stranger.page.url
    stranger.words("front-desk1@invented.example")
    stranger.look("second-factor")
    stranger.second("000000")
    stranger.look("wrong-code")
    stranger.page.goto("/today/")
    assert "/account/" in stranger.page.url  # a wrong code opens nothing
    assert visitor.faults == stranger.faults == []


def test_who_is_invited_sets_up_an_app_and_is_in(served, visit):
    visitor = visit()
    page = visitor.page
    page.goto(served.about["invitation"])
    visitor.look("invitation")
    page.fill("#id_password", WORDS)
    page.fill("#id_again", WORDS)
    visitor.follow(page.locator("main form button"))
    page.goto("/today/")
    assert "/second-factor/totp/activate/" in page.url  # nothing is open before
    visitor.look("app")
    visitor.second(code(page.locator("main code").inner_text()))
    visitor.look("recovery-codes")
    page.get_by_text("I have kept them").click()
    page.wait_for_url("**/today/")
    assert visitor.faults == []


def test_a_passkey_is_added_and_signs_in_alone(visit):
    visitor = visit()
    page = visitor.page
    visitor.put_in_a_key()
    visitor.sign_in("front-desk1@invented.example")
    visitor.confirm()
    page.goto("/account/second-factor/webauthn/add/")
    page.fill("#id_name", "Laptop")
    page.check("[name=passwordless]")
    page.click("main form button")
    page.wait_for_url("**/account/second-factor/")
    visitor.follow(page.get_by_text("Look at passkeys"))
    visitor.look("passkeys")
    visitor.follow(page.get_by_text("Rename"))
    visitor.look("rename")
    page.go_back()
    visitor.follow(page.get_by_text("Remove"))
    visitor.look("remove")
    page.goto("/account/")
    visitor.follow(page.get_by_text("Sign out"))
    page.goto("/account/login/")
    page.get_by_text("Sign in with a passkey").click()
    page.wait_for_url("**/today/")
    page.goto("/account/second-factor/reauthenticate/webauthn/")
    visitor.look("still-you")
    assert visitor.faults == []


def test_typing_shows_whom_one_means_at_once(served, therapist_state, visit):
    visitor = visit(storage_state=therapist_state)
    visitor.page.goto("/patients/")
    visitor.page.fill("#q", slip_in(served.about["patient"]))
    link = visitor.page.locator(f"#found a[href$='{served.about['code']}/']")
    link.wait_for()
    assert visitor.faults == []


def test_whose_session_ended_comes_back_to_where_they_were(served, visit):
    visitor = visit()
    visitor.sign_in("manager1@invented.example")
    chart = f"/patients/{served.about['code']}/"
    visitor.page.goto(chart)
    visitor.context.clear_cookies(name="surefoot")
    visitor.page.goto(chart)
    assert f"next={chart}" in visitor.page.url
    visitor.words("manager1@invented.example")
    visitor.second(served.code("manager1@invented.example"))
    assert visitor.page.url.endswith(chart)
    assert served.about["patient"] in visitor.page.locator("h1").inner_text()


def test_guessing_closes_the_account_and_not_the_address(served, visit):
    guesser = visit()
    for guess in (*["wrong " + WORDS] * 5, WORDS):
        guesser.page.goto("/account/login/")
        guesser.page.fill("#id_login", "therapist2@invented.example")
        guesser.page.fill("#id_password", guess)
        guesser.follow(guesser.page.locator("main form button:not([value])"))
    assert guesser.page.locator("input[name=code]").count() == 0  # the right one comes too late
    other = visit()
    other.page.goto("/account/login/")
    other.words("administrator1@invented.example")
    assert other.page.locator("input[name=code]").count() == 1


def test_nothing_of_a_page_stays_when_somebody_signs_out(served, therapist_state, visit):
    visitor = visit()
    visitor.sign_in("front-desk1@invented.example")
    visitor.page.goto("/patients/")
    assert served.about["patient"] in visitor.page.content()
    visitor.page.goto("/account/")
    visitor.follow(visitor.page.locator("form[action$='/logout/'] button"))
    visitor.page.go_back()
    visitor.page.go_back()
    assert served.about["patient"] not in visitor.page.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_stranger_reads_the_first_page(visit, scheme):
    visitor = visit(color_scheme=scheme, viewport={"width": 320, "height": 640})
    visitor.page.goto("/account/login/")
    visitor.look("sign-in")
    assert visitor.faults == []
