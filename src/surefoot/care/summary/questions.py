"""What to ask or test next: while a warning sign is up, only what that sign turns on."""

from collections.abc import Iterator, Sequence

from surefoot.care.diagnosis import NextTest
from surefoot.care.findings import Findings
from surefoot.care.plan.records import PlanOfCare
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


def asked_of_the_person(chart: Chart) -> Iterator[str]:
    """What a plan waits for that a person can tell at home or on the telephone: no measurement."""
    words = dict(_intake_words(chart))
    held = chart.plan.questions if chart.plan else ()
    told = (words[q.code] or q.ask for q in held if q.who == "patient" and q.code in words)
    yield from dict.fromkeys(told)


def _intake_words(chart: Chart) -> Iterator[tuple[str, str]]:
    """Each finding that the intake asks for, with the words of its own that it has there."""
    for question in chart.knowledge.intake_questions.values():
        yield question.finding, ""
        yield from ((code, "") for code in question.findings)
        for option in question.options:
            yield from ((found.partition("=")[0], option.says) for found in option.findings)


def _of_the_plan(chart: Chart) -> Iterator[str]:
    if isinstance(chart.plan, PlanOfCare) and chart.plan.gate == "provisional":
        waiting = list(asked_of_the_person(chart))  # the first examination answers the rest
    else:
        held = chart.plan.questions if chart.plan else ()
        waiting = [f"{q.ask} ({_release(chart, q.releases)})" for q in held if q.ask]
    yield from (*waiting[:_ASKED], *tuple(_tests(chart))[: max(1, _ASKED - len(waiting))])


def _tests(chart: Chart) -> Iterator[str]:
    """What is worth the time of a visit; what is done elsewhere a physician orders by letter."""
    least = chart.knowledge.conventions[_RULE].numbers["ask_bits"]
    tests = [t for t in chart.diagnosis.next_tests if t.bits >= least and not t.external]
    yield from (test.ask for test in sorted(tests, key=lambda test: _is_late(chart, test)))


def _is_late(chart: Chart, test: NextTest) -> bool:
    """Whether it looks for another cause of what a confirmed one explains."""
    row = chart.knowledge.pattern_questions.get(test.statement)
    return row is not None and {*test.codes} <= {*row.after_cause} and _is_explained(chart)


def _is_explained(chart: Chart) -> bool:
    first = chart.diagnosis.patterns[0].pattern
    causes = chart.knowledge.causes
    return any(
        cause.certainty == "confirmed" and first in causes[cause.id].patterns
        for cause in chart.prognosis.causes
    )


def _release(chart: Chart, held: Sequence[str]) -> str:
    """What an answer would release: one exercise by its name, many by their number."""
    library = chart.knowledge.exercises
    if len(held) == 1 and held[0] in library:
        return f"releases {library[held[0]].name}"
    return f"holds back {many(len(held), 'exercise')}"
