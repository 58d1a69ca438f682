"""The forms of a page with their real names, and the names its links ask with."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit


@dataclass
class FormRead:
    """One form: where it is sent, and each field with what could be sent for it."""

    to: str  # "" is the page itself
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """Every form of a page; what stands in none is sent to the page itself."""

    def __init__(self, page: str) -> None:
        """Read it to its end."""
        super().__init__(convert_charrefs=True)
        self.forms = [FormRead(to="")]
        self.asked: list[tuple[str, str]] = []  # where a link leads, and a name it asks with
        self._now = self.forms[0]
        self._select = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        """A form begins, or one of its fields."""
        told = {name: value or "" for name, value in attrs}
        to = told.get("hx-post") or told.get("action") or told.get("formaction") or ""
        if tag == "form":
            self._now = FormRead(to=to)
            self.forms.append(self._now)
            if told.get("method", "get").lower() != "post":
                self.asked += [(to, "")]
        elif tag == "option":
            self._tell(self._select, told.get("value", ""))
        elif tag in ("input", "textarea", "select", "button"):
            self._select = told.get("name", "") if tag == "select" else self._select
            self._field(tag, told)
            if to:  # a field that is sent by itself, with its whole form
                self.forms.append(FormRead(to=to, fields=self._now.fields, files=self._now.files))
        for name in ("href", "hx-get"):
            parts = urlsplit(told.get(name, ""))
            self.asked += [(parts.path, asked) for asked, _ in parse_qsl(parts.query, True)]

    def handle_endtag(self, tag):
        """A form ends."""
        if tag == "form":
            self._now = self.forms[0]

    def _field(self, tag: str, told: dict[str, str]) -> None:
        if told.get("type") == "file":
            self._now.files.add(told.get("name", ""))
        self._tell(told.get("name", ""), told.get("value", ""))
        if tag == "select":
            self._now.fields[told.get("name", "")] = []

    def _tell(self, name: str, value: str) -> None:
        if name and name != "csrfmiddlewaretoken":
            self._now.fields.setdefault(name, []).append(value)
