"""Patients, the rows by which they are found, and what was told of them."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """After the clinics."""

    dependencies = [("clinic", "0001_first")]
    operations = [
        migrations.CreateModel(
            name="KeptEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("content", models.BinaryField()),
                ("once", models.CharField(max_length=64)),
                ("reason", models.BinaryField(default=b"")),
            ],
        ),
        migrations.CreateModel(
            name="NameMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="NameWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.BinaryField(max_length=240)),
            ],
        ),
        migrations.CreateModel(
            name="Patient",
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
                ("sex", models.CharField(blank=True, max_length=10)),
                ("language", models.CharField(default="en", max_length=10)),
                ("contact", models.BinaryField()),
                ("registered_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PhoneTrace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("trace", models.CharField(max_length=32)),
            ],
        ),
        migrations.AddField(
            model_name="keptentry",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.clinic"
            ),
        ),
        migrations.AddField(
            model_name="keptentry",
            name="supersedes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="clinic.keptentry",
            ),
        ),
        migrations.AddField(
            model_name="keptentry",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clinic.member",
            ),
        ),
        migrations.AddField(
            model_name="namemark",
            name="clinic",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clinic.clinic",
            ),
        ),
        migrations.AddField(
            model_name="nameword",
            name="clinic",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clinic.clinic",
            ),
        ),
        migrations.AddField(
            model_name="patient",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="patients",
                to="clinic.clinic",
            ),
        ),
        migrations.AddField(
            model_name="nameword",
            name="patient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="words",
                to="clinic.patient",
            ),
        ),
        migrations.AddField(
            model_name="namemark",
            name="patient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="clinic.patient"
            ),
        ),
        migrations.AddField(
            model_name="keptentry",
            name="patient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="clinic.patient",
            ),
        ),
        migrations.AddField(
            model_name="phonetrace",
            name="clinic",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clinic.clinic",
            ),
        ),
        migrations.AddField(
            model_name="phonetrace",
            name="patient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="clinic.patient"
            ),
        ),
        migrations.AddIndex(
            model_name="patient",
            index=models.Index(fields=["clinic", "name"], name="patient_by_name"),
        ),
        migrations.AddIndex(
            model_name="patient",
            index=models.Index(fields=["clinic", "born_on"], name="patient_by_birth"),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="patient_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(("sex__in", ["", "female", "male", "other"])),
                name="patient_sex_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(("born_on__gte", "1880-01-01")),
                name="patient_birth_is_plausible",
            ),
        ),
        migrations.AddIndex(
            model_name="nameword",
            index=models.Index(fields=["clinic", "word", "patient"], name="word_by_beginning"),
        ),
        migrations.AddIndex(
            model_name="namemark",
            index=models.Index(fields=["clinic", "mark", "patient"], name="mark_by_number"),
        ),
        migrations.AddIndex(
            model_name="keptentry",
            index=models.Index(fields=["patient", "id"], name="entry_by_patient"),
        ),
        migrations.AddConstraint(
            model_name="keptentry",
            constraint=models.UniqueConstraint(
                fields=("patient", "once"), name="entry_once_a_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="keptentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("supersedes", None), models.Q(("reason", b""), _negated=True), _connector="OR"
                ),
                name="entry_correction_has_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="phonetrace",
            index=models.Index(fields=["clinic", "trace", "patient"], name="trace_by_digits"),
        ),
    ]
