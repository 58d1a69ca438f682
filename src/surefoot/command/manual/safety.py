"""The page of the safety rules: red flags, contraindications, limits, must-haves."""

from collections.abc import Iterator

from surefoot.command.manual.markdown import line, page, table
from surefoot.knowledge.schema.safety import COLUMNS, Condition, Limit
from surefoot.knowledge.schema.whole import Knowledge

_CELLS = (
    ("A", "absolute: never planned"),
    ("R", "relative: only with a named approval and its reason"),
    ("P", "precaution: planned, with the modification"),
    (".", "nothing against it"),
)
_FLAG_HEAD = ("Flag", "What", "Urgency", "Do", "Say")


def safety(knowledge: Knowledge) -> str:
    """Everything that can stop, restrict, change or demand something."""
    about = (
        f"Knowledge {knowledge.version}. Rules are read in three-valued logic: what cannot be "
        "settled is asked, and counts as the safer reading until then."
    )
    return page("Safety rules", about, *_parts(knowledge))


def _parts(knowledge: Knowledge) -> Iterator[str]:
    yield "## How they are read\n\n" + "\n".join(
        f"- {line(row.says)}" for row in knowledge.safety_principles.values()
    )
    yield "## Red flags\n\n" + table(_FLAG_HEAD, _red_flags(knowledge))
    yield "## Contraindications and precautions\n\n" + table(("Cell", "Meaning"), _CELLS)
    yield table(("Condition", *COLUMNS), _matrix(knowledge))
    yield "\n".join(_condition(row) for row in knowledge.conditions.values())
    limits = [
        (f"`{row.id}`", row.says, row.instruction or row.reopens) for row in _limits(knowledge)
    ]
    yield "## Limits beside the matrix\n\n" + table(("Limit", "Rule", "Instead"), limits)
    caps = [(row.stratum, row.says) for row in knowledge.caps.values()]
    yield "## Weekly caps\n\n" + table(("Stratum", "Cap"), caps)
    musts = [(f"`{row.id}`", row.trigger, row.contains) for row in knowledge.must_haves.values()]
    yield "## Must-haves\n\n" + table(("", "When", "The plan holds"), musts)
    tags = [(f"`{row.id}`", row.group, row.says) for row in knowledge.tags.values()]
    yield "## Tags of exercises\n\n" + table(("Tag", "Group", "Set when"), tags)


def _red_flags(knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    """One row an urgency; what it is about stands in the first."""
    for flag in knowledge.red_flags.values():
        about = (f"`{flag.id}`", f"{flag.suspect}. {flag.finding_words}")
        for level in flag.levels:
            yield *about, level.urgency, level.do, level.say
            about = ("", "")


def _matrix(knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    for code, row in knowledge.safety_matrix.items():
        yield (f"`{code}`", *row.cells.values())


def _condition(row: Condition) -> str:
    tags = [
        f"{e.tag or e.tag_block}{f' ({e.qualifier})' if e.qualifier else ''}"
        for e in row.exclusions
    ]
    out = f" Excludes: {line(', '.join(tags))}." if tags else ""
    basis = f"*{row.grade.value.replace('_', ' ')}; {line(', '.join(row.sources))}*"
    return (
        f"- **`{row.code}`** {line(row.name)}. When: {line(row.threshold)}.{out} "
        f"Instead: {line(row.modification)}. {basis}"
    )


def _limits(knowledge: Knowledge) -> Iterator[Limit]:
    yield from knowledge.safety_limits.values()
