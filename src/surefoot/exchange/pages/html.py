"""A page as one HTML file: no scripts, nothing to load, printable, light and dark."""

import base64
from collections.abc import Iterable, Sequence
from functools import cache, singledispatch
from html import escape
from importlib import resources

from surefoot.care.summary.page import (
    Block,
    Call,
    Columns,
    Exercise,
    Exercises,
    Facts,
    ForAgainst,
    Grid,
    Minutes,
    Page,
    Points,
    Section,
    Text,
)

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


def as_html(page: Page) -> str:
    """The whole document. Every word of the page is escaped; nothing in it can run."""
    main = "".join(map(_section, [s for s in page.sections if not s.beside]))
    beside = "".join(map(_section, [s for s in page.sections if s.beside]))
    columns = f'<div class="two"><div>{main}</div><div>{beside}</div></div>' if beside else main
    foot = "".join(f"<p>{escape(line)}</p>" for line in page.foot)
    return (
        f'<!doctype html>\n<html lang="{escape(page.language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(page.title)} · Surefoot</title><style>{_style()}</style></head>"
        f'<body class="{page.reader}"><main><header><h1>{escape(page.title)}</h1>'
        f"<p>{escape(page.subtitle)}</p></header>{columns}<footer>{foot}</footer></main></body>"
        "</html>\n"
    )


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


def _section(section: Section) -> str:
    aside = f'<span class="aside">{escape(section.aside)}</span>' if section.aside else ""
    tag = f'<span class="tag">{escape(section.tag)}</span>' if section.tag else ""
    heading = f"<h2>{escape(section.title)}{tag}{aside}</h2>" if section.title else ""
    return f"<section>{heading}{''.join(map(_block, section.blocks))}</section>"


@singledispatch
def _block(block: Block) -> str:
    """One block of the page; each kind registers its own markup below."""
    raise TypeError(f"no markup for {type(block).__name__}")


@_block.register
def _text(block: Text) -> str:
    return f"<p{' class=lead' if block.lead else ''}>{escape(block.words)}</p>"


@_block.register
def _points(block: Points) -> str:
    kind = "ol" if block.ordered else "ul"
    return f"<{kind}>{_items(block.lines)}</{kind}>"


@_block.register
def _exercises(block: Exercises) -> str:
    return f'<ol class="do">{"".join(map(_exercise, block.items))}</ol>'


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


@_block.register
def _call(call: Call) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in call.lines)
    role = ' role="alert"' if call.tone == "urgent" else ""
    return f'<div class="call {call.tone}"{role}><h3>{escape(call.title)}</h3>{lines}</div>'


@_block.register
def _facts(facts: Facts) -> str:
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts.rows
    )
    return f"<dl>{rows}</dl>"


@_block.register
def _columns(columns: Columns) -> str:
    cells = "".join(
        f"<div><p class=over>{escape(title)}</p><h3>{escape(headline)}</h3>"
        f"<p>{escape(words)}</p></div>"
        for title, headline, words in columns.cells
    )
    return f'<div class="columns n{len(columns.cells)}">{cells}</div>'


@_block.register
def _for_against(block: ForAgainst) -> str:
    def side(title: str, sign: str, lines: Sequence[tuple[str, str]]) -> str:
        rows = "".join(
            f"<li><b>{escape(weight)}</b> <span>{escape(line)}</span></li>"
            for weight, line in lines
        )
        return f'<div class="{sign}"><p class=over>{title}</p><ul>{rows}</ul></div>' if rows else ""

    asked = (
        f"<p class=soft><b>Not asked, so no weight:</b> {escape(block.not_asked)}</p>"
        if block.not_asked
        else ""
    )
    return (
        f'<div class="evidence">{side("Speaks for it", "for", block.in_favour)}'
        f"{side('Speaks against it', 'against', block.against)}</div>{asked}"
    )


@_block.register
def _grid(grid: Grid) -> str:
    right = set(grid.numeric)

    def row(cells: Sequence[str], kind: str) -> str:
        return "".join(
            f"<{'th scope=row' if c == 0 and kind == 'td' else kind}"
            f"{' class=n' if c in right else ''}>{escape(cell)}"
            f"</{'th' if c == 0 else kind}>"
            for c, cell in enumerate(cells)
        )

    head = row(grid.head, "th").replace("<th", '<th scope="col"')
    body = "".join(f"<tr>{row(cells, 'td')}</tr>" for cells in grid.rows)
    caption = f"<caption>{escape(grid.caption)}</caption>" if grid.caption else ""
    note = f"<p class=soft>{escape(grid.note)}</p>" if grid.note else ""
    label = escape(grid.caption or ", ".join(grid.head))
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table>{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note}"
    )


@_block.register
def _minutes(block: Minutes) -> str:
    tallest = max((n for _, _, row in block.rows for n in row), default=1) or 1
    head = "".join(f'<th scope="col">{week}</th>' for week in block.weeks)
    body = "".join(
        f'<tr><th scope="row"><span class="bar {escape(code)}"></span>{escape(name)}</th>'
        + "".join(_bar(code, minutes, tallest) for minutes in row)
        + "</tr>"
        for code, name, row in block.rows
    )
    together = "".join(f"<td>{n or '–'}</td>" for n in block.total)
    cap = "".join(f"<td>{n}</td>" for n in block.cap)
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Minutes by week and technique">'
        f'<table class="minutes"><thead><tr><th scope="col">Minutes in week</th>{head}</tr></thead>'
        f'<tbody>{body}</tbody><tfoot><tr><th scope="row">Together</th>{together}</tr>'
        f'<tr><th scope="row">At most</th>{cap}</tr></tfoot></table></div>'
    )


def _bar(code: str, minutes: int, tallest: int) -> str:
    if not minutes:
        return '<td class="none">–</td>'
    high = max(2, round(26 * minutes / tallest))
    top = 44 - high
    return (
        f'<td><svg viewBox="0 0 44 44" class="{escape(code)}" aria-hidden="true">'
        f'<rect x="4" y="{top}" width="36" height="{high}" class="fill"/>'
        f'<rect x="4" y="{top}" width="36" height="2.5"/>'
        f'<text x="22" y="{top - 4}" text-anchor="middle">{minutes}</text></svg>'
        f'<span class="vh">{minutes}</span></td>'
    )


def _exercise(item: Exercise) -> str:
    care = f"<ul class=care>{_items(item.care)}</ul>" if item.care else ""
    cue = f"<p class=cue>{escape(item.cue)}</p>" if item.cue else ""
    return (
        f'<li class="{escape(item.technique)}"><h3>{escape(item.name)}</h3>'
        f"<p class=dose>{escape(item.dose)}</p><p>{escape(item.how)}</p>{cue}{care}</li>"
    )
