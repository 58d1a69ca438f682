"""The verbs `setup`, `invite` and `update`: how a clinic begins, and how it goes on."""

import sys
from argparse import Namespace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from surefoot.command.answer import Answer
from surefoot.command.begin import begin_django
from surefoot.command.screen import progress
from surefoot.terms import SurefootError

NO_NUMBER = (
    "\n4. Write the number of the ambulance on the manager's page: "
    "until then patients see the words alone, and no button to call."
)


def setup(asked: Namespace) -> Answer:
    """A clinic with its first manager, who gets a link; no password passes the command line."""
    begin_django()
    from surefoot.clinic import found, home
    from surefoot.clinic.access import Role
    from surefoot.clinic.invitations import invite as invitation

    wanted = found.Wanted(
        name=_told(asked.clinic, "The name of the clinic", "--clinic"),
        time_zone=_told(asked.time_zone, "Its time zone, such as Europe/Madrid", "--time-zone"),
        language=asked.language,
        ambulance=(asked.ambulance or "").strip(),
    )
    email = _told(asked.email, "The first manager's e-mail address", "--email")
    name = _told(asked.name, "The first manager's name", "--name")
    with progress("Making the tables"):
        home.make()
    clinic = found.found(wanted, manager=partial(invitation, email=email, name=name))
    body = {"clinic": clinic.clinic.slug, "home": _home(), "link": _whole(clinic.link)}
    said = _welcome(body, email, Role.MANAGER) + ("" if wanted.ambulance else NO_NUMBER)
    return Answer(kind="clinic_set_up", body=body, page=lambda: said)


def _told(given: str | None, question: str, option: str) -> str:
    """What was given, or is asked for where somebody sits at the terminal."""
    if given is None and sys.stdin.isatty():
        given = input(f"{question}: ")
    if not (given or "").strip():
        raise SurefootError(f"{question} is missing.", f"Give it with {option}.")
    return (given or "").strip()


def _home() -> Path:
    from django.conf import settings

    return Path(settings.HOME)


def _whole(path: str) -> str:
    """The link as somebody can follow it."""
    from django.conf import settings

    if settings.HTTPS and settings.HOSTS:
        return f"https://{settings.HOSTS[0]}{path}"
    return f"http://localhost:8000{path}"


def _welcome(body: dict[str, object], email: str, role: str) -> str:
    return (
        f"The clinic is set up in {body['home']}.\n\n"
        f"Link for {email} ({role}), good once and for seven days:\n  {body['link']}\n\n"
        "1. surefoot serve\n"
        "2. Open the link, choose a password, set up the second factor.\n"
        f"3. Copy {body['home']}/keys.json to a place apart from the backups: "
        "without it no backup can be read."
    )


def invite(asked: Namespace) -> Answer:
    """A new link for somebody, made by who keeps the machine."""
    begin_django()
    from surefoot.clinic import home
    from surefoot.clinic.found import clinic_of, role_of
    from surefoot.clinic.invitations import invite as invitation
    from surefoot.clinic.second_factor import forget

    home.demand_ready()
    clinic = clinic_of(asked.clinic)
    name, role = role_of(clinic, asked.email, asked.name, asked.role)
    if asked.forget_second_factor:
        forget(clinic, asked.email)
    link = _whole(invitation(clinic, asked.email, name, role))
    body = {"email": asked.email, "role": str(role), "link": link}
    return Answer(
        kind="invited",
        body=body,
        page=lambda: f"Link for {name} ({role}), good once and for seven days:\n  {link}",
    )


def update(asked: Namespace) -> Answer:
    """The database as this version wants it; what it was is in a backup beside it."""
    begin_django()
    from surefoot.clinic import home
    from surefoot.clinic.kept.write import write

    if home.is_empty():
        home.demand_ready()
    steps = home.waiting()
    kept = None
    if steps:
        now = datetime.now(UTC)
        kept = _home() / "backups" / f"before-update-{now:%Y%m%dT%H%M%S}.surefoot"
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        with progress("Making a backup"):
            write(kept, at=now)
        with progress("Bringing the tables up to date"):
            home.make_tables()
    home.make()
    body = {"steps": steps, "backup": kept}
    return Answer(kind="updated", body=body, page=lambda: _updated(steps, kept))


def _updated(steps: list[str], kept: Path | None) -> str:
    if not steps:
        return "The database is up to date."
    return f"The database is up to date: {', '.join(steps)}.\nWhat it was is in {kept}."
