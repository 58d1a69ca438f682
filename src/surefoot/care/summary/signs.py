"""A warning sign as it is printed: what it is, what was found for it, what to do."""

from collections.abc import Iterable, Iterator
from datetime import date

from surefoot.care.case import Value
from surefoot.care.contact import RaisedFlag
from surefoot.care.findings import Findings
from surefoot.care.summary.chart import Chart, many, number, sentence, upper_first
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.values import day, in_words

_MOST = 6  # findings; the first contact lists them all
_SIDES = ("left", "right")
_SCORE = "{score}"  # a grade or a sum of points: the figure says it


def title(chart: Chart, flag: RaisedFlag) -> str:
    """How soon, and what it is: "Within 72 hours: Cord signs"."""
    soon = upper_first(chart.words(f"urgency/{flag.urgency.name}"))
    row = chart.knowledge.red_flags.get(flag.id)
    return f"{soon}: {upper_first(row.says) if row else flag.reason.says}".rstrip(".")


def found(chart: Chart, flag: RaisedFlag) -> str:
    """What was found, both sides together: "Found: knee jerk brisk on both sides"."""
    lines = tuple(_found(chart, flag))
    if not lines:
        return ""
    rest = len(lines) - _MOST
    more = f"; and {many(rest, 'finding')} more" if rest > 0 else ""
    fits = "; ".join(line for line in _beside(chart, flag) if line not in lines)
    beside = sentence(f" Fits with it: {fits}") if fits else ""
    return f"{sentence(f'Found: {"; ".join(lines[:_MOST])}{more}')} {beside}".strip()


def said_before(chart: Chart) -> Iterator[str]:
    """What those said who looked at a sign before, in their words."""
    words = chart.words("letter/seen")
    for review in sorted(chart.case.reviews, key=lambda review: review.on):
        if review.on <= chart.case.today:
            role = review.role.replace("_", " ")
            yield words.format(by=review.by, role=role, day=day(review.on), says=review.says)


def _found(chart: Chart, flag: RaisedFlag) -> Iterator[str]:
    """Signs that are there before figures, each with its place."""
    yield from _present(chart, Findings(chart.case, chart.knowledge).grounds(flag.id))


def _beside(chart: Chart, flag: RaisedFlag) -> Iterator[str]:
    """What does not decide on it and fits with it: of what is worked out, the grounds."""
    row, findings = chart.knowledge.red_flags.get(flag.id), Findings(chart.case, chart.knowledge)
    for code in row.beside if row else ():
        if findings.value(code) is True:
            yield from _present(chart, findings.grounds(code))
        elif (value := findings.value(code)) is not None and value is not False:
            finding = chart.knowledge.findings[code]
            yield f"{finding.says} {_shown(chart, finding, value)}"


def _present(chart: Chart, slots: Iterable[str]) -> Iterator[str]:
    findings = Findings(chart.case, chart.knowledge)
    places: dict[tuple[str, Value], list[str]] = {}
    for slot in slots:
        code, _, place = slot.partition("@")
        value = findings.in_slot(slot)
        if value is not None and value is not False:
            places.setdefault((code, value), []).append(place)
    for (code, value), where in sorted(places.items(), key=lambda each: each[0][1] is not True):
        row = chart.knowledge.findings[code]
        yield " ".join(
            part for part in (row.says, _shown(chart, row, value), _where(where)) if part
        )


def _shown(chart: Chart, row: Finding, value: Value) -> str:
    if value is True:
        return ""
    if isinstance(value, date):
        return day(value)
    if row.unit == _SCORE and isinstance(value, int | float):
        return number(value)
    return in_words(chart.knowledge, row, value)


def _where(places: list[str]) -> str:
    sides = [place for place in places if place in _SIDES]
    both = len(sides) == len(_SIDES)
    return "on both sides" if both else f"({sides[0]})" if sides else ""
