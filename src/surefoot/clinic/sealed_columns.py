"""Every column that is sealed, and what its content is bound to.

A new sealed column needs its line here, else a rotation of the keys leaves it behind; a test looks
for columns without one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from surefoot.clinic import models

OPEN = frozenset({"clinic_nameword.word"})
"""Columns of bytes that are not sealed."""


@dataclass(frozen=True, slots=True)
class Column:
    """One sealed column; `about` says of a row what its content was sealed as."""

    model: type[Any]
    name: str
    about: Callable[[Any], str]

    @property
    def place(self) -> str:
        """Table and column."""
        return f"{self.model._meta.db_table}.{self.name}"


def _of_patient(part: str) -> Callable[[Any], str]:
    """`part` may name columns of the row, in braces."""
    return lambda row: f"patient/{row.patient.code}/" + part.format(row=row)


COLUMNS = (
    Column(models.Patient, "contact", lambda row: f"patient/{row.code}/contact"),
    Column(models.KeptEntry, "content", _of_patient("entry/{row.once}")),
    Column(models.KeptEntry, "reason", _of_patient("reason/{row.once}")),
    Column(models.Notice, "done", _of_patient("notice/{row.pk}")),
    Column(models.Draft, "content", _of_patient("draft/{row.once}")),
    Column(models.KeptPlan, "content", _of_patient("plan/{row.number}")),
    Column(
        models.PlanDecision,
        "reason",
        lambda row: f"patient/{row.plan.patient.code}/plan/{row.plan.number}/reason",
    ),
    Column(models.ContactRequest, "content", lambda row: f"contact/{row.code}/content"),
    Column(models.ContactRequest, "reason", lambda row: f"contact/{row.code}/reason"),
    Column(models.IntakeSaid, "content", _of_patient("intake")),
    Column(models.Document, "name", _of_patient("document/{row.once}/name")),
    Column(models.Document, "content", _of_patient("document/{row.once}")),
)
