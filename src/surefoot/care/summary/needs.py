"""What a person must be told first: words that hang on a must-have, a condition or a finding."""

from collections.abc import Iterator
from itertools import islice

from surefoot.care.findings import Findings
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.summary.chart import Chart
from surefoot.care.summary.page import Block, Call
from surefoot.knowledge.schema.wording import Wording

_ANY = "any"  # what is said of every plan that has nothing of its own to say


def always(chart: Chart) -> Iterator[Block]:
    """What nobody it concerns may miss, whatever else comes first, with a plan or without."""
    yield from _calls(chart, "always", _about(chart))


def matters_first(chart: Chart) -> Iterator[Block]:
    """The one thing to remember, by the first row whose must-have or condition is this person's."""
    if chart.contact.raised:
        return
    own = tuple(islice(_calls(chart, "first", _about(chart)), 1))
    if own:
        yield from own
    elif not any(always(chart)) and _at_home(chart.plan):
        yield from _calls(chart, "first", {_ANY})


def concerns(plan: PlanOfCare) -> set[str]:
    """The must-haves and conditions of a plan, as statements."""
    return {need.id for need in plan.requirements} | {f"safety/{c}" for c in plan.conditions}


def of_this_person(chart: Chart, kind: str) -> Iterator[Wording]:
    """The words of a kind whose rule is known to hold of this person."""
    findings = Findings(chart.case, chart.knowledge)
    for key, row in chart.knowledge.wordings.items():
        if row.when and key.startswith(f"{kind}/") and findings.holds(row.when) is True:
            yield row


def _calls(chart: Chart, kind: str, about: set[str]) -> Iterator[Block]:
    told = {f"{kind}/{statement}/patient" for statement in about}
    own = of_this_person(chart, kind)
    told |= {row.id for row in own if not row.must_have or row.must_have in about}
    for key, row in chart.knowledge.wordings.items():
        if key in told:
            title, _, line = row.says.partition(" | ")
            yield Call(tone="note", title=title, lines=(line,))


def _about(chart: Chart) -> set[str]:
    plan = chart.plan
    return concerns(plan) if isinstance(plan, PlanOfCare) else _without_plan(chart)


def _at_home(plan: PlanOfCare | NoSafePlan | None) -> bool:
    """Whether something is trained at home in the first week."""
    weeks = plan.weeks if isinstance(plan, PlanOfCare) else ()
    return any(week.home.exercises for week in weeks[:1])


def _without_plan(chart: Chart) -> set[str]:
    """Who has no plan has must-haves and conditions all the same: what is known asks for them."""
    findings = Findings(chart.case, chart.knowledge)
    needs = {r.id for r in chart.knowledge.must_haves.values() if findings.holds(r.when) is True}
    there = {r.id for r in chart.knowledge.conditions.values() if findings.holds(r.finding) is True}
    return needs | there
