"""A page as a tagged PDF (PDF/UA), set by typst with the typeface that is shipped."""

import json
from datetime import UTC, datetime, time
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import typst

from surefoot.care.summary.page import (
    Block,
    BodyMap,
    Exercises,
    Measured,
    Page,
    Section,
    Series,
)
from surefoot.exchange.pages import bodymap, trend
from surefoot.exchange.pages.figures import in_words
from surefoot.exchange.pages.letters import in_letters_at_hand
from surefoot.exchange.pages.markup import first_and_last, its_days
from surefoot.knowledge.values import day

_FOLDER = Path(str(resources.files("surefoot.exchange.pages")))


def as_pdf(page: Page) -> bytes:
    """The page as PDF. The words travel as data: markup in a name stays plain text."""
    made = datetime.combine(page.made_on, time(), tzinfo=UTC)
    # The same page gives the same bytes: the time is that of the page.
    return in_letters_at_hand(_document(page), lambda told: _set(told, int(made.timestamp())))


def _set(told: dict[str, Any], timestamp: int) -> bytes:
    pdf = _compiler().compile(
        sys_inputs={"page": json.dumps(told)},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=timestamp,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single document")
    return pdf


def _document(page: Page) -> dict[str, Any]:
    """The page as plain data, each block told apart by its kind."""
    told = {**msgspec.to_builtins(page), "made": day(page.made_on)}
    return {**told, "sections": [_section(section) for section in page.sections]}


def _section(section: Section) -> dict[str, Any]:
    return {**msgspec.to_builtins(section), "blocks": [_block(b) for b in section.blocks]}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Exercises):
        items = [{**msgspec.to_builtins(i), "figure": in_words(i.id)} for i in block.items]
        return {"kind": "exercises", "items": items}
    if isinstance(block, BodyMap):
        return {"kind": "bodymap", **_body_map(block)}
    if isinstance(block, Measured):
        return {"kind": "measured", "rows": [_over_time(one) for one in block.rows]}
    return {"kind": type(block).__name__.lower(), **msgspec.to_builtins(block)}


def _over_time(one: Series) -> dict[str, str]:
    """A row with its drawing as a picture."""
    drawn = bodymap.alone(trend.picture(one))
    told = {"name": one.name, "trend": one.trend, "word": one.word, "says": one.says}
    return told | {"values": first_and_last(one), "days": its_days(one), "svg": drawn}


def _body_map(block: BodyMap) -> dict[str, Any]:
    """The views as pictures, and each symptom with its paint and its words."""
    marked = bodymap.marked(block)
    views = [
        {
            "alt": bodymap.VIEWS[view],
            "whole": view in ("front", "back"),
            "svg": bodymap.alone(bodymap.picture(view, marked)),
        }
        for view in bodymap.views(marked)
    ]
    rows = [
        {"name": row.name, "where": row.where, "swatch": bodymap.alone(bodymap.swatch(row.symptom))}
        for row in block.rows
    ]
    return {"views": views, "rows": rows}


@cache
def _compiler() -> typst.Compiler:
    """One compiler a process: the second page costs a fraction of the first."""
    return typst.Compiler(
        str(_FOLDER / "page.typ"),
        root=str(_FOLDER),
        font_paths=[str(_FOLDER / "fonts")],
        ignore_system_fonts=True,
    )
