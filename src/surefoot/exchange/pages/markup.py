"""The markup of each kind of block; every word is escaped, nothing in it can run."""

from collections.abc import Iterable, Sequence
from functools import singledispatch
from html import escape

from surefoot.care.summary.page import (
    Block,
    BodyMap,
    Call,
    Columns,
    Exercise,
    Exercises,
    Facts,
    ForAgainst,
    Grid,
    Lists,
    Measured,
    Minutes,
    Points,
    Series,
    Shares,
    Text,
)
from surefoot.exchange.pages import bodymap, trend
from surefoot.exchange.pages.figures import as_data, in_words
from surefoot.knowledge.values import day


@singledispatch
def markup(block: Block) -> str:
    """One block of the page; each kind registers its own markup below."""
    raise TypeError(f"no markup for {type(block).__name__}")


@markup.register
def _text(block: Text) -> str:
    return f"<p{' class=lead' if block.lead else ''}>{escape(block.words)}</p>"


@markup.register
def _points(block: Points) -> str:
    kind = "ol" if block.ordered else "ul"
    return f"<{kind}>{_items(block.lines)}</{kind}>"


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


@markup.register
def _lists(block: Lists) -> str:
    cells = "".join(
        f"<div><h3>{escape(title)}</h3><ul>{_items(lines)}</ul></div>"
        for title, lines in block.cells
    )
    return f'<div class="lists">{cells}</div>'


@markup.register
def _shares(block: Shares) -> str:
    total = sum(percent for _, _, percent in block.rows) or 1
    bars, names, left = [], [], 0.0
    for code, name, percent in block.rows:
        wide = 1000 * percent / total
        bars.append(
            f'<rect x="{left:.0f}" y="0" width="{max(2, wide - 4):.0f}" height="10" '
            f'class="{escape(code)}"/>'
        )
        left += wide
        names.append(
            f'<li><span class="bar {escape(code)}"></span>{escape(name)} <b>{percent} %</b></li>'
        )
    return (
        '<div class="shares"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(bars)}</svg><ul>{"".join(names)}</ul></div>'
    )


@markup.register
def _call(call: Call) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in call.lines)
    return f'<div class="call {call.tone}"><p class=head>{escape(call.title)}</p>{lines}</div>'


@markup.register
def _facts(facts: Facts) -> str:
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts.rows
    )
    return f"<dl>{rows}</dl>"


@markup.register
def _columns(columns: Columns) -> str:
    cells = "".join(
        f"<div><h3>{escape(title)}</h3>"
        + (f"<p><b>{escape(headline)}</b></p>" if headline else "")
        + (f"<p>{escape(words)}</p>" if words else "")
        + "</div>"
        for title, headline, words in columns.cells
    )
    return f'<div class="columns n{len(columns.cells)}">{cells}</div>'


@markup.register
def _for_against(block: ForAgainst) -> str:
    def side(title: str, sign: str, lines: Sequence[tuple[str, str]]) -> str:
        rows = "".join(
            f"<li><b>{escape(weight)}</b> <span>{escape(line)}</span></li>"
            for weight, line in lines
        )
        return f'<div class="{sign}"><h3>{title}</h3><ul>{rows}</ul></div>' if rows else ""

    note = f"<p class=soft>{escape(block.note)}</p>" if block.note else ""
    return (
        f'<div class="evidence">{side("Speaks for it", "for", block.in_favour)}'
        f"{side('Speaks against it', 'against', block.against)}</div>{note}"
    )


@markup.register
def _grid(grid: Grid) -> str:
    right = set(grid.numeric)
    head = "".join(
        f'<th scope="col"{_flush(c in right)}>{escape(cell)}</th>'
        for c, cell in enumerate(grid.head)
    )
    body = "".join(f"<tr>{_row(grid.head, cells, right)}</tr>" for cells in grid.rows)
    caption = f"<caption>{escape(grid.caption)}</caption>" if grid.caption else ""
    note = f"<p class=soft>{escape(grid.note)}</p>" if grid.note else ""
    table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return _scroll(grid.caption or ", ".join(grid.head), table) + note


def _row(head: Sequence[str], cells: Sequence[str], right: set[int]) -> str:
    """One row; each cell carries its heading, which a phone shows in front of it."""
    return "".join(
        f'<{"td" if c else "th scope=row"}{_flush(c in right)} data-head="{escape(head[c])}">'
        f"{escape(cell)}</{'td' if c else 'th'}>"
        for c, cell in enumerate(cells)
    )


def _flush(right: bool) -> str:
    return " class=n" if right else ""


def _scroll(label: str, table: str) -> str:
    """A wide table scrolls by itself, also by keyboard, so that the page never does."""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}">{table}</div>'
    )


@markup.register
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
    return _scroll(
        "Minutes by week and technique",
        f'<table class="minutes"><thead><tr><th scope="col">Minutes in week</th>{head}</tr></thead>'
        f'<tbody>{body}</tbody><tfoot><tr><th scope="row">Together</th>{together}</tr>'
        f'<tr><th scope="row">At most</th>{cap}</tr></tfoot></table>',
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


@markup.register
def _measured(block: Measured) -> str:
    return f'<ul class="measured">{"".join(map(_over_time, block.rows))}</ul>'


def _over_time(one: Series) -> str:
    word = f'<p class="word {one.trend}">{escape(one.word)}</p>' if one.word else ""
    says = f"<p class=soft>{escape(one.says)}</p>" if one.says else ""
    return (
        f"<li><div><h3>{escape(one.name)}</h3><p class=values>{escape(first_and_last(one))}</p>"
        f"<p class=soft>{escape(its_days(one))}</p></div>"
        f"<div>{word}{says}</div>{trend.picture(one)}</li>"
    )


def first_and_last(one: Series) -> str:
    """Both values, or the only one."""
    return f"{one.first} → {one.last} {one.unit}".rstrip() if one.first_on else one.last


def its_days(one: Series) -> str:
    """The days of both, or of the only one."""
    return f"{day(one.first_on)} → {day(one.last_on)}" if one.first_on else day(one.last_on)


@markup.register
def _body_map(block: BodyMap) -> str:
    marked = bodymap.marked(block)
    drawn = "".join(bodymap.picture(view, marked) for view in bodymap.views(marked))
    words = " ".join(f"{row.name}: {row.where}." for row in block.rows)
    rows = "".join(
        f"<li>{bodymap.swatch(row.symptom)}<span><b>{escape(row.name)}</b> "
        f"{escape(row.where)}</span></li>"
        for row in block.rows
    )
    return (
        f'<figure class="map"><div class="views" role="img" aria-label="{escape(words)}">{drawn}'
        f"</div><figcaption><ul>{rows}</ul></figcaption></figure>"
    )


@markup.register
def _exercises(block: Exercises) -> str:
    return f'<ol class="do">{"".join(map(_exercise, block.items))}</ol>'


def _exercise(item: Exercise) -> str:
    care = f"<ul class=care>{_items(item.care)}</ul>" if item.care else ""
    cue = f"<p class=cue>{escape(item.cue)}</p>" if item.cue else ""
    source = as_data(item.id)
    seen = escape(in_words(item.id))
    figure = f'<img src="{source}" alt="{seen}" width="150" height="150">' if source else ""
    return (
        f'<li class="{escape(item.technique)}">{figure}<div><h3>{escape(item.name)}</h3>'
        f"<p class=dose>{escape(item.dose)}</p><p>{escape(item.how)}</p>{cue}{care}</div></li>"
    )
