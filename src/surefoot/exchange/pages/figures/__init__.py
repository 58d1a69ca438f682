"""The drawings of the exercises: one SVG file each, named by the exercise."""

import base64
from functools import cache
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
    file = resources.files("surefoot.exchange.pages.figures") / f"{exercise}.svg"
    return f"data:image/svg+xml;base64,{base64.b64encode(file.read_bytes()).decode()}"
