"""Lines of evidence as a page says them: the finding in plain words, its weight once."""

import re
from collections.abc import Iterator, Sequence

from surefoot.care.diagnosis import Evidence, PatternScore
from surefoot.care.summary.chart import Chart, chance, lower_first, number, upper_first
from surefoot.care.summary.limits import plain
from surefoot.care.summary.page import Block, Facts, ForAgainst, Grid, Points, Text
from surefoot.knowledge.schema.whole import Knowledge

_RECKONED = re.compile(r": (?:weight [+-]\d|LR [\d.])")  # where a line begins to say its weight

_PATTERN = re.compile(r"\b[A-Z]{3}\b")


def told(line: Evidence, knowledge: Knowledge) -> str:
    """What was found, without how it was reckoned: "Slow onset over years"."""
    own = knowledge.wordings.get(f"line/{line.statement}/therapist")
    return upper_first(own.says if own else _RECKONED.split(line.says, maxsplit=1)[0])


def weight(line: Evidence) -> str:
    """How much a line multiplies the odds."""
    return f"×{number(line.likelihood_ratio)}"


def in_short(lines: Sequence[Evidence], chart: Chart, most: int) -> str:
    """The strongest lines in a row: "Slow onset over years ×3 · ...". Empty where none counts."""
    shown = [line for line in lines if line.share in ("whole", "half")][:most]
    return " · ".join(f"{told(line, chart.knowledge)} {weight(line)}" for line in shown)


def in_full(chart: Chart, most: int) -> Iterator[Block]:
    """The first pattern for and against, then every pattern on its own scale."""
    diagnosis = chart.diagnosis
    top = diagnosis.patterns[0]
    yield ForAgainst(
        in_favour=tuple(weighed(line, chart.knowledge) for line in top.evidence_for[:most]),
        against=tuple(weighed(line, chart.knowledge) for line in top.evidence_against[:most]),
        note=chart.words("evidence/note/therapist"),
    )
    yield Grid(
        head=("Pattern", "Probability", "Could be", "Reads as"),
        rows=tuple(map(_pattern, diagnosis.patterns[:most])),
        numeric=(1, 2),
        note=chart.words("pattern/note/therapist"),
    )
    if diagnosis.criteria:
        yield Points(lines=tuple(plain(reason.says, chart) for reason in diagnosis.criteria))
    apart = tuple(
        (upper_first(by_name(pair.name, chart)), plain(by_name(pair.reason.says, chart), chart))
        for pair in diagnosis.pairs
    )
    if apart:
        yield Text(words="Easily taken for each other", lead=True)
        yield Facts(rows=apart)


def by_name(says: str, chart: Chart) -> str:
    """Patterns by their names where the line has their short codes."""
    names = {code: lower_first(row.name) for code, row in chart.knowledge.patterns.items()}
    return _PATTERN.sub(lambda code: names.get(code[0], code[0]), says)


def weighed(line: Evidence, knowledge: Knowledge) -> tuple[str, str]:
    """The weight of a line, and the line with the publication its figure comes from."""
    return weight(line), told(line, knowledge) + _studied(line, knowledge)


def _studied(line: Evidence, knowledge: Knowledge) -> str:
    """The publication behind a figure; a rule of thumb names none."""
    row = knowledge.bedside_tests.get(line.statement)
    if line.ordinal or row is None:
        return ""
    return f" ({', '.join(source for source in row.sources if source != 'calc')})"


def _pattern(score: PatternScore) -> tuple[str, ...]:
    return (
        score.name,
        chance(score.probability),
        f"{chance(score.low)} to {chance(score.high)}",
        score.band.replace("_", " "),
    )
