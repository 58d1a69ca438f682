"""A value over time as a small drawing: a dot a day, the last one large, its error as a band.

Colours stand in the drawing for paper; on a screen the style of the page has the last word.
"""

from surefoot.care.summary.page import Series

WIDE, HIGH, EDGE = 132, 40, 5
INK, SOFT = "#14594b", "#dfe7e2"


def picture(one: Series) -> str:
    """The drawing, silent for screen readers; the row beside it says the same. "" without two."""
    if len(one.points) < 2:
        return ""
    at = _places(one)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    joined = f'<polyline points="{line}" fill="none" stroke="{INK}" stroke-width="1.5"/>'
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 if (x, y) == at[-1] else 2.2}" fill="{INK}"/>'
        for x, y in at
    )
    return (
        f'<svg class="trend" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
        f'aria-hidden="true">{_band(one)}{joined if one.trend else ""}{dots}</svg>'
    )


def _places(one: Series) -> list[tuple[float, float]]:
    """Where each dot stands: days to the right, higher values higher."""
    first, last = one.points[0][0], one.points[-1][0]
    days = (last - first).days or 1
    across = WIDE - 2 * EDGE
    return [(EDGE + across * (on - first).days / days, _height(one, v)) for on, v in one.points]


def _height(one: Series, value: float) -> float:
    low, high = _ends(one)
    return HIGH - EDGE - (HIGH - 2 * EDGE) * (value - low) / ((high - low) or 1)


def _ends(one: Series) -> tuple[float, float]:
    """The lowest and highest value drawn, the band among them; level values stand in the middle."""
    values = [value for _, value in one.points]
    around = one.error or 0.0
    low = min(*values, values[0] - around)
    high = max(*values, values[0] + around)
    return (low, high) if high > low else (low - 1, high + 1)


def _band(one: Series) -> str:
    """What the first value may have been by error alone."""
    if not one.error:
        return ""
    first = one.points[0][1]
    top, foot = _height(one, first + one.error), _height(one, first - one.error)
    return (
        f'<rect class="band" x="0" y="{top:.1f}" width="{WIDE}" height="{foot - top:.1f}" '
        f'fill="{SOFT}"/>'
    )
