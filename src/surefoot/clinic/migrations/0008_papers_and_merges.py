"""Consents, papers and merges, with the guards that stand before every table of patients.

Consents are only ever added; a row and its patients are of one clinic; on PostgreSQL each table
shows the rows of one clinic.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ADDED_ONLY = "clinic_consent"
# Each table with the columns that name a patient.
PATIENTS_OF = {
    "clinic_consent": ("patient_id",),
    "clinic_document": ("patient_id",),
    "clinic_patientmerge": ("kept_id", "merged_id"),
}
CHANGED = "history is added to, never changed"
STRAY = "the row and its patient are of two clinics"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the guards up."""
    for statement in _postgres() if editor.connection.vendor == "postgresql" else _sqlite():
        editor.execute(statement, params=None)


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away."""
    is_postgres = editor.connection.vendor == "postgresql"
    for event in ("update", "delete"):
        _drop(editor, f"{ADDED_ONLY}_no_{event}", ADDED_ONLY)
    for table, columns in PATIENTS_OF.items():
        for column in columns:
            _drop(editor, f"{table}_{column}_one_clinic", table)
        if is_postgres:
            editor.execute(f"DROP POLICY one_clinic ON {table}", params=None)
            editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", params=None)
            editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", params=None)
    if is_postgres:
        editor.execute("DROP FUNCTION surefoot_one_clinic_of()", params=None)


def _drop(editor: BaseDatabaseSchemaEditor, trigger: str, table: str) -> None:
    on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER {trigger}{on}", params=None)


def _sqlite() -> list[str]:
    return [
        *(
            f"CREATE TRIGGER {ADDED_ONLY}_no_{event} BEFORE {event.upper()} ON {ADDED_ONLY} "
            f"BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END"
            for event in ("update", "delete")
        ),
        *(
            f"CREATE TRIGGER {table}_{column}_one_clinic BEFORE INSERT ON {table} BEGIN "
            f"SELECT RAISE(ABORT, '{STRAY}') FROM clinic_patient "
            f"WHERE id = NEW.{column} AND clinic_id <> NEW.clinic_id; END"
            for table, columns in PATIENTS_OF.items()
            for column in columns
        ),
    ]


def _postgres() -> list[str]:
    return [
        *(
            f"CREATE TRIGGER {ADDED_ONLY}_no_{event} BEFORE {event.upper()} ON {ADDED_ONLY} "
            "FOR EACH ROW EXECUTE FUNCTION surefoot_added_only()"
            for event in ("update", "delete")
        ),
        # The column that names the patient is the trigger's argument.
        "CREATE FUNCTION surefoot_one_clinic_of() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF NOT EXISTS (SELECT 1 FROM clinic_patient "
        "WHERE id = (to_jsonb(NEW) ->> TG_ARGV[0])::bigint AND clinic_id = NEW.clinic_id) THEN "
        f"RAISE EXCEPTION '{STRAY}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN NEW; END $$",
        *(
            f"CREATE TRIGGER {table}_{column}_one_clinic BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION surefoot_one_clinic_of('{column}')"
            for table, columns in PATIENTS_OF.items()
            for column in columns
        ),
        *(statement for table in PATIENTS_OF for statement in _behind(table)),
    ]


def _behind(table: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY one_clinic ON {table} USING "
        "(clinic_id = NULLIF(current_setting('app.clinic', true), '')::bigint)",
    ]


class Migration(migrations.Migration):
    """After the requests for an appointment."""

    dependencies = [
        ("clinic", "0007_contact_requests"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("given", models.BooleanField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("once", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.member",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.clinic",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="clinic.patient",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("patient", "once"), name="consent_once_a_form")
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=4)),
                ("size", models.PositiveIntegerField()),
                ("name", models.BinaryField()),
                ("content", models.BinaryField()),
                ("added_at", models.DateTimeField()),
                ("once", models.CharField(max_length=64)),
                ("taken_away_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.member",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.clinic",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="clinic.patient",
                    ),
                ),
                (
                    "taken_away_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "once"), name="document_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pdf", "jpeg", "png"])),
                        name="document_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_away_at", None), ("taken_away_by", None)),
                            models.Q(
                                models.Q(("taken_away_at", None), _negated=True),
                                models.Q(("taken_away_by", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="document_taken_away_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PatientMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.member",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.clinic",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="clinic.patient",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_into",
                        to="clinic.patient",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.member",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("undone_at", None)),
                        fields=["kept"],
                        name="merge_in_force",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("merged",),
                        name="merge_into_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("merged")), _negated=True),
                        name="merge_is_of_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None)),
                            models.Q(
                                models.Q(("undone_at", None), _negated=True),
                                models.Q(("undone_by", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="merge_undone_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
