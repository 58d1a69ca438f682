"""What a clinician must sign off, and whose signature still counts.

A signature names the digest of what was signed: a statement that changes afterwards has to be
signed again. The clinic keeps its signatures in a file of JSON lines; nothing here writes it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from pydantic import BaseModel

from surefoot.knowledge.links import tables_of
from surefoot.knowledge.schema.statement import Statement
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Somebody entitled to has read a statement and stands by it."""

    statement: str  # "table/id"
    digest: str
    by: str
    on: date
    knowledge: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSign:
    """A statement that waits for a clinician."""

    statement: str
    table: str
    says: str
    grade: str
    sources: tuple[str, ...]
    digest: str
    was_signed: bool  # an older wording was signed; this one was not


def to_sign(knowledge: Knowledge, signatures: Iterable[Signature]) -> tuple[ToSign, ...]:
    """The unreviewed statements without a signature that counts, table by table."""
    kept = list(signatures)
    signed = {(s.statement, s.digest) for s in kept}
    names = {s.statement for s in kept}
    return tuple(
        ToSign(
            statement=name,
            table=name.partition("/")[0],
            says=row.says,
            grade=row.grade,
            sources=row.sources,
            digest=digest(row),
            was_signed=name in names,
        )
        for name, row in unreviewed(knowledge)
        if (name, digest(row)) not in signed
    )


def unreviewed(knowledge: Knowledge) -> Iterator[tuple[str, Statement]]:
    """Every statement that rests on general knowledge, a design rule, a convention or policy."""
    for table, rows in tables_of(knowledge):
        for key, row in rows.items():
            if isinstance(row, Statement) and not row.grade.is_reviewed:
                yield f"{table}/{key}", row


def digest(row: BaseModel) -> str:
    """A digest of everything a row says; any change of it is a change of the digest."""
    text = json.dumps(row.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def sign(
    knowledge: Knowledge, statements: Iterable[str], *, by: str, on: date, note: str = ""
) -> tuple[Signature, ...]:
    """The signatures under these statements; a name that waits for none is refused."""
    waiting: Mapping[str, Statement] = dict(unreviewed(knowledge))
    names = tuple(_full_name(name, waiting) for name in statements)
    unknown = [name for name in names if name not in waiting]
    if unknown:
        raise SurefootError(
            f"Nothing to sign: {', '.join(unknown)}.",
            "Name statements as `surefoot knowledge review` lists them: table/id.",
        )
    if not by.strip():
        raise SurefootError("A signature needs a name.", 'Say who signs: --by "A. Name, PT".')
    return tuple(
        Signature(
            statement=name,
            digest=digest(waiting[name]),
            by=by.strip(),
            on=on,
            knowledge=knowledge.version,
            note=note,
        )
        for name in names
    )


def _full_name(name: str, waiting: Mapping[str, Statement]) -> str:
    """ "table/id" for an id that records cite, where only one table has it."""
    if name in waiting:
        return name
    found = [full for full, row in waiting.items() if row.id == name]
    if len(found) > 1:
        says = f"{name} stands in several tables."
        raise SurefootError(says, f"Say which: {' or '.join(found)}.")
    return found[0] if found else name


def read_signatures(text: str) -> tuple[Signature, ...]:
    """The signatures in a file of JSON lines; a line that is none is named by its number."""
    found: list[Signature] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            found.append(Signature(**{**raw, "on": date.fromisoformat(raw["on"])}))
        except (ValueError, TypeError, KeyError):
            raise SurefootError(
                f"Line {number} of the signatures is no signature.",
                "Restore the file from its backup; it is only ever added to.",
            ) from None
    return tuple(found)


def write_signatures(signatures: Iterable[Signature]) -> str:
    """The lines to add to the file."""
    lines = ({**asdict(signature), "on": signature.on.isoformat()} for signature in signatures)
    return "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)
