"""The guards of the first tables for those of plans and of the desk.

Plans and decisions are only ever added; a row and its patient are of one clinic; on PostgreSQL each
table shows the rows of one clinic. Invitations are not behind that wall: whoever follows a link has
no clinic yet.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ADDED_ONLY = ("clinic_keptplan", "clinic_plandecision")
WITH_PATIENT = (
    "clinic_draft",
    "clinic_keptplan",
    "clinic_notice",
    "clinic_planrequest",
    "clinic_visit",
)
OF_ONE_CLINIC = (*WITH_PATIENT, "clinic_plandecision")
CHANGED = "history is added to, never changed"
STRAY = "the row and its patient are of two clinics"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the guards up."""
    for statement in _postgres() if editor.connection.vendor == "postgresql" else _sqlite():
        editor.execute(statement, params=None)


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away."""
    is_postgres = editor.connection.vendor == "postgresql"
    for table in ADDED_ONLY:
        for event in ("update", "delete"):
            _drop(editor, f"{table}_no_{event}", table)
    for table in WITH_PATIENT:
        _drop(editor, f"{table}_one_clinic", table)
    for table in OF_ONE_CLINIC if is_postgres else ():
        editor.execute(f"DROP POLICY one_clinic ON {table}", params=None)
        editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", params=None)
        editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", params=None)


def _drop(editor: BaseDatabaseSchemaEditor, trigger: str, table: str) -> None:
    on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER {trigger}{on}", params=None)


def _sqlite() -> list[str]:
    stray = (
        f"SELECT RAISE(ABORT, '{STRAY}') FROM clinic_patient "
        "WHERE id = NEW.patient_id AND clinic_id <> NEW.clinic_id"
    )
    return [
        *(
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END"
            for table in ADDED_ONLY
            for event in ("update", "delete")
        ),
        *(
            f"CREATE TRIGGER {table}_one_clinic BEFORE INSERT ON {table} BEGIN {stray}; END"
            for table in WITH_PATIENT
        ),
    ]


def _postgres() -> list[str]:
    return [
        *(
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION surefoot_added_only()"
            for table in ADDED_ONLY
            for event in ("update", "delete")
        ),
        *(
            f"CREATE TRIGGER {table}_one_clinic BEFORE INSERT ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION surefoot_one_clinic()"
            for table in WITH_PATIENT
        ),
        *(statement for table in OF_ONE_CLINIC for statement in _behind(table)),
    ]


def _behind(table: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY one_clinic ON {table} USING "
        "(clinic_id = NULLIF(current_setting('app.clinic', true), '')::bigint)",
    ]


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("clinic", "0005_desk")]
    operations = [migrations.RunPython(guard, unguard)]
