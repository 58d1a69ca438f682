"""What a clinic has and is reached by, and plans of care."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """After the first guards."""

    dependencies = [
        ("clinic", "0003_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="clinic",
            name="means",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="clinic",
            name="phone",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.CreateModel(
            name="KeptPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("entry", models.PositiveBigIntegerField()),
                ("knowledge", models.CharField(max_length=20)),
                ("is_plan", models.BooleanField()),
                ("content", models.BinaryField()),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.clinic",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.member",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="clinic.patient",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decided", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("reason", models.BinaryField(default=b"")),
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
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="clinic.keptplan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("incident", models.CharField(blank=True, max_length=20)),
                (
                    "asked_by",
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
                        related_name="+",
                        to="clinic.patient",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.keptplan",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="keptplan",
            constraint=models.UniqueConstraint(
                fields=("patient", "number"), name="plan_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="keptplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="plan_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="plandecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided__in", ["approved", "set_aside"])),
                name="decision_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="plandecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided", "approved"),
                    models.Q(("reason", b""), _negated=True),
                    _connector="OR",
                ),
                name="decision_set_aside_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="planrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at", None)),
                fields=("patient",),
                name="plan_request_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="planrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_at", None),
                    models.Q(("plan", None), _negated=True),
                    models.Q(("incident", ""), _negated=True),
                    _connector="OR",
                ),
                name="plan_request_ends_with_something",
            ),
        ),
    ]
