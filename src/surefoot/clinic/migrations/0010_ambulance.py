"""The number of the ambulance, which differs from country to country."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column more, filled with the number of the United States."""

    dependencies = [("clinic", "0009_no_double_booking")]

    operations = [
        migrations.AddField(
            model_name="clinic",
            name="ambulance",
            field=models.CharField(default="911", max_length=20),
        ),
    ]
