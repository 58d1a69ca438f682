"""Requests that nobody means well by: every address, by everybody, with all that can be sent.

What is drawn depends on the seed alone, so that a request that broke something can be sent again.
The names of fields and of what links ask with are those of the pages, read first.
"""

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from urllib.parse import quote, quote_from_bytes, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from clinic.addresses import Address, Door, Row, addresses, forget_the_clinic, rows
from clinic.forms_read import FormRead, Forms
from clinic.fuzz_words import (
    BYTES,
    COOKIES,
    DAYS,
    FORM,
    HEADERS,
    NUMBERS,
    PARTS,
    SEGMENTS,
    TYPES,
    WELL_TYPED,
)
from clinic.hostile import HOSTILE
from surefoot.clinic import in_force

MEGABYTE = 2**20
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE")
WEIGHTS = (34, 46, 6, 3, 3, 3, 3, 2)
READERS = ("manager", "patient", "stranger", "just in")  # whose pages the names are read from


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, as it is sent."""

    number: int
    visitor: str
    method: str
    name: str  # of the address
    path: str
    body: bytes
    content_type: str
    headers: dict[str, str]

    def __str__(self) -> str:
        """Short enough to read, whole enough to find what it was."""
        return (
            f"#{self.number} {self.visitor}: {self.method} {self.path[:300]} ({self.name})"
            f" {self.content_type[:80]!r} {self.body[:500]!r}"
            f" { ({name: value[:80] for name, value in self.headers.items()}) }"
        )


class Fuzzer:
    """Draws requests, and sends them as one of the visitors of a door."""

    def __init__(self, door: Door, seed: int, foreign: tuple[str, ...]) -> None:
        """`foreign` are the names that nobody types here, so that they tell who is shown."""
        self.door, self.random, self.foreign = door, Random(seed), foreign
        self.addresses = sorted(addresses().values(), key=lambda one: one.name)
        self.let_in = _let_in(rows())
        self.typed = tuple(one for one in HOSTILE if not any(name in one for name in foreign))
        knowledge = in_force.knowledge()
        self.well = {
            "test": (*sorted(knowledge.instruments), "findings"),
            "step": (*sorted(knowledge.intake_steps), "now"),
            "number": tuple(range(12)),
        }
        self.forms: dict[str, list[FormRead]] = {}
        self.asked_with: dict[str, set[str]] = {}
        self._read_the_pages()

    def _read_the_pages(self) -> None:
        for address in self.addresses:
            for visitor in READERS:
                if visitor in self.let_in[address.name]:
                    answer = self.door.knock(visitor, "GET", self.door.path(address, "own"))
                    if "html" in answer.headers.get("Content-Type", ""):
                        self._read(address.name, Forms(answer.content.decode()))

    def _read(self, name: str, page: Forms) -> None:
        for form in page.forms:
            for values in form.fields.values():
                values[:] = [v for v in values if not any(one in v for one in self.foreign)]
            self.forms.setdefault(_name_of(form.to) or name, []).append(form)
        for to, asked in page.asked:
            self.asked_with.setdefault(_name_of(to) or name, set()).add(asked)

    def requests(self, many: int) -> Iterator[Asked]:
        """Each address as often as any other, in an order of the seed."""
        deck: list[Address] = []
        for number in range(many):
            if not deck:
                deck = self.random.sample(self.addresses, len(self.addresses))
            yield self._request(number, deck.pop())

    def _request(self, number: int, address: Address) -> Asked:
        method = self.random.choices(METHODS, WEIGHTS)[0]
        has_body = method not in ("GET", "HEAD")
        body, content_type = self._body(address.name) if has_body else (b"", "")
        return Asked(
            number=number,
            visitor=self._visitor(address),
            method=method,
            name=address.name,
            path=self._path(address) + self._query(address.name),
            body=body,
            content_type=content_type,
            headers=self._headers(),
        )

    def _visitor(self, address: Address) -> str:
        inside = self.let_in[address.name]
        return self.random.choice(inside if self.random.random() < 0.75 else [*self.door.cookies])

    def _path(self, address: Address) -> str:
        about = self.random.choices(("own", "other", "nobody"), (75, 15, 10))[0]
        return "/" + re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found: self._segment(found[1], about), address.route
        )

    def _segment(self, parameter: str, about: str) -> str:
        if self.random.random() < 0.15:
            return self._bad_segment()
        if parameter in self.well and self.random.random() < 0.8:
            return str(self.random.choice(self.well[parameter]))
        return str(self.door.fill(parameter, about))

    def _bad_segment(self) -> str:
        if self.random.random() < 0.4:
            return quote_from_bytes(self.random.choice(BYTES))
        return quote(self.random.choice(SEGMENTS + self.typed), safe="")

    def _query(self, name: str) -> str:
        names = sorted(self.asked_with.get(name, ())) or ["q", "page"]
        if self.random.random() < 0.5:
            return ""
        chosen = self.random.choices([*names, "next", "\x00"], k=self.random.randint(1, 4))
        return "?" + "&".join(f"{quote(one)}={quote_from_bytes(self._value())}" for one in chosen)

    def _value(self, *real: str) -> bytes:
        """What stands in one field: most often what the page offers, else anything at all."""
        roll = self.random.random()
        if real and roll < 0.6:
            return self.random.choice(real).encode()
        if roll < 0.7:
            return self.random.choice(WELL_TYPED).encode()
        if roll < 0.76:
            return self.random.choice(BYTES)
        if roll < 0.77:
            return b"x" * MEGABYTE
        return self.random.choice(NUMBERS + DAYS + self.typed).encode(errors="surrogatepass")

    def _fields(self, name: str) -> list[tuple[str, bytes]]:
        """The fields of a real form: some left out, some twice, some from nowhere."""
        if not (known := self.forms.get(name)):
            return [("once", self._value()), ("version", self._value())]
        form, fields = self.random.choice(known), []
        spoiled = self.random.choice((0.0, 0.1, 0.5))  # a form that is right but for little
        for field, values in form.fields.items():
            kept = [one for one in values if one] if self.random.random() < 0.7 else values
            if self.random.random() >= spoiled * 0.5:
                wanted = kept or WELL_TYPED
                is_spoiled = self.random.random() < spoiled
                fields.append((field, self._value(*(() if is_spoiled else wanted))))
            if self.random.random() < spoiled * 0.3:
                fields.append((field, self._value()))
        if self.random.random() < 0.01:
            fields += [(f"f{one}", b"1") for one in range(1100)]
        return fields

    def _body(self, name: str) -> tuple[bytes, str]:
        fields, roll = self._fields(name), self.random.random()
        if roll < 0.65:
            return _urlencoded(fields), FORM
        parts = self._multipart(
            fields, {file for f in self.forms.get(name, ()) for file in f.files}
        )
        if roll < 0.80:
            return parts, f"{PARTS}; boundary=b"
        if roll < 0.90:
            return self._broken(parts), f"{PARTS}; boundary=b"
        body = self.random.choice((parts, _urlencoded(fields), b"{", b'{"a": [' * 2000, b"\xff"))
        return body, self.random.choice(TYPES)

    def _broken(self, body: bytes) -> bytes:
        """Cut off, or with bytes in it that do not belong there."""
        at = self.random.randrange(len(body))
        if self.random.random() < 0.5:
            return body[:at]
        return body[:at] + self._value() + body[at:]

    def _multipart(self, fields: list[tuple[str, bytes]], files: set[str]) -> bytes:
        parts = []
        for name, value in fields:
            is_file = name in files or self.random.random() < 0.05
            extra = f'; filename="{self._plain()}"'.encode() if is_file else b""
            if self.random.random() < 0.03:
                extra += b"\r\nContent-Transfer-Encoding: base64"
            told = b'--b\r\nContent-Disposition: form-data; name="' + name.encode() + b'"' + extra
            parts.append(told + b"\r\n\r\n" + value + b"\r\n")
        return b"".join(parts) + b"--b--\r\n"

    def _plain(self) -> str:
        return re.sub(r'[\r\n"\x00]', "", self.random.choice(self.typed))

    def _headers(self) -> dict[str, str]:
        if self.random.random() < 0.6:
            return {}
        names = self.random.sample(sorted(HEADERS), self.random.randint(1, 3))
        told = {name: self.random.choice(HEADERS[name]) for name in names}
        if self.random.random() < 0.15:
            told["Cookie"] = self.random.choice(COOKIES)
        return told


class Phones:
    """The clients of one run of requests: what somebody changed stays so until its end."""

    def __init__(self, door: Door) -> None:
        """Everybody as they came."""
        self.door, self.clients = door, {}

    def send(self, asked: Asked) -> HttpResponse:
        """The answer to one request."""
        if asked.visitor not in self.clients:
            client = Client(SERVER_NAME="localhost", raise_request_exception=False)
            client.cookies = deepcopy(self.door.cookies[asked.visitor])
            self.clients[asked.visitor] = client
        told = {in_environ(name): value for name, value in asked.headers.items()}
        told["wsgi.input"] = io.BytesIO(asked.body)  # a real one ends early, without a complaint
        forget_the_clinic()
        return self.clients[asked.visitor].generic(
            asked.method, asked.path, asked.body, asked.content_type, **told
        )


def _let_in(table: list[Row]) -> dict[str, list[str]]:
    """Who gets into an address, of their own or of anybody's; who is just in goes with staff."""
    found: dict[str, list[str]] = {}
    for row in table:
        inside = [who for who, word in row.expected.items() if word in ("in", "absent")]
        more = ["just in", "half way"] if "manager" in inside else []
        found[row.name] = sorted({*found.get(row.name, []), *inside, *more})
    return {name: inside or ["patient"] for name, inside in found.items()}


def _name_of(to: str) -> str:
    """The address that a form is sent to; "" where that is the page itself, or none of ours."""
    try:
        return resolve(urlsplit(to).path).url_name if to else ""
    except Resolver404:
        return ""


def _urlencoded(fields: list[tuple[str, bytes]]) -> bytes:
    return "&".join(f"{quote(name)}={quote_from_bytes(value)}" for name, value in fields).encode()


def in_environ(header: str) -> str:
    """A header as WSGI names it."""
    name = header.upper().replace("-", "_")
    return name if name == "CONTENT_LENGTH" else f"HTTP_{name}"
