"""Passkeys of patients, with the guards that stand before every table of patients."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "clinic_patientpasskey"
GUARD = f"{TABLE}_patient_id_one_clinic"
STRAY = "the row and its patient are of two clinics"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """A row and its patient are of one clinic; PostgreSQL shows the rows of one clinic."""
    if editor.connection.vendor != "postgresql":
        _run(
            editor,
            f"CREATE TRIGGER {GUARD} BEFORE INSERT ON {TABLE} BEGIN "
            f"SELECT RAISE(ABORT, '{STRAY}') FROM clinic_patient "
            "WHERE id = NEW.patient_id AND clinic_id <> NEW.clinic_id; END",
        )
        return
    _run(
        editor,
        f"CREATE TRIGGER {GUARD} BEFORE INSERT ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION surefoot_one_clinic_of('patient_id')",
        f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY one_clinic ON {TABLE} USING "
        "(clinic_id = NULLIF(current_setting('app.clinic', true), '')::bigint)",
    )


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away."""
    if editor.connection.vendor != "postgresql":
        _run(editor, f"DROP TRIGGER {GUARD}")
        return
    _run(
        editor,
        f"DROP TRIGGER {GUARD} ON {TABLE}",
        f"DROP POLICY one_clinic ON {TABLE}",
        f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY",
    )


def _run(editor: BaseDatabaseSchemaEditor, *statements: str) -> None:
    for statement in statements:
        editor.execute(statement, params=None)


def _key(to: str, name: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to)


class Migration(migrations.Migration):
    """A clinic switches them on; until then there are none."""

    dependencies: ClassVar = [("clinic", "0011_no_number_untold")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="clinic",
            name="patient_passkeys",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="PatientPasskey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=64, unique=True)),
                ("credential", models.TextField()),
                ("counter", models.BigIntegerField(default=0)),
                ("added_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("taken_away_at", models.DateTimeField(null=True)),
                ("clinic", _key("clinic.clinic", "+")),
                ("patient", _key("clinic.patient", "passkeys")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("counter__gte", 0)), name="passkey_counter_counts"
                    )
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
