"""Who asks for an appointment, and how far a patient is in the intake; with the guards of both."""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("clinic_contactrequest", "clinic_intakesaid")
STRAY = "the row and its patient are of two clinics"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the guards up."""
    for statement in _postgres() if editor.connection.vendor == "postgresql" else _sqlite():
        editor.execute(statement, params=None)


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away."""
    is_postgres = editor.connection.vendor == "postgresql"
    for table in TABLES:
        on = f" ON {table}" if is_postgres else ""
        for event in ("insert", "update"):
            editor.execute(f"DROP TRIGGER {table}_{event}_one_clinic{on}", params=None)
    for table in TABLES if is_postgres else ():
        editor.execute(f"DROP POLICY one_clinic ON {table}", params=None)
        editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", params=None)
        editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", params=None)


def _sqlite() -> list[str]:
    stray = (
        f"SELECT RAISE(ABORT, '{STRAY}') FROM clinic_patient "
        "WHERE id = NEW.patient_id AND clinic_id <> NEW.clinic_id"
    )
    return [
        f"CREATE TRIGGER {table}_{event}_one_clinic BEFORE {event.upper()} ON {table} "
        f"BEGIN {stray}; END"
        for table in TABLES
        for event in ("insert", "update")
    ]


def _postgres() -> list[str]:
    return [
        *(
            f"CREATE TRIGGER {table}_{event}_one_clinic BEFORE {event.upper()} ON {table} "
            "FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) "
            "EXECUTE FUNCTION surefoot_one_clinic()"
            for table in TABLES
            for event in ("insert", "update")
        ),
        *(statement for table in TABLES for statement in _behind(table)),
    ]


def _behind(table: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY one_clinic ON {table} USING "
        "(clinic_id = NULLIF(current_setting('app.clinic', true), '')::bigint)",
    ]


class Migration(migrations.Migration):
    """Two tables and their guards."""

    dependencies = [
        ("clinic", "0006_guards_of_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="IntakeSaid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.BinaryField()),
                ("changed_at", models.DateTimeField()),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.patient",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContactRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("born_on", models.DateField()),
                ("language", models.CharField(default="en", max_length=10)),
                ("content", models.BinaryField()),
                ("once", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.BinaryField(default=b"")),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.clinic",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.member",
                    ),
                ),
                (
                    "patient",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_as",
                        to="clinic.patient",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at", None)),
                        fields=["clinic", "asked_at"],
                        name="contact_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="contact_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("born_on__gte", "1880-01-01")),
                        name="contact_birth_is_plausible",
                    ),
                    models.UniqueConstraint(fields=("clinic", "once"), name="contact_once_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", None),
                                ("patient", None),
                                ("reason", b""),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(
                                    models.Q(("patient__isnull", False), ("reason", b"")),
                                    models.Q(
                                        ("patient", None), models.Q(("reason", b""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="contact_waits_or_is_decided",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
