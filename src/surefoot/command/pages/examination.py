"""What do the tests say? Every score with its reading, and what is still to be done."""

from collections.abc import Iterator, Sequence

from surefoot.care.examination.records import Block as ToDo
from surefoot.care.examination.records import Measured, SafetyEvent, Score
from surefoot.care.line import LineOfCare
from surefoot.care.summary.page import Block, Call, Facts, Grid, Page, Points, Section, Text
from surefoot.command.pages.frame import framed
from surefoot.knowledge.values import day


def examination_page(line: LineOfCare) -> Page:
    """What a human must see first, every score with its reading, and what is still to be done."""
    found = line.examination
    sections: list[Section] = []
    if found.events:
        sections.append(Section(title="See this now", blocks=tuple(map(_event, found.events))))
    scores = tuple(block for score in found.scores for block in _score(score))
    nothing = (Text(words="No instrument was answered."),)
    sections.append(Section(title="Scores", blocks=scores or nothing))
    gates = tuple(gate.says for gate in found.gates if gate.closed is not False)
    if gates:
        sections.append(Section(title="Not to be done now", blocks=(Points(lines=gates),)))
    sections += [_block(block) for block in found.blocks if block.due]
    return framed(line, "score", sections, found.unreviewed)


def _event(event: SafetyEvent) -> Call:
    shown = (f"To the person: “{event.show}”", f"Do: {event.do}")
    title = f"{event.severity.upper()}: {event.says}"
    return Call(tone="urgent", title=title, lines=shown)


def _score(score: Score) -> Iterator[Block]:
    yield Text(words=f"{score.name} ({day(score.on)}): {_main(score)}", lead=True)
    others = [v for v in score.values.values() if score.main is None or v.id != score.main.id]
    rows = [(value.name, _shown(value)) for value in others]
    rows += [("Reads as", _limited(band.label, band.limits)) for band in score.bands]
    rows += [("Note", _limited(flag.says, flag.limits)) for flag in score.raised]
    rows += [("Holds?", limit) for limit in score.limits]
    if score.missing:
        missing = ", ".join(f"{item.item} {item.why.replace('_', ' ')}" for item in score.missing)
        rows.append(("Without an answer", missing))
    if rows:
        yield Facts(rows=tuple(dict.fromkeys(rows)))


def _main(score: Score) -> str:
    """The value that is the score, with its name; or why there is none."""
    if score.main is None:
        state = score.state.replace("_", " ")
        return f"{state}, {score.why}" if score.why else state
    named = score.name.startswith(score.main.name)  # its name has just been said
    return _shown(score.main) if named else f"{score.main.name} {_shown(score.main)}"


def _shown(value: Measured) -> str:
    return value.shown.replace("_", " ")


def _limited(says: str, limits: Sequence[str]) -> str:
    return f"{says} (but: {'; '.join(limits)})" if limits else says


def _block(block: ToDo) -> Section:
    rows = tuple((due.says, due.why, f"{due.minutes:g}") for due in block.due)
    grid = Grid(head=("Measure", "Why", "Min"), rows=rows, numeric=(2,))
    return Section(
        title=f"Still to do: {block.says}", aside=f"{block.minutes:g} min", blocks=(grid,)
    )
