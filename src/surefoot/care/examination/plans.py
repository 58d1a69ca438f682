"""Step 2. An instrument made ready to score: read once, used for everybody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surefoot.care.examination import reading
from surefoot.care.examination.formula import formula
from surefoot.care.examination.reading import Flag
from surefoot.care.examination.replies import Asked, asked
from surefoot.care.examination.values import Worked, worked
from surefoot.care.rules.kleene import Rule
from surefoot.knowledge.nearest import unknown_name
from surefoot.knowledge.schema.instruments import (
    Instrument,
    InstrumentAlarm,
    InstrumentBands,
    Value,
)
from surefoot.knowledge.schema.statement import Statement
from surefoot.knowledge.schema.whole import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An instrument with its functions, bands, flags and alarms; the same for every person."""

    instrument: Instrument
    items: Mapping[str, Asked]
    required: tuple[str, ...]  # items that may not be left out
    recorded: tuple[Asked, ...]  # items that are findings of the vocabulary
    values: tuple[tuple[Value, Worked], ...]
    by_id: Mapping[str, Value]
    flags: tuple[Flag, ...]
    bands: tuple[InstrumentBands, ...]
    alarms: tuple[InstrumentAlarm, ...]
    voids: tuple[tuple[Rule, str], ...]
    missing_notes: tuple[str, ...]
    protocol_words: Mapping[str, str]
    unsigned: frozenset[str]  # statements of this instrument that no clinician has signed


_PLANS: dict[int, tuple[Knowledge, dict[str, Plan]]] = {}


def plan_of(code: str, knowledge: Knowledge) -> Plan:
    """The plan of one instrument, made once a process."""
    kept = _PLANS.get(id(knowledge))
    if kept is None:
        # The knowledge is kept beside its plans, so that its id is never another's.
        kept = _PLANS[id(knowledge)] = (knowledge, {})
    plan = kept[1].get(code)
    if plan is None:
        plan = kept[1][code] = _plan(code, knowledge)
    return plan


def _plan(code: str, knowledge: Knowledge) -> Plan:
    instrument = knowledge.instruments.get(code)
    if instrument is None:
        raise unknown_name("instrument", code, knowledge.instruments)
    items = asked(instrument)
    by_id = {value.id: value for value in instrument.values}
    flags = [row for row in knowledge.instrument_flags.values() if row.instrument == code]
    alarms = [row for row in knowledge.instrument_alarms.values() if row.instrument == code]
    notes = [row for row in knowledge.instrument_notes.values() if row.instrument == code]
    return Plan(
        instrument=instrument,
        items=items,
        required=tuple(item.id for item in instrument.items if not item.optional),
        recorded=tuple(one for one in items.values() if one.item.finding),
        values=tuple((one, worked(one, items, knowledge.norms)) for one in instrument.values),
        by_id=by_id,
        flags=tuple(reading.flag(row, by_id) for row in flags),
        bands=tuple(row for row in knowledge.instrument_bands.values() if row.instrument == code),
        alarms=tuple(alarms),
        voids=tuple((formula(void.when), void.says) for void in instrument.voids),
        missing_notes=tuple(note.id for note in notes if note.about == "missing"),
        protocol_words=_protocol_words(knowledge),
        unsigned=frozenset(row.id for row in _statements(code, knowledge) if _is_unsigned(row)),
    )


def _protocol_words(knowledge: Knowledge) -> Mapping[str, str]:
    """Every word a protocol may have; one list for all instruments."""
    return {word: word for one in knowledge.instruments.values() for word in one.fingerprint}


def _statements(code: str, knowledge: Knowledge) -> Iterator[Statement]:
    yield knowledge.instruments[code]
    for table in (
        knowledge.instrument_bands,
        knowledge.instrument_flags,
        knowledge.instrument_alarms,
        knowledge.instrument_notes,
    ):
        yield from (row for row in table.values() if row.id.startswith(f"{code}/"))
    series = {value.norm for value in knowledge.instruments[code].values if value.norm}
    yield from (row for row in knowledge.norms.values() if row.series in series)


def _is_unsigned(row: Statement) -> bool:
    return not row.grade.is_reviewed
