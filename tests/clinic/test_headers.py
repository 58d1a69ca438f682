"""What comes with every answer, and what no page has in it: nothing runs but our own files."""

import io
import logging
import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import path, reverse

import surefoot.clinic
from clinic.addresses import SHARED, WORDS, Door, addresses, listed, outcome
from clinic.headers import is_to_keep, missing
from clinic.pages_read import wrong_in
from surefoot.clinic import urls
from surefoot.clinic.access import Role
from surefoot.clinic.logs import Lines

TEMPLATES = sorted(Path(surefoot.clinic.__file__).parent.glob("templates/**/*.html"))
FORBIDDEN = re.compile(
    r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+\s*=|\sstyle\s*=|"
    r"[\"'=(]\s*data:|javascript:|hx-on",
    re.I,
)
TAG = re.compile(r"{[%{#].*?[%}#]}")  # what Django fills in
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+off")
WHO = ("stranger", "therapist", "manager")


@pytest.fixture
def door(screens):
    """The practice of the tests with one of everything."""
    return Door(screens)


@pytest.fixture(scope="module")
def answers():
    """What was answered once; those who read it leave it as it is."""
    return []


@pytest.fixture
def everywhere(request, answers):
    """Each address once for each of some visitors: its name and the answer."""
    if not answers:
        door = request.getfixturevalue("door")
        answers += [
            (f"{one.name} as {who}", door.knock(who, "GET", door.path(one, "own")))
            for one in listed()
            for who in WHO
        ]
    return answers


def test_every_answer_carries_its_headers(everywhere):
    assert [(name, missing(one)) for name, one in everywhere if missing(one)] == []


def test_no_page_has_anything_that_runs_or_paints_by_itself(everywhere):
    wrong = [
        (name, wrong_in(one.content.decode()))
        for name, one in everywhere
        if one.headers.get("Content-Type", "").startswith("text/html") and not is_to_keep(one)
    ]
    assert [told for told in wrong if told[1]] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: f"{each.parent.name}/{each.name}")
def test_no_template_has_anything_that_runs_or_paints_by_itself(template):
    text = template.read_text(encoding="utf-8")
    assert [found.group() for found in FORBIDDEN.finditer(TAG.sub("", text))] == []
    assert [found.group() for found in UNESCAPED.finditer(text)] == []


@pytest.mark.parametrize(
    "markup",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<p style='x'>",
        "<p onclick='x'>",
        "<p ONCLICK=x>",
        "<a href='javascript:x'>",
        "<a href=' JavaScript:x'>",
        "<img src='data:x'>",
        "<iframe>",
        "<base href='/'>",
        "<button hx-on:click='x'>",
        "<img src='//evil.example/x'>",
    ],
)
def test_the_reader_of_pages_sees_what_may_not_be(markup):
    assert wrong_in(markup)


def test_the_reader_of_pages_takes_what_may_be():
    assert not wrong_in('<script src="/static/a.js"></script><a href="/x" class="on">data: a</a>')


def broken(request):
    """A view with a mistake that names a patient."""
    raise ValueError("Rosa Díaz +34 600 111 222")


@pytest.fixture
def with_a_mistake(monkeypatch):
    """An address more, behind which something is broken."""
    monkeypatch.setattr(urls, "urlpatterns", [path("broken/", broken), *urls.urlpatterns])
    from django.urls import clear_url_caches

    clear_url_caches()
    yield "/broken/"
    monkeypatch.undo()
    clear_url_caches()


@pytest.fixture
def log():
    """All that is logged, down to the last detail, as the machine writes it."""
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(Lines())
    names = ["", "django", "allauth", "surefoot", "django.request", "django.security.csrf"]
    before = [(logging.getLogger(name), logging.getLogger(name).level) for name in names]
    for logger, _ in before:
        logger.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    yield kept
    logging.getLogger().removeHandler(handler)
    for logger, level in before:
        logger.setLevel(level)


def test_what_went_wrong_is_answered_with_the_same_headers(screens, practice, with_a_mistake, log):
    client = screens.staff(Role.FRONT_DESK)
    client.raise_request_exception = False
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    strict.cookies = client.cookies
    answers = {
        403: client.get(f"/patients/{practice.rosa}/"),
        404: client.get("/no/such/page/"),
        405: client.put("/today/"),
        500: client.get(with_a_mistake),
        400: client.get("/invitation/made-up/"),
    }
    old = strict.post("/today/")
    assert {status: one.status_code for status, one in answers.items()} == {s: s for s in answers}
    for answer in (*answers.values(), old):
        assert missing(answer) == [], answer.status_code
        assert wrong_in(answer.content.decode()) == []
        assert "Rosa" not in answer.content.decode()
    assert old.status_code == 403
    assert "ValueError" in log.getvalue()
    assert "Rosa" not in log.getvalue()


def test_the_log_names_nobody(door, log):
    for one in listed():
        for about in ("own", "other"):
            for method in ("GET", "POST"):
                door.knock("manager", method, door.path(one, about))
    client = door.screens.staff()
    client.get("/patients/?q=Rosa Díaz 1951-03-04 %2B34600111222")
    client.post("/account/login/", {"login": "rosa@patients.example", "password": "Rosa Díaz"})
    written = log.getvalue()
    assert len(written) > 1000
    said = ("Rosa", "Díaz", "rosa@", "1951-03", "600111", "Haddad", "Lena", "hers", "not yours")
    codes = [str(code) for code in (door.practice.rosa, door.practice.lena)]
    for line in written.splitlines():
        assert [word for word in (*said, *codes) if word in line.split('"says"')[-1]] == [], line


def test_no_form_is_taken_without_its_token(door):
    taken = []
    for one in listed():
        for who in ("stranger", "therapist", "manager"):
            client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
            client.cookies = door.cookies[who]
            if client.post(door.path(one, "own"), {"once": "a"}).status_code != 403:
                taken.append(f"{one.name} as {who}")
    assert taken == []


def test_cookies_are_for_this_site_alone_and_not_for_scripts(door):
    client = Client(SERVER_NAME="localhost")
    client.get(reverse("account_login"))
    told = {"login": "one-factor@here.example", "password": WORDS}
    client.post(reverse("account_login"), told)
    if "set_language" in addresses():
        client.post(reverse("set_language"), {"language": "es"})
    assert settings.SESSION_COOKIE_NAME in client.cookies
    for name, cookie in client.cookies.items():
        assert (name, cookie["httponly"], cookie["samesite"]) == (name, True, "Lax")
        assert (name, bool(cookie["secure"])) == (name, settings.HTTPS)
        assert (name, cookie["path"], cookie["domain"]) == (name, "/", "")


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "https://localhost@evil.example/",
    "https://localhost.evil.example/",
    "\t//evil.example",
    "/%0d%0aSet-Cookie:a=b",
)


def test_nobody_is_led_to_another_site(door):
    for to in ELSEWHERE:
        with transaction.atomic():
            _stays_here(door, to)
            transaction.set_rollback(True)


def _stays_here(door, to):
    sign_in = {"login": "one-factor@here.example", "password": WORDS, "next": to}
    posts = [(reverse("account_login"), sign_in), (reverse("account_logout"), {"next": to})]
    if "set_language" in addresses():
        posts.append((reverse("set_language"), {"language": "es", "next": to}))
    for where, told in posts:
        answer = Client(SERVER_NAME="localhost").post(f"{where}?next={to}", told)
        assert answer.status_code in (302, 204), (where, to)
        assert re.match(r"/(?![/\\])[^\r\n]*$", answer.headers.get("Location", "/")), (where, to)
    page = door.screens.anybody().get(reverse("account_login"), {"next": to})
    assert wrong_in(page.content.decode()) == [], to


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil"])
def test_another_host_name_is_refused(screens, host):
    answer = Client().get("/account/login/", headers={"host": host})
    assert answer.status_code == 400
    forwarded = Client(SERVER_NAME="localhost").get(
        "/today/", headers={"x-forwarded-host": "evil.example"}
    )
    assert forwarded["Location"] == "/account/login/?next=/today/"


@override_settings(SECURE_SSL_REDIRECT=True)
def test_with_tls_nothing_is_answered_without_it(screens):
    answer = screens.anybody().get("/account/login/")
    assert (answer.status_code, answer["Location"]) == (301, "https://localhost/account/login/")


def test_who_takes_the_last_factor_away_is_out(door):
    told = {"login": f"{Role.THERAPIST}@here.example", "password": WORDS}
    client = Client(SERVER_NAME="localhost")
    client.post(reverse("account_login"), told)
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(SHARED, counter))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert outcome(client.get("/today/")) == "in"
    Authenticator.objects.filter(user_id=client.session["_auth_user_id"]).delete()
    assert outcome(client.get("/today/")) == "sign-in"


STYLES = sorted((Path(surefoot.clinic.__file__).parent / "static").rglob("*.css"))


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_no_style_asks_for_what_the_policy_forbids(file):
    """Else a browser that draws a page before its last style has come says so, each time."""
    told = re.findall(r"url\(['\"]?\s*([a-z]+:|//)|(@import)", file.read_text(encoding="utf-8"))
    assert told == []
