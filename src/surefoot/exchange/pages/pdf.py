"""A page as a tagged PDF (PDF/UA), set by typst with the typeface that is shipped."""

import json
from datetime import UTC, datetime, time
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import typst

from surefoot.care.summary.page import Block, Exercises, Page, Section
from surefoot.exchange.pages.figures import drawn

_FOLDER = Path(str(resources.files("surefoot.exchange.pages")))


def as_pdf(page: Page) -> bytes:
    """The page as PDF. The words travel as data: markup in a name stays plain text."""
    made = datetime.combine(page.made_on, time(), tzinfo=UTC)
    pdf = _compiler().compile(
        sys_inputs={"page": json.dumps(_document(page))},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=int(made.timestamp()),  # the same page gives the same bytes
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single document")
    return pdf


def _document(page: Page) -> dict[str, Any]:
    """The page as plain data, each block told apart by its kind."""
    return {**msgspec.to_builtins(page), "sections": [_section(s) for s in page.sections]}


def _section(section: Section) -> dict[str, Any]:
    return {**msgspec.to_builtins(section), "blocks": [_block(b) for b in section.blocks]}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Exercises):
        items = [{**msgspec.to_builtins(i), "figure": i.id in drawn()} for i in block.items]
        return {"kind": "exercises", "items": items}
    return {"kind": type(block).__name__.lower(), **msgspec.to_builtins(block)}


@cache
def _compiler() -> typst.Compiler:
    """One compiler a process: the second page costs a fraction of the first."""
    return typst.Compiler(
        str(_FOLDER / "page.typ"),
        root=str(_FOLDER),
        font_paths=[str(_FOLDER / "fonts")],
        ignore_system_fonts=True,
    )
