"""A page as text for the terminal, as HTML without scripts, and as a tagged PDF."""

from surefoot.exchange.pages.html import as_html
from surefoot.exchange.pages.pdf import as_pdf
from surefoot.exchange.pages.terminal import as_text

__all__ = ["as_html", "as_pdf", "as_text"]
