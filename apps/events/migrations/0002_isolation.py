from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        IsolateTenantTable("OutboxEvent", service=True),
    ]
