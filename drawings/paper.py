"""The paper a figure is drawn on: outlines, paint for light and dark, and the file in the end."""

import tomllib
from html import escape
from pathlib import Path
from typing import Any

from skeleton import Point

SHAPES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "shapes.toml").read_text(encoding="utf8")
)


def short(value: float) -> str:
    """A figure with one decimal and nothing needless: "3.5", "12", "0"."""
    told = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if told in ("-0", "") else told


def paint(name: str, where: str = "", wears: str = "") -> str:
    """Class and light colours; the colours are attributes, so that they hold without styles."""
    names = [name, f"{where}_{name}", f"{wears}_{name}", f"{wears}_{where}_{name}"]
    rules = {k: v for one in names for k, v in SHAPES["light"].get(one, {}).items()}
    told = [one for one in names if one in SHAPES["dark"]] or [name]
    return f'class="{told[-1]}" ' + " ".join(f'{key}="{value}"' for key, value in rules.items())


class Paper:
    """Collects what is drawn, in the order it lies."""

    def __init__(self) -> None:
        """Nothing is drawn yet, and whoever comes first wears what the patient wears."""
        self.drawn: list[str] = []
        self.wears = ""

    def add(self, svg: str) -> None:
        """Lay something over what is there."""
        self.drawn.append(svg)

    def part(
        self, shape: str, name: str, at: Point, angle: float, where: str = "", by: Point = (1, 1)
    ) -> str:
        """One outline, moved to its joint, turned and scaled."""
        outline = SHAPES["outlines"].get(shape, shape)
        turned = f" rotate({short(-angle)})" if abs(angle) > 0.05 else ""
        scaled = f" scale({short(by[0])} {by[1]:.2f})" if by != (1, 1) else ""
        moved = f"translate({short(at[0])} {short(at[1])}){turned}{scaled}"
        return f'<path {paint(name, where, self.wears)} d="{outline}" transform="{moved}"/>'

    def file(self, pose: dict[str, Any]) -> str:
        """The whole SVG with its name and its words."""
        body = "".join(self.drawn)
        dark = "".join(
            f".{name}{{{';'.join(f'{key}:{value}' for key, value in rules.items())}}}"
            for name, rules in SHAPES["dark"].items()
            if f'class="{name}"' in body
        )
        box = " ".join(short(side) for side in pose["box"])
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" '
            f'aria-labelledby="t d"><title id="t">{escape(pose["title"])}</title>'
            f'<desc id="d">{escape(pose["alt"])}</desc>'
            f"<style>@media(prefers-color-scheme:dark){{{dark}}}</style>{body}</svg>\n"
        )
