"""What was measured, first and last, and what may be said of the difference."""

from collections.abc import Iterator, Mapping
from datetime import date

from surefoot.care.examination import Score
from surefoot.care.examination.rounding import half_up
from surefoot.care.outcomes.change import Change, change
from surefoot.care.summary.chart import Chart
from surefoot.care.summary.page import Series, Trend
from surefoot.knowledge.schema.instruments import Value

_TRENDS: dict[str, Trend] = {
    "improved_important": "better",
    "improved_small": "better",
    "worsened_important": "worse",
    "worsened_small": "worse",
}


def series(chart: Chart) -> tuple[Series, ...]:
    """Every value that was scored on some day; in the order of the core set, then by name.

    First and last are compared by `care.outcomes`, which alone decides what is said of them.
    """
    scored: dict[str, list[Score]] = {}
    for score in sorted(chart.examination.scores, key=lambda score: score.on):
        if score.state == "scored":
            scored.setdefault(score.instrument, []).append(score)
    order = {
        code: number
        for number, row in enumerate(chart.knowledge.core_measures.values())
        for code in row.instruments
    }
    codes = sorted(scored, key=lambda code: (order.get(code, len(order)), code))
    return tuple(one for code in codes for one in _of(chart, scored[code]))


def _of(chart: Chart, scores: list[Score]) -> Iterator[Series]:
    first, last = scores[0], scores[-1]
    if first.on == last.on:
        yield _once(chart, last)
        return
    seen: set[str] = set()
    found = change(first, last, chart.knowledge)
    for one in found:
        if one.value not in seen:  # a value may have limits of several groups: the first counts
            seen.add(one.value)
            yield _changed(chart, scores, one, alone=len(found) == 1)


def _once(chart: Chart, score: Score) -> Series:
    value = _values(chart, score.instrument)[chart.knowledge.instruments[score.instrument].main]
    main = score.main
    return Series(
        measure=score.instrument,
        name=score.name,
        unit=value.unit,
        last=main.shown if main else "",
        last_on=score.on,
        says=", ".join(band.label for band in score.bands),
    )


def _changed(chart: Chart, scores: list[Score], one: Change, *, alone: bool) -> Series:
    value = _values(chart, one.instrument)[one.value]
    return Series(
        measure=one.instrument,
        name=scores[-1].name if alone else f"{scores[-1].name}: {one.name}",
        unit=one.unit,
        points=tuple(_points(scores, one.value)),
        first=_shown(one.before, value),
        first_on=one.before_on,
        last=_shown(one.after, value),
        last_on=one.after_on,
        trend=_TRENDS.get(one.kind or "", "open" if one.kind else ""),
        word=one.label,
        says=_against(one) if one.kind else one.why,
        error=one.limits.mdc95 if one.kind else None,
    )


def _points(scores: list[Score], value: str) -> Iterator[tuple[date, float]]:
    for score in scores:
        known = score.values.get(value)
        if known and isinstance(known.value, int | float) and not isinstance(known.value, bool):
            yield score.on, float(known.value)


def _against(one: Change) -> str:
    """The error of the test and the least that matters, each if it is known."""
    limits = {"error": one.limits.mdc95, "matters from": one.limits.mcid}
    told = [
        f"{name} {float(half_up(limit, 2)):g}"
        for name, limit in limits.items()
        if limit is not None
    ]
    return ", ".join(told)


def _shown(known: float | str | bool | None, value: Value) -> str:
    if isinstance(known, bool):
        return "yes" if known else "no"
    if isinstance(known, int | float):
        return str(half_up(known, value.decimals))
    return known or "not known"


def _values(chart: Chart, instrument: str) -> Mapping[str, Value]:
    return {value.id: value for value in chart.knowledge.instruments[instrument].values}
