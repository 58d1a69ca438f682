"""What a person must be told first: words that hang on a must-have or on a condition."""

from collections.abc import Iterator
from itertools import islice

from surefoot.care.findings import Findings
from surefoot.care.plan.records import PlanOfCare
from surefoot.care.summary.chart import Chart
from surefoot.care.summary.page import Block, Call

_ANY = "any"  # what is said of every plan that has nothing of its own to say


def always(chart: Chart) -> Iterator[Block]:
    """What nobody it concerns may miss, whatever else comes first, with a plan or without."""
    yield from _calls(chart, "always")


def matters_first(chart: Chart) -> Iterator[Block]:
    """The one thing to remember, by the first row whose must-have or condition is this person's."""
    if not chart.contact.raised:
        yield from islice(_calls(chart, "first"), 1)


def concerns(plan: PlanOfCare) -> set[str]:
    """The must-haves and conditions of a plan, as statements."""
    return {need.id for need in plan.requirements} | {f"safety/{c}" for c in plan.conditions}


def _calls(chart: Chart, kind: str) -> Iterator[Block]:
    plan = chart.plan
    about = {*concerns(plan), _ANY} if isinstance(plan, PlanOfCare) else _without_plan(chart)
    told = {f"{kind}/{statement}/patient" for statement in about}
    for key, row in chart.knowledge.wordings.items():
        if key in told:
            title, _, line = row.says.partition(" | ")
            yield Call(tone="note", title=title, lines=(line,))


def _without_plan(chart: Chart) -> set[str]:
    """Who has no plan has must-haves all the same: what is known asks for them."""
    findings = Findings(chart.case, chart.knowledge)
    rows = chart.knowledge.must_haves.values()
    return {row.id for row in rows if findings.holds(row.when) is True}
