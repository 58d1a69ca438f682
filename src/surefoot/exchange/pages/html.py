"""A page as one HTML file: no scripts, nothing to load, printable, light and dark."""

import base64
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib import resources

from surefoot.care.summary.page import Page, Place, Section
from surefoot.exchange.pages.markup import markup

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


def as_html(page: Page) -> str:
    """The whole document. Every word of the page is escaped; nothing in it can run."""
    foot = "".join(f"<p>{escape(line)}</p>" for line in page.foot)
    return (
        f'<!doctype html>\n<html lang="{escape(page.language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(page.title)} · Surefoot</title><style>{_style()}</style></head>"
        f'<body class="{page.reader}"><main><header><h1>{escape(page.title)}</h1>'
        f"<p>{escape(page.subtitle)}</p></header>{_body(page)}<footer>{foot}</footer></main></body>"
        "</html>\n"
    )


def _body(page: Page) -> str:
    def at(place: Place) -> str:
        return _sections(section for section in page.sections if section.place == place)

    beside, more = at("beside"), at("more")
    main = at("main")
    columns = f'<div class="two"><div>{main}</div><div>{beside}</div></div>' if beside else main
    return at("top") + columns + (f'<div class="more">{more}</div>' if more else "")


def _sections(sections: Iterable[Section]) -> str:
    return "".join(map(_section, sections))


def _section(section: Section) -> str:
    blocks = "".join(map(markup, section.blocks))
    aside = f'<span class="aside">{escape(section.aside)}</span>' if section.aside else ""
    tag = f'<span class="tag">{escape(section.tag)}</span>' if section.tag else ""
    heading = f"<h2>{escape(section.title)}{tag}{aside}</h2>" if section.title else ""
    if section.place == "more" and not section.sheet:
        return f"<details><summary>{heading}</summary>{blocks}</details>"
    return f"<section{' class=sheet' if section.sheet else ''}>{heading}{blocks}</section>"


@cache
def _style() -> str:
    """The style sheet with the typeface inside, so that the file needs nothing beside it."""
    folder = resources.files("surefoot.exchange.pages")
    faces = "".join(
        f'@font-face{{font-family:"Atkinson Hyperlegible Next";font-weight:{weight};'
        f'src:url(data:font/ttf;base64,{_font(name)}) format("truetype")}}'
        for weight, name in ((400, "Regular"), (700, "Bold"))
    )
    return faces + (folder / "page.css").read_text(encoding="utf8")


def _font(name: str) -> str:
    folder = resources.files("surefoot.exchange.pages") / "fonts"
    return base64.b64encode((folder / f"AtkinsonHyperlegibleNext-{name}.ttf").read_bytes()).decode()
