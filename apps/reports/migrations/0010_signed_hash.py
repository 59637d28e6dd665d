"""Hashes of signed-off reports, for the verify page: a table that is no tenant's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_disclosures_isolation")]

    operations = [
        migrations.CreateModel(
            name="SignedHash",
            fields=[("digest", models.CharField(max_length=64, primary_key=True, serialize=False))],
        ),
    ]
