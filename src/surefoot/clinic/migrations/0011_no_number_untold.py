"""No number of an ambulance that nobody told: a wrong one is worse than none."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Where the manager's page was never kept, 911 was ours; who kept it had it before them."""
    clinics = apps.get_model("clinic", "Clinic").objects
    clinics.filter(ambulance="911", means={}).update(ambulance="")


class Migration(migrations.Migration):
    """The same column, empty until somebody fills it."""

    dependencies = [("clinic", "0010_ambulance")]

    operations = [
        migrations.AlterField(
            model_name="clinic",
            name="ambulance",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
