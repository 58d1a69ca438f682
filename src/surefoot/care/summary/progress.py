"""The patient's page of what was measured again: better, worse, or not to be told yet."""

from collections.abc import Iterator
from dataclasses import replace

from surefoot.care.summary.chart import Chart
from surefoot.care.summary.over_time import series
from surefoot.care.summary.page import Block, Measured, Page, Section, Series, Text, Trend
from surefoot.care.summary.patient import urgent
from surefoot.knowledge.values import day
from surefoot.terms import Urgency

_ORDER: tuple[Trend, ...] = ("better", "worse", "open", "")
"""What went well first; what is not known last."""


def progress_page(chart: Chart) -> Page:
    """First and last of everything that was measured on two days; anything urgent stands alone."""
    person = chart.case.person
    return Page(
        reader="patient",
        title=f"How you are doing, {person.name.split()[0]}",
        subtitle=f"{person.name} · {day(chart.case.today)}",
        made_on=chart.case.today,
        sections=tuple(_sections(chart)),
        foot=(chart.words("progress/error/patient"), chart.words("patient/foot")),
        language=person.language,
    )


def _sections(chart: Chart) -> Iterator[Section]:
    if chart.contact.raised:
        yield Section(title="", blocks=tuple(urgent(chart)))
    if chart.contact.urgency <= Urgency.U1:
        return  # nothing else may stand between the person and what to do now
    again = [one for one in series(chart) if one.first_on]
    if not again:
        yield Section(title="", blocks=(Text(words=chart.words("progress/none/patient")),))
    for trend in _ORDER:
        if rows := tuple(_plain(chart, one) for one in again if one.trend == trend):
            name = trend or "values"
            said: tuple[Block, ...] = (Text(words=chart.words(f"progress/{name}/patient")),)
            title = chart.words(f"progress/{name}/title")
            yield Section(title=title, blocks=(*said, Measured(rows=rows)))


def _plain(chart: Chart, one: Series) -> Series:
    """The same row in the person's words, without the figures of the test."""
    name = chart.words_or(f"measure/{one.measure}/patient", one.name)
    _, colon, part = one.name.partition(": ")
    return replace(one, name=f"{name}: {part}" if colon else name, says="")
