"""Is the knowledge whole? Every row, link, rule, unit, range and date, all faults at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from surefoot.knowledge.intake_checks import intake_faults
from surefoot.knowledge.links import ALSO, FINDINGS, NOT_LINKS, Link, is_rule, leaves, links_of
from surefoot.knowledge.load import FOLDER, raw_rows, version_of
from surefoot.knowledge.rules import Fault as RuleFault
from surefoot.knowledge.rules import check_rules
from surefoot.knowledge.rules.reading import read_rule
from surefoot.knowledge.schema.statement import Statement
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.schema.whole import TABLES, Table
from surefoot.terms import Grade, SurefootError

NO_PUBLICATION = frozenset({"gk", "design-rule", "convention", "policy"})
"""Sources of our own: what rests on one of them is never reviewed by itself."""

type Rows = Mapping[str, Mapping[str, BaseModel]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to mend, and where."""

    table: str
    id: str
    says: str
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many rows a table has, and how many of them still wait for a clinician."""

    table: str
    rows: int
    statements: int
    reviewed: int
    unreviewed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrity:
    """What the check found. Sources nobody cites are told, but they break nothing."""

    version: str
    counts: tuple[Count, ...]
    faults: tuple[Fault, ...]
    unused_sources: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """The rows as far as they can be read, and the faults met on the way."""

    rows: dict[str, dict[str, BaseModel]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def check(folder: Path = FOLDER) -> Integrity:
    """Everything that is wrong in a folder of knowledge; a fault never hides the next one."""
    reading = _Reading()
    for table in TABLES:
        reading.rows[table.field] = dict(_read(table, folder, reading.faults))
    rows = reading.rows
    links = [
        link
        for name, each in rows.items()
        for key, row in each.items()
        for link in links_of(name, key, row)
    ]
    found = [*reading.faults, *_dead_links(links, rows), *_rules(rows)]
    found += [*_grades(rows), *_dates(rows), *_ranges(rows), *_units(rows), *_words(rows)]
    found += [Fault(table=table, id=key, says=says) for table, key, says in intake_faults(rows)]
    counts = tuple(_count(table.field, rows[table.field]) for table in TABLES)
    return Integrity(
        version=version_of(folder),
        counts=counts,
        faults=tuple(found),
        unused_sources=tuple(sorted(set(rows["sources"]) - _cited(rows))),
    )


def _read(table: Table, folder: Path, faults: list[Fault]) -> Iterator[tuple[str, BaseModel]]:
    """The rows that fit their schema; those that do not become faults."""
    seen: set[str] = set()
    files = sorted(folder.glob(table.pattern))
    if not files:
        faults.append(Fault(table=table.field, id="", says=f"there is no file {table.pattern}."))
    for path in files:
        for raw in _raw(table, path, faults):
            key = str(raw.get(table.key, ""))
            if key in seen:
                faults.append(_fault(table, key, path, "stands twice; keep one."))
            seen.add(key)
            try:
                yield key, table.model.model_validate(raw)
            except ValidationError as error:
                faults += [_fault(table, key, path, says) for says in _said(error)]


def _raw(table: Table, path: Path, faults: list[Fault]) -> list[dict[str, Any]]:
    try:
        return raw_rows(path, table)
    except (ValueError, SurefootError) as error:
        faults.append(_fault(table, "", path, f"cannot be read: {error}"))
        return []


def _fault(table: Table, key: str, path: Path, says: str) -> Fault:
    return Fault(table=table.field, id=key, says=says, file=path.name)


def _said(error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_url=False):
        place = ".".join(map(str, one["loc"]))
        yield f"{place}: {one['msg']} (it is {one['input']!r:.60})."


def _dead_links(links: Iterable[Link], rows: Rows) -> Iterator[Fault]:
    """Links that lead nowhere; codes in rules are named by the rules themselves."""
    for link in links:
        also = rows.get(ALSO.get(link.to_table, ""), {})
        known = link.to_id in rows[link.to_table] or link.to_id in also
        if not known and not is_rule(link.field):
            says = f"{link.field} names {link.to_id}, which is not in {link.to_table}."
            yield Fault(table=link.table, id=link.id, says=says)


def _cited(rows: Rows) -> set[str]:
    return {
        leaf.word
        for _, _, row in _each(rows)
        for leaf in leaves(row)
        if leaf.field in ("sources", "source")
    }


def _rules(rows: Rows) -> Iterator[Fault]:
    """The derived findings together, as none may rest on itself; all other rules one by one."""
    vocabulary: Mapping[str, Any] = rows[FINDINGS]
    for fault in check_rules(vocabulary):
        yield _of_rule(FINDINGS, fault.code, fault)
    for name, key, row in _each(rows):
        if name == FINDINGS:
            continue
        for leaf in leaves(row):
            if is_rule(leaf.field) and (name, leaf.field) not in NOT_LINKS:
                _, faults = read_rule(key, leaf.word, vocabulary)
                yield from (_of_rule(name, key, fault, leaf.field) for fault in faults)


def _of_rule(table: str, key: str, fault: RuleFault, name: str = "rule") -> Fault:
    return Fault(table=table, id=key, says=f"{name}, column {fault.column}: {fault.says}")


def _grades(rows: Rows) -> Iterator[Fault]:
    """A grade is never rounded up: what rests on our own word is not evidence."""
    for name, key, row in _each(rows):
        if not isinstance(row, Statement) or not row.grade.is_reviewed:
            continue
        own = sorted(NO_PUBLICATION & set(row.sources))
        if own:
            says = f"is graded {row.grade} but rests on {', '.join(own)}; grade it unreviewed."
            yield Fault(table=name, id=key, says=says)


def _dates(rows: Rows) -> Iterator[Fault]:
    for name, key, row in _each(rows):
        if not isinstance(row, Statement):
            continue
        if row.valid_to and row.valid_to <= row.valid_from:
            yield Fault(table=name, id=key, says="ends before it begins.")
        before = rows[name].get(row.replaces or "")
        if isinstance(before, Statement):
            if before.valid_to is None or before.valid_to > row.valid_from:
                says = f"replaces {before.id}, which has not ended by {row.valid_from}."
                yield Fault(table=name, id=key, says=says)
            if _goes_round(name, key, rows):
                yield Fault(table=name, id=key, says="replaces itself in the end.")


def _goes_round(name: str, key: str, rows: Rows) -> bool:
    seen = {key}
    row = rows[name].get(key)
    while isinstance(row, Statement) and row.replaces:
        if row.replaces in seen:
            return True
        seen.add(row.replaces)
        row = rows[name].get(row.replaces)
    return False


def _ranges(rows: Rows) -> Iterator[Fault]:
    """`min` and `max`, `low` and `high`, `x_min` and `x_max` stand in that order."""
    for name, key, row in _each(rows):
        for low, high in _pairs(type(row).model_fields):
            least, most = getattr(row, low), getattr(row, high)
            if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
                yield Fault(table=name, id=key, says=f"{low} {least} is above {high} {most}.")


def _pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    known = set(names)
    for name in known:
        for low, high in (("min", "max"), ("low", "high")):
            other = name.removesuffix(low) + high
            if name.endswith(low) and other in known:
                yield name, other


def _units(rows: Rows) -> Iterator[Fault]:
    """Where numbers are read and converted a unit has to be known; elsewhere it is a word."""
    for name, key, row in _each({name: rows[name] for name in (FINDINGS, "conversions")}):
        for leaf in leaves(row):
            if (
                leaf.field in ("unit", "unit_from", "unit_to")
                and leaf.word not in rows["unit_words"]
            ):
                yield Fault(table=name, id=key, says=f"the unit {leaf.word} is not known.")


def _words(rows: Rows) -> Iterator[Fault]:
    """What is recorded of a person is told to people: every value of it has plain words."""
    told = rows["value_words"]
    for key, row in rows[FINDINGS].items():
        if not isinstance(row, Finding) or row.is_derived:
            continue
        for value in row.enum_values:
            if value not in told and f"{key}={value}" not in told:
                yield Fault(table=FINDINGS, id=key, says=f"{value} has no words in value_words.")


def _each(rows: Rows) -> Iterator[tuple[str, str, BaseModel]]:
    for name, each in rows.items():
        for key, row in each.items():
            yield name, key, row


def _count(table: str, rows: Mapping[str, BaseModel]) -> Count:
    statements = [row for row in rows.values() if isinstance(row, Statement)]
    reviewed = sum(Grade(row.grade).is_reviewed for row in statements)
    return Count(
        table=table,
        rows=len(rows),
        statements=len(statements),
        reviewed=reviewed,
        unreviewed=len(statements) - reviewed,
    )
