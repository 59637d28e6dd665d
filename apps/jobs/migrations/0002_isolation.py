from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        IsolateTenantTable("Job", service=True),
    ]
