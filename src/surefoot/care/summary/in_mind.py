"""What is to be kept in mind: this life first, what the type asks for at each visit after it."""

from collections.abc import Iterator

from surefoot.care.plan.records import PlanOfCare
from surefoot.care.summary import signs
from surefoot.care.summary.chart import Chart, lower_first
from surefoot.care.summary.limits import must_not, plain
from surefoot.care.summary.page import Block, Points

_MOST = 4  # lines, before the details behind it
_AVOID = "Avoid: "


def at_once(chart: Chart) -> Iterator[Block]:
    """What reviewers of a sign said, what this life changes, and what the type says to avoid."""
    if not isinstance(chart.plan, PlanOfCare):
        return
    if lines := (*signs.said_before(chart), *_of_this_life(chart, chart.plan)[:_MOST]):
        yield Points(lines=lines)


def at_each_visit(chart: Chart, plan: PlanOfCare) -> tuple[str, ...]:
    """What the type asks for at each visit, and what the first screen has no room for."""
    usual = _usual(chart)
    asked = tuple(line for line in _watched(chart, plan) if line in usual)
    return (*asked, *_of_this_life(chart, plan)[_MOST:])


def _of_this_life(chart: Chart, plan: PlanOfCare) -> tuple[str, ...]:
    usual = _usual(chart)
    lines = tuple(line for line in _watched(chart, plan) if line not in usual)
    avoided = [line for line in lines if line.startswith(_AVOID)]
    own = tuple(line for line in lines if line not in avoided)
    return (*own, *((_together(avoided),) if avoided else ()))


def _together(avoided: list[str]) -> str:
    """What each type avoids in one sentence."""
    parts = [line.removeprefix(_AVOID).rstrip(".") for line in avoided]
    return f"{_AVOID}{'; '.join(map(lower_first, parts))}."


def _usual(chart: Chart) -> frozenset[str]:
    """What a type asks for in everybody who has it."""
    return frozenset(plain(row.must, chart) for row in chart.knowledge.mixes.values() if row.must)


def _watched(chart: Chart, plan: PlanOfCare) -> Iterator[str]:
    """What is to be watched, without what a rule or a warning sign above says already."""
    said = " ".join(words for _, words in must_not(chart, plan))
    raised = {plain(flag.reason.says, chart) for flag in chart.contact.raised}
    lines = dict.fromkeys(plain(says, chart) for says in plan.watch)
    yield from (line for line in lines if line not in said and line not in raised)
