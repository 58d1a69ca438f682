"""A patient at their phone: their link, their birth date, and the forms they are shown."""

import re
from html.parser import HTMLParser

from django.http import QueryDict
from django.test import Client

from surefoot.clinic.patient.links import link_for


class Form(HTMLParser):
    """The fields of the page's form, as a browser would send them untouched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields = QueryDict(mutable=True)
        self.names: set[str] = set()
        self._is_open = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self._is_open = told.get("id") == "page"
        name, kind = told.get("name"), told.get("type", "text")
        if not self._is_open or not name:
            return
        self.names.add(name)
        if tag == "input" and (kind not in ("radio", "checkbox") or "checked" in told):
            self.fields.appendlist(name, told.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self._is_open = False


def come_in(screens, patient, born_on, *, store=None) -> Client:
    """A phone on which the patient has come in by a link from the clinic."""
    client = Client(SERVER_NAME="localhost")
    link = link_for(store or screens.practice.staff(), patient)
    answer = client.post(link, day(born_on))
    assert (answer.status_code, answer.url) == (302, "/me/")
    return client


def day(on) -> dict[str, str]:
    return {"day": str(on.day), "month": str(on.month), "year": str(on.year)}


def page_now(client):
    """The page of the intake that comes now, after all redirects."""
    return client.get("/me/intake/", follow=True)


def sent(step_questions, page: str, answer) -> QueryDict:
    """The form of a page filled in with what `answer` says to each question."""
    fields = Form(page).fields
    for question in step_questions:
        fill(fields, question, answer(question))
    return fields


def fill(fields: QueryDict, question, reply) -> None:
    """One reply of the core, put into the fields of the form."""
    name = f"q.{question.id}"
    if reply is None:
        return
    if question.kind == "body_map":
        told = [f"{paint}:{zone}" for paint, zones in reply.items() for zone in zones]
        fields.setlist(name, told)
    elif question.kind == "medicines":
        _whole(fields, name, reply)
    elif isinstance(reply, dict):
        for part, value in reply.items():
            fields[f"{name}.{part}"] = str(value or "")
    elif question.kind == "goals":
        _lines(fields, name, reply)
    elif question.kind == "date_about":
        fields[f"{name}.year"], fields[f"{name}.month"] = str(reply)[:4], str(reply)[5:7]
    elif isinstance(reply, list):
        fields.setlist(name, reply)
    else:
        fields[name] = str(reply)


def _whole(fields, name, reply):
    fields[f"{name}.whole"] = reply.get("whole") or ""
    _lines(fields, name, reply.get("list") or [])


def _lines(fields, name, lines):
    for number, line in enumerate(lines):
        for part, value in line.items():
            fields[f"{name}.{number}.{part}"] = value


def post(client, step: str, fields: QueryDict):
    """Send a page, every value of each field."""
    return client.post(f"/me/intake/{step}/", dict(fields.lists()))


def step_of(answer) -> str:
    """The step of a page, from where it was reached."""
    path = answer.redirect_chain[-1][0] if answer.redirect_chain else answer.request["PATH_INFO"]
    return re.fullmatch(r"/me/intake/(?:(\w+)/)?(?:\?.*)?", path).group(1) or ""
