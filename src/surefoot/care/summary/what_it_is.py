"""What is it? On the patient's page: the patterns in plain words, and what is behind them."""

from collections.abc import Iterator, Sequence

from surefoot.care.diagnosis import PatternScore
from surefoot.care.findings import Findings
from surefoot.care.summary.chart import Chart
from surefoot.care.summary.needs import of_this_person
from surefoot.care.summary.page import Block, Text
from surefoot.terms import Urgency

_POSSIBLE = 2


def what_it_is(chart: Chart) -> Iterator[Block]:
    """The patterns that are told, how sure they are, and each known cause that can be treated."""
    shown = _told(chart)
    if not shown:
        yield Text(words=chart.words("pattern/none/patient"), lead=True)
        return
    yield Text(words=chart.words(f"band/{shown[0].band}/patient"))
    for pattern in shown:
        yield Text(words=_pictured(chart, pattern), lead=pattern is shown[0])
        for row in of_this_person(chart, f"pattern/{pattern.pattern}/more"):
            yield Text(words=row.says)
    for row in of_this_person(chart, "what"):
        yield Text(words=row.says)
    yield from _causes(chart)


def may_train(chart: Chart) -> bool:
    """Whether training may be praised: not while a doctor has to look at something first."""
    return chart.contact.urgency > Urgency.U2


def _told(chart: Chart) -> Sequence[PatternScore]:
    """What is likely, else what is possible while no doctor may find something else."""
    diagnosis = chart.diagnosis
    likely = [
        p for p in diagnosis.patterns
        if p.band == "likely" and p.pattern not in diagnosis.explained
    ]  # fmt: skip
    if likely or not may_train(chart):
        return likely
    possible = [p for p in diagnosis.patterns if p.band == "possible"][:_POSSIBLE]
    if possible and _is_no_nerve(chart, possible[0]):
        return possible[:1]  # what may well lie elsewhere is not told as a nerve as well
    return possible


def _is_no_nerve(chart: Chart, pattern: PatternScore) -> bool:
    return not chart.knowledge.patterns[pattern.pattern].types


def _pictured(chart: Chart, pattern: PatternScore) -> str:
    """What a pattern is, in words for this person where there are any."""
    about = f"pattern/{pattern.pattern}"
    if _is_looked_at(chart, pattern):
        return chart.words_or(f"{about}/reviewed/patient", chart.words(f"{about}/patient"))
    own = of_this_person(chart, f"{about}/instead")
    return next((row.says for row in own), chart.words(f"{about}/patient"))


def _is_looked_at(chart: Chart, pattern: PatternScore) -> bool:
    """Whether what speaks most for it is a warning sign that a doctor has looked at."""
    findings = Findings(chart.case, chart.knowledge)
    signs = {*chart.contact.reviewed} & {*chart.knowledge.patterns[pattern.pattern].red_flags}
    seen = {code for sign in signs for code in findings.basis(sign)}
    return any({*line.findings} <= seen for line in pattern.evidence_for[:1])


def _causes(chart: Chart) -> Iterator[Block]:
    """Each confirmed cause that has words: those that can be treated have."""
    for cause in chart.prognosis.causes:
        about = f"cause/{cause.id}/patient"
        if cause.certainty == "confirmed" and about in chart.knowledge.wordings:
            yield Text(words=chart.words(about))
