"""A page as text: 80 columns, readable without colour, calm with it."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatchmethod
from itertools import zip_longest

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
    Page,
    Points,
    Section,
    Shares,
    Text,
)
from surefoot.exchange.pages.markup import first_and_last, its_days

_BOLD, _RED, _DIM, _END = "\033[1m", "\033[1;31m", "\033[2m", "\033[0m"
_WIDE, _GAP = 80, 3  # from which width lists stand side by side, and how far apart
_LABEL = 22  # a longer one leaves too little room for what stands beside it


def as_text(page: Page, *, width: int = 80, colour: bool = False) -> str:
    """The page as lines of at most `width` columns, a newline at the end."""
    return _Writer(width=width, colour=colour).page(page)


class _Writer:
    """Writes blocks at one width, with or without colour."""

    def __init__(self, *, width: int, colour: bool) -> None:
        self.width = max(40, width)
        self.colour = colour

    def page(self, page: Page) -> str:
        title = [self.ink(line, _BOLD) for line in self.wrap(page.title)]
        lines = [*title, *self.wrap(page.subtitle), ""]
        for section in page.sections:
            lines += [*self.section(section), ""]
        for foot in page.foot:
            lines += [self.ink(line, _DIM) for line in self.wrap(foot)]
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def section(self, section: Section) -> Iterator[str]:
        tag = f"  [{section.tag}]" if section.tag else ""
        aside = f"  ({section.aside})" if section.aside else ""
        if section.title:
            heading = self.wrap(section.title + tag + aside)
            yield from (self.ink(line, _BOLD) for line in heading)
            yield ("═" if section.place == "top" else "─") * max(map(len, heading))
        for number, block in enumerate(section.blocks):
            if number:
                yield ""
            yield from self.block(block)

    @singledispatchmethod
    def block(self, block: Block) -> Iterable[str]:
        """One block of the page; each kind registers its own lines below."""
        raise TypeError(f"no lines for {type(block).__name__}")

    @block.register
    def text(self, block: Text) -> Iterable[str]:
        lines = self.wrap(block.words)
        return [self.ink(line, _BOLD) for line in lines] if block.lead else lines

    @block.register
    def points(self, block: Points) -> Iterator[str]:
        for number, line in enumerate(block.lines, start=1):
            yield from self.hang(line, f"{number}. " if block.ordered else "• ")

    @block.register
    def columns(self, block: Columns) -> Iterator[str]:
        for title, headline, words in block.cells:
            told = ". ".join(part.rstrip(".") for part in (headline, words) if part)
            yield from self.hang(f"{title}: {told}.", "", indent=2)

    @block.register
    def lists(self, block: Lists) -> Iterator[str]:
        if block.narrow and len(block.cells) > 1 and self.width >= _WIDE:
            yield from self.side_by_side(block)
            return
        for number, (title, lines) in enumerate(block.cells):
            if number:
                yield ""
            yield self.ink(title, _BOLD)
            for line in lines:
                yield from self.hang(line, "• ")

    def side_by_side(self, block: Lists) -> Iterator[str]:
        """Each list in a column of its own."""
        wide = (self.width - _GAP * (len(block.cells) - 1)) // len(block.cells)
        column = _Writer(width=wide, colour=False)
        told = [
            [each for line in lines for each in column.hang(line, "• ")] for _, lines in block.cells
        ]
        yield self.ink(_in_columns([title for title, _ in block.cells], wide), _BOLD)
        for row in zip_longest(*told, fillvalue=""):
            yield _in_columns(row, wide)

    @block.register
    def shares(self, block: Shares) -> Iterable[str]:
        return self.wrap(", ".join(f"{name} {percent} %" for _, name, percent in block.rows))

    @block.register
    def minutes(self, block: Minutes) -> Iterable[str]:
        return self.grid(_minutes_as_grid(block))

    @block.register
    def measured(self, block: Measured) -> Iterator[str]:
        for one in block.rows:
            word = f" {one.word}." if one.word else ""
            says = f" ({one.says.rstrip('.')})" if one.says else ""
            values = f"{first_and_last(one)} ({its_days(one)})"
            yield from self.hang(f"{one.name}: {values}.{word}{says}", "", indent=2)

    @block.register
    def body_map(self, block: BodyMap) -> Iterator[str]:
        for row in block.rows:
            yield from self.hang(f"{row.name}: {row.where}.", "", indent=2)

    @block.register
    def exercises(self, block: Exercises) -> Iterator[str]:
        for item in block.items:
            yield from self.exercise(item)

    @block.register
    def call(self, call: Call) -> Iterator[str]:
        sign = {"urgent": "!!", "caution": "! ", "note": "i "}[call.tone]
        ink = _RED if call.tone == "urgent" else _BOLD
        for line in self.hang(call.title, f"{sign} "):
            yield self.ink(line, ink)
        for words in call.lines:
            yield from self.hang(words, "   ")

    @block.register
    def facts(self, block: Facts) -> Iterator[str]:
        label = max((len(name) for name, _ in block.rows), default=0) + 2
        longest = max((len(value) for _, value in block.rows), default=0)
        if label > _LABEL and label + longest > self.width:  # labels stand above their values
            for name, value in block.rows:
                yield from (self.ink(line, _BOLD) for line in self.wrap(name))
                yield from self.hang(value, "  ")
            return
        for name, value in block.rows:
            yield from self.hang(value, f"{name:<{label}}", indent=label)

    @block.register
    def for_against(self, block: ForAgainst) -> Iterator[str]:
        for weight, line in block.in_favour:
            yield from self.hang(line, f"{weight:>6}  ")
        for weight, line in block.against:
            yield from self.hang(line, f"{weight:>6}  ")
        if block.note:
            yield from self.wrap(block.note)

    def exercise(self, item: Exercise) -> Iterator[str]:
        yield from self.hang(f"{item.name}, {item.dose}", "• ")
        for words in (item.how, item.cue, *item.care):
            if words:
                yield from self.hang(words, "  ")

    @block.register
    def grid(self, grid: Grid) -> Iterator[str]:
        table = [list(grid.head), *[list(row) for row in grid.rows]]
        widths = self.widths(table)
        if grid.caption:
            yield from self.wrap(grid.caption)
        for number, row in enumerate(table):
            for line in self.cells(row, widths, set(grid.numeric)):
                yield self.ink(line, _BOLD) if number == 0 else line
        if grid.note:
            yield from self.wrap(grid.note)

    def widths(self, table: Sequence[Sequence[str]]) -> list[int]:
        """Natural widths; the widest columns give way until the row fits."""
        widths = [max(len(row[c]) for row in table) for c in range(len(table[0]))]
        while sum(widths) + 2 * (len(widths) - 1) > self.width and max(widths) > 4:
            widths[widths.index(max(widths))] -= 1
        return widths

    def cells(self, row: Sequence[str], widths: list[int], right: set[int]) -> Iterator[str]:
        columns = [
            textwrap.wrap(cell, wide) or [""] for cell, wide in zip(row, widths, strict=True)
        ]
        for line in range(max(map(len, columns))):
            parts = [column[line] if line < len(column) else "" for column in columns]
            yield "  ".join(
                part.rjust(widths[c]) if c in right else part.ljust(widths[c])
                for c, part in enumerate(parts)
            )

    def wrap(self, words: str) -> list[str]:
        return textwrap.wrap(words, self.width) or [""]

    def hang(self, words: str, first: str, *, indent: int | None = None) -> list[str]:
        later = " " * (len(first) if indent is None else indent)
        return textwrap.wrap(words, self.width, initial_indent=first, subsequent_indent=later)

    def ink(self, line: str, code: str) -> str:
        return f"{code}{line}{_END}" if self.colour else line


def _in_columns(parts: Iterable[str], wide: int) -> str:
    return (" " * _GAP).join(part.ljust(wide) for part in parts).rstrip()


def _minutes_as_grid(block: Minutes) -> Grid:
    def cells(minutes: Sequence[int]) -> list[str]:
        return [str(n) if n else "–" for n in minutes]

    rows = [[name, *cells(minutes)] for _, name, minutes in block.rows]
    rows += [["Together", *cells(block.total)], ["At most", *map(str, block.cap)]]
    head = ["Minutes in week", *map(str, block.weeks)]
    return Grid(head=head, rows=rows, numeric=range(1, len(head)))
