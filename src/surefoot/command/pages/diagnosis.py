"""What is it? Every pattern on its own scale, with every line of evidence."""

from collections.abc import Iterator, Sequence

from surefoot.care.diagnosis import Diagnosis, PatternScore
from surefoot.care.line import LineOfCare
from surefoot.care.summary.chart import chance
from surefoot.care.summary.evidence import weighed
from surefoot.care.summary.limits import spoken
from surefoot.care.summary.page import Block, Call, ForAgainst, Grid, Page, Points, Section, Text
from surefoot.command.pages.frame import framed
from surefoot.terms import Reason

_SETTLED = 2  # patterns named beside a test


def diagnosis_page(line: LineOfCare) -> Page:
    """Every pattern on its own scale, with every line of evidence."""
    found = line.diagnosis
    sections = [Section(title="What is it?", blocks=tuple(_classified(found)))]
    if found.criteria:
        sections.append(Section(title="Criteria that are met", blocks=(_because(found.criteria),)))
    if found.extent:
        blocks = (_because(found.extent_reasons),)
        sections.append(Section(title=f"Extent of damage: grade {found.extent}", blocks=blocks))
    sections += [_pattern(line, score) for score in found.patterns if _is_told(score)]
    if found.next_tests:
        sections.append(Section(title="Ask or test next", blocks=(_next(found),)))
    return framed(line, "diagnose", sections, found.unreviewed)


def _classified(found: Diagnosis) -> Iterator[Block]:
    yield Text(words=found.summary, lead=True)
    if found.cannot_tell:
        yield Call(tone="note", title="Cannot tell yet", lines=found.cannot_tell)
    yield Grid(
        head=("Pattern", "Probability", "Range", "Band"),
        rows=tuple(
            (s.name, chance(s.probability), _range(s), s.band.replace("_", " "))
            for s in found.patterns
        ),
        numeric=(1, 2),
        note="Each pattern is a yes or no of its own; they occur together and do not add up to 1.",
    )
    for mimic in found.mimics:
        yield Call(
            tone="caution", title=f"Not to be missed: {mimic.name}, {chance(mimic.probability)}"
        )
    for nerve in found.nerves:
        title = f"{nerve.name}, {nerve.side}: {nerve.reason.says}"
        yield Call(tone="note", title=title, lines=(nerve.tell_apart,))


def _range(score: PatternScore) -> str:
    return f"{chance(score.low)} to {chance(score.high)}"


def _is_told(score: PatternScore) -> bool:
    return bool(score.evidence_for or score.evidence_against)


def _pattern(line: LineOfCare, score: PatternScore) -> Section:
    block = ForAgainst(
        in_favour=tuple(weighed(one, line.knowledge) for one in score.evidence_for),
        against=tuple(weighed(one, line.knowledge) for one in score.evidence_against),
    )
    return Section(title=score.name, aside=f"starts at {score.prior:.2f}", blocks=(block,))


def _next(found: Diagnosis) -> Grid:
    names = {score.pattern: score.name for score in found.patterns}
    rows = tuple(
        (t.ask, t.who.replace("_", " "), "; ".join(names[p] for p in t.settles[:_SETTLED]))
        for t in found.next_tests
    )
    note = "In the order of what each is expected to tell."
    return Grid(head=("Ask or test", "Who", "Bears most on"), rows=rows, note=note)


def _because(reasons: Sequence[Reason]) -> Points:
    """Each reason with its grade; the statement it rests on is named in the full record."""
    return Points(lines=tuple(f"{spoken(r.says).rstrip('.')} (grade: {r.grade})." for r in reasons))
