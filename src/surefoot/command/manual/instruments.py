"""The page of the instruments: licence, items, bands, flags, and what a change means."""

from collections.abc import Iterator

from surefoot.command.manual.markdown import line, page, table
from surefoot.knowledge.schema.instruments import Instrument, Span
from surefoot.knowledge.schema.measures import ChangeLimit
from surefoot.knowledge.schema.whole import Knowledge

_LICENCES = (
    ("A, A-", "wording ships, with its attribution"),
    ("B", "our paraphrase ships, marked as such; the clinic may paste the official text"),
    ("C, C*", "a slot: it scores once the clinic has confirmed its own licence"),
    ("D", "a procedure in our own words; nothing to protect"),
)


def instruments(knowledge: Knowledge) -> str:
    """All instruments, the core set first."""
    about = (
        f"{len(knowledge.instruments)} instruments, knowledge {knowledge.version}. A change is "
        "called one only beyond the measurement error (MDC95), and only between scores taken "
        "under the same protocol."
    )
    licences = "## Licence classes\n\n" + table(("Class", "What ships"), _LICENCES)
    parts = [_instrument(row, knowledge) for row in knowledge.instruments.values()]
    return page("Instruments", about, _core(knowledge), licences, *parts)


def _core(knowledge: Knowledge) -> str:
    rows = [
        (str(m.number), m.says, ", ".join(m.instruments), m.who, f"{m.clinic_min:g}", m.retest)
        for m in sorted(knowledge.core_measures.values(), key=lambda measure: measure.number)
    ]
    head = ("", "Measure", "Instruments", "Who", "Minutes", "Again")
    return "## Core set\n\n" + table(head, rows)


def _instrument(row: Instrument, knowledge: Knowledge) -> str:
    lines = [f"## {row.name} (`{row.id}`)", "", line(row.says), ""]
    lines.append(table(("", ""), _facts(row)))
    bands = list(_bands(row, knowledge))
    if bands:
        lines.append(table(("Value", "Range", "Meaning", "For"), bands))
    lines += [f"- {line(flag)}" for flag in _flags(row, knowledge)]
    changes = [c for c in knowledge.changes.values() if c.instrument == row.id]
    if changes:
        head = ("Change of", "More than error", "Matters", "In")
        lines.append(table(head, map(_change, changes)))
    return "\n".join(lines)


def _facts(row: Instrument) -> Iterator[tuple[str, str]]:
    yield "Licence", f"{row.licence_class}; wording: {row.wording}"
    yield "Filled by", ", ".join(row.filled_by)
    yield "Measures", ", ".join(row.measures)
    yield "Items", row.items_text or str(len(row.items))
    yield "Range", row.range_text or "see the values"
    yield "Better", {"high": "higher", "low": "lower", "none": "neither"}[row.better]
    yield "Minutes", row.minutes_text or f"{row.minutes:g}"
    yield "Missing answers", row.missing_text or "see the values"
    yield "Validated in", row.population or "not said"
    yield "Compared only if equal", ", ".join(row.fingerprint)
    yield "Grade", f"{row.grade}; {', '.join(row.sources)}"


def _bands(row: Instrument, knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    for bands in knowledge.instrument_bands.values():
        if bands.instrument != row.id:
            continue
        for band in bands.bands:
            yield ", ".join(bands.values), span(band), band.label, bands.population
        for word, label in bands.words.items():
            yield ", ".join(bands.values), word, label, bands.population


def _flags(row: Instrument, knowledge: Knowledge) -> Iterator[str]:
    for flag in knowledge.instrument_flags.values():
        if flag.instrument == row.id:
            where = f"{flag.value} {span(flag)}".strip() or flag.when
            yield f"{where}: {flag.says} ({flag.about})"
    for alarm in knowledge.instrument_alarms.values():
        if alarm.instrument == row.id:
            yield f"Alarm on {alarm.item}: {alarm.says} {alarm.do}"


def span(of: Span) -> str:
    """A stretch of a scale with its edges, `≥ 4 and < 7`."""
    edges = (("≥", of.at_least), (">", of.above), ("≤", of.at_most), ("<", of.below))
    return " and ".join(f"{sign} {edge:g}" for sign, edge in edges if edge is not None)


def _change(row: ChangeLimit) -> tuple[str, ...]:
    return (", ".join(row.values) or row.id, row.mdc95_text, row.mcid_text, row.population)
