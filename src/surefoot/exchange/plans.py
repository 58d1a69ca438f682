"""Plans as they are kept: one versioned document each, read back as the same records.

An old plan is shown as it was, whatever becomes of the knowledge later: it holds its own words.
"""

from dataclasses import fields
from typing import Any

import msgspec

from surefoot.care.plan.changes import Edit, Unfit, Version
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.terms import SurefootError

SHAPE = "surefoot-plan/1"


class _Document(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    shape: str
    plan: dict[str, Any] | None = None  # the plan of care
    none: dict[str, Any] | None = None  # or the reasoned no
    edits: list[Edit] = []
    unfit: list[Unfit] = []


_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(_Document).decode


def write(version: Version) -> bytes:
    """The document of a version; the same version always gives the same bytes."""
    told = msgspec.to_builtins(version.answer)
    is_plan = isinstance(version.answer, PlanOfCare)
    return _encode(
        _Document(
            shape=SHAPE,
            plan=told if is_plan else None,
            none=None if is_plan else told,
            edits=list(version.edits),
            unfit=list(version.unfit),
        )
    )


def read(content: bytes) -> Version:
    """The version of a document; SurefootError if it is none, or of a shape not known here."""
    try:
        found = _decode(content)
        _known(found.shape)
        return Version(answer=_answer(found), edits=tuple(found.edits), unfit=tuple(found.unfit))
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as wrong:
        raise SurefootError(f"This is no plan: {wrong}.", "Restore it from a backup.") from wrong


def _known(shape: str) -> None:
    if shape != SHAPE:
        raise SurefootError(
            f"A plan of shape {shape!r} is not known here.",
            f"This version reads {SHAPE}: update Surefoot.",
        )


def _answer(found: _Document) -> PlanOfCare | NoSafePlan:
    """The records; every field has to be there, since a default would be made up."""
    if (found.plan is None) == (found.none is None):
        raise ValueError("it has to hold a plan or a reasoned no, and not both")
    if found.plan is not None:
        return msgspec.convert(_whole(found.plan, PlanOfCare), PlanOfCare)
    return msgspec.convert(_whole(found.none or {}, NoSafePlan), NoSafePlan)


def _whole(told: dict[str, Any], kind: type[PlanOfCare | NoSafePlan]) -> dict[str, Any]:
    if strange := set(told) ^ {field.name for field in fields(kind)}:
        raise ValueError(f"missing or unknown: {', '.join(sorted(strange))}")
    return told
