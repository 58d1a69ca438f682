"""P9: a report as PDF costs at most 4 times the smallest typst document, both from scratch."""

import sys
from pathlib import Path

from bench.floors import smallest_pdf
from bench.measure import at_most, side_by_side

from surefoot.care.summary import patient_page, referral_letter, therapist_page
from surefoot.command.line import line_of
from surefoot.exchange.pages import as_pdf
from surefoot.exchange.pages.pdf import _compiler

EXAMPLES = sorted(Path("examples").glob("*.json"))


def main() -> int:
    """Print the ratios of the three pages of every example."""
    charts = [line_of(path, None, None, 0).chart for path in EXAMPLES]
    pages = [make(c) for c in charts for make in (patient_page, therapist_page, referral_letter)]

    def from_scratch() -> None:
        for page in pages:
            _compiler.cache_clear()
            as_pdf(page)

    def again() -> None:
        for page in pages:
            as_pdf(page)

    took = side_by_side({"floor": smallest_pdf, "scratch": from_scratch, "again": again}, rounds=9)
    print(f"smallest document {took['floor'] * 1000:.1f} CPU-ms; {len(pages)} pages")
    met = at_most(
        "P9", "page, compiler from scratch", took["scratch"] / len(pages) / took["floor"], 4
    )
    met &= at_most("P9", "page, same compiler", took["again"] / len(pages) / took["floor"], 4)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
