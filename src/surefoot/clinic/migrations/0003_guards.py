"""What the database itself refuses: changed history, rows across clinics, a look at another clinic.

Audit events and entries are only ever added. On PostgreSQL each table shows the rows of the clinic
named by `app.clinic` and no others; a store names it at the start of each transaction.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ADDED_ONLY = ("clinic_auditevent", "clinic_keptentry")
OF_ONE_CLINIC = (
    "clinic_auditevent",
    "clinic_audithead",
    "clinic_keptentry",
    "clinic_namemark",
    "clinic_nameword",
    "clinic_patient",
    "clinic_phonetrace",
)
CHANGED = "history is added to, never changed"
STRAY = "the entry and its patient are of two clinics"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the guards up."""
    for statement in _postgres() if editor.connection.vendor == "postgresql" else _sqlite():
        editor.execute(statement, params=None)


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away."""
    is_postgres = editor.connection.vendor == "postgresql"
    for table in ADDED_ONLY:
        on = f" ON {table}" if is_postgres else ""
        for event in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{event}{on}", params=None)
    on = " ON clinic_keptentry" if is_postgres else ""
    editor.execute(f"DROP TRIGGER clinic_keptentry_one_clinic{on}", params=None)
    if is_postgres:
        for name in ("surefoot_added_only", "surefoot_one_clinic"):
            editor.execute(f"DROP FUNCTION {name}()", params=None)
        for table in OF_ONE_CLINIC:
            editor.execute(f"DROP POLICY one_clinic ON {table}", params=None)
            editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", params=None)
            editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", params=None)


def _sqlite() -> list[str]:
    stray = (
        "SELECT RAISE(ABORT, '{said}') FROM clinic_patient "
        "WHERE id = NEW.patient_id AND clinic_id <> NEW.clinic_id"
    )
    return [
        *(
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END"
            for table in ADDED_ONLY
            for event in ("update", "delete")
        ),
        "CREATE TRIGGER clinic_keptentry_one_clinic BEFORE INSERT ON clinic_keptentry "
        f"BEGIN {stray.format(said=STRAY)}; END",
    ]


def _postgres() -> list[str]:
    return [
        "CREATE FUNCTION surefoot_added_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{CHANGED}' USING ERRCODE = 'integrity_constraint_violation';"
        " END $$",
        *(
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION surefoot_added_only()"
            for table in ADDED_ONLY
            for event in ("update", "delete")
        ),
        "CREATE FUNCTION surefoot_one_clinic() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF NOT EXISTS (SELECT 1 FROM clinic_patient WHERE id = NEW.patient_id "
        "AND clinic_id = NEW.clinic_id) THEN "
        f"RAISE EXCEPTION '{STRAY}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN NEW; END $$",
        "CREATE TRIGGER clinic_keptentry_one_clinic BEFORE INSERT ON clinic_keptentry "
        "FOR EACH ROW EXECUTE FUNCTION surefoot_one_clinic()",
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

    dependencies = [("clinic", "0002_patients")]
    operations = [migrations.RunPython(guard, unguard)]
