from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("events", "0007_sagas")]

    operations = [
        IsolateTenantTable("SagaEntry", append_only=True),
    ]
