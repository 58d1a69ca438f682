"""Every text that gettext is asked for, as Django would find it, and what a page then says."""

import ast
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.utils.translation.template import templatize

CLINIC = Path(__file__).parents[2] / "src" / "surefoot" / "clinic"
WORDS = {"_", "gettext", "gettext_lazy", "ngettext"}
TEMPLATES = [
    *sorted((CLINIC / "templates" / "patient").rglob("*.html")),
    CLINIC / "templates" / "surefoot" / "base.html",
    CLINIC / "templates" / "surefoot" / "form_problems.html",
]
MODULES = sorted((CLINIC / "patient").glob("*.py"))


def msgids(templates: list[Path] = TEMPLATES, modules: list[Path] = MODULES) -> set[str]:
    """What pages ask to be translated: the patients', unless others are named."""
    found: set[str] = set()
    for file in templates:
        found |= set(_calls(templatize(file.read_text())))
    for file in modules:
        found |= set(_asked(ast.parse(file.read_text())))
    return found


def _calls(code: str) -> Iterator[str]:
    for told in re.findall(
        r"""\b(?:gettext|_)\((u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))""", code
    ):
        yield ast.literal_eval(told)


def _asked(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WORDS:
            yield from (one.value for one in node.args if isinstance(one, ast.Constant))


VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = ("aria-label", "placeholder", "title", "alt")
FIELD = re.compile(r"%\(\w+\)s")
# Little words of English that no Spanish text has: they betray a text that nobody marked.
LITTLE = re.compile(
    r"\b(the|and|of|with|this|that|is|are|was|were|not|you|your|for|from|to|in|on|it|by|who|which)\b",
    re.I,
)


class Heard(HTMLParser):
    """The texts of a page, each with the language that its elements say it is in."""

    def __init__(self, page: str) -> None:
        """Read it to its end."""
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def _hear(self, text: str, language: str) -> None:
        if plain := " ".join(text.split()):
            self.texts.append((language, plain))

    def handle_starttag(self, tag, attrs):
        """Words stand in attributes too."""
        told = dict(attrs)
        above = self._open[-1][1] if self._open else ""
        language = told.get("lang") or above
        for name in SPOKEN:
            self._hear(told.get(name) or "", language)
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag):
        """Back in the language around it."""
        while tag not in VOID and self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        """Words between elements."""
        if self._open and self._open[-1][0] not in ("script", "style"):
            self._hear(data, self._open[-1][1])


def left_in_english(page: str, ours: Iterable[str]) -> list[str]:
    """Texts that stand in a page in English and do not say so: ours, or with its little words."""
    parts = ([re.escape(part) for part in FIELD.split(one)] for one in ours)
    known = re.compile("|".join(r".+".join(part) for part in parts))
    texts = [text for language, text in Heard(page).texts if language != "en"]
    return [text for text in texts if known.fullmatch(text) or LITTLE.search(text)]
