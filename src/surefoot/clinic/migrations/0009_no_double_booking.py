"""Visits of one therapist, or of one patient, do not overlap: the database refuses the second.

Whoever books looks first; this holds where somebody forgets to. What was called off is in nobody's
way. On PostgreSQL a number is given as a range of one, because ranges need no extension there; a
visit that overlaps another already has to be called off before this can be applied.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

WHOSE = ("therapist", "patient")
TAKEN = "somebody has another visit then"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the guards up."""
    for statement in _postgres() if editor.connection.vendor == "postgresql" else _sqlite():
        editor.execute(statement, params=None)


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away."""
    if editor.connection.vendor == "postgresql":
        for who in WHOSE:
            name = f"visit_{who}_in_one_place"
            editor.execute(f"ALTER TABLE clinic_visit DROP CONSTRAINT {name}", params=None)
        return
    for event in ("insert", "update"):
        editor.execute(f"DROP TRIGGER clinic_visit_in_one_place_{event}", params=None)


def _postgres() -> list[str]:
    # In UTC, because an index takes nothing that the zone of a connection could change.
    start = "starts_at AT TIME ZONE 'UTC'"
    lasts = f"tsrange({start}, {start} + minutes * interval '1 minute')"
    return [
        f"ALTER TABLE clinic_visit ADD CONSTRAINT visit_{who}_in_one_place EXCLUDE USING gist "
        f"(int8range({who}_id, {who}_id, '[]') WITH &&, {lasts} WITH &&) "
        "WHERE (called_off_at IS NULL)"
        for who in WHOSE
    ]


def _sqlite() -> list[str]:
    begins = "strftime('%s', {}.starts_at) + 0"  # + 0: a number, not its letters
    ends = begins + " + {}.minutes * 60"
    whose = " OR ".join(f"other.{who}_id = NEW.{who}_id" for who in WHOSE)
    overlap = (
        f"{begins.format('other')} < {ends.format('NEW', 'NEW')} "
        f"AND {begins.format('NEW')} < {ends.format('other', 'other')}"
    )
    refuse = f"SELECT RAISE(ABORT, '{TAKEN}') FROM clinic_visit other"
    where = f"other.called_off_at IS NULL AND ({whose}) AND {overlap}"
    return [
        f"CREATE TRIGGER clinic_visit_in_one_place_{event} BEFORE {event.upper()} ON clinic_visit "
        f"WHEN NEW.called_off_at IS NULL BEGIN {refuse} WHERE {where}{but}; END"
        for event, but in (("insert", ""), ("update", " AND other.id <> NEW.id"))
    ]


class Migration(migrations.Migration):
    """After the papers and merges."""

    dependencies = [("clinic", "0008_papers_and_merges")]
    operations = [migrations.RunPython(guard, unguard)]
