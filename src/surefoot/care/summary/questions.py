"""What to ask or test next: while a warning sign is up, only what that sign turns on."""

from collections.abc import Iterator, Sequence

from surefoot.care.findings import Findings
from surefoot.care.summary.chart import Chart, many, sentence
from surefoot.care.summary.page import Block, Points
from surefoot.terms import Urgency

_RULE = "convention/first-screen"
_ASKED = 3


def asks(chart: Chart) -> Iterator[Block]:
    """What a plan waits for, then what would tell most about the type."""
    lines = tuple(_of_the_signs(chart) if _is_alarmed(chart) else _of_the_plan(chart))
    if lines:
        yield Points(lines=tuple(dict.fromkeys(lines)))


def _is_alarmed(chart: Chart) -> bool:
    """Whether a physician has to answer before anything is trained."""
    return chart.contact.urgency <= Urgency.U2


def _of_the_signs(chart: Chart) -> Iterator[str]:
    """The findings not known by which a raised sign might be less urgent."""
    findings = Findings(chart.case, chart.knowledge)
    missing = (code for flag in chart.contact.raised for code in findings.missing(flag.id))
    for code in tuple(dict.fromkeys(missing))[:_ASKED]:
        row = chart.knowledge.findings[code]
        yield row.ask or sentence(row.says)


def _of_the_plan(chart: Chart) -> Iterator[str]:
    held = chart.plan.questions if chart.plan else ()
    waiting = [f"{q.ask} ({_release(chart, q.releases)})" for q in held if q.ask]
    yield from (*waiting[:_ASKED], *tuple(_tests(chart))[: max(1, _ASKED - len(waiting))])


def _tests(chart: Chart) -> Iterator[str]:
    """What is worth the time of a visit; what is done elsewhere a physician orders by letter."""
    least = chart.knowledge.conventions[_RULE].numbers["ask_bits"]
    tests = chart.diagnosis.next_tests
    yield from (test.ask for test in tests if test.bits >= least and not test.external)


def _release(chart: Chart, held: Sequence[str]) -> str:
    """What an answer would release: one exercise by its name, many by their number."""
    library = chart.knowledge.exercises
    if len(held) == 1 and held[0] in library:
        return f"releases {library[held[0]].name}"
    return f"holds back {many(len(held), 'exercise')}"
