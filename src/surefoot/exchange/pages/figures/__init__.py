"""The drawings of the exercises: one SVG file each, named by the exercise."""

import base64
import re
from functools import cache
from html import unescape
from importlib import resources


@cache
def drawn() -> frozenset[str]:
    """The exercises there is a drawing of."""
    folder = resources.files("surefoot.exchange.pages.figures")
    names = (file.name for file in folder.iterdir())
    return frozenset(name.removesuffix(".svg") for name in names if name.endswith(".svg"))


@cache
def as_data(exercise: str) -> str:
    """The drawing as the address of an image that needs no file beside the page; "" without one."""
    if exercise not in drawn():
        return ""
    return f"data:image/svg+xml;base64,{base64.b64encode(_svg(exercise).encode()).decode()}"


@cache
def in_words(exercise: str) -> str:
    """What is to be seen on the drawing, for those who cannot see it; "" without one."""
    found = re.search(r"<desc[^>]*>(.*?)</desc>", _svg(exercise)) if exercise in drawn() else None
    return unescape(found[1]) if found else ""


def _svg(exercise: str) -> str:
    folder = resources.files("surefoot.exchange.pages.figures")
    return (folder / f"{exercise}.svg").read_text(encoding="utf8")
