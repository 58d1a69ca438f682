"""A page as a browser would take it: its elements and attributes, counted; and what may not be."""

from collections import Counter
from html.parser import HTMLParser

ADDRESSES = ("href", "src", "action", "formaction", "poster", "srcset", "data", "xlink:href")
SCHEMES = ("data:", "javascript:", "vbscript:", "blob:")


class PageRead(HTMLParser):
    """Every element with its attributes, and all text between them."""

    def __init__(self, markup: str) -> None:
        """Read it to its end."""
        super().__init__(convert_charrefs=True)
        self.elements: Counter[str] = Counter()
        self.attributes: Counter[tuple[str, str]] = Counter()
        self.texts: list[str] = []
        self.wrong: list[str] = []
        self._inside: str = ""
        self.feed(markup)
        self.close()

    @property
    def text(self) -> str:
        """All words."""
        return "".join(self.texts)

    def handle_starttag(self, tag, attrs):
        """Count it, and note what the policy of the pages forbids."""
        told = {name: value or "" for name, value in attrs}
        self.elements[tag] += 1
        self._inside = tag
        for name, value in told.items():
            self.attributes[tag, name] += 1
            self._judge(tag, name, value)
        is_told = told.get("type") in ("application/json", "text/template")
        if tag == "style" or (tag == "script" and "src" not in told and not is_told):
            self.wrong.append(f"<{tag}> inside the page")
        if tag in ("base", "object", "embed", "iframe", "frame"):
            self.wrong.append(f"<{tag}>")

    def _judge(self, tag: str, name: str, value: str) -> None:
        if name == "style" or name.startswith(("on", "hx-on")):
            self.wrong.append(f"<{tag} {name}=…>")
        if name in ADDRESSES and value.strip().lower().startswith(SCHEMES):
            self.wrong.append(f"<{tag} {name}={value[:20]}…>")
        if name in ("src", "srcset") and "//" in value:
            self.wrong.append(f"<{tag} {name}> of another site")

    def handle_data(self, data):
        """Words between elements."""
        self.texts.append(data)


def wrong_in(markup: str) -> list[str]:
    """What a page has that none of ours may have."""
    return PageRead(markup).wrong
