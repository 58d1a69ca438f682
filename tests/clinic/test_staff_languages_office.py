"""The desk's, the manager's and the sign-in's pages speak English and Spanish, each whole."""

import ast
import re
from datetime import UTC, date, datetime

import polib
import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from django.utils.formats import localize

from clinic.spoken import CLINIC, FIELD, left_in_english, msgids
from clinic.test_desk_papers import pdf
from surefoot.clinic import errors
from surefoot.clinic.access import Role
from surefoot.clinic.invitations import invite
from surefoot.clinic.models import Account, AuditHead, Member
from surefoot.clinic.office.deeds import ABOUT, DEEDS
from surefoot.clinic.store import Identity, contacts, visits

FOLDERS = ("desk", "manager", "account", "mfa", "invitation", "usersessions", "surefoot")
TEMPLATES = [
    one for name in FOLDERS for one in sorted((CLINIC / "templates" / name).rglob("*.html"))
]
OWN = ("account", "audit", "errors", "frame", "invitations", "invited", "keys", "sniff")
STORES = ("contacts", "merges", "papers", "patients", "practice", "visits")
MODULES = [
    *sorted((CLINIC / "desk").glob("*.py")),
    *sorted((CLINIC / "office").glob("*.py")),
    *(CLINIC / f"{name}.py" for name in OWN),
    CLINIC / "templatetags" / "look.py",
    *(CLINIC / "store" / f"{name}.py" for name in STORES),
]
OURS = msgids(TEMPLATES, MODULES)
CATALOGUE = CLINIC / "locale" / "es" / "LC_MESSAGES" / "django.mo"
SPANISH = {one.msgid: one.msgstr for one in polib.mofile(CATALOGUE)}
ALIKE = {"CSV", "No"}  # the same word in both
# A refusal of another kind never reaches a page with its own words.
REFUSALS = {"SurefootError", "NotTakenError", "SpentError"}
TELLING = ("tell", "record", "_tell", "_event")
PASSWORD = "seven grey herons at dusk"  # noqa: S105 — of nobody
KEY = "JBSWY3DPEHPK3PXP"
NAMES = {"manager": "Inés Prado", "therapist": "Raúl Soto", "front_desk": "Eva Gil"}


@pytest.fixture(autouse=True)
def english_again():
    """What a test has switched to Spanish is English for the next one."""
    yield
    translation.activate("en")


@pytest.fixture
def june(monkeypatch):
    """The day of visits."""
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", lambda: at)


@pytest.fixture
def people(practice):
    """A clinic and staff with names that are no words of ours."""
    for role, name in NAMES.items():
        Account.objects.filter(email=f"{role}@here.example").update(name=name)
    practice.here.name = "Clínica Sur"
    practice.here.save(update_fields=["name"])
    cache.clear()
    yield practice
    cache.clear()


def spanish(client):
    """A browser whose owner chose Spanish on the page of signing in."""
    client.post(reverse("set_language"), {"language": "es", "next": "/account/login/"})
    return client


def heard(answer, status=200):
    """What is left in English on a page that is Spanish as a whole."""
    page = answer.content.decode()
    assert answer.status_code == status, page[:300]
    assert '<html lang="es">' in page
    return left_in_english(page, OURS - ALIKE)


def left_on(client, paths):
    """Those of these pages that have English left, with what it is."""
    return {path: found for path in paths if (found := heard(client.get(path)))}


def test_every_text_of_these_pages_has_its_spanish():
    assert len(OURS) > 300
    assert sorted(OURS - set(SPANISH)) == []


@pytest.mark.parametrize("msgid", sorted(OURS))
def test_a_translation_names_the_same_fields_and_is_another_text(msgid):
    assert sorted(FIELD.findall(SPANISH[msgid])) == sorted(FIELD.findall(msgid))
    assert (SPANISH[msgid] == msgid) is (msgid in ALIKE)


def test_whatever_a_page_can_refuse_with_is_asked_of_gettext():
    bare = [
        f"{file.name}:{node.lineno}"
        for file in MODULES
        if file.stem != "keys"  # a file of keys that cannot be read stops the machine, not a page
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS
        if any(isinstance(told, (ast.Constant, ast.JoinedStr)) for told in node.args)
    ]
    assert bare == []


def deeds_in(tree):
    """The first words that are written down as a deed."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "action":
            yield from strings(node.value)
        name = isinstance(node, ast.Call) and getattr(
            node.func, "attr", getattr(node.func, "id", "")
        )
        if name in TELLING:
            yield from (word for told in node.args for word in strings(told))
        if name == "AuditEvent":
            yield from (w for k in node.keywords if k.arg == "action" for w in strings(k.value))


def abouts_in(tree):
    """The words a deed is kept with: the keys of what is told, or was made to be told."""
    for node in ast.walk(tree):
        told = []
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            told = [node.value] if node.value and getattr(target, "id", "") == "about" else []
        elif isinstance(node, ast.Call):
            told = [one.value for one in node.keywords if one.arg == "about"]
            if getattr(node.func, "attr", getattr(node.func, "id", "")) in TELLING:
                told += node.args
        dicts = (one for part in told for one in ast.walk(part) if isinstance(one, ast.Dict))
        yield from (key.value for one in dicts for key in one.keys)


def strings(node):
    """The words a value can be, whatever it depends on."""
    of = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return [o.value for o in of if isinstance(o, ast.Constant) and isinstance(o.value, str)]


def test_every_deed_that_is_written_into_the_audit_has_its_words():
    files = [one for one in CLINIC.rglob("*.py") if "migrations" not in one.parts]
    trees = [ast.parse(file.read_text()) for file in files]
    assert {deed for tree in trees for deed in deeds_in(tree)} == set(DEEDS)
    assert {word for tree in trees for word in abouts_in(tree)} == set(ABOUT)


def test_the_choice_is_kept_over_signing_in_and_shown_at_two_places_alone(screens, people):
    client = spanish(screens.anybody())
    english = screens.anybody().get("/account/login/").content.decode()
    assert {"Sign in", "Password"} <= set(left_in_english(english.replace('"en"', '""'), OURS))
    assert "Iniciar sesión" in client.get("/account/login/").content.decode()
    account = Account.objects.get(email="manager@here.example")
    account.set_password(PASSWORD)
    account.save()
    told = {"login": account.email, "password": PASSWORD}
    page = client.post("/account/login/", told, follow=True).content.decode()
    assert client.session["_auth_user_id"] == str(account.pk)
    assert "¿Sigue siendo usted?" in page  # asked once more, before a second factor is set up
    places = ["/account/", "/account/login/", "/patients/", "/day/", "/manager/"]
    client = spanish(screens.staff(Role.MANAGER))
    shown = [
        place for place in places if "languages" in client.get(place, follow=True).content.decode()
    ]
    assert shown == ["/account/"]  # who is signed in is not asked to sign in
    assert "languages" in screens.anybody().get("/account/login/").content.decode()


def test_choosing_needs_the_token_of_the_page_and_leads_back_to_it(screens):
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    page = client.get("/account/login/?next=/day/").content.decode()
    form = re.search(r'<form[^>]*action="/language/".*?</form>', page, re.DOTALL).group()
    told = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) | {"language": "es"}
    assert client.post("/language/", {**told, "csrfmiddlewaretoken": ""}).status_code == 403
    answer = client.post("/language/", told)
    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/day/")
    again = client.get(answer.url).content.decode()
    assert "Iniciar sesión" in again and 'value="/day/"' in again
    away = client.post("/language/", {**told, "next": "https://evil.example/"})
    assert "evil" not in away.url


def test_the_pages_of_the_desk_have_no_english_left(screens, people, june):
    client, at = spanish(screens.staff(Role.FRONT_DESK)), people.clock()
    page = f"/patients/{people.rosa}/contact/"
    wish = contacts.Wish(name="Ana Ruiz", born_on=date(1951, 3, 4), phone="600", about="pies")
    contacts.ask(people.here, wish, ring=people.ring, at=at, once="a")
    people.staff().register(Identity(name="Rosa Diaz", born_on=date(1951, 3, 4), contact={}))
    treats = people.members[people.here.pk, Role.THERAPIST]
    deeds = [
        {"do": "give", "day": "2026-06-02", "time": "10:00", "therapist": treats, "minutes": "45"},
        {"do": "give", "day": "2026-06-02", "time": "10:15", "therapist": treats, "minutes": "30"},
        {"do": "agree", "kind": "research", "given": "no", "on": "2026-06-01", "once": "c"},
        {"do": "agree", "kind": "research", "given": "no", "on": "2027-06-01", "once": "d"},
        {"do": "add", "paper": SimpleUploadedFile("Carta.pdf", pdf()), "once": "p"},
        {"do": "add", "paper": SimpleUploadedFile("Carta.pdf", b"PK"), "once": "q"},
        {"do": "add"}, {"do": "merge"}, {"do": "change", "name": ""}, {"do": "link"},
    ]  # fmt: skip
    assert [heard(client.post(page, told, follow=True)) for told in deeds] == [[]] * len(deeds)
    (visit,) = visits.of_patient(people.staff(), people.rosa)
    paths = ["/patients/", "/patients/?q=rosa", "/patients/?q=zz", "/patients/new/", page]
    paths += ["/day/", "/day/2026-06-02/", f"/patients/{people.rosa}/visits/{visit.number}/"]
    assert left_on(client, [*paths, "/contacts/"]) == {}
    rosa = {"name": "Rosa Díaz", "born_on": "1951-03-04", "language": "es", "once": "x"}
    assert heard(client.post("/patients/new/", rosa)) == []
    assert heard(client.post("/patients/new/", {**rosa, "born_on": "2030-01-01"})) == []
    assert heard(client.post("/contacts/", {"do": "accept"}, follow=True)) == []
    assert "4 de marzo de 1951" in client.get(page).content.decode()


def test_the_managers_pages_have_no_english_left_but_what_is_marked(screens, people):
    client = spanish(screens.staff(Role.MANAGER))
    member = people.members[people.here.pk, Role.MANAGER]
    paths = ["", "staff/", "export/", "knowledge/", "audit/"]
    assert left_on(client, [f"/manager/{path}" for path in paths]) == {}
    sent = [
        ("", {}),
        ("staff/", {"do": "invite", "name": "Ines", "email": "x", "role": "therapist"}),
        ("staff/", {"do": "invite", "name": "Ines", "email": "i@x.example", "role": "therapist"}),
        ("staff/", {"do": "leave", "member": member}),
        ("staff/", {}),
        ("knowledge/", {}),
        ("knowledge/", {"statement": ["caps/none"]}),
        ("audit/", {}),
    ]
    posts = [heard(client.post(f"/manager/{path}", told, follow=True)) for path, told in sent]
    assert posts == [[]] * len(sent)
    assert "leer la auditoría" in client.get("/manager/audit/").content.decode()
    AuditHead.objects.filter(clinic=people.here).update(seal="x")
    broken = client.post("/manager/audit/", follow=True)
    assert "faltan registros al final" in broken.content.decode()
    assert heard(broken) == []


def test_the_pages_of_signing_in_and_of_the_account_have_no_english_left(screens, people):
    client = spanish(screens.anybody())
    account = Account.objects.get(email="manager@here.example")
    account.set_password(PASSWORD)
    account.save()
    wrong = client.post("/account/login/", {"login": account.email, "password": "no"})
    assert "no son correctas" in wrong.content.decode()  # allauth's own words
    assert heard(wrong) == heard(client.get("/account/login/")) == []
    told = {"login": account.email, "password": PASSWORD}
    assert heard(client.post("/account/login/", told, follow=True)) == []
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    names = ["account", "account_logout", "account_change_password", "usersessions_list"]
    names += ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn"]
    assert left_on(client, map(reverse, names)) == {}
    TOTP.activate(account, KEY)
    RecoveryCodes.activate(account)
    names = ["mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes"]
    names += ["mfa_generate_recovery_codes", "account_reauthenticate", "mfa_reauthenticate"]
    assert left_on(client, map(reverse, names)) == {}
    again = spanish(screens.anybody())
    assert heard(again.post("/account/login/", told, follow=True)) == []
    assert heard(again.post(reverse("mfa_authenticate"), {"code": "1"})) == []
    short = client.post("/account/password/", {"oldpassword": "x", "password1": "a"})
    assert heard(short) == []


def test_who_is_in_two_clinics_or_in_none_chooses_in_spanish(screens, people):
    client = spanish(screens.staff(Role.MANAGER))
    account = Account.objects.get(email="manager@here.example")
    Member.objects.create(account=account, clinic=people.there, role=Role.ADMINISTRATOR)
    assert "administración técnica" in client.get("/account/clinic/").content.decode()
    assert heard(client.get("/account/clinic/")) == heard(client.get("/account/")) == []
    Member.objects.filter(account=account).update(left_on=date(2026, 5, 1))
    assert heard(client.get("/account/clinic/")) == []


def test_an_invitation_is_read_in_spanish(screens, people):
    client = spanish(screens.anybody())
    path = invite(people.here, "new@x.example", "Luz Mora", Role.THERAPIST)
    mismatch = client.post(path, {"password": "a", "again": "b"})
    assert heard(client.get(path)) == heard(mismatch) == []
    known = invite(people.here, "therapist@there.example", "Luz Mora", Role.THERAPIST)
    assert heard(client.get(known)) == []
    assert heard(client.get("/invitation/made-up/"), 400) == []


def test_what_is_refused_or_broken_is_said_in_spanish(screens, people):
    client = spanish(screens.staff(Role.FRONT_DESK))
    assert heard(client.get("/manager/"), 403) == []
    assert heard(client.get("/nowhere/"), 404) == []
    assert heard(client.post(f"/patients/{people.rosa}/contact/", {"do": "x"}), 400) == []
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.cookies["language"] = "es"
    assert heard(strict.post("/account/login/", {}), 403) == []
    translation.activate("es")
    assert heard(errors.our_fault(RequestFactory().get("/")), 500) == []


def test_a_number_keeps_its_point():
    translation.activate("es")
    assert localize(3.5, use_l10n=True) == "3.5"
